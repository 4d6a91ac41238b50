//! Gateways.

use super::{
    context::{Context, Item, Kind, is_key},
    fields::{self, Holder},
};
use crate::{
    diagnostic::{BAD_URL, COMMAND_NAME, Diagnostic, EMPTY, SIGNED_GATEWAY, UNKNOWN_NAME},
    model::{Asks, Envelope, Field, Gateway, Origin, OutputForm, Refusals},
    naming,
    source::Located,
    suggest::nearest,
    syntax::{EnvelopeTable, GatewayTable, OutputTable, RefuseTable},
};

pub(super) fn lower(item: &Item<GatewayTable>, context: &mut Context<'_>) -> Gateway {
    let Item { name, table, from_base } = item;
    context.check_form(name, is_key, "a name such as `relay`");
    let params = fields::lower(table.params.as_ref(), Holder::Gateway, *from_base, context);
    let sign = context.resolve(Kind::Sign, table.sign.as_ref());
    check_command_name(item, &params, context);
    check_sign_param(item, &params, context);
    Gateway {
        name: name.value.clone(),
        rust: context.rust_name(table.rust.as_ref(), name, naming::camel_case),
        urls: urls(table, context),
        sign,
        errors: context.resolve(Kind::ErrorTable, table.errors.as_ref()),
        envelope: table.envelope.as_ref().map(|envelope| lower_envelope(&envelope.value)).unwrap_or_default(),
        output: table.output.as_ref().and_then(|output| lower_output(&output.value, &params, context)),
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
    let in_path =
        |next: char| next.is_ascii_graphic() && !matches!(next, '"' | '<' | '>' | '\\' | '^' | '`' | '{' | '|' | '}');
    match () {
        () if url.contains(['?', '#']) => Some("no query and no fragment: parameters are named in `params`"),
        () if host.is_empty() || !host.chars().all(in_host) => Some("a host name"),
        () if port == Some(false) => Some("a port from 0 to 65535"),
        () if !path.chars().all(in_path) => Some("a path in ASCII, percent-encoded where need be"),
        () => None,
    }
}

fn check_command_name(item: &Item<GatewayTable>, params: &[Field], context: &mut Context<'_>) {
    let named = params.iter().filter(|field| field.origin == Origin::CommandName).count();
    let read = item.table.params.as_ref().is_none_or(|written| written.value.len() == params.len());
    if named != 1 && read {
        let message = format!("the gateway `{}` does not say which parameter names the command", item.name.value);
        let found = Diagnostic::new(COMMAND_NAME, item.name.span, message);
        context.add(found.label("expected one parameter with from = \"command.name\""));
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

fn lower_output(table: &OutputTable, params: &[Field], context: &mut Context<'_>) -> Option<OutputForm> {
    let names = || params.iter().map(|field| field.name.as_str());
    for name in [&table.param, &table.callback].into_iter().flatten() {
        if names().all(|known| known != name.value) {
            let message = format!("the gateway has no parameter `{}`", name.value);
            let found = Diagnostic::new(UNKNOWN_NAME, name.span, message).label("unknown parameter");
            context.add(found.meant(nearest(&name.value, names())));
        }
    }
    Some(OutputForm {
        param: table.param.as_ref()?.value.clone(),
        asks: match (&table.jsonp, &table.json) {
            (Some(jsonp), _) => Asks::Jsonp(jsonp.value.clone()),
            (None, json) => Asks::Json(json.as_ref()?.value.clone()),
        },
        callback: table.callback.as_ref().map(|callback| callback.value.clone()),
        default_callback: table.default_callback.as_ref()?.value.clone(),
    })
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
