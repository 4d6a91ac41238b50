//! Callbacks: `[callback.NAME]`.

use qq_cgi_wire::{Pairs, Part, RawForm, ReceivedSign};

use super::{
    apps,
    context::{Context, Item, Items, Kind, is_key},
    fields::{self, Holder},
    signs,
    soundness::Unsound,
};
use crate::{
    callback::{form, payload, signable},
    diagnostic::{
        CALLBACK_KEY, CALLBACK_PAYLOAD, CALLBACK_SIGN, DUPLICATE, Diagnostic, EMPTY, EXAMPLE, UNKNOWN_NAME, VECTOR,
    },
    model::{Callback, CallbackExample, CallbackReply, Field, Model, Origin, Sign, Type},
    naming,
    source::{Located, Span},
    suggest::{listed, nearest},
    syntax::{CallbackExampleTable, CallbackReplyTable, CallbackTable},
};

pub(super) fn lower(item: &Item<CallbackTable>, context: &mut Context<'_>) -> Callback {
    let Item { name, table, from_base } = item;
    context.check_form(name, is_key, "a name such as `order`");
    let params = fields::lower(table.params.as_ref(), Holder::Callback, *from_base, context);
    let ignore_case = table.ignore_case.as_ref().is_some_and(|ignore| ignore.value);
    if ignore_case {
        check_cases(table, context);
    }
    let payload = payload_param(table.payload.as_ref(), &params, context);
    let examples = table.examples.iter().flat_map(|examples| &examples.value);
    Callback {
        name: name.value.clone(),
        rust: context.rust_name(table.rust.as_ref(), name, naming::camel_case),
        sign: context.resolve(Kind::Sign, table.sign.as_ref()),
        ignore_case,
        payload_struct: payload.and_then(|payload| payload_struct(payload, table.payload.as_ref(), context)),
        payload: payload.map(|payload| payload.name.clone()).unwrap_or_default(),
        params,
        line_feed: table.line_feed.as_ref().is_some_and(|line_feed| line_feed.value),
        key: table.key.iter().flat_map(|key| &key.value).map(|field| field.value.clone()).collect(),
        reply: table.reply.as_ref().map(|reply| lower_reply(&reply.value)).unwrap_or_default(),
        apps: table.apps.as_ref().and_then(|apps| apps::lower(&apps.value, context)),
        examples: examples.map(|example| lower_example(example, *from_base, context)).collect(),
        about: context.about(&table.texts, name.span, *from_base),
    }
}

/// Where names are known in any case, two cannot differ in it alone.
fn check_cases(table: &CallbackTable, context: &mut Context<'_>) {
    let mut known: Vec<&Located<String>> = Vec::new();
    for (name, _) in table.params.iter().flat_map(|params| &params.value) {
        if let Some(first) = known.iter().find(|first| first.value.eq_ignore_ascii_case(&name.value)) {
            let found = Diagnostic::new(DUPLICATE, name.span, "two names differ in their case alone");
            context.add(found.label("names are known in any case here").other(first.span, "the first"));
        }
        known.push(name);
    }
}

/// The parameter that holds what the callback says, or the one that was probably meant.
fn payload_param<'p>(
    written: Option<&Located<String>>,
    params: &'p [Field],
    context: &mut Context<'_>,
) -> Option<&'p Field> {
    let named = |name: &str| params.iter().find(|field| field.name == name);
    if let Some(payload) = written {
        if let Some(field) = named(&payload.value) {
            return Some(field);
        }
        let meant = nearest(&payload.value, params.iter().map(|field| field.name.as_str()));
        let message = format!("the callback has no parameter `{}`", payload.value);
        let found = Diagnostic::new(UNKNOWN_NAME, payload.span, message).label("unknown parameter");
        let known: Vec<_> = params.iter().map(|field| field.name.as_str()).collect();
        let found = found.meant_among(&payload.value, known.iter().copied());
        // One of them alone can be it.
        let mut fitting = params.iter().filter(|field| matches!(field.ty.inner(), Type::Struct(_)));
        let only = fitting.next().filter(|_| fitting.next().is_none()).map(|field| field.name.as_str());
        context.add(found.or_meant(only).or_help(format!("its parameters are {}", listed(&known))));
        if let Some(meant) = meant {
            return named(meant);
        }
    }
    let mut structs = params.iter().filter(|field| field.required && matches!(field.ty.inner(), Type::Struct(_)));
    structs.next().filter(|_| structs.next().is_none())
}

