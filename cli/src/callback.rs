//! `qq-cgi callback`: signs a callback as its sender does, and says of a query whether it is genuine.

mod sign;
mod verify;

use std::process::ExitCode;

use qq_cgi_model::{
    callback::payload,
    model::{Callback, Model, Origin},
    suggest::nearest,
};
use qq_cgi_wire::Violation;

use crate::{
    args::{CallbackVerb, SecretArgs},
    output::Failure,
    secret,
};

pub(crate) fn run(verb: &CallbackVerb) -> Result<ExitCode, Failure> {
    match verb {
        CallbackVerb::Sign(args) => sign::run(args),
        CallbackVerb::Verify(args) => verify::run(args),
    }
}

pub(crate) fn find<'m>(model: &'m Model, name: &str) -> Result<&'m Callback, Failure> {
    model.callback(name).ok_or_else(|| {
        let known = model.callbacks.iter().map(|callback| callback.name.as_str());
        let suggestion = nearest(name, known).map(str::to_owned);
        Failure::new(format!("callback `{name}` {}", Violation::Unknown { suggestion }))
    })
}

pub(crate) fn key(args: &SecretArgs, callback: &Callback) -> Result<String, Failure> {
    let name = &callback.name;
    let missing =
        || Failure::usage(format!("the callback `{name}` is signed: give --secret-env, --secret-file or --secret"));
    secret::read(args)?.ok_or_else(missing)
}

/// Whether people may not see a parameter, or a field of the payload.
fn hides(model: &Model, callback: &Callback, name: &str) -> bool {
    let fields = payload(model, callback).map(|item| item.fields.as_slice()).unwrap_or_default();
    let mut named = callback.params.iter().chain(fields).filter(|field| field.name == name);
    named.any(|field| field.origin == Origin::Sign || model.is_secret(field))
}
