//! No two things get the same name in Rust.

use std::collections::BTreeMap;

use super::context::{Context, Items};
use crate::{
    diagnostic::{Diagnostic, RUST_CLASH},
    model::{Argument, Model, TO_COLUMN},
    source::Span,
};

/// What every generated page can do; a setter cannot have these names.
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

/// Flattening can bring two values of one name together.
fn check_arguments(model: &mut Model, items: &Items, context: &mut Context<'_>) {
    let mut clashing = Vec::new();
    let commands = model.commands.iter().map(|command| {
        let item = items.commands.iter().find(|item| item.name.value == command.name);
        (&command.name, model.command_arguments(command), item.map(|item| item.name.span))
    });
    let structs = model.structs.iter().map(|known| {
        let item = items.structs.iter().find(|item| item.name.value == known.name);
        (&known.name, model.struct_arguments(&known.fields), item.map(|item| item.name.span))
    });
    let tables = model.type_tables.iter().map(|known| {
        let item = items.types.iter().find(|item| item.name.value == known.name);
        (&known.name, model.row_arguments(known), item.map(|item| item.name.span))
    });
    let sdks = model.sdks.iter().map(|sdk| {
        let item = items.sdks.iter().find(|item| item.name.value == sdk.name);
        (&sdk.name, model.sdk_arguments(sdk), item.map(|item| item.name.span))
    });
    for sdk in model.sdks.iter().filter(|sdk| sdk.row.is_some()) {
        if model.sdk_arguments(sdk).iter().any(|argument| argument.rust == TO_COLUMN) {
            let span = items.sdks.iter().find(|item| item.name.value == sdk.name).map(|item| item.name.span);
            let message = format!("a value of `{}` is called `{TO_COLUMN}` in Rust", sdk.name);
            let found = Diagnostic::new(RUST_CLASH, span, message).label("among these values");
            context.add(found.help("`to` chooses the matrix's column; give the value another name: rust = \"…\""));
            clashing.push(sdk.name.clone());
        }
    }
    let pages = model.pages.iter().map(|page| {
        let item = items.pages.iter().find(|item| item.name.value == page.name);
        (&page.name, model.struct_arguments(&page.params), item.map(|item| item.name.span))
    });
    let callbacks = model.callbacks.iter().map(|callback| {
        let item = items.callbacks.iter().find(|item| item.name.value == callback.name);
        (&callback.name, model.struct_arguments(&callback.params), item.map(|item| item.name.span))
    });
    let page_methods = pages.clone().map(|page| (page, PAGE_METHODS));
    let callback_methods = callbacks.clone().map(|callback| (callback, CALLBACK_METHODS));
    for ((holder, arguments, span), methods) in page_methods.chain(callback_methods) {
        let setter = arguments.iter().filter(|argument| !argument.required).find(|own| methods.contains(&own.rust));
        if let Some(setter) = setter {
            let message = format!("a value of `{holder}` is called `{}` in Rust, like a method", setter.rust);
            let found = Diagnostic::new(RUST_CLASH, span, message).label("among these values");
            context.add(found.help("give it another name: rust = \"…\""));
            clashing.push(holder.clone());
        }
    }
    let called = commands.chain(structs).chain(tables).chain(sdks).chain(pages).chain(callbacks);
    for (holder, arguments, span) in called {
        if let Some(twin) = twin(&arguments) {
            let message = format!("two values of `{holder}` are called `{twin}` in Rust");
            let found = Diagnostic::new(RUST_CLASH, span, message).label("among these values");
            context.add(found.help(
                "common and flattened values and columns count too; give one of them another name: rust = \"…\"",
            ));
            clashing.push(holder.clone());
        }
    }
    model.commands.retain(|command| !clashing.contains(&command.name));
    model.structs.retain(|item| !clashing.contains(&item.name));
    model.type_tables.retain(|table| !clashing.contains(&table.name));
    model.sdks.retain(|sdk| !clashing.contains(&sdk.name));
    model.pages.retain(|page| !clashing.contains(&page.name));
    model.callbacks.retain(|callback| !clashing.contains(&callback.name));
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
