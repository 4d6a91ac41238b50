//! What can be asked for about callbacks, by hand.

use std::path::PathBuf;

use clap::{Args as ClapArgs, Subcommand, ValueEnum};

use super::{Format, SecretArgs};

#[derive(Subcommand)]
pub(crate) enum CallbackVerb {
    /// Signs a callback as its sender does, without sending it
    Sign(CallbackSignArgs),
    /// Says whether a query that came is genuine, and what it says
    Verify(CallbackVerifyArgs),
}

#[derive(ClapArgs)]
pub(crate) struct CallbackSignArgs {
    /// The callback's name in the spec
    pub(crate) name: String,
    /// Where the receiver answers
    #[arg(value_name = "RECEIVER_URL")]
    pub(crate) receiver: String,
    /// Parameters, and fields of the payload, by their names; or the payload as its JSON text
    #[arg(value_name = "FIELD=VALUE")]
    pub(crate) fields: Vec<String>,
    #[command(flatten)]
    pub(crate) secret: SecretArgs,
    /// Whether the payload ends in a line feed; as the spec says unless given
    #[arg(long, value_name = "sent|signed|none", value_enum)]
    pub(crate) line_feed: Option<LineFeedWord>,
    /// The root file; unless given, that of this folder's package, or else the shipped component
    #[arg(long, value_name = "ROOT.toml")]
    pub(crate) spec: Option<PathBuf>,
    /// `human` masks the sign in the URL and secret values; `json` holds the URL as it would be sent
    #[arg(long, value_enum, default_value = "human")]
    pub(crate) format: Format,
}

#[derive(ClapArgs)]
pub(crate) struct CallbackVerifyArgs {
    /// The callback's name in the spec
    pub(crate) name: String,
    /// The query as it came, still percent-encoded, or the whole URL
    #[arg(value_name = "QUERY_OR_URL")]
    pub(crate) query: String,
    #[command(flatten)]
    pub(crate) secret: SecretArgs,
    /// The root file; unless given, that of this folder's package, or else the shipped component
    #[arg(long, value_name = "ROOT.toml")]
    pub(crate) spec: Option<PathBuf>,
    /// `human`, or `json`: one object
    #[arg(long, value_enum, default_value = "human")]
    pub(crate) format: Format,
}

#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum LineFeedWord {
    /// Signed and sent
    Sent,
    /// Signed, and lost on the way
    Signed,
    /// None at all
    None,
}
