//! From the body of an answer to a typed reply: JSON or JSONP, the gateway's envelope, the command's own code, the fields.
//!
//! Lenient in form (numbers as texts, unknown fields, trailing commas, any content type), strict in meaning: a code that is
//! missing, unless it stands in failures alone, or is no number is an error, never a success; so is what can be read in two
//! ways. **Invariant**: whatever bytes come, nothing here panics.

mod body;
mod content_type;
mod decode_error;
mod document;
mod from_json;
mod json;
mod path;

pub use decode_error::{DecodeError, DecodeErrorKind};
pub(crate) use document::Document;
pub use from_json::FromJson;
pub use json::{Json, JsonObject};

use crate::{
    command::{Called, Command, Envelope, Gateway, ReplyCode, Verify},
    error::{Error, Refusal, ReplyMismatch, SendError},
    param::Source,
    redact::Redactor,
    request::SignedRequest,
    transport::HttpResponse,
};

/// What an answer must fit.
pub(crate) struct Asked<'a> {
    pub(crate) app_id: u64,
    pub(crate) openid: &'a str,
    pub(crate) request: &'a SignedRequest,
}

/// Reads the answer of a command. The redactor is made for what is shown alone: most answers are not.
pub(crate) fn read<C: Command>(
    response: &HttpResponse,
    asked: &Asked<'_>,
    redactor: &dyn Fn() -> Redactor,
) -> Result<C::Reply, SendError<C>> {
    read_layers::<C>(response, asked, redactor).map_err(|error| match error {
        Error::Decode(error) => {
            let redactor = redactor();
            let error = content_type::look_at(response, error, &redactor);
            Error::Decode(error.with_excerpt(redactor.excerpt(&response.body)))
        }
        other => other,
    })
}

fn read_layers<C: Command>(
    response: &HttpResponse,
    asked: &Asked<'_>,
    redactor: &dyn Fn() -> Redactor,
) -> Result<C::Reply, SendError<C>> {
    let document = match body::parse(&response.body, || called::<C>(asked)) {
        Err(error) if error.kind() == DecodeErrorKind::NotUtf8 => {
            return Err(refusal_in::<C>(response, asked, redactor).unwrap_or(Error::Decode(error)));
        }
        parsed => parsed?,
    };
    let outer = document.root();
    if let Some(refusal) = refused_by::<C>(outer, response.status, redactor)? {
        return Err(refusal);
    }
    let envelope = outer.object()?;
    let answer = answer_in::<C>(outer, &envelope)?;
    if let Some(mismatch) = verify(answer, C::SPEC.verify, asked)? {
        return Err(Error::Mismatch(mismatch));
    }
    Ok(C::Reply::from_json(answer)?)
}

/// The refusal of gateway or command that came with another HTTP status than 200. Only from 400 to 499 it says that nothing
/// was done: whoever answers with 500 and above may have failed after that.
pub(crate) fn refusal<C: Command>(
    response: &HttpResponse,
    asked: &Asked<'_>,
    redactor: &dyn Fn() -> Redactor,
) -> Option<SendError<C>> {
    matches!(response.status, 400..=499).then(|| refusal_in::<C>(response, asked, redactor)).flatten()
}

/// The refusal in an answer of which nothing else is believed; its message need not be UTF-8.
fn refusal_in<C: Command>(
    response: &HttpResponse,
    asked: &Asked<'_>,
    redactor: &dyn Fn() -> Redactor,
) -> Option<SendError<C>> {
    let document = body::parse_lossy(&response.body, || called::<C>(asked)).ok()?;
    refused_by::<C>(document.root(), response.status, redactor).ok().flatten()
}

/// The function that an answer must call, if it calls one; `None` takes any.
fn called<C: Command>(asked: &Asked<'_>) -> Option<Called> {
    C::Gateway::SPEC.jsonp.map(|jsonp| jsonp.function(asked.request))
}

/// What gateway or command say no with.
fn refused_by<C: Command>(
    outer: Json<'_>,
    status: u16,
    redactor: &dyn Fn() -> Redactor,
) -> Result<Option<SendError<C>>, DecodeError> {
    let Envelope { code, success, failures_only, message, .. } = C::Gateway::SPEC.envelope;
    let envelope = outer.object()?;
    let may_succeed_without_code = failures_only && !envelope.has(code);
    if !may_succeed_without_code && let Some((code, message)) = refused(outer, code, success, Some(message), redactor)?
    {
        return Ok(Some(Error::Gateway(Refusal::new(code, message, status))));
    }
    let Some(ReplyCode { field, message, success }) = C::SPEC.reply_code else { return Ok(None) };
    let refused = refused(answer_in::<C>(outer, &envelope)?, field, success, message, redactor)?;
    Ok(refused.map(|(code, message)| Error::Command(Refusal::new(code, message, status))))
}

/// What the command answers. A gateway without a field for it puts it beside the code.
fn answer_in<'a, C: Command>(outer: Json<'a>, envelope: &'a JsonObject<'a>) -> Result<Json<'a>, DecodeError> {
    let Envelope { data, .. } = C::Gateway::SPEC.envelope;
    if data.is_empty() { Ok(outer) } else { envelope.single(data) }
}

/// The first field that does not say what it must. One that is missing proves nothing, so it is an error as well.
fn verify(answer: Json<'_>, fields: &[Verify], asked: &Asked<'_>) -> Result<Option<ReplyMismatch>, DecodeError> {
    for Verify { field, source } in fields {
        let said: String = answer.object()?.required(field)?;
        let is_right = match source {
            Source::AppId => said == asked.app_id.to_string(),
            Source::OpenId => said == asked.openid,
            // Nothing else is known of an answer: what cannot be compared is not verified.
            _ => false,
        };
        if !is_right {
            return Ok(Some(ReplyMismatch::new(field)));
        }
    }
    Ok(None)
}

/// The code and message of a layer that says no.
fn refused(
    layer: Json<'_>,
    code: &str,
    success: i64,
    message: Option<&str>,
    redactor: &dyn Fn() -> Redactor,
) -> Result<Option<(i64, String)>, DecodeError> {
    let layer = layer.object()?;
    let code: i64 = layer.required(code)?;
    if code == success {
        return Ok(None);
    }
    // A message that is no text must not hide the code.
    let message: Option<String> = message.and_then(|message| layer.optional(message).ok().flatten());
    Ok(Some((code, redactor().message(&message.unwrap_or_default()))))
}
