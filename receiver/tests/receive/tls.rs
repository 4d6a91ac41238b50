//! The same server behind TLS.

use std::{
    fs::{self, File},
    path::{Path, PathBuf},
    sync::{Arc, Mutex},
    time::{Duration, SystemTime},
};

use qq_cgi_receiver::http::{Bounds, Server, Tls};
use rustls::{ClientConfig, RootCertStore, crypto::ring, pki_types::ServerName};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
    time::timeout,
};
use tokio_rustls::{TlsConnector, client::TlsStream};

use crate::{
    sender::{DATA, Desk, PATH, signed},
    server::{SHORT, SOON, rest, unbounded},
};

/// A certificate for `localhost`, which is its own root.
struct Identity {
    certificate: rcgen::CertifiedKey<rcgen::KeyPair>,
}

impl Identity {
    fn new() -> Self {
        Self { certificate: rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap() }
    }

    fn trusted(&self) -> TlsConnector {
        let mut roots = RootCertStore::empty();
        roots.add(self.certificate.cert.der().clone()).unwrap();
        let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_root_certificates(roots)
            .with_no_client_auth();
        TlsConnector::from(Arc::new(config))
    }
}

/// The two files.
struct Files {
    folder: tempfile::TempDir,
    writes: Mutex<u64>,
}

impl Files {
    fn of(identity: &Identity) -> Self {
        let files = Self { folder: tempfile::tempdir().unwrap(), writes: Mutex::default() };
        files.write("cert.pem", &identity.certificate.cert.pem());
        files.write("key.pem", &identity.certificate.signing_key.serialize_pem());
        files
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Each time at another moment, whatever the file system tells apart.
    fn write(&self, name: &str, text: &str) {
        fs::write(self.path(name), text).unwrap();
        let mut writes = self.writes.lock().unwrap();
        *writes += 1;
        let at = SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000_000 + *writes);
        File::options().write(true).open(self.path(name)).unwrap().set_modified(at).unwrap();
    }

    fn tls(&self) -> Tls {
        Tls::read(self.path("cert.pem"), self.path("key.pem")).unwrap()
    }
}

struct Running {
    desk: Desk,
    server: Server,
}

impl Running {
    async fn start(bounds: Bounds, tls: Tls) -> Self {
        let desk = Desk::shipped();
        let address = "127.0.0.1:0".parse().unwrap();
        let server = Server::start_tls(address, bounds, tls, Arc::clone(&desk.intake), |_| {}).await.unwrap();
        Self { desk, server }
    }

    async fn connect(&self) -> TcpStream {
        TcpStream::connect(self.server.address()).await.unwrap()
    }

    async fn shake_hands(&self, connector: &TlsConnector) -> std::io::Result<TlsStream<TcpStream>> {
        connector.connect(ServerName::try_from("localhost").unwrap(), self.connect().await).await
    }

    async fn ask(&self, connector: &TlsConnector, target: &str) -> String {
        let mut stream = self.shake_hands(connector).await.unwrap();
        let request = format!("GET {target} HTTP/1.1\r\nHost: here\r\nConnection: close\r\n\r\n");
        stream.write_all(request.as_bytes()).await.unwrap();
        let mut answer = String::new();
        timeout(SOON, stream.read_to_string(&mut answer)).await.unwrap().unwrap();
        answer
    }
}

#[tokio::test]
async fn callbacks_come_over_tls() {
    let identity = Identity::new();
    let running = Running::start(unbounded(), Files::of(&identity).tls()).await;
    let answer = running.ask(&identity.trusted(), &format!("{PATH}?{}", signed(DATA.as_bytes()))).await;
    assert!(answer.starts_with("HTTP/1.1 200 ") && answer.ends_with("{\"ret\":0,\"msg\":\"succ\"}"), "{answer}");
    assert_eq!(running.desk.ledger.orders().len(), 1);
    assert!(running.shake_hands(&Identity::new().trusted()).await.is_err());
}

#[tokio::test]
async fn a_peer_without_tls_is_told_nothing() {
    let running = Running::start(unbounded(), Files::of(&Identity::new()).tls()).await;
    let mut stream = running.connect().await;
    let request = format!("GET {PATH}?{} HTTP/1.1\r\nHost: x\r\n\r\n", signed(DATA.as_bytes()));
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut bytes = Vec::new();
    let _ = timeout(SOON, stream.read_to_end(&mut bytes)).await.expect("it should end");
    // At most an alert of TLS.
    assert!(bytes.len() < 16, "{bytes:?}");
    assert!(running.desk.ledger.orders().is_empty());
}

