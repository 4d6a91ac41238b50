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
//! #         jsonp: None,
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
//! # Time, and trying again
//!
//! A call has a time for all of it (8 s) and one for each attempt (3 s). A failed attempt is followed by another one where
//! the code's remedy in the error table says so or nothing was sent, never where a command may have been carried out that
//! must not be carried out twice: [`StandardRetry`], [`RetryBudget`], [`Call::timeout`]. [`Error::attempts`] says how many there
//! were, [`Error::remedy`] what is left to do. [`Hooks`] are told of every attempt.
//!
//! With the feature `limits`, commands have rate limits (`RateLimit`), a client has a highest number of requests under way,
//! and `Bulk` sends as many requests as there are, a bounded number of them at a time.
//!
//! # Watching it
//!
//! ```
//! use core::time::Duration;
//! use qq_cgi::*;
//!
//! struct SlowAttempts;
//!
//! impl Hooks for SlowAttempts {
//!     fn after(&self, attempt: &Attempt, outcome: Result<(), Cause>, took: Option<Duration>) {
//!         if took > Some(Duration::from_secs(1)) {
//!             let outcome = outcome.map_or_else(|cause| cause.name(), |()| "ok");
//!             eprintln!("{} of {}: {outcome} after {took:?}", attempt.command, attempt.request_id);
//!         }
//!     }
//! }
//!
//! let builder = Client::builder().app(100330589, "the app's secret").hooks(SlowAttempts);
//! ```
//!
//! The features `tracing` and `metrics` tell the same to whatever a program has installed for them. They show names of the
//! spec, numbers and the words below: **never a secret, a URL, an openid, a caller's value or what a server wrote**. An
//! openid is personal data, and an [`Error`]'s text may hold some; to log it is the program's decision. The target of all
//! spans and events is `qq_cgi`:
//!
//! | level | what | fields |
//! |---|---|---|
//! | INFO | span `call` | `otel.kind`, `otel.name`, `otel.status_code` (`ERROR`), `qq_cgi.gateway`, `qq_cgi.command`, `qq_cgi.idempotent`, `qq_cgi.app_id`, `qq_cgi.request_id`, `http.request.method`, `http.response.status_code`, `error.type`, `qq_cgi.code` |
//! | DEBUG | span `attempt`, inside of it | `qq_cgi.attempt` (from 1), `http.request.resend_count` (from 1, none at first), `http.response.status_code`, `error.type`, `qq_cgi.code` |
//! | DEBUG | `attempt succeeded`, `attempt failed` | command, request id, attempt, `duration` (seconds), status, `error.type`, `qq_cgi.layer`, code |
//! | INFO | `trying again` | command, request id, the failed attempt, `pause` (seconds) |
//! | WARN | `call failed`: the caller gets an error | command, request id, `error.type`, status, `qq_cgi.layer` (`gateway`, `command`), code, `qq_cgi.remedy` |
//! | WARN | `call dropped before an answer came; …` | command, request id, attempt, `qq_cgi.idempotent`, `error.type` (`abandoned`) |
//! | WARN | `overlap of a rotation over while the new secret was refused; …` | `qq_cgi.app_id` |
//!
//! `error.type` is [`Error::name`]. Names with `http`, `error` and `otel` are OpenTelemetry's.
//!
//! | metric | labels |
//! |---|---|
//! | counter `qq_cgi_attempts_total`: handed to the transport | `gateway`, `command` |
//! | counter `qq_cgi_outcomes_total` | `gateway`, `command`, `outcome` (`ok` or [`Cause::name`]), `code` (a code that the spec lists, an HTTP status other than 200, `unlisted`, or empty) |
//! | counter `qq_cgi_retries_total`: failed attempts that another one follows | `gateway`, `command` |
//! | counter `qq_cgi_abandoned_total`: calls dropped under way | `gateway`, `command` |
//! | histogram `qq_cgi_attempt_duration_seconds`; needs a clock | `gateway`, `command`, `outcome` |
//!
//! What the dependencies of the transports here say by themselves, also at TRACE, holds hosts and ports and nothing of a
//! request's path and query. Who writes a transport over reqwest must leave its `connection_verbose` off: it shows all that
//! goes over the wire.
//!
//! # Calls of mobile SDKs
//!
//! [`Sdk`] checks a generated [`SdkCall`], hands it to somebody's [`SdkPlatform`] in plain values, and reads the answer. That
//! needs no HTTP and no session.
//!
//! # Features
//!
//! - `reqwest` (default): a transport over HTTPS by reqwest and rustls.
//! - `hyper`: one by hyper and rustls, for throughput; a client has it if `reqwest` is off, or by [`ClientBuilder::transport`].
//!   Without these two the crate has no HTTP and no TLS in its tree; [`Credentials::sign`] signs, and a [`Transport`] of one's
//!   own sends.
//! - `ring` (default): the crypto provider of both, unless the program has installed another for the whole process:
//!   `rustls::crypto::CryptoProvider::install_default`, before the client is built. Whoever always does may leave it out.
//! - `tokio` (part of both, and of `blocking`): its clock, so that deadlines are kept and failed attempts tried again after
//!   a pause.
//! - `blocking`: `blocking::Client` and its sessions, for programs without an async runtime; takes whatever transport is there.
//! - `limits`: rate limits, a highest number of requests under way, and sending in bulk: `RateLimit`, `Bulk`.
//! - `testing`: the module of that name, with transports for tests.
//! - `tracing`: spans and events of calls, for any subscriber. Brings no network.
//! - `metrics`: counters and durations, for any recorder of the crate `metrics`. Brings no network.
//! - `macros` (default): the attribute that generates clients.
#![forbid(unsafe_code)]
#![cfg_attr(docsrs, feature(doc_cfg))]

