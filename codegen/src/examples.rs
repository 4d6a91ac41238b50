//! Examples of the spec as tests of the generated client: the request is built as a user would build it.

use proc_macro2::{Literal, TokenStream};
use qq_cgi_model::{
    model::{
        Argument, ArgumentKind, Callback, CallbackExample, Cell, Command, Example, Field, Method, Origin, Page,
        PageExample, Type,
    },
    value::{self, Typed, TypedRow},
};
use qq_cgi_wire::percent;
use quote::{format_ident, quote};

use crate::paths::Names;

pub(crate) fn generate(names: &Names<'_>) -> TokenStream {
    let own = names.model.commands.iter().filter(|command| !command.about.from_base);
    let tests: Vec<_> = own
        .flat_map(|command| command.examples.iter().enumerate().map(move |example| (command, example)))
        .filter_map(|(command, (index, example))| test(command, index + 1, example, names))
        .collect();
    let pages = names.model.pages.iter().filter(|page| !page.about.from_base);
    let pages = pages.flat_map(|page| page.examples.iter().enumerate().map(move |example| (page, example)));
    let pages = pages.filter_map(|(page, (index, example))| page_test(page, index + 1, example, names));
    let callbacks = names.model.callbacks.iter().filter(|callback| !callback.about.from_base);
    let callbacks =
        callbacks.flat_map(|callback| callback.examples.iter().enumerate().map(move |example| (callback, example)));
    let callbacks =
        callbacks.filter_map(|(callback, (index, example))| callback_test(callback, index + 1, example, names));
    let tests: Vec<_> = tests.into_iter().chain(pages).chain(callbacks).collect();
    if tests.is_empty() {
        return TokenStream::new();
    }
    quote! {
        #[cfg(test)]
        mod spec_examples {
            use super::*;
            #(#tests)*
        }
    }
}

