//! What all chapters have in common: headings, links, and what every item says of itself.

use qq_cgi_model::{Model, model::About};

use super::text::{code, inline, list};
use crate::Language;

/// A book in the making.
pub(super) struct Book<'m> {
    pub(super) model: &'m Model,
    pub(super) language: Language,
    /// Whether all chapters stand in one text.
    is_one_text: bool,
}

/// One chapter: the items of a kind, or of two that belong together.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Chapter {
    Gateways,
    Commands,
    Pages,
    Callbacks,
    Sdk,
    Matrices,
    Structs,
    Enums,
    TypeTables,
    Errors,
    Records,
    Notes,
}

impl Chapter {
    const ALL: [Self; 12] = [
        Self::Gateways,
        Self::Commands,
        Self::Pages,
        Self::Callbacks,
        Self::Sdk,
        Self::Matrices,
        Self::Structs,
        Self::Enums,
        Self::TypeTables,
        Self::Errors,
        Self::Records,
        Self::Notes,
    ];

    /// Its file, where it has one of its own.
    pub(super) const fn file(self) -> &'static str {
        match self {
            Self::Gateways => "gateways.md",
            Self::Commands => "commands.md",
            Self::Pages => "pages.md",
            Self::Callbacks => "callbacks.md",
            Self::Sdk => "sdk.md",
            Self::Matrices => "matrices.md",
            Self::Structs => "structs.md",
            Self::Enums => "enums.md",
            Self::TypeTables => "type-tables.md",
            Self::Errors => "errors.md",
            Self::Records => "records.md",
            Self::Notes => "notes.md",
        }
    }

    /// The chapter of a kind, by its key in the TOML.
    fn of(kind: &str) -> Self {
        match kind {
            "gateway" | "sign" => Self::Gateways,
            "command" => Self::Commands,
            "page" => Self::Pages,
            "callback" => Self::Callbacks,
            "sdk" => Self::Sdk,
            "matrix" => Self::Matrices,
            "struct" => Self::Structs,
            "enum" => Self::Enums,
            "types" => Self::TypeTables,
            "errors" => Self::Errors,
            "table" | "stages" => Self::Records,
            _ => Self::Notes,
        }
    }
}

impl<'m> Book<'m> {
    pub(super) fn new(model: &'m Model, language: Language, is_one_text: bool) -> Self {
        Self { model, language, is_one_text }
    }

