//! Warnings beside a mistake: each is said in its place, none makes a compile fail by itself.

use shop::Buy;

#[qq_cgi::qq_cgi("mistakes/warnings/spec.toml")]
pub mod shop {}

fn main() {
    let request = Buy::new("sword", "s3cret").amount(2);
    drop(request);
}
