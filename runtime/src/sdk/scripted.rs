//! A platform for tests: answers as it is told to.

use core::fmt;
use std::{
    collections::VecDeque,
    sync::{Arc, Mutex},
};

use serde_json::Value as JsonValue;

use super::{
    newest::lock,
    platform::{PlatformAnswer, PlatformCall, SdkPlatform},
    value::SdkValue,
};
use crate::transport::{BoxError, BoxFuture};

/// A platform without an SDK: gives scripted answers, each once and in order for each method, and keeps the calls.
/// Clones are the same platform.
#[derive(Clone, Default)]
pub struct ScriptedPlatform {
    script: Arc<Mutex<Script>>,
}

#[derive(Default)]
struct Script {
    steps: VecDeque<(String, Step)>,
    calls: Vec<PlatformCall>,
}

enum Step {
    Answer(PlatformAnswer),
    Fail(BoxError),
    Wait,
}

impl ScriptedPlatform {
    /// A platform that has no answer yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The next call of `method` gets this answer.
    #[must_use]
    pub fn answers(self, method: &str, answer: PlatformAnswer) -> Self {
        self.then(method, Step::Answer(answer))
    }

    /// The listener of the next call of `method` gets this.
    #[must_use]
    pub fn completes(self, method: &str, answer: JsonValue) -> Self {
        self.answers(method, PlatformAnswer::Complete(answer))
    }

    /// The next call of `method` returns this.
    #[must_use]
    pub fn returns(self, method: &str, value: impl Into<SdkValue>) -> Self {
        self.answers(method, PlatformAnswer::Returned(value.into()))
    }

    /// The next call of `method` cannot be made.
    #[must_use]
    pub fn fails(self, method: &str, error: impl Into<BoxError>) -> Self {
        self.then(method, Step::Fail(error.into()))
    }

    /// The listener of the next call of `method` never hears anything.
    #[must_use]
    pub fn waits(self, method: &str) -> Self {
        self.then(method, Step::Wait)
    }

    /// Every call so far.
    #[must_use]
    pub fn calls(&self) -> Vec<PlatformCall> {
        lock(&self.script).calls.clone()
    }

    fn then(self, method: &str, step: Step) -> Self {
        lock(&self.script).steps.push_back((method.to_owned(), step));
        self
    }

    fn next(&self, call: &PlatformCall) -> Step {
        let mut script = lock(&self.script);
        script.calls.push(call.clone());
        let at = script.steps.iter().position(|(method, _)| method == call.method);
        let step = at.and_then(|at| script.steps.remove(at)).map(|(_, step)| step);
        step.unwrap_or_else(|| Step::Fail(format!("no answer is scripted for `{}`", call.method).into()))
    }
}

impl SdkPlatform for ScriptedPlatform {
    fn call<'a>(&'a self, call: &'a PlatformCall) -> BoxFuture<'a, Result<PlatformAnswer, BoxError>> {
        match self.next(call) {
            Step::Answer(answer) => Box::pin(core::future::ready(Ok(answer))),
            Step::Fail(error) => Box::pin(core::future::ready(Err(error))),
            Step::Wait => Box::pin(core::future::pending()),
        }
    }
}

impl fmt::Debug for ScriptedPlatform {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ScriptedPlatform").finish_non_exhaustive()
    }
}
