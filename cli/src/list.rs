//! `qq-cgi list`: what a spec defines, its base included.

use std::process::ExitCode;

use clap::ValueEnum as _;
use qq_cgi_model::model::{About, Model};
use serde_json::json;

use crate::{
    args::{Format, Kind, ListArgs},
    output::{Failure, on_one_line, print},
    spec,
};

pub(crate) fn run(args: &ListArgs) -> Result<ExitCode, Failure> {
    let model = spec::sound(args.spec.as_deref())?;
    let kinds = Kind::value_variants().iter().filter(|kind| args.kind.is_none_or(|wanted| wanted == **kind));
    let groups = kinds.map(|kind| (*kind, items(&model, *kind)));
    // Whoever asks for a kind is told that there is nothing of it.
    let groups: Vec<_> = groups.filter(|(_, items)| args.kind.is_some() || !items.is_empty()).collect();
    match args.format {
        Format::Human => {
            let texts: Vec<_> = groups.iter().map(|(kind, items)| to_lines(*kind, items)).collect();
            print(&texts.join("\n\n"))?;
        }
        Format::Json => {
            for (kind, item) in groups.iter().flat_map(|(kind, items)| items.iter().map(|item| (*kind, item))) {
                print(&item.to_json(kind))?;
            }
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// One item of a spec.
pub(crate) struct Item<'m> {
    pub(crate) key: &'m str,
    /// `None` for what has no form in Rust.
    pub(crate) rust: Option<&'m str>,
    pub(crate) about: &'m About,
}

pub(crate) fn items(model: &Model, kind: Kind) -> Vec<Item<'_>> {
    macro_rules! of {
        ($list:ident) => {
            of!($list, |_item| None)
        };
        ($list:ident, $rust:ident) => {
            of!($list, |item| Some(item.$rust.as_str()))
        };
        ($list:ident, |$item:ident| $rust:expr) => {
            model.$list.iter().map(|$item| Item { key: &$item.name, rust: $rust, about: &$item.about }).collect()
        };
    }
    match kind {
        Kind::Gateway => of!(gateways, rust),
        Kind::Sign => of!(signs),
        Kind::Command => of!(commands, rust),
        Kind::Struct => of!(structs, name),
        Kind::Enum => of!(enums, name),
        Kind::Types => of!(type_tables, rust),
        Kind::Errors => of!(error_tables, rust),
        Kind::Page => of!(pages, rust),
        Kind::Callback => of!(callbacks, rust),
        Kind::Table => of!(tables, rust),
        Kind::Stages => of!(stages, rust),
        Kind::Sdk => of!(sdks, rust),
        Kind::Matrix => of!(matrices, rust),
        Kind::Note => of!(notes),
    }
}

fn to_lines(kind: Kind, items: &[Item<'_>]) -> String {
    let widest = |width: fn(&Item<'_>) -> usize| items.iter().map(width).max().unwrap_or_default();
    let key = widest(|item| item.key.chars().count());
    let rust = widest(|item| item.rust.unwrap_or_default().chars().count());
    let mut lines = vec![format!("{} ({})", kind.name(), items.len())];
    lines.extend(items.iter().map(|item| {
        let Item { key: own_key, rust: own_rust, about } = item;
        let text =
            about.en.as_ref().or(about.zh.as_ref()).map(|text| format!("{}  ", on_one_line(first_sentence(text))));
        let own_rust = own_rust.map(|own_rust| format!("{own_rust:<rust$}  ")).unwrap_or_default();
        let (text, place) = (text.unwrap_or_default(), &about.place);
        format!("  {own_key:<key$}  {own_rust}{text}({}:{})", place.file, place.line)
    }));
    lines.join("\n")
}

/// An item has one line; the rest stands in the JSON and in the documentation.
fn first_sentence(text: &str) -> &str {
    let end = [text.find(". ").map(|at| at + 1), text.find('。').map(|at| at + '。'.len_utf8())];
    end.into_iter().flatten().min().and_then(|end| text.get(..end)).unwrap_or(text)
}

impl Item<'_> {
    fn to_json(&self, kind: Kind) -> String {
        let Self { key, rust, about } = self;
        json!({
            "kind": kind.name(),
            "key": key,
            "rust": rust,
            "zh": about.zh,
            "en": about.en,
            "source": about.source,
            "from_base": about.from_base,
            "file": about.place.file,
            "line": about.place.line,
        })
        .to_string()
    }
}
