//! Prints how many instructions a signed URL takes: `cargo run --release -p qq-cgi-benches --bin instructions`.
//!
//! They are counted by callgrind (Debian: `apt-get install valgrind`) and are the same whatever else the machine does. Called
//! with a way and a number of calls, it makes these calls and ends: that is what runs under callgrind. The difference of two
//! runs is what the calls alone take.
#![forbid(unsafe_code)]

use std::{env, hint::black_box, process::Command};

use qq_cgi::BoxError;
use qq_cgi_benches::{by_hand, sample};

const FEW: u32 = 1_000;
const MORE: u32 = 3_000;

const BARE: &str = "bare md-5";
const OURS: &str = "generated client";
const BY_HAND: &str = "map, format!, url";

fn main() -> Result<(), BoxError> {
    let mut arguments = env::args().skip(1);
    match (arguments.next(), arguments.next()) {
        (Some(way), Some(calls)) => call(&way, calls.parse()?),
        _ => print_table(),
    }
}

fn print_table() -> Result<(), BoxError> {
    let bare = per_call(BARE)?;
    println!("| | Instructions | bare digest = 1.0 |\n| --- | ---: | ---: |");
    println!("| {BARE} | {bare:.0} | 1.0 |");
    for way in [OURS, BY_HAND] {
        let count = per_call(way)?;
        println!("| {way} | {count:.0} | {:.2} |", count / bare);
    }
    Ok(())
}

fn per_call(way: &str) -> Result<f64, BoxError> {
    Ok((count(way, MORE)? - count(way, FEW)?) / f64::from(MORE - FEW))
}

fn count(way: &str, calls: u32) -> Result<f64, BoxError> {
    let output = Command::new("valgrind")
        .args(["--tool=callgrind", "--callgrind-out-file=/dev/null"])
        .arg(env::current_exe()?)
        .args([way, &calls.to_string()])
        .output()
        .map_err(|error| format!("valgrind does not run: {error}"))?;
    let report = String::from_utf8_lossy(&output.stderr);
    match report.lines().find_map(|line| line.split_once("Collected : ")) {
        Some((_, count)) if output.status.success() => Ok(count.trim().parse()?),
        _ => Err(format!("callgrind counted nothing:\n{report}").into()),
    }
}

fn call(way: &str, calls: u32) -> Result<(), BoxError> {
    let session = sample::session()?;
    let request = sample::request();
    sample::check(&session.sign(&request)?, &by_hand::signed_url(11746, 1, "7.2.5", 2)?)?;
    for _ in 0..calls {
        match way {
            BARE => drop(black_box(sample::bare_digest(black_box(sample::SOURCE)))),
            OURS => drop(black_box(session.sign(black_box(&request))?)),
            BY_HAND => {
                let url = by_hand::signed_url(black_box(11746), black_box(1), black_box("7.2.5"), black_box(2))?;
                drop(black_box(url));
            }
            other => return Err(format!("no way is called {other}").into()),
        }
    }
    Ok(())
}
