//! The Model of a spec in formats of other tools.
//!
//! In: a [`Model`](qq_cgi_model::Model) that was read without a mistake. Out: a document in another tool's format.
//! **Invariant**: says nothing that the Model does not say, knows no command, code or parameter by itself, and gives the
//! same document for the same Model, byte for byte.
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

mod language;
pub mod openapi;

pub use language::Language;
