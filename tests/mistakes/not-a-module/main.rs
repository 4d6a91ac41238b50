//! The attribute stands on a module with braces.

use Shop::Buy;

#[qq_cgi::qq_cgi("mistakes/not-a-module/spec.toml")]
pub enum Shop {
    Buy,
}

fn main() {
    drop(Buy);
}
