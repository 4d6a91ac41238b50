//! The binary from outside: arguments in, texts and exit codes out.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

#[cfg(unix)]
mod admin;
mod base;
mod budget;
mod callback;
mod check;
mod diff;
mod drain;
mod expand;
mod explain;
mod export;
mod fix;
mod folder;
#[cfg(unix)]
mod forward;
mod handover;
mod init;
mod list;
mod mistakes;
mod of_package;
#[cfg(unix)]
mod operated;
#[cfg(unix)]
mod postgres;
mod program;
#[cfg(unix)]
mod readme;
mod receive;
#[cfg(unix)]
mod receiver;
mod same_words;
mod sandbox;
mod scaffold;
mod schema;
mod secrets;
mod sign;
#[cfg(unix)]
mod tls;
mod watch;
