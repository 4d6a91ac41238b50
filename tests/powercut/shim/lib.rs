//! A library to preload (`LD_PRELOAD`): it logs what a program writes and syncs in one folder, in one sequence with what
//! the program says, and makes calls fail on request.
//!
//! In: the calls of libc, and `!` lines that the program says (see [`plan`]). Out: the log (see [`record`]).
//! **Invariant**: what a program may do to its files and this library cannot log is refused, or shows when the whole log
//! is replayed and compared with the files.
//!
//! It is set up by [`FOLDER`], [`LOG`] and [`SAID`] in the environment, and does nothing without them. This is the one
//! crate of the workspace with `unsafe` in it: it takes the place of functions of libc. Nobody else depends on it, and no
//! program links it.
#![cfg(all(target_os = "linux", target_env = "gnu", target_pointer_width = "64"))]
#![allow(unsafe_code)]

pub mod calls;
pub mod plan;
mod raw;
pub mod record;
mod watch;

/// The folder whose files are watched, as an absolute path without links in it.
pub const FOLDER: &str = "QQ_CGI_POWERCUT_FOLDER";

/// The file to which the log is appended.
pub const LOG: &str = "QQ_CGI_POWERCUT_LOG";

/// The file to which the program writes what it has to say: a whole line with each write. Nothing arrives there.
pub const SAID: &str = "QQ_CGI_POWERCUT_SAID";
