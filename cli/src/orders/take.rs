//! Orders for whoever takes them by commands: leases, and what became of them.

use qq_cgi_receiver::store::{Lease, OrderId, Take};
use serde_json::Value;

use super::export;
use crate::{
    args::{LinesFormat, OrdersIdsArgs, OrdersReturnArgs, OrdersTakeArgs},
    clock::{unix_ms, unix_ms_after},
    output::{Failure, print},
    store::Opened,
};

pub(super) fn take(args: &OrdersTakeArgs) -> Result<(), Failure> {
    let opened = Opened::existing(&args.store)?;
    let take = Take { limit: args.limit, visibility: args.visibility, max_attempts: args.max_attempts, now: unix_ms() };
    for lease in opened.wait(opened.store.next_batch(take))? {
        print(&match args.format {
            LinesFormat::Human => {
                format!("{}  attempt {}  {}", lease.id, lease.order.attempts, export::line(&lease.order))
            }
            LinesFormat::Jsonl => json(&lease).to_string(),
        })?;
    }
    Ok(())
}

fn json(lease: &Lease) -> Value {
    let mut value = export::json(&lease.order);
    if let Value::Object(object) = &mut value {
        object.shift_insert(0, "lease".to_owned(), lease.id.to_string().into());
    }
    value
}

pub(super) fn ack(args: &OrdersIdsArgs) -> Result<(), Failure> {
    let (opened, ids) = (Opened::existing(&args.store)?, ids(args));
    all_there(&opened, &ids)?;
    let given = ids.len();
    let done = opened.wait(opened.store.ack(ids))?;
    print(&format!("acknowledged {done}{}", others(given, done, "were done before")))
}

pub(super) fn give_back(args: &OrdersReturnArgs) -> Result<(), Failure> {
    let opened = Opened::existing(&args.store)?;
    let (given, visible_at) = (args.leases.len(), unix_ms_after(args.after));
    let returned = opened.wait(opened.store.give_back(args.leases.clone(), visible_at, None))?;
    print(&format!(
        "returned {returned}{}",
        others(given, returned, "are leases no more, or of orders that are not pending")
    ))
}

pub(super) fn revive(args: &OrdersIdsArgs) -> Result<(), Failure> {
    let (opened, ids) = (Opened::existing(&args.store)?, ids(args));
    all_there(&opened, &ids)?;
    let given = ids.len();
    let revived = opened.wait(opened.store.revive(ids))?;
    print(&format!("revived {revived}{}", others(given, revived, "were not dead")))
}

fn ids(args: &OrdersIdsArgs) -> Vec<OrderId> {
    let mut ids: Vec<_> = args.ids.iter().map(|id| OrderId(*id)).collect();
    ids.sort_unstable();
    ids.dedup();
    ids
}

/// A number that is none of the store's is a mistake, and then nothing is changed.
fn all_there(opened: &Opened, ids: &[OrderId]) -> Result<(), Failure> {
    for id in ids {
        let missing = || Failure::new(format!("there is no order {id}; nothing was changed"));
        opened.wait(opened.store.order(*id))?.ok_or_else(missing)?;
    }
    Ok(())
}

fn others(given: usize, changed: u64, what: &str) -> String {
    match u64::try_from(given).unwrap_or(u64::MAX).saturating_sub(changed) {
        0 => String::new(),
        others => format!("; {others} {what}"),
    }
}