    /// The words of the book's language.
    pub(super) fn say(&self, en: &'static str, zh: &'static str) -> &'static str {
        self.language.pick(en, zh)
    }

    /// The title, what the spec says of itself, and the way to every item.
    pub(super) fn front(&self) -> Vec<String> {
        let mut blocks = vec![format!("# {}", inline(&self.model.name))];
        blocks.extend(self.about(&self.model.about, []));
        if let Some(base) = &self.model.base {
            blocks.push(format!("{}{}", self.say("It stands on ", "基于 "), code(base)));
        }
        for chapter in self.chapters() {
            let items: Vec<_> = self.keys(chapter).map(|(kind, key)| self.link(kind, key)).collect();
            let title = format!("**{}**", self.title(chapter));
            let title = if self.is_one_text { title } else { format!("[{title}]({})", chapter.file()) };
            blocks.push(format!("{title} ({}): {}", items.len(), items.join(" · ")));
        }
        blocks
    }

    /// The chapters in which there is something.
    pub(super) fn chapters(&self) -> impl Iterator<Item = Chapter> + use<'_> {
        Chapter::ALL.into_iter().filter(|chapter| self.keys(*chapter).next().is_some())
    }

    pub(super) fn chapter_heading(&self, chapter: Chapter) -> String {
        self.heading(1, self.title(chapter))
    }

    fn title(&self, chapter: Chapter) -> &'static str {
        match chapter {
            Chapter::Gateways => self.say("Gateways and sign schemes", "网关与签名"),
            Chapter::Commands => self.say("Commands", "命令"),
            Chapter::Pages => self.say("Web pages", "页面"),
            Chapter::Callbacks => self.say("Callbacks", "回调"),
            Chapter::Sdk => self.say("SDK calls", "SDK 接口"),
            Chapter::Matrices => self.say("Matrices", "支持矩阵"),
            Chapter::Structs => self.say("Structs", "结构"),
            Chapter::Enums => self.say("Enums", "枚举"),
            Chapter::TypeTables => self.say("Type tables", "type 字段表"),
            Chapter::Errors => self.say("Error tables", "错误码"),
            Chapter::Records => self.say("Records and stages", "记录与阶段"),
            Chapter::Notes => self.say("Notes", "说明"),
        }
    }

    /// The kinds and keys of a chapter's items.
    fn keys(&self, chapter: Chapter) -> impl Iterator<Item = (&'static str, &'m str)> + use<'m> {
        let model = self.model;
        macro_rules! of {
            ($kind:literal, $list:ident) => {
                model.$list.iter().map(|item| ($kind, item.name.as_str()))
            };
        }
        let served = of!("gateway", gateways).chain(of!("sign", signs)).chain(of!("command", commands));
        let called = of!("page", pages).chain(of!("callback", callbacks)).chain(of!("sdk", sdks));
        let values = of!("matrix", matrices).chain(of!("struct", structs)).chain(of!("enum", enums));
        let tables = of!("types", type_tables).chain(of!("errors", error_tables)).chain(of!("table", tables));
        let others = of!("stages", stages).chain(of!("note", notes));
        let all = served.chain(called).chain(values).chain(tables).chain(others);
        all.filter(move |(kind, _)| Chapter::of(kind) == chapter)
    }

    /// A heading below the title; in one text a chapter is below the book's title too.
    pub(super) fn heading(&self, level: usize, title: &str) -> String {
        format!("{} {title}", "#".repeat(level + usize::from(self.is_one_text)))
    }

    /// An item's anchor and heading.
    pub(super) fn item_heading(&self, kind: &str, key: &str, rust: Option<&str>) -> String {
        let rust = rust.filter(|rust| *rust != key).map(|rust| format!(" · {}", code(rust))).unwrap_or_default();
        let heading = self.heading(2, &format!("{}{rust}", code(key)));
        format!("<a id=\"{}\"></a>\n\n{heading}", anchor(kind, key))
    }

    /// A link to an item.
    pub(super) fn link(&self, kind: &str, key: &str) -> String {
        self.link_as(kind, key, key)
    }

    /// The same under another name.
    pub(super) fn link_as(&self, kind: &str, key: &str, shown: &str) -> String {
        let file = if self.is_one_text { "" } else { Chapter::of(kind).file() };
        format!("[{}]({file}#{})", code(shown), anchor(kind, key))
    }

    /// A text in the book's language, or else in the other one, which is marked.
    pub(super) fn text(&self, en: Option<&String>, zh: Option<&String>) -> String {
        let (own, other, mark) = self.language.pick((en, zh, "*(Chinese)* "), (zh, en, "*（英文）* "));
        match (own, other) {
            (Some(own), _) => inline(own),
            (None, Some(other)) => format!("{mark}{}", inline(other)),
            (None, None) => String::new(),
        }
    }

    /// What is said in English alone.
    pub(super) fn english(&self, text: &String) -> String {
        self.text(Some(text), None)
    }

    /// The texts of a part, in one cell.
    pub(super) fn cell(&self, about: &About) -> String {
        let note = about.note.as_ref().map(|note| format!("{}{}", self.say("Note: ", "注："), self.english(note)));
        let basis = about.basis.as_ref().map(|basis| self.basis(basis));
        let source = (!about.source.is_empty()).then(|| self.sources(about));
        let text = Some(self.text(about.en.as_ref(), about.zh.as_ref())).filter(|text| !text.is_empty());
        [text, note, basis, source].into_iter().flatten().collect::<Vec<_>>().join(" ")
    }

    /// The texts of an item, facts about it, where they come from and where they stand.
    pub(super) fn about(&self, about: &About, facts: impl IntoIterator<Item = String>) -> Vec<String> {
        let text = self.text(about.en.as_ref(), about.zh.as_ref());
        let note = about.note.as_ref().map(|note| format!("{}{}", self.say("Note: ", "注："), self.english(note)));
        let origin = [
            about.basis.as_ref().map(|basis| self.basis(basis)),
            (!about.source.is_empty()).then(|| self.sources(about)),
            Some(format!("{}{}", self.say("File: ", "文件："), code(&about.place.file))),
        ];
        let facts = list(facts.into_iter().chain(origin.into_iter().flatten()));
        vec![text, note.unwrap_or_default(), facts]
    }

    fn basis(&self, basis: &str) -> String {
        format!("{}{}", self.say("Known from: ", "依据："), inline(basis))
    }

    fn sources(&self, about: &About) -> String {
        let sources: Vec<_> = about.source.iter().map(|source| inline(source)).collect();
        format!("{}{}", self.say("Source: ", "出处："), sources.join("; "))
    }

    pub(super) fn yes_or_no(&self, yes: bool) -> &'static str {
        if yes { self.say("yes", "是") } else { self.say("no", "否") }
    }

    /// `name: value`, in the language's punctuation.
    pub(super) fn fact(&self, en: &'static str, zh: &'static str, value: &str) -> String {
        format!("{}{}{value}", self.say(en, zh), self.say(": ", "："))
    }

    /// Codes one after the other.
    pub(super) fn codes<T: AsRef<str>>(&self, names: &[T]) -> String {
        let names: Vec<_> = names.iter().map(|name| code(name.as_ref())).collect();
        names.join(self.say(", ", "、"))
    }
}

/// Keys have the form of names; whatever else stands in one is no part of an anchor.
fn anchor(kind: &str, key: &str) -> String {
    let is_plain = |character: char| character.is_alphanumeric() || matches!(character, '_' | '.' | '-');
    let key: String = key.chars().map(|character| if is_plain(character) { character } else { '-' }).collect();
    format!("{kind}-{key}")
}
