//! Notes.

use qq_cgi_model::model::Note;

use super::{
    Comparison,
    pairs::{Pairs, pairs},
};
use crate::{at::At, rules::NOTE};

pub(super) fn compare(comparison: &mut Comparison<'_>) {
    let called = |note: &Note| At::item("note", &note.name);
    let (old, new) = (&comparison.old.notes, &comparison.new.notes);
    let Pairs { both, gone, came } = pairs(old, new, |note| note.name.clone(), |_| None);
    for (was, is) in both {
        comparison.texts(&called(is), &was.about, &is.about);
        comparison.either(NOTE, &called(is).key("url"), was.url.clone(), is.url.clone());
    }
    for note in came {
        comparison.came(NOTE, &called(note), None);
    }
    for note in gone {
        comparison.gone(NOTE, &called(note), None);
    }
}
