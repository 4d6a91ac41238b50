//! From what the SDK gave back to a typed reply.
//!
//! Lenient in form (codes as numbers, as texts and as names), strict in meaning: a code that is missing or means nothing
//! is an error, never a success. Errors show no part of the answer: that of a login holds the token.

use serde_json::Value as JsonValue;

use super::{
    call::{AnswerBy, AnswerSpec, CodeKey, CodeValue, DetailSpec, SdkCall},
    error::{CallError, CallFailure, CallRefusal, SdkError, WholeAnswer},
    platform::PlatformAnswer,
    value::SdkValue,
};
use crate::{
    code::ErrorCode,
    redact::Redactor,
    reply::{DecodeError, DecodeErrorKind, FromJson as _, Json},
};

/// Truth values in the place of a code.
const TRUE: &str = "true";
const FALSE: &str = "false";

/// Reads the answer of a call.
pub(super) fn read<C: SdkCall>(answer: PlatformAnswer, redactor: &Redactor) -> Result<C::Reply, SdkError<C>> {
    let spec = &C::SPEC.answer;
    let is_data = spec.by == AnswerBy::Return && spec.replies && spec.success.is_none();
    match answer {
        PlatformAnswer::Returned(SdkValue::Bool(false)) if !is_data => Err(CallError::NotAccepted),
        PlatformAnswer::Returned(SdkValue::Bool(value)) if spec.code.is_empty() => {
            Ok(C::Reply::from_json(Json::root(&JsonValue::Bool(value)))?)
        }
        PlatformAnswer::Returned(value) => read_json::<C>(&value.to_json(), redactor),
        PlatformAnswer::Complete(json) => read_json::<C>(&json, redactor),
        PlatformAnswer::Failed { code, message, detail } => Err(failure::<C>(&code, &message, &detail, redactor)),
        PlatformAnswer::Cancelled => Err(CallError::Cancelled),
        PlatformAnswer::Superseded => Err(CallError::Superseded),
    }
}

fn failure<C: SdkCall>(code: &CodeValue, message: &str, detail: &str, redactor: &Redactor) -> SdkError<C> {
    let AnswerSpec { cancelled, success, .. } = C::SPEC.answer;
    if is_cancelled::<C::Failure>(code, if success.is_some() { by_name(cancelled) } else { cancelled }) {
        return CallError::Cancelled;
    }
    match code.read() {
        Some(code) => {
            CallError::Failed(CallFailure { code, message: redactor.text(message), detail: redactor.text(detail) })
        }
        None => CallError::Decode(unlisted("", code, redactor)),
    }
}

fn read_json<C: SdkCall>(json: &JsonValue, redactor: &Redactor) -> Result<C::Reply, SdkError<C>> {
    let (json, spec) = (Json::root(json), &C::SPEC.answer);
    if let Some(success) = spec.success {
        check::<C>(json, spec, success, redactor)?;
    }
    Ok(C::Reply::from_json(json)?)
}

/// Both codes must say yes.
fn check<C: SdkCall>(
    json: Json<'_>,
    spec: &AnswerSpec,
    success: CodeKey,
    redactor: &Redactor,
) -> Result<(), SdkError<C>> {
    let (field, code) = code(json, spec)?;
    let code_agrees = code.means::<C::Code>(success);
    let detail = match spec.detail.as_ref().map(|detail| (detail, detail_code(json, detail))) {
        // Beside a refusal, or where it may be anything, it decides nothing.
        Some((detail, Err(error))) if code_agrees && detail.success.is_some() => return Err(error.into()),
        Some((detail, Ok(Some(code)))) => Some((detail, code)),
        _ => None,
    };
    let detail_agrees = detail.as_ref().is_none_or(|(spec, detail)| agrees::<C::Detail>(spec, detail));
    if code_agrees && detail_agrees {
        return Ok(());
    }
    let detail = detail.map(|(_, detail)| detail);
    if is_cancelled::<C::Code>(&code, spec.cancelled)
        || detail.as_ref().is_some_and(|detail| is_cancelled::<C::Detail>(detail, by_name(spec.cancelled)))
    {
        return Err(CallError::Cancelled);
    }
    if code == CodeValue::Symbol(FALSE.to_owned()) {
        return Err(CallError::NotAccepted);
    }
    let code = code.read().ok_or_else(|| unlisted(field, &code, redactor))?;
    let known_detail = detail.as_ref().and_then(CodeValue::read);
    if let (true, None, Some(detail), Some(spec)) = (code_agrees, &known_detail, &detail, &spec.detail) {
        // Nothing but this name says what went wrong.
        return Err(CallError::Decode(unlisted(spec.field, detail, redactor)));
    }
    let (message, answer) = (message(json, spec, redactor), WholeAnswer::new(json.value().clone()));
    Err(CallError::Refused(CallRefusal { code, message, detail: known_detail, answer }))
}

