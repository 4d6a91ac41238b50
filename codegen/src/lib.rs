//! The generator: a checked Model becomes Rust.
//!
//! In: a [`Model`] and what is wrong with it. Out: the items of one module, errors first. **Invariants**: holds no rule of
//! the spec language and cannot fail; generates for a Model with errors too, so that what could be named stays nameable;
//! every path in its output is absolute.
#![forbid(unsafe_code)]

mod arguments;
mod callbacks;
mod commands;
mod docs;
mod enums;
mod error_tables;
mod examples;
mod gateways;
mod items;
mod matrices;
mod overview;
mod pages;
mod paths;
mod records;
mod sdks;
mod stages;
mod structs;
mod tables;
mod type_tables;
mod types;

use proc_macro2::{Span, TokenStream};
use qq_cgi_model::{Checked, Diagnostic, Model, diagnostic::Level};
use quote::{quote, quote_spanned};

pub use items::{EXAMPLES, Generated, each};

/// One `compile_error!` for each error, in order. Mistakes of the base are reported where the base is.
#[must_use]
pub fn compile_errors(checked: &Checked, at: Span) -> TokenStream {
    let errors = checked.own_diagnostics().filter(|found| found.level == Level::Error);
    errors.map(|found| compile_error(found, checked, at)).collect()
}

/// One deprecation note for each warning, in order: stable Rust has no other way to warn.
///
/// `#[allow(deprecated)]` on the module silences them all; a level in the spec's root, those of one rule.
#[must_use]
pub fn compile_warnings(checked: &Checked, at: Span) -> TokenStream {
    let warnings = checked.own_diagnostics().filter(|found| found.level == Level::Warning);
    warnings.map(|found| compile_warning(found, checked, at)).collect()
}

/// rustc has no way to point into a TOML file from stable Rust; the message draws the place itself. Should there be one
/// some day, the finding's span is at hand here.
fn compile_error(found: &Diagnostic, checked: &Checked, at: Span) -> TokenStream {
    let text = found.to_rustc_message(&checked.sources);
    quote_spanned! { at => ::core::compile_error! { #text } }
}

/// rustc notes the use of what is deprecated, and names it; so it is called as the rule is.
fn compile_warning(found: &Diagnostic, checked: &Checked, at: Span) -> TokenStream {
    let text = found.to_rustc_message(&checked.sources);
    let name = proc_macro2::Ident::new(found.rule.id, at);
    quote_spanned! { at =>
        const _: () = {
            #[deprecated(note = #text)]
            const #name: () = ();
            #name
        };
    }
}

/// The doc comment inside of the module `name`, below a user's own: the spec's texts, and what there is.
///
/// rustdoc looks for the links of a module's documentation where its first line is. So that they are found whether or not a
/// user wrote anything, the module also gets an empty doc comment, before everything else and outside.
#[must_use]
pub fn module_docs(model: &Model, name: &str) -> TokenStream {
    docs::module(&model.about, &overview::lines(model, name))
}

/// Everything of the base, under the names of the module that stands on it.
///
/// By name, not by a glob: the base's `__spec` and its file tables would stand beside the module's own.
#[must_use]
pub fn base_reexport(model: &Model, name: Span) -> TokenStream {
    let Some(base) = model.base.as_deref().map(paths::base_path) else { return TokenStream::new() };
    let items = items::types(model).filter(|(_, about)| about.from_base);
    let items = items.map(|(item, _)| proc_macro2::Ident::new(item, name));
    quote! {
        #[doc(inline)]
        #[allow(unused_imports)]
        pub use #base::{#(#items),*};
    }
}

/// What the Model's own items become; the base's are generated where the base is.
///
/// `name` is the span that generated names get: that of the module's name, so that editors have one place to go to.
#[must_use]
pub fn items(model: &Model, name: Span) -> TokenStream {
    each(model, name).map(|item| item.tokens).collect()
}