#[tokio::test]
async fn peers_that_are_silent_before_or_after_the_handshake_are_closed() {
    let identity = Identity::new();
    // Enough for a handshake on a busy machine.
    let running = Running::start(Bounds { head: SHORT * 20, ..unbounded() }, Files::of(&identity).tls()).await;
    let mut shaken = Vec::new();
    for sent in ["", "GET / HTTP/1.1\r\nHost:"] {
        let mut stream = running.shake_hands(&identity.trusted()).await.unwrap();
        stream.write_all(sent.as_bytes()).await.unwrap();
        shaken.push(stream);
    }
    let (mut silent, mut half) = (running.connect().await, running.connect().await);
    // A record of a handshake that announces more than comes.
    half.write_all(&[22, 3, 1, 2, 0, 1]).await.unwrap();
    for stream in [&mut silent, &mut half] {
        assert_eq!(rest(stream).await, "");
    }
    for mut stream in shaken {
        let mut bytes = Vec::new();
        let _ = timeout(SOON, stream.read_to_end(&mut bytes)).await.expect("it should end");
        assert!(bytes.is_empty(), "{bytes:?}");
    }
}

#[tokio::test]
async fn half_a_handshake_does_not_hold_up_the_end() {
    let identity = Identity::new();
    let running = Running::start(unbounded(), Files::of(&identity).tls()).await;
    let mut silent = running.connect().await;
    // Answered after the other was accepted.
    assert!(running.ask(&identity.trusted(), "/healthz").await.starts_with("HTTP/1.1 200 "));
    timeout(SOON, running.server.shutdown()).await.unwrap();
    assert_eq!(rest(&mut silent).await, "");
}

#[tokio::test]
async fn a_certificate_is_renewed_while_it_runs_and_a_broken_one_is_not() {
    let (first, second) = (Identity::new(), Identity::new());
    let files = Files::of(&first);
    let tls = files.tls();
    let running = Running::start(unbounded(), tls.clone()).await;
    assert_eq!(tls.renew_if_changed(), Ok(false));

    // Between the two files there is a moment at which they do not fit.
    files.write("cert.pem", &second.certificate.cert.pem());
    let error = tls.renew_if_changed().unwrap_err();
    assert_eq!(error.file, files.path("key.pem"));
    assert!(error.why.starts_with("it is not the key of the certificate in "), "{error}");
    assert!(running.shake_hands(&first.trusted()).await.is_ok());

    files.write("key.pem", &second.certificate.signing_key.serialize_pem());
    assert_eq!(tls.renew_if_changed(), Ok(true));
    assert!(running.shake_hands(&first.trusted()).await.is_err());
    assert!(running.shake_hands(&second.trusted()).await.is_ok());

    files.write("cert.pem", "nothing");
    assert!(tls.renew_if_changed().is_err());
    // Told once.
    assert_eq!(tls.renew_if_changed(), Ok(false));
    assert!(tls.renew().is_err());
    fs::remove_file(files.path("key.pem")).unwrap();
    assert!(tls.renew_if_changed().is_err());
    assert!(running.shake_hands(&second.trusted()).await.is_ok());
}

#[test]
fn what_is_wrong_with_a_file_is_named_and_no_key_is_shown() {
    let (identity, other) = (Identity::new(), Identity::new());
    let key = identity.certificate.signing_key.serialize_pem();
    let certificate = identity.certificate.cert.pem();
    let broken_key = key.replace("-----END", "c4nary-----END");
    let cut_key = key.replace("-----END PRIVATE KEY-----", "");
    for (certificate, key, wrong, why) in [
        ("", &*key, "cert.pem", "there is no CERTIFICATE in it"),
        (&*key, &*key, "cert.pem", "there is no CERTIFICATE in it"),
        (&*certificate, "", "key.pem", "there is no PRIVATE KEY in it"),
        (&*certificate, &*certificate, "key.pem", "there is no PRIVATE KEY in it"),
        (&*certificate, &*broken_key, "key.pem", "no PEM: "),
        (&*certificate, &*cut_key, "key.pem", "no PEM: a section does not end"),
        (
            "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
            &*key,
            "cert.pem",
            "no certificate: BadEncoding",
        ),
        (&*certificate, &*other.certificate.signing_key.serialize_pem(), "key.pem", "it is not the key of "),
    ] {
        let files = Files::of(&identity);
        files.write("cert.pem", certificate);
        files.write("key.pem", key);
        let error = Tls::read(files.path("cert.pem"), files.path("key.pem")).unwrap_err();
        assert_eq!(error.file, files.path(wrong), "{error}");
        assert!(error.why.starts_with(why), "{why}: {error}");
        let shown = format!("{error} {error:?}");
        for line in key.lines().filter(|line| line.len() > 10 && !line.starts_with('-')) {
            assert!(!shown.contains(&line[..10]), "{shown}");
        }
    }
    let error = Tls::read(Path::new("/nowhere/cert.pem"), "key").unwrap_err();
    assert!(error.to_string().starts_with("`/nowhere/cert.pem` cannot be used for TLS: "), "{error}");
}