/// `written` is where the parameter is named; where it is not, that is reported.
fn payload_struct(field: &Field, written: Option<&Located<String>>, context: &mut Context<'_>) -> Option<String> {
    let span = written.map(|written| written.span);
    match field.ty.inner() {
        Type::Struct(_) if !field.required => {
            let found = Diagnostic::new(CALLBACK_PAYLOAD, span, "what a callback says is always there");
            context.add(found.label("expected a required parameter"));
            None
        }
        Type::Struct(name) => Some(name.clone()),
        Type::Unknown => None,
        _ => {
            let message = format!("`{}` is not the JSON text of a struct", field.name);
            let found = Diagnostic::new(CALLBACK_PAYLOAD, span, message);
            context.add(found.label("expected a parameter of the type json:STRUCT"));
            None
        }
    }
}

fn lower_reply(table: &CallbackReplyTable) -> CallbackReply {
    let text = |text: &Option<Located<String>>| text.as_ref().map(|text| text.value.clone()).unwrap_or_default();
    CallbackReply {
        code: text(&table.code),
        success: table.success.as_ref().map(|code| code.value).unwrap_or_default(),
        message: text(&table.message),
        success_message: text(&table.success_message),
    }
}

fn lower_example(
    example: &Located<CallbackExampleTable>,
    from_base: bool,
    context: &mut Context<'_>,
) -> CallbackExample {
    let Located { value: table, span } = example;
    let text = |text: &Option<Located<String>>| text.as_ref().map(|text| text.value.clone()).unwrap_or_default();
    let params = table.params.iter().flat_map(|params| &params.value);
    CallbackExample {
        secret: text(&table.secret),
        sign: text(&table.sign),
        params: params.map(|(name, value)| (name.value.clone(), value.wire_text())).collect(),
        about: context.about(&table.texts, *span, from_base),
    }
}

/// What only the callback, its scheme and its payload's struct show together.
pub(super) fn check_against_signs(model: &Model, items: &Items, context: &mut Context<'_>) {
    for item in items.callbacks.iter().filter(|item| !item.from_base) {
        let Some(callback) = model.callback(&item.name.value) else { continue };
        check_key(model, callback, &item.table, context);
        let sign = callback.sign.as_deref().and_then(|name| model.sign(name));
        if let (Some(sign), Some(written)) = (sign, &item.table.sign) {
            check_carrier(model, callback, sign, written, &item.table, context);
            check_cover(callback, sign, written, context);
        }
    }
}

fn check_key(model: &Model, callback: &Callback, table: &CallbackTable, context: &mut Context<'_>) {
    let Some(key) = &table.key else { return };
    if key.value.is_empty() {
        let found = Diagnostic::new(EMPTY, key.span, "nothing tells a callback that came again from a new one");
        context.add(found.label("expected at least one field of the payload"));
    }
    let Some(item) = payload(model, callback) else { return };
    for (index, name) in key.value.iter().enumerate() {
        if key.value.iter().take(index).any(|earlier| earlier.value == name.value) {
            let message = format!("`{}` is listed twice", name.value);
            context.add(Diagnostic::new(DUPLICATE, name.span, message).label("listed before"));
            continue;
        }
        match item.fields.iter().find(|field| field.name == name.value) {
            Some(field) if field.required => {}
            Some(_) => {
                let message = format!("a callback without `{}` has no key", name.value);
                let found = Diagnostic::new(CALLBACK_KEY, name.span, message);
                context.add(found.label("expected a required field of the payload"));
            }
            None => {
                let message = format!("`{}` has no field `{}`", item.name, name.value);
                let found = Diagnostic::new(UNKNOWN_NAME, name.span, message).label("unknown field");
                context.add(found.meant_among(&name.value, item.fields.iter().map(|field| field.name.as_str())));
            }
        }
    }
}

fn check_carrier(
    model: &Model,
    callback: &Callback,
    sign: &Sign,
    written: &Located<String>,
    table: &CallbackTable,
    context: &mut Context<'_>,
) {
    let read = table.params.as_ref().is_none_or(|params| params.value.len() == callback.params.len());
    let mut carriers = callback.params.iter().filter(|field| field.origin == Origin::Sign);
    let (Some(carrier), None) = (carriers.next(), carriers.next()) else {
        if read {
            let message = "no parameter, or more than one, carries the sign";
            let found = Diagnostic::new(CALLBACK_SIGN, written.span, message);
            context.add(found.label("expected one parameter with from = \"sign\""));
        }
        return;
    };
    if carrier.name != sign.scheme.param && !signs::nobody_carries(model, sign) {
        let mut params = table.params.iter().flat_map(|params| &params.value);
        let place: Option<Span> = params.find(|(name, _)| name.value == carrier.name).map(|(name, _)| name.span);
        let message = format!("the sign of the scheme `{}` stands in `{}`", sign.name, sign.scheme.param);
        let found = Diagnostic::new(CALLBACK_SIGN, place, message);
        context.add(found.label(format!("expected `{}`", sign.scheme.param)));
    }
}

