//! How generated code names things.

use proc_macro2::{Ident, Span, TokenStream};
use qq_cgi_model::model::{About, Model};
use quote::{format_ident, quote};

/// The Model, and how its items are named from inside the generated module.
pub(crate) struct Names<'m> {
    pub(crate) model: &'m Model,
    span: Span,
    base: TokenStream,
}

impl<'m> Names<'m> {
    pub(crate) fn new(model: &'m Model, span: Span) -> Self {
        Self { model, span, base: model.base.as_deref().map(base_path).unwrap_or_default() }
    }

    /// An identifier from the Model, which holds valid ones only.
    pub(crate) fn ident(&self, name: &str) -> Ident {
        match name.strip_prefix("r#") {
            Some(keyword) => Ident::new_raw(keyword, self.span),
            None => Ident::new(name, self.span),
        }
    }

    /// The type of an item: in this module, or in the base's.
    pub(crate) fn item(&self, name: &str, about: &About) -> TokenStream {
        let ident = self.ident(name);
        let base = &self.base;
        if about.from_base {
            quote! { #base::#ident }
        } else {
            quote! { #ident }
        }
    }
}

/// The last resort of a Model with errors: something that exists.
pub(crate) fn unknown() -> TokenStream {
    quote! { () }
}

/// `qq_game_social::social` → `::qq_game_social::social`.
pub(crate) fn base_path(base: &str) -> TokenStream {
    let parts = base.split("::").filter(|part| *part != "crate").map(|part| format_ident!("{part}"));
    if base.starts_with("crate::") {
        quote! { crate #(::#parts)* }
    } else {
        quote! { #(::#parts)* }
    }
}