// Types written as generated code writes them serve the tests inside as well.
#[cfg(test)]
extern crate self as qq_cgi;

mod address;
mod app;
mod attempts;
#[cfg(feature = "blocking")]
pub mod blocking;
#[cfg(feature = "limits")]
mod bulk;
mod call;
mod callback;
#[cfg(all(test, feature = "tokio"))]
mod canaries;
mod client;
mod clock;
mod code;
mod command;
mod error;
#[cfg(feature = "limits")]
mod limits;
#[cfg(not(feature = "limits"))]
#[path = "limits/off.rs"]
mod limits;
mod login;
mod observe;
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
#[cfg(feature = "testing")]
pub mod testing;
mod time;
mod transport;
mod value;

pub use attempts::{
    Attempt, Backoff, Cause, Decision, Failed, Hooks, Layer, NeverRetry, RequestId, RetryBudget, RetryPolicy,
    StandardRetry,
};
#[cfg(feature = "limits")]
pub use bulk::{Bulk, BulkFailure, BulkResult, BulkRun, BulkSummary, Progress};
pub use call::Call;
pub use callback::{
    Callback, CallbackError, CallbackKey, CallbackParams, CallbackReply, CallbackSpec, CallbackUrlError, Payload,
    SignedCallback, Verified,
};
pub use client::{BuildError, Client, ClientBuilder, RotateError, UnknownApp};
pub use clock::Clock;
#[cfg(feature = "tokio")]
pub use clock::TokioClock;
pub use code::{CodeEntry, ErrorCode, Remedy, UndocumentedCode, UnlistedCode, display_code};
pub use command::{Command, CommandSpec, Envelope, Gateway, GatewaySpec, Jsonp, Method, NoGateway, ReplyCode, Verify};
pub use error::{
    Error, MethodNotTaken, NotSent, NotStarted, OutcomeUnknown, Refusal, ReplyMismatch, SendError, UnexpectedStatus,
    WaitingFor,
};
#[cfg(feature = "limits")]
pub use limits::RateLimit;
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
pub use reply::{DecodeError, DecodeErrorKind, FromJson, Json, JsonObject};
pub use request::{Credentials, SignedRequest};
pub use rows::{RowTable, Rows};
pub use sdk::{
    AnswerBy, AnswerSpec, BundleKey, Bytes, CallError, CallFailure, CallRefusal, CodeKey, CodeValue, ColumnSpec,
    DetailSpec, MatrixColumn, MatrixSpec, PlatformAnswer, PlatformCall, Route, RowSpec, ScriptedPlatform, Sdk, SdkCall,
    SdkError, SdkParam, SdkPlatform, SdkRefused, SdkSource, SdkSpec, SdkValue, Support, Unsupported, Warning,
    WholeAnswer,
};
pub use secret::Secret;
pub use serde_json::Value as JsonValue;
pub use session::Session;
pub use time::UnixSeconds;
#[cfg(feature = "hyper")]
pub use transport::HyperTransport;
#[cfg(feature = "reqwest")]
pub use transport::ReqwestTransport;
pub use transport::{BoxError, BoxFuture, HttpRequest, HttpResponse, Transport, TransportError};
pub use value::{AsValue, List, Record, Value};
