//! Tables of records.

use super::{
    context::{Context, Item, Items, Kind, is_key},
    fields::{self, Holder},
};
use crate::{
    diagnostic::{CONTRADICTION, Diagnostic, EMPTY, REFERENCE, TYPE_PLACE, UNKNOWN_NAME},
    model::{Field, Find, Model, RecordField, Table, Type},
    naming,
    source::{Located, Span},
    suggest::nearest,
    syntax::{FieldTable, FindWord, RecordFieldTable, RecordsTable},
};

pub(super) fn lower(item: &Item<RecordsTable>, context: &mut Context<'_>) -> Table {
    let Item { name, table, from_base } = item;
    context.check_form(name, is_key, "a name such as `app`");
    if let Some(fields) = table.fields.as_ref().filter(|fields| fields.value.is_empty()) {
        let found = Diagnostic::new(EMPTY, fields.span, "a table of records without fields");
        context.add(found.label("expected at least one"));
    }
    let key = key(table, context);
    Table {
        name: name.value.clone(),
        rust: context.rust_name(table.rust.as_ref(), name, naming::camel_case),
        stages: context.resolve(Kind::Stages, table.stages.as_ref()),
        fields: lower_fields(table, &key, *from_base, context),
        key,
        about: context.about(&table.texts, name.span, *from_base),
    }
}

/// The field by which a record is known, or the one that was probably meant.
fn key(table: &RecordsTable, context: &mut Context<'_>) -> String {
    let Some(key) = &table.key else { return String::new() };
    let names = || written(table).iter().map(|(name, _)| name.value.as_str());
    if written(table).is_empty() || names().any(|name| name == key.value) {
        return key.value.clone();
    }
    let meant = nearest(&key.value, names());
    let found = Diagnostic::new(UNKNOWN_NAME, key.span, format!("no field `{}` for the key", key.value));
    context.add(found.label("expected a field of this table").meant_among(&key.value, names()));
    meant.unwrap_or(&key.value).to_owned()
}

fn lower_fields(table: &RecordsTable, key: &str, from_base: bool, context: &mut Context<'_>) -> Vec<RecordField> {
    let plain = table.fields.as_ref().map(|fields| Located {
        value: fields.value.iter().map(|(name, field)| (name.clone(), plain_field(field))).collect(),
        span: fields.span,
    });
    let plain = fields::lower(plain.as_ref(), Holder::Record, from_base, context);
    plain
        .into_iter()
        .filter_map(|field| {
            let (_, table) = written(table).iter().find(|(name, _)| name.value == field.name)?;
            Some(lower_field(field, table, key, context))
        })
        .collect()
}

fn lower_field(field: Field, table: &RecordFieldTable, key: &str, context: &mut Context<'_>) -> RecordField {
    check_contradictions(table, field.name == key, context);
    let references = context.resolve(Kind::Table, table.references.as_ref());
    if let Some(find) = &table.find
        && find.value == FindWord::Fuzzy
        && !matches!(field.ty, Type::Text | Type::Unknown)
    {
        let found = Diagnostic::new(TYPE_PLACE, find.span, "only a string is found by a part of it");
        context.add(found.label("expected \"exact\", or the type \"string\""));
    }
    RecordField {
        generated: is(table.generated.as_ref()),
        immutable: is(table.immutable.as_ref()) || field.name == key,
        references,
        find: table.find.as_ref().map(|find| match find.value {
            FindWord::Exact => Find::Exact,
            FindWord::Fuzzy => Find::Fuzzy,
        }),
        field,
    }
}

fn check_contradictions(table: &RecordFieldTable, is_key: bool, context: &mut Context<'_>) {
    let mut refuse = |key: Option<&Located<bool>>, wrong: bool, message: &str| {
        if let (Some(Located { value: false, span }), true) = (key, wrong) {
            context.add(Diagnostic::new(CONTRADICTION, *span, message).label("one of the two must go"));
        }
    };
    refuse(table.required.as_ref(), is_key, "`required = false` of the key");
    refuse(
        table.required.as_ref(),
        !is_key && is(table.generated.as_ref()),
        "`required = false` of a value that the administration makes",
    );
    refuse(table.immutable.as_ref(), is_key, "`immutable = false` of the key, which never changes");
}

/// A field that holds another table's key has that key's type.
pub(super) fn check_references(model: &Model, items: &Items, context: &mut Context<'_>) {
    for item in &items.tables {
        let Some(table) = model.table(&item.name.value) else { continue };
        for field in &table.fields {
            let Some(other) = field.references.as_ref().and_then(|other| model.table(other)) else { continue };
            let Some(key) = other.fields.iter().find(|field| field.field.name == other.key) else { continue };
            let (own, keys) = (&field.field.ty, &key.field.ty);
            let span = type_span(&item.table, &field.field.name);
            // A type that is wrong by itself is reported where it is, and once.
            let is_reported = span.is_some_and(|span| context.found_at().any(|found| found == span));
            if own == keys || [own, keys].contains(&&Type::Unknown) || is_reported {
                continue;
            }
            let message = format!("`{}` cannot hold a key of `{}`", field.field.name, other.name);
            let found = Diagnostic::new(REFERENCE, span, message).label("expected the type of the key");
            let keys = items.tables.iter().find(|known| known.name.value == other.name);
            context.add(match keys.and_then(|known| type_span(&known.table, &other.key)) {
                Some(span) => found.other(span, "the key"),
                None => found,
            });
        }
    }
}

fn type_span(table: &RecordsTable, name: &str) -> Option<Span> {
    let (_, field) = written(table).iter().find(|(known, _)| known.value == name)?;
    field.ty.as_ref().map(|ty| ty.span)
}

fn written(table: &RecordsTable) -> &[(Located<String>, RecordFieldTable)] {
    table.fields.as_ref().map(|fields| fields.value.as_slice()).unwrap_or_default()
}

fn is(key: Option<&Located<bool>>) -> bool {
    key.is_some_and(|key| key.value)
}

/// What a field of a record has in common with a struct's.
fn plain_field(table: &RecordFieldTable) -> FieldTable {
    FieldTable {
        texts: table.texts.clone(),
        ty: table.ty.clone(),
        rust: table.rust.clone(),
        required: table.required,
        secret: table.secret,
        min: table.min,
        max: table.max,
        min_chars: table.min_chars,
        max_chars: table.max_chars,
        non_empty: table.non_empty,
        from: None,
        value: None,
        default: None,
        flatten: None,
        missing_code: None,
        quoted: None,
        key: None,
        keeps: None,
        sample: None,
        min_items: None,
        max_items: None,
        https_only: None,
    }
}
