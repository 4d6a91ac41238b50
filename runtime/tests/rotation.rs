//! A secret is changed while requests are signed with it, and nobody knows when the vendor changes; on a paused clock.
#![cfg(feature = "tokio")]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

mod support;

use core::time::Duration;
use std::sync::{Arc, Mutex};

use qq_cgi::*;
use support::{SetSummaryCard, TOKEN};

const APP: u64 = 100_330_589;
const OVERLAP: Duration = Duration::from_mins(10);

/// Takes signs of some secrets, and writes down with which ones requests were signed.
#[derive(Clone)]
struct Vendor {
    taken: Arc<Mutex<Vec<&'static str>>>,
    signed_with: Arc<Mutex<Vec<&'static str>>>,
}

impl Vendor {
    fn taking(secrets: &[&'static str]) -> Self {
        Self { taken: Arc::new(Mutex::new(secrets.to_vec())), signed_with: Arc::default() }
    }

    fn builder(&self) -> ClientBuilder {
        // Whoever signs with the right secret needs no retries, and there are none to be had.
        Client::builder().app(APP, "old").retry_budget(RetryBudget::new(0, 0)).transport(self.clone())
    }

    fn client(&self) -> Client {
        self.builder().build().unwrap()
    }

    fn take(&self, secrets: &[&'static str]) {
        *self.taken.lock().unwrap() = secrets.to_vec();
    }

    /// With which secrets requests were signed since the last time.
    fn signed_with(&self) -> Vec<&'static str> {
        core::mem::take(&mut self.signed_with.lock().unwrap())
    }
}

/// The secret behind a sign, and `?` for one that nobody knows.
fn secret_of(request: &HttpRequest) -> &'static str {
    let is_of = |secret: &&str| {
        let credentials = Credentials { app_id: APP, secret, openid: "OPENID", access_token: TOKEN };
        let url = support::Relay::SPEC.urls[0];
        let signed = credentials.sign(&SetSummaryCard::sample(), request.method(), url).unwrap();
        signed.sign() == request.signed().sign()
    };
    ["old", "new", "newer"].into_iter().find(is_of).unwrap_or("?")
}

