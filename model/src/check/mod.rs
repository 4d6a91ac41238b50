//! From raw tables to a sound Model.
//!
//! In: files. Out: a [`Model`] of what could be understood, and every finding. Order: read all files, learn all names,
//! understand each item by itself, then look at what only the whole shows (clashes, recursion, vectors), last at what is
//! no mistake but may be one (lints).

mod answers;
mod apps;
mod budget;
mod callbacks;
mod codes;
mod columns;
mod commands;
mod context;
mod enums;
mod fields;
mod gateways;
mod limits;
mod lints;
mod matrices;
mod missing;
mod names;
mod notes;
mod pages;
mod records;
mod sdks;
mod signs;
mod soundness;
mod stages;
mod structs;
mod success;
mod type_tables;
mod types;
mod vectors;

pub use types::pattern as type_pattern;

use context::{Context, Items, Kind};

use crate::{
    diagnostic::{Diagnostic, Level, MISSING_KEY, Report, SPEC_PLACE},
    load::{Embedded, Loaded, load},
    model::Model,
    source::{Located, Sources},
    syntax::{self, FileTable, SpecTable},
};

/// A spec after its check.
#[derive(Debug)]
pub struct Checked {
    /// What the spec says. Sound only if there is no error among the diagnostics.
    pub model: Model,
    /// Everything that is wrong, by file and place.
    pub diagnostics: Vec<Diagnostic>,
    /// The files that the diagnostics point into.
    pub sources: Sources,
}

impl Checked {
    /// Whether the spec cannot be used.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.errors() > 0
    }

    /// How many findings make the spec unusable.
    #[must_use]
    pub fn errors(&self) -> usize {
        self.diagnostics.iter().filter(|found| found.level == Level::Error).count()
    }

    /// Every finding that is about own files: a base's mistakes are reported where the base is.
    pub fn own_diagnostics(&self) -> impl Iterator<Item = &Diagnostic> {
        let in_base = |found: &Diagnostic| found.span.is_some_and(|span| self.sources.is_from_base(span.file));
        self.diagnostics.iter().filter(move |found| !in_base(found))
    }
}

/// Checks a spec and its base.
#[must_use]
pub fn check(loaded: Loaded) -> Checked {
    let Loaded { sources, base, mut report, root, complete, unlisted, list } = loaded;
    let (mut spec, items, readable) = read_files(&sources, root, &mut report);
    let lints = lints::Levels::read(spec.as_mut().and_then(|spec| spec.value.lints.take()), &mut report);
    let mut context = Context::new(&sources, &items, report, complete && readable);

    let mut model = Model { base: base.map(|base| base.value), ..Model::default() };
    if let Some(spec) = spec {
        model.about = context.about(&spec.value.texts, spec.span, false);
        model.budget = spec.value.budget.map(|written| budget::lower(&written, &mut context)).unwrap_or_default();
        model.name = spec.value.name.map(|name| name.value).unwrap_or_default();
    }
    model.enums = context.each(Kind::Enum, &items.enums, enums::lower);
    context.learn_enums(&model.enums);
    model.structs = context.each(Kind::Struct, &items.structs, structs::lower);
    model.type_tables = context.each(Kind::TypeTable, &items.types, type_tables::lower);
    model.error_tables = context.each(Kind::ErrorTable, &items.errors, codes::lower);
    model.signs = context.each(Kind::Sign, &items.signs, signs::lower);
    model.gateways = context.each(Kind::Gateway, &items.gateways, gateways::lower);
    model.commands = context.each(Kind::Command, &items.commands, commands::lower);
    model.pages = context.each(Kind::Page, &items.pages, pages::lower);
    model.callbacks = context.each(Kind::Callback, &items.callbacks, callbacks::lower);
    model.stages = context.each(Kind::Stages, &items.stages, stages::lower);
    model.tables = context.each(Kind::Table, &items.tables, records::lower);
    model.matrices = context.each(Kind::Matrix, &items.matrices, matrices::lower);
    model.sdks = context.each(Kind::Sdk, &items.sdks, sdks::lower);
    model.notes = context.each(Kind::Note, &items.notes, notes::lower);

    structs::check_recursion(&mut model, &items, &mut context);
    records::check_references(&model, &items, &mut context);
    structs::mark_use(&mut model, &items, &mut context);
    signs::check_names(&model, &items, &mut context);
    gateways::check_carriers(&model, &items, &mut context);
    success::check_gateways(&model, &items, &mut context);
    commands::check_against_gateways(&mut model, &items, &mut context);
    sdks::check_against_tables(&mut model, &items, &mut context);
    pages::check_secrets(&model, &items, &mut context);
    callbacks::check_against_signs(&model, &items, &mut context);
    apps::check_against_tables(&mut model, &items, &mut context);
    names::check_rust_names(&mut model, &items, &mut context);
    vectors::check(&model, &items, &mut context);

    missing::look(&model, &items, &unlisted, list, &mut context);
    lints::look(&model, &items, &lints, &mut context);

    Checked { model, diagnostics: context.into_report().into_sorted(), sources }
}

/// Checks a spec that is part of the program: its own files and its base's, each root first.
///
/// A generated module has both as `SPEC_FILES` and `BASE_FILES`.
#[must_use]
pub fn check_embedded(own: &[(&str, &str)], base: &[(&str, &str)]) -> Checked {
    let root = own.first().map(|(path, _)| *path).unwrap_or_default();
    let mut loaded = load(&Embedded(own), root);
    loaded.add_base(base.iter().copied());
    check(loaded)
}

/// Reads every file but the root, which was read to find them; whether all of them could be read.
fn read_files(
    sources: &Sources,
    mut root_table: Option<FileTable>,
    report: &mut Report,
) -> (Option<Located<SpecTable>>, Items, bool) {
    let mut items = Items::default();
    let mut root = None;
    let mut readable = true;
    for (index, (id, file)) in sources.iter().enumerate() {
        let is_root = index == 0 && !file.from_base;
        let table = if is_root { root_table.take() } else { syntax::parse(&file.text, id, report) };
        let Some(mut table) = table else {
            readable = false;
            continue;
        };
        match table.spec.take() {
            Some(spec) if index == 0 => root = Some(spec),
            Some(spec) if !file.from_base => report.add(
                Diagnostic::new(SPEC_PLACE, spec.span, "[spec] in a member file")
                    .label("only the root file has [spec]"),
            ),
            None if index == 0 => {
                let start = crate::source::Span { file: id, start: 0, end: 0 };
                report.add(
                    Diagnostic::new(MISSING_KEY, start, "the table [spec] is missing in the root file")
                        .label("a root begins with [spec]")
                        .help("write: [spec], then name = \"…\" and files = [\"…\"]"),
                );
            }
            _ => {}
        }
        items.add(table, file.from_base);
    }
    (root, items, readable)
}
