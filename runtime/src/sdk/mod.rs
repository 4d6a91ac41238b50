//! Calls of mobile SDKs: checked, put together for the platform's side, and their answers read.
//!
//! In: a generated [`SdkCall`] and somebody's [`Platform`], who has the real SDK at hand (over a bridge to Java, Swift or
//! a message channel). Out: a [`PlatformCall`] of plain values, and from its [`PlatformAnswer`] a typed reply or an
//! [`SdkError`]. **Invariant**: knows no SDK, no call, no platform's types; needs no network, no session and no runtime.
//!
//! ```
//! # use qq_cgi::*;
//! # pub struct Share { title: String }
//! # impl SdkCall for Share {
//! #     type Reply = ();
//! #     type Code = UndocumentedCode;
//! #     type Detail = UndocumentedCode;
//! #     type Failure = UndocumentedCode;
//! #     const SPEC: &'static SdkSpec = &SdkSpec {
//! #         args: &[SdkParam::new("params", SdkSource::Bundle)],
//! #         bundle: &[SdkParam::new("TITLE", SdkSource::Caller(0)).keyed(BundleKey::Value("title")).limited(Limits { max_chars: Some(5), ..Limits::NONE })],
//! #         answer: AnswerSpec { code: &["ret"], success: Some(CodeKey::Number(0)), ..AnswerSpec::CALLBACK },
//! #         ..SdkSpec::new("share", "android")
//! #     };
//! #     fn value(&self, _: usize) -> Value<'_> { self.title.as_value() }
//! # }
//! # async fn run() -> Result<(), Box<dyn std::error::Error>> {
//! let platform = ScriptedPlatform::new().completes("share", r#"{"ret": "0"}"#.parse()?);
//! let sdk = Sdk::new(platform.clone());
//!
//! sdk.call(&Share { title: "你好".to_owned() }).await?;
//! assert_eq!(platform.calls()[0].bundle, [(BundleKey::Value("title"), SdkValue::from("你好"))]);
//! # Ok(())
//! # }
//! # let mut run = std::pin::pin!(run());
//! # let mut context = std::task::Context::from_waker(std::task::Waker::noop());
//! # assert!(matches!(run.as_mut().poll(&mut context), std::task::Poll::Ready(Ok(()))));
//! ```

mod answer;
mod call;
mod client;
mod error;
mod matrix;
mod newest;
mod platform;
mod prepare;
mod scripted;
mod value;
mod warning;

pub use call::{
    AnswerBy, AnswerSpec, BundleKey, CodeKey, CodeValue, DetailSpec, SdkCall, SdkParam, SdkSource, SdkSpec,
};
pub use client::Sdk;
pub use error::{CallError, CallFailure, CallRefusal, SdkError, SdkRefused};
pub use matrix::{ColumnSpec, MatrixColumn, MatrixSpec, Route, RowSpec, Support, Unsupported};
pub use platform::{Platform, PlatformAnswer, PlatformCall};
pub use scripted::ScriptedPlatform;
pub use value::{Bytes, SdkValue};
pub use warning::Warning;
