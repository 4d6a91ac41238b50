//! The twins that wait.
#![cfg(feature = "blocking")]
#![allow(clippy::unwrap_used, clippy::panic)]

mod support;

use qq_cgi::*;
use support::*;

fn blocking(transport: impl Transport) -> blocking::Client {
    blocking::Client::builder().app(1, SECRET).app(2, SECRET).transport(transport).build_blocking().unwrap()
}

/// An answer that comes by way of another task: there is a runtime under it.
struct Later;

impl Transport for Later {
    fn send<'a>(&'a self, _: &'a HttpRequest) -> BoxFuture<'a, Result<HttpResponse, TransportError>> {
        Box::pin(async {
            tokio::spawn(async {}).await.unwrap();
            Ok(HttpResponse::new(200, r#"{"ret":0,"data":{"ret":0,"id":7}}"#))
        })
    }
}

#[test]
fn the_twins_do_what_the_originals_do() {
    let client = blocking(Later);
    let player = client.session("OPENID", TOKEN);
    assert_eq!((player.app_id(), player.openid()), (1, "OPENID"));
    assert_eq!(player.send(&Share::new("")).unwrap().id, Some(7));
    assert_eq!(player.call(&Share::new("")).method(Method::Get).send().unwrap().id, Some(7));
    let too_late = player.call(&Share::new("")).timeout(core::time::Duration::ZERO).send();
    assert!(matches!(too_late, Err(Error::NotStarted(_))));
    assert!(matches!(
        player.call(&SetSummaryCard::sample()).method(Method::Post).send(),
        Err(Error::MethodNotTaken(_))
    ));

    let original = support::client(Later).session("OPENID", TOKEN);
    let second = client.session_of(2, "OPENID", TOKEN).unwrap();
    assert_eq!(second.app_id(), 2);
    assert!(client.session_of(3, "OPENID", TOKEN).is_err());
    assert_eq!(second.sign(&Share::new("")).unwrap().sign(), original.sign(&Share::new("")).unwrap().sign());
    assert!(!format!("{client:?}{player:?}").contains("canary"));
}

#[test]
fn many_threads_share_a_session() {
    let player = blocking(Later).session("OPENID", TOKEN);
    std::thread::scope(|scope| {
        for _ in 0..16 {
            scope.spawn(|| assert_eq!(player.send(&Share::new("")).unwrap().id, Some(7)));
        }
    });
}

#[test]
fn within_a_runtime_nothing_is_sent_and_nothing_panics() {
    let player = blocking(Failing).session("OPENID", TOKEN);
    for mut builder in [tokio::runtime::Builder::new_current_thread(), tokio::runtime::Builder::new_multi_thread()] {
        let player = player.clone();
        builder.build().unwrap().block_on(async move {
            let error = player.send(&Share::new("")).unwrap_err();
            assert!(matches!(error, Error::WithinRuntime(_)), "{error:?}");
            assert_eq!(
                error.to_string(),
                "a blocking session was used from within an async runtime, and nothing was sent: use the asynchronous client \
                 there; in `spawn_blocking` by `Handle::current().block_on(…)`"
            );
            // The last of a client may go here too, its thread with it.
            let last = blocking(Failing);
            drop(last);
        });
    }
}

/// Must not be asked.
struct Failing;

impl Transport for Failing {
    fn send<'a>(&'a self, _: &'a HttpRequest) -> BoxFuture<'a, Result<HttpResponse, TransportError>> {
        panic!("it was sent")
    }
}

/// A real socket: the transports live on the client's own thread.
#[cfg(all(feature = "ring", any(feature = "reqwest", feature = "hyper")))]
#[test]
fn a_request_goes_over_the_network() {
    use std::io::{BufRead as _, BufReader, Write as _};

    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let origin = format!("http://{}", listener.local_addr().unwrap());
    let server = std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        for _ in 0..2 {
            let lines = BufReader::new(&stream).lines();
            assert!(lines.map_while(Result::ok).any(|line| line.is_empty()));
            let body = r#"{"ret":0,"data":{"ret":0,"id":7}}"#;
            write!(stream, "HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n{body}", body.len()).unwrap();
        }
    });
    let client = Client::builder().app(1, SECRET).origin(&origin).build_blocking().unwrap();
    for _ in 0..2 {
        assert_eq!(client.session("OPENID", TOKEN).send(&Share::new("")).unwrap().id, Some(7));
    }
    server.join().unwrap();
}
