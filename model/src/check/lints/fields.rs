//! Parameters and fields: secrets that are not marked, and what is easily overlooked.

use super::{Lints, own};
use crate::{
    check::context::Items,
    diagnostic::{Diagnostic, REQUIRED_AFTER_OPTIONAL, SECRET_NAME},
    source::Located,
    syntax::{FieldTable, Map, TypeExpression},
};

pub(super) fn look(items: &Items, lints: &mut Lints<'_, '_, '_>) {
    let of_gateways = own(&items.gateways).map(|item| &item.table.params);
    let of_commands = own(&items.commands).map(|item| &item.table.params);
    let of_structs = own(&items.structs).map(|item| &item.table.fields);
    let of_pages = own(&items.pages).map(|item| &item.table.params);
    let of_callbacks = own(&items.callbacks).map(|item| &item.table.params);
    let of_sdks = own(&items.sdks).flat_map(|item| [&item.table.args, &item.table.bundle]);
    let tables = of_gateways.chain(of_commands).chain(of_structs).chain(of_pages).chain(of_callbacks).chain(of_sdks);
    for fields in tables.flatten() {
        secret_names(&fields.value, lints);
        order(&fields.value, lints);
    }
    for (name, field) in own(&items.tables).flat_map(|item| &item.table.fields).flat_map(|fields| &fields.value) {
        secret_name(name, field.ty.as_ref(), field.secret.as_ref(), lints);
    }
}

/// What names of secrets have in them.
const SECRET_WORDS: &[&str] = &["secret", "token", "password", "passwd", "appkey", "app_key", "private"];

fn secret_names(fields: &Map<FieldTable>, lints: &mut Lints<'_, '_, '_>) {
    // A constant stands in the spec for everybody to read.
    for (name, field) in fields.iter().filter(|(_, field)| field.value.is_none()) {
        secret_name(name, field.ty.as_ref(), field.secret.as_ref(), lints);
    }
}

fn secret_name(
    name: &Located<String>,
    ty: Option<&Located<TypeExpression>>,
    secret: Option<&Located<bool>>,
    lints: &mut Lints<'_, '_, '_>,
) {
    let lower = name.value.to_ascii_lowercase();
    // Whoever says `secret = false` has thought of it.
    if secret.is_some() || ty.is_none_or(|ty| ty.value.0 != "string") {
        return;
    }
    if let Some(word) = SECRET_WORDS.iter().find(|word| lower.contains(*word)) {
        let message = format!("`{}` looks like a secret and is not marked as one", name.value);
        let found = Diagnostic::new(SECRET_NAME, name.span, message).label(format!("`{word}` speaks of a secret"));
        lints.say(found.help("write secret = true, so that it is never shown, or secret = false if it is none"));
    }
}

fn order(fields: &Map<FieldTable>, lints: &mut Lints<'_, '_, '_>) {
    let Some((optional, _)) = fields.iter().find(|(_, field)| is_optional(field)) else { return };
    let later = fields.iter().skip_while(|(name, _)| name.span != optional.span);
    for (name, _) in later.filter(|(_, field)| is_given(field) && !is_optional(field)) {
        let message = format!("`{}` is required and stands after `{}`, which is not", name.value, optional.value);
        let found = Diagnostic::new(REQUIRED_AFTER_OPTIONAL, name.span, message).label("required");
        lints.say(found.other(optional.span, "can be left out"));
    }
}

fn is_optional(field: &FieldTable) -> bool {
    field.required.as_ref().is_some_and(|required| !required.value) || field.default.is_some()
}

/// Whether the caller gives it.
fn is_given(field: &FieldTable) -> bool {
    let by_platform = |ty: &Located<TypeExpression>| ty.value.0 == "bundle" || ty.value.0.starts_with("host:");
    field.value.is_none()
        && field.from.as_ref().is_none_or(|from| from.value == "caller")
        && !field.ty.as_ref().is_some_and(by_platform)
}
