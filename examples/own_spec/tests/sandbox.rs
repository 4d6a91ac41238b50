//! A game's tests of what it does when the other side fails: the sandbox as a dev-dependency.
#![allow(clippy::unwrap_used)]

use own_spec::game::{BASE_FILES, BuyItem, MyGreeting, SPEC_FILES};
use qq_cgi::{Client, Session};
use qq_cgi_sandbox::{Fault, FaultRule, Sandbox};

async fn start() -> (Sandbox, Session) {
    let sandbox = Sandbox::of_spec(SPEC_FILES, BASE_FILES).app(1111, "our secret").start().await.unwrap();
    let client = Client::builder().app(1111, "our secret").origin(&sandbox.origin()).build().unwrap();
    (sandbox, client.session("player-1", "token-1"))
}

#[tokio::test]
async fn what_is_bought_is_bought_once() {
    let (sandbox, player) = start().await;
    player.send(&BuyItem::new("sword", 2)).await.unwrap();
    // The shop's proxy loses the answer, not the order.
    sandbox.faults().add(FaultRule::new(Fault::Status(502)).command("buy").times(1)).unwrap();
    assert!(player.send(&BuyItem::new("shield", 1)).await.is_err());
    let bought = sandbox.deliveries("buy").unwrap();
    assert_eq!((bought.delivered, bought.doubled), (2, 0));
}

#[tokio::test]
async fn an_unknown_code_is_an_error_and_greets_nobody() {
    let (sandbox, player) = start().await;
    sandbox.faults().add("cmd=my_greeting,code=-9999".parse().unwrap()).unwrap();
    let error = player.send(&MyGreeting::new("player-2", "你好")).await.unwrap_err();
    assert_eq!(error.code(), Some(-9999));
    assert_eq!(sandbox.deliveries("my_greeting").unwrap().delivered, 0);
}
