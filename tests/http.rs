//! HTTP by hand, for requests that no typed client would send. One connection for each.

use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
};

/// An answer in its pieces.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) head: String,
    pub(crate) body: String,
}

impl Answer {
    /// The value of a header.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let mut lines = self.head.lines().filter_map(|line| line.split_once(": "));
        lines.find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| value)
    }

    /// Whether the body is the envelope of the relay with this code.
    pub(crate) fn has_ret(&self, ret: i64) -> bool {
        self.status == 200 && self.body.starts_with(&format!("{{\"ret\":{ret},"))
    }
}

/// Sends `method` to `url`, without a body.
pub(crate) async fn send(method: &str, url: &str) -> Answer {
    let (authority, path) = url.strip_prefix("http://").unwrap().split_once('/').unwrap();
    let mut stream = TcpStream::connect(authority).await.unwrap();
    let length = if method == "POST" { "Content-Length: 0\r\n" } else { "" };
    let request = format!("{method} /{path} HTTP/1.1\r\nHost: {authority}\r\nConnection: close\r\n{length}\r\n");
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    let (head, body) = answer.split_once("\r\n\r\n").unwrap_or_else(|| panic!("{answer:?}"));
    let status = head.split(' ').nth(1).unwrap().parse().unwrap();
    Answer { status, head: head.to_owned(), body: body.to_owned() }
}
