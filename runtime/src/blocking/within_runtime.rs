//! The error of waiting where nobody may wait.

use core::fmt;

/// A blocking method was called from within an async runtime, whose thread it would have held up. Nothing was sent.
///
/// Use the asynchronous client there: in an async function with `.await`, in `tokio::task::spawn_blocking` with
/// `tokio::runtime::Handle::current().block_on(…)`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct WithinRuntime;

impl fmt::Display for WithinRuntime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(
            "a blocking session was used from within an async runtime, and nothing was sent: use the asynchronous client \
             there; in `spawn_blocking` by `Handle::current().block_on(…)`",
        )
    }
}

impl std::error::Error for WithinRuntime {}