/// The code, and the field in which it stands; the answer itself may be the code.
fn code(json: Json<'_>, spec: &AnswerSpec) -> Result<(&'static str, CodeValue), DecodeError> {
    if spec.code.is_empty() {
        return Ok(("", code_value(json)?));
    }
    let object = json.object()?;
    for name in spec.code {
        let field = object.field(name);
        if !field.value().is_null() {
            return Ok((name, code_value(field)?));
        }
    }
    Err(DecodeError::missing(spec.code.join("` or `")))
}

/// A detail that is not there says nothing: older SDKs give none.
fn detail_code(json: Json<'_>, detail: &DetailSpec) -> Result<Option<CodeValue>, DecodeError> {
    let value = detail.field.split('.').try_fold(json.value(), |value, name| value.get(name));
    let code = value.filter(|value| !value.is_null()).map(|value| code_value(Json::root(value)));
    code.transpose()
        .map_err(|_| DecodeError::at(detail.field.to_owned(), DecodeErrorKind::WrongType, "expected a code"))
}

fn code_value(json: Json<'_>) -> Result<CodeValue, DecodeError> {
    match json.value() {
        JsonValue::String(text) if !text.trim().is_empty() => Ok(CodeValue::of_text(text)),
        JsonValue::Number(_) => json.integer().map(CodeValue::Number),
        JsonValue::Bool(value) => Ok(CodeValue::Symbol(if *value { TRUE } else { FALSE }.to_owned())),
        _ => Err(json.expected("a code")),
    }
}

fn agrees<D: ErrorCode>(spec: &DetailSpec, detail: &CodeValue) -> bool {
    spec.success.is_none_or(|success| detail.means::<D>(success))
}

fn is_cancelled<T: ErrorCode>(code: &CodeValue, cancelled: Option<CodeKey>) -> bool {
    cancelled.is_some_and(|cancelled| code.means::<T>(cancelled))
}

/// A name belongs to the table that lists it; a number is the answer's own code, if it has one, and means something else
/// in other tables.
fn by_name(cancelled: Option<CodeKey>) -> Option<CodeKey> {
    cancelled.filter(|cancelled| matches!(cancelled, CodeKey::Symbol(_)))
}

fn message(json: Json<'_>, spec: &AnswerSpec, redactor: &Redactor) -> String {
    let Ok(object) = json.object() else { return String::new() };
    let found = spec.message.iter().find_map(|name| object.optional::<String>(name).ok().flatten());
    redactor.text(&found.unwrap_or_default())
}

/// The most characters of a name that is shown.
const NAME: usize = 64;

/// There is no place for a name in a typed code; the error keeps it readable, if it is a name.
fn unlisted(field: &str, code: &CodeValue, redactor: &Redactor) -> DecodeError {
    let name = redactor.text(&code.to_string());
    let is_name =
        name.len() <= NAME && name.chars().all(|next| next.is_ascii_alphanumeric() || matches!(next, '_' | '-' | '.'));
    let what =
        if is_name { format!("`{name}` is not in the error table") } else { "expected a code, found a text".into() };
    DecodeError::at(field.to_owned(), DecodeErrorKind::UnlistedCode, what)
}
