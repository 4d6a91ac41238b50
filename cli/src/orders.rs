//! `qq-cgi orders`: what the receiver stored, for people and for files.

mod export;
mod show;

use std::{path::Path, process::ExitCode};

use qq_cgi_receiver::store::{OrderId, OrderQuery, Sqlite, State, Store as _, StoreError};
use tokio::runtime::Runtime;

use crate::{
    args::{ExportFormat, OrdersListArgs, OrdersVerb, StateWord},
    output::{Failure, print},
};

/// How many orders are read at a time.
const PAGE: usize = 1_000;
/// How many orders people are shown unless they ask for more.
const SHOWN: usize = 100;

pub(crate) fn run(verb: &OrdersVerb) -> Result<ExitCode, Failure> {
    match verb {
        OrdersVerb::List(args) => list(args)?,
        OrdersVerb::Show(args) => show::order(args)?,
        OrdersVerb::Stats(args) => show::stats(args)?,
    }
    Ok(ExitCode::SUCCESS)
}

fn list(args: &OrdersListArgs) -> Result<(), Failure> {
    let opened = Opened::at(&args.store)?;
    let mut left = args.limit.unwrap_or(if args.format == ExportFormat::Human { SHOWN } else { usize::MAX });
    let mut after = args.after.map(OrderId);
    if args.format == ExportFormat::Csv {
        print(export::CSV_HEAD)?;
    }
    while left > 0 {
        let query = OrderQuery {
            app: args.app.clone(),
            callback: args.callback.clone(),
            key: args.key.clone(),
            state: args.state.map(state_of),
            after,
            limit: left.min(PAGE),
        };
        let orders = opened.wait(opened.store.orders(query))?;
        let Some(last) = orders.last() else { break };
        after = Some(last.id);
        for order in &orders {
            print(&match args.format {
                ExportFormat::Human => export::line(order),
                ExportFormat::Csv => export::csv(order),
                ExportFormat::Jsonl => export::json(order).to_string(),
            })?;
        }
        left -= orders.len().min(left);
    }
    Ok(())
}

const fn state_of(word: StateWord) -> State {
    match word {
        StateWord::Pending => State::Pending,
        StateWord::Done => State::Done,
        StateWord::Dead => State::Dead,
    }
}

/// A store that is there, and what its answers are waited for with.
struct Opened<'a> {
    path: &'a Path,
    store: Sqlite,
    runtime: Runtime,
}

impl<'a> Opened<'a> {
    fn at(path: &'a Path) -> Result<Self, Failure> {
        let runtime = tokio::runtime::Builder::new_current_thread().build();
        let runtime = runtime.map_err(|error| Failure::new(format!("cannot read the store: {error}")))?;
        let store = Sqlite::existing(path).map_err(|error| unusable(path, &error))?;
        Ok(Self { path, store, runtime })
    }

    fn wait<T>(&self, answer: impl Future<Output = Result<T, StoreError>>) -> Result<T, Failure> {
        self.runtime.block_on(answer).map_err(|error| unusable(self.path, &error))
    }
}

fn unusable(path: &Path, error: &StoreError) -> Failure {
    Failure::new(format!("cannot use the store `{}`: {error}", path.display()))
}
