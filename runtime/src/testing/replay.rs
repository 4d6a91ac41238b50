use core::fmt;
use std::{
    collections::{HashMap, VecDeque},
    sync::{Arc, Mutex, PoisonError},
};

use serde_json::Value;

use crate::transport::{BoxFuture, HttpRequest, HttpResponse, Transport, TransportError};

/// Answers from the recording of a [`Recorder`](super::Recorder). A request that was recorded several times gets its
/// answers in their order, and the last one again and again; one that was not recorded gets HTTP 501. Secrets and signs
/// are not compared.
#[derive(Debug, Clone)]
pub struct Replay {
    answers: Arc<Mutex<HashMap<String, VecDeque<HttpResponse>>>>,
}

impl Replay {
    /// Reads a recording.
    ///
    /// # Errors
    /// The first line that no recorder wrote.
    pub fn new(recording: &str) -> Result<Self, BadRecording> {
        let mut answers: HashMap<String, VecDeque<HttpResponse>> = HashMap::new();
        for (index, line) in recording.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
            let (key, response) = read(line).ok_or(BadRecording { line: index + 1 })?;
            answers.entry(key).or_default().push_back(response);
        }
        Ok(Self { answers: Arc::new(Mutex::new(answers)) })
    }

    fn answer(&self, request: &HttpRequest) -> HttpResponse {
        let key = key(request.method().as_str(), &request.signed().masked_url());
        let mut answers = self.answers.lock().unwrap_or_else(PoisonError::into_inner);
        let recorded = answers.get_mut(&key);
        let next = recorded.and_then(|queue| if queue.len() > 1 { queue.pop_front() } else { queue.front().cloned() });
        next.unwrap_or_else(|| HttpResponse::new(501, format!("not recorded: {key}")))
    }
}

fn read(line: &str) -> Option<(String, HttpResponse)> {
    let line: Value = serde_json::from_str(line).ok()?;
    let text = |name: &str| line.get(name)?.as_str();
    let status = u16::try_from(line.get("status")?.as_u64()?).ok()?;
    let mut response = HttpResponse::new(status, text("body")?);
    response.content_type = text("content_type").map(str::to_owned);
    Some((key(text("method")?, text("url")?), response))
}

/// Where a sandbox listens changes with every run.
fn key(method: &str, masked_url: &str) -> String {
    let rest = masked_url.split_once("://").map_or(masked_url, |(_, rest)| rest);
    let path = rest.find('/').and_then(|at| rest.get(at..)).unwrap_or(rest);
    format!("{method} {path}")
}

impl Transport for Replay {
    fn send<'a>(&'a self, request: &'a HttpRequest) -> BoxFuture<'a, Result<HttpResponse, TransportError>> {
        Box::pin(async { Ok(self.answer(request)) })
    }
}

/// A line that no recorder wrote.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct BadRecording {
    /// Counted from 1.
    pub line: usize,
}

impl fmt::Display for BadRecording {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {} of the recording is none of a recorder's", self.line)
    }
}

impl core::error::Error for BadRecording {}
