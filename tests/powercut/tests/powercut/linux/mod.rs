//! The tests, and the roles that this program plays in them when it is run again.

mod child;
mod cuts;
mod disk;
mod failing;
mod filesystem;
mod forgetful;
mod ledger;
mod load;
#[path = "../../../shim/record.rs"]
#[allow(unreachable_pub)]
mod record;
mod sample;
mod story;
mod versions;

use std::env;

const TESTS: [(&str, fn()); 7] = [
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

pub(crate) fn main() {
    if let Ok(role) = env::var(child::ROLE) {
        let is_played = cuts::child(&role) || failing::child(&role) || filesystem::child(&role);
        assert!(is_played, "{role}");
        return;
    }
    let wanted: Vec<_> = env::args().skip(1).collect();
    let is_wanted = |name: &str| wanted.iter().any(|wanted| name.contains(wanted.as_str()));
    // What names none of them is meant for somebody else.
    let all = !TESTS.iter().any(|(name, _)| is_wanted(name));
    for (name, test) in TESTS.iter().filter(|(name, _)| all || is_wanted(name)) {
        test();
        println!("test {name} ... ok");
    }
}
