//! Gateways.

use super::{
    context::{Context, Item, Items, Kind, is_key},
    fields::{self, COMMAND_NAME_ORIGIN, Holder},
    signs,
};
use crate::{
    diagnostic::{BAD_URL, COMMAND_NAME, CONTRADICTION, Diagnostic, EMPTY, MISSING_KEY, SIGNED_GATEWAY, UNKNOWN_NAME},
    model::{Asks, Envelope, Field, Gateway, Model, Origin, OutputForm, Refusals},
    naming,
    source::Located,
    syntax::{EnvelopeTable, GatewayTable, OutputTable, RefuseTable},
};

pub(super) fn lower(item: &Item<GatewayTable>, context: &mut Context<'_>) -> Gateway {
    let Item { name, table, from_base } = item;
    context.check_form(name, is_key, "a name such as `relay`");
    let params = fields::lower(table.params.as_ref(), Holder::Gateway, *from_base, context);
    let sign = context.resolve(Kind::Sign, table.sign.as_ref());
    check_command_name(item, context);
    check_slashes(table, &params, context);
    check_sign_param(item, &params, context);
    Gateway {
        name: name.value.clone(),
        rust: context.rust_name(table.rust.as_ref(), name, naming::camel_case),
        urls: urls(table, context),
        sign,
        errors: context.resolve(Kind::ErrorTable, table.errors.as_ref()),
        envelope: table.envelope.as_ref().map(|envelope| lower_envelope(&envelope.value)).unwrap_or_default(),
        output: table.output.as_ref().and_then(|output| lower_output(output, &params, context)),
        refuse: table.refuse.as_ref().map(|refuse| lower_refuse(&refuse.value)).unwrap_or_default(),
        params,
        about: context.about(&table.texts, name.span, *from_base),
    }
}

fn urls(table: &GatewayTable, context: &mut Context<'_>) -> Vec<String> {
    let Some(urls) = &table.urls else { return Vec::new() };
    if urls.value.is_empty() {
        context.add(Diagnostic::new(EMPTY, urls.span, "a gateway without a URL").label("expected at least one"));
    }
    for url in &urls.value {
        if let Some(wrong) = wrong_url(&url.value) {
            let found = Diagnostic::new(BAD_URL, url.span, "this cannot be the URL of a gateway");
            context.add(found.label(format!("expected {wrong}")));
        }
    }
    urls.value.iter().map(|url| url.value.clone()).collect()
}

/// What a URL without parameters should be and is not.
pub(super) fn wrong_url(url: &str) -> Option<&'static str> {
    let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
    let Some(rest) = rest else { return Some("https:// or http://") };
    let (authority, path) = rest.split_once('/').unwrap_or((rest, ""));
    let host = authority.split_once(':').map_or(authority, |(host, _)| host);
    let port = authority.split_once(':').map(|(_, port)| port.parse::<u16>().is_ok());
    let in_host = |next: char| next.is_ascii_alphanumeric() || matches!(next, '.' | '-');
    match () {
        () if url.contains(['?', '#']) => Some("no query and no fragment: parameters are named in `params`"),
        () if host.is_empty() || !host.chars().all(in_host) => Some("a host name"),
        () if port == Some(false) => Some("a port from 0 to 65535"),
        () if !path.chars().all(is_in_path) => Some("a path in ASCII, percent-encoded where need be"),
        () => None,
    }
}

/// `/me`: what can be added to a gateway's URL.
pub(super) fn is_path(text: &str) -> bool {
    let Some(path) = text.strip_prefix('/') else { return false };
    let mut steps = path.split('/').rev();
    let last = steps.next().unwrap_or_default();
    path.chars().all(|next| is_in_path(next) && !matches!(next, '?' | '#'))
        // Clients take these out before they send, and then another path is signed than is asked for.
        && !path.split('/').any(|step| matches!(step, "." | ".."))
        && steps.all(|step| !step.is_empty())
        && !(last.is_empty() && path.is_empty())
}

fn is_in_path(next: char) -> bool {
    next.is_ascii_graphic() && !matches!(next, '"' | '<' | '>' | '\\' | '^' | '`' | '{' | '|' | '}')
}

/// At most one parameter names the command. That there is none is looked at where the commands' paths are known.
fn check_command_name(item: &Item<GatewayTable>, context: &mut Context<'_>) {
    let params = item.table.params.iter().flat_map(|params| &params.value);
    let naming = |from: &&Located<String>| from.value == COMMAND_NAME_ORIGIN;
    let mut named = params.filter_map(|(_, field)| field.from.as_ref()).filter(naming);
    let Some(first) = named.next() else { return };
    for again in named {
        let message = format!("two parameters of the gateway `{}` name the command", item.name.value);
        let found = Diagnostic::new(COMMAND_NAME, again.span, message).label("the second");
        context.add(found.other(first.span, "the first"));
    }
}

