//! Typed clients for signed, table-documented CGI interfaces, generated from TOML.
#![forbid(unsafe_code)]

mod code;
mod command;
mod param;
mod reply;
mod rows;
mod secret;
mod time;
mod value;

pub use code::{CodeEntry, ErrorCode, Remedy, UndocumentedCode, UnlistedCode, display_code};
pub use command::{Command, CommandSpec, Envelope, Gateway, GatewaySpec, Method, ReplyCode};
pub use param::{Param, Source};
pub use qq_cgi_wire::{InvalidParam, Limits, Violation};
pub use reply::Reply;
pub use rows::{RowTable, Rows};
pub use secret::Secret;
pub use time::UnixSeconds;
pub use value::{AsValue, List, Record, Value};
