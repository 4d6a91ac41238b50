//! Values for fields of which nobody said anything, from their types and limits alone.

use qq_cgi_model::model::{Constant, Enum, Field, Model, Type};
use serde_json::{Map, Value};

use crate::sample;

/// A value that fits the field, unless its limits say more than a type can.
pub(super) fn any(model: &Model, field: &Field) -> String {
    if let Some(sample) = &field.sample {
        return sample.wire_text();
    }
    let limits = &field.limits;
    match field.ty.inner() {
        Type::Text if limits.https_only => "https://localhost/".to_owned(),
        Type::Text => long_enough(field, field.name.clone()),
        ty if range(ty).is_some() => {
            let one = 1.max(limits.min.unwrap_or(1));
            one.min(limits.max.unwrap_or(one)).to_string()
        }
        _ => text_of(&sample::value(model, field)),
    }
}

/// Whether there are `count` values of the field that [`distinct`] tells apart.
pub(super) fn has_distinct(field: &Field, count: u64) -> bool {
    match (&field.ty, span(field)) {
        // Where there is no room for the number, the value is found to be too long.
        (Type::Text, _) => true,
        (_, Some((_, span))) => span >= i128::from(count),
        _ => false,
    }
}

/// Another value for each number, and others for another seed; as long as there are enough of them.
pub(super) fn distinct(field: &Field, seed: u64, number: u64) -> String {
    if let Some((first, span)) = span(field) {
        let place = i128::from(seed).wrapping_mul(1_000_003).wrapping_add(i128::from(number));
        return (first + place.rem_euclid(span)).to_string();
    }
    let fits = |text: &String| field.limits.max_chars.is_none_or(|most| text.chars().count() <= most);
    let named = Some(format!("{}-{seed}-{number}", field.name)).filter(fits);
    named.or_else(|| Some(format!("{seed}-{number}")).filter(fits)).unwrap_or_else(|| {
        let fewest = field.limits.min_chars.unwrap_or_default();
        format!("{number:0>fewest$}")
    })
}

/// Values beside `text` that the field might have, the likeliest first; whether they fit is not known yet.
pub(super) fn others(model: &Model, field: &Field, text: &str) -> Vec<String> {
    match field.ty.inner() {
        Type::Enum(name) => {
            let words = model.enum_(name).map(|known| known.values.as_slice()).unwrap_or_default();
            words.iter().map(|word| word.value.wire_text()).filter(|word| word != text).collect()
        }
        Type::Bool => vec![(text != "true").to_string()],
        Type::Text => vec![format!("{text}2"), "2".repeat(text.chars().count().max(1))],
        ty if range(ty).is_some() => {
            let number = text.parse::<i128>().unwrap_or_default();
            vec![(number + 1).to_string(), (number - 1).to_string()]
        }
        _ => Vec::new(),
    }
}

/// A word that the enum does not have.
pub(super) fn no_word_of(known: &Enum, quoted: bool) -> Value {
    let numbers = known.values.iter().filter_map(|word| match word.value {
        Constant::Int(number) => Some(number),
        _ => None,
    });
    match numbers.max() {
        Some(most) if quoted => Value::from(most.saturating_add(1).to_string()),
        Some(most) => Value::from(most.saturating_add(1)),
        None => {
            let words: Vec<_> = known.values.iter().map(|word| word.value.wire_text()).collect();
            Value::from(format!("not-{}", words.join("-")))
        }
    }
}

/// The fields of a payload's JSON as texts; what is no JSON object has none.
pub(super) fn split(payload: &str) -> Vec<(String, String)> {
    let object = serde_json::from_str::<Map<String, Value>>(payload).unwrap_or_default();
    object.into_iter().map(|(name, value)| (name, text_of(&value))).collect()
}

/// A value as it stands in a query.
pub(super) fn text_of(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

fn long_enough(field: &Field, mut text: String) -> String {
    let fewest = field.limits.min_chars.unwrap_or_default();
    while text.chars().count() < fewest {
        text.push('x');
    }
    text.chars().take(field.limits.max_chars.unwrap_or(usize::MAX)).collect()
}

/// The first of a number's values that are used, and how many they are.
fn span(field: &Field) -> Option<(i128, i128)> {
    let (first, end) = range(&field.ty)?;
    let first = first.max(field.limits.min.unwrap_or(first));
    let end = end.min(field.limits.max.map_or(end, |most| most + 1));
    (end > first).then_some((first, end - first))
}

/// From a number to below another: values that every reader of such a number takes.
fn range(ty: &Type) -> Option<(i128, i128)> {
    match ty {
        Type::U32 | Type::UnixSeconds | Type::Seconds => Some((1, i128::from(u32::MAX))),
        Type::I32 => Some((1, i128::from(i32::MAX))),
        Type::U64 | Type::I64 => Some((1, i128::from(i64::MAX))),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]

    use std::collections::HashSet;

    use qq_cgi_model::check_embedded;

    use super::*;

    fn fields() -> (Model, Vec<Field>) {
        let spec = "[spec]\nname = \"s\"\n[struct.S.fields]\n\
            text = { type = \"string\" }\nshort = { type = \"string\", min_chars = 4, max_chars = 6 }\n\
            small = { type = \"u32\", min = 5, max = 8 }\nlarge = { type = \"i64\", quoted = true }\n\
            word = { type = \"Word\" }\nlink = { type = \"string\", https_only = true }\n\
            [enum.Word]\nvalues.One = { value = \"one\" }\nvalues.Two = { value = \"two\" }\n";
        let checked = check_embedded(&[("s.toml", spec)], &[]);
        let found: Vec<_> = checked.diagnostics.iter().map(|found| found.to_text(&checked.sources)).collect();
        assert!(!checked.has_errors(), "{found:?}");
        let fields = checked.model.struct_("S").unwrap().fields.clone();
        (checked.model, fields)
    }

    #[test]
    fn each_number_and_each_seed_has_values_of_its_own() {
        let (_, fields) = fields();
        for (field, count) in fields.iter().zip([1_000, 100, 4, 1_000]) {
            assert!(has_distinct(field, count));
            let values: HashSet<_> = (0..count).map(|number| distinct(field, 7, number)).collect();
            assert_eq!(u64::try_from(values.len()).unwrap(), count, "{}", field.name);
        }
        assert!(!has_distinct(&fields[2], 5));
        assert!(!has_distinct(&fields[4], 1));
        assert_eq!(distinct(&fields[0], 7, 1), "text-7-1");
        assert_ne!(distinct(&fields[3], 7, 1), distinct(&fields[3], 8, 1));
    }

    #[test]
    fn what_nobody_gives_fits_its_type_and_its_limits() {
        let (model, fields) = fields();
        let made: Vec<_> = fields.iter().map(|field| any(&model, field)).collect();
        assert_eq!(made, ["text", "short", "5", "1", "one", "https://localhost/"]);
        assert_eq!(others(&model, &fields[4], "one"), ["two"]);
        assert_eq!(no_word_of(model.enum_("Word").unwrap(), false), "not-one-two");
    }
}
