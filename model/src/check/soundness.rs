//! Which items have a mistake in them: what rests on one of those is not looked at further.

use std::collections::BTreeSet;

use super::context::{Context, Item, Items, Kind};
use crate::{
    model::{Callback, Command, Field, Model, Page, Type},
    source::Span,
};

/// The items in which something is wrong.
pub(super) struct Unsound(BTreeSet<(Kind, String)>);

impl Unsound {
    /// A finding belongs to the item whose name stands last before it in its file.
    pub(super) fn of(items: &Items, context: &Context<'_>) -> Self {
        let owners = Owners::of(items);
        Self(context.found_at().filter_map(|found| owners.owner(found)).collect())
    }

    /// Whether nothing is wrong with a command and all that its requests rest on.
    pub(super) fn spares(&self, command: &Command, model: &Model) -> bool {
        let Some(gateway) = model.gateway_of(command) else { return false };
        let sign = gateway.sign.as_ref().map(|sign| (Kind::Sign, sign.clone()));
        let needs = vec![(Kind::Command, command.name.clone()), (Kind::Gateway, gateway.name.clone())];
        self.spares_all(needs.into_iter().chain(sign), model.wire_params(command), model)
    }

    /// Whether nothing is wrong with a page and all that its URL rests on.
    pub(super) fn spares_page(&self, page: &Page, model: &Model) -> bool {
        self.spares_all([(Kind::Page, page.name.clone())], page.params.iter(), model)
    }

    /// Whether nothing is wrong with a callback and all that it rests on.
    pub(super) fn spares_callback(&self, callback: &Callback, model: &Model) -> bool {
        let Some(sign) = callback.sign.clone() else { return false };
        let needs = [(Kind::Callback, callback.name.clone()), (Kind::Sign, sign)];
        self.spares_all(needs, callback.params.iter(), model)
    }

    fn spares_all<'m>(
        &self,
        needs: impl IntoIterator<Item = (Kind, String)>,
        fields: impl Iterator<Item = &'m Field>,
        model: &'m Model,
    ) -> bool {
        let mut needs: Vec<_> = needs.into_iter().collect();
        let mut known = true;
        collect(fields, model, &mut needs, &mut known);
        known && needs.iter().all(|need| !self.0.contains(need))
    }
}

/// In which item a place is.
pub(super) struct Owners(Vec<(Span, Kind, String)>);

impl Owners {
    pub(super) fn of(items: &Items) -> Self {
        let mut places = places(items);
        places.sort_unstable();
        Self(places)
    }

    /// The item whose name stands last before a place in its file.
    pub(super) fn owner(&self, found: Span) -> Option<(Kind, String)> {
        let before = self.0.partition_point(|(place, ..)| (place.file, place.start) <= (found.file, found.end));
        let (place, kind, name) = self.0.get(before.checked_sub(1)?)?;
        (place.file == found.file).then(|| (*kind, name.clone()))
    }
}

fn places(items: &Items) -> Vec<(Span, Kind, String)> {
    fn of<T>(kind: Kind, items: &[Item<T>]) -> impl Iterator<Item = (Span, Kind, String)> {
        items.iter().map(move |item| (item.name.span, kind, item.name.value.clone()))
    }
    of(Kind::Gateway, &items.gateways)
        .chain(of(Kind::Sign, &items.signs))
        .chain(of(Kind::Command, &items.commands))
        .chain(of(Kind::Struct, &items.structs))
        .chain(of(Kind::Enum, &items.enums))
        .chain(of(Kind::TypeTable, &items.types))
        .chain(of(Kind::ErrorTable, &items.errors))
        .chain(of(Kind::Page, &items.pages))
        .chain(of(Kind::Callback, &items.callbacks))
        .chain(of(Kind::Table, &items.tables))
        .chain(of(Kind::Stages, &items.stages))
        .chain(of(Kind::Sdk, &items.sdks))
        .chain(of(Kind::Matrix, &items.matrices))
        .chain(of(Kind::Note, &items.notes))
        .collect()
}

fn collect<'m>(
    fields: impl Iterator<Item = &'m Field>,
    model: &'m Model,
    needs: &mut Vec<(Kind, String)>,
    known: &mut bool,
) {
    for field in fields {
        collect_type(&field.ty, model, needs, known);
    }
}

fn collect_type(ty: &Type, model: &Model, needs: &mut Vec<(Kind, String)>, known: &mut bool) {
    let need = match ty {
        Type::Unknown => return *known = false,
        Type::Json(inner) | Type::List(inner) => return collect_type(inner, model, needs, known),
        Type::Enum(name) => (Kind::Enum, name),
        Type::Struct(name) => (Kind::Struct, name),
        Type::Rows(name) => (Kind::TypeTable, name),
        _ => return,
    };
    let need = (need.0, need.1.clone());
    if needs.contains(&need) {
        return;
    }
    let (kind, name) = need.clone();
    needs.push(need);
    match kind {
        Kind::Struct => {
            let fields = model.struct_(&name).map(|item| item.fields.as_slice()).unwrap_or_default();
            collect(fields.iter(), model, needs, known);
        }
        Kind::TypeTable => {
            for row in model.type_table(&name).map(|table| table.rows.as_slice()).unwrap_or_default() {
                collect_type(&row.ty, model, needs, known);
            }
        }
        _ => {}
    }
}
