//! No file at the path of the attribute.

use shop::Buy;

#[qq_cgi::qq_cgi("mistakes/missing-file/sepc.toml")]
pub mod shop {
    pub const OWN: &str = "what a user writes here stays";
}

fn main() {
    let request = Buy::new("sword").amount(2);
    println!("{request:?} {}", shop::OWN);
}
