//! Prints how much Rust a spec becomes: `cargo run -p qq-cgi-benches --bin generated_lines`.
//!
//! 100 commands with 8 parameters each over one gateway, with one reply and one error table: what `cargo expand` would show.
#![forbid(unsafe_code)]

use proc_macro2::Span;
use qq_cgi::BoxError;
use qq_cgi_benches::many;
use qq_cgi_export::rust::{Lines, formatted};
use qq_cgi_model::{check_embedded, diagnostic::Level};

const COMMANDS: usize = 100;
/// The most lines that a command should become, docs included.
const TARGET: usize = 250;

fn main() -> Result<(), BoxError> {
    let (common, all) = (generated(0)?, generated(COMMANDS)?);
    println!("{COMMANDS} commands with 8 parameters each, formatted");
    println!("{:22} {:>8} {:>12} {:>10}", "", "all", "commands", "a command");
    for (name, all, common) in
        [("lines", all.all, common.all), ("lines without docs", all.without_docs, common.without_docs)]
    {
        let commands = all - common;
        println!("{name:22} {all:8} {commands:12} {:10.1}", precise(commands) / precise(COMMANDS));
    }
    println!("target: at most {TARGET} lines a command, docs included");
    Ok(())
}

/// The Rust of a spec with so many commands, as `qq-cgi budget` counts it.
fn generated(commands: usize) -> Result<Lines, BoxError> {
    let checked = check_embedded(&[("many.toml", &many::spec(commands)?)], &[]);
    if let Some(found) = checked.diagnostics.iter().find(|found| found.level == Level::Error) {
        return Err(found.to_text(&checked.sources).into());
    }
    let items = qq_cgi_codegen::items(&checked.model, Span::call_site());
    Ok(Lines::of(&formatted(items)?))
}

fn precise(count: usize) -> f64 {
    u32::try_from(count).map_or(f64::NAN, f64::from)
}
