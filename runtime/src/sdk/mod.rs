//! Calls of mobile SDKs: checked, put together for the platform's side, and their answers read.
//!
//! In: a generated [`SdkCall`] and somebody's [`SdkPlatform`], who has the real SDK at hand (over a bridge to Java, Swift or
//! a message channel). Out: a [`PlatformCall`] of plain values, and from its [`PlatformAnswer`] a typed reply or an
//! [`SdkError`]. **Invariant**: knows no SDK, no call, no platform's types; needs no network, no session and no runtime.

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
pub use error::{CallError, CallFailure, CallRefusal, SdkError, SdkRefused, WholeAnswer};
pub use matrix::{ColumnSpec, MatrixColumn, MatrixSpec, Route, RowSpec, Support, Unsupported};
pub use platform::{PlatformAnswer, PlatformCall, SdkPlatform};
pub use scripted::ScriptedPlatform;
pub use value::{Bytes, SdkValue};
pub use warning::Warning;
