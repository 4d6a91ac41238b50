//! Bodies of answers: whole, byte by byte, or torn off.

use std::{
    pin::Pin,
    task::{Context, Poll},
    time::Duration,
};

use hyper::body::{Body, Bytes, Frame, SizeHint};

use crate::stop::Stop;

/// The connection ends without the rest of an answer, or without any.
#[derive(Debug)]
pub(crate) struct HungUp;

impl std::fmt::Display for HungUp {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("hung up, as was asked for")
    }
}

impl std::error::Error for HungUp {}

/// A body whose whole length is announced, whatever comes of it.
pub(crate) struct Payload {
    rest: Bytes,
    pace: Pace,
}

enum Pace {
    /// At once.
    Whole,
    /// A byte after each pause; the rest at once where the sandbox stops.
    Drip { stop: Stop, pause: Duration, waiting: Option<Waiting> },
    /// So many bytes, written to the network before the end.
    Torn { left: usize, is_flushed: bool },
}

/// `true` where the sandbox stops before the pause is over.
type Waiting = Pin<Box<dyn Future<Output = bool> + Send>>;

impl Payload {
    pub(crate) fn whole(body: String) -> Self {
        Self { rest: body.into(), pace: Pace::Whole }
    }

    pub(crate) fn drip(body: String, pause: Duration, stop: Stop) -> Self {
        Self { rest: body.into(), pace: Pace::Drip { stop, pause, waiting: None } }
    }

    /// Its first half.
    pub(crate) fn torn(body: String) -> Self {
        Self { pace: Pace::Torn { left: body.len() / 2, is_flushed: false }, rest: body.into() }
    }
}

impl Body for Payload {
    type Data = Bytes;
    type Error = HungUp;

    fn poll_frame(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, HungUp>>> {
        let Self { rest, pace } = &mut *self;
        let length = match pace {
            Pace::Torn { left: 0, is_flushed: true } => return Poll::Ready(Some(Err(HungUp))),
            Pace::Torn { left: 0, is_flushed } => {
                // Hyper writes out what it has when a body has nothing more for now.
                *is_flushed = true;
                cx.waker().wake_by_ref();
                return Poll::Pending;
            }
            _ if rest.is_empty() => return Poll::Ready(None),
            Pace::Whole => rest.len(),
            Pace::Drip { stop, pause, waiting } => {
                let future = waiting.get_or_insert_with(|| Box::pin(stop.clone().within(*pause)));
                let stops = std::task::ready!(future.as_mut().poll(cx));
                *waiting = None;
                if stops { rest.len() } else { 1 }
            }
            Pace::Torn { left, .. } => std::mem::take(left),
        };
        Poll::Ready(Some(Ok(Frame::data(rest.split_to(length.min(rest.len()))))))
    }

    fn is_end_stream(&self) -> bool {
        self.rest.is_empty() && !matches!(self.pace, Pace::Torn { .. })
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.rest.len().try_into().unwrap_or(u64::MAX))
    }
}
