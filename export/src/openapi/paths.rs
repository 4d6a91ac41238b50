//! Commands as operations at paths.

use std::collections::BTreeSet;

use qq_cgi_model::model::{Command, Gateway, path_of};
use serde_json::{Value, json};

use super::{
    answers,
    context::{Context, source_of},
    examples,
    ids::Ids,
    object::Object,
    params, schemas,
};

/// All path items, gateway by gateway, in the order of the spec.
pub(super) fn all(context: &Context<'_>, ids: &mut Ids) -> Value {
    let mut items = Object::new();
    for gateway in context.gateways() {
        for command in context.commands_of(gateway) {
            for place in places(gateway, command.path.as_deref()) {
                let key = key(context, &place.path, command);
                items = items.with(&key, path_item(context, gateway, command, &place, ids));
            }
        }
    }
    items.into()
}

/// The origins of all gateways. Each path item names its own.
pub(super) fn servers(context: &Context<'_>) -> Value {
    let mut origins: Vec<&str> = Vec::new();
    for url in context.gateways().flat_map(|gateway| &gateway.urls) {
        let origin = origin_of(url);
        if !origins.contains(&origin) {
            origins.push(origin);
        }
    }
    servers_of(&origins)
}

/// Whether any path is that of several commands.
pub(super) fn shared(context: &Context<'_>) -> bool {
    let paths = context.gateways().flat_map(|gateway| {
        let commands = context.commands_of(gateway);
        commands.flat_map(|command| places(gateway, command.path.as_deref())).map(|place| place.path)
    });
    let mut known = BTreeSet::new();
    paths.into_iter().any(|path| !known.insert(path))
}

/// A path and the origins at which it is.
struct Place<'m> {
    path: String,
    origins: Vec<&'m str>,
}

/// A gateway's URLs by their paths: one place, unless the paths differ.
fn places<'m>(gateway: &'m Gateway, own: Option<&str>) -> Vec<Place<'m>> {
    let mut places: Vec<Place<'_>> = Vec::new();
    for url in &gateway.urls {
        let path = path_of(&format!("{url}{}", own.unwrap_or_default())).to_owned();
        match places.iter_mut().find(|place| place.path == path) {
            Some(place) => place.origins.push(origin_of(url)),
            None => places.push(Place { path, origins: vec![origin_of(url)] }),
        }
    }
    places
}

/// `https://shop.example:8443` of an absolute URL.
fn origin_of(url: &str) -> &str {
    let host = url.find("://").map_or(0, |at| at + 3);
    let end = url.get(host..).and_then(|rest| rest.find('/')).map(|at| host + at);
    end.and_then(|end| url.get(..end)).unwrap_or(url)
}

fn servers_of(origins: &[&str]) -> Value {
    origins.iter().map(|origin| json!({ "url": origin })).collect()
}

/// A path of one command is its own key. Of several, each key has a fragment: OpenAPI tells operations apart by path and
/// method alone, and a fragment is the one part of a URL that says something and is never sent.
fn key(context: &Context<'_>, path: &str, command: &Command) -> String {
    let is_here = |other: &&&Command| {
        let gateway = context.model.gateway_of(other);
        gateway.is_some_and(|gateway| places(gateway, other.path.as_deref()).iter().any(|place| place.path == path))
    };
    match context.commands.iter().filter(is_here).nth(1) {
        Some(_) => format!("{path}#{}", command.name),
        None => path.to_owned(),
    }
}

fn path_item(context: &Context<'_>, gateway: &Gateway, command: &Command, place: &Place<'_>, ids: &mut Ids) -> Object {
    let mut item = Object::new().with("servers", servers_of(&place.origins));
    for method in &command.methods {
        let id = ids.of_command(command, *method);
        item = item.with(&method.as_str().to_lowercase(), operation(context, gateway, command, id));
    }
    item
}

fn operation(context: &Context<'_>, gateway: &Gateway, command: &Command, id: String) -> Object {
    let reply_errors = command.reply_code.as_ref().and_then(|reply_code| reply_code.errors.as_deref());
    let errors = Object::new().with_some("gateway", gateway.errors.as_deref()).with_some("command", reply_errors);
    let verify = command
        .verify
        .iter()
        .fold(Object::new(), |verify, (field, origin)| verify.with_some(field, schemas::from(origin)));
    Object::new()
        .with("operationId", id)
        .with("tags", json!([gateway.name]))
        .with("summary", command.rust.as_str())
        .with_text("description", &context.description(&command.about, more(context, gateway, command)))
        .with("parameters", params::of_command(context, command))
        .with("responses", json!({ "200": answers::response(context, gateway, command) }))
        .with("x-qq-cgi-command", command.name.as_str())
        .with("x-qq-cgi-idempotent", command.idempotent)
        .with_some("x-qq-cgi-sign", gateway.sign.as_deref())
        .with_filled("x-qq-cgi-errors", errors.into())
        .with_filled("x-qq-cgi-verify", verify.into())
        .with_filled("x-qq-cgi-examples", examples::of_command(context, command))
        .and(source_of(&command.about))
}

/// What a caller must know that no key of OpenAPI says.
fn more(context: &Context<'_>, gateway: &Gateway, command: &Command) -> Vec<String> {
    let language = context.language;
    let sign = gateway.sign.as_deref().and_then(|name| context.model.sign(name)).map(|sign| {
        let (name, param) = (&sign.name, &sign.scheme.param);
        language.pick(
            format!(
                "Signed by the scheme `{name}`, which the tag `{}` describes: `{param}` is computed.",
                gateway.name
            ),
            format!("按标签 `{}` 所述的 `{name}` 方案签名：`{param}` 由计算得出。", gateway.name),
        )
    });
    let verified = command.verify.iter().filter_map(|(field, origin)| {
        let from = schemas::from(origin)?;
        Some(language.pick(
            format!("The answer's `{field}` must be `{from}`; compare it."),
            format!("应答中的 `{field}` 必须等于 `{from}`，请比较。"),
        ))
    });
    sign.into_iter().chain(verified).collect()
}
