//! A base that is not there: rustc says so, and that the module is not there either.

use shop::{Ack, MyGreeting};

#[qq_cgi::qq_cgi("mistakes/wrong-base/spec.toml")]
pub mod shop {}

fn main() {
    let greeting = MyGreeting::new("friend");
    let ack: Option<Ack> = None;
    drop((greeting, ack));
}
