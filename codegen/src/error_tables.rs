//! Error tables: an enum of the known codes, and an opaque place for the others.

use proc_macro2::TokenStream;
use qq_cgi_model::model::{Code, ErrorTable, Remedy};
use quote::{format_ident, quote};

use crate::{docs, paths::Names};

pub(crate) fn generate(table: &ErrorTable, names: &Names<'_>) -> TokenStream {
    let ident = names.ident(&table.rust);
    let docs = docs::item(&table.about);
    let variants: Vec<_> = table.codes.iter().map(|code| names.ident(&code.rust)).collect();
    let variant_docs = table.codes.iter().map(docs::code);
    let numbers: Vec<_> = table.codes.iter().map(|code| proc_macro2::Literal::i64_unsuffixed(code.code.unwrap_or_default())).collect();
    let entries = table.codes.iter().map(entry);
    quote! {
        #docs
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum #ident {
            #(#variant_docs #variants,)*
            /// A code that the table does not list: read it with `code()`.
            Unlisted(::qq_cgi::UnlistedCode),
        }
        impl #ident {
            /// The number on the wire.
            #[must_use]
            pub const fn code(self) -> i64 {
                match self {
                    #(Self::#variants => #numbers,)*
                    Self::Unlisted(code) => code.__code(),
                }
            }
        }
        impl ::qq_cgi::ErrorCode for #ident {
            fn from_code(code: i64) -> Self {
                match code {
                    #(#numbers => Self::#variants,)*
                    _ => Self::Unlisted(::qq_cgi::UnlistedCode::__new(code)),
                }
            }
            fn code(&self) -> i64 {
                Self::code(*self)
            }
            fn entry(&self) -> ::core::option::Option<&'static ::qq_cgi::CodeEntry> {
                ::core::option::Option::Some(match self {
                    #(Self::#variants => const { &#entries },)*
                    Self::Unlisted(_) => return ::core::option::Option::None,
                })
            }
        }
        impl ::core::fmt::Display for #ident {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                ::qq_cgi::display_code(self, f)
            }
        }
    }
}

fn entry(code: &Code) -> TokenStream {
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let name = &code.rust;
    let zh = [text(&code.about.zh), text(&code.zh_remedy)];
    let en = [text(&code.about.en), text(&code.en_remedy)];
    let remedy = format_ident!(
        "{}",
        match code.remedy {
            Remedy::FixRequest => "FixRequest",
            Remedy::CheckCredentials => "CheckCredentials",
            Remedy::RetryOnce => "RetryOnce",
            Remedy::BackOff => "BackOff",
            Remedy::Reauthorize => "Reauthorize",
            Remedy::RequestPermission => "RequestPermission",
            Remedy::ContactSupport => "ContactSupport",
            Remedy::None => "None",
        }
    );
    quote! { ::qq_cgi::CodeEntry::new(#name, [#(#zh),*], [#(#en),*], ::qq_cgi::Remedy::#remedy) }
}
