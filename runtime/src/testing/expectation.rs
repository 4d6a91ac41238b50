use core::{fmt, marker::PhantomData};

use qq_cgi_wire::Text as _;
use serde_json::{Map, Value, json};

use super::SeenRequest;
use crate::{
    code::ErrorCode,
    command::{Command, Envelope, Gateway},
    param::Source,
    transport::{HttpResponse, TransportError},
};

/// Begins an expectation: when a `C` is sent.
pub fn when<C: Command>() -> When<C> {
    When { conditions: Vec::new(), times: None, command: PhantomData }
}

type Condition = Box<dyn Fn(&SeenRequest) -> bool + Send + Sync>;

/// When an expectation holds. What then happens is said last: [`When::answer`], [`When::reply`], [`When::fail`] and others.
#[must_use]
pub struct When<C> {
    conditions: Vec<Condition>,
    times: Option<u32>,
    command: PhantomData<fn() -> C>,
}

impl<C: Command> When<C> {
    /// And when this holds of the request.
    pub fn with(mut self, condition: impl Fn(&SeenRequest) -> bool + Send + Sync + 'static) -> Self {
        self.conditions.push(Box::new(condition));
        self
    }

    /// And when its caller's parameters say what those of `expected` say.
    pub fn with_params_of(self, expected: &C) -> Self {
        let callers = C::SPEC.params.iter().filter_map(|param| match param.source {
            Source::Caller(index) => Some((param, expected.value(index))),
            _ => None,
        });
        // A secret is not seen, so it cannot be compared.
        let expected: Vec<(&str, Option<String>)> = callers
            .filter(|(param, _)| !param.secret)
            .map(|(param, value)| {
                let mut text = String::new();
                value.write_to(&mut text);
                (param.name, (!value.is_unset()).then_some(text))
            })
            .collect();
        self.with(move |sent| expected.iter().all(|(name, text)| sent.param(name) == text.as_deref()))
    }

    /// Only the first time.
    pub fn once(self) -> Self {
        self.times(1)
    }

    /// Only the first `times` times; always unless set. Until then [`Script::unmet`](super::Script::unmet) names it.
    pub const fn times(mut self, times: u32) -> Self {
        self.times = Some(times);
        self
    }

    /// Both layers succeed, and the command answers this: a text, or what `serde_json::json!` makes. The command's own code
    /// is added where it has one and `data` does not.
    pub fn answer(self, data: impl Into<Value>) -> Expectation {
        let mut data = data.into();
        if let (Some(code), Some(fields)) = (C::SPEC.reply_code, data.as_object_mut()) {
            fields.entry(code.field).or_insert_with(|| code.success.into());
        }
        let Envelope { success, .. } = C::Gateway::SPEC.envelope;
        self.envelope(success, "", Some(data))
    }

    /// The gateway refuses with this code, in the error table's words. A code whose number is not public cannot be sent:
    /// HTTP 501 says so.
    pub fn reply(self, code: <C::Gateway as Gateway>::Code) -> Expectation {
        match code.number() {
            Some(number) => self.envelope(number, words(&code), None),
            None => self.cannot(&format!("{code} has no number to be sent")),
        }
    }

    /// The gateway passes the request on, and the command refuses with this code. A command without codes of its own
    /// cannot: HTTP 501 says so.
    pub fn reply_inside(self, code: C::Code) -> Expectation {
        let Some(place) = C::SPEC.reply_code else {
            return self.cannot(&format!("`{}` has no codes of its own", C::SPEC.name));
        };
        let mut data = Map::new();
        data.insert(place.field.to_owned(), code.number().into());
        data.extend(place.message.map(|message| (message.to_owned(), words(&code).into())));
        let Envelope { success, .. } = C::Gateway::SPEC.envelope;
        self.envelope(success, "", Some(data.into()))
    }

    /// The server answers with this.
    pub fn respond(self, response: HttpResponse) -> Expectation {
        self.then(Then::Respond(response))
    }

    /// There is no answer.
    pub fn fail(self, failure: Failure) -> Expectation {
        self.then(Then::Fail(failure))
    }

    /// In place of a refusal that would be read as a success.
    fn cannot(self, why: &str) -> Expectation {
        self.respond(HttpResponse::new(501, why))
    }

    fn envelope(self, code: i64, message: &str, data: Option<Value>) -> Expectation {
        let envelope = C::Gateway::SPEC.envelope;
        let mut answer = Map::new();
        if code != envelope.success || !envelope.failures_only {
            answer.insert(envelope.code.to_owned(), code.into());
            answer.insert(envelope.message.to_owned(), message.into());
        }
        match data {
            // A gateway without such a field puts its answer beside the code.
            Some(Value::Object(fields)) if envelope.data.is_empty() => answer.extend(fields),
            Some(data) => drop(answer.insert(envelope.data.to_owned(), data)),
            None => {}
        }
        self.respond(HttpResponse::new(200, json!(answer).to_string()))
    }

    fn then(self, then: Then) -> Expectation {
        let (gateway, spec) = (C::Gateway::SPEC.name, C::SPEC);
        let conditions = self.conditions;
        let holds =
            move |sent: &SeenRequest| sent.is_of(gateway, spec) && conditions.iter().all(|condition| condition(sent));
        Expectation { command: spec.name, holds: Box::new(holds), left: self.times, then }
    }
}

fn words(code: &impl ErrorCode) -> &'static str {
    code.entry().map_or("", |entry| if entry.zh.is_empty() { entry.en } else { entry.zh })
}

impl<C> fmt::Debug for When<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("When").field("times", &self.times).finish_non_exhaustive()
    }
}

/// Why there is no answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Failure {
    /// No connection: nothing was sent.
    Unreachable,
    /// The request was sent and no answer came in time.
    TimedOut,
    /// The request was sent and the connection broke.
    Broken,
    /// The request was sent and nothing ever comes: the call ends by its own time-out.
    Silent,
}

/// What a script does when something is sent.
#[must_use]
pub struct Expectation {
    pub(super) command: &'static str,
    holds: Condition,
    /// How many more times; `None` for always.
    pub(super) left: Option<u32>,
    then: Then,
}

#[derive(Clone)]
pub(super) enum Then {
    Respond(HttpResponse),
    Fail(Failure),
}

impl Expectation {
    /// Takes what is to be done, if this is the expectation that holds.
    pub(super) fn take(&mut self, sent: &SeenRequest) -> Option<Then> {
        if self.left == Some(0) || !(self.holds)(sent) {
            return None;
        }
        self.left = self.left.map(|left| left - 1);
        Some(self.then.clone())
    }
}

impl fmt::Debug for Expectation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Expectation").field("command", &self.command).field("left", &self.left).finish_non_exhaustive()
    }
}

impl Then {
    pub(super) async fn happen(self) -> Result<HttpResponse, TransportError> {
        match self {
            Self::Respond(response) => Ok(response),
            Self::Fail(Failure::Unreachable) => Err(TransportError::NotSent("unreachable, says the script".into())),
            Self::Fail(Failure::TimedOut) => Err(TransportError::TimedOut),
            Self::Fail(Failure::Broken) => Err(TransportError::Broken("broken, says the script".into())),
            Self::Fail(Failure::Silent) => core::future::pending().await,
        }
    }
}
