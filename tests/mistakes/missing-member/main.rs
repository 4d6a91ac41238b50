//! A root that lists a file which is not there; what the others define can be used.

use shop::{Buy, Colour};

#[qq_cgi::qq_cgi("mistakes/missing-member/spec.toml")]
pub mod shop {}

fn main() {
    let request = Buy::new("sword", Colour::Red);
    drop(request);
}
