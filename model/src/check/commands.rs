//! Commands.

mod paths;
mod verify;

use super::{
    context::{Context, Item, Items, Kind, is_wire_name},
    fields::{self, Holder},
    success,
};
use crate::{
    diagnostic::{BAD_NAME, CONTRADICTION, DUPLICATE, Diagnostic, EMPTY, MISSING_KEY, REPLY_CODE},
    model::{Command, Example, Method, Model, Reply, ReplyCode, Type},
    naming,
    source::Located,
    suggest::{listed, nearest},
    syntax::{CommandTable, ExampleTable, MethodWord, ReplyCodeTable},
};

/// Said of what the document leaves open.
const UNKNOWN: &str = "unknown";

pub(super) fn lower(item: &Item<CommandTable>, context: &mut Context<'_>) -> Command {
    let Item { name, table, from_base } = item;
    context.check_form(name, is_wire_name, "letters, digits, `_`, `-` and `.`");
    let methods = methods(table, context);
    let default = methods.first().copied().unwrap_or(Method::Get);
    let examples = table.examples.iter().flat_map(|examples| &examples.value);
    Command {
        name: name.value.clone(),
        rust: rust_name(item, context),
        gateway: context.resolve(Kind::Gateway, table.gateway.as_ref()),
        path: table.path.as_ref().map(|path| path.value.clone()),
        methods,
        idempotent: table.idempotent.as_ref().is_some_and(|idempotent| idempotent.value),
        params: fields::lower(table.params.as_ref(), Holder::Command, *from_base, context),
        reply: reply(table, context),
        reply_code: table.reply_code.as_ref().and_then(|code| lower_reply_code(&code.value, context)),
        verify: verify::lower(table, context),
        examples: examples.map(|example| lower_example(example, default, *from_base, context)).collect(),
        about: context.about(&table.texts, name.span, *from_base),
    }
}

fn rust_name(item: &Item<CommandTable>, context: &mut Context<'_>) -> String {
    let rust = context.rust_name(item.table.rust.as_ref(), &item.name, naming::camel_case);
    if let Some(given) = item.table.rust.as_ref().filter(|_| !super::context::is_camel(&rust)) {
        let message = format!("`{rust}` is not the name of a type");
        context.add(Diagnostic::new(BAD_NAME, given.span, message).label("expected a name such as `SendGift`"));
    }
    rust
}

fn methods(table: &CommandTable, context: &mut Context<'_>) -> Vec<Method> {
    let Some(written) = &table.methods else { return vec![Method::Get] };
    if written.value.is_empty() {
        context.add(Diagnostic::new(EMPTY, written.span, "a command without a method").label("expected GET or POST"));
    }
    let mut methods = Vec::new();
    for word in &written.value {
        let method = Method::from(word.value);
        if methods.contains(&method) {
            let found = Diagnostic::new(DUPLICATE, word.span, format!("{} is listed twice", method.as_str()));
            context.add(found.label("listed before"));
        } else {
            methods.push(method);
        }
    }
    methods
}

impl From<MethodWord> for Method {
    fn from(word: MethodWord) -> Self {
        match word {
            MethodWord::Get => Self::Get,
            MethodWord::Post => Self::Post,
        }
    }
}

fn reply(table: &CommandTable, context: &mut Context<'_>) -> Reply {
    match &table.reply {
        Some(reply) if reply.value == UNKNOWN => Reply::Unknown,
        reply => context.resolve(Kind::Struct, reply.as_ref()).map_or(Reply::Unknown, Reply::Struct),
    }
}

fn lower_reply_code(table: &ReplyCodeTable, context: &mut Context<'_>) -> Option<ReplyCode> {
    let errors = table.errors.as_ref().filter(|errors| errors.value != UNKNOWN);
    let errors = context.resolve(Kind::ErrorTable, errors);
    Some(ReplyCode {
        field: table.field.as_ref()?.value.clone(),
        message: table.message.as_ref().map(|message| message.value.clone()),
        success: table.success.as_ref().map(|code| code.value).unwrap_or_default(),
        errors,
    })
}

