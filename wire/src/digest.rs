//! The digests behind a sign.

use md5::{Digest as _, Md5};

use crate::{scheme, text::Sink};

/// Pieces of a source string are gathered here and digested in blocks: many short updates cost more than one long one.
const STAGE: usize = 512;

/// A [`Sink`] that digests what is pushed into it.
pub(crate) struct Hasher {
    state: Md5,
    stage: [u8; STAGE],
    used: usize,
}

impl Hasher {
    pub(crate) fn new(digest: scheme::Digest) -> Self {
        match digest {
            scheme::Digest::Md5 => Self { state: Md5::new(), stage: [0; STAGE], used: 0 },
        }
    }

    pub(crate) fn finish(mut self) -> [u8; 16] {
        self.flush();
        self.state.finalize().into()
    }

    fn flush(&mut self) {
        self.state.update(self.stage.get(..self.used).unwrap_or_default());
        self.used = 0;
    }
}

impl Sink for Hasher {
    fn push(&mut self, text: &str) {
        let bytes = text.as_bytes();
        if let Some(room) = self.stage.get_mut(self.used..self.used + bytes.len()) {
            room.copy_from_slice(bytes);
            self.used += bytes.len();
        } else {
            self.flush();
            self.push_past_stage(text);
        }
    }
}

impl Hasher {
    fn push_past_stage(&mut self, text: &str) {
        if text.len() > STAGE {
            self.state.update(text.as_bytes());
        } else {
            self.push(text);
        }
    }
}
