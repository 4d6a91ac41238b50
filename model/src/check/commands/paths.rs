//! How a request names its command: by a parameter of the gateway, or by a path of the command's own.

use crate::{
    check::{
        context::{Context, Item, Items},
        gateways::is_path,
    },
    diagnostic::{COMMAND_NAME, COMMAND_PATH, Diagnostic, SHARED_PATH},
    model::{Command, Gateway, Model},
    source::Located,
    syntax::{CommandTable, GatewayTable},
};

pub(super) fn check(model: &Model, items: &Items, context: &mut Context<'_>) {
    for item in &items.commands {
        check_form(item, context);
    }
    for item in &items.gateways {
        let Some(gateway) = model.gateway(&item.name.value) else { continue };
        let commands = commands_of(gateway, model, items);
        if gateway.command_param().is_some() {
            for (item, _) in &commands {
                refuse_path(item, gateway, context);
            }
        } else if is_read(item, gateway) {
            demand_paths(item, &commands, context);
            check_shared(&commands, model, context);
        }
    }
}

type Known<'a> = (&'a Item<CommandTable>, &'a Command);

/// The commands of a gateway as they are written and as they are understood; a base's first, for it was there first.
fn commands_of<'a>(gateway: &Gateway, model: &'a Model, items: &'a Items) -> Vec<Known<'a>> {
    let known = items.commands.iter().filter_map(|item| Some((item, model.command(&item.name.value)?)));
    let mut known: Vec<_> = known.filter(|(_, command)| command.gateway.as_ref() == Some(&gateway.name)).collect();
    known.sort_by_key(|(item, _)| !item.from_base);
    known
}

/// A parameter that was left out for a mistake of its own may be the one that names the command.
fn is_read(item: &Item<GatewayTable>, gateway: &Gateway) -> bool {
    // One without addresses says nothing yet, which is a mistake of its own.
    item.table.urls.is_some()
        && item.table.params.as_ref().is_none_or(|written| written.value.len() == gateway.params.len())
}

fn check_form(item: &Item<CommandTable>, context: &mut Context<'_>) {
    if let Some(path) = item.table.path.as_ref().filter(|path| !is_path(&path.value)) {
        let message = format!("`{}` cannot be added to the URL of a gateway", path.value);
        let found = Diagnostic::new(COMMAND_PATH, path.span, message);
        context.add(found.label("expected a path such as `/user/info`, percent-encoded where need be"));
    }
}

fn refuse_path(item: &Item<CommandTable>, gateway: &Gateway, context: &mut Context<'_>) {
    if let (Some(path), Some(param)) = (&item.table.path, gateway.command_param()) {
        let message = format!("the gateway `{}` names its commands by a parameter", gateway.name);
        let found = Diagnostic::new(COMMAND_PATH, path.span, message);
        context.add(found.label(format!("the parameter `{}` says it already", param.name)));
    }
}

fn demand_paths(gateway: &Item<GatewayTable>, commands: &[Known<'_>], context: &mut Context<'_>) {
    let missing: Vec<_> = commands.iter().filter(|(item, _)| item.table.path.is_none()).collect();
    let name = &gateway.name;
    // Where no command has one, the gateway lacks the parameter: one cause, one finding. A base's gateway is as it is.
    if !missing.is_empty() && missing.len() == commands.len() && !gateway.from_base {
        let message = format!("the gateway `{}` does not say which parameter names the command", name.value);
        let found = Diagnostic::new(COMMAND_NAME, name.span, message)
            .label("expected one parameter with from = \"command.name\"")
            .help("or give each of its commands a path of its own: path = \"/…\"");
        return context.add(found);
    }
    for (item, _) in missing {
        let message = format!("no parameter of the gateway `{}` names the command", name.value);
        let found = Diagnostic::new(COMMAND_PATH, item.name.span, message).label("expected path = \"/…\"");
        context.add(found.other(name.span, "the gateway"));
    }
}

/// What is sent to a shared path tells nobody which of the commands was meant.
fn check_shared(commands: &[Known<'_>], model: &Model, context: &mut Context<'_>) {
    for (index, (item, command)) in commands.iter().enumerate() {
        let Some(path) = &item.table.path else { continue };
        let mut before = commands.iter().take(index);
        let Some((first, twin)) = before.find(|(_, earlier)| earlier.path == command.path) else { continue };
        if let Some(differs) = difference(command, twin, model) {
            let message = format!("`{}` and `{}` share a path and do not {differs}", twin.name, command.name);
            let found = Diagnostic::new(SHARED_PATH, path.span, message).label("the same path");
            let first: &Located<String> = first.table.path.as_ref().unwrap_or(&first.name);
            context.add(found.other(first.span, "the first of this path"));
        }
    }
}

fn difference(one: &Command, other: &Command, model: &Model) -> Option<&'static str> {
    let params = |command| {
        let params = Model::wire_params(model, command);
        params.map(|field| (&field.name, &field.ty, &field.origin, field.required)).collect::<Vec<_>>()
    };
    match () {
        () if one.methods != other.methods => Some("take the same methods"),
        () if params(one) != params(other) => Some("take the same parameters"),
        () if one.reply != other.reply || one.reply_code != other.reply_code => Some("answer the same"),
        () => None,
    }
}
