//! The digests behind a sign.

use md5::{Digest as _, Md5};

use crate::{scheme, text::Sink};

/// Pieces of a source string are gathered into blocks: many short updates cost more than one long one. Just one block of
/// MD5: longer stages measure slower, as a processor can gather the next block while it still digests this one.
const STAGE: usize = 64;

/// The digest of bytes that are all there.
pub(crate) fn of(digest: scheme::Digest, bytes: &[u8]) -> [u8; 16] {
    match digest {
        scheme::Digest::Md5 => Md5::digest(bytes).into(),
    }
}

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
    #[inline]
    fn push(&mut self, text: &str) {
        self.push_bytes(text.as_bytes());
    }

    /// Verbatim, text or not.
    #[inline]
    fn push_bytes(&mut self, bytes: &[u8]) {
        match (bytes, self.stage.get_mut(self.used..)) {
            // The marks around names and values are not worth a call of `memcpy`.
            ([byte], Some([place, _, ..])) => {
                *place = *byte;
                self.used += 1;
            }
            (_, Some(room)) if bytes.len() < room.len() => {
                room.split_at_mut(bytes.len()).0.copy_from_slice(bytes);
                self.used += bytes.len();
            }
            _ => self.push_over_edge(bytes),
        }
    }
}

impl Hasher {
    /// Fills the stage to its end, so that the digest always gets whole blocks.
    #[inline(never)]
    fn push_over_edge(&mut self, bytes: &[u8]) {
        let mut rest = bytes;
        while !rest.is_empty() {
            let room = self.stage.get_mut(self.used..).unwrap_or_default();
            let (fitting, beyond) = rest.split_at(rest.len().min(room.len()));
            room.split_at_mut(fitting.len()).0.copy_from_slice(fitting);
            self.used += fitting.len();
            if self.used == STAGE {
                self.flush();
            }
            rest = beyond;
        }
    }
}
