//! The attribute takes one string. The error stands beside the module, so that of the import shows as well.

use shop::Buy;

#[qq_cgi::qq_cgi(spec = "mistakes/not-a-path/spec.toml")]
pub mod shop {}

fn main() {
    let request = Buy::new("sword");
    drop(request);
}
