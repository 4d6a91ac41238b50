//! Types as Rust writes them.

use proc_macro2::{Ident, TokenStream};
use qq_cgi_model::model::{Constant, Field, Type};
use quote::quote;

use crate::paths::{Names, unknown};

/// How a value is taken, kept and converted.
pub(crate) struct Taken {
    /// The type of the argument.
    pub(crate) argument: TokenStream,
    /// The argument as it is kept.
    pub(crate) converted: TokenStream,
}

/// The type in which a value is kept.
pub(crate) fn kept(ty: &Type, names: &Names<'_>) -> TokenStream {
    match ty {
        Type::U32 => quote! { u32 },
        Type::U64 => quote! { u64 },
        Type::I32 => quote! { i32 },
        Type::I64 => quote! { i64 },
        Type::Bool => quote! { bool },
        Type::Text => quote! { ::std::string::String },
        Type::UnixSeconds => quote! { ::qq_cgi::UnixSeconds },
        Type::Seconds => quote! { ::core::time::Duration },
        Type::Enum(name) => names.model.enum_(name).map_or_else(unknown, |item| names.item(name, &item.about)),
        Type::Struct(name) => names.model.struct_(name).map_or_else(unknown, |item| names.item(name, &item.about)),
        Type::Rows(name) => {
            names.model.type_table(name).map_or_else(unknown, |table| names.item(&table.rust, &table.about))
        }
        Type::List(item) => {
            let item = kept(item, names);
            quote! { ::std::vec::Vec<#item> }
        }
        Type::Json(inner) => kept(inner, names),
        Type::Bytes => quote! { ::qq_cgi::Bytes },
        // Never kept: the platform's side brings them along.
        Type::Bundle | Type::Host(_) | Type::Unknown => unknown(),
    }
}

/// The type in which a field is kept. A secret text cannot be printed.
pub(crate) fn kept_field(field: &Field, names: &Names<'_>) -> TokenStream {
    if field.secret && field.ty == Type::Text {
        quote! { ::qq_cgi::Secret }
    } else {
        kept(&field.ty, names)
    }
}

/// The type in which a field is taken from the caller.
pub(crate) fn taken_field(field: &Field, argument: &Ident, names: &Names<'_>) -> Taken {
    if field.secret && field.ty == Type::Text {
        return into(&quote! { ::qq_cgi::Secret }, argument);
    }
    taken(&field.ty, argument, names)
}

/// The type in which a value is taken from the caller.
pub(crate) fn taken(ty: &Type, argument: &Ident, names: &Names<'_>) -> Taken {
    let kept = kept(ty, names);
    match ty {
        Type::Text | Type::Bytes | Type::UnixSeconds | Type::List(_) => into(&kept, argument),
        Type::Json(inner) => taken(inner, argument, names),
        // Whatever the caller gives is right: the type is the mistake, and it is reported where it is.
        Type::Unknown => Taken {
            argument: quote! { impl ::core::marker::Sized },
            converted: quote! { ::core::mem::drop(#argument) },
        },
        _ => Taken { argument: kept, converted: quote! { #argument } },
    }
}

fn into(kept: &TokenStream, argument: &Ident) -> Taken {
    Taken {
        argument: quote! { impl ::core::convert::Into<#kept> },
        converted: quote! { ::core::convert::Into::into(#argument) },
    }
}

/// A constant as a value of a type; only for what the Model found to fit.
pub(crate) fn constant(constant: &Constant, ty: &Type, names: &Names<'_>) -> TokenStream {
    match (ty, constant) {
        (Type::Enum(name), _) => enum_value(name, constant, names),
        (Type::UnixSeconds, Constant::Int(number)) => quote! { ::qq_cgi::UnixSeconds::new(#number) },
        (Type::Seconds, Constant::Int(number)) => {
            let seconds = number.unsigned_abs();
            quote! { ::core::time::Duration::from_secs(#seconds) }
        }
        (_, Constant::Int(number)) => {
            let number = proc_macro2::Literal::i64_unsuffixed(*number);
            quote! { #number }
        }
        (_, Constant::Text(text)) => quote! { ::std::string::String::from(#text) },
        (_, Constant::Bool(value)) => quote! { #value },
    }
}

fn enum_value(name: &str, constant: &Constant, names: &Names<'_>) -> TokenStream {
    let Some(item) = names.model.enum_(name) else { return unknown() };
    let path = names.item(name, &item.about);
    match (item.values.iter().find(|value| value.value == *constant), constant) {
        (Some(value), _) => {
            let variant = names.ident(&value.rust);
            quote! { #path::#variant }
        }
        (None, Constant::Int(number)) => quote! { #path::other(#number) },
        (None, constant) => {
            let text = constant.wire_text();
            quote! { #path::other(#text) }
        }
    }
}
