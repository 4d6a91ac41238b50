//! What every check needs: the names that exist, and where findings go.

use std::collections::BTreeMap;

use crate::{
    diagnostic::{BAD_NAME, DUPLICATE, Diagnostic, Edit, Report, UNKNOWN_NAME},
    model::{About, Enum, Place},
    naming,
    source::{Located, Sources, Span},
    suggest::{listed, nearest},
    syntax::{
        CallbackTable, CommandTable, EnumTable, ErrorsTable, FileTable, GatewayTable, Map, MatrixTable, NoteTable,
        PageTable, RecordsTable, SdkTable, SignTable, StagesTable, StructTable, Texts, TypesTable,
    },
};

/// A named table of the spec.
pub(super) struct Item<T> {
    pub(super) name: Located<String>,
    pub(super) table: T,
    pub(super) from_base: bool,
}

/// All named tables of all files.
#[derive(Default)]
pub(super) struct Items {
    pub(super) gateways: Vec<Item<GatewayTable>>,
    pub(super) signs: Vec<Item<SignTable>>,
    pub(super) commands: Vec<Item<CommandTable>>,
    pub(super) structs: Vec<Item<StructTable>>,
    pub(super) enums: Vec<Item<EnumTable>>,
    pub(super) types: Vec<Item<TypesTable>>,
    pub(super) errors: Vec<Item<ErrorsTable>>,
    pub(super) pages: Vec<Item<PageTable>>,
    pub(super) callbacks: Vec<Item<CallbackTable>>,
    pub(super) tables: Vec<Item<RecordsTable>>,
    pub(super) stages: Vec<Item<StagesTable>>,
    pub(super) sdks: Vec<Item<SdkTable>>,
    pub(super) matrices: Vec<Item<MatrixTable>>,
    pub(super) notes: Vec<Item<NoteTable>>,
}

/// What a name can mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    Gateway,
    Sign,
    Command,
    Struct,
    Enum,
    TypeTable,
    ErrorTable,
    Page,
    Callback,
    Table,
    Stages,
    Sdk,
    Matrix,
    Note,
}

pub(super) struct Context<'a> {
    pub(super) sources: &'a Sources,
    names: BTreeMap<Kind, BTreeMap<String, Span>>,
    enums: Vec<Enum>,
    report: Report,
    /// Whether everything was read, so that a name that is not found is really missing.
    complete: bool,
}

impl Items {
    pub(super) fn add(&mut self, file: FileTable, from_base: bool) {
        fn take<T>(into: &mut Vec<Item<T>>, from: Option<Located<Map<T>>>, from_base: bool) {
            let entries = from.map(|entries| entries.value).unwrap_or_default();
            into.extend(entries.into_iter().map(|(name, table)| Item { name, table, from_base }));
        }
        take(&mut self.gateways, file.gateways, from_base);
        take(&mut self.signs, file.signs, from_base);
        take(&mut self.commands, file.commands, from_base);
        take(&mut self.structs, file.structs, from_base);
        take(&mut self.enums, file.enums, from_base);
        take(&mut self.types, file.types, from_base);
        take(&mut self.errors, file.errors, from_base);
        take(&mut self.pages, file.pages, from_base);
        take(&mut self.callbacks, file.callbacks, from_base);
        take(&mut self.tables, file.tables, from_base);
        take(&mut self.stages, file.stages, from_base);
        take(&mut self.sdks, file.sdks, from_base);
        take(&mut self.matrices, file.matrices, from_base);
        take(&mut self.notes, file.notes, from_base);
    }
}

