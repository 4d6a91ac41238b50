//! Whose an access token is: `cargo run -p qq-cgi-examples --example verify_login`.
//!
//! A phone sends its openid and access token to the game's server. Anyone can send anything: before the server opens the
//! account of that openid, it asks the vendor which app and which player the token belongs to.

use std::error::Error;

use qq_cgi::{Client, Error as SendError};
use qq_cgi_sandbox::Sandbox;
use qq_game_social::social::{BASE_FILES, SPEC_FILES, VerifyLogin};

// The app and the player of the document's own sample (签名算法, 2018-01-15).
const APP: u64 = 100_330_589;
const OPENID: &str = "29439511BB5D23F36BD09F5B0DF94181";
const ACCESS_TOKEN: &str = "1821FD577DD45526CA6EA2ADAC685508";

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let sandbox = Sandbox::of_spec(SPEC_FILES, BASE_FILES)
        .player(APP, OPENID, ACCESS_TOKEN)
        .player(APP, "another player", "the token of another player")
        .start()
        .await?;
    let client = Client::builder().app(APP, "the app's secret").origin(&sandbox.origin()).build()?;

    println!("{OPENID} logs in:");
    login(&client, OPENID, ACCESS_TOKEN).await?;
    println!("\nAnother player logs in as {OPENID}:");
    login(&client, OPENID, "the token of another player").await?;
    println!("\nSomebody makes up a token:");
    login(&client, OPENID, "made up").await?;

    sandbox.shutdown().await;
    Ok(())
}

/// What a server does with what a phone sent.
async fn login(client: &Client, openid: &str, access_token: &str) -> Result<(), Box<dyn Error>> {
    match client.session(openid, access_token).send(&VerifyLogin::new()).await {
        Ok(identity) => println!("  verified: player {} of app {}", identity.openid, identity.client_id),
        Err(error @ SendError::Mismatch(_)) => println!("  not this player: {error}"),
        Err(error @ SendError::Gateway(_)) => println!("  not a login: {error}"),
        // Nothing is proven, nothing is disproven: ask again.
        Err(error) => return Err(error.to_string().into()),
    }
    Ok(())
}
