//! What the attribute was written on.

use litrs::StringLit;
use proc_macro2::{Delimiter, Group, Ident, Literal, Span, TokenStream, TokenTree, token_stream::IntoIter};
use quote::{ToTokens, quote};

/// A root file's path and a module.
pub(crate) struct Invocation {
    pub(crate) path: Text,
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

/// A string literal.
pub(crate) struct Text {
    pub(crate) value: String,
    pub(crate) span: Span,
}

/// An attribute that was written wrongly, and where.
pub(crate) enum Misuse {
    /// On a module, but not with a path.
    Path(Invocation, Span),
    /// Not on a module with braces.
    Module(Span),
}

impl Invocation {
    /// From the attribute's two inputs.
    pub(crate) fn of_attribute(path: TokenStream, module: TokenStream) -> Result<Self, Misuse> {
        let no_path = Text { value: String::new(), span: Span::call_site() };
        let mut invocation = Self::of_module(no_path, module.into_iter()).map_err(Misuse::Module)?;
        match Text::alone(path) {
            Ok(path) => {
                invocation.path = path;
                Ok(invocation)
            }
            Err(at) => Err(Misuse::Path(invocation, at)),
        }
    }

    /// What the base's macro was called with: the base's files in brackets, the path, the module.
    pub(crate) fn on_base(input: TokenStream) -> Option<OnBase> {
        let mut input = input.into_iter();
        let base = BaseFile::list(&group(input.next()?, Delimiter::Bracket)?)?;
        let path = Text::of(input.next()?).ok()?;
        Some(OnBase { base, invocation: Self::of_module(path, input).ok()? })
    }

    /// Everything up to the braces is passed on as it is. The error is the place of what is not a module.
    fn of_module(path: Text, mut input: IntoIter) -> Result<Self, Span> {
        let mut next = || input.next().ok_or_else(Span::call_site);
        let mut head = TokenStream::new();
        loop {
            let token = next()?;
            let is_mod = matches!(&token, TokenTree::Ident(word) if word == "mod");
            head.extend([token]);
            if is_mod {
                break;
            }
        }
        let name = match next()? {
            TokenTree::Ident(name) => name,
            other => return Err(other.span()),
        };
        let body = next()?;
        let at = body.span();
        let body = group(body, Delimiter::Brace).ok_or(at)?.stream();
        Ok(Self { path, head, name, body })
    }
}

impl BaseFile {
    /// `("shown", "text"), …`, as [`BaseFile::to_tokens`] writes each.
    fn list(files: &Group) -> Option<Vec<Self>> {
        let files = files.stream().into_iter().filter(|token| !is_comma(token));
        files.map(|file| Self::of(&group(file, Delimiter::Parenthesis)?)).collect()
    }

    fn of(pair: &Group) -> Option<Self> {
        let mut texts = pair.stream().into_iter().filter(|token| !is_comma(token)).map(|token| Text::of(token).ok());
        let (shown, text) = (texts.next()??, texts.next()??);
        Some(Self { shown: shown.value, text: text.value })
    }
}

impl Text {
    /// The error is the place of what is not just a string.
    fn alone(tokens: TokenStream) -> Result<Self, Span> {
        let mut tokens = tokens.into_iter();
        let text = Self::of(tokens.next().ok_or_else(Span::call_site)?)?;
        tokens.next().map_or(Ok(text), |more| Err(more.span()))
    }

    fn of(token: TokenTree) -> Result<Self, Span> {
        let span = token.span();
        match token {
            TokenTree::Literal(literal) => match StringLit::parse(literal.to_string()) {
                Ok(text) => Ok(Self { value: text.into_value(), span }),
                Err(_) => Err(span),
            },
            // What a user's own macro puts in stands in a group that nobody sees.
            TokenTree::Group(group) if group.delimiter() == Delimiter::None => Self::alone(group.stream()),
            _ => Err(span),
        }
    }
}

fn group(token: TokenTree, delimiter: Delimiter) -> Option<Group> {
    match token {
        TokenTree::Group(group) if group.delimiter() == delimiter => Some(group),
        _ => None,
    }
}

fn is_comma(token: &TokenTree) -> bool {
    matches!(token, TokenTree::Punct(mark) if mark.as_char() == ',')
}

impl ToTokens for Invocation {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let Self { path, head, name, body } = self;
        tokens.extend(quote! { #path #head #name { #body } });
    }
}

impl ToTokens for BaseFile {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let Self { shown, text } = self;
        tokens.extend(quote! { (#shown, #text) });
    }
}

impl ToTokens for Text {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let mut literal = Literal::string(&self.value);
        literal.set_span(self.span);
        literal.to_tokens(tokens);
    }
}
