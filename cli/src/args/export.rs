//! The arguments of `export`.

use std::path::PathBuf;

use clap::{Args as ClapArgs, Subcommand, ValueEnum};

#[derive(Subcommand)]
pub(crate) enum ExportVerb {
    /// All that a spec says, as one JSON document of a documented form
    Json(ExportJsonArgs),
    /// A reference book: the tables of a spec, for people
    Markdown(ExportMarkdownArgs),
}

#[derive(ClapArgs)]
pub(crate) struct ExportJsonArgs {
    /// The root file; the shipped component unless given
    #[arg(long, value_name = "ROOT.toml")]
    pub(crate) spec: Option<PathBuf>,
    /// Where to write it; standard output unless given
    #[arg(long, value_name = "FILE")]
    pub(crate) out: Option<PathBuf>,
    /// The JSON Schema of the form instead, which says what everything means
    #[arg(long, conflicts_with = "spec")]
    pub(crate) schema: bool,
}

#[derive(ClapArgs)]
pub(crate) struct ExportMarkdownArgs {
    /// The language of the texts; where one is missing, the other stands in
    #[arg(long, value_enum, default_value = "en")]
    pub(crate) lang: BookLanguage,
    /// The root file; the shipped component unless given
    #[arg(long, value_name = "ROOT.toml")]
    pub(crate) spec: Option<PathBuf>,
    /// A file that ends in `.md`, or a folder for one page per kind; standard output unless given
    #[arg(long, value_name = "FILE|FOLDER")]
    pub(crate) out: Option<PathBuf>,
}

#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum BookLanguage {
    /// English
    En,
    /// 中文
    Zh,
}