/// A path below such a gateway begins with a slash of its own.
fn check_slashes(table: &GatewayTable, params: &[Field], context: &mut Context<'_>) {
    let has_paths = params.iter().all(|field| field.origin != Origin::CommandName);
    for url in table.urls.iter().flat_map(|urls| &urls.value) {
        if has_paths && url.value.ends_with('/') && wrong_url(&url.value).is_none() {
            let found = Diagnostic::new(BAD_URL, url.span, "paths of commands are added to this URL");
            context.add(found.label("expected no `/` at the end: each path begins with one"));
        }
    }
}

fn check_sign_param(item: &Item<GatewayTable>, params: &[Field], context: &mut Context<'_>) {
    let carriers: Vec<_> = params.iter().filter(|field| field.origin == Origin::Sign).collect();
    match (&item.table.sign, carriers.as_slice()) {
        (None, []) | (Some(_), [_]) => {}
        (None, _) => {
            let found =
                Diagnostic::new(SIGNED_GATEWAY, item.name.span, "a parameter carries a sign, but no scheme makes it");
            context.add(found.label("expected sign = \"…\""));
        }
        (Some(sign), _) => {
            let found = Diagnostic::new(SIGNED_GATEWAY, sign.span, "no parameter, or more than one, carries the sign");
            context.add(found.label("expected one parameter with from = \"sign\""));
        }
    }
}

/// A gateway carries the sign where its scheme says; where nobody does, that is the scheme's mistake.
pub(super) fn check_carriers(model: &Model, items: &Items, context: &mut Context<'_>) {
    if !context.is_complete() {
        return;
    }
    for item in items.gateways.iter().filter(|item| !item.from_base) {
        let gateway = model.gateway(&item.name.value);
        let sign = gateway.and_then(|gateway| model.sign(gateway.sign.as_deref()?));
        let Some(sign) = sign.filter(|sign| !signs::nobody_carries(model, sign)) else { continue };
        for (name, field) in item.table.params.iter().flat_map(|params| &params.value) {
            let carries = field.from.as_ref().is_some_and(|from| from.value == SIGN_ORIGIN);
            if carries && name.value != sign.scheme.param {
                let message = format!("the sign of the scheme `{}` stands in `{}`", sign.name, sign.scheme.param);
                let found = Diagnostic::new(SIGNED_GATEWAY, name.span, message);
                context.add(found.label(format!("expected `{}`", sign.scheme.param)));
            }
        }
    }
}

/// Where the value of the parameter comes from that carries the sign.
const SIGN_ORIGIN: &str = "sign";

fn lower_envelope(table: &EnvelopeTable) -> Envelope {
    let text = |text: &Option<Located<String>>| text.as_ref().map(|text| text.value.clone()).unwrap_or_default();
    Envelope {
        code: text(&table.code),
        success: table.success.as_ref().map(|code| code.value).unwrap_or_default(),
        failures_only: table.failures_only.as_ref().is_some_and(|only| only.value),
        message: text(&table.message),
        success_message: text(&table.success_message),
        data: text(&table.data),
    }
}

fn lower_output(output: &Located<OutputTable>, params: &[Field], context: &mut Context<'_>) -> Option<OutputForm> {
    let table = &output.value;
    let names = || params.iter().map(|field| field.name.as_str());
    for name in [&table.param, &table.callback].into_iter().flatten() {
        if names().all(|known| known != name.value) {
            let message = format!("the gateway has no parameter `{}`", name.value);
            let found = Diagnostic::new(UNKNOWN_NAME, name.span, message).label("unknown parameter");
            context.add(found.meant_among(&name.value, names()));
        }
    }
    let asks = lower_asks(output, context);
    Some(OutputForm {
        param: table.param.as_ref()?.value.clone(),
        asks: asks?,
        callback: table.callback.as_ref().map(|callback| callback.value.clone()),
        default_callback: table.default_callback.as_ref()?.value.clone(),
    })
}

fn lower_asks(output: &Located<OutputTable>, context: &mut Context<'_>) -> Option<Asks> {
    match (&output.value.jsonp, &output.value.json) {
        (Some(jsonp), None) => Some(Asks::Jsonp(jsonp.value.clone())),
        (None, Some(json)) => Some(Asks::Json(json.value.clone())),
        (Some(jsonp), Some(json)) => {
            let found = Diagnostic::new(CONTRADICTION, json.span, "`jsonp` and `json`: one of the two is the default");
            context.add(found.label("one of the two must go"));
            Some(Asks::Jsonp(jsonp.value.clone()))
        }
        (None, None) => {
            let found = Diagnostic::new(MISSING_KEY, output.span, "neither `jsonp` nor `json` says what is asked for");
            context.add(found.label("expected one of the two").help(
                "`jsonp` holds the value that asks for JSONP where JSON is the default; `json` the other way round",
            ));
            None
        }
    }
}

fn lower_refuse(table: &RefuseTable) -> Refusals {
    let code = |code: &Option<Located<i64>>| code.as_ref().map(|code| code.value);
    Refusals {
        bad_param: code(&table.bad_param),
        unknown_app: code(&table.unknown_app),
        bad_sign: code(&table.bad_sign),
        bad_token: code(&table.bad_token),
        unknown_command: code(&table.unknown_command),
        bad_method: code(&table.bad_method),
    }
}
