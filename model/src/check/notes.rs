//! Notes.

use super::context::{Context, Item, is_key};
use crate::{model::Note, syntax::NoteTable};

pub(super) fn lower(item: &Item<NoteTable>, context: &mut Context<'_>) -> Note {
    let Item { name, table, from_base } = item;
    context.check_form(name, is_key, "a name such as `changelog`");
    Note {
        name: name.value.clone(),
        url: table.url.as_ref().map(|url| url.value.clone()),
        about: context.about(&table.texts, name.span, *from_base),
    }
}
