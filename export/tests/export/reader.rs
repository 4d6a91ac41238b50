//! Markdown as a reader sees it: by a parser that knows GitHub's tables.

use std::collections::BTreeSet;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

/// What a page shows.
#[derive(Debug, Default)]
pub(crate) struct Shown {
    /// Everything that can be read, each table's cell, heading, paragraph and item on a line of its own.
    pub(crate) text: String,
    /// Tables: the cells of each row, the head first.
    pub(crate) tables: Vec<Vec<Vec<String>>>,
    /// Where links go to.
    pub(crate) links: Vec<String>,
    /// What links can go to.
    pub(crate) anchors: BTreeSet<String>,
    /// Headings with their levels.
    pub(crate) headings: Vec<(usize, String)>,
    /// HTML that is neither an anchor nor code.
    pub(crate) html: Vec<String>,
    /// Emphasis: of the book's own words.
    pub(crate) marks: usize,
    /// Images, quotes, rules, code blocks: what the book never makes.
    pub(crate) others: Vec<String>,
}

impl Shown {
    pub(crate) fn of(markdown: &str) -> Self {
        let mut shown = Self::default();
        let mut piece = String::new();
        for event in Parser::new_ext(markdown, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH) {
            match event {
                Event::Text(text) | Event::Code(text) => piece.push_str(&text),
                Event::SoftBreak | Event::HardBreak => piece.push(' '),
                Event::InlineHtml(html) | Event::Html(html) => shown.html(html.trim()),
                Event::Start(tag) => shown.start(tag),
                Event::End(end) => shown.end(end, &mut piece),
                other => shown.others.push(format!("{other:?}")),
            }
        }
        shown
    }

    fn html(&mut self, html: &str) {
        if let Some(anchor) = html.strip_prefix("<a id=\"").and_then(|rest| rest.split_once('"')) {
            assert!(self.anchors.insert(anchor.0.to_owned()), "{} stands twice", anchor.0);
        } else if !matches!(html, "</a>" | "<code>" | "</code>") {
            self.html.push(html.to_owned());
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Link { dest_url, .. } => self.links.push(dest_url.to_string()),
            Tag::Table(_) => self.tables.push(Vec::new()),
            Tag::TableHead | Tag::TableRow => self.tables.last_mut().unwrap().push(Vec::new()),
            Tag::Paragraph | Tag::Heading { .. } | Tag::List(_) | Tag::Item | Tag::TableCell | Tag::HtmlBlock => {}
            // Marks of the book: a text of a spec has none.
            Tag::Emphasis | Tag::Strong => self.marks += 1,
            other => self.others.push(format!("{other:?}")),
        }
    }

    fn end(&mut self, end: TagEnd, piece: &mut String) {
        match end {
            TagEnd::TableCell => self.tables.last_mut().unwrap().last_mut().unwrap().push(piece.clone()),
            TagEnd::Heading(level) => self.headings.push((level as usize, piece.clone())),
            TagEnd::Paragraph | TagEnd::Item => {}
            _ => return,
        }
        self.text.push_str(piece);
        self.text.push('\n');
        piece.clear();
    }
}
