//! Error tables: an enum of the known codes, known by number or by name, and an opaque place for the others.

use proc_macro2::{Literal, TokenStream};
use qq_cgi_model::model::{Code, Command, ErrorTable, Remedy, SdkAnswer};
use quote::{format_ident, quote};

use crate::{docs, paths::Names, tables};

pub(crate) fn generate(table: &ErrorTable, names: &Names<'_>) -> TokenStream {
    let ident = names.ident(&table.rust);
    let (what, users) = users(table, names);
    let docs = docs::item_with(&what, &table.about, &users);
    let variants: Vec<_> = table.codes.iter().map(|code| names.ident(&code.rust)).collect();
    let variant_docs = table.codes.iter().map(docs::code);
    let entries = table.codes.iter().map(entry);
    let code = code_method(table, names);
    let implementation = lookups(table, names);
    quote! {
        #docs
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum #ident {
            #(#variant_docs #variants,)*
            /// A code that the table does not list: read it with `code()`.
            Unlisted(::qq_cgi::UnlistedCode),
        }
        impl #ident {
            #code
        }
        impl ::qq_cgi::ErrorCode for #ident {
            #implementation
            fn entry(&self) -> ::core::option::Option<&'static ::qq_cgi::CodeEntry> {
                ::core::option::Option::Some(match self {
                    #(Self::#variants => const { &#entries },)*
                    Self::Unlisted(_) => return ::core::option::Option::None,
                })
            }
        }
        impl ::core::fmt::Display for #ident {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                ::qq_cgi::display_code(self, f)
            }
        }
    }
}

/// How many items are named of those that answer with a table.
const NAMED: usize = 3;

/// Whose codes they are: in a word, and with links.
fn users(table: &ErrorTable, names: &Names<'_>) -> (String, Vec<String>) {
    let model = names.model;
    let is_own = |errors: &Option<String>| errors.as_ref() == Some(&table.name);
    let gateways: Vec<_> = model.gateways.iter().filter(|gateway| is_own(&gateway.errors)).collect();
    let answers = |command: &&Command| command.reply_code.as_ref().is_some_and(|code| is_own(&code.errors));
    let commands = model.commands.iter().filter(answers);
    let tells = |SdkAnswer { errors, detail, failures, .. }: &SdkAnswer| {
        is_own(errors) || is_own(failures) || detail.as_ref().is_some_and(|detail| is_own(&detail.errors))
    };
    let sdks: Vec<_> = model.sdks.iter().filter(|sdk| tells(&sdk.answer)).collect();

    let what = match (&gateways[..], &sdks[..]) {
        ([_, ..], _) => {
            let names: Vec<_> = gateways.iter().map(|gateway| format!("`{}`", gateway.name)).collect();
            format!("Codes of {}", names.join(", "))
        }
        ([], [sdk, others @ ..]) if others.iter().all(|other| other.platform == sdk.platform) => {
            format!("Codes on {}", sdk.platform)
        }
        _ => "Codes".to_owned(),
    };
    let gateways = gateways.iter().map(|gateway| &gateway.rust);
    let users: Vec<_> =
        gateways.chain(commands.map(|command| &command.rust)).chain(sdks.iter().map(|sdk| &sdk.rust)).collect();
    let first: Vec<_> = users.iter().take(NAMED).map(|user| docs::link(user)).collect();
    let more = users.len() - first.len();
    let more = if more == 0 { String::new() } else { format!(" and {more} more") };
    let line = (!first.is_empty()).then(|| format!("Answered by {}{more}.", first.join(", ")));
    (what, line.into_iter().collect())
}

/// `code()` answers an `i64` wherever it can: only a table with codes that are known by name alone needs an `Option`.
fn code_method(table: &ErrorTable, names: &Names<'_>) -> TokenStream {
    let variants = table.codes.iter().map(|code| names.ident(&code.rust));
    if table.is_numbered() {
        let numbers = numbered(table).map(|(number, _)| number);
        return quote! {
            /// The number on the wire.
            #[must_use]
            pub const fn code(self) -> i64 {
                match self {
                    #(Self::#variants => #numbers,)*
                    Self::Unlisted(code) => code.__code(),
                }
            }
        };
    }
    let numbers = table.codes.iter().map(|code| {
        let number = code.code.map(literal);
        tables::option(number.map(|number| quote! { #number }))
    });
    quote! {
        /// The number on the wire; `None` where it is not public.
        #[must_use]
        pub const fn code(self) -> ::core::option::Option<i64> {
            match self {
                #(Self::#variants => #numbers,)*
                Self::Unlisted(code) => ::core::option::Option::Some(code.__code()),
            }
        }
    }
}

/// The ways from a number or name to a code, and back.
fn lookups(table: &ErrorTable, names: &Names<'_>) -> TokenStream {
    let from_numbers = numbered(table).map(|(number, code)| {
        let variant = names.ident(&code.rust);
        quote! { #number => Self::#variant, }
    });
    let by_name = table.codes.iter().filter_map(|code| Some((code.symbol.as_deref()?, names.ident(&code.rust))));
    let from_symbols = by_name.clone().map(|(symbol, variant)| {
        quote! { #symbol => ::core::option::Option::Some(Self::#variant), }
    });
    let symbols = by_name.map(|(symbol, variant)| {
        quote! { Self::#variant => ::core::option::Option::Some(#symbol), }
    });
    let number = quote! { Self::code(*self) };
    let number = if table.is_numbered() {
        quote! { ::core::option::Option::Some(#number) }
    } else {
        number
    };
    quote! {
        fn from_code(code: i64) -> Self {
            match code {
                #(#from_numbers)*
                _ => Self::Unlisted(::qq_cgi::UnlistedCode::__new(code)),
            }
        }
        fn from_symbol(symbol: &str) -> ::core::option::Option<Self> {
            match symbol {
                #(#from_symbols)*
                _ => ::core::option::Option::None,
            }
        }
        fn number(&self) -> ::core::option::Option<i64> {
            #number
        }
        fn symbol(&self) -> ::core::option::Option<&'static str> {
            match self {
                #(#symbols)*
                _ => ::core::option::Option::None,
            }
        }
    }
}

/// The codes whose numbers are public.
fn numbered(table: &ErrorTable) -> impl Iterator<Item = (Literal, &Code)> {
    table.codes.iter().filter_map(|code| Some((literal(code.code?), code)))
}

fn literal(number: i64) -> Literal {
    Literal::i64_unsuffixed(number)
}

fn entry(code: &Code) -> TokenStream {
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let name = &code.rust;
    let zh = [text(&code.about.zh), text(&code.zh_remedy)];
    let en = [text(&code.about.en), text(&code.en_remedy)];
    let remedy = format_ident!(
        "{}",
        match code.remedy {
            Remedy::FixRequest => "FixRequest",
            Remedy::CheckCredentials => "CheckCredentials",
            Remedy::RetryOnce => "RetryOnce",
            Remedy::BackOff => "BackOff",
            Remedy::Reauthorize => "Reauthorize",
            Remedy::RequestPermission => "RequestPermission",
            Remedy::ContactSupport => "ContactSupport",
            Remedy::None => "None",
        }
    );
    quote! { ::qq_cgi::CodeEntry::new(#name, [#(#zh),*], [#(#en),*], ::qq_cgi::Remedy::#remedy) }
}
