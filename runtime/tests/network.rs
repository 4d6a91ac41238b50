//! The transports that come with features, against real sockets. All of them must do the same.
#![cfg(all(feature = "ring", any(feature = "reqwest", feature = "hyper")))]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

mod support;

use core::time::Duration;
use std::{
    io::{Read as _, Write as _},
    net::{TcpListener, TcpStream},
    thread::JoinHandle,
};

use qq_cgi::*;
use support::*;

/// Long enough that only a test that waits for a time-out ends by one.
const LONG: Duration = Duration::from_mins(1);

/// Of one kind, for a connect time-out.
type MakeTransport = fn(Duration) -> ClientBuilder;

const TRANSPORTS: &[MakeTransport] = &[
    #[cfg(feature = "reqwest")]
    |connect_timeout| Client::builder().transport(ReqwestTransport::new(connect_timeout).unwrap()),
    #[cfg(feature = "hyper")]
    |connect_timeout| Client::builder().transport(HyperTransport::new(connect_timeout).unwrap()),
    |connect_timeout| Client::builder().connect_timeout(connect_timeout),
];

/// A server for one connection, and a session that sends everything to it.
fn serve<T: Send + 'static>(
    transport: MakeTransport,
    scheme: &str,
    attempt_timeout: Duration,
    server: impl FnOnce(TcpStream) -> T + Send + 'static,
) -> (Session, JoinHandle<T>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let origin = format!("{scheme}://{}", listener.local_addr().unwrap());
    let session = session(transport(LONG), &origin, attempt_timeout);
    (session, std::thread::spawn(move || server(listener.accept().unwrap().0)))
}

fn session(builder: ClientBuilder, origin: &str, attempt_timeout: Duration) -> Session {
    let builder = builder.app(100_330_589, SECRET).origin(origin).retry(NeverRetry);
    let builder = builder.attempt_timeout(attempt_timeout).overall_timeout(LONG);
    builder.build().unwrap().session("OPENID", TOKEN)
}

/// Sends on a runtime of its own. Its end closes all connections, for which some servers here wait.
fn send(session: &Session, request: &Share) -> Result<Ack, SendError<Share>> {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(session.send(request))
}

/// Reads the head of a request.
fn read_head(stream: &mut TcpStream) -> String {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        let mut byte = [0];
        stream.read_exact(&mut byte).unwrap();
        head.extend_from_slice(&byte);
    }
    String::from_utf8(head).unwrap()
}

