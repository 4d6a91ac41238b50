//! What can be asked for about what is kept in quarantine.

use std::path::PathBuf;

use clap::{ArgAction, Args as ClapArgs, Subcommand, ValueEnum};

use super::{ByArgs, Format};

#[derive(Subcommand)]
pub(crate) enum QuarantineVerb {
    /// Lists entries, oldest first; those that nobody has decided about unless told
    List(QuarantineListArgs),
    /// Shows an entry with its bytes
    Show(QuarantineShowArgs),
    /// Makes an order of an entry, also of one that was discarded: of its own bytes, or of `--data`
    Admit(QuarantineAdmitArgs),
    /// Says that an entry is not to become an order, and why; all of it is kept, and can be admitted after all
    Discard(QuarantineDiscardArgs),
}

#[derive(ClapArgs)]
pub(crate) struct QuarantineListArgs {
    /// The store, as `receive` has it
    #[arg(long, value_name = "FILE|URL")]
    pub(crate) store: PathBuf,
    /// Of this app
    #[arg(long)]
    pub(crate) app: Option<String>,
    /// What was decided
    #[arg(long, value_enum, default_value = "held")]
    pub(crate) state: DecisionWord,
    /// After the entry of this number
    #[arg(long, value_name = "ID")]
    pub(crate) after: Option<i64>,
    /// The most entries; all unless given
    #[arg(long, value_name = "NUMBER")]
    pub(crate) limit: Option<usize>,
    /// `human`, or `jsonl`: one object for each entry and line, with its bytes
    #[arg(long, value_enum, default_value = "human")]
    pub(crate) format: LinesFormat,
}

#[derive(ClapArgs)]
pub(crate) struct QuarantineShowArgs {
    /// The entry's number
    pub(crate) id: i64,
    /// The store, as `receive` has it
    #[arg(long, value_name = "FILE|URL")]
    pub(crate) store: PathBuf,
    /// `human`, or `json`: one object
    #[arg(long, value_enum, default_value = "human")]
    pub(crate) format: Format,
}

#[derive(ClapArgs)]
pub(crate) struct QuarantineAdmitArgs {
    /// The entry's number
    pub(crate) id: i64,
    /// The store, as `receive` has it
    #[arg(long, value_name = "FILE|URL")]
    pub(crate) store: PathBuf,
    /// The payload that it should have been, a JSON object of fields; `-` is standard input
    ///
    /// Without it the bytes that came are understood again: by a spec that knows more by now, or where a value was missing
    /// in the receiver's `--known`.
    #[arg(long, value_name = "FILE")]
    pub(crate) data: Option<PathBuf>,
    /// The root file; unless given, that of this folder's package, or else the shipped component
    #[arg(long, value_name = "ROOT.toml")]
    pub(crate) spec: Option<PathBuf>,
    /// All values that a field may have; any is right unless given, for it is you who says so
    #[arg(long = "known", value_name = "FIELD=VALUE,…", action = ArgAction::Append)]
    pub(crate) known: Vec<String>,
}

#[derive(ClapArgs)]
pub(crate) struct QuarantineDiscardArgs {
    /// The entry's number
    pub(crate) id: i64,
    /// The store, as `receive` has it
    #[arg(long, value_name = "FILE|URL")]
    pub(crate) store: PathBuf,
    /// Why nothing is to become of it, for whoever is asked about the money
    #[arg(long, value_name = "TEXT")]
    pub(crate) reason: String,
    #[command(flatten)]
    pub(crate) by: ByArgs,
}

#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum DecisionWord {
    /// Nothing yet
    Held,
    /// It became an order
    Admitted,
    /// It is not to become one
    Discarded,
    /// Whatever it was
    Any,
}

#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum LinesFormat {
    /// For a terminal
    Human,
    /// A JSON object on each line
    Jsonl,
}
