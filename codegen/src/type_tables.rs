//! Type tables: one setter for each row.

use proc_macro2::{Literal, TokenStream};
use qq_cgi_model::model::{Argument, ArgumentKind, Cell, Column, Row, Type, TypeTable};
use quote::quote;

use crate::{
    arguments::{Parameter, argument_docs, constructor_docs, parameters},
    docs,
    paths::Names,
    tables,
    types::Taken,
};

pub(crate) fn generate(table: &TypeTable, names: &Names<'_>) -> TokenStream {
    let ident = names.ident(&table.rust);
    let docs = docs::item(&table.about);
    let (id, value) = (&table.id, &table.value);
    let columns = table.columns.iter().map(|column| &column.name);
    let listed = table.rows.iter().map(|row| Literal::i64_unsuffixed(row.id));
    let arguments = names.model.row_arguments(table);
    let constructor = constructor(table, &arguments, names);
    let setters = arguments.iter().filter(|argument| !argument.required).map(|argument| setter(argument, names));
    quote! {
        #docs
        #[derive(Debug, Clone)]
        pub struct #ident(::qq_cgi::Rows);
        impl #ident {
            #constructor
            #(#setters)*
        }
        impl ::qq_cgi::AsValue for #ident {
            fn as_value(&self) -> ::qq_cgi::Value<'_> {
                ::qq_cgi::Value::Rows(&self.0)
            }
        }
        impl #ident {
            const TABLE: &'static ::qq_cgi::RowTable =
                &::qq_cgi::RowTable { id: #id, value: #value, columns: &[#(#columns),*], listed: &[#(#listed),*] };
        }
    }
}

fn constructor(table: &TypeTable, arguments: &[Argument<'_>], names: &Names<'_>) -> TokenStream {
    let required: Vec<_> = arguments.iter().filter(|argument| argument.required).collect();
    let docs = constructor_docs(&table.rust, &required);
    let declared = required.iter().flat_map(|argument| parameters(argument, names));
    let declared = declared.map(|Parameter { ident, taken: Taken { argument, .. } }| quote! { #ident: #argument });
    let set = required.iter().map(|argument| set(argument, &quote! { __rows }, names));
    let mutable = (!required.is_empty()).then(|| quote! { mut });
    quote! {
        #docs
        #[must_use]
        pub fn new(#(#declared),*) -> Self {
            let #mutable __rows = ::qq_cgi::Rows::new(Self::TABLE);
            #(#set)*
            Self(__rows)
        }
    }
}

fn setter(argument: &Argument<'_>, names: &Names<'_>) -> TokenStream {
    let ident = names.ident(argument.rust);
    let docs = argument_docs(argument);
    let declared = parameters(argument, names);
    let declared =
        declared.iter().map(|Parameter { ident, taken: Taken { argument, .. } }| quote! { #ident: #argument });
    let set = set(argument, &quote! { self.0 }, names);
    quote! {
        #docs
        #[must_use]
        pub fn #ident(mut self, #(#declared),*) -> Self {
            #set
            self
        }
    }
}

/// The statement that sets a row from the parameters that stand for it.
fn set(argument: &Argument<'_>, rows: &TokenStream, names: &Names<'_>) -> TokenStream {
    match argument.kind {
        ArgumentKind::Row(table, row) => set_row(argument, table, row, rows, names),
        ArgumentKind::OtherRow(table) => {
            let columns = table.columns.iter().map(|column| caller_cell(argument, column, names));
            quote! { #rows.set_other(id, ::core::convert::Into::into(value), ::std::vec![#(#columns),*]); }
        }
        ArgumentKind::Field(_) => TokenStream::new(),
    }
}

fn set_row(
    argument: &Argument<'_>,
    table: &TypeTable,
    row: &Row,
    rows: &TokenStream,
    names: &Names<'_>,
) -> TokenStream {
    if row.ty == Type::Unknown {
        let ident = names.ident(argument.rust);
        return quote! { ::core::mem::drop(#ident); };
    }
    let ident = names.ident(argument.rust);
    let id = Literal::i64_unsuffixed(row.id);
    let ty = crate::types::kept(&row.ty, names);
    let converted = crate::types::taken(&row.ty, &ident, names).converted;
    let limits = tables::limits(&row.limits);
    let is_fixed = row.cells.iter().all(|cell| matches!(cell, Cell::Fixed(_)));
    let cells = table.columns.iter().zip(&row.cells).map(|(column, cell)| match cell {
        Cell::Fixed(number) => {
            let number = Literal::i64_unsuffixed(*number);
            quote! { #number }
        }
        Cell::Caller => caller_cell(argument, column, names),
    });
    let cells = if is_fixed {
        quote! { &[#(#cells),*] }
    } else {
        quote! { ::std::vec![#(#cells),*] }
    };
    quote! {
        let #ident: #ty = #converted;
        #rows.set(#id, &#ident, const { &#limits }, #cells);
    }
}

/// A column that the caller fills, as the number that it is on the wire.
fn caller_cell(argument: &Argument<'_>, column: &Column, names: &Names<'_>) -> TokenStream {
    let ident = names.ident(&argument.column_name(column));
    match column.ty {
        Type::UnixSeconds => {
            quote! { ::core::convert::Into::<::qq_cgi::UnixSeconds>::into(#ident).seconds() }
        }
        Type::Unknown => quote! { { ::core::mem::drop(#ident); 0 } },
        _ => quote! { ::core::convert::Into::<i64>::into(#ident) },
    }
}
