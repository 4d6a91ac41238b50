//! Replies.

/// What a command answers.
pub trait Reply: Sized {}
