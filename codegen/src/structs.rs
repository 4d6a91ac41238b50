//! Structs: JSON objects of requests and replies.

use proc_macro2::TokenStream;
use qq_cgi_model::model::{Field, Struct};
use quote::quote;

use crate::{arguments, commands::field_declaration, docs, paths::Names, tables, types};

pub(crate) fn generate(item: &Struct, names: &Names<'_>) -> TokenStream {
    let ident = names.ident(&item.name);
    let docs = docs::item(&item.about);
    let kept = tables::kept_fields(&item.fields);
    let fields = kept.iter().map(|field| {
        let docs = docs::field(field);
        let declaration = field_declaration(field, names);
        quote! { #docs pub #declaration }
    });
    let request = item.in_request.then(|| request(item, &kept, names));
    let reply = item.in_reply.then(|| reply(item, &kept, names));
    // Rows cannot be compared, and no reply holds them.
    let comparable = item.in_reply.then(|| quote! { , PartialEq });
    quote! {
        #docs
        #[derive(Debug, Clone #comparable)]
        #[non_exhaustive]
        pub struct #ident { #(#fields),* }
        #request
        #reply
    }
}

fn request(item: &Struct, kept: &[&Field], names: &Names<'_>) -> TokenStream {
    let ident = names.ident(&item.name);
    let inherent = arguments::inherent(&ident, kept, &names.model.struct_arguments(&item.fields), names);
    let params = tables::params(&item.fields, kept, names);
    let arms = tables::value_arms(kept, names);
    quote! {
        #inherent
        impl ::qq_cgi::Record for #ident {
            fn fields(&self) -> &'static [::qq_cgi::Param] {
                #params
            }
            fn field(&self, index: usize) -> ::qq_cgi::Value<'_> {
                match index { #(#arms)* _ => ::qq_cgi::Value::Unset }
            }
        }
        impl ::qq_cgi::AsValue for #ident {
            fn as_value(&self) -> ::qq_cgi::Value<'_> {
                ::qq_cgi::Value::Record(self)
            }
        }
    }
}

fn reply(item: &Struct, kept: &[&Field], names: &Names<'_>) -> TokenStream {
    let ident = names.ident(&item.name);
    let fields = kept.iter().map(|field| {
        let ident = names.ident(&field.rust);
        let name = &field.name;
        match (&field.default, field.required) {
            (_, true) => quote! { #ident: object.required(#name)? },
            (None, false) => quote! { #ident: object.optional(#name)? },
            (Some(default), false) => {
                let default = types::constant(default, &field.ty, names);
                quote! { #ident: object.optional(#name)?.unwrap_or_else(|| #default) }
            }
        }
    });
    quote! {
        impl ::qq_cgi::FromJson for #ident {
            fn from_json(json: ::qq_cgi::Json<'_>) -> ::core::result::Result<Self, ::qq_cgi::DecodeError> {
                let object = json.object()?;
                ::core::result::Result::Ok(Self { #(#fields),* })
            }
        }
    }
}
