//! Building clients, and what `Debug` shows of everything.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

mod support;

use core::time::Duration;
use std::sync::Arc;

use qq_cgi::*;
use support::*;

fn builder() -> ClientBuilder {
    Client::builder().transport(Canned { status: 200, body: Vec::new() })
}

#[test]
fn what_cannot_work_is_refused_at_once() {
    for (builder, expected) in [
        (builder(), "NoApp"),
        (builder().app(1, "a").app(2, "b").app(1, "c"), "AppTwice { app_id: 1 }"),
        (builder().app(1, ""), "EmptySecret { app_id: 1 }"),
        (builder().app(1, "a").app(2, "canary "), "BlankAroundSecret { app_id: 2 }"),
        (builder().app(1, "\tcanary"), "BlankAroundSecret { app_id: 1 }"),
        (builder().app(1, "canary\u{3000}"), "BlankAroundSecret { app_id: 1 }"),
        (builder().app(1, "a").origin("127.0.0.1:80"), "BadOrigin { origin: \"127.0.0.1:80\" }"),
        (builder().app(1, "a").origin("http://user:canary@h"), "BadOrigin { origin: \"***@h\" }"),
        (builder().app(1, "a").origin("http://h/p"), "BadOrigin { origin: \"http://h/p\" }"),
        (builder().app(1, "a").connect_timeout(Duration::ZERO), "ZeroTimeout { setting: \"connect_timeout\" }"),
        (builder().app(1, "a").attempt_timeout(Duration::ZERO), "ZeroTimeout { setting: \"attempt_timeout\" }"),
        (builder().app(1, "a").overall_timeout(Duration::ZERO), "ZeroTimeout { setting: \"overall_timeout\" }"),
    ] {
        assert!(!format!("{builder:?}").contains("canary"));
        let error = builder.build().unwrap_err();
        assert_eq!(format!("{error:?}"), expected);
        assert!(!error.to_string().contains("canary"));
    }
}

#[cfg(not(any(feature = "reqwest", feature = "hyper")))]
#[test]
fn without_a_transport_there_is_no_client() {
    assert!(matches!(Client::builder().app(1, "a").build(), Err(BuildError::NoTransport)));
}

#[cfg(all(any(feature = "reqwest", feature = "hyper"), not(feature = "ring")))]
#[test]
fn without_a_crypto_provider_there_is_no_transport() {
    assert!(matches!(Client::builder().app(1, "a").build(), Err(BuildError::NoCryptoProvider)));
}

#[test]
fn each_app_signs_with_its_own_secret() {
    let client = builder().app(1, "one").app(2, "two").build().unwrap();
    let sign = |session: &Session| session.sign(&Share::new("")).unwrap().sign().unwrap().to_owned();
    let first = client.session("OPENID", TOKEN);
    let second = client.session_of(2, "OPENID", TOKEN).unwrap();
    assert_eq!((first.app_id(), second.app_id()), (1, 2));
    assert_ne!(sign(&first), sign(&second));
    assert_eq!(sign(&first), sign(&client.session_of(1, "OPENID", TOKEN).unwrap()));
    let error = client.session_of(3, "OPENID", TOKEN).unwrap_err();
    assert_eq!(error.to_string(), "the client has no app 3: add it with `.app(…)` while building");
}

#[test]
fn debug_shows_no_secret() {
    let builder = builder().app(1, SECRET);
    let built_from = format!("{builder:?}");
    let client = builder.build().unwrap();
    let session = client.session("OPENID", TOKEN);
    let request = Share { key: Some("canary-key".to_owned()), ..Share::new("") };
    let signed = session.sign(&request).unwrap();
    let sign = signed.sign().unwrap();
    let http = HttpRequest::new(signed.clone(), core::time::Duration::ZERO, 1);
    let credentials = Credentials { app_id: 1, secret: SECRET, openid: "OPENID", access_token: TOKEN };
    let response = HttpResponse::new(200, TOKEN);
    let others = format!("{client:?}{session:?}{signed:?}{http:?}{credentials:?}{response:?}{:?}", Secret::new(SECRET));
    let shown = [built_from, others, signed.masked_url()].concat();
    assert!(!shown.contains("canary") && !shown.contains(sign), "{shown}");
    assert!(signed.url().contains("canary") && signed.url().contains(sign));
    assert!(
        signed.masked_url().ends_with(
            "?access_token=***&cmd=share&count=1&dst=1001&fopenids=%5B%7B%22openid%22%3A%22F%22%7D%5D\
             &key=***&openid=OPENID&text=&sign=***"
        ),
        "{shown}"
    );
}

#[test]
fn sessions_go_to_other_threads() {
    fn shared<T: Clone + Send + Sync + 'static>(value: T) -> T {
        value
    }
    fn sent<T: Send>(value: T) -> T {
        value
    }
    fn error<T: std::error::Error + Send + Sync + 'static>() {}
    let session = shared(shared(builder().app(1, "a").build().unwrap()).session("OPENID", TOKEN));
    let request = GetUserInfo;
    drop(sent(session.send(&request)));
    error::<SendError<Share>>();
    error::<BuildError>();
}

/// Whatever the command is, its call can be a task.
#[test]
fn the_call_of_any_command_goes_to_other_threads() {
    fn spawn<T: Send + 'static>(task: impl Future<Output = T> + Send + 'static) -> T {
        now(task)
    }
    fn send<C: Command + 'static>(session: Session, request: C) -> Result<C::Reply, SendError<C>> {
        spawn(async move { session.send(&request).await })
    }
    let session = answering(r#"{"ret":0,"data":{"ret":0}}"#);
    assert_eq!(send(session, Share::new("")).unwrap().ret, 0);
}

#[test]
fn what_a_client_is_built_of_can_be_shared() {
    struct Frozen(std::time::Instant);
    impl Clock for Frozen {
        fn now(&self) -> std::time::Instant {
            self.0
        }

        fn sleep(&self, _: Duration) -> Option<BoxFuture<'static, ()>> {
            None
        }
    }
    struct Counts(std::sync::atomic::AtomicU32);
    impl Hooks for Counts {
        fn after(&self, _: &Attempt, _: Result<(), Cause>, _: Option<Duration>) {
            self.0.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        }
    }
    let hooks = Arc::new(Counts(0.into()));
    let transport: Arc<dyn Transport> = Arc::new(Canned { status: 200, body: br#"{"ret":-5}"#.into() });
    let clock: Arc<dyn Clock> = Arc::new(Frozen(std::time::Instant::now()));
    let policy: Arc<dyn RetryPolicy> = Arc::new(NeverRetry);
    for app in [1, 2] {
        let builder = Client::builder().app(app, SECRET).transport(Arc::clone(&transport));
        let builder = builder.clock(Arc::clone(&clock)).retry(Arc::clone(&policy)).hooks(Arc::clone(&hooks));
        let error = now(builder.build().unwrap().session("OPENID", TOKEN).send(&Share::new(""))).unwrap_err();
        assert_eq!(error.attempts(), 1, "the policy is that one");
    }
    assert_eq!(hooks.0.load(std::sync::atomic::Ordering::Relaxed), 2);
}
