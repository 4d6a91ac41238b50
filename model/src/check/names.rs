//! No two things get the same name in Rust.

use std::collections::BTreeMap;

use super::context::{Context, Items};
use crate::{
    diagnostic::{Diagnostic, RUST_CLASH},
    model::{Argument, Model, Sdk, TO_COLUMN},
    source::Span,
};

/// What an SDK call in the row of a matrix can do; a setter cannot have these names.
const ROUTED_METHODS: &[&str] = &[TO_COLUMN];

/// What every generated record can do, and its callers need.
const RECORD_METHODS: &[&str] = &["check", "check_edit"];

/// What every generated page can do.
const PAGE_METHODS: &[&str] = &["url"];

/// What every generated callback can do.
const CALLBACK_METHODS: &[&str] = &["url", "url_as", "verify", "accept_body", "refuse_body"];

/// Reports clashes and takes what clashes out of the Model, so that one mistake does not cause others in Rust.
pub(super) fn check_rust_names(model: &mut Model, items: &Items, context: &mut Context<'_>) {
    check_types(model, items, context);
    check_arguments(model, items, context);
}

fn check_types(model: &mut Model, items: &Items, context: &mut Context<'_>) {
    let mut taken: BTreeMap<String, Option<Span>> = BTreeMap::new();
    macro_rules! keep {
        ($of_base:ident, $list:ident, $items:ident, $title:literal, $rust:ident) => {
            model.$list.retain(|item| {
                if item.about.from_base != $of_base {
                    return true;
                }
                let span = items.$items.iter().find(|known| known.name.value == item.name).map(|known| known.name.span);
                let first = taken.entry(item.$rust.clone());
                let std::collections::btree_map::Entry::Occupied(first) = first else {
                    first.or_insert(span);
                    return true;
                };
                let message =
                    format!("the {} `{}` is called `{}` in Rust, like another item", $title, item.name, item.$rust);
                let mut found = Diagnostic::new(RUST_CLASH, span, message).label("the second of this name");
                if let Some(first) = first.get() {
                    found = found.other(*first, "the first");
                }
                context.add(found.help("give one of them another name"));
                false
            });
        };
    }
    // The base was there first: whoever takes one of its names is told so.
    for of_base in [true, false] {
        keep!(of_base, gateways, gateways, "gateway", rust);
        keep!(of_base, enums, enums, "enum", name);
        keep!(of_base, structs, structs, "struct", name);
        keep!(of_base, type_tables, types, "type table", rust);
        keep!(of_base, error_tables, errors, "error table", rust);
        keep!(of_base, commands, commands, "command", rust);
        keep!(of_base, matrices, matrices, "matrix", rust);
        keep!(of_base, sdks, sdks, "SDK call", rust);
        keep!(of_base, tables, tables, "table of records", rust);
        keep!(of_base, stages, stages, "set of stages", rust);
        keep!(of_base, pages, pages, "page", rust);
        keep!(of_base, callbacks, callbacks, "callback", rust);
    }
}

/// Flattening can bring two values of one name together, and a setter can have the name of a method.
fn check_arguments(model: &mut Model, items: &Items, context: &mut Context<'_>) {
    macro_rules! keep {
        ($list:ident, $items:ident, $methods:expr, |$model:ident, $item:ident| $arguments:expr) => {{
            let $model = &*model;
            let clashes = $model.$list.iter().map(|$item| {
                let known = items.$items.iter().find(|known| known.name.value == $item.name);
                let found = clash(&$item.name, &$arguments, $methods, known.map(|known| known.name.span));
                found.map(|found| context.add(found)).is_some()
            });
            let clashes: Vec<bool> = clashes.collect();
            let mut clashes = clashes.into_iter();
            model.$list.retain(|_| clashes.next() != Some(true));
        }};
    }
    keep!(commands, commands, &[], |model, command| model.command_arguments(command));
    keep!(sdks, sdks, sdk_methods(sdk), |model, sdk| model.sdk_arguments(sdk));
    keep!(tables, tables, RECORD_METHODS, |model, table| model.record_arguments(table));
    keep!(pages, pages, PAGE_METHODS, |model, page| model.struct_arguments(&page.params));
    keep!(callbacks, callbacks, CALLBACK_METHODS, |model, callback| model.struct_arguments(&callback.params));
    // Last, as the others may hold them flattened.
    keep!(type_tables, types, &[], |model, table| model.row_arguments(table));
    keep!(structs, structs, &[], |model, item| model.struct_arguments(&item.fields));
}

fn sdk_methods(sdk: &Sdk) -> &'static [&'static str] {
    if sdk.row.is_some() { ROUTED_METHODS } else { &[] }
}

fn clash(holder: &str, arguments: &[Argument<'_>], methods: &[&str], span: Option<Span>) -> Option<Diagnostic> {
    let mut setters = arguments.iter().filter(|argument| !argument.required).map(|argument| argument.rust);
    let (message, help) = match (setters.find(|setter| methods.contains(setter)), twin(arguments)) {
        (Some(setter), _) => (
            format!("a value of `{holder}` is called `{setter}` in Rust, like a method"),
            "give it another name: rust = \"…\"",
        ),
        (None, Some(twin)) => (
            format!("two values of `{holder}` are called `{twin}` in Rust"),
            "common and flattened values and columns count too; give one of them another name: rust = \"…\"",
        ),
        (None, None) => return None,
    };
    Some(Diagnostic::new(RUST_CLASH, span, message).label("among these values").help(help))
}

/// A name that stands twice among the methods, among the arguments of `new`, or among those of one setter.
fn twin(arguments: &[Argument<'_>]) -> Option<String> {
    let methods = arguments.iter().map(|argument| argument.rust.to_owned()).collect();
    let of_new = arguments.iter().filter(|argument| argument.required).flat_map(Argument::names).collect();
    let of_setters = arguments.iter().map(Argument::names);
    [methods, of_new].into_iter().chain(of_setters).find_map(|mut names: Vec<String>| {
        names.sort_unstable();
        names.windows(2).find_map(|pair| match pair {
            [a, b] if a == b => Some(a.clone()),
            _ => None,
        })
    })
}
