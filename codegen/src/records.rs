//! Tables of records: a struct of what a record holds, and its table.

use proc_macro2::TokenStream;
use qq_cgi_model::model::{Field, Find, RecordField, Table};
use quote::quote;

use crate::{arguments, commands::field_declaration, docs, paths::Names, tables};

pub(crate) fn generate(table: &Table, names: &Names<'_>) -> TokenStream {
    let ident = names.ident(&table.rust);
    let docs = docs::item_with("Record", &table.about, &[]);
    let stages = stages_docs(table, names);
    let kept: Vec<&Field> = table.fields.iter().map(|field| &field.field).collect();
    let fields = table.fields.iter().map(|field| declaration(field, table, names));
    let inherent = arguments::inherent(&ident, &kept, &names.model.record_arguments(table), names);
    let implementation = implementation(table, &kept, names);
    quote! {
        #docs
        #stages
        #[derive(Debug, Clone, PartialEq, Eq)]
        #[non_exhaustive]
        pub struct #ident { #(#fields),* }
        #inherent
        #implementation
    }
}

fn stages_docs(table: &Table, names: &Names<'_>) -> TokenStream {
    let stages = table.stages.as_ref().and_then(|stages| names.model.stages(stages));
    let line = stages.map(|stages| format!("A record goes through the stages of {}.", docs::link(&stages.rust)));
    line.map(|line| docs::attributes(&[String::new(), line])).unwrap_or_default()
}

fn declaration(field: &RecordField, table: &Table, names: &Names<'_>) -> TokenStream {
    let docs = docs::field(&field.field);
    let words = Some(words(field, table)).filter(|words| !words.is_empty());
    let words = words.map(|words| docs::attributes(&[String::new(), words]));
    let declaration = field_declaration(&field.field, names);
    quote! { #docs #words pub #declaration }
}

/// What is special about a field, in words.
fn words(field: &RecordField, table: &Table) -> String {
    let references = field.references.as_ref().map(|other| format!("Holds a key of the table `{other}`."));
    let words = [
        (field.field.name == table.key).then(|| "The key: records are known by it.".to_owned()),
        field.generated.then(|| "Made by the administration.".to_owned()),
        field.immutable.then(|| "Never changes.".to_owned()),
        references,
        field.find.map(|find| match find {
            Find::Exact => "Records are found by its whole value.".to_owned(),
            Find::Fuzzy => "Records are found by a part of its value.".to_owned(),
        }),
    ];
    words.into_iter().flatten().collect::<Vec<_>>().join(" ")
}

fn implementation(table: &Table, kept: &[&Field], names: &Names<'_>) -> TokenStream {
    let ident = names.ident(&table.rust);
    let (name, key) = (&table.name, &table.key);
    let stages = tables::option(table.stages.as_ref().map(|stages| quote! { #stages }));
    let fields = table.fields.iter().map(entry);
    let arms = tables::value_arms(kept, names);
    quote! {
        impl ::qq_cgi::TableRecord for #ident {
            const SPEC: &'static ::qq_cgi::TableSpec =
                &::qq_cgi::TableSpec { name: #name, key: #key, stages: #stages, fields: &[#(#fields),*] };
            fn value(&self, index: usize) -> ::qq_cgi::Value<'_> {
                match index { #(#arms)* _ => ::qq_cgi::Value::Unset }
            }
        }
    }
}

fn entry(field: &RecordField) -> TokenStream {
    let RecordField { field, generated, immutable, references, find } = field;
    let Field { name, required, secret, .. } = field;
    let references = tables::option(references.as_ref().map(|other| quote! { #other }));
    let find = tables::option(find.map(|find| match find {
        Find::Exact => quote! { ::qq_cgi::Find::Exact },
        Find::Fuzzy => quote! { ::qq_cgi::Find::Fuzzy },
    }));
    let limits = tables::limits(&field.limits);
    quote! {
        ::qq_cgi::RecordField {
            name: #name,
            required: #required,
            generated: #generated,
            immutable: #immutable,
            secret: #secret,
            references: #references,
            find: #find,
            limits: #limits,
        }
    }
}
