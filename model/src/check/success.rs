//! Codes of success are no codes of failure, and refusals are codes that the gateway's error table lists.

use super::context::{Context, Item, Items};
use crate::{
    diagnostic::{Diagnostic, SUCCESS_CODE},
    model::{Code, Command, ErrorTable, Model, Remedy},
    source::{Located, Span},
    syntax::{CommandTable, GatewayTable, RefuseTable},
};

/// A success that is not written.
const DEFAULT: i64 = 0;

/// What stands beside a code of success that is not written.
const BY_DEFAULT: &str = "the code of success is 0 unless `success` says otherwise";

/// Nobody could tell a gateway's failure from its success, were both one code.
pub(super) fn check_gateways(model: &Model, items: &Items, context: &mut Context<'_>) {
    for Item { name, table, .. } in items.gateways.iter().filter(|item| !item.from_base) {
        let Some(envelope) = &table.envelope else { continue };
        let success = envelope.value.success.as_ref();
        check_refusals(table, success, context);
        let errors = model.gateway(&name.value).and_then(|gateway| model.error_table(gateway.errors.as_deref()?));
        check_listed(success, errors, table.errors.as_ref(), context);
    }
}

/// The same of a command's own code.
pub(super) fn check_reply(model: &Model, command: &Command, item: &Item<CommandTable>, context: &mut Context<'_>) {
    let Some(written) = item.table.reply_code.as_ref().filter(|_| !item.from_base) else { return };
    let errors = command.reply_code.as_ref().and_then(|code| model.error_table(code.errors.as_deref()?));
    check_listed(written.value.success.as_ref(), errors, written.value.errors.as_ref(), context);
}

/// The codes that a gateway refuses with, by their keys.
pub(super) fn refusals(table: &RefuseTable) -> impl Iterator<Item = (&'static str, &Located<i64>)> {
    let codes = [
        ("bad_param", &table.bad_param),
        ("unknown_app", &table.unknown_app),
        ("bad_sign", &table.bad_sign),
        ("bad_token", &table.bad_token),
        ("unknown_command", &table.unknown_command),
        ("bad_method", &table.bad_method),
    ];
    codes.into_iter().filter_map(|(key, code)| Some((key, code.as_ref()?)))
}

fn check_refusals(table: &GatewayTable, success: Option<&Located<i64>>, context: &mut Context<'_>) {
    let refusals = table.refuse.iter().flat_map(|refuse| refusals(&refuse.value));
    for (key, code) in refusals.filter(|(_, code)| code.value == success.map_or(DEFAULT, |code| code.value)) {
        let found = Diagnostic::new(SUCCESS_CODE, code.span, format!("`{key}` refuses with the code of success"));
        let found = found.label("whoever is refused takes this for success");
        context.add(match success {
            Some(success) => found.other(success.span, "the code of success"),
            None => found.help(BY_DEFAULT),
        });
    }
}

/// `named` is where the table is named: the place where no success is written.
fn check_listed(
    success: Option<&Located<i64>>,
    errors: Option<&ErrorTable>,
    named: Option<&Located<String>>,
    context: &mut Context<'_>,
) {
    let number = success.map_or(DEFAULT, |code| code.value);
    let place: Option<Span> = success.map(|code| code.span).or(named.map(|named| named.span));
    // Vendors list success too, as a number or a constant, and nothing is to be done about it.
    let lists = |code: &&Code| code.code == Some(number) && code.symbol.is_none() && code.remedy != Remedy::None;
    let listed = errors.and_then(|errors| Some((errors, errors.codes.iter().find(lists)?)));
    let Some((errors, listed)) = listed else { return };
    let message = format!("the error table `{}` lists {number}, the code of success", errors.name);
    let found = Diagnostic::new(SUCCESS_CODE, place, message);
    let found = found.label(format!("`{}` of that table is a failure", listed.rust));
    context.add(if success.is_none() { found.help(BY_DEFAULT) } else { found });
}
