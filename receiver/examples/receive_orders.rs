//! A game's server that receives its openings in process: `cargo run -p qq-cgi-receiver --example receive_orders`.
//!
//! The receiver verifies each opening, stores it once, and says so; the game takes what is stored and acknowledges it. The
//! sandbox plays the vendor: it sends a hundred, some of them twice, some with other fields, some with a wrong sign.

use std::{
    error::Error,
    sync::Arc,
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use qq_cgi_model::check_embedded;
use qq_cgi_receiver::{
    App, Apps, Codes, Intake,
    http::{Bounds, Server},
    store::{Sqlite, Store, Take},
};
use qq_cgi_sandbox::forward::Forwarder;
use qq_game_social::social::{BASE_FILES, SPEC_FILES};

/// What the vendor and the game share.
const KEY: &str = "ffff";
const COUNT: u64 = 100;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let model = check_embedded(SPEC_FILES, BASE_FILES).model;
    // A real server keeps it where its backups are.
    let folder = tempfile::tempdir()?;
    let store = Arc::new(Sqlite::open(folder.path().join("orders.db"))?);
    let apps = Apps::new(model.clone(), [App::new("opening_flow", "game").key(KEY)])?;
    let alert = |alert: &qq_cgi_receiver::Alert, now| println!("  {}", alert.to_json(now));
    let intake = Arc::new(Intake::new(apps, Codes::default(), Arc::clone(&store) as _, alert)?);
    let server = Server::start("127.0.0.1:0".parse()?, Bounds::default(), Arc::clone(&intake), |_| {}).await?;

    let receiver = format!("http://{}/opening_flow/game", server.address());
    println!("Openings to {receiver}:");
    let vendor = Forwarder::new(model, "opening_flow", KEY, receiver).count(COUNT).concurrency(8);
    let report = vendor.doubles(0.2).conflicts(0.03).wrong_signs(0.1).run().await?;
    println!("{}\n", report.totals);

    let handed_over = hand_over(&*store).await?;
    println!("The receiver: {}", intake.metrics().snapshot());
    println!("The game got {handed_over} orders, each once.");
    server.shutdown().await;
    if report.totals.is_as_it_should_be() && handed_over == report.totals.acknowledged {
        Ok(())
    } else {
        Err("some were lost or came twice".into())
    }
}

/// Takes what is stored until nothing is left; a real server waits for more.
async fn hand_over(store: &dyn Store) -> Result<u64, Box<dyn Error>> {
    let mut handed_over = 0;
    loop {
        let now = i64::try_from(SystemTime::now().duration_since(UNIX_EPOCH)?.as_millis())?;
        // Whatever is not acknowledged within a minute comes again, five times at most.
        let take = Take { limit: 16, visibility: Duration::from_mins(1), max_attempts: 5, now };
        let leases = store.next_batch(take).await?;
        if leases.is_empty() {
            return Ok(handed_over);
        }
        for lease in &leases {
            give(lease.order.id.0, &lease.order.order.fields);
        }
        // Only now: had this program ended before, they would have come again.
        handed_over += store.ack(leases.iter().map(|lease| lease.order.id).collect()).await?;
    }
}

/// In a real server, one transaction of the game's own database, which knows the order's id and so gives nothing twice.
fn give(id: i64, fields: &str) {
    if id == 1 {
        println!("Order {id}, and so on: {fields}");
    }
}
