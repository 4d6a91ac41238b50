//! What changed between two specs, and who notices.
//!
//! In: two checked specs. Out: their differences, each by a rule of one table, with a verdict as Cargo's chapter on semantic versioning
//! has it. **Invariant**: compares what specs mean, not how they are written: files, order, comments and layout count for
//! nothing, unless Rust or the wire see them.
//!
//! ```
//! use qq_cgi_diff::{Verdict, compare};
//! use qq_cgi_model::check_embedded;
//!
//! let spec = |values| format!("[spec]\nname = 'shop'\n[enum.Colour]\nvalues.Red = {{ value = 1 }}\n{values}");
//! let (old, new) = (spec("values.Blue = { value = 2 }"), spec(""));
//! let [old, new] = [&old, &new].map(|text| check_embedded(&[("shop.toml", text)], &[]));
//! let diff = compare(&old, &new);
//! assert_eq!(diff.verdict(), Some(Verdict::Major));
//! assert!(diff.changes[0].to_string().starts_with("shop.toml:5:8: major QD0402"));
//! ```
//!
//! # Who notices
//!
//! A rule of the category [`Category::Source`] tells what users' Rust notices: those of a crate that depends on the one with
//! `#[qq_cgi]`. (In that crate itself `#[non_exhaustive]` has no force, so that a new variant can break a `match` there.)
//! One of [`Category::Wire`] tells what the other end and stored data notice, if one end is made of the old spec and the
//! other of the new one.
//!
//! Every rule has a page in `cases/`, with a change and a user's Rust. Both are tests: of a source rule that says major the
//! Rust no longer compiles after the change, of any other it does.
#![forbid(unsafe_code)]

mod at;
mod change;
mod compare;
mod page;
mod place;
mod rules;
mod text;

pub use change::{Change, Diff};
pub use compare::compare;
pub use page::{GROUND, Page};
pub use place::Place;
pub use rules::{Category, RULES, Rule, Verdict};
