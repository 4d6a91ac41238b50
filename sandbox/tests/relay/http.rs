//! HTTP by hand, one connection per request.

use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
};

#[derive(Debug)]
pub struct Reply {
    pub status: u16,
    pub head: String,
    pub body: String,
}

impl Reply {
    pub fn header(&self, name: &str) -> Option<&str> {
        let line = self.head.lines().find(|line| line.to_ascii_lowercase().starts_with(&format!("{name}: ")))?;
        Some(&line[name.len() + 2..])
    }

    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.body).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }

    pub fn ret(&self) -> i64 {
        self.json()["ret"].as_i64().unwrap_or_else(|| panic!("{self:?}"))
    }

    pub fn msg(&self) -> String {
        self.json()["msg"].as_str().unwrap_or_else(|| panic!("{self:?}")).to_owned()
    }
}

pub async fn get(origin: &str, path: &str, query: &str) -> Reply {
    request(origin, "GET", path, query).await
}

pub async fn post(origin: &str, path: &str, query: &str) -> Reply {
    request(origin, "POST", path, query).await
}

pub async fn request(origin: &str, method: &str, path: &str, query: &str) -> Reply {
    let head = format!("{method} {path}?{query} HTTP/1.1\r\nHost: here\r\nConnection: close\r\n");
    let length = if method == "POST" { "Content-Length: 0\r\n" } else { "" };
    raw(origin, format!("{head}{length}\r\n").as_bytes()).await
}

pub async fn raw(origin: &str, bytes: &[u8]) -> Reply {
    let mut stream = TcpStream::connect(origin.trim_start_matches("http://")).await.unwrap();
    stream.write_all(bytes).await.unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).await.unwrap();
    let answer = String::from_utf8(answer).unwrap();
    let (head, body) = answer.split_once("\r\n\r\n").unwrap_or_else(|| panic!("{answer:?}"));
    let status = head.split(' ').nth(1).unwrap().parse().unwrap();
    Reply { status, head: head.to_owned(), body: body.to_owned() }
}
