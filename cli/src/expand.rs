//! `qq-cgi expand`: the Rust that a spec becomes, formatted; or what one of its items becomes.

use std::process::ExitCode;

use clap::ValueEnum as _;
use proc_macro2::{Span, TokenStream};
use qq_cgi_codegen::{EXAMPLES, Generated};
use qq_cgi_export::rust;
use qq_cgi_model::{model::Model, suggest::nearest};

use crate::{
    args::{ExpandArgs, Kind},
    list,
    output::{Failure, complain, print},
    spec,
};

pub(crate) fn run(args: &ExpandArgs) -> Result<ExitCode, Failure> {
    let wanted = Wanted::read(&args.item)?;
    let root = spec::root(args.spec.as_deref())?;
    let checked = spec::read(root.as_deref());
    let text = match &wanted {
        Some(wanted) => wanted.find(&checked.model).and_then(|tokens| rust::formatted(tokens).map_err(not_rust)),
        None => rust::module(&checked.model).map_err(not_rust),
    };
    if let Ok(text) = &text {
        print(text.trim_end())?;
    }
    if checked.has_errors() {
        complain(&format!("{}\n", spec::findings(&checked)));
        complain(&spec::summary(&checked, root.as_deref()));
    }
    text.map(|_| ExitCode::from(u8::from(checked.has_errors())))
}

#[expect(clippy::needless_pass_by_value, reason = "for `map_err`")]
fn not_rust(error: syn::Error) -> Failure {
    Failure::new(format!("what was generated is no Rust: {error}"))
}

/// An item as it was asked for.
struct Wanted {
    kind: Option<&'static str>,
    name: String,
}

/// An item that may have been asked for, and its Rust if it is generated here.
struct Candidate<'m> {
    kind: &'static str,
    key: &'m str,
    rust: Option<&'m str>,
    tokens: Option<TokenStream>,
}

impl Wanted {
    fn read(words: &[String]) -> Result<Option<Self>, Failure> {
        let (kind, name) = match words {
            [] => return Ok(None),
            [name] => match name.split_once(':') {
                Some((kind, name)) => (Some(kind), name),
                None => (None, name.as_str()),
            },
            [kind, name, ..] => (Some(kind.as_str()), name.as_str()),
        };
        Ok(Some(Self { kind: kind.map(kind_named).transpose()?, name: name.to_owned() }))
    }

    /// What the item becomes.
    fn find(&self, model: &Model) -> Result<TokenStream, Failure> {
        let all = candidates(model);
        let of_kind = || all.iter().filter(|candidate| self.kind.is_none_or(|kind| kind == candidate.kind));
        let mut found: Vec<_> =
            of_kind().filter(|found| found.key == self.name || found.rust == Some(&*self.name)).collect();
        // What has no Rust here is meant only where nothing else is.
        if found.iter().any(|found| found.tokens.is_some()) {
            found.retain(|found| found.tokens.is_some());
        }
        let [first, others @ ..] = &found[..] else {
            let names = of_kind().map(|candidate| candidate.key).chain(of_kind().filter_map(|found| found.rust));
            return Err(self.unknown(nearest(&self.name, names)));
        };
        // What a spec with mistakes defines twice is one item to whoever asks for it.
        if others.iter().any(|other| (other.kind, other.key) != (first.kind, first.key)) {
            return Err(self.ambiguous(&found));
        }
        let tokens: TokenStream = found.iter().filter_map(|found| found.tokens.clone()).collect();
        if tokens.is_empty() { Err(first.not_here(model)) } else { Ok(tokens) }
    }

    fn unknown(&self, meant: Option<&str>) -> Failure {
        let kind = self.kind.unwrap_or("item");
        let help = match meant {
            Some(meant) => format!("did you mean `{meant}`?"),
            None => "`qq-cgi list` shows what there is".to_owned(),
        };
        Failure::new(format!("no {kind} is called `{}`; {help}", self.name))
    }

    fn ambiguous(&self, found: &[&Candidate<'_>]) -> Failure {
        let mut names: Vec<_> = found.iter().map(|found| format!("`{}:{}`", found.kind, found.key)).collect();
        names.dedup();
        Failure::new(format!("`{}` can be {}: say which", self.name, names.join(" or ")))
    }
}

impl Candidate<'_> {
    fn not_here(&self, model: &Model) -> Failure {
        let Self { kind, key, .. } = self;
        Failure::new(match (self.rust, model.base.as_deref()) {
            (Some(_), Some(base)) => format!("the {kind} `{key}` is generated where the base is: `{base}`"),
            _ => format!("the {kind} `{key}` becomes no Rust of its own"),
        })
    }
}

/// Everything with a name: what is generated here, then what is not.
fn candidates(model: &Model) -> Vec<Candidate<'_>> {
    let generated = qq_cgi_codegen::each(model, Span::call_site());
    let generated = generated.map(|Generated { kind, key, rust, tokens, .. }| Candidate {
        kind,
        key,
        rust: Some(rust),
        tokens: Some(tokens),
    });
    let others = Kind::value_variants().iter().flat_map(|kind| {
        let items = list::items(model, *kind).into_iter().filter(|item| item.about.from_base || item.rust.is_none());
        items.map(|item| Candidate { kind: kind.name(), key: item.key, rust: item.rust, tokens: None })
    });
    generated.chain(others).collect()
}

fn kind_named(word: &str) -> Result<&'static str, Failure> {
    let known = || Kind::value_variants().iter().map(|kind| kind.name()).chain([EXAMPLES]);
    known().find(|kind| *kind == word).ok_or_else(|| {
        let meant = nearest(word, known()).map(|meant| format!("did you mean `{meant}`? ")).unwrap_or_default();
        Failure::usage(format!(
            "no kind is called `{word}`; {meant}kinds are {}",
            known().collect::<Vec<_>>().join(", ")
        ))
    })
}
