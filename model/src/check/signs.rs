//! Sign schemes.

use qq_cgi_wire::{Digest, Encoding, Order, Output, Pairs, Part, RawForm, SignScheme};

use super::context::{Context, Item, Items, is_key, is_wire_name};
use crate::{
    diagnostic::{DUPLICATE, Diagnostic, EMPTY, SIGN_ACCEPT, SIGN_PARTS, UNKNOWN_NAME},
    model::{Model, Origin, Sign},
    source::Located,
    suggest::{listed, nearest},
    syntax::{DigestWord, EncodeWord, OrderWord, OutputWord, PairsTable, PartTable, RawFormWord, SignTable},
};

pub(super) fn lower(item: &Item<SignTable>, context: &mut Context<'_>) -> Sign {
    let Item { name, table, from_base } = item;
    context.check_form(name, is_key, "a name such as `relay`");
    if let Some(param) = &table.param {
        context.check_form(param, is_wire_name, "a parameter's name");
    }
    let mut parts = Vec::new();
    for part in table.parts.iter().flat_map(|parts| &parts.value) {
        parts.extend(lower_part(part, context));
    }
    check_parts(table, &parts, context);
    let scheme = SignScheme {
        param: table.param.as_ref().map(|param| param.value.clone()).unwrap_or_default().into(),
        digest: match table.digest.as_ref().map(|digest| digest.value) {
            Some(DigestWord::Md5) | None => Digest::Md5,
        },
        output: match table.output.as_ref().map(|output| output.value) {
            Some(OutputWord::LowerHex) | None => Output::LowerHex,
            Some(OutputWord::UpperHex) => Output::UpperHex,
        },
        source: parts.into(),
    };
    let accept = accept(table, context);
    Sign { name: name.value.clone(), scheme, accept, about: context.about(&table.texts, name.span, *from_base) }
}

fn lower_part(part: &Located<PartTable>, context: &mut Context<'_>) -> Option<Part> {
    let Located { value: table, span } = part;
    let flag = |flag: &Option<Located<bool>>, part: Part| flag.as_ref().filter(|flag| flag.value).map(|_| part);
    let text = |text: &Option<Located<String>>| text.as_ref().map(|text| text.value.clone().into());
    let given = [
        flag(&table.secret, Part::Secret),
        flag(&table.method, Part::Method),
        flag(&table.path, Part::Path),
        text(&table.literal).map(Part::Literal),
        text(&table.param).map(Part::Param),
        table.pairs.as_ref().map(|pairs| Part::Pairs(lower_pairs(&pairs.value))),
    ];
    let mut given = given.into_iter().flatten();
    let first = given.next();
    if first.is_none() || given.next().is_some() {
        let found = Diagnostic::new(SIGN_PARTS, *span, "a part of a source string is exactly one thing");
        context.add(found.label("expected one of secret, literal, param, method, path, pairs"));
        return None;
    }
    first
}

/// The forms under which a received sign is accepted; raw alone unless given.
fn accept(table: &SignTable, context: &mut Context<'_>) -> Vec<RawForm> {
    let mut accept = Vec::new();
    let mut first = None;
    for Located { value: part, .. } in table.parts.iter().flat_map(|parts| &parts.value) {
        let Some(forms) = &part.accept else { continue };
        if part.param.is_none() {
            let found = Diagnostic::new(SIGN_ACCEPT, forms.span, "only a parameter's value comes in several forms");
            context.add(found.label("expected beside `param`"));
        }
        if let Some(first) = first {
            let found = Diagnostic::new(SIGN_ACCEPT, forms.span, "the accepted forms are listed twice");
            context.add(found.label("one list is for the whole scheme").other(first, "the first"));
        }
        if forms.value.is_empty() {
            let found = Diagnostic::new(EMPTY, forms.span, "no form is accepted, so that no sign would be right");
            context.add(found.label("expected raw or raw+lf"));
        }
        first = first.or(Some(forms.span));
        for word in &forms.value {
            let form = match word.value {
                RawFormWord::Raw => RawForm::Raw,
                RawFormWord::RawLineFeed => RawForm::RawLineFeed,
            };
            if accept.contains(&form) {
                let found = Diagnostic::new(DUPLICATE, word.span, "this form is listed twice");
                context.add(found.label("listed before"));
            } else {
                accept.push(form);
            }
        }
    }
    if accept.is_empty() { vec![RawForm::Raw] } else { accept }
}

fn lower_pairs(table: &PairsTable) -> Pairs {
    let text = |text: &Option<Located<String>>| text.as_ref().map(|text| text.value.clone()).unwrap_or_default().into();
    Pairs {
        order: match table.order.as_ref().map(|order| order.value) {
            Some(OrderWord::Bytes) | None => Order::Bytes,
        },
        before: text(&table.before),
        between: text(&table.between),
        separator: text(&table.separator),
        encode: match table.encode.as_ref().map(|encode| encode.value) {
            Some(EncodeWord::Percent) => Encoding::Percent,
            Some(EncodeWord::None) | None => Encoding::None,
        },
        exclude: table.exclude.iter().flat_map(|names| &names.value).map(|name| name.value.clone().into()).collect(),
    }
}

