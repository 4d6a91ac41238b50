//! What the attribute was written on.

use proc_macro2::{Delimiter, Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::{
    LitStr, Token, bracketed, parenthesized,
    parse::{Parse, ParseStream, Parser as _},
};

/// A root file's path and a module.
pub(crate) struct Invocation {
    pub(crate) path: LitStr,
    /// Attributes, visibility and the word `mod`.
    pub(crate) head: TokenStream,
    pub(crate) name: Ident,
    pub(crate) body: TokenStream,
}

/// What the base's macro hands on: its files, then the invocation that stands on it.
pub(crate) struct OnBase {
    pub(crate) base: Vec<BaseFile>,
    pub(crate) invocation: Invocation,
}

/// A file of the base: its path, and its text.
pub(crate) struct BaseFile {
    pub(crate) shown: String,
    pub(crate) text: String,
}

/// An attribute that was written wrongly.
pub(crate) enum Misuse {
    /// On a module, but not with a path.
    Path(Invocation, syn::Error),
    /// Not on a module with braces.
    Module(syn::Error),
}

impl Invocation {
    /// From the attribute's two inputs.
    pub(crate) fn of_attribute(path: TokenStream, module: TokenStream) -> Result<Self, Misuse> {
        let no_path = LitStr::new("", Span::call_site());
        let invocation =
            (|input: ParseStream<'_>| Self::of_module(no_path, input)).parse2(module).map_err(Misuse::Module)?;
        match syn::parse2(path) {
            Ok(path) => Ok(Self { path, ..invocation }),
            Err(error) => {
                let expected = "expected the path of a root file: #[qq_cgi(\"spec.toml\")]";
                Err(Misuse::Path(invocation, syn::Error::new(error.span(), expected)))
            }
        }
    }

    /// Everything up to the braces is passed on as it is; syn's `full` would be needed to look closer.
    fn of_module(path: LitStr, input: ParseStream<'_>) -> syn::Result<Self> {
        let mut head = TokenStream::new();
        while !input.peek(Token![mod]) {
            let next: TokenTree = input.parse().map_err(|error| wrong_item(&error))?;
            next.to_tokens(&mut head);
        }
        input.parse::<Token![mod]>()?.to_tokens(&mut head);
        let name = input.parse().map_err(|error| wrong_item(&error))?;
        match input.parse() {
            Ok(TokenTree::Group(group)) if group.delimiter() == Delimiter::Brace => {
                Ok(Self { path, head, name, body: group.stream() })
            }
            Ok(other) => Err(wrong_item(&syn::Error::new(other.span(), ""))),
            Err(error) => Err(wrong_item(&error)),
        }
    }
}

fn wrong_item(at: &syn::Error) -> syn::Error {
    syn::Error::new(at.span(), "#[qq_cgi] stands on a module with braces: `pub mod social {}`")
}

impl ToTokens for Invocation {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let Self { path, head, name, body } = self;
        tokens.extend(quote! { #path #head #name { #body } });
    }
}

impl Parse for OnBase {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let files;
        bracketed!(files in input);
        let base = files.parse_terminated(BaseFile::parse, Token![,])?.into_iter().collect();
        let path = input.parse()?;
        Ok(Self { base, invocation: Invocation::of_module(path, input)? })
    }
}

impl Parse for BaseFile {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let pair;
        parenthesized!(pair in input);
        let shown: LitStr = pair.parse()?;
        pair.parse::<Token![,]>()?;
        let text: LitStr = pair.parse()?;
        Ok(Self { shown: shown.value(), text: text.value() })
    }
}

impl ToTokens for BaseFile {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let Self { shown, text } = self;
        tokens.extend(quote! { (#shown, #text) });
    }
}
