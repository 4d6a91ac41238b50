//! Requests over loopback as ratios: `cargo run --release -p qq-cgi-benches --bin loopback`.
//!
//! Starts itself twice, each on a core of its own: as the server, and as the client that measures. A number says how many
//! rounds; 41 unless given.
#![forbid(unsafe_code)]

use std::{
    io::{BufRead as _, BufReader},
    process::{Child, Command, Stdio},
};

use qq_cgi::BoxError;
use qq_cgi_benches::loopback::{
    clock::{Clock, Cost},
    server,
    ways::{self, NAMES, WAYS, Way},
};
use tokio::{runtime::Builder, task::JoinSet};

/// Requests of one way in one round.
const REQUESTS: u32 = 1280;

/// What is asked for: a way of ours, another, and how many times as many requests ours shall carry.
const GOALS: [(usize, usize, f64); 5] = [(2, 0, 0.97), (2, 1, 0.97), (5, 3, 0.95), (5, 4, 0.95), (5, 2, 1.25)];

fn main() -> Result<(), BoxError> {
    let arguments: Vec<_> = std::env::args().skip(1).collect();
    let runtime = Builder::new_current_thread().enable_all().build()?;
    match arguments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["serve"] => Ok(runtime.block_on(server::serve())?),
        ["measure", port, rounds] => {
            let (port, rounds) = (port.parse()?, rounds.parse()?);
            for at_a_time in [1, 64] {
                let costs = runtime.block_on(measure(&ways::all(port)?, rounds, at_a_time))?;
                print_table(&costs, at_a_time);
            }
            Ok(())
        }
        [] => start("41"),
        [rounds] => start(rounds),
        _ => Err("loopback [ROUNDS]".into()),
    }
}

/// The server on the one core, the client on the other.
fn start(rounds: &str) -> Result<(), BoxError> {
    let mut server = on_core("1", &["serve"])?.stdout(Stdio::piped()).spawn()?;
    let measured = port_of(&mut server).and_then(|port| Ok(on_core("0", &["measure", &port, rounds])?.status()?));
    server.kill()?;
    server.wait()?;
    if measured?.success() { Ok(()) } else { Err("measuring failed".into()) }
}

/// This program again, by `taskset` of util-linux.
fn on_core(core: &str, arguments: &[&str]) -> Result<Command, BoxError> {
    let mut command = Command::new("taskset");
    command.args(["--cpu-list", core]).arg(std::env::current_exe()?).args(arguments);
    Ok(command)
}

fn port_of(server: &mut Child) -> Result<String, BoxError> {
    let mut port = String::new();
    BufReader::new(server.stdout.take().ok_or("no server")?).read_line(&mut port)?;
    Ok(port.trim().to_owned())
}

/// Many short rounds, the ways by turns: whatever else the machine does meets all of them alike.
async fn measure(ways: &[Way; WAYS], rounds: usize, at_a_time: u32) -> Result<Vec<[Cost; WAYS]>, BoxError> {
    let mut costs = Vec::with_capacity(rounds);
    // The first connects, and counts for nothing.
    for round in 0..=rounds {
        let mut cost = [Cost { wall: 0.0, cpu: 0.0 }; WAYS];
        for (way, cost) in ways.iter().zip(&mut cost) {
            *cost = one_round(way, at_a_time).await?;
        }
        if round > 0 {
            costs.push(cost);
        }
    }
    Ok(costs)
}

async fn one_round(way: &Way, at_a_time: u32) -> Result<Cost, BoxError> {
    let clock = Clock::start()?;
    let mut senders = JoinSet::new();
    for _ in 0..at_a_time {
        let way = way.clone();
        senders.spawn(async move {
            for _ in 0..REQUESTS / at_a_time {
                way.once().await?;
            }
            Ok::<_, BoxError>(())
        });
    }
    while let Some(sent) = senders.join_next().await {
        sent??;
    }
    clock.stop(REQUESTS)
}

fn print_table(costs: &[[Cost; WAYS]], at_a_time: u32) {
    println!("{at_a_time} at a time, medians of {} rounds of {REQUESTS} requests, by turns", costs.len());
    println!("{:18} {:>11} {:>12}", "", "requests/s", "CPU us each");
    for (index, name) in NAMES.iter().enumerate() {
        let wall = median(costs.iter().filter_map(|round| Some(round.get(index)?.wall)));
        let cpu = median(costs.iter().filter_map(|round| Some(round.get(index)?.cpu)));
        println!("{name:18} {:11.0} {:12.2}", 1e9 / wall, cpu / 1e3);
    }
    println!("{:40} {:>7} {:>7} {:>7}", "", "by wall", "by CPU", "goal");
    for (ours, theirs, goal) in GOALS {
        let ratio = |of: fn(&Cost) -> f64| {
            median(costs.iter().filter_map(|round| Some(of(round.get(theirs)?) / of(round.get(ours)?))))
        };
        let pair = [ours, theirs].map(|index| NAMES.get(index).copied().unwrap_or_default()).join(" : ");
        println!("{pair:40} {:7.2} {:7.2} {goal:7.2}", ratio(|cost| cost.wall), ratio(|cost| cost.cpu));
    }
    println!();
}

fn median(values: impl Iterator<Item = f64>) -> f64 {
    let mut values: Vec<_> = values.collect();
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}
