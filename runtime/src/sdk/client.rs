//! Makes SDK calls by somebody's platform.

use core::fmt;
use std::sync::Arc;

use super::{
    answer,
    call::{AnswerBy, SdkCall},
    error::{CallError, SdkError, SdkRefused},
    newest::Listeners,
    platform::{PlatformAnswer, PlatformCall, SdkPlatform},
    prepare,
    value::SdkValue,
};
use crate::{redact::Redactor, transport::BoxError};

/// Makes the calls of a mobile SDK. Cloning is cheap, and clones know of each other's calls.
///
/// ```
/// # use qq_cgi::*;
/// # pub struct Share { title: String }
/// # impl SdkCall for Share {
/// #     type Reply = ();
/// #     type Code = UndocumentedCode;
/// #     type Detail = UndocumentedCode;
/// #     type Failure = UndocumentedCode;
/// #     const SPEC: &'static SdkSpec = &SdkSpec {
/// #         args: &[SdkParam::new("params", SdkSource::Bundle)],
/// #         bundle: &[SdkParam::new("TITLE", SdkSource::Caller(0)).keyed(BundleKey::Value("title")).limited(Limits { max_chars: Some(5), ..Limits::NONE })],
/// #         answer: AnswerSpec { code: &["ret"], success: Some(CodeKey::Number(0)), ..AnswerSpec::CALLBACK },
/// #         ..SdkSpec::new("share", "android")
/// #     };
/// #     fn value(&self, _: usize) -> Value<'_> { self.title.as_value() }
/// # }
/// # async fn run() -> Result<(), Box<dyn std::error::Error>> {
/// let platform = ScriptedPlatform::new().completes("share", r#"{"ret": "0"}"#.parse()?);
/// let sdk = Sdk::new(platform.clone());
///
/// sdk.call(&Share { title: "你好".to_owned() }).await?;
/// assert_eq!(platform.calls()[0].bundle, [(BundleKey::Value("title"), SdkValue::from("你好"))]);
/// # Ok(())
/// # }
/// # let mut run = std::pin::pin!(run());
/// # let mut context = std::task::Context::from_waker(std::task::Waker::noop());
/// # assert!(matches!(run.as_mut().poll(&mut context), std::task::Poll::Ready(Ok(()))));
/// ```
#[derive(Clone)]
pub struct Sdk {
    shared: Arc<Shared>,
}

struct Shared {
    platform: Box<dyn SdkPlatform>,
    listeners: Listeners,
}

impl Sdk {
    /// An SDK at hand of `platform`.
    #[must_use]
    pub fn new(platform: impl SdkPlatform) -> Self {
        Self { shared: Arc::new(Shared { platform: Box::new(platform), listeners: Listeners::default() }) }
    }

    /// Checks `call` and puts it into plain values. Nothing is handed to the platform.
    ///
    /// # Errors
    /// It does not go to the chosen place, or the first parameter that breaks its documented limits.
    pub fn prepare<C: SdkCall>(&self, call: &C) -> Result<PlatformCall, SdkRefused> {
        prepare::prepare(call)
    }

    /// Makes `call` once and reads its answer.
    ///
    /// SDKs keep one listener for each method. So while a call waits for its listener, another call of the same method
    /// makes it return [`CallError::Superseded`] at once.
    ///
    /// # Errors
    /// See [`CallError`]: its variants say whether anything was handed to the platform.
    pub async fn call<C: SdkCall>(&self, call: &C) -> Result<C::Reply, SdkError<C>> {
        let prepared = self.prepare(call)?;
        let redactor = Redactor::of(secrets(&prepared));
        match self.answer(&prepared, C::SPEC.answer.by).await {
            Ok(answer) => answer::read::<C>(answer, &redactor),
            Err(error) => Err(CallError::Platform(redactor.guard_source(error))),
        }
    }

    async fn answer(&self, call: &PlatformCall, by: AnswerBy) -> Result<PlatformAnswer, BoxError> {
        let Shared { platform, listeners } = &*self.shared;
        if by != AnswerBy::Callback {
            return platform.call(call).await;
        }
        let listening = listeners.listen((call.platform, call.method));
        listening.hear(platform.call(call)).await.unwrap_or(Ok(PlatformAnswer::Superseded))
    }
}

impl fmt::Debug for Sdk {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sdk").finish_non_exhaustive()
    }
}

/// What must not show in a message that comes back.
fn secrets(call: &PlatformCall) -> Vec<String> {
    let mut secrets = Vec::new();
    let values = call.args.iter().chain(call.bundle.iter().map(|(_, value)| value));
    values.for_each(|value| collect(value, &mut secrets));
    secrets
}

fn collect(value: &SdkValue, secrets: &mut Vec<String>) {
    match value {
        SdkValue::Secret(secret) => secrets.push(secret.expose().to_owned()),
        SdkValue::List(items) => items.iter().for_each(|item| collect(item, secrets)),
        SdkValue::Object(fields) => fields.iter().for_each(|(_, value)| collect(value, secrets)),
        _ => {}
    }
}
