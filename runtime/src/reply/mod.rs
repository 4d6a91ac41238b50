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
    command::{Command, Envelope, Gateway, ReplyCode, Verify},
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
    let function = || C::Gateway::SPEC.jsonp.map(|jsonp| jsonp.function(asked.request));
    let document = body::parse(&response.body, function)?;
    let Envelope { code, success, failures_only, message, data } = C::Gateway::SPEC.envelope;
    let outer = document.root();
    let may_succeed_without_code = failures_only && !outer.object()?.has(code);
    if !may_succeed_without_code && let Some((code, message)) = refused(outer, code, success, Some(message), redactor)?
    {
        return Err(Error::Gateway(Refusal::new(code, message)));
    }
    let envelope = outer.object()?;
    // A gateway without such a field puts its answer beside the code.
    let answer = if data.is_empty() { outer } else { envelope.single(data)? };
    if let Some(ReplyCode { field, message, success }) = C::SPEC.reply_code
        && let Some((code, message)) = refused(answer, field, success, message, redactor)?
    {
        return Err(Error::Command(Refusal::new(code, message)));
    }
    if let Some(mismatch) = verify(answer, C::SPEC.verify, asked)? {
        return Err(Error::Mismatch(mismatch));
    }
    Ok(C::Reply::from_json(answer)?)
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
            return Ok(Some(ReplyMismatch { field }));
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
