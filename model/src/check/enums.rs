//! Enums.

use super::context::{Context, Item, is_camel};
use crate::{
    diagnostic::{BAD_NAME, CONSTANT, DUPLICATE_CODE, Diagnostic, EMPTY},
    model::{Constant, Enum, EnumValue},
    syntax::{EnumTable, EnumValueTable},
};

/// The variant of open enums for values that are not listed.
const OTHER: &str = "Other";

pub(super) fn lower(item: &Item<EnumTable>, context: &mut Context<'_>) -> Enum {
    let Item { name, table, from_base } = item;
    context.check_form(name, is_camel, "a name such as `Colour`");
    let open = table.open.as_ref().is_some_and(|open| open.value);
    let written = table.values.as_ref().map(|values| values.value.as_slice()).unwrap_or_default();
    if let (Some(values), true) = (&table.values, written.is_empty()) {
        context.add(Diagnostic::new(EMPTY, values.span, "an enum without values").label("expected at least one"));
    }
    let mut values: Vec<EnumValue> = Vec::new();
    for (name, value) in written {
        context.check_form(name, is_camel, "a name such as `Invite`");
        if open && name.value == OTHER {
            let message = "the values of an open enum that are not listed are called `Other` already";
            context.add(Diagnostic::new(BAD_NAME, name.span, message).label("choose another name"));
        }
        let Some(constant) = wire_value(value, context) else { continue };
        check_kind(value, &constant, written, context);
        if let Some(twin) = values.iter().find(|known| known.value == constant) {
            let message = format!("the value {} stands twice", constant.wire_text());
            let span = value.value.as_ref().map_or(name.span, |value| value.span);
            context.add(
                Diagnostic::new(DUPLICATE_CODE, span, message).label(format!("`{}` has this value already", twin.rust)),
            );
        }
        let about = context.about(&value.texts, name.span, *from_base);
        values.push(EnumValue { rust: name.value.clone(), value: constant, about });
    }
    values.retain(|value| is_camel(&value.rust));
    let about = context.about(&table.texts, name.span, *from_base);
    Enum { name: name.value.clone(), open, values, about }
}

fn wire_value(value: &EnumValueTable, context: &mut Context<'_>) -> Option<Constant> {
    let written = value.value.as_ref()?;
    if let Constant::Bool(_) = written.value {
        let found = Diagnostic::new(CONSTANT, written.span, "a value of an enum is a whole number or a text");
        context.add(found.label("expected a whole number or a text"));
        return None;
    }
    Some(written.value.clone())
}

/// The first value decides whether an enum is of numbers or of texts.
fn check_kind(
    value: &EnumValueTable,
    constant: &Constant,
    written: &[(crate::source::Located<String>, EnumValueTable)],
    context: &mut Context<'_>,
) {
    let first = written.iter().find_map(|(_, first)| first.value.as_ref());
    if let (Some(first), Some(own)) = (first, &value.value)
        && core::mem::discriminant(&first.value) != core::mem::discriminant(constant)
    {
        let found = Diagnostic::new(CONSTANT, own.span, "an enum has numbers or texts, not both");
        context.add(found.label("of another kind").other(first.span, "the first value"));
    }
}
