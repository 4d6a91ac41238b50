//! SDK calls.

use super::{
    answers,
    context::{Context, Item, Items, Kind, is_camel, is_key, is_wire_name},
    fields::{self, Holder},
};
use crate::{
    diagnostic::{
        BAD_NAME, BUNDLE, CONTRADICTION, DUPLICATE, Diagnostic, EMPTY, MATRIX_ROW, MISSING_KEY, UNKNOWN_NAME,
    },
    model::{BundleKey, Field, Matrix, Model, Sdk, SdkRow, Support, Type},
    naming,
    source::Located,
    suggest::{listed, nearest},
    syntax::{SdkRowTable, SdkTable},
};

pub(super) fn lower(item: &Item<SdkTable>, context: &mut Context<'_>) -> Sdk {
    let Item { name, table, from_base } = item;
    context.check_form(name, is_wire_name, "letters, digits, `_`, `-` and `.`");
    if let Some(platform) = &table.platform {
        context.check_form(platform, is_key, "a name such as `android`");
    }
    let args = fields::lower(table.args.as_ref(), Holder::Args, *from_base, context);
    let bundle = fields::lower(table.bundle.as_ref(), Holder::Bundle, *from_base, context);
    check_bundle_place(table, &args, context);
    check_bundle_keys(table, &bundle, context);
    Sdk {
        name: name.value.clone(),
        rust: rust_name(item, context),
        platform: table.platform.as_ref().map(|platform| platform.value.clone()).unwrap_or_default(),
        receiver: table.receiver.as_ref().map(|receiver| receiver.value.clone()),
        call: table.call.as_ref().map_or_else(|| name.value.clone(), |call| call.value.clone()),
        aliases: aliases(item, context),
        needs_login: table.needs_login.as_ref().map(|needed| needed.value).unwrap_or_default(),
        args,
        object: table.object.as_ref().map(|object| object.value.clone()),
        bundle,
        row: row(table, context),
        preconditions: texts(table.preconditions.as_ref(), "a list without preconditions", context),
        answer: table.answer.as_ref().map(|answer| answers::lower(answer, context)).unwrap_or_default(),
        about: context.about(&table.texts, name.span, *from_base),
    }
}

fn rust_name(item: &Item<SdkTable>, context: &mut Context<'_>) -> String {
    let rust = context.rust_name(item.table.rust.as_ref(), &item.name, naming::camel_case);
    if let Some(given) = item.table.rust.as_ref().filter(|_| !is_camel(&rust)) {
        let message = format!("`{rust}` is not the name of a type");
        context.add(Diagnostic::new(BAD_NAME, given.span, message).label("expected a name such as `OpenMap`"));
    }
    rust
}

/// A text list that, once it is there, says something.
pub(super) fn texts(
    list: Option<&Located<Vec<Located<String>>>>,
    empty: &str,
    context: &mut Context<'_>,
) -> Vec<String> {
    if let Some(list) = list.filter(|list| list.value.is_empty()) {
        context.add(Diagnostic::new(EMPTY, list.span, empty).label("expected at least one"));
    }
    list.iter().flat_map(|list| &list.value).map(|text| text.value.clone()).collect()
}

fn aliases(item: &Item<SdkTable>, context: &mut Context<'_>) -> Vec<String> {
    let Item { name, table, .. } = item;
    let written = table.aliases.iter().flat_map(|aliases| &aliases.value);
    let mut taken = vec![table.call.as_ref().unwrap_or(name)];
    for alias in written {
        if let Some(first) = taken.iter().find(|known| known.value == alias.value) {
            let message = format!("`{}` is a name of the call already", alias.value);
            let found = Diagnostic::new(DUPLICATE, alias.span, message).label("said again");
            context.add(found.other(first.span, "first said here"));
        } else {
            taken.push(alias);
        }
    }
    texts(table.aliases.as_ref(), "a list without aliases", context)
}

/// A bundle is handed over as one argument, and only a bundle is.
fn check_bundle_place(table: &SdkTable, args: &[Field], context: &mut Context<'_>) {
    let written = table.args.iter().flat_map(|args| &args.value);
    let places: Vec<_> = written
        .filter(|(name, _)| args.iter().any(|arg| arg.name == name.value && arg.ty == Type::Bundle))
        .map(|(name, field)| field.ty.as_ref().map_or(name.span, |ty| ty.span))
        .collect();
    let misread = args.iter().any(|arg| arg.ty == Type::Unknown);
    let first = table.bundle.iter().flat_map(|bundle| &bundle.value).next();
    if let [first, others @ ..] = places.as_slice() {
        for other in others {
            let found = Diagnostic::new(BUNDLE, *other, "a call has one bundle").label("a second place for it");
            context.add(found.other(*first, "the first"));
        }
    }
    match (first, places.first()) {
        (Some((name, _)), None) if !misread => {
            let found = Diagnostic::new(BUNDLE, name.span, "no argument takes the bundle");
            context.add(found.label("a value in it").help("one of `args` has the type \"bundle\""));
        }
        (None, Some(place)) if table.bundle.is_none() => {
            let found = Diagnostic::new(BUNDLE, *place, "a place for a bundle, but no bundle");
            context.add(found.label("nothing to put here").help("the values stand in `bundle`"));
        }
        _ => {}
    }
    match (&table.bundle, &table.object) {
        (Some(bundle), _) if bundle.value.is_empty() => {
            context.add(Diagnostic::new(EMPTY, bundle.span, "a bundle without values").label("expected at least one"));
        }
        (None, Some(object)) => {
            let found = Diagnostic::new(BUNDLE, object.span, "the class of a bundle, but no bundle");
            context.add(found.label("nothing is put in it"));
        }
        _ => {}
    }
}

