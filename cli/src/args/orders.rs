//! What can be asked for about stored orders.

use std::{path::PathBuf, time::Duration};

use clap::{Args as ClapArgs, Subcommand, ValueEnum};
use qq_cgi_receiver::store::LeaseId;

use super::{Format, LinesFormat};

use crate::span;

#[derive(Subcommand)]
pub(crate) enum OrdersVerb {
    /// Lists orders, oldest first; as `csv` or `jsonl` all of them
    List(OrdersListArgs),
    /// Shows an order, and what else came with its key
    Show(OrdersShowArgs),
    /// Counts what the store holds, and says how long the first pending order has waited
    Stats(OrdersStatsArgs),
    /// Takes the oldest orders that are to be handed over: nobody else gets them for a while
    Take(OrdersTakeArgs),
    /// Says that orders are done: they never come again
    Ack(OrdersIdsArgs),
    /// Gives leases back before they end, so that their orders come again
    Return(OrdersReturnArgs),
    /// Makes dead letters pending again, with all their attempts
    Revive(OrdersIdsArgs),
}

#[derive(ClapArgs)]
pub(crate) struct OrdersTakeArgs {
    /// The store, as `receive` has it
    #[arg(long, value_name = "FILE|URL")]
    pub(crate) store: PathBuf,
    /// The most orders
    #[arg(long, value_name = "NUMBER", default_value_t = 1)]
    pub(crate) limit: usize,
    /// How long nobody else gets them
    #[arg(long, value_name = "SPAN", default_value = "60s", value_parser = span::parse)]
    pub(crate) visibility: Duration,
    /// After how many leases without an acknowledgement an order becomes a dead letter
    #[arg(long, value_name = "NUMBER", default_value_t = 300)]
    pub(crate) max_attempts: u32,
    /// `human`, or `jsonl`: one object for each order and line
    #[arg(long, value_enum, default_value = "human")]
    pub(crate) format: LinesFormat,
}

#[derive(ClapArgs)]
pub(crate) struct OrdersIdsArgs {
    /// The orders' numbers
    #[arg(value_name = "ID", required = true)]
    pub(crate) ids: Vec<i64>,
    /// The store, as `receive` has it
    #[arg(long, value_name = "FILE|URL")]
    pub(crate) store: PathBuf,
}

#[derive(ClapArgs)]
pub(crate) struct OrdersReturnArgs {
    /// The leases, as `take` shows them: `17:1`
    #[arg(value_name = "LEASE", required = true)]
    pub(crate) leases: Vec<LeaseId>,
    /// The store, as `receive` has it
    #[arg(long, value_name = "FILE|URL")]
    pub(crate) store: PathBuf,
    /// How long their orders wait before they come again
    #[arg(long, value_name = "SPAN", default_value = "0s", value_parser = span::parse)]
    pub(crate) after: Duration,
}

#[derive(ClapArgs)]
pub(crate) struct OrdersListArgs {
    /// The store, as `receive` has it
    #[arg(long, value_name = "FILE|URL")]
    pub(crate) store: PathBuf,
    /// Of this app
    #[arg(long)]
    pub(crate) app: Option<String>,
    /// Of this callback
    #[arg(long)]
    pub(crate) callback: Option<String>,
    /// With this key: the JSON list that is shown
    #[arg(long)]
    pub(crate) key: Option<String>,
    /// In this state
    #[arg(long, value_enum)]
    pub(crate) state: Option<StateWord>,
    /// After the order of this number
    #[arg(long, value_name = "ID")]
    pub(crate) after: Option<i64>,
    /// The most orders; 100 for people and all in a file unless given
    #[arg(long, value_name = "NUMBER")]
    pub(crate) limit: Option<usize>,
    /// `human`, or the form of a file
    #[arg(long, value_enum, default_value = "human")]
    pub(crate) format: ExportFormat,
}

#[derive(ClapArgs)]
pub(crate) struct OrdersShowArgs {
    /// The order's number
    pub(crate) id: i64,
    /// The store, as `receive` has it
    #[arg(long, value_name = "FILE|URL")]
    pub(crate) store: PathBuf,
    /// `human`, or `json`: one object
    #[arg(long, value_enum, default_value = "human")]
    pub(crate) format: Format,
}

#[derive(ClapArgs)]
pub(crate) struct OrdersStatsArgs {
    /// The store, as `receive` has it
    #[arg(long, value_name = "FILE|URL")]
    pub(crate) store: PathBuf,
    /// `human`, or `json`: one object
    #[arg(long, value_enum, default_value = "human")]
    pub(crate) format: Format,
}

#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum StateWord {
    /// To be handed over
    Pending,
    /// Acknowledged by whoever took it
    Done,
    /// Handed over too often
    Dead,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ExportFormat {
    /// For a terminal
    Human,
    /// A line of names, then a line for each order
    Csv,
    /// A JSON object for each order and line
    Jsonl,
}
