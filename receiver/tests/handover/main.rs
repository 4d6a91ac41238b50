//! Orders handed over to a handler in this process, by a clock that stands still.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

mod bounds;
mod counter;
mod failing;
mod once;
mod shelf;
mod stopping;
