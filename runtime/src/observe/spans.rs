//! The spans of a call and its attempts, and the events between them. What they are called is public: `lib.rs` lists it.

use core::time::Duration;

use ::tracing::{
    Instrument as _, Span, debug, debug_span, field::Empty, info, info_span, instrument::Instrumented, warn,
};

use crate::{
    attempts::{Attempt, Cause, Hooks, Layer},
    code::Remedy,
    error::OutcomeUnknown,
};

const TARGET: &str = "qq_cgi";

/// A call, or an attempt of it.
pub(crate) struct CallSpan {
    span: Span,
    call: Attempt,
}

impl CallSpan {
    pub(crate) fn new(call: &Attempt) -> Self {
        let span = info_span!(
            target: TARGET,
            "call",
            otel.kind = "client",
            otel.name = call.command,
            otel.status_code = Empty,
            qq_cgi.gateway = call.gateway,
            qq_cgi.command = call.command,
            qq_cgi.idempotent = call.idempotent,
            qq_cgi.app_id = call.app_id,
            qq_cgi.request_id = %call.request_id,
            http.request.method = call.method.as_str(),
            http.response.status_code = Empty,
            error.type = Empty,
            qq_cgi.code = Empty,
        );
        Self { span, call: *call }
    }

    /// The span of an attempt, counted from 1; to be made inside of its call's.
    pub(crate) fn attempt(&self, number: u32) -> Self {
        let span = debug_span!(
            target: TARGET,
            "attempt",
            qq_cgi.attempt = number,
            http.request.resend_count = number.checked_sub(1).filter(|count| *count > 0),
            http.response.status_code = Empty,
            error.type = Empty,
            qq_cgi.code = Empty,
        );
        Self { span, call: self.call }
    }

    pub(crate) fn around<F: Future>(&self, future: F) -> Instrumented<F> {
        future.instrument(self.span.clone())
    }

    /// It ends with an answer, or without one.
    pub(crate) fn answered(self, failure: Option<Cause>) {
        if let Some(status) = status(failure) {
            self.span.record("http.response.status_code", status);
        }
        let Some(cause) = failure else { return };
        self.span.record("error.type", cause.name());
        if let Some(code) = code(cause) {
            self.span.record("qq_cgi.code", code);
        }
    }

    /// The call ends with a failure that its caller sees.
    pub(crate) fn failed(self, error: &'static str, cause: Option<Cause>, remedy: Option<Remedy>) {
        self.span.record("otel.status_code", "ERROR").record("error.type", error);
        if let Some(status) = cause.and_then(|cause| status(Some(cause))) {
            self.span.record("http.response.status_code", status);
        }
        if let Some(code) = cause.and_then(code) {
            self.span.record("qq_cgi.code", code);
        }
        let Attempt { command, request_id, .. } = self.call;
        // Where the span is filtered out, its caller's stays around the event.
        let _inside = self.span.enter();
        warn!(
            target: TARGET,
            {
                qq_cgi.command = command,
                qq_cgi.request_id = %request_id,
                error.type = error,
                http.response.status_code = cause.and_then(|cause| status(Some(cause))),
                qq_cgi.layer = cause.and_then(layer),
                qq_cgi.code = cause.and_then(code),
                qq_cgi.remedy = remedy.map(::tracing::field::display),
            },
            "call failed"
        );
    }
}

/// The secret before the newest one is forgotten, and the newest one was refused.
pub(crate) fn overlap_ended_too_early(app_id: u64) {
    warn!(
        target: TARGET,
        { qq_cgi.app_id = app_id },
        "overlap of a rotation over while the new secret was refused; rotate back if calls fail"
    );
}

/// The events inside of a call.
pub(super) struct Events;

impl Hooks for Events {
    fn after(&self, attempt: &Attempt, outcome: Result<(), Cause>, took: Option<Duration>) {
        let Attempt { command, request_id, number, .. } = *attempt;
        let duration = took.map(|took| took.as_secs_f64());
        let cause = outcome.err();
        debug!(
            target: TARGET,
            {
                qq_cgi.command = command,
                qq_cgi.request_id = %request_id,
                qq_cgi.attempt = number,
                duration,
                error.type = cause.map(|cause| cause.name()),
                http.response.status_code = status(cause),
                qq_cgi.layer = cause.and_then(layer),
                qq_cgi.code = cause.and_then(code),
            },
            "attempt {}", if cause.is_none() { "succeeded" } else { "failed" }
        );
    }

    fn retrying(&self, attempt: &Attempt, pause: Duration) {
        let Attempt { command, request_id, number, .. } = *attempt;
        info!(
            target: TARGET,
            {
                qq_cgi.command = command,
                qq_cgi.request_id = %request_id,
                qq_cgi.attempt = number,
                pause = pause.as_secs_f64(),
            },
            "trying again"
        );
    }

    fn abandoned(&self, attempt: &Attempt, _: &OutcomeUnknown) {
        let Attempt { command, request_id, number, idempotent, .. } = *attempt;
        warn!(
            target: TARGET,
            {
                qq_cgi.command = command,
                qq_cgi.request_id = %request_id,
                qq_cgi.attempt = number,
                qq_cgi.idempotent = idempotent,
                error.type = "abandoned",
            },
            "call dropped before an answer came; it may have taken effect"
        );
    }
}

/// The HTTP status behind an outcome. Whatever could be read at all came with 200, but for some refusals.
const fn status(failure: Option<Cause>) -> Option<u16> {
    match failure {
        None | Some(Cause::Undecodable | Cause::Mismatch) => Some(200),
        Some(Cause::Status(status) | Cause::Refused { status, .. }) => Some(status),
        Some(Cause::NotSent | Cause::OutcomeUnknown) => None,
    }
}

const fn layer(cause: Cause) -> Option<&'static str> {
    match cause {
        Cause::Refused { by: Layer::Gateway, .. } => Some("gateway"),
        Cause::Refused { by: Layer::Command, .. } => Some("command"),
        _ => None,
    }
}

const fn code(cause: Cause) -> Option<i64> {
    match cause {
        Cause::Refused { code, .. } => code,
        _ => None,
    }
}
