//! The apps of a callback: what ties it to tables of records.

use super::context::{Context, Item, Items, Kind};
use crate::{
    callback::payload,
    diagnostic::{CALLBACK_APPS, Diagnostic, REFERENCE, UNKNOWN_NAME},
    model::{Callback, CallbackApps, KnownRecords, Model, Table},
    source::Located,
    syntax::{CallbackAppsTable, RecordsTable},
};

/// The tables by name; their fields are looked at when all tables are understood.
pub(super) fn lower(table: &CallbackAppsTable, context: &mut Context<'_>) -> Option<CallbackApps> {
    let written = table.known.iter().flat_map(|known| &known.value);
    let known = written.filter_map(|(field, name)| {
        let table = context.resolve(Kind::Table, Some(name))?;
        Some(KnownRecords { field: field.value.clone(), table, owner: String::new() })
    });
    let known = known.collect();
    let secret = table.secret.as_ref().map(|secret| secret.value.clone()).unwrap_or_default();
    Some(CallbackApps { table: context.resolve(Kind::Table, table.table.as_ref())?, secret, known })
}

/// What only the callback and its tables show together.
pub(super) fn check_against_tables(model: &mut Model, items: &Items, context: &mut Context<'_>) {
    for item in items.callbacks.iter().filter(|item| !item.from_base) {
        let Some(written) = &item.table.apps else { continue };
        let Some(callback) = model.callback(&item.name.value) else { continue };
        let Some(apps) = &callback.apps else { continue };
        check_names(model, items, callback, &written.value, context);
        check_secret(model, apps, &written.value, context);
        check_known(model, callback, &written.value, context);
    }
    for index in 0..model.callbacks.len() {
        let owners = model.callbacks.get(index).map(|callback| owners(model, callback)).unwrap_or_default();
        let Some(apps) = model.callbacks.get_mut(index).and_then(|callback| callback.apps.as_mut()) else { continue };
        for (known, owner) in apps.known.iter_mut().zip(owners) {
            known.owner = owner;
        }
    }
}

fn check_names(
    model: &Model,
    items: &Items,
    callback: &Callback,
    written: &CallbackAppsTable,
    context: &mut Context<'_>,
) {
    let table = callback.apps.as_ref().and_then(|apps| items.tables.iter().find(|item| item.name.value == apps.table));
    if let (Some(secret), Some(table)) = (&written.secret, table) {
        let title = format!("the table `{}`", table.name.value);
        check_name(secret, &title, &written_fields(table), context);
    }
    let Some(item) = payload(model, callback) else { return };
    let fields: Vec<_> = item.fields.iter().map(|field| field.name.as_str()).collect();
    for (field, _) in written.known.iter().flat_map(|known| &known.value) {
        check_name(field, &format!("`{}`", item.name), &fields, context);
    }
}

/// A field that is written and cannot be read is reported where it is.
fn written_fields(table: &Item<RecordsTable>) -> Vec<&str> {
    table.table.fields.iter().flat_map(|fields| &fields.value).map(|(name, _)| name.value.as_str()).collect()
}

fn check_name(name: &Located<String>, title: &str, known: &[&str], context: &mut Context<'_>) {
    if known.is_empty() || known.contains(&name.value.as_str()) {
        return;
    }
    let found = Diagnostic::new(UNKNOWN_NAME, name.span, format!("{title} has no field `{}`", name.value));
    context.add(found.label("unknown field").meant_among(&name.value, known.iter().copied()));
}

/// With whatever else is wrong, what is missing here may be what was misspelt there.
fn check_secret(model: &Model, apps: &CallbackApps, written: &CallbackAppsTable, context: &mut Context<'_>) {
    let (Some(secret), Some(table)) = (&written.secret, model.table(&apps.table)) else { return };
    let Some(field) = table.fields.iter().find(|field| field.field.name == secret.value) else { return };
    let message = if table.key == secret.value {
        format!("the key of `{}` is no secret", table.name)
    } else if !(field.generated && field.field.secret) {
        format!("`{}` is not a secret that is made for each record", secret.value)
    } else {
        return;
    };
    if context.has_no_findings() {
        let found = Diagnostic::new(CALLBACK_APPS, secret.span, message);
        context.add(found.label("expected a field with generated = true and secret = true"));
    }
}

fn check_known(model: &Model, callback: &Callback, written: &CallbackAppsTable, context: &mut Context<'_>) {
    let (Some(apps), Some(item)) = (&callback.apps, payload(model, callback)) else { return };
    for (name, table) in written.known.iter().flat_map(|known| &known.value) {
        let field = item.fields.iter().find(|field| field.name == name.value);
        let Some(records) = model.table(&table.value) else { continue };
        let Some(key) = records.fields.iter().find(|field| field.field.name == records.key) else { continue };
        if !context.has_no_findings() {
            return;
        }
        if field.is_some_and(|field| field.ty != key.field.ty) {
            let message = format!("`{}.{}` cannot hold a key of `{}`", item.name, name.value, records.name);
            context.add(Diagnostic::new(REFERENCE, name.span, message).label("expected the type of the key"));
        } else if referring(records, &apps.table).count() != 1 {
            let message = format!("`{}` does not say to which record of `{}` one belongs", records.name, apps.table);
            let label = format!("expected a table of which one field has references = \"{}\"", apps.table);
            context.add(Diagnostic::new(CALLBACK_APPS, table.span, message).label(label));
        }
    }
}

/// For each of the tables that list values, the field that refers to the app.
fn owners(model: &Model, callback: &Callback) -> Vec<String> {
    let Some(apps) = &callback.apps else { return Vec::new() };
    let owner = |known: &KnownRecords| {
        let table = model.table(&known.table)?;
        referring(table, &apps.table).next().map(str::to_owned)
    };
    apps.known.iter().map(|known| owner(known).unwrap_or_default()).collect()
}

fn referring<'m>(table: &'m Table, to: &'m str) -> impl Iterator<Item = &'m str> {
    let fields = table.fields.iter().filter(move |field| field.references.as_deref() == Some(to));
    fields.map(|field| field.field.name.as_str())
}
