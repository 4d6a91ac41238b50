//! What a caller gives: `new` with everything required, a setter for everything else.

use proc_macro2::{Ident, TokenStream};
use qq_cgi_model::model::{Argument, ArgumentKind, Field, Type};
use quote::quote;

use crate::{
    docs,
    paths::Names,
    types::{self, Taken},
};

/// An argument as Rust sees it: the value itself, and the columns of its row.
pub(crate) struct Parameter {
    pub(crate) ident: Ident,
    pub(crate) taken: Taken,
}

/// The parameters that stand for an argument.
pub(crate) fn parameters(argument: &Argument<'_>, names: &Names<'_>) -> Vec<Parameter> {
    let own: &[&Type] = match argument.kind {
        ArgumentKind::Field(field) => {
            let ident = names.ident(argument.rust);
            return vec![Parameter { taken: types::taken_field(field, &ident, names), ident }];
        }
        ArgumentKind::Row(_, row) => &[&row.ty],
        ArgumentKind::OtherRow(_) => &[&Type::I64, &Type::Text],
    };
    let types = own.iter().copied().chain(argument.columns().map(|column| &column.ty));
    let parameter = |(name, ty): (String, &Type)| {
        let ident = names.ident(&name);
        Parameter { taken: types::taken(ty, &ident, names), ident }
    };
    argument.names().into_iter().zip(types).map(parameter).collect()
}

/// The impl block of a command or struct: `new` and setters.
pub(crate) fn inherent(holder: &Ident, kept: &[&Field], arguments: &[Argument<'_>], names: &Names<'_>) -> TokenStream {
    inherent_with(holder, kept, arguments, &Extra::default(), names)
}

/// What a struct holds besides the caller's arguments.
#[derive(Default)]
pub(crate) struct Extra {
    /// Its fields in the literal of `new`.
    pub(crate) initial: TokenStream,
    /// Its methods.
    pub(crate) methods: TokenStream,
}

/// [`inherent`] with something more.
pub(crate) fn inherent_with(
    holder: &Ident,
    kept: &[&Field],
    arguments: &[Argument<'_>],
    extra: &Extra,
    names: &Names<'_>,
) -> TokenStream {
    let Extra { initial, methods } = extra;
    let new = constructor(holder, kept, arguments, initial, names);
    let setters = arguments.iter().filter(|argument| !argument.required).map(|argument| setter(argument, names));
    quote! {
        impl #holder {
            #new
            #(#setters)*
            #methods
        }
    }
}

fn constructor(
    holder: &Ident,
    kept: &[&Field],
    arguments: &[Argument<'_>],
    extra: &TokenStream,
    names: &Names<'_>,
) -> TokenStream {
    let required: Vec<_> = arguments.iter().filter(|argument| argument.required).collect();
    let docs = constructor_docs(&holder.to_string(), &required);
    let parameters = required.iter().flat_map(|argument| parameters(argument, names));
    let parameters = parameters.map(|Parameter { ident, taken: Taken { argument, .. } }| quote! { #ident: #argument });
    let fields = kept.iter().map(|field| {
        let ident = names.ident(&field.rust);
        let value = initial(field, &required, names);
        quote! { #ident: #value, }
    });
    quote! {
        #docs
        #[must_use]
        pub fn new(#(#parameters),*) -> Self {
            Self { #(#fields)* #extra }
        }
    }
}

/// What a field holds before any setter.
fn initial(field: &Field, required: &[&Argument<'_>], names: &Names<'_>) -> TokenStream {
    if field.flatten {
        let ty = types::kept(&field.ty, names);
        let inner = required.iter().filter(|argument| argument.via.is_some_and(|via| via.name == field.name));
        let inner = inner.flat_map(|argument| parameters(argument, names)).map(|parameter| parameter.ident);
        return quote! { <#ty>::new(#(#inner),*) };
    }
    if field.required {
        return types::taken_field(field, &names.ident(&field.rust), names).converted;
    }
    match &field.default {
        Some(default) => types::constant(default, &field.ty, names),
        None => quote! { ::core::option::Option::None },
    }
}

fn setter(argument: &Argument<'_>, names: &Names<'_>) -> TokenStream {
    let ident = names.ident(argument.rust);
    let docs = argument_docs(argument);
    let parameters = parameters(argument, names);
    let body = match (argument.via, argument.kind) {
        (Some(via), _) => {
            let via = names.ident(&via.rust);
            let inner = parameters.iter().map(|parameter| &parameter.ident);
            quote! { self.#via = self.#via.#ident(#(#inner),*); }
        }
        (None, ArgumentKind::Field(field)) => {
            let converted = types::taken_field(field, &ident, names).converted;
            match field.default {
                Some(_) => quote! { self.#ident = #converted; },
                None => quote! { self.#ident = ::core::option::Option::Some(#converted); },
            }
        }
        // Rows belong to type tables, which write their own setters.
        (None, ArgumentKind::Row(..) | ArgumentKind::OtherRow(_)) => TokenStream::new(),
    };
    let parameters =
        parameters.iter().map(|Parameter { ident, taken: Taken { argument, .. } }| quote! { #ident: #argument });
    quote! {
        #docs
        #[must_use]
        pub fn #ident(mut self, #(#parameters),*) -> Self {
            #body
            self
        }
    }
}

pub(crate) fn constructor_docs(holder: &str, required: &[&Argument<'_>]) -> TokenStream {
    let mut lines = vec![format!("A `{holder}` with everything that is required.")];
    if !required.is_empty() {
        lines.push(String::new());
    }
    for argument in required {
        lines.push(match argument.kind {
            ArgumentKind::Field(field) => {
                format!("{}{}", docs::argument(&field.rust, &field.about, &field.limits), docs::remarks(field))
            }
            ArgumentKind::Row(_, row) => docs::argument(&row.rust, &row.about, &row.limits),
            ArgumentKind::OtherRow(_) => continue,
        });
    }
    docs::attributes(&lines)
}

pub(crate) fn argument_docs(argument: &Argument<'_>) -> TokenStream {
    match argument.kind {
        ArgumentKind::Field(field) => docs::field(field),
        ArgumentKind::Row(table, row) => docs::value(&row.about, &format!("{} {}", table.id, row.id), &row.limits),
        ArgumentKind::OtherRow(table) => docs::attributes(&[
            "A row that the table does not list, under an id agreed with the vendor.".to_owned(),
            "A request with an id that it does list is invalid: such a row has a setter of its own.".to_owned(),
            String::new(),
            format!("On the wire: `{}` and `{}`.", table.id, table.value),
        ]),
    }
}
