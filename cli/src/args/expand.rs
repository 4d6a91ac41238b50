//! The arguments of `expand` and `budget`.

use std::path::PathBuf;

use clap::Args as ClapArgs;

use super::{Format, RootArgs};

#[derive(ClapArgs)]
pub(crate) struct ExpandArgs {
    /// An item by its key in the spec or its name in Rust, with its kind before it where there are several; all unless given
    ///
    /// `set_summary_card`, `SetSummaryCard`, `command set_summary_card` and `command:set_summary_card` are one item.
    #[arg(value_name = "ITEM", num_args = 0..=2)]
    pub(crate) item: Vec<String>,
    /// The root file; unless given, that of this folder's package, or else the shipped component
    #[arg(long, value_name = "ROOT.toml")]
    pub(crate) spec: Option<PathBuf>,
}

#[derive(ClapArgs)]
pub(crate) struct BudgetArgs {
    #[command(flatten)]
    pub(crate) spec: RootArgs,
    /// `human`, or `json`: one object per item, per kind and for all together, each on a line
    #[arg(long, value_enum, default_value = "human")]
    pub(crate) format: Format,
}
