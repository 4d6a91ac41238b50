//! Pages: a struct, `new`, setters, and `url`.

use proc_macro2::TokenStream;
use qq_cgi_model::model::{Field, Page};
use quote::quote;

use crate::{arguments, commands::field_declaration, docs, paths::Names, tables};

pub(crate) fn generate(page: &Page, names: &Names<'_>) -> TokenStream {
    let ident = names.ident(&page.rust);
    let (name, url) = (&page.name, &page.url);
    let docs = docs::item_with("Page", &page.about, &[format!("On the wire: `{url}`.")]);
    let kept = tables::kept_fields(&page.params);
    let fields = kept.iter().map(|field| field_declaration(field, names));
    let inherent = arguments::inherent(&ident, &kept, &names.model.struct_arguments(&page.params), names);
    let params = tables::params(&page.params, &kept, names);
    let record = record(&ident, &quote! { ::qq_cgi::Page }, &kept, names);
    quote! {
        #docs
        #[derive(Debug, Clone)]
        pub struct #ident { #(#fields),* }
        #inherent
        impl #ident {
            /// The URL to open.
            ///
            /// # Errors
            /// The first parameter that breaks its documented limits.
            pub fn url(&self) -> ::core::result::Result<::std::string::String, ::qq_cgi::InvalidParam> {
                ::qq_cgi::Page::to_url(self)
            }
        }
        #record
        impl ::qq_cgi::Page for #ident {
            const SPEC: &'static ::qq_cgi::PageSpec =
                &::qq_cgi::PageSpec { name: #name, url: #url, params: #params };
        }
    }
}

/// The parameters as a record; its table is the one in the `SPEC` of its trait.
pub(crate) fn record(ident: &proc_macro2::Ident, of: &TokenStream, kept: &[&Field], names: &Names<'_>) -> TokenStream {
    let arms = tables::value_arms(kept, names);
    quote! {
        impl ::qq_cgi::Record for #ident {
            fn fields(&self) -> &'static [::qq_cgi::Param] {
                <Self as #of>::SPEC.params
            }
            fn field(&self, index: usize) -> ::qq_cgi::Value<'_> {
                match index { #(#arms)* _ => ::qq_cgi::Value::Unset }
            }
        }
    }
}
