//! `qq-cgi orders`: what the receiver stored, for people, for files, and for whoever takes it by commands.

mod export;
mod show;
mod take;

use std::process::ExitCode;

use qq_cgi_receiver::store::{OrderId, OrderQuery, State};
use serde_json::Value;

use crate::{
    args::{ExportFormat, OrdersListArgs, OrdersVerb, StateWord},
    output::{Failure, complain, print},
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
    let key = args.key.as_deref().map(as_stored).transpose()?;
    let opened = Opened::to_read(&args.store)?;
    check_app(&opened, args.app.as_deref())?;
    let is_for_people = args.format == ExportFormat::Human;
    let mut left = args.limit.unwrap_or(if is_for_people { SHOWN } else { usize::MAX });
    let mut after = args.after.map(OrderId);
    if args.format == ExportFormat::Csv {
        print(export::CSV_HEAD)?;
    }
    while left > 0 {
        let orders = opened.wait(opened.store.orders(query(args, key.clone(), after, left.min(PAGE))))?;
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
    if let (true, None, 0, Some(after)) = (is_for_people, args.limit, left, after)
        && !opened.wait(opened.store.orders(query(args, key, Some(after), 1)))?.is_empty()
    {
        complain(&format!(
            "these are {SHOWN}, and there are more: --after {after} shows those behind them, --limit says how many"
        ));
    }
    Ok(())
}

fn query(args: &OrdersListArgs, key: Option<String>, after: Option<OrderId>, limit: usize) -> OrderQuery {
    OrderQuery {
        app: args.app.clone(),
        callback: args.callback.clone(),
        key,
        state: args.state.map(state_of),
        after,
        limit,
    }
}

/// A key as the store has it, however it is spaced. One of any other form would find nothing, whatever the store holds.
fn as_stored(key: &str) -> Result<String, Failure> {
    let list: Vec<String> = serde_json::from_str(key).map_err(|_| {
        Failure::usage("--key takes the JSON list of texts that `orders list` shows, as in '[\"openid\",\"order\"]'")
    })?;
    Ok(Value::from(list).to_string())
}

/// An app without a single order is probably another one's name, misspelt.
fn check_app(opened: &Opened, app: Option<&str>) -> Result<(), Failure> {
    let Some(app) = app else { return Ok(()) };
    let any = OrderQuery { app: Some(app.to_owned()), limit: 1, ..OrderQuery::default() };
    if opened.wait(opened.store.orders(any))?.is_empty() {
        return Err(Failure::new(format!("the store has no order of an app `{}`", app.escape_debug())));
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
