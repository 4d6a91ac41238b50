//! Commands: a struct, `new`, setters, and one `impl Command` whose table is sorted already.

use proc_macro2::TokenStream;
use qq_cgi_model::model::{Command, Field, Method, Origin, Reply, ReplyCode};
use quote::quote;

use crate::{arguments, docs, paths::Names, tables, types};

pub(crate) fn generate(command: &Command, names: &Names<'_>) -> TokenStream {
    let ident = names.ident(&command.rust);
    let methods: Vec<_> = command.methods.iter().map(|method| method.as_str()).collect();
    let at = command.path.as_ref().map(|path| format!(" at `{path}`")).unwrap_or_default();
    let on_the_wire = format!("On the wire: `{}`{at} by {}.", command.name, methods.join(" or "));
    let what = command.gateway.as_ref().map_or("Command".to_owned(), |gateway| format!("Command of `{gateway}`"));
    let docs = docs::item_with(&what, &command.about, &[vec![on_the_wire], on_its_way(command, names)].concat());
    let arguments = names.model.command_arguments(command);
    let common = names.model.gateway_of(command).map(|gateway| gateway.params.as_slice()).unwrap_or_default();
    let kept = tables::kept_fields(command.params.iter().chain(common));
    let fields = kept.iter().map(|field| field_declaration(field, names));
    let inherent = arguments::inherent(&ident, &kept, &arguments, names);
    let implementation = implementation(command, &kept, names);
    quote! {
        #docs
        #[derive(Debug, Clone)]
        pub struct #ident { #(#fields),* }
        #inherent
        #implementation
    }
}

/// What a caller should know of what becomes of the command.
fn on_its_way(command: &Command, names: &Names<'_>) -> Vec<String> {
    let gateway = names.model.gateway_of(command).map(|gateway| {
        let codes = docs::codes([gateway.errors.as_deref()], names);
        let codes = codes.map(|codes| format!(", whose codes are {codes}")).unwrap_or_default();
        format!("It goes through {}{codes}.", docs::link(&gateway.rust))
    });
    let codes = docs::codes([command.reply_code.as_ref().and_then(|code| code.errors.as_deref())], names);
    let again = if command.idempotent {
        "It may be carried out twice, so what was sent and not answered is sent again by itself."
    } else {
        "Nothing says that it may be carried out twice: what was sent and not answered is not sent again by itself."
    };
    gateway.into_iter().chain([docs::reply(&command.reply, codes), again.to_owned()]).collect()
}

/// A field of a request, `Option` where nothing is sent unless it is set.
pub(crate) fn field_declaration(field: &Field, names: &Names<'_>) -> TokenStream {
    let ident = names.ident(&field.rust);
    let ty = types::kept_field(field, names);
    let optional = !field.required && field.default.is_none();
    if optional {
        quote! { #ident: ::core::option::Option<#ty> }
    } else {
        quote! { #ident: #ty }
    }
}

fn implementation(command: &Command, kept: &[&Field], names: &Names<'_>) -> TokenStream {
    let ident = names.ident(&command.rust);
    let gateway = names.model.gateway_of(command);
    let gateway_path =
        gateway.map_or_else(|| quote! { ::qq_cgi::NoGateway }, |item| names.item(&item.rust, &item.about));
    let reply = reply(&command.reply, names);
    let code = code(command.reply_code.as_ref().and_then(|code| code.errors.as_deref()), names);
    let name = &command.name;
    let methods = command.methods.iter().map(|method| match method {
        Method::Get => quote! { ::qq_cgi::Method::Get },
        Method::Post => quote! { ::qq_cgi::Method::Post },
    });
    let idempotent = command.idempotent;
    let params = tables::query_params(sorted_params(command, names), name, kept, names);
    let reply_code = reply_code(command.reply_code.as_ref());
    let path = tables::option(command.path.as_ref().map(|path| quote! { #path }));
    let verify = command.verify.iter().filter_map(|(field, origin)| verify(field, origin));
    let arms = tables::value_arms(kept, names);
    quote! {
        impl ::qq_cgi::Command for #ident {
            type Gateway = #gateway_path;
            type Reply = #reply;
            type Code = #code;
            const SPEC: &'static ::qq_cgi::CommandSpec = &::qq_cgi::CommandSpec {
                name: #name,
                path: #path,
                methods: &[#(#methods),*],
                idempotent: #idempotent,
                params: #params,
                reply_code: #reply_code,
                verify: &[#(#verify),*],
            };
            fn value(&self, index: usize) -> ::qq_cgi::Value<'_> {
                match index { #(#arms)* _ => ::qq_cgi::Value::Unset }
            }
        }
    }
}

/// The order in which the scheme signs them, so that nothing is sorted at run time.
fn sorted_params<'m>(command: &'m Command, names: &Names<'m>) -> Vec<&'m Field> {
    let mut params: Vec<(&str, &Field)> =
        names.model.wire_params(command).map(|field| (field.name.as_str(), field)).collect();
    let gateway = names.model.gateway_of(command);
    if let Some(scheme) = gateway.and_then(|gateway| names.model.scheme_of(gateway)) {
        scheme.arrange(&mut params);
    }
    params.into_iter().map(|(_, field)| field).collect()
}

/// The type of a reply.
pub(crate) fn reply(reply: &Reply, names: &Names<'_>) -> TokenStream {
    match reply {
        Reply::Unknown => quote! { ::qq_cgi::JsonValue },
        Reply::Struct(name) => names
            .model
            .struct_(name)
            .map_or_else(|| quote! { ::qq_cgi::JsonValue }, |item| names.item(name, &item.about)),
    }
}

/// The type of the codes of a table, where there is one.
pub(crate) fn code(errors: Option<&str>, names: &Names<'_>) -> TokenStream {
    let table = errors.and_then(|errors| names.model.error_table(errors));
    table.map_or_else(|| quote! { ::qq_cgi::UndocumentedCode }, |table| names.item(&table.rust, &table.about))
}

fn verify(field: &str, origin: &Origin) -> Option<TokenStream> {
    let source = match origin {
        Origin::AppId => quote! { AppId },
        Origin::OpenId => quote! { OpenId },
        // Nothing else is known of an answer.
        _ => return None,
    };
    Some(quote! { ::qq_cgi::Verify { field: #field, source: ::qq_cgi::Source::#source } })
}

fn reply_code(code: Option<&ReplyCode>) -> TokenStream {
    tables::option(code.map(|ReplyCode { field, message, success, .. }| {
        let message = tables::option(message.as_ref().map(|message| quote! { #message }));
        quote! { ::qq_cgi::ReplyCode { field: #field, message: #message, success: #success } }
    }))
}
