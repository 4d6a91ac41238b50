//! How a spec reaches the crates that build on it: a macro that hands its files on.

use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use crate::invocation::{BaseFile, Invocation};

/// The macro that stands beside the module, and the name by which the module gives it away.
pub(crate) fn relay(invocation: &Invocation, files: &[BaseFile]) -> (TokenStream, TokenStream) {
    let name = macro_name(invocation);
    let definition = quote! {
        #[doc(hidden)]
        #[macro_export]
        macro_rules! #name {
            ($($own:tt)*) => { ::qq_cgi::__expand! { [#(#files),*] $($own)* } };
        }
    };
    let reexport = quote! {
        #[doc(hidden)]
        #[allow(unused_imports, macro_expanded_macro_exports_accessed_by_absolute_paths)]
        pub use #name as __spec;
    };
    (definition, reexport)
}

/// What a spec with a base expands to first: the base's macro, which hands the base's files on.
pub(crate) fn call(base: &str, invocation: &Invocation) -> TokenStream {
    let at = invocation.path.span;
    let parts: Vec<_> = base.split("::").map(|part| Ident::new(part, at)).collect();
    let leading = (base.split("::").next() != Some("crate")).then(|| quote! { :: });
    quote! { #leading #(#parts)::*::__spec! { #invocation } }
}

/// Exported macros share one namespace in a crate, so the name depends on where the module stands.
fn macro_name(invocation: &Invocation) -> Ident {
    let place = invocation.name.span().unwrap();
    let mut hasher = DefaultHasher::new();
    (&invocation.path.value, place.file(), place.line(), place.column()).hash(&mut hasher);
    format_ident!("__qq_cgi_spec_{}_{:016x}", invocation.name, hasher.finish())
}
