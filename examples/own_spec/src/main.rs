//! A game with a spec of its own: `cargo run -p own-spec`. Nothing in this file knows how anything is signed.

use std::error::Error;

use own_spec::game::{Ack, BASE_FILES, BuyItem, Colour, MyGreeting, Platform, SPEC_FILES, SetSummaryCard};
use qq_cgi::Client;
use qq_cgi_sandbox::Sandbox;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let sandbox = Sandbox::of_spec(SPEC_FILES, BASE_FILES).app(1111, "our secret").start().await?;
    let client = Client::builder().app(1111, "our secret").origin(&sandbox.origin()).build()?;
    let player = client.session("player-1", "token-1");

    let receipt = player.send(&BuyItem::new("sword", 2).colour(Colour::Red)).await?;
    println!("the shop, signed its own way:     order {}, paid {}", receipt.order, receipt.paid);

    let answer: Ack = player.send(&MyGreeting::new("player-2", "你好").platform(Platform::Ios)).await?;
    println!("one more command of the relay:    ret {}", answer.ret);

    player.send(&SetSummaryCard::new(11746, 1)).await?;
    println!("and everything the base has:      done");

    // The relay's types are the shipped ones, not copies.
    let shipped: qq_game_social::social::Ack = answer;
    drop(shipped);
    sandbox.shutdown().await;
    Ok(())
}
