//! Prints what group commit gains: `cargo run --release -p qq-cgi-benches --bin receiver_store [FOLDER]`.
//!
//! 64 callers store orders, each waiting for its own: in turns with one transaction for each order, and with one for
//! whoever waits. The figure is the ratio of the two, taken in turns within one run: for SQLite in FOLDER or the present
//! one, and for a PostgreSQL of its own in the folder for temporary files. Memory that looks like a disk would show another.
#![forbid(unsafe_code)]

use std::{env, path::Path, sync::Arc, time::Instant};

use qq_cgi::BoxError;
use qq_cgi_receiver::store::{Committer, Key, Name, Order, Postgres, Sqlite, Store, StoreError, Stored};
use qq_cgi_test_postgres::Server;
use tokio::{runtime, task::JoinSet};

const CALLERS: usize = 64;
const ROUNDS: usize = 5;
/// Of each caller, in one round.
const ALONE: usize = 15;
const TOGETHER: usize = 300;

fn main() -> Result<(), BoxError> {
    let folder = env::args().nth(1).map_or_else(env::current_dir, |folder| Ok(folder.into()))?;
    runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?.block_on(run(&folder))
}

async fn run(folder: &Path) -> Result<(), BoxError> {
    let folder = tempfile::tempdir_in(folder)?;
    measure("SQLite", Arc::new(Sqlite::open(folder.path().join("orders.db"))?)).await?;
    if let Some(server) = Server::start(&[]) {
        measure("PostgreSQL", Arc::new(Postgres::open(&server.database().parse()?).await?)).await?;
    }
    Ok(())
}

async fn measure(name: &str, store: Arc<dyn Store>) -> Result<(), BoxError> {
    let committer = Committer::new(Arc::clone(&store));
    let mut ratios = Vec::new();
    for round in 0..ROUNDS {
        let alone = rate(&Way::Alone(Arc::clone(&store)), round, ALONE).await?;
        let together = rate(&Way::Together(committer.clone()), round, TOGETHER).await?;
        let ratio = together / alone;
        println!(
            "{name}, round {}: one by one {alone:.0} orders a second, together {together:.0}: {ratio:.1} times",
            round + 1
        );
        ratios.push(ratio);
    }
    let all = CALLERS * ROUNDS * (ALONE + TOGETHER);
    if store.counts().await?.orders() != u64::try_from(all)? {
        return Err("the store does not hold what it acknowledged".into());
    }
    ratios.sort_by(f64::total_cmp);
    let median = ratios.get(ROUNDS / 2).copied().unwrap_or_default();
    println!("{name}: {CALLERS} callers, {all} orders, all there; median: {median:.1} times");
    Ok(())
}

#[derive(Clone)]
enum Way {
    Alone(Arc<dyn Store>),
    Together(Committer),
}

impl Way {
    async fn store(&self, order: Order) -> Result<Stored, StoreError> {
        match self {
            Self::Alone(store) => Ok(store.insert(vec![order]).await?.remove(0)),
            Self::Together(committer) => committer.submit(order).await,
        }
    }

    const fn name(&self) -> &'static str {
        match self {
            Self::Alone(_) => "alone",
            Self::Together(_) => "together",
        }
    }
}

/// Orders a second, all new.
async fn rate(way: &Way, round: usize, each: usize) -> Result<f64, BoxError> {
    let begun = Instant::now();
    let mut callers = JoinSet::new();
    for caller in 0..CALLERS {
        let way = way.clone();
        callers.spawn(async move {
            for index in 0..each {
                let order = order(&format!(r#"["{}","{round}-{caller}-{index}"]"#, way.name()))?;
                match way.store(order).await? {
                    Stored::New(_) => {}
                    other => return Err(BoxError::from(format!("not new: {other:?}"))),
                }
            }
            Ok(())
        });
    }
    while let Some(done) = callers.join_next().await {
        done??;
    }
    Ok(f64::from(u32::try_from(CALLERS * each)?) / begun.elapsed().as_secs_f64())
}

/// As large as a callback with a handful of fields.
fn order(key: &str) -> Result<Order, BoxError> {
    let raw = format!(r#"{{"key":{key},"rest":"{}"}}"#, "x".repeat(250));
    Ok(Order {
        app: Name::new("game")?,
        callback: Name::new("opened")?,
        key: Key::new(key)?,
        fields: raw.clone(),
        raw: raw.into_bytes(),
        received_at: 0,
    })
}
