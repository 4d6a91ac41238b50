//! A checked Model for other readers: the Rust that it becomes, for people to read; all of it, for other tools; a
//! reference book.
//!
//! In: a [`Model`](qq_cgi_model::Model). Out: texts, always the same for the same Model. **Invariant**: knows no command,
//! code or parameter by itself, and says nothing that the Model does not; nothing that generates code depends on it.
#![forbid(unsafe_code)]

pub mod json;
pub mod markdown;
pub mod rust;
