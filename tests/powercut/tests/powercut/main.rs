//! What a store's disk holds after a power cut or a failure, and what the store makes of it.
//!
//! The test's program runs itself again as the process whose disk is watched, with `../../shim` preloaded.
#![forbid(unsafe_code)]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]
#![cfg_attr(not(all(target_os = "linux", target_env = "gnu", target_pointer_width = "64")), allow(unused))]

#[cfg(all(target_os = "linux", target_env = "gnu", target_pointer_width = "64"))]
mod child;
#[cfg(all(target_os = "linux", target_env = "gnu", target_pointer_width = "64"))]
mod cuts;
#[cfg(all(target_os = "linux", target_env = "gnu", target_pointer_width = "64"))]
mod disk;
#[cfg(all(target_os = "linux", target_env = "gnu", target_pointer_width = "64"))]
mod forgetful;
#[cfg(all(target_os = "linux", target_env = "gnu", target_pointer_width = "64"))]
mod ledger;
#[cfg(all(target_os = "linux", target_env = "gnu", target_pointer_width = "64"))]
mod load;
#[cfg(all(target_os = "linux", target_env = "gnu", target_pointer_width = "64"))]
#[path = "../../shim/record.rs"]
#[allow(unreachable_pub)]
mod record;
#[cfg(all(target_os = "linux", target_env = "gnu", target_pointer_width = "64"))]
mod sample;
#[cfg(all(target_os = "linux", target_env = "gnu", target_pointer_width = "64"))]
mod story;
#[cfg(all(target_os = "linux", target_env = "gnu", target_pointer_width = "64"))]
mod versions;

#[cfg(all(target_os = "linux", target_env = "gnu", target_pointer_width = "64"))]
fn main() {
    if let Ok(role) = std::env::var(child::ROLE) {
        let is_known = cuts::child(&role) || (role == "forgetful").then(forgetful::child).is_some();
        assert!(is_known, "{role}");
        return;
    }
    let tests: [(&str, fn()); _] = [
        ("what_was_acknowledged_survives_a_power_cut", cuts::what_was_acknowledged_survives_a_power_cut),
        ("a_store_that_syncs_less_loses_orders", cuts::a_store_that_syncs_less_loses_orders),
    ];
    for (name, test) in tests {
        let begun = std::time::Instant::now();
        test();
        println!("test {name} ... ok ({:?})", begun.elapsed());
    }
}
