//! What becomes of a store when its process or its disk fails, under load.
//!
//! The test's program runs itself again as the process that inserts, and prints every key that was acknowledged.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

#[cfg(unix)]
mod child;
#[cfg(target_os = "linux")]
mod full;
#[cfg(unix)]
mod kill;

#[cfg(unix)]
fn main() {
    match std::env::var(child::ROLE).as_deref() {
        Ok("kill") => return kill::child(),
        #[cfg(target_os = "linux")]
        Ok("full") => return full::child(),
        _ => {}
    }
    kill::what_was_acknowledged_survives_a_kill();
    println!("test what_was_acknowledged_survives_a_kill ... ok");
    #[cfg(target_os = "linux")]
    {
        full::a_full_disk_acknowledges_nothing_and_heals_by_itself();
        println!("test a_full_disk_acknowledges_nothing_and_heals_by_itself ... ok");
    }
}

#[cfg(not(unix))]
fn main() {
    println!("skipped: needs signals");
}
