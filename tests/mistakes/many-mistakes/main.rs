//! Many mistakes in many files: all in one run, file by file, line by line.

use shop::{AllTheRows, Buy, Colour, Receipt, Sell};

#[qq_cgi::qq_cgi("mistakes/many-mistakes/spec.toml")]
pub mod shop {}

fn main() {
    let request = Buy::new("sword", Colour::Red).note("quick");
    let sold = Sell::new(AllTheRows::new("knight"));
    let receipt: Option<Receipt> = None;
    drop((request, sold, receipt));
}
