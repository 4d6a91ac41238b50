//! Typed clients for signed, table-documented CGI interfaces, generated from TOML: what generated code stands on.
//!
//! In: a request of a generated [`Command`], a [`Client`] with apps and secrets, a player's [`Session`]. Out: a signed URL
//! ([`SignedRequest`]) or, after sending it, a typed reply or an [`Error`] that says what happened, whether anything was
//! sent, and what to do. **Invariant**: knows no TOML, no model of a spec, no command, no code of anybody's error table;
//! everything of that kind comes in through the constants of [`Command`] and [`Gateway`].
//!
//! Secrets never show: not in `Debug`, not in `Display`, not in an error. Only [`SignedRequest::url`] and
//! [`Secret::expose`] give them away.
//!
//! # Sending
//!
//! ```
//! # use std::borrow::Cow;
//! # use qq_cgi::*;
//! # pub struct Relay;
//! # impl Gateway for Relay {
//! #     type Code = UndocumentedCode;
//! #     const SPEC: &'static GatewaySpec = &GatewaySpec {
//! #         name: "relay",
//! #         urls: &["https://example.com/relay"],
//! #         sign: Some(SignScheme { source: Cow::Borrowed(&[Part::Secret, Part::Pairs(Pairs::EMPTY)]), digest: Digest::Md5, output: Output::LowerHex, param: Cow::Borrowed("sign") }),
//! #         envelope: Envelope { code: "ret", success: 0, failures_only: false, message: "msg", data: "data" },
//! #     };
//! # }
//! # pub struct Greet(String);
//! # impl Greet { fn new(whom: &str) -> Self { Self(whom.to_owned()) } }
//! # impl Command for Greet {
//! #     type Gateway = Relay;
//! #     type Reply = String;
//! #     type Code = UndocumentedCode;
//! #     const SPEC: &'static CommandSpec = &CommandSpec {
//! #         name: "greet",
//! #         path: None,
//! #         methods: &[Method::Get],
//! #         idempotent: false,
//! #         params: &[Param::new("whom", Source::Caller(0))],
//! #         reply_code: None,
//! #         verify: &[],
//! #     };
//! #     fn value(&self, _: usize) -> Value<'_> { Value::Text(&self.0) }
//! # }
//! // Without the feature `reqwest`, or for tests: any transport will do.
//! struct Canned(&'static str);
//!
//! impl Transport for Canned {
//!     fn send<'a>(&'a self, _: &'a HttpRequest) -> BoxFuture<'a, Result<HttpResponse, TransportError>> {
//!         Box::pin(async { Ok(HttpResponse::new(200, self.0)) })
//!     }
//! }
//!
//! # async fn run() -> Result<(), Box<dyn std::error::Error>> {
//! let client = Client::builder()
//!     .app(100330589, Secret::new("the app's secret"))
//!     .transport(Canned(r#"{"ret": 0, "msg": "ok", "data": "hello"}"#))
//!     .build()?;
//! let player = client.session("openid", "access token");
//!
//! let request = Greet::new("大家");
//! assert!(player.sign(&request)?.url().starts_with("https://example.com/relay?whom=%E5%A4%A7%E5%AE%B6&sign="));
//! assert_eq!(player.send(&request).await?, "hello");
//! # Ok(())
//! # }
//! # let mut run = std::pin::pin!(run());
//! # let mut context = std::task::Context::from_waker(std::task::Waker::noop());
//! # assert!(matches!(run.as_mut().poll(&mut context), std::task::Poll::Ready(Ok(()))));
//! ```
//!
//! # Calls of mobile SDKs
//!
//! [`Sdk`] checks a generated [`SdkCall`], hands it to somebody's [`Platform`] in plain values, and reads the answer. That
//! needs no HTTP and no session.
//!
//! # Features
//!
//! - `reqwest` (default): a transport over HTTPS: reqwest, rustls, ring. Without it the crate has no HTTP and no TLS in its
//!   tree; [`Credentials::sign`] signs, and a [`Transport`] of one's own sends.
//! - `macros` (default): the attribute that generates clients.
#![forbid(unsafe_code)]

mod address;
mod callback;
mod client;
mod code;
mod command;
mod error;
mod login;
mod page;
mod param;
mod records;
mod redact;
mod reply;
mod request;
mod rows;
mod sdk;
mod secret;
mod session;
mod time;
mod transport;
mod value;

pub use callback::{
    Callback, CallbackError, CallbackKey, CallbackParams, CallbackReply, CallbackSpec, CallbackUrlError, Payload,
    SignedCallback, Verified,
};
pub use client::{BuildError, Client, ClientBuilder, UnknownApp};
pub use code::{CodeEntry, ErrorCode, Remedy, UndocumentedCode, UnlistedCode, display_code};
pub use command::{Command, CommandSpec, Envelope, Gateway, GatewaySpec, Method, NoGateway, ReplyCode, Verify};
pub use error::{Error, MethodNotTaken, OutcomeUnknown, Refusal, ReplyMismatch, SendError, UnexpectedStatus};
pub use login::{AfterLogin, AuthUpdate, LoginCall, LoginState, NeedsLogin, NextStep, WrongAccount};
pub use page::{Page, PageSpec};
pub use param::{Joined, Param, Source};
#[cfg(feature = "macros")]
#[doc(hidden)]
pub use qq_cgi_macros::__expand;
#[cfg(feature = "macros")]
pub use qq_cgi_macros::qq_cgi;
pub use qq_cgi_wire::{
    Digest, Encoding, InvalidParam, Limits, LineFeed, Order, Output, Pairs, Part, RawForm, SignScheme, Unverified,
    Violation,
};
pub use records::{FieldChanged, Find, RecordField, TableRecord, TableSpec};
pub use reply::{DecodeError, FromJson, Json, JsonObject};
pub use request::{Credentials, SignedRequest};
pub use rows::{RowTable, Rows};
pub use sdk::{
    AnswerBy, AnswerSpec, BundleKey, Bytes, CallError, CallFailure, CallRefusal, CodeKey, CodeValue, ColumnSpec,
    DetailSpec, MatrixColumn, MatrixSpec, Platform, PlatformAnswer, PlatformCall, Route, RowSpec, ScriptedPlatform,
    Sdk, SdkCall, SdkError, SdkParam, SdkRefused, SdkSource, SdkSpec, SdkValue, Support, Unsupported, Warning,
    WholeAnswer,
};
pub use secret::Secret;
pub use serde_json::Value as JsonValue;
pub use session::Session;
pub use time::UnixSeconds;
pub use transport::{BoxError, BoxFuture, HttpRequest, HttpResponse, Transport, TransportError};
pub use value::{AsValue, List, Record, Value};
