//! The error of waiting where nobody may wait.

use core::fmt;

/// A blocking method was called from within an async runtime, whose thread it would have held up. Nothing was sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct WithinRuntime;

impl fmt::Display for WithinRuntime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a blocking session was used from within an async runtime: use the asynchronous one there; nothing was sent")
    }
}

impl std::error::Error for WithinRuntime {}
