//! What can be asked for about formats of other tools.

use std::path::PathBuf;

use clap::{Args as ClapArgs, Subcommand, ValueEnum};

#[derive(Subcommand)]
pub(crate) enum ExportVerb {
    /// Writes OpenAPI 3.1: gateways and commands as operations, callbacks as webhooks
    ///
    /// Sign schemes and error tables stand in extensions (`x-qq-cgi-sign`, `x-qq-cgi-errors`) and in the descriptions of the
    /// gateways' tags. Commands that share a path are told apart by a fragment in the path's key, `/cgi#buy`, which is
    /// never sent. Generators that cannot handle that get one document for each command, by `--command`.
    Openapi(OpenapiArgs),
}

#[derive(ClapArgs)]
pub(crate) struct OpenapiArgs {
    /// The root file; the shipped component unless given
    #[arg(long, value_name = "ROOT.toml")]
    pub(crate) spec: Option<PathBuf>,
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

#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum LanguageWord {
    /// English
    En,
    /// Chinese: the vendor's own words
    Zh,
}