/// A test that the typed request of an example is signed as the example says.
fn test(command: &Command, number: usize, example: &Example, names: &Names<'_>) -> Option<TokenStream> {
    let name = names.ident(&format!("{}_{number}", qq_cgi_model::naming::snake_case(&command.rust)));
    let url = names.model.gateway_of(command)?.urls.first()?;
    let common = names.model.gateway_of(command).map(|gateway| gateway.params.as_slice()).unwrap_or_default();
    let ident = names.item(&command.rust, &command.about);
    let fields = command.params.iter().chain(common);
    let request =
        Builder { params: &example.params, names }.request(&ident, fields, &names.model.command_arguments(command))?;
    let of = |origin: &Origin| {
        let mut fields = names.model.wire_params(command).filter(move |field| field.origin == *origin);
        fields.find_map(|field| text_of(example, field)).unwrap_or_default()
    };
    let app_id: u64 = of(&Origin::AppId).parse().unwrap_or_default();
    let (openid, access_token) = (of(&Origin::OpenId), of(&Origin::AccessToken));
    let secret = example.secret.as_deref().unwrap_or_default();
    let method = match example.method {
        Method::Get => quote! { Get },
        Method::Post => quote! { Post },
    };
    let check = match &example.sign {
        Some(sign) => quote! { ::core::assert_eq!(signed.sign(), ::core::option::Option::Some(#sign)); },
        None => quote! { ::core::assert!(!signed.url().is_empty()); },
    };
    Some(quote! {
        #[test]
        fn #name() -> ::core::result::Result<(), ::qq_cgi::InvalidParam> {
            let request = #request;
            let credentials = ::qq_cgi::Credentials {
                app_id: #app_id,
                secret: #secret,
                openid: #openid,
                access_token: #access_token,
            };
            let signed = credentials.sign(&request, ::qq_cgi::Method::#method, #url)?;
            #check
            ::core::result::Result::Ok(())
        }
    })
}

/// A test that the typed page of an example has the example's URL.
fn page_test(page: &Page, number: usize, example: &PageExample, names: &Names<'_>) -> Option<TokenStream> {
    let name = names.ident(&format!("{}_{number}", qq_cgi_model::naming::snake_case(&page.rust)));
    let ident = names.item(&page.rust, &page.about);
    let arguments = names.model.struct_arguments(&page.params);
    let built = Builder { params: &example.params, names }.request(&ident, page.params.iter(), &arguments)?;
    let url = &example.url;
    Some(quote! {
        #[test]
        fn #name() -> ::core::result::Result<(), ::qq_cgi::InvalidParam> {
            let page = #built;
            ::core::assert_eq!(page.url()?, #url);
            ::core::result::Result::Ok(())
        }
    })
}

/// A test that the query of an example verifies, and says what the example says.
fn callback_test(
    callback: &Callback,
    number: usize,
    example: &CallbackExample,
    names: &Names<'_>,
) -> Option<TokenStream> {
    let name = names.ident(&format!("{}_{number}", qq_cgi_model::naming::snake_case(&callback.rust)));
    let ident = names.item(&callback.rust, &callback.about);
    let arguments = names.model.struct_arguments(&callback.params);
    let built = Builder { params: &example.params, names }.request(&ident, callback.params.iter(), &arguments)?;
    let param = &names.model.sign(callback.sign.as_deref()?)?.scheme.param;
    let sign = (param.to_string(), example.sign.clone());
    let pairs = example.params.iter().chain([&sign]);
    let pairs = pairs.map(|(name, value)| format!("{}={}", percent::encode(name), percent::encode(value)));
    let query = pairs.collect::<Vec<_>>().join("&");
    let secret = &example.secret;
    Some(quote! {
        #[test]
        fn #name() -> ::core::result::Result<(), ::qq_cgi::CallbackError> {
            let verified = #ident::verify(#query, &::qq_cgi::Secret::new(#secret))?;
            ::core::assert_eq!(verified.callback()?, #built);
            ::core::result::Result::Ok(())
        }
    })
}

fn text_of<'e>(example: &'e Example, field: &Field) -> Option<&'e str> {
    value_of(&example.params, field)
}

fn value_of<'e>(params: &'e [(String, String)], field: &Field) -> Option<&'e str> {
    params.iter().find(|(name, _)| *name == field.name).map(|(_, text)| text.as_str())
}

/// Writes the expression that builds an example's request. `None` for one that does not fit, which has been reported.
struct Builder<'a, 'm> {
    /// Names and raw texts.
    params: &'a [(String, String)],
    names: &'a Names<'m>,
}

impl Builder<'_, '_> {
    fn request<'f>(
        &self,
        ident: &TokenStream,
        fields: impl Iterator<Item = &'f Field>,
        arguments: &[Argument<'_>],
    ) -> Option<TokenStream> {
        let model = self.names.model;
        let given = fields.filter_map(|field| {
            let text = value_of(self.params, field)?;
            Some((field, value::parse(model, &field.ty, &field.limits, text).ok()?))
        });
        let given: Vec<_> = given.collect();
        let values =
            |argument: &Argument<'_>| given.iter().find_map(|(field, typed)| self.find(argument, field, typed));
        self.build(ident, arguments, &values)
    }

