//! From the body of an answer to a typed reply: JSON or JSONP, the gateway's envelope, the command's own code, the fields.
//!
//! Lenient in form (numbers as texts, unknown fields, any content type), strict in meaning: a code that is missing or is
//! no number is an error, never a success.

mod body;
mod decode_error;
mod from_json;
mod json;

pub use decode_error::DecodeError;
pub use from_json::FromJson;
pub use json::{Json, JsonObject};

use crate::{
    command::{Command, Envelope, Gateway, ReplyCode},
    error::{Error, Refusal, SendError},
    redact::Redactor,
};

/// Reads the answer of a command.
pub(crate) fn read<C: Command>(bytes: &[u8], redactor: &Redactor) -> Result<C::Reply, SendError<C>> {
    read_layers::<C>(bytes, redactor).map_err(|error| match error {
        Error::Decode(error) => Error::Decode(error.with_excerpt(redactor.excerpt(bytes))),
        other => other,
    })
}

fn read_layers<C: Command>(bytes: &[u8], redactor: &Redactor) -> Result<C::Reply, SendError<C>> {
    let document = body::parse(bytes)?;
    let Envelope { code, success, message, data } = C::Gateway::SPEC.envelope;
    let outer = Json::root(&document);
    if let Some((code, message)) = refused(outer, code, success, Some(message), redactor)? {
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
    Ok(C::Reply::from_json(answer)?)
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
