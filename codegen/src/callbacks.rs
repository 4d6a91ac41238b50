//! Callbacks: one struct for both ends; the sender's `new`, setters and `url`, the receiver's `verify`.

use proc_macro2::TokenStream;
use qq_cgi_model::model::{Callback, CallbackReply, Field, Struct, Type};
use qq_cgi_wire::RawForm;
use quote::quote;

use crate::{arguments, commands::field_declaration, docs, gateways, pages::record, paths::Names, tables, types};

pub(crate) fn generate(callback: &Callback, names: &Names<'_>) -> TokenStream {
    let ident = names.ident(&callback.rust);
    let docs = docs::item_with("Callback", &callback.about, &["On the wire: a GET that the vendor sends.".to_owned()]);
    let kept = tables::kept_fields(&callback.params);
    let fields = kept.iter().map(|field| {
        let docs = docs::field(field);
        let declaration = field_declaration(field, names);
        quote! { #docs pub #declaration }
    });
    let comparable = payload(callback, names).map(|_| quote! { , PartialEq });
    let inherent = arguments::inherent(&ident, &kept, &names.model.struct_arguments(&callback.params), names);
    let both_ends = both_ends(callback, names);
    let record = record(&ident, &quote! { ::qq_cgi::Callback }, &kept, names);
    let implementation = implementation(callback, &kept, names);
    quote! {
        #docs
        #[derive(Debug, Clone #comparable)]
        #[non_exhaustive]
        pub struct #ident { #(#fields),* }
        #inherent
        #both_ends
        #record
        #implementation
    }
}

/// The struct of what it says, if it can be read. Where it cannot, that is reported, and a stub stands in.
fn payload<'m>(callback: &Callback, names: &Names<'m>) -> Option<&'m Struct> {
    let can_be_read = |item: &&Struct| item.in_reply;
    names.model.struct_(callback.payload_struct.as_deref()?).filter(can_be_read)
}

fn both_ends(callback: &Callback, names: &Names<'_>) -> TokenStream {
    let ident = names.ident(&callback.rust);
    let line_feed = if callback.line_feed {
        quote! { Sent }
    } else {
        quote! { None }
    };
    let key_docs = format!("Together said once: {}.", callback.key.join(", "));
    quote! {
        impl #ident {
            /// The sender's side: signs it for the receiver at the URL `receiver`, which may have a query already.
            ///
            /// # Errors
            /// A parameter that breaks its documented limits, or a URL that no receiver can have.
            pub fn url(
                &self,
                receiver: &str,
                key: &::qq_cgi::Secret,
            ) -> ::core::result::Result<::qq_cgi::SignedCallback, ::qq_cgi::CallbackUrlError> {
                self.url_as(receiver, key, ::qq_cgi::LineFeed::#line_feed)
            }

            /// The same, with or without a line feed at the end of the payload: to try a receiver with all that may come.
            ///
            /// # Errors
            /// The same.
            pub fn url_as(
                &self,
                receiver: &str,
                key: &::qq_cgi::Secret,
                line_feed: ::qq_cgi::LineFeed,
            ) -> ::core::result::Result<::qq_cgi::SignedCallback, ::qq_cgi::CallbackUrlError> {
                ::qq_cgi::Callback::to_url(self, receiver, key, line_feed)
            }

            /// The receiver's side: takes a raw query, still percent-encoded, if `key` made its sign.
            ///
            #[doc = #key_docs]
            ///
            /// # Errors
            /// Whatever is wrong with it; nothing in it can be trusted then.
            pub fn verify(
                query: &str,
                key: &::qq_cgi::Secret,
            ) -> ::core::result::Result<::qq_cgi::Verified<Self>, ::qq_cgi::CallbackError> {
                <Self as ::qq_cgi::Callback>::receive(query, key)
            }

            /// The body that says: received. One that came before gets it again, or the sender keeps sending.
            #[must_use]
            pub fn accept_body() -> ::std::string::String {
                <Self as ::qq_cgi::Callback>::SPEC.reply.accept_body()
            }

            /// The body that says: not received. `None` where `code` is the one that means success.
            #[must_use]
            pub fn refuse_body(code: i64, message: &str) -> ::core::option::Option<::std::string::String> {
                <Self as ::qq_cgi::Callback>::SPEC.reply.refuse_body(code, message)
            }
        }
    }
}

fn implementation(callback: &Callback, kept: &[&Field], names: &Names<'_>) -> TokenStream {
    let ident = names.ident(&callback.rust);
    let payload = payload(callback, names);
    let payload_type = payload.map_or_else(|| quote! { () }, |item| names.item(&item.name, &item.about));
    let reads = kept.iter().map(|field| read(field, names));
    let read = match payload {
        Some(_) => quote! { ::core::result::Result::Ok(Self { #(#reads),* }) },
        None => quote! {{
            let _ = params;
            ::core::result::Result::Err(::qq_cgi::CallbackError::EmptyKey)
        }},
    };
    let sign = callback.sign.as_deref().and_then(|name| names.model.sign(name));
    let scheme =
        sign.map_or_else(|| quote! { ::qq_cgi::SignScheme::new("") }, |sign| gateways::sign_scheme(&sign.scheme));
    let accept = sign.iter().flat_map(|sign| &sign.accept).map(|form| match form {
        RawForm::Raw => quote! { ::qq_cgi::RawForm::Raw },
        RawForm::RawLineFeed => quote! { ::qq_cgi::RawForm::RawLineFeed },
    });
    let params = tables::params(&callback.params, kept, names);
    let Callback { name, ignore_case, payload, key, .. } = callback;
    let CallbackReply { code, success, message, success_message } = &callback.reply;
    quote! {
        impl ::qq_cgi::Callback for #ident {
            type Payload = #payload_type;
            const SPEC: &'static ::qq_cgi::CallbackSpec = &::qq_cgi::CallbackSpec {
                name: #name,
                sign: #scheme,
                accept: &[#(#accept),*],
                ignore_case: #ignore_case,
                params: #params,
                payload: #payload,
                key: &[#(#key),*],
                reply: ::qq_cgi::CallbackReply {
                    code: #code,
                    success: #success,
                    message: #message,
                    success_message: #success_message,
                },
            };
            fn read(
                params: &::qq_cgi::CallbackParams<'_>,
            ) -> ::core::result::Result<Self, ::qq_cgi::CallbackError> {
                #read
            }
        }
    }
}

fn read(field: &Field, names: &Names<'_>) -> TokenStream {
    let (ident, name) = (names.ident(&field.rust), &field.name);
    let is_json = matches!(field.ty, Type::Json(_));
    let (required, optional) = if is_json {
        (quote! { params.required_json(#name)? }, quote! { params.optional_json(#name)? })
    } else {
        (quote! { params.required(#name)? }, quote! { params.optional(#name)? })
    };
    match (&field.default, field.required) {
        (_, true) => quote! { #ident: #required },
        (None, false) => quote! { #ident: #optional },
        (Some(default), false) => {
            let default = types::constant(default, &field.ty, names);
            quote! { #ident: #optional.unwrap_or_else(|| #default) }
        }
    }
}
