//! Matrices: an enum of the columns, which carries the table of what goes there.

use proc_macro2::TokenStream;
use qq_cgi_model::model::{Matrix, MatrixColumn, MatrixRow, Support};
use quote::quote;

use crate::{docs, paths::Names, tables};

pub(crate) fn generate(matrix: &Matrix, names: &Names<'_>) -> TokenStream {
    let ident = names.ident(&matrix.rust);
    let rows = matrix.rows.iter().map(|row| format!("- `{}`: {}", row.name, support_text(matrix, row)));
    let docs = docs::item_with("Matrix", &matrix.about, &rows.chain([String::new()]).collect::<Vec<_>>());
    let variants: Vec<_> = matrix.columns.iter().map(|column| names.ident(&column.rust)).collect();
    let variant_docs = matrix.columns.iter().map(variant_docs);
    let indices = 0..variants.len();
    let table = table(matrix);
    quote! {
        #docs
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum #ident { #(#variant_docs #variants,)* }
        impl #ident {
            /// All of them, in the document's order.
            pub const ALL: &'static [Self] = &[#(Self::#variants),*];
        }
        impl ::qq_cgi::MatrixColumn for #ident {
            const MATRIX: &'static ::qq_cgi::MatrixSpec = &#table;
            fn index(self) -> usize {
                match self { #(Self::#variants => #indices,)* }
            }
        }
    }
}

/// Where a row goes, in words: `chat: yes, wall: no, file: only …`.
pub(crate) fn support_text(matrix: &Matrix, row: &MatrixRow) -> String {
    let cell = |(column, support): (&MatrixColumn, &Support)| match support {
        Support::Yes => format!("{}: yes", column.name),
        Support::No => format!("{}: no", column.name),
        Support::Only(condition) => format!("{}: only {}", column.name, docs::escape(condition)),
    };
    matrix.columns.iter().zip(&row.cells).map(cell).collect::<Vec<_>>().join(", ")
}

fn variant_docs(column: &MatrixColumn) -> TokenStream {
    let mut lines = docs::texts(&column.about);
    lines.push(String::new());
    lines.push(match &column.call {
        Some(call) => format!("In the spec: `{}`; by `{call}`.", column.name),
        None => format!("In the spec: `{}`.", column.name),
    });
    docs::attributes(&lines)
}

fn table(matrix: &Matrix) -> TokenStream {
    let name = &matrix.name;
    let columns = matrix.columns.iter().map(|MatrixColumn { name, call, .. }| {
        let call = tables::option(call.as_ref().map(|call| quote! { #call }));
        quote! { ::qq_cgi::ColumnSpec { name: #name, call: #call } }
    });
    let rows = matrix.rows.iter().map(|MatrixRow { name, cells, .. }| {
        let cells = cells.iter().map(|cell| match cell {
            Support::Yes => quote! { ::qq_cgi::Support::Yes },
            Support::No => quote! { ::qq_cgi::Support::No },
            Support::Only(condition) => quote! { ::qq_cgi::Support::Only(#condition) },
        });
        quote! { ::qq_cgi::RowSpec { name: #name, cells: &[#(#cells),*] } }
    });
    quote! {
        ::qq_cgi::MatrixSpec { name: #name, columns: &[#(#columns),*], rows: &[#(#rows),*] }
    }
}