/// The later of two values under one key would replace the first.
fn check_bundle_keys(table: &SdkTable, bundle: &[Field], context: &mut Context<'_>) {
    let written: Vec<_> = table.bundle.iter().flat_map(|bundle| &bundle.value).collect();
    let place = |field: &Field| {
        let (name, table) = written.iter().find(|(name, _)| name.value == field.name)?;
        Some(table.key.as_ref().map_or(name.span, |key| key.span))
    };
    for (index, field) in bundle.iter().enumerate() {
        let Some(BundleKey::Value(key)) = &field.key else { continue };
        let Some(first) = bundle.iter().take(index).find(|known| known.key == field.key) else { continue };
        let found = Diagnostic::new(DUPLICATE, place(field), format!("the key `{key}` stands twice in the bundle"));
        let found = found.label(format!("`{}` has it already", first.name));
        context.add(match place(first) {
            Some(place) => found.other(place, "the first"),
            None => found,
        });
    }
}

fn row(table: &SdkTable, context: &mut Context<'_>) -> Option<SdkRow> {
    let row = &table.row.as_ref()?.value;
    let matrix = context.resolve(Kind::Matrix, row.matrix.as_ref());
    Some(SdkRow { matrix: matrix?, row: row.row.as_ref()?.value.clone() })
}

/// What only the call, its matrix and its error tables show together.
pub(super) fn check_against_tables(model: &mut Model, items: &Items, context: &mut Context<'_>) {
    let mut rows = Vec::new();
    for item in &items.sdks {
        let Some(sdk) = model.sdk(&item.name.value) else { continue };
        answers::check_constants(model, item, context);
        let (Some(row), Some(written)) = (&sdk.row, &item.table.row) else { continue };
        let Some(matrix) = model.matrix(&row.matrix) else { continue };
        rows.push((sdk.name.clone(), check_row(matrix, &written.value, &item.table, context)));
    }
    for (name, row) in rows {
        for sdk in model.sdks.iter_mut().filter(|sdk| sdk.name == name) {
            sdk.row = sdk.row.take().zip(row.clone()).map(|(known, row)| SdkRow { row, ..known });
        }
    }
}

/// Gives the row that was meant.
fn check_row(matrix: &Matrix, written: &SdkRowTable, table: &SdkTable, context: &mut Context<'_>) -> Option<String> {
    let name = written.row.as_ref()?;
    let Some(row) = matrix.row(&name.value) else {
        let known: Vec<_> = matrix.rows.iter().map(|row| row.name.as_str()).collect();
        let meant = nearest(&name.value, known.iter().copied());
        let message = format!("the matrix `{}` has no row `{}`", matrix.name, name.value);
        let found = Diagnostic::new(UNKNOWN_NAME, name.span, message).label("no row of this name");
        context.add(
            found.meant_among(&name.value, known.iter().copied()).help(format!("its rows are {}", listed(&known))),
        );
        return meant.map(str::to_owned);
    };
    let mut open = matrix.columns.iter().zip(&row.cells).filter(|(_, cell)| **cell != Support::No).peekable();
    if open.peek().is_none() && !matrix.columns.is_empty() {
        let message = format!("`{}` goes with no column of the matrix `{}`", row.name, matrix.name);
        let found = Diagnostic::new(MATRIX_ROW, name.span, message);
        context.add(found.label("this call could never be made"));
        return Some(row.name.clone());
    }
    match (&table.call, open.find(|(column, _)| column.call.is_none())) {
        (Some(call), None) => {
            let found = Diagnostic::new(CONTRADICTION, call.span, "`call` besides `row`: each column names its method");
            context.add(found.label("one of the two must go"));
        }
        (None, Some((column, _))) => {
            let message = format!("the column `{}` does not name its method, nor does the call", column.name);
            let found = Diagnostic::new(MISSING_KEY, name.span, message).label("no method for one of its columns");
            context.add(found.help("write `call` beside the column, or beside the row"));
        }
        _ => {}
    }
    Some(row.name.clone())
}
