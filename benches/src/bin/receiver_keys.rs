//! Prints what many stored keys cost: `cargo run --release -p qq-cgi-benches --bin receiver_keys COUNT [FOLDER]`.
//!
//! Fills a store in SQLite with COUNT orders, all but the last of them done, and asks it and an empty one for the same, in
//! turns. Keys come in no order, as players' ids do. 10,000,000 need 10 GB in FOLDER or the present one, which are free
//! again in the end.
#![forbid(unsafe_code)]

use std::{
    env,
    path::PathBuf,
    time::{Duration, Instant},
};

use qq_cgi::BoxError;
use qq_cgi_receiver::store::{Key, Name, Order, OrderId, OrderQuery, Sqlite, State, Store, Stored, Take};
use tokio::runtime;

/// Orders of one transaction while the store is filled.
const FILLING: u64 = 250_000;
/// Of one transaction that is measured: as many as callers of a receiver wait at a time.
const BATCH: u64 = 64;
const BATCHES: u64 = 300;

fn main() -> Result<(), BoxError> {
    let mut args = env::args().skip(1);
    let count = args.next().ok_or("takes a count, and a folder")?.parse()?;
    let folder = args.next().map_or_else(env::current_dir, |folder| Ok(PathBuf::from(folder)))?;
    runtime::Builder::new_current_thread().build()?.block_on(run(count, folder))
}

async fn run(count: u64, folder: PathBuf) -> Result<(), BoxError> {
    let folder = tempfile::tempdir_in(folder)?;
    let (full, empty) = (folder.path().join("full.db"), folder.path().join("empty.db"));
    let store = Sqlite::open(&full)?;
    let begun = Instant::now();
    fill(&store, count).await?;
    drop(store);
    let megabytes = std::fs::metadata(&full)?.len() / 1_000_000;
    println!("{count} orders in {:.0} s, {megabytes} MB", begun.elapsed().as_secs_f64());

    for (name, file) in [("empty", &empty), ("full", &full)] {
        let begun = Instant::now();
        let store = Sqlite::open(file)?;
        println!("{name}: opened in {:?}", begun.elapsed());
        drop(store);
    }
    let (full, empty) = (Sqlite::existing(&full)?, Sqlite::existing(&empty)?);
    inserts(&full, &empty, count).await?;
    for (name, store) in [("empty", &empty), ("full", &full)] {
        let last = store.orders(OrderQuery { limit: 1, ..OrderQuery::default() }).await?;
        let first = last.first().ok_or("nothing is stored")?.clone();
        let key = Some(first.order.key.to_string());
        let middle = Some(OrderId(i64::try_from(count / 2)?));
        for (what, query) in [
            ("the first 100 orders", OrderQuery::default()),
            ("100 orders from the middle", OrderQuery { after: middle, ..OrderQuery::default() }),
            ("one order by its key", OrderQuery { key, ..OrderQuery::default() }),
            ("100 pending orders", OrderQuery { state: Some(State::Pending), ..OrderQuery::default() }),
            ("the dead orders", OrderQuery { state: Some(State::Dead), ..OrderQuery::default() }),
            ("100 orders of an app", OrderQuery { app: Some("game".to_owned()), ..OrderQuery::default() }),
            ("orders of no such app", OrderQuery { app: Some("none".to_owned()), ..OrderQuery::default() }),
        ] {
            let (span, found) = least(async || Ok(store.orders(query.clone()).await?.len())).await?;
            println!("{name}: {what}: {span:?} ({found})");
        }
        let (span, _) = least(async || Ok(store.order(first.id).await?)).await?;
        println!("{name}: one order by its id: {span:?}");
        let take = Take { limit: 100, visibility: Duration::from_mins(1), max_attempts: 5, now: 0 };
        let (span, leased) = least(async || Ok(store.next_batch(take).await?.len())).await?;
        println!("{name}: the next batch: {span:?} ({leased})");
        let (span, counts) = least(async || Ok(store.counts().await?)).await?;
        println!("{name}: all counts: {span:?} ({} orders)", counts.orders());
    }
    Ok(())
}

