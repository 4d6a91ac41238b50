//! Enums: known values, and for open ones any other.

use proc_macro2::TokenStream;
use qq_cgi_model::model::{Constant, Enum};
use quote::quote;

use crate::{docs, paths::Names, tables};

pub(crate) fn generate(item: &Enum, names: &Names<'_>) -> TokenStream {
    let ident = names.ident(&item.name);
    let docs = docs::item(&item.about);
    let variants = item.values.iter().map(|value| {
        let docs = docs::variant(&value.about, &value.value.wire_text());
        let variant = names.ident(&value.rust);
        quote! { #docs #variant }
    });
    let other = item.open.then(|| other(item, names));
    let other_variant = item.open.then(|| {
        let kept = kept_other(item);
        quote! { /// A value that the spec does not list.
        Other(#kept) }
    });
    let copy = (!item.open).then(|| quote! { , Copy });
    let wire = wire(item, names);
    let decode = decode(item, names);
    quote! {
        #docs
        #[derive(Debug, Clone, PartialEq, Eq, Hash #copy)]
        #[non_exhaustive]
        pub enum #ident { #(#variants,)* #other_variant }
        #other
        #wire
        #decode
    }
}

fn kept_other(item: &Enum) -> TokenStream {
    if item.is_numeric() {
        quote! { i64 }
    } else {
        quote! { ::std::string::String }
    }
}

fn other(item: &Enum, names: &Names<'_>) -> TokenStream {
    let ident = names.ident(&item.name);
    let kept = kept_other(item);
    quote! {
        impl #ident {
            /// A value that the spec does not list, as it stands on the wire.
            #[must_use]
            pub fn other(value: impl ::core::convert::Into<#kept>) -> Self {
                Self::Other(value.into())
            }
        }
    }
}

fn wire(item: &Enum, names: &Names<'_>) -> TokenStream {
    let ident = names.ident(&item.name);
    let arms = item.values.iter().map(|value| {
        let variant = names.ident(&value.rust);
        let constant = tables::constant_value(&value.value);
        quote! { Self::#variant => #constant, }
    });
    let other = item.open.then(|| {
        let value = if item.is_numeric() {
            quote! { ::qq_cgi::Value::Int(*value) }
        } else {
            quote! { ::qq_cgi::Value::Text(value) }
        };
        quote! { Self::Other(value) => #value, }
    });
    let empty = item.values.is_empty().then(|| quote! { _ => ::qq_cgi::Value::Unset, });
    quote! {
        impl ::qq_cgi::AsValue for #ident {
            fn as_value(&self) -> ::qq_cgi::Value<'_> {
                match self { #(#arms)* #other #empty }
            }
        }
    }
}

fn decode(item: &Enum, names: &Names<'_>) -> TokenStream {
    let ident = names.ident(&item.name);
    let arms = item.values.iter().map(|value| {
        let variant = names.ident(&value.rust);
        let pattern = match &value.value {
            Constant::Int(number) => quote! { #number },
            other => {
                let text = other.wire_text();
                quote! { #text }
            }
        };
        quote! { #pattern => ::core::result::Result::Ok(Self::#variant), }
    });
    let read = if item.is_numeric() {
        quote! { json.integer()? }
    } else {
        quote! { json.text()?.as_ref() }
    };
    let rest = match (item.open, item.is_numeric()) {
        (true, true) => quote! { other => ::core::result::Result::Ok(Self::Other(other)), },
        (true, false) => quote! { other => ::core::result::Result::Ok(Self::other(other)), },
        (false, _) => {
            let known: Vec<_> = item.values.iter().map(|value| value.value.wire_text()).collect();
            let expected = format!("one of {}", known.join(", "));
            quote! { _ => ::core::result::Result::Err(json.expected(#expected)), }
        }
    };
    quote! {
        impl ::qq_cgi::FromJson for #ident {
            fn from_json(json: ::qq_cgi::Json<'_>) -> ::core::result::Result<Self, ::qq_cgi::DecodeError> {
                match #read { #(#arms)* #rest }
            }
        }
    }
}
