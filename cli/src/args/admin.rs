//! What can be asked for about records.

use std::{ffi::OsString, path::PathBuf};

use clap::{Args as ClapArgs, CommandFactory as _, FromArgMatches as _, Parser, Subcommand};

use super::{ByArgs, Format};

/// A table of the spec, which may have the name of a verb, and what follows it.
#[derive(Subcommand)]
pub(crate) enum AdminTable {
    /// Understood by [`AdminArgs`].
    #[command(external_subcommand)]
    Of(Vec<OsString>),
}

/// Keeps the records of one table of the spec.
#[derive(Parser)]
#[command(disable_help_subcommand = true)]
pub(crate) struct AdminArgs {
    /// What to do.
    #[command(subcommand)]
    pub(crate) verb: AdminVerb,
}

impl AdminTable {
    /// The table's name, and what to do with its records.
    pub(crate) fn understood(&self) -> Result<(String, AdminArgs), clap::Error> {
        let Self::Of(words) = self;
        let table = words.first().map(|table| table.to_string_lossy().into_owned()).unwrap_or_default();
        let command = AdminArgs::command().bin_name(format!("qq-cgi admin {table}"));
        let mut found = command.try_get_matches_from(words)?;
        Ok((table, AdminArgs::from_arg_matches_mut(&mut found)?))
    }
}

#[derive(Subcommand)]
pub(crate) enum AdminVerb {
    /// Adds a record, in the first stage; makes what the spec has the administration make, unless it is given
    Add(AdminAddArgs),
    /// Changes fields of a record, which stays in its stage; neither its key nor what is immutable
    Edit(AdminEditArgs),
    /// Finds records by the fields by which the spec has them found, by a whole value or a part of it
    ///
    /// Upper and lower case are different.
    Find(AdminFindArgs),
    /// Lists records, by their keys
    List(AdminListArgs),
    /// Shows a record and what was done to it, and none of its secrets
    Show(AdminShowArgs),
    /// Takes a record to a stage that follows its own
    Stage(AdminStageArgs),
    /// Adds a second secret to a record: both are good until one is retired
    Rotate(AdminRotateArgs),
    /// Ends one of a record's two secrets
    Retire(AdminRetireArgs),
}

/// Where the records are.
#[derive(ClapArgs)]
pub(crate) struct AdminStoreArgs {
    /// The store, as `receive` has it
    #[arg(long, value_name = "FILE|URL")]
    pub(crate) store: PathBuf,
    /// The root file; unless given, that of this folder's package, or else the shipped component
    #[arg(long, value_name = "ROOT.toml")]
    pub(crate) spec: Option<PathBuf>,
    /// `human`, or `json`: one object per record and line
    #[arg(long, value_enum, default_value = "human")]
    pub(crate) format: Format,
}

/// Where a secret that is made goes, besides the store.
#[derive(ClapArgs)]
#[group(multiple = false)]
pub(crate) struct SecretOutArgs {
    /// Shows the secret that is made, this once
    #[arg(long)]
    pub(crate) show_secret: bool,
    /// A new file, for its owner alone, into which the secret that is made is written
    #[arg(long, value_name = "FILE")]
    pub(crate) secret_out: Option<PathBuf>,
}

#[derive(ClapArgs)]
pub(crate) struct AdminAddArgs {
    /// The fields; a secret one by where it is: `env:VARIABLE` or `file:PATH`
    #[arg(value_name = "FIELD=VALUE")]
    pub(crate) fields: Vec<String>,
    #[command(flatten)]
    pub(crate) at: AdminStoreArgs,
    #[command(flatten)]
    pub(crate) by: ByArgs,
    #[command(flatten)]
    pub(crate) out: SecretOutArgs,
}

#[derive(ClapArgs)]
pub(crate) struct AdminEditArgs {
    /// The record's key
    #[arg(allow_hyphen_values = true)]
    pub(crate) key: String,
    /// The fields and their new values; a secret one by where it is: `env:VARIABLE` or `file:PATH`
    #[arg(value_name = "FIELD=VALUE")]
    pub(crate) fields: Vec<String>,
    /// A field that is to have no value any more
    #[arg(long, value_name = "FIELD")]
    pub(crate) clear: Vec<String>,
    /// The version that you saw; if somebody changed the record since, nothing is done
    #[arg(long, value_name = "VERSION")]
    pub(crate) seen: Option<i64>,
    #[command(flatten)]
    pub(crate) at: AdminStoreArgs,
    #[command(flatten)]
    pub(crate) by: ByArgs,
}

#[derive(ClapArgs)]
pub(crate) struct AdminFindArgs {
    /// What the fields hold; all of it
    #[arg(value_name = "FIELD=VALUE", required = true)]
    pub(crate) fields: Vec<String>,
    #[command(flatten)]
    pub(crate) list: AdminListArgs,
}

#[derive(ClapArgs)]
pub(crate) struct AdminListArgs {
    /// In this stage
    #[arg(long, value_name = "STAGE")]
    pub(crate) stage: Option<String>,
    /// The most records; 100 for people and all as `json` unless given
    #[arg(long, value_name = "NUMBER")]
    pub(crate) limit: Option<usize>,
    #[command(flatten)]
    pub(crate) at: AdminStoreArgs,
}

#[derive(ClapArgs)]
pub(crate) struct AdminShowArgs {
    /// The record's key
    #[arg(allow_hyphen_values = true)]
    pub(crate) key: String,
    #[command(flatten)]
    pub(crate) at: AdminStoreArgs,
}

#[derive(ClapArgs)]
pub(crate) struct AdminStageArgs {
    /// The record's key
    #[arg(allow_hyphen_values = true)]
    pub(crate) key: String,
    /// The stage
    #[arg(long, value_name = "STAGE")]
    pub(crate) to: String,
    #[command(flatten)]
    pub(crate) at: AdminStoreArgs,
    #[command(flatten)]
    pub(crate) by: ByArgs,
}

#[derive(ClapArgs)]
pub(crate) struct AdminRotateArgs {
    /// The record's key
    #[arg(allow_hyphen_values = true)]
    pub(crate) key: String,
    /// The field of the secret; needed where there are several
    #[arg(long)]
    pub(crate) field: Option<String>,
    /// Where the new secret is, as `env:VARIABLE` or `file:PATH`; it is made unless given
    #[arg(long, value_name = "WHERE", allow_hyphen_values = true, conflicts_with = "SecretOutArgs")]
    pub(crate) given: Option<String>,
    #[command(flatten)]
    pub(crate) at: AdminStoreArgs,
    #[command(flatten)]
    pub(crate) by: ByArgs,
    #[command(flatten)]
    pub(crate) out: SecretOutArgs,
}

#[derive(ClapArgs)]
pub(crate) struct AdminRetireArgs {
    /// The record's key
    #[arg(allow_hyphen_values = true)]
    pub(crate) key: String,
    /// The field of the secret; needed where there are several
    #[arg(long)]
    pub(crate) field: Option<String>,
    /// The number of the secret, as `show` has it; the older one unless given
    #[arg(long, value_name = "NUMBER")]
    pub(crate) number: Option<i64>,
    #[command(flatten)]
    pub(crate) at: AdminStoreArgs,
    #[command(flatten)]
    pub(crate) by: ByArgs,
}
