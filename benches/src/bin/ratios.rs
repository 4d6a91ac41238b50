//! Prints what signing costs as multiples of the bare digest: `cargo run --release -p qq-cgi-benches --bin ratios`.
#![forbid(unsafe_code)]

use std::{hint::black_box, time::Instant};

use qq_cgi::{BoxError, Session};
use qq_cgi_benches::{by_hand, sample};
use qq_game_social::social::SetSummaryCard;

/// Many short rounds, the ways by turns: whatever else the machine does meets all of them alike.
const ROUNDS: usize = 2001;
const CALLS: u32 = 200;

fn main() -> Result<(), BoxError> {
    let session = sample::session()?;
    let request = sample::request();
    sample::check(&session.sign(&request)?, &by_hand::signed_url(11746, 1, "7.2.5", 2)?)?;

    let mut times = [(); 3].map(|()| Vec::with_capacity(ROUNDS));
    for _ in 0..ROUNDS {
        for (times, nanos) in times.iter_mut().zip(one_round(&session, &request)) {
            times.push(nanos);
        }
    }
    print_table(times.map(Summary::of));
    Ok(())
}

fn one_round(session: &Session, request: &SetSummaryCard) -> [f64; 3] {
    [
        nanos(|| sample::bare_digest(black_box(sample::SOURCE))),
        nanos(|| session.sign(black_box(request))),
        nanos(|| by_hand::signed_url(black_box(11746), black_box(1), black_box("7.2.5"), black_box(2))),
    ]
}

/// Nanoseconds for one call.
fn nanos<T>(call: impl Fn() -> T) -> f64 {
    let start = Instant::now();
    for _ in 0..CALLS {
        black_box(call());
    }
    start.elapsed().as_secs_f64() * 1e9 / f64::from(CALLS)
}

/// The least is the machine undisturbed; the median is what it was like.
struct Summary {
    least: f64,
    median: f64,
}

impl Summary {
    fn of(mut times: Vec<f64>) -> Self {
        times.sort_by(f64::total_cmp);
        let at = |index: usize| times.get(index).copied().unwrap_or(f64::NAN);
        Self { least: at(0), median: at(times.len() / 2) }
    }
}

fn print_table([digest, ours, by_hand]: [Summary; 3]) {
    println!("Sign and URL of the document's sample, {ROUNDS} rounds of {CALLS} calls, by turns");
    println!("{:28} {:>9} {:>7} {:>9} {:>7}", "", "median ns", "ratio", "least ns", "ratio");
    for (name, way) in [("bare md-5", &digest), ("generated client", &ours), ("map, format!, url", &by_hand)] {
        let (median, least) = (way.median / digest.median, way.least / digest.least);
        println!("{name:28} {:9.0} {median:7.2} {:9.0} {least:7.2}", way.median, way.least);
    }
}
