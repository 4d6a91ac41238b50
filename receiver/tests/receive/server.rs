//! A running server, and clients made of nothing but sockets.

use std::{
    sync::{Arc, Mutex},
    time::Duration,
};

use qq_cgi_receiver::{
    Access,
    http::{Bounds, Server},
};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
    time::timeout,
};

use crate::sender::Desk;

/// Far more than anything here takes, far less than the bounds that must not bind.
pub(crate) const SOON: Duration = Duration::from_secs(20);
const FOREVER: Duration = Duration::from_hours(1);
/// A bound that is waited for.
pub(crate) const SHORT: Duration = Duration::from_millis(100);

/// Nothing ends by itself.
pub(crate) fn unbounded() -> Bounds {
    Bounds { head: FOREVER, lifetime: FOREVER, drain: FOREVER, ..Bounds::default() }
}

pub(crate) struct Running {
    pub(crate) desk: Desk,
    pub(crate) server: Server,
    seen: Arc<Mutex<Vec<Access>>>,
}

impl Running {
    pub(crate) async fn start(bounds: Bounds) -> Self {
        let (desk, seen) = (Desk::shipped(), Arc::<Mutex<Vec<Access>>>::default());
        let log = Arc::clone(&seen);
        let on_access = move |access: &Access| log.lock().unwrap().push(access.clone());
        let address = "127.0.0.1:0".parse().unwrap();
        let server = Server::start(address, bounds, Arc::clone(&desk.intake), on_access).await.unwrap();
        Self { desk, server, seen }
    }

    pub(crate) async fn connect(&self) -> TcpStream {
        TcpStream::connect(self.server.address()).await.unwrap()
    }

    /// A whole answer, by a connection of its own.
    pub(crate) async fn ask(&self, head: &str) -> String {
        let mut stream = self.connect().await;
        stream
            .write_all(format!("{head} HTTP/1.1\r\nHost: here\r\nConnection: close\r\n\r\n").as_bytes())
            .await
            .unwrap();
        rest(&mut stream).await
    }

    pub(crate) fn seen(&self) -> Vec<Access> {
        self.seen.lock().unwrap().clone()
    }
}

/// What comes until the connection ends, in order or not; it has to end soon.
pub(crate) async fn rest(stream: &mut TcpStream) -> String {
    let mut bytes = Vec::new();
    let _ = timeout(SOON, stream.read_to_end(&mut bytes)).await.expect("it should end");
    String::from_utf8(bytes).unwrap()
}

/// One answer of a connection that goes on.
pub(crate) async fn one_answer(stream: &mut TcpStream) -> String {
    let mut bytes = Vec::new();
    loop {
        let text = String::from_utf8_lossy(&bytes);
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            let length = head.lines().find_map(|line| line.strip_prefix("content-length: ")).unwrap();
            if body.len() >= length.parse().unwrap() {
                return text.into_owned();
            }
        }
        let mut more = [0; 1_024];
        let count = timeout(SOON, stream.read(&mut more)).await.unwrap().unwrap();
        assert!(count > 0, "it ended early");
        bytes.extend_from_slice(&more[..count]);
    }
}
