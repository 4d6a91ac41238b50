//! Many reports at once, each for another player: `cargo run --release -p qq-cgi-examples --example bulk -- 100000`.
//!
//! Starts the sandbox in process and sends it as many reports as the argument says (1,000 without one), 64 at a time, in
//! two runs: the second goes on where the first ended. Prints the throughput, what both sides counted, and by how much the
//! memory's peak grew in the second run; the sandbox remembers every report, to know it if it comes twice.

use std::{error::Error, time::Instant};

use qq_cgi::{Bulk, BulkSummary, Client, Command, Session};
use qq_cgi_sandbox::Sandbox;
use qq_game_social::social::{AchieveReport, BASE_FILES, Platform, SPEC_FILES, Zone};

const APP: u64 = 100_330_589;
const SECRET: &str = "123456";
const ACCESS_TOKEN: &str = "1821FD577DD45526CA6EA2ADAC685508";

/// How many reports are under way at a time.
const CONCURRENCY: usize = 64;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let count = std::env::args().nth(1).map_or(Ok(1_000), |count| count.parse())?;
    let sandbox = Sandbox::of_spec(SPEC_FILES, BASE_FILES).app(APP, SECRET).start().await?;
    let client = Client::builder().app(APP, SECRET).origin(&sandbox.origin()).max_in_flight(CONCURRENCY).build()?;

    println!("{count} reports, {CONCURRENCY} at a time:");
    let first = send(&client, 0, count / 2).await;
    let peak = peak_memory();
    let second = send(&client, first.progress.settled, count).await;
    if let Some((before, after)) = peak.zip(peak_memory()) {
        println!("  memory's peak grew by {} KiB in the second run", after - before);
    }

    let sent = first.progress.succeeded + second.progress.succeeded;
    let failed = first.progress.failed + second.progress.failed;
    let there = sandbox.deliveries(AchieveReport::SPEC.name)?;
    println!("  sent {sent}, failed {failed}, delivered {}, {} of them twice", there.delivered, there.doubled);
    sandbox.shutdown().await;
    if (sent, there.distinct(), there.doubled) == (count, count, 0) {
        Ok(())
    } else {
        Err("some were lost or came twice".into())
    }
}

/// Sends the reports from `first` to `end`.
async fn send(client: &Client, first: u64, end: u64) -> BulkSummary {
    let start = Instant::now();
    let mut run = Bulk::new(CONCURRENCY).resume_at(first).run((0..end).map(|number| report(client, number)));
    while let Some(item) = run.next().await {
        if let Err(failure) = item.result {
            println!("  report {}: {}", item.index, failure.error);
        }
    }
    let summary = run.into_summary();
    let per_second = u128::from(summary.progress.succeeded) * 1_000 / start.elapsed().as_millis().max(1);
    println!("  {first} to {}: {per_second} a second", summary.progress.settled);
    summary
}

/// One player and what they achieved, as a database would give them one after the other.
fn report(client: &Client, number: u64) -> (Session, AchieveReport) {
    let player = client.session(format!("{number:032X}"), ACCESS_TOKEN);
    let level = i64::try_from(number % 60).unwrap_or_default();
    (player, AchieveReport::new(Platform::Ios, Zone::Qq, "server-7", format!("role-{number}")).level(level))
}

/// The most memory that this process had at any time, in KiB; known on Linux only.
fn peak_memory() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?.trim().strip_suffix(" kB")?.parse().ok()
}