fn lower_example(
    example: &Located<ExampleTable>,
    default: Method,
    from_base: bool,
    context: &mut Context<'_>,
) -> Example {
    let Located { value: table, span } = example;
    let missing = |key: &str, beside: &str| {
        Diagnostic::new(MISSING_KEY, *span, format!("`{key}` is missing beside `{beside}`"))
            .label("a vector has both; an example has neither")
    };
    match (&table.secret, &table.sign) {
        (Some(_), None) => context.add(missing("sign", "secret")),
        (None, Some(_)) => context.add(missing("secret", "sign")),
        _ => {}
    }
    let params = table.params.iter().flat_map(|params| &params.value);
    Example {
        secret: table.secret.as_ref().map(|secret| secret.value.clone()),
        sign: table.sign.as_ref().map(|sign| sign.value.clone()),
        method: table.method.as_ref().map_or(default, |method| method.value.into()),
        params: params.map(|(name, value)| (name.value.clone(), value.wire_text())).collect(),
        about: context.about(&table.texts, *span, from_base),
    }
}

/// What only the command, its gateway and its reply show together.
pub(super) fn check_against_gateways(model: &mut Model, items: &Items, context: &mut Context<'_>) {
    paths::check(model, items, context);
    for item in &items.commands {
        let Some(command) = model.command(&item.name.value) else { continue };
        check_reply_code(model, command, item, context);
        success::check_reply(model, command, item, context);
        verify::check(model, command, item, context);
        let Some(gateway) = model.gateway_of(command) else { continue };
        let common: Vec<String> = gateway.params.iter().map(|field| field.name.clone()).collect();
        let of_gateway = items.gateways.iter().find(|known| known.name.value == gateway.name);
        for (name, _) in item.table.params.iter().flat_map(|params| &params.value) {
            if !common.contains(&name.value) {
                continue;
            }
            let message = format!("`{}` is a common parameter of the gateway already", name.value);
            let mut found = Diagnostic::new(DUPLICATE, name.span, message).label("defined again");
            let first = of_gateway.and_then(|item| item.table.params.as_ref());
            if let Some((first, _)) =
                first.and_then(|params| params.value.iter().find(|(known, _)| known.value == name.value))
            {
                found = found.other(first.span, "first defined here");
            }
            context.add(found);
        }
        if let (None, Some(sign)) = (&gateway.sign, signed_example(&item.table)) {
            let found = Diagnostic::new(CONTRADICTION, sign.span, "a sign where the gateway signs nothing");
            context.add(found.label("the gateway has no sign scheme"));
        }
        if let Some(command) = model.commands.iter_mut().find(|command| command.name == item.name.value) {
            command.params.retain(|field| !common.contains(&field.name));
        }
    }
}

fn signed_example(table: &CommandTable) -> Option<&Located<String>> {
    table.examples.iter().flat_map(|examples| &examples.value).find_map(|example| example.value.sign.as_ref())
}

fn check_reply_code(model: &Model, command: &Command, item: &Item<CommandTable>, context: &mut Context<'_>) {
    let Some(code) = &item.table.reply_code else { return };
    let Reply::Struct(reply) = &command.reply else {
        if item.table.reply.as_ref().is_some_and(|reply| reply.value == UNKNOWN) {
            let found = Diagnostic::new(REPLY_CODE, code.span, "an unknown reply has no known code");
            context.add(found.label("expected a struct as `reply`"));
        }
        return;
    };
    // That it has no fields is a mistake of the struct's own.
    let Some(reply) = model.struct_(reply).filter(|reply| !reply.fields.is_empty()) else { return };
    let is_number = |ty: &Type| matches!(ty, Type::U32 | Type::U64 | Type::I32 | Type::I64 | Type::Unknown);
    let is_text = |ty: &Type| matches!(ty, Type::Text | Type::Unknown);
    let mut check = |name: &Located<String>, fits: &dyn Fn(&Type) -> bool, expected: &str| {
        let field = reply.fields.iter().find(|field| field.name == name.value);
        if field.is_some_and(|field| fits(&field.ty)) {
            return;
        }
        let message = format!("`{}` is not {expected} of `{}`", name.value, reply.name);
        let fitting = reply.fields.iter().filter(|field| fits(&field.ty)).map(|field| field.name.as_str());
        let fitting: Vec<_> = fitting.collect();
        let only = if let [only] = fitting.as_slice() { Some(*only) } else { None };
        let found = Diagnostic::new(REPLY_CODE, name.span, message).label(format!("expected {expected}"));
        let help = format!("such are {}", if fitting.is_empty() { "none".to_owned() } else { listed(&fitting) });
        context.add(found.meant(nearest(&name.value, fitting.iter().copied()).or(only)).or_help(help));
    };
    if let Some(field) = &code.value.field {
        check(field, &is_number, "a whole-number field");
    }
    if let Some(message) = &code.value.message {
        check(message, &is_text, "a text field");
    }
}
