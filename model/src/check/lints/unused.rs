//! Items that only serve others, and serve none.

use std::collections::BTreeSet;

use super::{Lints, own};
use crate::{
    check::context::{Item, Items, Kind},
    diagnostic::{Diagnostic, UNUSED_ITEM},
    model::{Field, Model, Reply, Sdk, Type},
    source::Located,
};

pub(super) fn look(model: &Model, items: &Items, lints: &mut Lints<'_, '_, '_>) {
    let used = used(model);
    let mut say = |kind, names: Vec<_>| say(kind, &names, &used, lints);
    say(Kind::Sign, names(&items.signs));
    say(Kind::Struct, names(&items.structs));
    say(Kind::Enum, names(&items.enums));
    say(Kind::TypeTable, names(&items.types));
    say(Kind::ErrorTable, names(&items.errors));
    say(Kind::Stages, names(&items.stages));
    say(Kind::Matrix, names(&items.matrices));
}

/// What serves others.
pub(in crate::check) const CAN_BE_USED: [Kind; 8] = [
    Kind::Gateway,
    Kind::Sign,
    Kind::Struct,
    Kind::Enum,
    Kind::TypeTable,
    Kind::ErrorTable,
    Kind::Stages,
    Kind::Matrix,
];

pub(in crate::check) type Used<'m> = BTreeSet<(Kind, &'m str)>;

fn names<T>(items: &[Item<T>]) -> Vec<&Located<String>> {
    own(items).map(|item| &item.name).collect()
}

fn say(kind: Kind, names: &[&Located<String>], used: &Used<'_>, lints: &mut Lints<'_, '_, '_>) {
    for name in names.iter().filter(|name| !used.contains(&(kind, &name.value))) {
        let message = format!("nothing uses the {} `{}`", kind.title(), name.value);
        lints.say(Diagnostic::new(UNUSED_ITEM, name.span, message).label("never used"));
    }
}

/// What other items refer to.
pub(in crate::check) fn used(model: &Model) -> Used<'_> {
    let mut used = Used::new();
    for gateway in &model.gateways {
        used.extend(named(Kind::Sign, gateway.sign.as_ref()));
        used.extend(named(Kind::ErrorTable, gateway.errors.as_ref()));
        used.extend(gateway.params.iter().filter_map(named_type));
    }
    for command in &model.commands {
        used.extend(named(Kind::Gateway, command.gateway.as_ref()));
        used.extend(command.params.iter().filter_map(named_type));
        used.extend(named_reply(&command.reply));
        used.extend(command.reply_code.iter().filter_map(|code| named(Kind::ErrorTable, code.errors.as_ref())));
    }
    for callback in &model.callbacks {
        used.extend(named(Kind::Sign, callback.sign.as_ref()));
        used.extend(callback.params.iter().filter_map(named_type));
    }
    for table in &model.tables {
        used.extend(named(Kind::Stages, table.stages.as_ref()));
        used.extend(table.fields.iter().filter_map(|field| named_type(&field.field)));
    }
    for table in &model.type_tables {
        let types = table.columns.iter().map(|column| &column.ty).chain(table.rows.iter().map(|row| &row.ty));
        used.extend(types.filter_map(name_in));
    }
    for item in &model.structs {
        // Whoever holds nothing but itself serves nobody.
        let others = item.fields.iter().filter_map(named_type).filter(|(_, name)| *name != item.name);
        used.extend(others);
    }
    used.extend(model.pages.iter().flat_map(|page| &page.params).filter_map(named_type));
    model.sdks.iter().for_each(|sdk| use_by_sdk(sdk, &mut used));
    used
}

fn use_by_sdk<'m>(sdk: &'m Sdk, used: &mut Used<'m>) {
    let answer = &sdk.answer;
    let detail = answer.detail.as_ref().and_then(|detail| detail.errors.as_ref());
    let tables = answer.errors.iter().chain(&answer.failures).chain(detail);
    used.extend(tables.map(|table| (Kind::ErrorTable, table.as_str())));
    used.extend(sdk.args.iter().chain(&sdk.bundle).filter_map(named_type));
    used.extend(answer.reply.as_ref().and_then(named_reply));
    used.extend(sdk.row.as_ref().map(|row| (Kind::Matrix, row.matrix.as_str())));
}

fn named(kind: Kind, name: Option<&String>) -> Option<(Kind, &str)> {
    name.map(|name| (kind, name.as_str()))
}

fn named_reply(reply: &Reply) -> Option<(Kind, &str)> {
    match reply {
        Reply::Struct(name) => Some((Kind::Struct, name)),
        Reply::Unknown => None,
    }
}

fn named_type(field: &Field) -> Option<(Kind, &str)> {
    name_in(&field.ty)
}

fn name_in(ty: &Type) -> Option<(Kind, &str)> {
    match ty {
        Type::Json(inner) | Type::List(inner) => name_in(inner),
        Type::Enum(name) => Some((Kind::Enum, name)),
        Type::Struct(name) => Some((Kind::Struct, name)),
        Type::Rows(name) => Some((Kind::TypeTable, name)),
        _ => None,
    }
}
