//! Sends a command to a sandbox, which stands in for the vendor on this machine: `cargo run`.

use CRATE::api::{BASE_FILES, Hello, SPEC_FILES};
use qq_cgi::Client;
use qq_cgi_sandbox::Sandbox;

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let sandbox = Sandbox::of_spec(SPEC_FILES, BASE_FILES).app(1000, "secret").start().await?;
    let client = Client::builder().app(1000, "secret").origin(&sandbox.origin()).build()?;
    let player = client.session("player-1", "token-1");
    println!("{:?}", player.send(&Hello::new("world")).await?);
    Ok(())
}