impl Items {
    /// Kind and name of every own item.
    pub(super) fn names(&self) -> Vec<(Kind, String)> {
        fn of<T>(kind: Kind, items: &[Item<T>]) -> impl Iterator<Item = (Kind, String)> {
            items.iter().filter(|item| !item.from_base).map(move |item| (kind, item.name.value.clone()))
        }
        of(Kind::Gateway, &self.gateways)
            .chain(of(Kind::Sign, &self.signs))
            .chain(of(Kind::Command, &self.commands))
            .chain(of(Kind::Struct, &self.structs))
            .chain(of(Kind::Enum, &self.enums))
            .chain(of(Kind::TypeTable, &self.types))
            .chain(of(Kind::ErrorTable, &self.errors))
            .chain(of(Kind::Page, &self.pages))
            .chain(of(Kind::Callback, &self.callbacks))
            .chain(of(Kind::Table, &self.tables))
            .chain(of(Kind::Stages, &self.stages))
            .chain(of(Kind::Sdk, &self.sdks))
            .chain(of(Kind::Matrix, &self.matrices))
            .chain(of(Kind::Note, &self.notes))
            .collect()
    }
}

impl Kind {
    pub(super) const fn title(self) -> &'static str {
        match self {
            Self::Gateway => "gateway",
            Self::Sign => "sign scheme",
            Self::Command => "command",
            Self::Struct => "struct",
            Self::Enum => "enum",
            Self::TypeTable => "type table",
            Self::ErrorTable => "error table",
            Self::Page => "page",
            Self::Callback => "callback",
            Self::Table => "table of records",
            Self::Stages => "set of stages",
            Self::Sdk => "SDK call",
            Self::Matrix => "matrix",
            Self::Note => "note",
        }
    }
}

impl Kind {
    /// Its key in a file.
    pub(super) const fn key(self) -> &'static str {
        match self {
            Self::Gateway => "gateway",
            Self::Sign => "sign",
            Self::Command => "command",
            Self::Struct => "struct",
            Self::Enum => "enum",
            Self::TypeTable => "types",
            Self::ErrorTable => "errors",
            Self::Page => "page",
            Self::Callback => "callback",
            Self::Table => "table",
            Self::Stages => "stages",
            Self::Sdk => "sdk",
            Self::Matrix => "matrix",
            Self::Note => "note",
        }
    }
}

impl<'a> Context<'a> {
    pub(super) fn new(sources: &'a Sources, items: &Items, report: Report, complete: bool) -> Self {
        let mut context = Self { sources, names: BTreeMap::new(), enums: Vec::new(), report, complete };
        context.learn(Kind::Gateway, &items.gateways);
        context.learn(Kind::Sign, &items.signs);
        context.learn(Kind::Command, &items.commands);
        context.learn(Kind::Struct, &items.structs);
        context.learn(Kind::Enum, &items.enums);
        context.learn(Kind::TypeTable, &items.types);
        context.learn(Kind::ErrorTable, &items.errors);
        context.learn(Kind::Page, &items.pages);
        context.learn(Kind::Callback, &items.callbacks);
        context.learn(Kind::Table, &items.tables);
        context.learn(Kind::Stages, &items.stages);
        context.learn(Kind::Sdk, &items.sdks);
        context.learn(Kind::Matrix, &items.matrices);
        context.learn(Kind::Note, &items.notes);
        context
    }

    pub(super) fn add(&mut self, diagnostic: Diagnostic) {
        self.report.add(diagnostic);
    }

    pub(super) fn into_report(self) -> Report {
        self.report
    }

    /// Understands each item by itself; of two with one name, the first. An item that Rust has no way to name is left out.
    pub(super) fn each<T, M>(
        &mut self,
        kind: Kind,
        items: &[Item<T>],
        lower: impl Fn(&Item<T>, &mut Self) -> M,
    ) -> Vec<M> {
        let first: Vec<_> = items.iter().filter(|item| self.is_first(kind, &item.name)).collect();
        let names_a_type = matches!(kind, Kind::Struct | Kind::Enum);
        first
            .into_iter()
            .map(|item| (item, lower(item, self)))
            .filter(|(item, _)| {
                !names_a_type || naming::identifier(&item.name.value).as_ref() == Some(&item.name.value)
            })
            .map(|(_, lowered)| lowered)
            .collect()
    }

