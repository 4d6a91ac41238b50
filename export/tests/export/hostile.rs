//! Texts that look like Markdown or HTML are shown as they are written.

use qq_cgi_export::{Language, markdown::document};
use qq_cgi_model::{
    Model,
    model::{About, Constant, Enum, EnumValue},
};

use crate::{book::seen, reader::Shown};

/// A Model whose texts are all this one.
fn saying(text: &str) -> Model {
    let about = About { en: Some(text.to_owned()), ..About::default() };
    let value = EnumValue { rust: "One".to_owned(), value: Constant::Text(text.to_owned()), about: about.clone() };
    let item = Enum { name: "Colour".to_owned(), open: false, values: vec![value], about: about.clone() };
    Model { name: "hostile".to_owned(), about, enums: vec![item], ..Model::default() }
}

#[test]
fn they_are_one_cell_one_paragraph_and_no_mark_up() {
    for text in [
        "a | b || c",
        "\\| and \\\\| and \\",
        "`a | b`",
        "`a` | `b",
        "``",
        "` `",
        "a ` b",
        "<script>alert(1)</script>",
        "<a id=\"x\">",
        "&lt; &amp; &#65;",
        "![image](x) [link](y) [ref]: z",
        "*a* **b** _c_ __d__ ~~e~~",
        "# h",
        "1. one",
        "12) twelve",
        "- item",
        "+ item",
        "=====",
        "---",
        "> quote",
        "| a |",
        "| --- |",
        "    code",
        "```",
        "$x$ and $$y$$",
        "snake_case_name and _private_",
        "a\u{7}b",
        "https://example.com/a_b?c=1&d=2",
        "<https://x.example>",
        "`\\`",
        "`a\\|b`",
        "5",
        "\\",
        "*",
        "_",
        "é̀ 文 😀",
        "&copy",
        "\\&amp;",
    ] {
        let shown = Shown::of(&document(&saying(text), Language::En));
        assert_eq!((&shown.html, &shown.others, shown.tables.len()), (&vec![], &vec![], 1), "{text}");
        let [head, row] = &shown.tables[0][..] else { panic!("{text}: {:?}", shown.tables) };
        assert_eq!((head.len(), row.len(), shown.headings.len()), (3, 3, 3), "{text}");
        // The front page names one chapter, and links to one item.
        assert_eq!((shown.marks, shown.links.len()), (1, 1), "{text}");
        let [value, _, meaning] = &row[..] else { panic!("{text}: {row:?}") };
        let visible: String = text.chars().map(visible).collect();
        assert_eq!(*value, visible, "as code");
        assert_eq!(seen(meaning), seen(&visible), "in a cell");
        assert!(shown.text.lines().any(|line| seen(line) == seen(&visible)), "{text}: {}", shown.text);
    }
}

/// A control character is shown by its escape.
fn visible(character: char) -> String {
    if character.is_control() { character.escape_default().collect() } else { character.into() }
}
