//! The whole way on one machine: `cargo run -p qq-cgi-examples --example quickstart`.
//!
//! Starts the sandbox in process, sends three typed commands to it over HTTP, and shows two things going wrong.

use std::{error::Error, time::SystemTime};

use qq_cgi::{Client, Command, Session};
use qq_cgi_sandbox::Sandbox;
use qq_game_social::social::{
    AchieveReport, BASE_FILES, GameTag, Platform, Recipient, SPEC_FILES, SendShareForInner, SetSummaryCard, Zone,
};

// The app, the player and the secret of the document's own sample (签名算法, 2018-01-15).
const APP: u64 = 100_330_589;
const SECRET: &str = "123456";
const OPENID: &str = "29439511BB5D23F36BD09F5B0DF94181";
const ACCESS_TOKEN: &str = "1821FD577DD45526CA6EA2ADAC685508";

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let sandbox = Sandbox::of_spec(SPEC_FILES, BASE_FILES).app(APP, SECRET).start().await?;
    println!("The sandbox plays the relay at {}.", sandbox.origin());

    let client = Client::builder().app(APP, SECRET).origin(&sandbox.origin()).build()?;
    let player = client.session(OPENID, ACCESS_TOKEN);

    show(&player, "The document's sample", &SetSummaryCard::new(11746, 1).version("7.2.5").platform(2)).await?;
    show(&player, "A message to a friend", &share(vec![Recipient::new("1983e77ac7517e997967168816c41867")])).await?;
    show(
        &player,
        "A report",
        &AchieveReport::new(Platform::Ios, Zone::Qq, "server-7", "role-42")
            .role_name("小明")
            .level(31)
            .round_score(900, SystemTime::now()),
    )
    .await?;

    println!("\nA wrong secret:");
    let wrong = Client::builder().app(APP, "654321").origin(&sandbox.origin()).build()?;
    if let Err(error) = wrong.session(OPENID, ACCESS_TOKEN).send(&SetSummaryCard::new(11746, 1)).await {
        println!("  {error}");
        println!("  code {:?}, remedy {:?}", error.code(), error.remedy());
    }

    println!("\nA value that breaks a limit, refused before anything is signed or sent:");
    if let Err(error) = player.send(&share(Vec::new())).await {
        println!("  {error}");
    }
    sandbox.shutdown().await;
    Ok(())
}

fn share(friends: Vec<Recipient>) -> SendShareForInner {
    let image = "http://imgcache.qq.com/club/gamecenter/cms/2016-04-01/1459504923_868_750x1182.jpg";
    SendShareForInner::new(friends, image, "http://gamecenter.qq.com/gcjump?appid=1104466820", GameTag::Invite)
}

/// Signs, sends and prints one request.
async fn show<C>(player: &Session, title: &str, request: &C) -> Result<(), Box<dyn Error>>
where
    C: Command<Reply: std::fmt::Debug>,
{
    let signed = player.sign(request)?;
    println!("\n{title}: {}", C::SPEC.name);
    println!("  {} {}", signed.method().as_str(), signed.masked_url());
    println!("  sign  {}", signed.sign().unwrap_or("none"));
    let reply = player.send(request).await?;
    println!("  reply {reply:?}");
    Ok(())
}
