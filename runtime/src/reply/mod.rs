//! From the body of an answer to a typed reply: JSON or JSONP, the gateway's envelope, the command's own code, the fields.
//!
//! Lenient in form (numbers as texts, unknown fields, trailing commas, any content type), strict in meaning: a code that is
//! missing, unless it stands in failures alone, or is no number is an error, never a success.

mod body;
mod decode_error;
mod from_json;
mod json;

pub use decode_error::DecodeError;
pub use from_json::FromJson;
pub use json::{Json, JsonObject};

use crate::{
    command::{Command, Envelope, Gateway, ReplyCode, Verify},
    error::{Error, Refusal, ReplyMismatch, SendError},
    param::Source,
    redact::Redactor,
};

/// Whom an answer must be about.
pub(crate) struct Asked<'a> {
    pub(crate) app_id: u64,
    pub(crate) openid: &'a str,
}

/// Reads the answer of a command.
pub(crate) fn read<C: Command>(bytes: &[u8], asked: &Asked<'_>, redactor: &Redactor) -> Result<C::Reply, SendError<C>> {
    read_layers::<C>(bytes, asked, redactor).map_err(|error| match error {
        Error::Decode(error) => Error::Decode(error.with_excerpt(redactor.excerpt(bytes))),
        other => other,
    })
}

fn read_layers<C: Command>(bytes: &[u8], asked: &Asked<'_>, redactor: &Redactor) -> Result<C::Reply, SendError<C>> {
    let document = body::parse(bytes)?;
    let Envelope { code, success, failures_only, message, data } = C::Gateway::SPEC.envelope;
    let outer = Json::root(&document);
    let may_succeed_without_code = failures_only && !outer.object()?.has(code);
    if !may_succeed_without_code && let Some((code, message)) = refused(outer, code, success, Some(message), redactor)?
    {
        return Err(Error::Gateway(Refusal::new(code, message)));
    }
    let envelope = outer.object()?;
    // A gateway without such a field puts its answer beside the code.
    let answer = if data.is_empty() { outer } else { envelope.field(data) };
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
    redactor: &Redactor,
) -> Result<Option<(i64, String)>, DecodeError> {
    let layer = layer.object()?;
    let code: i64 = layer.required(code)?;
    if code == success {
        return Ok(None);
    }
    // A message that is no text must not hide the code.
    let message: Option<String> = message.and_then(|message| layer.optional(message).ok().flatten());
    Ok(Some((code, redactor.text(&message.unwrap_or_default()))))
}
