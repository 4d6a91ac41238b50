//! Structs: their fields, that none holds itself, and where each is used.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    context::{Context, Item, Items, is_camel},
    fields::{self, Holder},
    limits::innermost,
};
use crate::{
    diagnostic::{Diagnostic, EMPTY, RECURSION, TYPE_PLACE},
    model::{Field, Model, Reply, Struct, Type},
    source::{Located, Span},
    syntax::{FieldTable, Map, StructTable},
};

pub(super) fn lower(item: &Item<StructTable>, context: &mut Context<'_>) -> Struct {
    let Item { name, table, from_base } = item;
    context.check_form(name, is_camel, "a name such as `Address`");
    if let Some(fields) = table.fields.as_ref().filter(|fields| fields.value.is_empty()) {
        context.add(Diagnostic::new(EMPTY, fields.span, "a struct without fields").label("expected at least one"));
    }
    Struct {
        name: name.value.clone(),
        fields: fields::lower(table.fields.as_ref(), Holder::Struct, *from_base, context),
        in_request: false,
        in_reply: false,
        about: context.about(&table.texts, name.span, *from_base),
    }
}

/// A struct that holds itself other than in a list has no size. The field that closes the circle becomes unknown.
pub(super) fn check_recursion(model: &mut Model, items: &Items, context: &mut Context<'_>) {
    while let Some(name) = holding_itself(model) {
        if let Some(item) = items.structs.iter().find(|item| item.name.value == name) {
            let message = format!("the struct `{name}` holds itself");
            context
                .add(Diagnostic::new(RECURSION, item.name.span, message).label("expected a list somewhere on the way"));
        }
        for field in model.structs.iter_mut().filter(|item| item.name == name).flat_map(|item| &mut item.fields) {
            if matches!(field.ty, Type::Struct(_)) {
                field.ty = Type::Unknown;
            }
        }
    }
}

/// Which structs each struct holds, other than in lists.
type Held<'m> = BTreeMap<&'m str, BTreeSet<&'m str>>;

/// The first struct that holds itself. However many ways lead from one struct to another, each is looked at once.
fn holding_itself(model: &Model) -> Option<String> {
    let mut held: Held<'_> = model.structs.iter().map(|item| (item.name.as_str(), BTreeSet::new())).collect();
    for item in &model.structs {
        let inner = item.fields.iter().filter_map(|field| match &field.ty {
            Type::Struct(name) => Some(name.as_str()),
            _ => None,
        });
        let known: BTreeSet<_> = inner.filter(|name| held.contains_key(name)).collect();
        held.insert(&item.name, known);
    }
    let suspects = not_sized(&held);
    let mut names = model.structs.iter().map(|item| item.name.as_str()).filter(|name| suspects.contains(name));
    names.find(|name| reaches_itself(name, &held)).map(str::to_owned)
}

/// The structs whose size cannot be told: those on a circle, and those that hold one of them.
fn not_sized<'m>(held: &Held<'m>) -> BTreeSet<&'m str> {
    let mut holders: Held<'m> = Held::new();
    for (holder, inner) in held {
        for name in inner {
            holders.entry(name).or_default().insert(holder);
        }
    }
    let mut waiting: BTreeMap<&str, usize> = held.iter().map(|(name, inner)| (*name, inner.len())).collect();
    let mut sized: Vec<&str> = waiting.iter().filter(|(_, count)| **count == 0).map(|(name, _)| *name).collect();
    while let Some(name) = sized.pop() {
        waiting.remove(name);
        for holder in holders.get(name).into_iter().flatten() {
            if let Some(count) = waiting.get_mut(holder) {
                *count -= 1;
                if *count == 0 {
                    sized.push(holder);
                }
            }
        }
    }
    waiting.into_keys().collect()
}

fn reaches_itself(name: &str, held: &Held<'_>) -> bool {
    let inner = |name: &str| held.get(name).into_iter().flatten();
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    let mut ahead: Vec<&str> = inner(name).copied().collect();
    while let Some(next) = ahead.pop() {
        if next == name {
            return true;
        }
        if seen.insert(next) {
            ahead.extend(inner(next));
        }
    }
    false
}

#[derive(Clone, Copy, PartialEq)]
enum Use {
    Request,
    Reply,
}

/// Marks what requests and replies hold. A base was generated without knowing who builds on it, so a struct of it can
/// be used only the way it uses it itself; an own struct that nothing uses can do both.
pub(super) fn mark_use(model: &mut Model, items: &Items, context: &mut Context<'_>) {
    mark_used_by(model, true);
    let of_base: Vec<(String, bool, bool)> = model
        .structs
        .iter()
        .filter(|item| item.about.from_base)
        .map(|item| (item.name.clone(), item.in_request, item.in_reply))
        .collect();
    mark_used_by(model, false);
    for (name, in_request, in_reply) in of_base {
        let Some(item) = model.struct_(&name) else { continue };
        let unused = !in_request && !in_reply;
        if unused || (item.in_request, item.in_reply) == (in_request, in_reply) {
            continue;
        }
        let way = if in_request { "requests" } else { "replies" };
        let message = format!("the base uses its struct `{name}` in {way} alone");
        let place = first_use(items, &name);
        let found = Diagnostic::new(TYPE_PLACE, place, message).label("used the other way");
        context.add(found.help("define a struct of your own"));
    }
    check_replies(model, items, context);
    for item in &mut model.structs {
        if !item.in_request && !item.in_reply {
            (item.in_request, item.in_reply) = (true, true);
        }
    }
}

