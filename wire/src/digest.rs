//! The digests behind a sign.

use md5::{Digest as _, Md5};

use crate::{scheme, text::Sink};

/// Pieces of a source string are gathered into blocks: many short updates cost more than one long one. Just one block of
/// MD5: longer stages measure slower, as a processor can gather the next block while it still digests this one.
const STAGE: usize = 64;

/// The digest of the first `length` bytes of `room`; behind them there are zeros. `None` where the padding does not fit.
///
/// The digest's own padding is put where the bytes stand, so that nothing is copied.
pub(crate) fn in_place(digest: scheme::Digest, room: &mut [u8], length: usize) -> Option<[u8; 16]> {
    match digest {
        scheme::Digest::Md5 => md5_in_place(room, length),
    }
}

/// RFC 1321, 3.1 to 3.5: a bit, zeros, the length in bits; then block by block.
fn md5_in_place(room: &mut [u8], length: usize) -> Option<[u8; 16]> {
    *room.get_mut(length)? = 0x80;
    let bits = u64::try_from(length).ok()?.checked_mul(8)?.to_le_bytes();
    let blocks = room.as_chunks_mut::<64>().0.get_mut(..(length + 1 + bits.len()).div_ceil(64))?;
    *blocks.last_mut()?.last_chunk_mut()? = bits;

    let mut state = [0x6745_2301, 0xefcd_ab89, 0x98ba_dcfe, 0x1032_5476];
    md5::block_api::compress(&mut state, blocks);
    let mut out = [0; 16];
    for (bytes, word) in out.as_chunks_mut().0.iter_mut().zip(state) {
        *bytes = word.to_le_bytes();
    }
    Some(out)
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
