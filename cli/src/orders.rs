//! `qq-cgi orders`: what the receiver stored, for people, for files, and for whoever takes it by commands.

mod export;
mod show;
mod take;

use std::process::ExitCode;

use qq_cgi_receiver::store::{OrderId, OrderQuery, State};

use crate::{
    args::{ExportFormat, OrdersListArgs, OrdersVerb, StateWord},
    output::{Failure, print},
    store::Opened,
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
        OrdersVerb::Take(args) => take::take(args)?,
        OrdersVerb::Ack(args) => take::ack(args)?,
        OrdersVerb::Return(args) => take::give_back(args)?,
        OrdersVerb::Revive(args) => take::revive(args)?,
    }
    Ok(ExitCode::SUCCESS)
}

fn list(args: &OrdersListArgs) -> Result<(), Failure> {
    let opened = Opened::to_read(&args.store)?;
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
