//! What can be asked for about exports.

use std::path::PathBuf;

use clap::{Args as ClapArgs, Subcommand, ValueEnum};

use super::RootArgs;

#[derive(Subcommand)]
pub(crate) enum ExportVerb {
    /// Writes OpenAPI 3.1: gateways and commands as operations, callbacks as webhooks
    ///
    /// Sign schemes and error tables stand in extensions (`x-qq-cgi-sign`, `x-qq-cgi-errors`) and in the descriptions of the
    /// gateways' tags. Commands that share a path are told apart by a fragment in the path's key, `/cgi#buy`, which is
    /// never sent. Generators that cannot handle that get one document for each command, by `--command`.
    Openapi(OpenapiArgs),
    /// Writes all that a spec says, as one JSON document of a documented form
    Json(JsonArgs),
    /// Writes a reference book: the tables of a spec, for people
    Markdown(MarkdownArgs),
}

#[derive(ClapArgs)]
pub(crate) struct OpenapiArgs {
    #[command(flatten)]
    pub(crate) spec: RootArgs,
    /// This command alone, by its name on the wire
    #[arg(long, value_name = "NAME")]
    pub(crate) command: Option<String>,
    /// The language of the texts; what the spec says in one language alone stands in both
    #[arg(long, value_enum, default_value = "en")]
    pub(crate) lang: LanguageWord,
    /// The document's own version; that of qq-cgi for the shipped component, else `unversioned`
    #[arg(long, value_name = "VERSION")]
    pub(crate) doc_version: Option<String>,
    /// Where the document is written, over what is there; standard output unless given
    #[arg(long, value_name = "FILE")]
    pub(crate) out: Option<PathBuf>,
}

#[derive(ClapArgs)]
pub(crate) struct JsonArgs {
    #[command(flatten)]
    pub(crate) spec: RootArgs,
    /// Where the document is written, over what is there; standard output unless given
    #[arg(long, value_name = "FILE")]
    pub(crate) out: Option<PathBuf>,
    /// The JSON Schema of the form instead, which says what everything means
    #[arg(long, conflicts_with_all = ["root", "spec"])]
    pub(crate) schema: bool,
}

#[derive(ClapArgs)]
pub(crate) struct MarkdownArgs {
    /// The language of the texts; where one is missing, the other one's stands there, marked
    #[arg(long, value_enum, default_value = "en")]
    pub(crate) lang: LanguageWord,
    #[command(flatten)]
    pub(crate) spec: RootArgs,
    /// A file that ends in `.md`, or a folder for one page per kind, over what is there; standard output unless given
    #[arg(long, value_name = "FILE|FOLDER")]
    pub(crate) out: Option<PathBuf>,
}

#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum LanguageWord {
    /// English
    En,
    /// Chinese: the vendor's own words
    Zh,
}
