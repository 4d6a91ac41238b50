//! A finding as text, with the lines of TOML it is about.

use annotate_snippets::{AnnotationKind, Group, Level as Look, Renderer, Snippet};

use super::{Diagnostic, Level};
use crate::source::{FileId, Sources, Span};

/// Two spaces are enough to see a tab, four keep rustc's look; the caret stays right because the text is what is drawn.
const TAB: &str = "    ";

/// A finding for people and for programs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rendered {
    /// The rule's id and what is wrong, in one line.
    pub title: String,
    /// Snippet with carets, then help; ends without a line feed and holds no blank line.
    pub body: String,
}

/// A place in a file, for programs. Lines and columns count from 1, columns in characters; the end is exclusive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Position {
    /// The file as shown to people.
    pub file: String,
    /// The first byte of the file's text.
    pub start: usize,
    /// The byte after the last.
    pub end: usize,
    /// The first line.
    pub line: usize,
    /// The first column.
    pub column: usize,
    /// The last line.
    pub end_line: usize,
    /// The column after the last character.
    pub end_column: usize,
}

impl Position {
    /// Where `span` lies; `None` where `sources` has no such file.
    #[must_use]
    pub fn of(span: Span, sources: &Sources) -> Option<Self> {
        let Span { file, start, end } = span;
        let (line, column) = sources.position(file, start);
        let (end_line, end_column) = sources.position(file, end);
        Some(Self { file: sources.get(file)?.shown.clone(), start, end, line, column, end_line, end_column })
    }
}

impl Diagnostic {
    /// Draws the finding.
    #[must_use]
    pub fn render(&self, sources: &Sources) -> Rendered {
        let title = format!("[{}] {}", self.rule.id, self.message);
        let body = match self.span {
            Some(span) => self.draw(span, sources),
            None => self.help.iter().map(|help| format!("  = help: {help}")).collect::<Vec<_>>().join("\n"),
        };
        Rendered { title, body }
    }

    /// The whole finding as the command line shows it.
    #[must_use]
    pub fn to_text(&self, sources: &Sources) -> String {
        let Rendered { body, .. } = self.render(sources);
        let title = format!("{}[{}]: {}", self.level.as_str(), self.rule.id, self.message);
        if body.is_empty() { title } else { format!("{title}\n{body}") }
    }

    /// The whole finding as a `compile_error!` or a deprecation note carries it: rustc writes the level before it.
    #[must_use]
    pub fn to_rustc_message(&self, sources: &Sources) -> String {
        let Rendered { title, body } = self.render(sources);
        if body.is_empty() { title } else { format!("{title}\n{body}") }
    }

    /// Where the finding stands.
    #[must_use]
    pub fn position(&self, sources: &Sources) -> Option<Position> {
        Position::of(self.span?, sources)
    }

    fn draw(&self, primary: Span, sources: &Sources) -> String {
        let mut files = vec![primary.file];
        files.extend(self.others.iter().map(|(span, _)| span.file).filter(|file| *file != primary.file));
        files.dedup();
        let spans = || self.others.iter().map(|(span, _)| *span).chain([primary]);
        let page = |id| Page::of(sources, id, spans().filter(|span| span.file == id));
        let pages: Vec<_> = files.into_iter().filter_map(|id| Some((id, page(id)?))).collect();
        let mut group = Group::with_level(match self.level {
            Level::Error => Look::ERROR,
            Level::Warning | Level::Allow => Look::WARNING,
        });
        for (id, page) in &pages {
            let mut snippet = Snippet::source(page.text.as_str()).line_start(page.first_line).path(page.shown);
            if *id == primary.file {
                let mark = AnnotationKind::Primary.span(page.range(primary));
                snippet =
                    snippet.annotation(if self.label.is_empty() { mark } else { mark.label(self.label.as_str()) });
            }
            for (span, label) in self.others.iter().filter(|(span, _)| span.file == *id) {
                snippet = snippet.annotation(AnnotationKind::Context.span(page.range(*span)).label(label.as_str()));
            }
            group = group.element(snippet);
        }
        for help in &self.help {
            group = group.element(Look::HELP.message(help.as_str()));
        }
        without_blank_lines(&Renderer::plain().render(&[group]))
    }
}

/// The lines of a file that are shown, with tabs as spaces: drawing takes no longer in a long file.
struct Page<'a> {
    shown: &'a str,
    text: String,
    first_line: usize,
    /// Where the lines begin in the file.
    start: usize,
    /// Tabs, counted from there.
    tabs: Vec<usize>,
}

impl<'a> Page<'a> {
    fn of(sources: &'a Sources, id: FileId, spans: impl Iterator<Item = Span> + Clone) -> Option<Self> {
        let file = sources.get(id)?;
        let first = spans.clone().map(|span| span.start).min()?.min(file.text.len());
        let last = spans.map(|span| span.end).max()?.clamp(first, file.text.len());
        let start = file.text.get(..first)?.rfind('\n').map_or(0, |at| at + 1);
        // One line more, as a span can end behind a line feed.
        let mut breaks = file.text.get(last..)?.match_indices('\n').map(|(at, _)| last + at + 1);
        let end = breaks.nth(1).unwrap_or(file.text.len());
        let text = file.text.get(start..end)?;
        let tabs = text.match_indices('\t').map(|(at, _)| at).collect();
        let first_line = sources.position(id, start).0;
        Some(Self { shown: &file.shown, text: text.replace('\t', TAB), first_line, start, tabs })
    }

    fn range(&self, span: Span) -> core::ops::Range<usize> {
        self.moved(span.start)..self.moved(span.end)
    }

    fn moved(&self, byte: usize) -> usize {
        let byte = byte.saturating_sub(self.start);
        let tabs_before = self.tabs.iter().take_while(|at| **at < byte).count();
        (byte + tabs_before * (TAB.len() - 1)).min(self.text.len())
    }
}

/// rustc cuts a multi-line message at a blank line, so a gutter goes there.
fn without_blank_lines(text: &str) -> String {
    let lines: Vec<&str> =
        text.trim_end().lines().map(|line| if line.trim().is_empty() { "  |" } else { line }).collect();
    lines.join("\n")
}
