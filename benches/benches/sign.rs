//! The three ways side by side, with what each allocates: `cargo bench -p qq-cgi-benches`.
//!
//! Ratios come better from `src/bin/ratios.rs`, which interleaves the three.
#![forbid(unsafe_code)]

use divan::{AllocProfiler, Bencher, black_box};
use qq_cgi_benches::{by_hand, sample};

#[global_allocator]
static ALLOCATOR: AllocProfiler = AllocProfiler::system();

fn main() -> Result<(), qq_cgi::BoxError> {
    let ours = sample::session()?.sign(&sample::request())?;
    sample::check(&ours, &by_hand::signed_url(11746, 1, "7.2.5", 2)?)?;
    divan::main();
    Ok(())
}

#[divan::bench]
fn bare_digest(bencher: Bencher<'_, '_>) {
    bencher.bench(|| sample::bare_digest(black_box(sample::SOURCE)));
}

#[divan::bench]
fn generated_client(bencher: Bencher<'_, '_>) {
    let Ok(session) = sample::session() else { return };
    let request = sample::request();
    bencher.bench(|| session.sign(black_box(&request)));
}

#[divan::bench]
fn map_format_url(bencher: Bencher<'_, '_>) {
    bencher.bench(|| by_hand::signed_url(black_box(11746), 1, black_box("7.2.5"), 2));
}
