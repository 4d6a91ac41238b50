//! What the client does, tried against a sandbox: no network, no account.

use CRATE::api::{BASE_FILES, Hello, SPEC_FILES};
use qq_cgi::Client;
use qq_cgi_sandbox::Sandbox;

#[tokio::test]
async fn a_greeting_is_answered_once() {
    let sandbox = Sandbox::of_spec(SPEC_FILES, BASE_FILES).app(1000, "secret").start().await.unwrap();
    let client = Client::builder().app(1000, "secret").origin(&sandbox.origin()).build().unwrap();
    let answer = client.session("player-1", "token-1").send(&Hello::new("world")).await.unwrap();
    assert_eq!(answer.text, "Hello!");
    assert_eq!(sandbox.deliveries("hello").unwrap().delivered, 1);
}
