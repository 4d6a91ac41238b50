//! The Model of a spec for other readers: all of it, for other tools ([`json`]), in a format of other tools ([`openapi`]),
//! as a book for people ([`markdown`]), and the Rust that it becomes, formatted ([`rust`]). Also the language itself for editors
//! ([`schema`]).
//!
//! In: a [`Model`](qq_cgi_model::Model) that was read without a mistake; Rust comes of any. Out: texts and documents.
//! **Invariant**: says nothing that the Model does not say, knows no command, code or parameter by itself, and gives the
//! same document for the same Model, byte for byte. Nothing that generates code depends on it.
//!
//! ```
//! use qq_cgi_export::{Language, openapi};
//! use qq_cgi_model::check_embedded;
//! use qq_game_social::social;
//!
//! let model = check_embedded(social::SPEC_FILES, social::BASE_FILES).model;
//! let options = openapi::Options { language: Language::En, version: "1.0.0", command: None };
//! let document = openapi::document(&model, &options);
//! assert_eq!(document["openapi"], "3.1.1");
//! assert_eq!(document["paths"]["/user/get_user_info"]["get"]["operationId"], "get_user_info");
//! ```
#![forbid(unsafe_code)]

pub mod json;
mod language;
pub mod markdown;
pub mod openapi;
pub mod rust;
pub mod schema;
mod secrets;

pub use language::Language;
