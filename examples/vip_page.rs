//! The page on which a player opens a membership: `cargo run -p qq-cgi-examples --example vip_page`.
//!
//! Prints the URL that the game hands to QQ's in-app browser, and opens the sandbox's stand-in for the page.

use std::{
    error::Error,
    io::{Read as _, Write as _},
    net::TcpStream,
};

use qq_cgi_sandbox::Sandbox;
use qq_game_social::social::{BASE_FILES, SPEC_FILES, VipKind, VipPage};

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    // The document's sample; the real aid comes from QQ's membership side.
    let url = VipPage::new(VipKind::Svip, 1, "mvip.p.hz.demo").url()?;
    println!("The page to open:\n  {url}");

    println!("\nA value that breaks a limit:");
    if let Err(error) = VipPage::new(VipKind::Vip, 0, "mvip.p.hz.demo").url() {
        println!("  {error}");
    }

    let sandbox = Sandbox::start(SPEC_FILES, BASE_FILES).await?;
    let path = url.strip_prefix("https://mq.vip.qq.com").unwrap_or(&url);
    for path in [path, "/m/connect/open?code=svip&month=0"] {
        println!("\nThe sandbox's stand-in at {path}:");
        for line in get(&sandbox.origin(), path)?.lines().filter(|line| !line.is_empty()) {
            println!("  {line}");
        }
    }
    sandbox.shutdown().await;
    Ok(())
}

/// By hand: what opens a page is a browser, not this library.
fn get(origin: &str, path: &str) -> Result<String, Box<dyn Error>> {
    let host = origin.trim_start_matches("http://");
    let mut stream = TcpStream::connect(host)?;
    write!(stream, "GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n")?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer)?;
    Ok(answer)
}