fn check_parts(table: &SignTable, parts: &[Part], context: &mut Context<'_>) {
    let Some(written) = &table.parts else { return };
    if written.value.is_empty() {
        context.add(Diagnostic::new(EMPTY, written.span, "a sign scheme without parts").label("expected at least one"));
    } else if parts.len() == written.value.len() && !parts.contains(&Part::Secret) {
        let found =
            Diagnostic::new(SIGN_PARTS, written.span, "the sign depends on no secret, so that anybody can make it");
        context.add(found.label("expected a part { secret = true }"));
    }
}

/// A parameter that a scheme names must be one of a gateway that uses the scheme, or of its commands, or of a callback.
pub(super) fn check_names(model: &Model, items: &Items, context: &mut Context<'_>) {
    if !context.is_complete() {
        return;
    }
    for item in items.signs.iter().filter(|item| !item.from_base) {
        let users: Vec<_> =
            model.gateways.iter().filter(|gateway| gateway.sign.as_ref() == Some(&item.name.value)).collect();
        let callbacks = || model.callbacks.iter().filter(|callback| callback.sign.as_ref() == Some(&item.name.value));
        if users.is_empty() && callbacks().next().is_none() {
            continue;
        }
        let carried = model
            .commands
            .iter()
            .filter(|command| users.iter().any(|gateway| command.gateway.as_ref() == Some(&gateway.name)));
        let known: Vec<&str> = users
            .iter()
            .flat_map(|gateway| &gateway.params)
            .chain(carried.flat_map(|command| &command.params))
            .chain(callbacks().flat_map(|callback| &callback.params))
            .map(|field| field.name.as_str())
            .collect();
        check_carriers(&item.table, &carriers(model, &item.name.value), context);
        for name in mentioned(&item.table).filter(|name| !known.contains(&name.value.as_str())) {
            let message = format!("no signed request has the parameter `{}`", name.value);
            let found = Diagnostic::new(UNKNOWN_NAME, name.span, message).label("unknown parameter");
            let help = format!("the parameters are {}", listed(&each_once(&known)));
            context.add(found.meant_among(&name.value, known.iter().copied()).or_help(help));
        }
    }
}

fn each_once<'n>(names: &[&'n str]) -> Vec<&'n str> {
    let mut once = Vec::new();
    for name in names {
        if !once.contains(name) {
            once.push(*name);
        }
    }
    once
}

/// The parameters in which users of a scheme carry its sign.
fn carriers<'m>(model: &'m Model, scheme: &str) -> Vec<&'m str> {
    let uses = |sign: &Option<String>| sign.as_deref() == Some(scheme);
    let of_gateways = model.gateways.iter().filter(|gateway| uses(&gateway.sign)).flat_map(|gateway| &gateway.params);
    let of_callbacks =
        model.callbacks.iter().filter(|callback| uses(&callback.sign)).flat_map(|callback| &callback.params);
    let fields = of_gateways.chain(of_callbacks).filter(|field| field.origin == Origin::Sign);
    fields.map(|field| field.name.as_str()).collect()
}

/// Whether the name that a scheme gives to the parameter with its sign is itself the mistake: nobody carries it there.
pub(super) fn nobody_carries(model: &Model, sign: &Sign) -> bool {
    !sign.about.from_base && !carriers(model, &sign.name).iter().any(|carrier| *carrier == sign.scheme.param)
}

/// Whoever uses a scheme carries the sign in its parameter; where nobody does, the scheme's own name is the mistake.
fn check_carriers(table: &SignTable, carriers: &[&str], context: &mut Context<'_>) {
    let Some(param) =
        table.param.as_ref().filter(|param| !carriers.is_empty() && !carriers.contains(&param.value.as_str()))
    else {
        return;
    };
    let message = format!("no signed request carries its sign in `{}`", param.value);
    let found = Diagnostic::new(UNKNOWN_NAME, param.span, message).label("unknown parameter");
    let found = found.meant(nearest(&param.value, carriers.iter().copied()));
    context.add(found.help(format!("the sign is carried by {}", listed(carriers))));
}

fn mentioned(table: &SignTable) -> impl Iterator<Item = &Located<String>> {
    table.parts.iter().flat_map(|parts| &parts.value).flat_map(|part| {
        let excluded = part.value.pairs.iter().flat_map(|pairs| &pairs.value.exclude).flat_map(|names| &names.value);
        part.value.param.iter().chain(excluded)
    })
}