    /// `Type::new(required…).setter(…)…`
    fn build(
        &self,
        ident: &TokenStream,
        arguments: &[Argument<'_>],
        values: &dyn Fn(&Argument<'_>) -> Option<Vec<TokenStream>>,
    ) -> Option<TokenStream> {
        let required: Option<Vec<_>> = arguments.iter().filter(|argument| argument.required).map(values).collect();
        let required = required?.into_iter().flatten();
        let setters = arguments.iter().filter(|argument| !argument.required).filter_map(|argument| {
            let ident = self.names.ident(argument.rust);
            let values = values(argument)?;
            Some(quote! { .#ident(#(#values),*) })
        });
        Some(quote! { #ident::new(#(#required),*) #(#setters)* })
    }

    /// The values of an argument, if `field` is or flattens it.
    fn find(&self, argument: &Argument<'_>, field: &Field, typed: &Typed) -> Option<Vec<TokenStream>> {
        if let ArgumentKind::Field(wanted) = argument.kind
            && core::ptr::eq(wanted, field)
        {
            return Some(vec![self.expression(&field.ty, typed)?]);
        }
        if !field.flatten {
            return None;
        }
        match (field.ty.inner(), typed) {
            (Type::Struct(name), Typed::Struct(values)) => {
                let item = self.names.model.struct_(name)?;
                values.iter().find_map(|(index, typed)| self.find(argument, item.fields.get(*index)?, typed))
            }
            (Type::Rows(_), Typed::Rows(rows)) => self.find_row(argument, rows),
            _ => None,
        }
    }

    fn find_row(&self, argument: &Argument<'_>, rows: &[TypedRow]) -> Option<Vec<TokenStream>> {
        let ArgumentKind::Row(table, wanted) = argument.kind else { return None };
        let row = rows.iter().find(|row| row.id == wanted.id)?;
        let columns = table.columns.iter().zip(&wanted.cells).zip(&row.columns);
        let columns = columns.filter(|((_, cell), _)| **cell == Cell::Caller).map(|((column, _), number)| {
            let number = Literal::i64_unsuffixed(*number);
            match column.ty {
                Type::UnixSeconds => quote! { ::qq_cgi::UnixSeconds::new(#number) },
                _ => quote! { #number },
            }
        });
        Some(core::iter::once(self.expression(&wanted.ty, &row.value)?).chain(columns).collect())
    }

    fn expression(&self, ty: &Type, typed: &Typed) -> Option<TokenStream> {
        Some(match (ty.inner(), typed) {
            (Type::UnixSeconds, Typed::Int(number)) => {
                let number = Literal::i128_unsuffixed(*number);
                quote! { ::qq_cgi::UnixSeconds::new(#number) }
            }
            (Type::Seconds, Typed::Int(number)) => {
                let number = Literal::i128_unsuffixed(*number);
                quote! { ::core::time::Duration::from_secs(#number) }
            }
            (_, Typed::Int(number)) => {
                let number = Literal::i128_unsuffixed(*number);
                quote! { #number }
            }
            (_, Typed::Bool(value)) => quote! { #value },
            (_, Typed::Text(text)) => quote! { #text },
            (Type::Enum(name), Typed::Enum { index, text }) => self.enum_value(name, *index, text)?,
            (Type::List(item), Typed::List(items)) => {
                let items: Option<Vec<_>> = items.iter().map(|typed| self.expression(item, typed)).collect();
                let items = items?;
                quote! { ::std::vec![#(#items),*] }
            }
            (Type::Struct(name), Typed::Struct(values)) => {
                let item = self.names.model.struct_(name)?;
                let ident = self.names.item(name, &item.about);
                let find = |argument: &Argument<'_>| {
                    values.iter().find_map(|(index, typed)| self.find(argument, item.fields.get(*index)?, typed))
                };
                self.build(&ident, &self.names.model.struct_arguments(&item.fields), &find)?
            }
            (Type::Rows(name), Typed::Rows(rows)) => {
                let table = self.names.model.type_table(name)?;
                let ident = self.names.item(&table.rust, &table.about);
                let find = |argument: &Argument<'_>| self.find_row(argument, rows);
                self.build(&ident, &self.names.model.row_arguments(table), &find)?
            }
            _ => return None,
        })
    }

    fn enum_value(&self, name: &str, index: Option<usize>, text: &str) -> Option<TokenStream> {
        let item = self.names.model.enum_(name)?;
        let path = self.names.item(name, &item.about);
        if let Some(value) = index.and_then(|index| item.values.get(index)) {
            let variant = format_ident!("{}", value.rust);
            return Some(quote! { #path::#variant });
        }
        if item.is_numeric() {
            let number = Literal::i64_unsuffixed(text.parse().ok()?);
            return Some(quote! { #path::other(#number) });
        }
        Some(quote! { #path::other(#text) })
    }
}
