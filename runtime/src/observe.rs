//! What a client tells of its calls through `tracing` and `metrics`, behind the features of those names.
//!
//! In: attempts and what became of them. Out: spans, events, figures. **Invariant**: names of the spec, numbers and our own
//! words alone; nothing that a caller or a server wrote, no openid, no URL, no secret.

#[cfg(feature = "metrics")]
mod metrics;
#[cfg(feature = "tracing")]
mod spans;
#[cfg(not(feature = "tracing"))]
#[path = "observe/no_spans.rs"]
mod spans;

pub(crate) use self::spans::{CallSpan, overlap_ended_too_early};
use crate::attempts::Hooks;

/// The hooks that every client has.
pub(crate) fn hooks() -> Vec<Box<dyn Hooks>> {
    vec![
        #[cfg(feature = "tracing")]
        Box::new(spans::Events),
        #[cfg(feature = "metrics")]
        Box::new(metrics::Figures::described()),
    ]
}
