//! A crypto provider that was installed for the process is the one that is used.
#![cfg(any(feature = "reqwest", feature = "hyper"))]
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

mod support;

use core::time::Duration;
use std::{io::Read as _, net::TcpListener};

use qq_cgi::*;
use rustls::{
    CipherSuite,
    crypto::{CryptoProvider, ring},
};
use support::*;

/// One that offers a single cipher suite, by which it is known.
fn install() -> CipherSuite {
    let mut provider: CryptoProvider = ring::default_provider();
    provider.cipher_suites.truncate(1);
    let suite = provider.cipher_suites[0].suite();
    provider.install_default().unwrap();
    suite
}

#[test]
fn an_installed_provider_is_used() {
    let suite = install();
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let origin = format!("https://{}", listener.local_addr().unwrap());
    let server = std::thread::spawn(move || {
        let mut stream = listener.accept().unwrap().0;
        let mut header = [0; 5];
        stream.read_exact(&mut header).unwrap();
        let mut hello = vec![0; usize::from(u16::from_be_bytes([header[3], header[4]]))];
        stream.read_exact(&mut hello).unwrap();
        hello
    });
    let client = Client::builder().app(1, SECRET).origin(&origin).attempt_timeout(Duration::from_mins(1));
    let session = client.build().unwrap().session("OPENID", TOKEN);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(session.send(&Share::new(""))).unwrap_err();

    // RFC 8446, 4.1.2: type and length (4), version (2), random (32), the session's id, then the suites.
    let hello = server.join().unwrap();
    let suites = &hello[4 + 2 + 32..];
    let suites = &suites[1 + usize::from(suites[0])..];
    assert_eq!(suites[..4], [&[0, 2][..], &suite.to_array()].concat());
}
