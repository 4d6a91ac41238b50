//! The figures of attempts. What they are called is public: `lib.rs` lists it.

use core::time::Duration;
use std::borrow::Cow;

use ::metrics::{Unit, counter, describe_counter, describe_histogram, histogram};

use crate::{
    attempts::{Attempt, Cause, Hooks},
    error::OutcomeUnknown,
};

const ATTEMPTS: &str = "qq_cgi_attempts_total";
const OUTCOMES: &str = "qq_cgi_outcomes_total";
const RETRIES: &str = "qq_cgi_retries_total";
const ABANDONED: &str = "qq_cgi_abandoned_total";
const DURATION: &str = "qq_cgi_attempt_duration_seconds";

pub(super) struct Figures;

impl Figures {
    /// Tells the recorder what they are; one that is installed later learns their names alone.
    pub(super) fn described() -> Self {
        describe_counter!(ATTEMPTS, Unit::Count, "Requests handed to the transport.");
        describe_counter!(OUTCOMES, Unit::Count, "Attempts that ended, by outcome and code.");
        describe_counter!(RETRIES, Unit::Count, "Failed attempts that another one follows.");
        describe_counter!(ABANDONED, Unit::Count, "Calls dropped under way, whose outcome nobody knows.");
        describe_histogram!(DURATION, Unit::Seconds, "From the beginning of an attempt to its outcome.");
        Self
    }
}

impl Hooks for Figures {
    fn before(&self, attempt: &Attempt) {
        counter!(ATTEMPTS, "gateway" => attempt.gateway, "command" => attempt.command).increment(1);
    }

    fn after(&self, attempt: &Attempt, outcome: Result<(), Cause>, took: Option<Duration>) {
        let Attempt { gateway, command, .. } = *attempt;
        let cause = outcome.err();
        let name = cause.map_or("ok", |cause| cause.name());
        let code = cause.map_or(Cow::Borrowed(""), label_of_code);
        counter!(OUTCOMES, "gateway" => gateway, "command" => command, "outcome" => name, "code" => code).increment(1);
        if let Some(took) = took {
            histogram!(DURATION, "gateway" => gateway, "command" => command, "outcome" => name).record(took);
        }
    }

    fn retrying(&self, attempt: &Attempt, _: Duration) {
        counter!(RETRIES, "gateway" => attempt.gateway, "command" => attempt.command).increment(1);
    }

    fn abandoned(&self, attempt: &Attempt, _: &OutcomeUnknown) {
        counter!(ABANDONED, "gateway" => attempt.gateway, "command" => attempt.command).increment(1);
    }
}

/// Codes that the spec lists, and statuses of HTTP: a server cannot make up labels without end.
fn label_of_code(cause: Cause) -> Cow<'static, str> {
    match cause {
        Cause::Refused { code: Some(code), remedy: Some(_), .. } => code.to_string().into(),
        Cause::Status(status @ 100..=599) => status.to_string().into(),
        Cause::Refused { .. } | Cause::Status(_) => "unlisted".into(),
        Cause::NotSent | Cause::OutcomeUnknown | Cause::Undecodable | Cause::Mismatch => "".into(),
    }
}