/// Of five times, which the disk and others disturb least.
async fn least<T>(asked: impl AsyncFn() -> Result<T, BoxError>) -> Result<(Duration, T), BoxError> {
    let mut best: Option<(Duration, T)> = None;
    for _ in 0..5 {
        let begun = Instant::now();
        let answer = asked().await?;
        let span = begun.elapsed();
        if best.as_ref().is_none_or(|(least, _)| span < *least) {
            best = Some((span, answer));
        }
    }
    best.ok_or_else(|| "nothing was asked".into())
}

/// Each transaction in the order of its keys, so that it goes through the index once.
async fn fill(store: &Sqlite, count: u64) -> Result<(), BoxError> {
    for first in (0..count).step_by(usize::try_from(FILLING)?) {
        let end = count.min(first + FILLING);
        let mut batch = (first..end).map(|number| order("filled", number)).collect::<Result<Vec<_>, _>>()?;
        batch.sort_by(|one, other| one.key.cmp(&other.key));
        let stored = store.insert(batch).await?;
        if end < count {
            store.ack(stored.into_iter().map(Stored::id).collect()).await?;
        }
    }
    Ok(())
}

async fn inserts(full: &Sqlite, empty: &Sqlite, count: u64) -> Result<(), BoxError> {
    let mut spans = [const { Vec::new() }; 4];
    let [new_empty, new_full, again_empty, again_full] = &mut spans;
    for batch in 0..BATCHES {
        let orders = |kind: &str, first: u64| -> Result<Vec<Order>, BoxError> {
            (first..first + BATCH).map(|number| order(kind, number)).collect()
        };
        let new = orders("new", batch * BATCH)?;
        new_empty.push(timed(empty, new.clone(), is_new).await?);
        new_full.push(timed(full, new.clone(), is_new).await?);
        again_empty.push(timed(empty, new, is_duplicate).await?);
        // Of those that were filled in, all over the file.
        let step = count / (BATCHES * BATCH);
        let known = (0..BATCH).map(|number| order("filled", (batch * BATCH + number) * step));
        again_full.push(timed(full, known.collect::<Result<_, _>>()?, is_duplicate).await?);
    }
    for (what, spans) in ["new, empty", "new, full", "duplicates, empty", "duplicates, full"].iter().zip(&mut spans) {
        spans.sort();
        let at = |share: usize| spans.get(spans.len() * share / 100).copied().unwrap_or_default();
        println!("a transaction of {BATCH}: {what}: p50 {:?}, p99 {:?}", at(50), at(99));
    }
    Ok(())
}

const fn is_new(stored: &Stored) -> bool {
    matches!(stored, Stored::New(_))
}

const fn is_duplicate(stored: &Stored) -> bool {
    matches!(stored, Stored::Duplicate(_))
}

async fn timed(store: &Sqlite, batch: Vec<Order>, is_right: fn(&Stored) -> bool) -> Result<Duration, BoxError> {
    let begun = Instant::now();
    let stored = store.insert(batch).await?;
    let span = begun.elapsed();
    if stored.iter().all(is_right) { Ok(span) } else { Err("the store says something else".into()) }
}

/// As long as the document's sample.
fn order(kind: &str, number: u64) -> Result<Order, BoxError> {
    let player = format!("{:016x}{:016x}", mixed(number), mixed(!number));
    let key = format!(r#"["{player}","{kind}-{number}"]"#);
    let fields = format!(
        r#"{{"aid":"aaaaa","msg_time":"1507799551","open_months":"1","open_type":"vip","openid":"{player}","order_id":"{kind}-{number}"}}"#
    );
    Ok(Order {
        app: Name::new("game")?,
        callback: Name::new("opening_flow")?,
        key: Key::new(key)?,
        raw: fields.clone().into_bytes(),
        fields,
        received_at: i64::try_from(number)?,
    })
}

/// Splitmix64: in no order, and each another.
const fn mixed(number: u64) -> u64 {
    let number = number.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let number = (number ^ (number >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let number = (number ^ (number >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    number ^ (number >> 31)
}
