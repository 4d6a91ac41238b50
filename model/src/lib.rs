//! The spec language: TOML sources become a checked [`model::Model`] and [`Diagnostic`]s.
//!
//! In: the files of a spec ([`load`]). Out: what could be understood, and everything that is wrong with them ([`check`]).
//! **Invariants**: depends on no proc-macro crate and no runtime; never fails and never panics; whatever must be refused
//! in a spec is refused here and nowhere else.
//!
//! ```
//! use qq_cgi_model::{Embedded, check, load};
//!
//! let files = Embedded(&[("shop.toml", "[spec]\nname = 'shop'\n[enum.Colour.values]\nRed = { valeu = 1 }\n")]);
//! let checked = check(load(&files, "shop.toml"));
//! let text = checked.diagnostics[0].to_text(&checked.sources);
//! assert!(text.starts_with("error[QQ0101]: unknown key `valeu` in a value of an enum\n --> shop.toml:4:9"));
//! assert!(text.contains("did you mean `value`?"));
//! ```
#![forbid(unsafe_code)]

pub mod callback;
mod check;
pub mod diagnostic;
pub mod fix;
mod form;
mod json;
mod load;
pub mod model;
pub mod naming;
pub mod page;
pub mod request;
pub mod source;
pub mod suggest;
pub mod syntax;
pub mod value;

pub use check::{Checked, check, check_embedded, type_pattern};
pub use diagnostic::Diagnostic;
pub use load::{Disk, Embedded, Files, Loaded, MOST_BYTES, MOST_BYTES_IN_ALL, MOST_FILES, load, text_of};
pub use model::Model;
