//! The constant tables of parameters and fields, and how values are found by their index in them.

use proc_macro2::{Literal, TokenStream};
use qq_cgi_model::model::{Constant, Field, Origin};
use qq_cgi_wire::{Limits, percent};
use quote::quote;

use crate::paths::Names;

/// The fields that a caller gives, in the order in which the generated struct keeps them.
pub(crate) fn kept_fields<'m>(fields: impl IntoIterator<Item = &'m Field>) -> Vec<&'m Field> {
    fields.into_iter().filter(|field| field.origin == Origin::Caller).collect()
}

/// The table of `fields`, in their order; the sign itself has no entry.
pub(crate) fn params<'m>(
    fields: impl IntoIterator<Item = &'m Field>,
    kept: &[&Field],
    names: &Names<'_>,
) -> TokenStream {
    table(&quote! { ::qq_cgi::Param }, fields.into_iter().filter_map(|field| param(field, kept, names)))
}

/// A command's table: [`params`] with what of them stands in every query.
pub(crate) fn query_params<'m>(
    fields: impl IntoIterator<Item = &'m Field>,
    command: &str,
    kept: &[&Field],
    names: &Names<'_>,
) -> TokenStream {
    let entry = |field: &'m Field| {
        let param = param(field, kept, names)?;
        let joined = joined(field, command);
        Some(quote! { #param #joined })
    };
    table(&quote! { ::qq_cgi::Param }, fields.into_iter().filter_map(entry))
}

/// A table in a `static` of its own. Behind a mere `&[…]` the compiler would prove of each entry that it may live for
/// ever, which takes it a fifth of its time for a command.
pub(crate) fn table(ty: &TokenStream, entries: impl Iterator<Item = TokenStream>) -> TokenStream {
    let entries: Vec<_> = entries.collect();
    let count = Literal::usize_unsuffixed(entries.len());
    if entries.is_empty() {
        return quote! { &[] };
    }
    quote! {{
        static TABLE: [#ty; #count] = [#(#entries),*];
        &TABLE
    }}
}

/// `&name=`, with the value behind it where that is always the same; nothing where either has to be escaped.
fn joined(field: &Field, command: &str) -> Option<TokenStream> {
    let value = match &field.origin {
        Origin::CommandName => Some(command.to_owned()),
        Origin::Constant(Constant::Text(text)) => Some(text.clone()),
        Origin::Constant(Constant::Int(number)) => Some(number.to_string()),
        Origin::Constant(Constant::Bool(value)) => Some(value.to_string()),
        _ => None,
    };
    let (name, text) = (&field.name, value.as_deref().unwrap_or_default());
    let joined = format!("&{name}={text}");
    let how = if value.is_some() {
        quote! { fixed }
    } else {
        quote! { joined }
    };
    (percent::is_plain(name) && percent::is_plain(text)).then(|| quote! { .#how(#joined) })
}

fn param(field: &Field, kept: &[&Field], names: &Names<'_>) -> Option<TokenStream> {
    let name = &field.name;
    let index_of = |name: &str| kept.iter().position(|field| field.name == name);
    let source = match &field.origin {
        Origin::Sign | Origin::Platform => return None,
        Origin::Caller => {
            let index = index_of(name)?;
            quote! { Caller(#index) }
        }
        Origin::LengthOf(of) => {
            let index = index_of(of)?;
            quote! { LengthOf(#index) }
        }
        Origin::AppId => quote! { AppId },
        Origin::OpenId => quote! { OpenId },
        Origin::AccessToken => quote! { AccessToken },
        Origin::CommandName => quote! { CommandName },
        Origin::Constant(constant) => {
            let value = constant_value(constant);
            quote! { Constant(#value) }
        }
    };
    let secret = names.model.is_secret(field).then(|| quote! { .secret() });
    let limits = (field.limits != Limits::NONE).then(|| {
        let limits = limits(&field.limits);
        quote! { .limited(#limits) }
    });
    let quoted = field.quoted.then(|| quote! { .quoted() });
    Some(quote! { ::qq_cgi::Param::new(#name, ::qq_cgi::Source::#source)#secret #limits #quoted })
}

/// An `Option` as Rust writes it.
pub(crate) fn option(value: Option<TokenStream>) -> TokenStream {
    match value {
        Some(value) => quote! { ::core::option::Option::Some(#value) },
        None => quote! { ::core::option::Option::None },
    }
}

/// A constant as the runtime's `Value`.
pub(crate) fn constant_value(constant: &Constant) -> TokenStream {
    match constant {
        Constant::Int(number) => quote! { ::qq_cgi::Value::Int(#number) },
        Constant::Text(text) => quote! { ::qq_cgi::Value::Text(#text) },
        Constant::Bool(value) => quote! { ::qq_cgi::Value::Bool(#value) },
    }
}

/// Limits, naming those that bind.
pub(crate) fn limits(limits: &Limits) -> TokenStream {
    if *limits == Limits::NONE {
        return quote! { ::qq_cgi::Limits::NONE };
    }
    let some = |name: &str, value: Option<TokenStream>| {
        let name = quote::format_ident!("{name}");
        value.map(|value| quote! { #name: ::core::option::Option::Some(#value), })
    };
    let number = |limit: Option<i128>| limit.map(|limit| quote! { #limit });
    let count = |limit: Option<usize>| limit.map(|limit| quote! { #limit });
    let set = [
        some("min", number(limits.min)),
        some("max", number(limits.max)),
        some("min_chars", count(limits.min_chars)),
        some("max_chars", count(limits.max_chars)),
        some("min_items", count(limits.min_items)),
        some("max_items", count(limits.max_items)),
        limits.https_only.then(|| quote! { https_only: true, }),
    ];
    let set = set.into_iter().flatten();
    quote! { ::qq_cgi::Limits { #(#set)* ..::qq_cgi::Limits::NONE } }
}

/// The arms that find a kept value by its index.
pub(crate) fn value_arms(kept: &[&Field], names: &Names<'_>) -> Vec<TokenStream> {
    let arm = |(index, field): (usize, &&Field)| {
        let ident = names.ident(&field.rust);
        quote! { #index => ::qq_cgi::AsValue::as_value(&self.#ident), }
    };
    kept.iter().enumerate().filter(|(_, field)| field.ty != qq_cgi_model::model::Type::Unknown).map(arm).collect()
}
