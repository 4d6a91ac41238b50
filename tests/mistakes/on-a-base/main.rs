//! A spec on the shipped base: the names of the base are known, and its types stay usable.

use shop::{AchieveReport, Ack, MyGreeting, Platform, Recipient, Zone};

#[qq_cgi::qq_cgi("mistakes/on-a-base/spec.toml")]
pub mod shop {}

fn main() {
    let friends = vec![Recipient::new("friend")];
    let greeting = MyGreeting::new(friends, Platform::Ios).text("你好");
    let report = AchieveReport::new(Platform::Ios, Zone::Qq, "server", "role").level(31);
    let ack: Option<Ack> = None;
    drop((greeting, report, ack));
}
