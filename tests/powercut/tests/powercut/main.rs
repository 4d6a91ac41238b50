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
mod failing;
#[cfg(all(target_os = "linux", target_env = "gnu", target_pointer_width = "64"))]
mod filesystem;
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
        match role.as_str() {
            "asked again" => failing::asked_again(),
            "failing" => failing::child(),
            "forgetful" => forgetful::child(),
            "not synced" => failing::not_synced(),
            role => match role.strip_prefix("nameless ") {
                Some(number) => failing::nameless(number),
                None => assert!(cuts::child(role) || filesystem::child(role), "{role}"),
            },
        }
        return;
    }
    let tests: [(&str, fn()); _] = [
        ("what_was_acknowledged_survives_a_power_cut", cuts::what_was_acknowledged_survives_a_power_cut),
        ("a_store_that_syncs_less_loses_orders", cuts::a_store_that_syncs_less_loses_orders),
        ("a_failing_disk_gives_no_false_acknowledgement", failing::a_failing_disk_gives_no_false_acknowledgement),
        ("what_a_failed_sync_has_left_is_not_believed", failing::what_a_failed_sync_has_left_is_not_believed),
        (
            "a_log_whose_name_is_not_durable_acknowledges_nothing",
            failing::a_log_whose_name_is_not_durable_acknowledges_nothing,
        ),
        (
            "a_full_file_system_acknowledges_nothing_and_heals_by_itself",
            filesystem::a_full_file_system_acknowledges_nothing_and_heals_by_itself,
        ),
        ("what_may_only_be_read_acknowledges_nothing", filesystem::what_may_only_be_read_acknowledges_nothing),
    ];
    let wanted: Vec<_> = std::env::args().skip(1).filter(|argument| !argument.starts_with("--")).collect();
    for (name, test) in tests {
        if !wanted.is_empty() && !wanted.iter().any(|wanted| name.contains(wanted.as_str())) {
            continue;
        }
        let begun = std::time::Instant::now();
        test();
        println!("test {name} ... ok ({:?})", begun.elapsed());
    }
}
