//! Whether two texts are the same TOML.

use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

/// Whether both parse, and to the same keys and values: comments, blanks, the order of keys and that of member files say
/// nothing. (Where the order of keys or files does say something, the Models differ.)
pub(super) fn same(a: &str, b: &str) -> bool {
    match (DeTable::parse(a), DeTable::parse(b)) {
        (Ok(a), Ok(b)) => tables(a.get_ref(), b.get_ref()),
        _ => false,
    }
}

fn tables(a: &DeTable<'_>, b: &DeTable<'_>) -> bool {
    a.len() == b.len()
        && a.iter().all(|(key, value)| {
            let other = b.get(&**key.get_ref());
            other.is_some_and(|other| values(value, other) || (key.get_ref() == "files" && files(value, other)))
        })
}

fn files(a: &Spanned<DeValue<'_>>, b: &Spanned<DeValue<'_>>) -> bool {
    let (Some(a), Some(b)) = (a.get_ref().as_array(), b.get_ref().as_array()) else { return false };
    a.len() == b.len() && a.iter().all(|file| b.iter().any(|other| values(file, other)))
}

fn values(a: &Spanned<DeValue<'_>>, b: &Spanned<DeValue<'_>>) -> bool {
    match (a.get_ref(), b.get_ref()) {
        (DeValue::Table(a), DeValue::Table(b)) => tables(a, b),
        (DeValue::Array(a), DeValue::Array(b)) => a.len() == b.len() && a.iter().zip(b).all(|(a, b)| values(a, b)),
        (DeValue::String(a), DeValue::String(b)) => a == b,
        (DeValue::Boolean(a), DeValue::Boolean(b)) => a == b,
        (DeValue::Integer(a), DeValue::Integer(b)) => (a.as_str(), a.radix()) == (b.as_str(), b.radix()),
        (DeValue::Float(a), DeValue::Float(b)) => a.as_str() == b.as_str(),
        (DeValue::Datetime(a), DeValue::Datetime(b)) => a == b,
        _ => false,
    }
}
