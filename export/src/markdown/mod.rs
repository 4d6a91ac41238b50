//! A Model as a reference book in Markdown (GitHub's): its tables, for people.
//!
//! In one of two languages; where a text is missing in it, the other one's stands there, and is marked. In examples that are no vectors, secret values are masked. Items have
//! anchors of their own, `KIND-KEY`, to which all links go. Lines of spec files are not told: the book changes where what
//! it says does.

mod book;
mod calls;
mod codes;
mod fields;
mod gateways;
mod matrices;
mod records;
mod text;
mod values;

use qq_cgi_model::Model;

use crate::{Language, secrets};
use book::{Book, Chapter};

/// One file of a book.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BookPage {
    /// Its name in the book's folder.
    pub name: String,
    /// What it holds.
    pub text: String,
}

/// The page that leads to all others.
const INDEX: &str = "README.md";

/// A book of one page for each kind, and one that leads there.
#[must_use]
pub fn pages(model: &Model, language: Language) -> Vec<BookPage> {
    let model = secrets::masked(model);
    let book = Book::new(&model, language, false);
    let index = BookPage { name: INDEX.to_owned(), text: finished(book.front()) };
    let chapters = book.chapters().map(|chapter| {
        let back = format!("[{}]({INDEX})", text::inline(&model.name));
        let blocks = [book.chapter_heading(chapter), back].into_iter().chain(book.items(chapter));
        BookPage { name: chapter.file().to_owned(), text: finished(blocks.collect()) }
    });
    core::iter::once(index).chain(chapters).collect()
}

/// The same as one text.
#[must_use]
pub fn document(model: &Model, language: Language) -> String {
    let model = secrets::masked(model);
    let book = Book::new(&model, language, true);
    let mut blocks = book.front();
    for chapter in book.chapters() {
        blocks.push(book.chapter_heading(chapter));
        blocks.extend(book.items(chapter));
    }
    finished(blocks)
}

impl Book<'_> {
    fn items(&self, chapter: Chapter) -> Vec<String> {
        match chapter {
            Chapter::Gateways => self.gateways(),
            Chapter::Commands => self.commands(),
            Chapter::Pages => self.web_pages(),
            Chapter::Callbacks => self.callbacks(),
            Chapter::Sdk => self.sdk_calls(),
            Chapter::Matrices => self.matrices(),
            Chapter::Structs => self.structs(),
            Chapter::Enums => self.enums(),
            Chapter::TypeTables => self.type_tables(),
            Chapter::Errors => self.error_tables(),
            Chapter::Records => self.records(),
            Chapter::Notes => self.notes(),
        }
    }
}

fn finished(blocks: Vec<String>) -> String {
    let blocks: Vec<_> = blocks.into_iter().filter(|block| !block.is_empty()).collect();
    format!("{}\n", blocks.join("\n\n"))
}