    /// Keeps the enums at hand: constants are checked against them.
    pub(super) fn learn_enums(&mut self, enums: &[Enum]) {
        self.enums = enums.to_vec();
    }

    pub(super) fn enum_(&self, name: &str) -> Option<&Enum> {
        self.enums.iter().find(|item| item.name == name)
    }

    /// Whether everything was read and nothing is wrong so far.
    pub(super) fn has_no_findings(&self) -> bool {
        self.complete && self.report.is_empty()
    }

    /// The stubs that would mend something, by the key of their kind and their name.
    pub(super) fn stubs(&self) -> Vec<(&'static str, String)> {
        self.report.all().filter_map(|found| Some((found.stub()?.0, found.stub()?.1.to_owned()))).collect()
    }

    /// Changes findings that a stub would mend, by the key of its kind and its name.
    pub(super) fn mend_stubs(&mut self, mut mend: impl FnMut(&'static str, &str, &mut Diagnostic)) {
        for found in self.report.all_mut() {
            if let Some((key, name)) = found.stub() {
                let name = name.to_owned();
                mend(key, &name, found);
            }
        }
    }

    /// Where something is wrong so far.
    pub(super) fn found_at(&self) -> impl Iterator<Item = Span> {
        self.report.places()
    }

    fn is_first(&self, kind: Kind, name: &Located<String>) -> bool {
        self.names.get(&kind).and_then(|names| names.get(&name.value)) == Some(&name.span)
    }

    pub(super) fn names(&self, kind: Kind) -> impl Iterator<Item = &str> {
        self.names.get(&kind).into_iter().flatten().map(|(name, _)| name.as_str())
    }

    pub(super) fn knows(&self, kind: Kind, name: &str) -> bool {
        self.names.get(&kind).is_some_and(|names| names.contains_key(name))
    }

    /// Whether a name that is not found is really missing.
    pub(super) fn is_complete(&self) -> bool {
        self.complete
    }

    /// The item that is referred to; where there is none, that is reported, and the item that was probably meant stands in.
    pub(super) fn resolve(&mut self, kind: Kind, name: Option<&Located<String>>) -> Option<String> {
        let name = name?;
        if self.knows(kind, &name.value) {
            return Some(name.value.clone());
        }
        let known: Vec<_> = self.names(kind).collect();
        let meant = nearest(&name.value, known.iter().copied()).or_else(|| only_longer(&name.value, &known));
        let meant = meant.map(str::to_owned);
        if self.complete {
            let known: Vec<_> = self.names(kind).collect();
            let help = match known.as_slice() {
                [] => format!("no {} is defined", kind.title()),
                known => format!("defined are {}", listed(known)),
            };
            self.add(
                Diagnostic::new(UNKNOWN_NAME, name.span, format!("unknown {} `{}`", kind.title(), name.value))
                    .label(format!("no {} of this name", kind.title()))
                    .meant_among(&name.value, known.iter().copied())
                    .or_meant(only_longer(&name.value, &known))
                    .help(help)
                    .edit(self.stub(kind, &name.value)),
            );
        }
        meant
    }

    /// A stub of an item that is not there, if one of this kind can have this name.
    pub(super) fn stub(&self, kind: Kind, name: &str) -> Option<Edit> {
        let can = match kind {
            // One Rust type of one module has the name.
            Kind::Struct | Kind::Enum => {
                is_camel(name) && !self.knows(Kind::Struct, name) && !self.knows(Kind::Enum, name)
            }
            _ => is_key(name),
        };
        can.then(|| Edit::Item { key: kind.key(), name: name.to_owned(), or_enum: false })
    }

    pub(super) fn about(&self, texts: &Texts, at: Span, from_base: bool) -> About {
        let text = |located: &Option<Located<String>>| located.as_ref().map(|located| located.value.clone());
        let source = texts.source.iter().flat_map(|list| &list.value).map(|entry| entry.value.clone()).collect();
        About {
            zh: text(&texts.zh),
            en: text(&texts.en),
            source,
            basis: text(&texts.basis),
            note: text(&texts.note),
            place: self.place(at),
            from_base,
        }
    }

    pub(super) fn place(&self, at: Span) -> Place {
        let file = self.sources.get(at.file).map(|file| file.shown.clone()).unwrap_or_default();
        Place { file, line: self.sources.position(at.file, at.start).0 }
    }

    /// The Rust name given, or the one made from the item's own name.
    pub(super) fn rust_name(
        &mut self,
        given: Option<&Located<String>>,
        own: &Located<String>,
        make: impl Fn(&str) -> String,
    ) -> String {
        let (wanted, span) = match given {
            Some(given) => (given.value.clone(), given.span),
            None => (make(&own.value), own.span),
        };
        naming::identifier(&wanted).unwrap_or_else(|| {
            let found = Diagnostic::new(BAD_NAME, span, format!("`{wanted}` cannot be a name in Rust"));
            self.add(match given {
                Some(_) => found.label("expected letters, digits and `_`, not beginning with a digit"),
                None => found.label("has no form in Rust").help("give it one: rust = \"…\""),
            });
            // Whatever was named must stay nameable, so that one mistake does not cause others in the user's Rust.
            format!("Unnamed{}", span.start)
        })
    }

    /// Reports a name whose form is wrong.
    pub(super) fn check_form(&mut self, name: &Located<String>, fits: impl Fn(&str) -> bool, expected: &str) {
        if !fits(&name.value) {
            let found = if name.value == RESERVED {
                let message = format!("`{RESERVED}` is a word of Rust's own");
                Diagnostic::new(BAD_NAME, name.span, message).label("reserved: choose another name")
            } else {
                let message = format!("`{}` is not a name that can stand here", name.value);
                Diagnostic::new(BAD_NAME, name.span, message).label(format!("expected {expected}"))
            };
            self.add(found);
        }
    }

    fn learn<T>(&mut self, kind: Kind, items: &[Item<T>]) {
        // The base was there first.
        let (base, own): (Vec<_>, Vec<_>) = items.iter().partition(|item| item.from_base);
        for Item { name, .. } in base.into_iter().chain(own) {
            let known = self.names.entry(kind).or_default();
            match known.get(&name.value) {
                None => {
                    known.insert(name.value.clone(), name.span);
                }
                Some(first) => {
                    let message = format!("the {} `{}` is defined twice", kind.title(), name.value);
                    let found = Diagnostic::new(DUPLICATE, name.span, message).label("defined again");
                    let found = found.other(*first, "first defined here");
                    self.add(found);
                }
            }
        }
    }
}

/// The only one that there is, if the name is the beginning of its.
fn only_longer<'k>(name: &str, known: &[&'k str]) -> Option<&'k str> {
    match known {
        [only] if !name.is_empty() && only.starts_with(name) => Some(only),
        _ => None,
    }
}

/// `relay`, `relay-2`: the key of an item that is not a name on the wire.
pub(super) fn is_key(name: &str) -> bool {
    name.starts_with(|first: char| first.is_ascii_lowercase())
        && name.chars().all(|next| next.is_ascii_lowercase() || next.is_ascii_digit() || matches!(next, '_' | '-'))
}

/// `Colour`: the name of a type or a variant.
pub(super) fn is_camel(name: &str) -> bool {
    name.starts_with(|first: char| first.is_ascii_uppercase())
        && name.chars().all(|next| next.is_ascii_alphanumeric())
        && name != RESERVED
}

/// The one keyword of Rust that has the form of a type's name.
const RESERVED: &str = "Self";

/// `imageUrl`, `x-id`: a name on the wire.
pub(super) fn is_wire_name(name: &str) -> bool {
    !name.is_empty() && name.chars().all(|next| next.is_ascii_alphanumeric() || matches!(next, '_' | '-' | '.'))
}
