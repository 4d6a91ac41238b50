//! What of two lists belongs together.

use std::collections::{BTreeMap, BTreeSet};

/// Two lists, item by item.
pub(super) struct Pairs<'a, T> {
    /// What is in both, in the order of the new list.
    pub(super) both: Vec<(&'a T, &'a T)>,
    /// What is in the old list alone.
    pub(super) gone: Vec<&'a T>,
    /// What is in the new list alone.
    pub(super) came: Vec<&'a T>,
}

/// Pairs what has the same name; of the rest, what has the same second name, if it has one.
pub(super) fn pairs<'a, T>(
    old: &'a [T],
    new: &'a [T],
    name: impl Fn(&T) -> String,
    second: impl Fn(&T) -> Option<String>,
) -> Pairs<'a, T> {
    let by_name: BTreeMap<String, &T> = old.iter().rev().map(|item| (name(item), item)).collect();
    let names: BTreeSet<String> = new.iter().map(&name).collect();
    let unnamed = old.iter().filter(|item| !names.contains(&name(item)));
    let mut by_second: BTreeMap<String, &T> = unnamed.filter_map(|item| Some((second(item)?, item))).collect();
    let mut pairs = Pairs { both: Vec::new(), gone: Vec::new(), came: Vec::new() };
    for item in new {
        let known = by_name.get(&name(item)).copied().or_else(|| by_second.remove(&second(item)?));
        match known {
            Some(known) => pairs.both.push((known, item)),
            None => pairs.came.push(item),
        }
    }
    let is_paired = |item: &&T| pairs.both.iter().any(|(known, _)| core::ptr::eq(*known, *item));
    pairs.gone = old.iter().filter(|item| !is_paired(item)).collect();
    pairs
}

/// The names that both lists have, in the order of each; `None` where that is the same.
pub(super) fn reordered(old: &[String], new: &[String]) -> Option<(String, String)> {
    let common = |of: &[String], other: &[String]| -> Vec<String> {
        of.iter().filter(|name| other.contains(name)).cloned().collect()
    };
    let (old, new) = (common(old, new), common(new, old));
    (old != new).then(|| (old.join(", "), new.join(", ")))
}
