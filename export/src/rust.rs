//! The Rust that a Model becomes, formatted, and how much of it there is.

use proc_macro2::{Span, TokenStream};
use qq_cgi_codegen::{base_reexport, items, module_docs};
use qq_cgi_model::Model;

/// `items` as a formatter writes them.
///
/// # Errors
/// What is no Rust; the generator's output always is.
pub fn formatted(items: TokenStream) -> syn::Result<String> {
    Ok(prettyplease::unparse(&syn::parse2(items)?))
}

/// Everything that the generated module holds but the texts of the spec's files, its own documentation first.
///
/// # Errors
/// As [`formatted`].
pub fn module(model: &Model) -> syn::Result<String> {
    let mut tokens = module_docs(model, "self");
    tokens.extend(base_reexport(model, Span::call_site()));
    tokens.extend(items(model, Span::call_site()));
    formatted(tokens)
}

/// How many lines a formatted text of Rust has.
///
/// ```
/// use qq_cgi_export::rust::Lines;
/// let lines = Lines::of("/// A point.\n///\n/// In the plane.\nstruct Point;\n");
/// assert_eq!(lines, Lines { all: 4, without_docs: 1 });
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Lines {
    /// All of them.
    pub all: usize,
    /// Those that are no documentation.
    pub without_docs: usize,
}

impl Lines {
    /// Counts the lines of a formatted text.
    #[must_use]
    pub fn of(rust: &str) -> Self {
        let mut in_block = false;
        // The formatter writes a doc comment of several lines as a block.
        let is_code = |line: &&str| {
            let line = line.trim();
            let is_doc = in_block || line.starts_with("///") || line.starts_with("/**");
            in_block = (in_block || line.starts_with("/**")) && !line.ends_with("*/");
            !is_doc
        };
        Self { all: rust.lines().count(), without_docs: rust.lines().filter(is_code).count() }
    }
}

impl core::ops::Add for Lines {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self { all: self.all + other.all, without_docs: self.without_docs + other.without_docs }
    }
}

impl core::iter::Sum for Lines {
    fn sum<I: Iterator<Item = Self>>(counts: I) -> Self {
        counts.fold(Self::default(), core::ops::Add::add)
    }
}
