//! Prints a spec of so many commands: `cargo run -p qq-cgi-benches --bin many -- 1000 > many.toml`.
//!
//! A second number seeds so many mistakes, spread evenly: one a command at most.
#![forbid(unsafe_code)]

use qq_cgi::BoxError;
use qq_cgi_benches::many;

fn main() -> Result<(), BoxError> {
    let mut numbers = std::env::args().skip(1).map(|number| number.parse::<usize>());
    let commands = numbers.next().ok_or("how many commands?")??;
    let mistakes = numbers.next().transpose()?.unwrap_or_default().min(commands);
    let mut text = many::spec(commands)?;
    for mistake in 0..mistakes {
        let wrong = mistake * commands / mistakes;
        let header = format!("[command.do_thing_{wrong}]\ngateway = \"relay\"");
        text = text.replace(&header, &header.replace("relay", "rellay"));
    }
    print!("{text}");
    Ok(())
}