/// Rows are written, never read. A struct that nothing uses and that holds rows is for requests.
fn check_replies(model: &mut Model, items: &Items, context: &mut Context<'_>) {
    let holding = holding_rows(model);
    for item in model.structs.iter_mut().filter(|item| holding.contains(&item.name)) {
        if core::mem::replace(&mut item.in_reply, false) {
            let place = items.structs.iter().find(|known| known.name.value == item.name).map(|known| known.name.span);
            let message = format!("`{}` is a reply and holds rows of a type table", item.name);
            context.add(Diagnostic::new(TYPE_PLACE, place, message).label("rows can be sent, not received"));
        }
        item.in_request = true;
    }
}

/// The structs that hold rows, however deep.
fn holding_rows(model: &Model) -> BTreeSet<String> {
    let mut holding = BTreeSet::new();
    loop {
        let before = holding.len();
        for item in &model.structs {
            let holds = |field: &Field| match innermost(&field.ty) {
                Type::Rows(_) => true,
                Type::Struct(name) => holding.contains(name),
                _ => false,
            };
            if item.fields.iter().any(holds) {
                holding.insert(item.name.clone());
            }
        }
        if holding.len() == before {
            return holding;
        }
    }
}

fn mark_used_by(model: &mut Model, base: bool) {
    let mut used = Vec::new();
    for gateway in model.gateways.iter().filter(|gateway| gateway.about.from_base == base) {
        used.extend(gateway.params.iter().map(|field| (field.ty.clone(), Use::Request)));
    }
    for command in model.commands.iter().filter(|command| command.about.from_base == base) {
        used.extend(command.params.iter().map(|field| (field.ty.clone(), Use::Request)));
        if let Reply::Struct(name) = &command.reply {
            used.push((Type::Struct(name.clone()), Use::Reply));
        }
    }
    for sdk in model.sdks.iter().filter(|sdk| sdk.about.from_base == base) {
        used.extend(sdk.args.iter().chain(&sdk.bundle).map(|field| (field.ty.clone(), Use::Request)));
        if let Some(Reply::Struct(name)) = &sdk.answer.reply {
            used.push((Type::Struct(name.clone()), Use::Reply));
        }
    }
    for page in model.pages.iter().filter(|page| page.about.from_base == base) {
        used.extend(page.params.iter().map(|field| (field.ty.clone(), Use::Request)));
    }
    // One's own side may be either end of a callback.
    for callback in model.callbacks.iter().filter(|callback| callback.about.from_base == base) {
        let types = callback.params.iter().map(|field| field.ty.clone());
        used.extend(types.flat_map(|ty| [(ty.clone(), Use::Request), (ty, Use::Reply)]));
    }
    for (ty, way) in used {
        mark(model, &ty, way);
    }
}

fn mark(model: &mut Model, ty: &Type, way: Use) {
    let mut ahead = vec![ty.clone()];
    while let Some(ty) = ahead.pop() {
        match ty {
            Type::Json(inner) | Type::List(inner) => ahead.push(*inner),
            Type::Struct(name) => {
                let Some(item) = model.structs.iter_mut().find(|item| item.name == name) else { continue };
                let marked = if way == Use::Request { &mut item.in_request } else { &mut item.in_reply };
                if !core::mem::replace(marked, true) {
                    ahead.extend(item.fields.iter().map(|field| field.ty.clone()));
                }
            }
            _ => {}
        }
    }
}

/// Where own items name the struct, directly or as a reply.
fn first_use(items: &Items, name: &str) -> Option<Span> {
    fn own<T>(items: &[Item<T>]) -> impl Iterator<Item = &T> {
        items.iter().filter(|item| !item.from_base).map(|item| &item.table)
    }
    let of_commands = own(&items.commands)
        .flat_map(|table| types_in(table.params.as_ref()).chain(table.reply.as_ref().map(reply_at)));
    let of_sdks = own(&items.sdks).flat_map(|table| {
        let reply = table.answer.as_ref().and_then(|answer| answer.value.reply.as_ref());
        types_in(table.args.as_ref()).chain(types_in(table.bundle.as_ref())).chain(reply.map(reply_at))
    });
    let of_pages = own(&items.pages).flat_map(|table| types_in(table.params.as_ref()));
    let of_callbacks = own(&items.callbacks).flat_map(|table| types_in(table.params.as_ref()));
    let mut places = of_commands.chain(of_sdks).chain(of_pages).chain(of_callbacks);
    let found = places.find(|(ty, _)| ty.rsplit(':').next() == Some(name)).map(|(_, span)| span);
    found.or_else(|| items.structs.iter().find(|item| !item.from_base).map(|item| item.name.span))
}

fn types_in(fields: Option<&Located<Map<FieldTable>>>) -> impl Iterator<Item = (&str, Span)> {
    let types = fields.into_iter().flat_map(|fields| &fields.value).filter_map(|(_, field)| field.ty.as_ref());
    types.map(|ty| (ty.value.0.as_str(), ty.span))
}

fn reply_at(reply: &Located<String>) -> (&str, Span) {
    (&reply.value, reply.span)
}