/// Answers so many requests on one connection and closes it after the last.
fn answer_each(stream: &mut TcpStream, requests: usize) {
    for _ in 0..requests {
        read_head(stream);
        stream.write_all(answer(r#"{"ret":0,"data":{"ret":0}}"#).as_bytes()).unwrap();
    }
}

fn answer(body: &str) -> String {
    format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: {}\r\n\r\n{body}", body.len())
}

/// What every error of the network must not do.
fn assert_masked(error: &SendError<Share>) {
    let mut link = Some(error as &dyn std::error::Error);
    while let Some(error) = link {
        let shown = format!("{error:?}{error}");
        assert!(!shown.contains("canary"), "{shown}");
        link = error.source();
    }
}

#[test]
fn a_request_goes_out_as_it_was_signed_and_its_answer_comes_back() {
    for transport in TRANSPORTS {
        let (session, server) = serve(*transport, "http", LONG, |mut stream| {
            let head = read_head(&mut stream);
            stream.write_all(answer(r#"_Callback({"ret":0,"data":{"ret":0,"id":"7"}});"#).as_bytes()).unwrap();
            head
        });
        let request = Share::new("a b+c&d=e/大😀~%\n'\"");
        assert_eq!(send(&session, &request).unwrap().id, Some(7));

        let head = server.join().unwrap();
        let url = session.sign(&request).unwrap().url().to_owned();
        let path = url.strip_prefix("http://").unwrap().split_once('/').unwrap().1;
        assert!(head.starts_with(&format!("POST /{path} HTTP/1.1\r\n")), "{head}");
        assert!(head.to_lowercase().contains("content-length: 0\r\n"), "a POST says that it has no body: {head}");
        assert!(!head.to_lowercase().contains("referer"), "{head}");
    }
}

#[test]
fn a_refused_connection_is_not_sent() {
    for transport in TRANSPORTS {
        // Bound and dropped: nobody listens there.
        let address = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
        let error = send(&session(transport(LONG), &format!("http://{address}"), LONG), &Share::new("")).unwrap_err();
        assert!(matches!(error, Error::NotSent(_)), "{error:?}");
        assert_masked(&error);
    }
}

#[test]
fn outside_of_a_runtime_nothing_is_sent_and_nothing_panics() {
    for transport in TRANSPORTS {
        let session = session(transport(LONG), "http://127.0.0.1:9", LONG);
        let error = now(session.send(&Share::new(""))).unwrap_err();
        let Error::NotSent(not_sent) = &error else { panic!("{error:?}") };
        assert!(matches!(not_sent.source, TransportError::NoRuntime), "{error:?}");
        assert!(error.to_string().contains("there is no tokio runtime here: send from within one"), "{error}");
    }
}

#[test]
fn in_no_time_nothing_connects() {
    let refused = [
        #[cfg(feature = "reqwest")]
        ReqwestTransport::plain(Duration::ZERO).err(),
        #[cfg(feature = "hyper")]
        HyperTransport::plain(Duration::ZERO).err(),
    ];
    for error in refused {
        assert!(matches!(error, Some(BuildError::ZeroTimeout { setting: "connect_timeout" })), "{error:?}");
    }
}

#[test]
fn a_failed_tls_handshake_is_not_sent() {
    for transport in TRANSPORTS {
        let (session, server) = serve(*transport, "https", LONG, |mut stream| {
            let mut hello = [0; 5];
            stream.read_exact(&mut hello).unwrap();
            stream.write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n").unwrap();
            hello
        });
        let error = send(&session, &Share::new("")).unwrap_err();
        assert!(matches!(error, Error::NotSent(_)), "{error:?}");
        assert_masked(&error);
        // A TLS record of a handshake: it does speak TLS.
        assert_eq!(server.join().unwrap()[..2], [0x16, 0x03]);
    }
}

#[test]
fn a_connection_closed_after_the_request_is_an_unknown_outcome() {
    for transport in TRANSPORTS {
        let (session, server) = serve(*transport, "http", LONG, |mut stream| {
            read_head(&mut stream);
        });
        let error = send(&session, &Share::new("")).unwrap_err();
        let Error::OutcomeUnknown(unknown) = &error else { panic!("{error:?}") };
        assert!(matches!(unknown.source, TransportError::Broken(_)), "{error:?}");
        assert_masked(&error);
        server.join().unwrap();
    }
}

#[test]
fn an_answer_that_breaks_off_is_an_unknown_outcome() {
    for transport in TRANSPORTS {
        let (session, server) = serve(*transport, "http", LONG, |mut stream| {
            read_head(&mut stream);
            stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{\"ret\":0").unwrap();
        });
        let error = send(&session, &Share::new("")).unwrap_err();
        assert!(matches!(error, Error::OutcomeUnknown(_)), "{error:?}");
        assert_masked(&error);
        server.join().unwrap();
    }
}

#[test]
fn no_answer_in_time_is_an_unknown_outcome() {
    for transport in TRANSPORTS {
        let (session, server) = serve(*transport, "http", Duration::from_millis(200), |mut stream| {
            read_head(&mut stream);
            // Ends when the client hangs up.
            stream.read(&mut [0]).unwrap_or(0)
        });
        let error = send(&session, &Share::new("")).unwrap_err();
        let Error::OutcomeUnknown(unknown) = &error else { panic!("{error:?}") };
        assert!(matches!(unknown.source, TransportError::TimedOut), "{error:?}");
        assert_masked(&error);
        server.join().unwrap();
    }
}

#[test]
fn an_endless_answer_is_cut() {
    for transport in TRANSPORTS {
        let (session, server) = serve(*transport, "http", LONG, |mut stream| {
            read_head(&mut stream);
            stream.write_all(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n").unwrap();
            let chunk = [b"1000\r\n".as_slice(), &[b' '; 0x1000], b"\r\n"].concat();
            // Ends when the client hangs up.
            while stream.write_all(&chunk).is_ok() {}
        });
        let error = send(&session, &Share::new("")).unwrap_err();
        let Error::OutcomeUnknown(unknown) = &error else { panic!("{error:?}") };
        assert!(matches!(unknown.source, TransportError::BodyTooLarge { .. }), "{error:?}");
        server.join().unwrap();
    }
}

#[test]
fn a_redirect_is_not_followed() {
    for transport in TRANSPORTS {
        let (session, server) = serve(*transport, "http", LONG, |mut stream| {
            read_head(&mut stream);
            stream.write_all(b"HTTP/1.1 302 Found\r\nLocation: /elsewhere\r\nContent-Length: 0\r\n\r\n").unwrap();
        });
        let error = send(&session, &Share::new("")).unwrap_err();
        assert!(matches!(&error, Error::Status(status) if status.status == 302), "{error:?}");
        server.join().unwrap();
    }
}

#[test]
fn a_connection_serves_many_requests() {
    for transport in TRANSPORTS {
        let (session, server) = serve(*transport, "http", LONG, |mut stream| answer_each(&mut stream, 3));
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        for _ in 0..3 {
            runtime.block_on(session.send(&Share::new(""))).unwrap();
        }
        server.join().unwrap();
    }
}

/// The pools repeat what never began on a connection that was closed meanwhile. This had begun.
#[test]
fn a_request_that_went_out_on_a_used_connection_is_sent_once() {
    for transport in TRANSPORTS {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let server = std::thread::spawn(move || {
            let (mut stream, _) = listener.accept().unwrap();
            answer_each(&mut stream, 1);
            read_head(&mut stream);
            drop(stream);
            // What comes next: the end of the test, or the same again.
            let (mut stream, _) = listener.accept().unwrap();
            let mut next = [0; 4];
            stream.read_exact(&mut next).unwrap();
            next
        });
        let session = session(transport(LONG), &format!("http://{address}"), LONG);
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(session.send(&Share::new(""))).unwrap();
        let error = runtime.block_on(session.send(&Share::new(""))).unwrap_err();
        assert!(matches!(error, Error::OutcomeUnknown(_)), "{error:?}");
        assert_masked(&error);
        TcpStream::connect(address).unwrap().write_all(b"done").unwrap();
        assert_eq!(&server.join().unwrap(), b"done");
    }
}

#[test]
fn a_connect_time_out_is_not_sent() {
    for transport in TRANSPORTS {
        // Takes the connection and says nothing to the handshake.
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let origin = format!("https://{}", listener.local_addr().unwrap());
        let error = send(&session(transport(Duration::from_millis(100)), &origin, LONG), &Share::new("")).unwrap_err();
        assert!(matches!(error, Error::NotSent(_)), "{error:?}");
        assert_masked(&error);
    }
}

#[cfg(feature = "hyper")]
#[test]
fn an_attempt_that_ends_before_it_is_connected_is_not_sent() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let origin = format!("https://{}", listener.local_addr().unwrap());
    let builder = Client::builder().transport(HyperTransport::new(LONG).unwrap());
    let error = send(&session(builder, &origin, Duration::from_millis(100)), &Share::new("")).unwrap_err();
    assert!(matches!(error, Error::NotSent(_)), "{error:?}");
    assert_masked(&error);
}
