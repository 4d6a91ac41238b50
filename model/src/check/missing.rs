//! Items that are referred to and not there: whether they are elsewhere, or have another name by now.
//!
//! In: findings that a stub could mend. Out: the same, some with a better way than a stub.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    context::{Context, Items},
    lints::unused,
    soundness::Owners,
};
use crate::{
    diagnostic::{Edit, Report},
    model::Model,
    source::Span,
    syntax::{self, FileTable},
};

/// `unlisted` are files beside the root that it does not list, `list` is where it lists others.
pub(super) fn look(
    model: &Model,
    items: &Items,
    unlisted: &[(String, String)],
    list: Option<Span>,
    context: &mut Context<'_>,
) {
    if context.stubs().is_empty() {
        return;
    }
    if let Some(list) = list {
        for (path, text) in unlisted {
            look_into(path, text, list, context);
        }
    }
    look_for_renamed(model, items, context);
}

/// Whatever a file has that is not listed is no stub's to begin.
fn look_into(path: &str, text: &str, list: Span, context: &mut Context<'_>) {
    // Its own mistakes are found once it is listed.
    let Some(table) = syntax::parse::<FileTable>(text, list.file, &mut Report::default()) else { return };
    if table.spec.is_some() {
        return;
    }
    let mut there = Items::default();
    there.add(table, false);
    let names: BTreeSet<_> = there.names().into_iter().map(|(kind, name)| (space(kind.key()), name)).collect();
    context.mend_stubs(|wanted, name, found| {
        if names.contains(&(space(wanted), name.to_owned())) {
            found.help.push(format!("`{path}` defines it: list it in the root's `files`"));
            found.edit = Some(Edit::Listed { list, path: path.to_owned() });
        }
    });
}

/// One item that nobody uses any more, and one that nobody has: perhaps they are the same.
fn look_for_renamed(model: &Model, items: &Items, context: &mut Context<'_>) {
    let used = unused::used(model);
    let mut unused: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for (kind, name) in items.names() {
        if unused::CAN_BE_USED.contains(&kind) && !used.contains(&(kind, name.as_str())) {
            unused.entry(space(kind.key())).or_default().push((kind, name));
        }
    }
    let mut missing: BTreeMap<_, BTreeSet<_>> = BTreeMap::new();
    for (wanted, name) in context.stubs() {
        missing.entry(space(wanted)).or_default().insert(name);
    }
    let owners = Owners::of(items);
    context.mend_stubs(|wanted, name, found| {
        let is_alone = missing.get(space(wanted)).is_some_and(|names| names.len() == 1);
        let Some(unused) = unused.get(space(wanted)).filter(|_| is_alone) else { return };
        // Whatever names what is missing has not become it.
        let own = found.span.and_then(|span| owners.owner(span));
        let mut others = unused.iter().filter(|item| own.as_ref() != Some(*item));
        if let (Some((kind, old)), None) = (others.next(), others.next()) {
            found.help.push(format!("nothing uses the {} `{old}`: was it called `{name}` before?", kind.title()));
            found.edit = None;
        }
    });
}

/// In which names are different. Structs and enums are both types.
fn space(key: &'static str) -> &'static str {
    match key {
        "struct" | "enum" => "type",
        other => other,
    }
}
