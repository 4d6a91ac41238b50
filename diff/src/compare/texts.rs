//! What is said about items.

use qq_cgi_model::model::About;

use super::Comparison;
use crate::{
    at::At,
    rules::{EXAMPLE, TEXT},
    text,
};

impl Comparison<'_> {
    /// The words, the sources and the notes.
    pub(super) fn texts(&mut self, at: &At, old: &About, new: &About) {
        let words = |about: &About| {
            [
                ("zh", about.zh.clone()),
                ("en", about.en.clone()),
                ("basis", about.basis.clone()),
                ("note", about.note.clone()),
            ]
        };
        for ((key, was), (_, is)) in words(old).into_iter().zip(words(new)) {
            self.text(&at.key(key), was.as_deref(), is.as_deref());
        }
        self.changed(TEXT, &at.key("source"), &old.source, &new.source, |source| text::list(source));
    }

    /// One text.
    pub(super) fn text(&mut self, at: &At, old: Option<&str>, new: Option<&str>) {
        let quoted = |text: &str| format!("{text:?}");
        self.either(TEXT, at, old.map(quoted), new.map(quoted));
    }

    /// The examples of an item: how many, and whether they are the same. Where they stand counts for nothing.
    pub(super) fn examples<T: Clone + PartialEq>(
        &mut self,
        at: &At,
        old: &[T],
        new: &[T],
        about: impl Fn(&mut T) -> &mut About,
    ) {
        let without_place = |examples: &[T]| -> Vec<T> {
            let mut examples = examples.to_vec();
            for example in &mut examples {
                about(example).place = qq_cgi_model::model::Place::default();
            }
            examples
        };
        let (old, new) = (without_place(old), without_place(new));
        if old != new {
            let count = |examples: &[T]| Some(examples.len().to_string()).filter(|_| old.len() != new.len());
            self.add(EXAMPLE, &at.key("example"), count(&old), count(&new));
        }
    }
}
