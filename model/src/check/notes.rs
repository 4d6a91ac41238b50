//! Notes.

use super::context::{Context, Item, is_key};
use crate::{
    diagnostic::{BAD_URL, Diagnostic},
    model::Note,
    syntax::NoteTable,
};

pub(super) fn lower(item: &Item<NoteTable>, context: &mut Context<'_>) -> Note {
    let Item { name, table, from_base } = item;
    context.check_form(name, is_key, "a name such as `changelog`");
    if let Some(url) = table.url.as_ref().filter(|url| !is_address(&url.value)) {
        let message = format!("`{}` is no URL to read on at", url.value);
        context.add(Diagnostic::new(BAD_URL, url.span, message).label("expected https:// or http:// and a host"));
    }
    Note {
        name: name.value.clone(),
        url: table.url.as_ref().map(|url| url.value.clone()),
        about: context.about(&table.texts, name.span, *from_base),
    }
}

/// A page's address, whatever query and fragment it has: nothing is ever sent there.
fn is_address(url: &str) -> bool {
    let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
    rest.is_some_and(|rest| !rest.is_empty() && !rest.starts_with(['/', '?', '#']))
        && !url.contains(|character: char| character.is_whitespace() || character.is_control())
}
