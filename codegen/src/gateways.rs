//! Gateways: a type that carries the table of what its commands have in common.

use proc_macro2::TokenStream;
use qq_cgi_model::model::{Envelope, Gateway, OutputForm};
use qq_cgi_wire::{Digest, Encoding, Order, Output, Pairs, Part, SignScheme};
use quote::quote;

use crate::{docs, paths::Names, tables};

pub(crate) fn generate(gateway: &Gateway, names: &Names<'_>) -> TokenStream {
    let ident = names.ident(&gateway.rust);
    let docs = docs::item_with("Gateway", &gateway.about, &[]);
    let errors = gateway.errors.as_deref().and_then(|errors| names.model.error_table(errors));
    let code =
        errors.map_or_else(|| quote! { ::qq_cgi::UndocumentedCode }, |table| names.item(&table.rust, &table.about));
    let (name, urls) = (&gateway.name, &gateway.urls);
    let sign = tables::option(names.model.scheme_of(gateway).map(sign_scheme));
    let jsonp = tables::option(gateway.output.as_ref().map(jsonp));
    let Envelope { code: code_field, success, failures_only, message, data, .. } = &gateway.envelope;
    quote! {
        #docs
        #[derive(Debug, Clone, Copy)]
        pub struct #ident;
        impl ::qq_cgi::Gateway for #ident {
            type Code = #code;
            const SPEC: &'static ::qq_cgi::GatewaySpec = &::qq_cgi::GatewaySpec {
                name: #name,
                urls: &[#(#urls),*],
                sign: #sign,
                envelope: ::qq_cgi::Envelope {
                    code: #code_field,
                    success: #success,
                    failures_only: #failures_only,
                    message: #message,
                    data: #data,
                },
                jsonp: #jsonp,
            };
        }
    }
}

fn jsonp(output: &OutputForm) -> TokenStream {
    let (param, default) =
        (tables::option(output.callback.as_ref().map(|name| quote! { #name })), &output.default_callback);
    quote! { ::qq_cgi::Jsonp { param: #param, default_function: #default } }
}

/// A sign scheme as a constant.
pub(crate) fn sign_scheme(scheme: &SignScheme) -> TokenStream {
    let param = &*scheme.param;
    let digest = match scheme.digest {
        Digest::Md5 => quote! { Md5 },
    };
    let output = match scheme.output {
        Output::LowerHex => quote! { LowerHex },
        Output::UpperHex => quote! { UpperHex },
    };
    let parts = scheme.source.iter().map(part);
    quote! {
        ::qq_cgi::SignScheme {
            param: ::std::borrow::Cow::Borrowed(#param),
            digest: ::qq_cgi::Digest::#digest,
            output: ::qq_cgi::Output::#output,
            source: ::std::borrow::Cow::Borrowed(&[#(#parts),*]),
        }
    }
}

fn part(part: &Part) -> TokenStream {
    let part = match part {
        Part::Secret => quote! { Secret },
        Part::Method => quote! { Method },
        Part::Path => quote! { Path },
        Part::Literal(text) => {
            let text = cow(text);
            quote! { Literal(#text) }
        }
        Part::Param(name) => {
            let name = cow(name);
            quote! { Param(#name) }
        }
        Part::Pairs(layout) => {
            let layout = pairs(layout);
            quote! { Pairs(#layout) }
        }
    };
    quote! { ::qq_cgi::Part::#part }
}

fn pairs(layout: &Pairs) -> TokenStream {
    let order = match layout.order {
        Order::Bytes => quote! { Bytes },
    };
    let encode = match layout.encode {
        Encoding::None => quote! { None },
        Encoding::Percent => quote! { Percent },
    };
    let (before, between, separator) = (cow(&layout.before), cow(&layout.between), cow(&layout.separator));
    let exclude = layout.exclude.iter().map(|name| cow(name));
    quote! {
        ::qq_cgi::Pairs {
            order: ::qq_cgi::Order::#order,
            before: #before,
            between: #between,
            separator: #separator,
            encode: ::qq_cgi::Encoding::#encode,
            exclude: ::std::borrow::Cow::Borrowed(&[#(#exclude),*]),
        }
    }
}

fn cow(text: &str) -> TokenStream {
    quote! { ::std::borrow::Cow::Borrowed(#text) }
}