/// A receiver knows the query alone. What the sign does not cover anybody can write.
fn check_cover(callback: &Callback, sign: &Sign, written: &Located<String>, context: &mut Context<'_>) {
    let parts = &*sign.scheme.source;
    if parts.contains(&Part::Path) {
        let found = Diagnostic::new(CALLBACK_SIGN, written.span, "the sign covers the path of a URL");
        context.add(found.label("a receiver's own path is not known to whoever verifies a query"));
    }
    let covers = |part: &Part| match part {
        Part::Param(name) => *name == callback.payload,
        Part::Pairs(Pairs { exclude, .. }) => exclude.iter().all(|name| *name != callback.payload),
        _ => false,
    };
    let names_others = parts.iter().any(|part| matches!(part, Part::Param(name) if is_no_param(callback, name)));
    // A misspelt parameter is reported where it is.
    if callback.payload_struct.is_some() && !parts.is_empty() && !parts.iter().any(covers) && !names_others {
        let found = Diagnostic::new(CALLBACK_SIGN, written.span, "the sign does not cover the payload");
        context.add(found.label(format!("expected a part {{ param = \"{}\" }}", callback.payload)));
    }
}

fn is_no_param(callback: &Callback, name: &str) -> bool {
    callback.params.iter().all(|field| field.name != name)
}

/// Examples are vectors: computed whenever a spec is checked.
pub(super) fn check_examples(model: &Model, items: &Items, unsound: &Unsound, context: &mut Context<'_>) {
    for item in items.callbacks.iter().filter(|item| !item.from_base) {
        let callback = model.callback(&item.name.value);
        let Some(callback) = callback.filter(|callback| unsound.spares_callback(callback, model)) else { continue };
        let written = item.table.examples.iter().flat_map(|examples| &examples.value);
        for (written, example) in written.zip(&callback.examples) {
            check_example(model, callback, example, written, context);
        }
    }
}

fn check_example(
    model: &Model,
    callback: &Callback,
    example: &CallbackExample,
    written: &Located<CallbackExampleTable>,
    context: &mut Context<'_>,
) {
    if let Err(problems) = form(model, callback).complete(&example.params) {
        for problem in problems {
            let name = problem.error.param.split(['[', '.', ':', ' ']).next().unwrap_or_default();
            let mut given = written.value.params.iter().flat_map(|params| &params.value);
            let span = given.find(|(known, _)| known.value == name).map_or(written.span, |(known, _)| known.span);
            let message = format!("the example does not fit `{}`", callback.name);
            context.add(Diagnostic::new(EXAMPLE, span, message).label(problem.error.to_string()));
        }
        return;
    }
    let (Some(sign), Some(scheme)) = (&written.value.sign, callback.sign.as_deref().and_then(|name| model.sign(name)))
    else {
        return;
    };
    check_sign(example, sign, scheme, context);
}

fn check_sign(example: &CallbackExample, written: &Located<String>, sign: &Sign, context: &mut Context<'_>) {
    let mut pairs = example.params.clone();
    sign.scheme.arrange(&mut pairs);
    let raw = pairs.iter().map(|(name, value)| (name.as_str(), value.as_bytes()));
    let received = ReceivedSign::parse(&written.value);
    let request = signable(&example.secret);
    if received.is_some_and(|received| sign.scheme.verify(&request, raw, &sign.accept, &received).is_some()) {
        return;
    }
    let texts = pairs.iter().map(|(name, value)| (name.as_str(), value.as_str()));
    let computed = sign.scheme.sign(&request, texts.clone());
    let shown = sign.scheme.source_string(&signable("***"), texts);
    let or = if sign.accept.contains(&RawForm::RawLineFeed) { ", or another with a line feed after it" } else { "" };
    let found = Diagnostic::new(VECTOR, written.span, "the vector does not reproduce");
    let found = found.label(format!("these parameters give {}{or}", computed.as_str()));
    context.add(found.help(format!("signed was `{}`, with the key as ***", shown.escape_debug())));
}
