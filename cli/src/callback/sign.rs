//! From names and values to the URL that the sender gets.

use std::process::ExitCode;

use qq_cgi_model::{
    callback::{self, SignedPairs},
    model::{Callback, Model},
};
use qq_cgi_wire::{LineFeed, percent};
use serde_json::json;

use super::{find, hides, key};
use crate::{
    args::{CallbackSignArgs, Format, LineFeedWord},
    output::{Failure, on_one_line, print},
    sign::{hidden::MASK, split_params},
    spec,
};

pub(crate) fn run(args: &CallbackSignArgs) -> Result<ExitCode, Failure> {
    let given = split_params(&args.fields)?;
    let model = spec::sound(args.spec.as_deref())?;
    let callback = find(&model, &args.name)?;
    if let Some(why) = callback::wrong_receiver(&model, callback, &args.receiver) {
        return Err(Failure::usage(format!("this cannot be the URL of a receiver: {why}")));
    }
    let pairs = callback::complete(&model, callback, &given)
        .map_err(|errors| Failure::of_all(errors.iter().map(ToString::to_string).collect()))?;
    let secret = key(&args.secret, callback)?;
    let line_feed = match args.line_feed {
        Some(LineFeedWord::Sent) => LineFeed::Sent,
        Some(LineFeedWord::Signed) => LineFeed::Signed,
        None if callback.line_feed => LineFeed::Sent,
        Some(LineFeedWord::None) | None => LineFeed::None,
    };
    let signed = callback::sign(&model, callback, &secret, &pairs, line_feed)
        .ok_or_else(|| Failure::new(format!("the callback `{}` has no sign scheme", callback.name)))?;
    print(&match args.format {
        Format::Human => to_text(&model, callback, &args.receiver, &signed),
        Format::Json => to_json(callback, &args.receiver, &signed),
    })?;
    Ok(ExitCode::SUCCESS)
}

/// With everything in it that is sent, but without the key.
fn to_json(callback: &Callback, receiver: &str, signed: &SignedPairs<'_>) -> String {
    json!({
        "callback": callback.name,
        "method": "GET",
        "url": signed.url(receiver),
        "sign": signed.sign,
        "source": signed.source(|_| false),
    })
    .to_string()
}

/// For a terminal, whose text may be kept or shared: without the sign in the URL, and without secret values.
fn to_text(model: &Model, callback: &Callback, receiver: &str, signed: &SignedPairs<'_>) -> String {
    let hides = |name: &str| hides(model, callback, name);
    let url =
        signed.url_with(receiver, |name, value| if hides(name) { MASK.to_owned() } else { percent::encode(value) });
    let source = on_one_line(&signed.source(hides));
    format!("method  GET\nurl     {url}\nsign    {}\nsource  {source}", signed.sign)
}
