use std::sync::{Arc, Mutex, PoisonError};

use serde_json::json;

use crate::transport::{BoxFuture, HttpRequest, HttpResponse, Transport, TransportError};

/// Sends through another transport and writes down what was asked and answered, without secrets. Clones share the recording.
///
/// Answers that are not whole are not written down: a [`Replay`](super::Replay) cannot fail as a network does.
#[derive(Debug)]
pub struct Recorder<T> {
    inner: Arc<T>,
    lines: Arc<Mutex<String>>,
}

impl<T: Transport> Recorder<T> {
    /// Records what `inner` does.
    #[must_use]
    pub fn new(inner: T) -> Self {
        Self { inner: Arc::new(inner), lines: Arc::default() }
    }

    /// The recording so far: a line of JSON for each answer.
    #[must_use]
    pub fn recording(&self) -> String {
        self.lines.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn write(&self, request: &HttpRequest, response: &HttpResponse) {
        let (signed, redactor) = (request.signed(), request.redactor());
        let line = json!({
            "method": signed.method().as_str(),
            "url": signed.masked_url(),
            "status": response.status,
            "content_type": response.content_type.as_deref().map(|content_type| redactor.text(content_type)),
            "body": redactor.text(&String::from_utf8_lossy(&response.body)),
        });
        let mut lines = self.lines.lock().unwrap_or_else(PoisonError::into_inner);
        lines.extend([&line.to_string(), "\n"]);
    }
}

impl<T> Clone for Recorder<T> {
    fn clone(&self) -> Self {
        Self { inner: Arc::clone(&self.inner), lines: Arc::clone(&self.lines) }
    }
}

impl<T: Transport> Transport for Recorder<T> {
    fn send<'a>(&'a self, request: &'a HttpRequest) -> BoxFuture<'a, Result<HttpResponse, TransportError>> {
        Box::pin(async {
            let response = self.inner.send(request).await?;
            self.write(request, &response);
            Ok(response)
        })
    }

    fn keeps_time(&self) -> bool {
        self.inner.keeps_time()
    }
}
