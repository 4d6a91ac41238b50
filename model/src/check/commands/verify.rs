//! Fields of an answer that must say what client or session know.

use crate::{
    check::context::{Context, Item},
    diagnostic::{Diagnostic, EMPTY, UNKNOWN_WORD, VERIFY},
    model::{Command, Model, Origin, Reply, Type},
    suggest::nearest,
    syntax::CommandTable,
};

/// What a client knows before it is answered; a token comes back in no answer.
const KNOWN: &[(&str, Origin)] = &[("client.app_id", Origin::AppId), ("session.openid", Origin::OpenId)];

pub(super) fn lower(table: &CommandTable, context: &mut Context<'_>) -> Vec<(String, Origin)> {
    let Some(written) = &table.verify else { return Vec::new() };
    if written.value.is_empty() {
        context.add(Diagnostic::new(EMPTY, written.span, "nothing is verified").label("expected at least one field"));
    }
    let mut verified = Vec::new();
    for (field, origin) in &written.value {
        let mut meant = Some(origin.value.as_str());
        if KNOWN.iter().all(|(word, _)| *word != origin.value) {
            let words: Vec<_> = KNOWN.iter().map(|(word, _)| *word).collect();
            meant = nearest(&origin.value, words.iter().copied());
            context.add(
                Diagnostic::new(UNKNOWN_WORD, origin.span, format!("nothing is verified by \"{}\"", origin.value))
                    .label(format!("expected one of {}", words.join(", ")))
                    .meant_among(&origin.value, words.iter().copied()),
            );
        }
        let known = KNOWN.iter().find(|(word, _)| Some(*word) == meant);
        verified.extend(known.map(|(_, origin)| (field.value.clone(), origin.clone())));
    }
    verified
}

pub(super) fn check(model: &Model, command: &Command, item: &Item<CommandTable>, context: &mut Context<'_>) {
    let Some(written) = &item.table.verify else { return };
    let Reply::Struct(reply) = &command.reply else {
        // A reply that is misspelt was reported, and may have the field.
        if item.table.reply.as_ref().is_some_and(|reply| reply.value == super::UNKNOWN) {
            let found = Diagnostic::new(VERIFY, written.span, "an unknown reply has no known fields");
            context.add(found.label("expected a struct as `reply`"));
        }
        return;
    };
    // That it has no fields is a mistake of the struct's own.
    let Some(reply) = model.struct_(reply).filter(|reply| !reply.fields.is_empty()) else { return };
    for (name, _) in &written.value {
        let Some(field) = reply.fields.iter().find(|field| field.name == name.value) else {
            let message = format!("`{}` is not a field of `{}`", name.value, reply.name);
            let found = Diagnostic::new(VERIFY, name.span, message).label("expected a field of the reply");
            context.add(found.meant_among(&name.value, reply.fields.iter().map(|field| field.name.as_str())));
            continue;
        };
        let origin = command.verify.iter().find(|(verified, _)| *verified == name.value).map(|(_, origin)| origin);
        let (fits, expected) = match origin {
            Some(Origin::AppId) => (matches!(field.ty, Type::U64 | Type::Text | Type::Unknown), "u64 or string"),
            Some(_) => (matches!(field.ty, Type::Text | Type::Unknown), "string"),
            None => continue,
        };
        if !fits {
            let message = format!("`{}` cannot hold what it is compared with", name.value);
            let found = Diagnostic::new(VERIFY, name.span, message);
            context.add(found.label(format!("expected a field of the type {expected}")));
        }
    }
}
