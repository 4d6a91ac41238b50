//! Prints how much Rust a spec becomes: `cargo run -p qq-cgi-benches --bin generated_lines`.
//!
//! 100 commands with 8 parameters each over one gateway, with one reply and one error table: what `cargo expand` would show.
#![forbid(unsafe_code)]

use proc_macro2::Span;
use qq_cgi::BoxError;
use qq_cgi_benches::many;
use qq_cgi_model::{check_embedded, diagnostic::Level};

const COMMANDS: usize = 100;
/// The most lines that a command should become, docs included.
const TARGET: usize = 300;

fn main() -> Result<(), BoxError> {
    let common = generated(0)?;
    let all = generated(COMMANDS)?;
    println!("{COMMANDS} commands with 8 parameters each, formatted");
    println!("{:22} {:>8} {:>12} {:>10}", "", "all", "commands", "a command");
    for (name, count) in [("lines", lines as fn(&str) -> usize), ("lines without docs", lines_without_docs)] {
        let (all, common) = (count(&all), count(&common));
        let commands = all - common;
        println!("{name:22} {all:8} {commands:12} {:10.1}", precise(commands) / precise(COMMANDS));
    }
    println!("target: at most {TARGET} lines a command, docs included");
    Ok(())
}

/// The Rust of a spec with so many commands.
fn generated(commands: usize) -> Result<String, BoxError> {
    let checked = check_embedded(&[("many.toml", &many::spec(commands)?)], &[]);
    if let Some(found) = checked.diagnostics.iter().find(|found| found.level == Level::Error) {
        return Err(found.to_text(&checked.sources).into());
    }
    let items = qq_cgi_codegen::items(&checked.model, Span::call_site());
    Ok(prettyplease::unparse(&syn::parse2(items)?))
}

fn lines(rust: &str) -> usize {
    rust.lines().count()
}

/// prettyplease writes a doc comment of several lines as a block.
fn lines_without_docs(rust: &str) -> usize {
    let mut in_block = false;
    let is_code = |line: &&str| {
        let line = line.trim();
        let is_doc = in_block || line.starts_with("///") || line.starts_with("/**");
        in_block = (in_block || line.starts_with("/**")) && !line.ends_with("*/");
        !is_doc
    };
    rust.lines().filter(is_code).count()
}

fn precise(count: usize) -> f64 {
    u32::try_from(count).map_or(f64::NAN, f64::from)
}
