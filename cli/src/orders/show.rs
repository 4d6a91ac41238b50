//! One order with everything, and how much there is of all.

use qq_cgi_receiver::store::OrderId;
use serde_json::{Value, json};

use super::export;
use crate::{
    args::{Format, OrdersShowArgs, OrdersStatsArgs},
    clock::unix_ms,
    output::{Failure, on_one_line, print},
    store::Opened,
};

pub(super) fn order(args: &OrdersShowArgs) -> Result<(), Failure> {
    let opened = Opened::to_read(&args.store)?;
    let id = OrderId(args.id);
    let missing = || Failure::new(format!("there is no order {id} in `{}`", args.store.display()));
    let stored = opened.wait(opened.store.order(id))?.ok_or_else(missing)?;
    let conflicts = opened.wait(opened.store.conflicts(id))?;
    let raw = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    match args.format {
        Format::Json => {
            let mut value = export::json(&stored);
            if let Value::Object(object) = &mut value {
                let others = conflicts.iter().map(|other| {
                    json!({
                        "received_unix_ms": other.received_at,
                        "fields": export::parsed(&other.fields),
                        "raw": raw(&other.raw),
                    })
                });
                object.insert("last_error".to_owned(), stored.last_error.clone().into());
                object.insert("raw".to_owned(), raw(&stored.order.raw).into());
                object.insert("conflicts".to_owned(), others.collect());
            }
            print(&value.to_string())
        }
        Format::Human => {
            let mut lines = vec![
                export::line(&stored),
                format!("attempts  {}", stored.attempts),
                format!("fields    {}", on_one_line(&stored.order.fields)),
                format!("raw       {}", on_one_line(&raw(&stored.order.raw))),
            ];
            if let Some(error) = &stored.last_error {
                lines.insert(2, format!("not taken {}", on_one_line(error)));
            }
            for other in &conflicts {
                lines.push(format!("conflict  {}  {}", other.received_at, on_one_line(&other.fields)));
            }
            print(&lines.join("\n"))
        }
    }
}

pub(super) fn stats(args: &OrdersStatsArgs) -> Result<(), Failure> {
    let opened = Opened::to_read(&args.store)?;
    let now = unix_ms();
    let counts = opened.wait(opened.store.counts())?;
    let waiting = opened.wait(opened.store.waiting(now))?;
    let rows = [
        ("orders", counts.orders()),
        ("pending", counts.pending),
        ("leased", waiting.leased),
        ("oldest_pending_seconds", waiting.oldest_for(now) / 1_000),
        ("done", counts.done),
        ("dead", counts.dead),
        ("conflicts", counts.conflicts),
        ("held", counts.held),
        ("admitted", counts.admitted),
        ("discarded", counts.discarded),
    ];
    print(&match args.format {
        Format::Human => rows.map(|(name, count)| format!("{name:<22} {count}")).join("\n"),
        Format::Json => {
            Value::Object(rows.into_iter().map(|(name, count)| (name.to_owned(), count.into())).collect()).to_string()
        }
    })
}
