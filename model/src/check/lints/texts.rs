//! Words that are missing.

use super::{Lints, own};
use crate::{
    check::context::{Item, Items, Kind},
    diagnostic::{Diagnostic, MISSING_TEXT, NO_REMEDY},
    syntax::{RemedyWord, Texts},
};

pub(super) fn look(items: &Items, lints: &mut Lints<'_, '_, '_>) {
    in_both_languages(Kind::Gateway, &items.gateways, |table| &table.texts, lints);
    in_both_languages(Kind::Sign, &items.signs, |table| &table.texts, lints);
    in_both_languages(Kind::Command, &items.commands, |table| &table.texts, lints);
    in_both_languages(Kind::Struct, &items.structs, |table| &table.texts, lints);
    in_both_languages(Kind::Enum, &items.enums, |table| &table.texts, lints);
    in_both_languages(Kind::TypeTable, &items.types, |table| &table.texts, lints);
    in_both_languages(Kind::ErrorTable, &items.errors, |table| &table.texts, lints);
    in_both_languages(Kind::Page, &items.pages, |table| &table.texts, lints);
    in_both_languages(Kind::Callback, &items.callbacks, |table| &table.texts, lints);
    in_both_languages(Kind::Table, &items.tables, |table| &table.texts, lints);
    in_both_languages(Kind::Stages, &items.stages, |table| &table.texts, lints);
    in_both_languages(Kind::Sdk, &items.sdks, |table| &table.texts, lints);
    in_both_languages(Kind::Matrix, &items.matrices, |table| &table.texts, lints);
    in_both_languages(Kind::Note, &items.notes, |table| &table.texts, lints);
    remedies(items, lints);
}

/// Who writes no words at all may have none to write.
fn in_both_languages<T>(kind: Kind, items: &[Item<T>], texts: impl Fn(&T) -> &Texts, lints: &mut Lints<'_, '_, '_>) {
    for Item { name, table, .. } in own(items) {
        let (there, missing) = match (&texts(table).zh, &texts(table).en) {
            (Some(_), None) => ("zh", "en"),
            (None, Some(_)) => ("en", "zh"),
            _ => continue,
        };
        let message = format!("the {} `{}` has `{there}` and no `{missing}`", kind.title(), name.value);
        lints.say(Diagnostic::new(MISSING_TEXT, name.span, message).label(format!("`{missing}` is missing")));
    }
}

fn remedies(items: &Items, lints: &mut Lints<'_, '_, '_>) {
    let codes = own(&items.errors).flat_map(|item| &item.table.codes).flat_map(|codes| &codes.value);
    for (name, code) in codes {
        let none = code.remedy.as_ref().is_some_and(|remedy| remedy.value == RemedyWord::None);
        if none && code.zh_remedy.is_none() && code.en_remedy.is_none() {
            let message = format!("nothing says what to do about `{}`", name.value);
            let found = Diagnostic::new(NO_REMEDY, name.span, message).label("no remedy");
            lints.say(found.help("say it in en_remedy or zh_remedy, or have programs do something: remedy = \"…\""));
        }
    }
}
