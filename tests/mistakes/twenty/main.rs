//! Twenty mistakes of different kinds, none of syntax: each is said at its place (`places.txt`), and nothing else is.

use shop::{Done, E, Four, One, Ring, Three, Two};

#[qq_cgi::qq_cgi("mistakes/twenty/spec.toml")]
pub mod shop {}

fn main() {
    let four = Four::new(1, 5, 6);
    let ring: Option<(Ring, Done)> = None;
    drop((One::new(), Two::new(), Three::new(), four, ring, E::A));
}
