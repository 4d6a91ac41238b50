//! Enums.

use qq_cgi_model::model::{Enum, EnumValue, Field, Model, Type};

use super::{
    Comparison,
    pairs::{Pairs, pairs},
};
use crate::{
    at::At,
    rules::{
        ANSWER_ADDED, CLOSED, OPENED, OTHER_TYPE, VALUE_ADDED, VALUE_REMOVED, VALUE_RENAMED, WORD_ADDED, WORD_CHANGED,
        WORD_REMOVED, WORDS_CLOSED, WORDS_OPENED,
    },
    text,
};

pub(super) fn compare(comparison: &mut Comparison<'_>, at: &At, old: &Enum, new: &Enum) {
    let open = at.key("open");
    comparison.switched(OPENED, CLOSED, &open, old.open, new.open);
    comparison.switched(WORDS_OPENED, WORDS_CLOSED, &open, old.open, new.open);
    if old.open && new.open && old.is_numeric() != new.is_numeric() {
        let kept = |item: &Enum| Some(if item.is_numeric() { "i64" } else { "String" }.to_owned());
        comparison.add(OTHER_TYPE, at, kept(old), kept(new));
    }
    let called = |value: &EnumValue| at.inner("values", "value", &value.rust);
    let constant = |value: &EnumValue| text::constant(&value.value);
    let Pairs { both, gone, came } =
        pairs(&old.values, &new.values, |value| value.rust.clone(), |value| Some(constant(value)));
    for (was, is) in both {
        comparison.texts(&called(is), &was.about, &is.about);
        comparison.changed(VALUE_RENAMED, &called(is), &was.rust, &is.rust, Clone::clone);
        comparison.changed(WORD_CHANGED, &called(is).key("value"), &was.value, &is.value, text::constant);
    }
    // Whoever knows the old values alone can do without another only if it need not read it.
    let is_read = !old.open && is_answered(comparison.new, &new.name);
    for value in came {
        comparison.came(VALUE_ADDED, &called(value), Some(value.rust.clone()));
        comparison.came(if is_read { ANSWER_ADDED } else { WORD_ADDED }, &called(value), Some(constant(value)));
    }
    for value in gone {
        comparison.gone(VALUE_REMOVED, &called(value), Some(value.rust.clone()));
        comparison.gone(WORD_REMOVED, &called(value), Some(constant(value)));
    }
}

/// Whether something that is read, an answer or a callback, can hold the enum `name`.
fn is_answered(model: &Model, name: &str) -> bool {
    let holds = |field: &Field| holds(&field.ty, name);
    model.structs.iter().filter(|item| item.in_reply).flat_map(|item| &item.fields).any(holds)
        || model.callbacks.iter().flat_map(|callback| &callback.params).any(holds)
}

fn holds(ty: &Type, name: &str) -> bool {
    match ty {
        Type::Enum(held) => held == name,
        Type::List(inner) | Type::Json(inner) => holds(inner, name),
        _ => false,
    }
}