impl Transport for Vendor {
    fn send<'a>(&'a self, request: &'a HttpRequest) -> BoxFuture<'a, Result<HttpResponse, TransportError>> {
        Box::pin(async {
            let secret = secret_of(request);
            self.signed_with.lock().unwrap().push(secret);
            let is_taken = self.taken.lock().unwrap().contains(&secret);
            // Others send before this one is answered.
            tokio::task::yield_now().await;
            let answer = if is_taken { r#"{"ret":0,"data":{}}"# } else { r#"{"ret":-5,"msg":"sign"}"# };
            Ok(HttpResponse::new(200, answer))
        })
    }
}

fn player(client: &Client) -> Session {
    client.session("OPENID", TOKEN)
}

async fn send(player: &Session) -> Result<JsonValue, SendError<SetSummaryCard>> {
    player.send(&SetSummaryCard::sample()).await
}

#[tokio::test(start_paused = true)]
async fn sessions_that_live_sign_with_the_new_secret_at_once() {
    let vendor = Vendor::taking(&["old"]);
    let client = vendor.client();
    let player = player(&client);
    send(&player).await.unwrap();
    vendor.take(&["new"]);
    client.rotate_secret(APP, "new", OVERLAP).unwrap();
    send(&player).await.unwrap();
    assert_eq!(vendor.signed_with(), ["old", "new"]);
}

#[tokio::test(start_paused = true)]
async fn the_secret_before_signs_until_the_vendor_changes() {
    let vendor = Vendor::taking(&["old"]);
    let client = vendor.client();
    let player = player(&client);
    client.rotate_secret(APP, "new", OVERLAP).unwrap();
    for _ in 0..3 {
        send(&player).await.unwrap();
    }
    assert_eq!(vendor.signed_with(), ["new", "old", "old", "old"], "one attempt is lost, not one for each call");
    vendor.take(&["new"]);
    for _ in 0..3 {
        send(&player).await.unwrap();
    }
    assert_eq!(vendor.signed_with(), ["old", "new", "new", "new"]);
}

#[tokio::test(start_paused = true)]
async fn the_secret_before_is_forgotten_after_the_overlap() {
    let vendor = Vendor::taking(&["old"]);
    let client = vendor.builder().retry_budget(RetryBudget::default()).build().unwrap();
    let player = player(&client);
    client.rotate_secret(APP, "new", OVERLAP).unwrap();
    send(&player).await.unwrap();
    tokio::time::advance(OVERLAP).await;
    vendor.signed_with();
    assert_eq!(send(&player).await.unwrap_err().code(), Some(-5));
    assert_eq!(vendor.signed_with(), ["new", "new"]);
}

#[tokio::test(start_paused = true)]
async fn no_call_fails_at_the_change_however_many_are_under_way() {
    let vendor = Vendor::taking(&["old"]);
    let client = vendor.client();
    let player = player(&client);
    client.rotate_secret(APP, "new", OVERLAP).unwrap();
    let calls: Vec<_> = (0..100)
        .map(|_| {
            let player = player.clone();
            tokio::spawn(async move { send(&player).await })
        })
        .collect();
    for call in calls {
        call.await.unwrap().unwrap();
    }
    assert_eq!(vendor.signed_with().len(), 200);
    send(&player).await.unwrap();
    assert_eq!(vendor.signed_with(), ["old"], "and those after them know");
}

#[tokio::test(start_paused = true)]
async fn two_wrong_secrets_are_tried_once_each() {
    struct Stubborn;
    impl RetryPolicy for Stubborn {
        fn decide(&self, _: &Failed<'_>) -> Decision {
            Decision::RetryAfter(Duration::ZERO)
        }
    }
    let vendor = Vendor::taking(&[]);
    let client = vendor.builder().retry(Stubborn).build().unwrap();
    client.rotate_secret(APP, "new", OVERLAP).unwrap();
    assert_eq!(send(&player(&client)).await.unwrap_err().code(), Some(-5));
    assert_eq!(vendor.signed_with(), ["new", "old"]);
}

#[tokio::test(start_paused = true)]
async fn without_retries_the_next_call_takes_the_other_secret() {
    let vendor = Vendor::taking(&["old"]);
    let client = vendor.builder().retry(NeverRetry).build().unwrap();
    let player = player(&client);
    client.rotate_secret(APP, "new", OVERLAP).unwrap();
    send(&player).await.unwrap_err();
    send(&player).await.unwrap();
    assert_eq!(vendor.signed_with(), ["new", "old"]);
}

#[tokio::test(start_paused = true)]
async fn the_same_secret_again_changes_nothing() {
    let vendor = Vendor::taking(&["old"]);
    let client = vendor.client();
    let player = player(&client);
    for _ in 0..2 {
        client.rotate_secret(APP, "new", OVERLAP).unwrap();
        send(&player).await.unwrap();
    }
    assert_eq!(vendor.signed_with(), ["new", "old", "old"]);
}

#[tokio::test(start_paused = true)]
async fn a_mistyped_secret_is_put_right() {
    let vendor = Vendor::taking(&["old"]);
    let client = vendor.client();
    let player = player(&client);
    client.rotate_secret(APP, "mistyped", OVERLAP).unwrap();
    client.rotate_secret(APP, "new", OVERLAP).unwrap();
    send(&player).await.unwrap();
    assert_eq!(vendor.signed_with(), ["new", "old"], "what worked last stays");

    vendor.take(&["new"]);
    send(&player).await.unwrap();
    client.rotate_secret(APP, "newer", OVERLAP).unwrap();
    vendor.signed_with();
    send(&player).await.unwrap();
    assert_eq!(vendor.signed_with(), ["newer", "new"]);
}

#[tokio::test(start_paused = true)]
async fn what_an_overlap_left_behind_comes_back_in_no_later_one() {
    let vendor = Vendor::taking(&["new"]);
    let client = vendor.client();
    client.rotate_secret(APP, "new", OVERLAP).unwrap();
    // Nothing is sent, so that nobody learns which one works.
    tokio::time::advance(OVERLAP).await;
    client.rotate_secret(APP, "newer", OVERLAP).unwrap();
    send(&player(&client)).await.unwrap();
    assert_eq!(vendor.signed_with(), ["newer", "new"]);
}

#[tokio::test(start_paused = true)]
async fn an_overlap_can_be_as_long_as_one_likes() {
    let vendor = Vendor::taking(&["old"]);
    let client = vendor.client();
    client.rotate_secret(APP, "new", Duration::MAX).unwrap();
    send(&player(&client)).await.unwrap();
    assert_eq!(vendor.signed_with(), ["new", "old"]);
}

#[tokio::test(start_paused = true)]
async fn other_apps_keep_their_secrets() {
    let vendor = Vendor::taking(&["old", "new"]);
    let client = vendor.builder().app(2, "other").build().unwrap();
    let sign = || {
        let other = client.session_of(2, "OPENID", TOKEN).unwrap();
        other.sign(&SetSummaryCard::sample()).unwrap().sign().unwrap().to_owned()
    };
    let before = sign();
    client.rotate_secret(APP, "new", OVERLAP).unwrap();
    assert_eq!(sign(), before);
    client.rotate_secret(2, "newer", OVERLAP).unwrap();
    assert_ne!(sign(), before);
}

#[tokio::test(start_paused = true)]
async fn what_can_be_no_secret_changes_nothing() {
    let vendor = Vendor::taking(&["old"]);
    let client = vendor.client();
    for (app_id, secret, expected) in [
        (2, "canary", "the client has no app 2: add it with `.app(…)` while building"),
        (APP, "", "the secret of app 100330589 is empty"),
        (
            APP,
            "canary\n",
            "the secret of app 100330589 begins or ends with white space, such as the line feed at the end of a file: `.trim()` it",
        ),
    ] {
        let error = client.rotate_secret(app_id, secret, OVERLAP).unwrap_err();
        assert_eq!(error.to_string(), expected);
        assert!(!format!("{error:?}").contains("canary"));
    }
    send(&player(&client)).await.unwrap();
    assert_eq!(vendor.signed_with(), ["old"]);
}

#[test]
fn without_an_overlap_the_secret_before_is_forgotten_at_once() {
    let vendor = Vendor::taking(&["old"]);
    let client = vendor.client();
    client.rotate_secret(APP, "new", Duration::ZERO).unwrap();
    let signed = player(&client).sign(&SetSummaryCard::sample()).unwrap();
    let request = HttpRequest::new(signed, Duration::ZERO, 0);
    assert_eq!(secret_of(&request), "new");
}
