//! Verifying a sign that was received, over the bytes that came.

use core::fmt;

use subtle::ConstantTimeEq as _;

use crate::{
    percent,
    scheme::{Part, RawForm, SignScheme},
    sign::Signable,
    text::{Sink, Text},
};

/// A sign that was received: a digest, written in hex of either case. `Debug` hides it.
#[derive(Clone, Copy)]
pub struct ReceivedSign([u8; 16]);

impl ReceivedSign {
    /// Reads a sign; `None` where it does not have exactly as many hex digits as a sign has.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (pairs, []) = text.as_bytes().as_chunks::<2>() else { return None };
        let mut digest = [0; 16];
        if pairs.len() != digest.len() {
            return None;
        }
        for (byte, [high, low]) in digest.iter_mut().zip(pairs) {
            *byte = percent::hex_digit(*high)? << 4 | percent::hex_digit(*low)?;
        }
        Some(Self(digest))
    }
}

impl fmt::Debug for ReceivedSign {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ReceivedSign(***)")
    }
}

impl SignScheme {
    /// Which of the forms in `accept` was signed; `None` where `sign` is right for none of them.
    ///
    /// `pairs` are names and percent-decoded values as they came, in the scheme's order: see [`SignScheme::arrange`]. The
    /// bytes are digested verbatim, whether they are UTF-8 or not: never trimmed, never parsed and written again. The forms
    /// are those of the values that a scheme signs by themselves ([`Part::Param`]). Signs are compared in constant time.
    ///
    /// ```
    /// use qq_cgi_wire::{Part, RawForm, ReceivedSign, Signable, SignScheme};
    ///
    /// let scheme = SignScheme {
    ///     source: vec![Part::Param("data".into()), Part::Secret].into(),
    ///     ..SignScheme::new("sign")
    /// };
    /// let request = Signable { secret: "key", method: "GET", path: "/" };
    /// // md5("a\nkey"), as Python's hashlib has it.
    /// let sign = ReceivedSign::parse("BACC0EF7498AA20F7E6C2ECA0A122FD1").unwrap();
    /// let both = [RawForm::Raw, RawForm::RawLineFeed];
    ///
    /// assert_eq!(scheme.verify(&request, [("data", &b"a\n"[..])], &both, &sign), Some(RawForm::Raw));
    /// assert_eq!(scheme.verify(&request, [("data", &b"a"[..])], &both, &sign), Some(RawForm::RawLineFeed));
    /// assert_eq!(scheme.verify(&request, [("data", &b"a"[..])], &[RawForm::Raw], &sign), None);
    /// assert_eq!(scheme.verify(&request, [("data", &b"b"[..])], &both, &sign), None);
    /// ```
    pub fn verify<'p>(
        &self,
        request: &Signable<'_>,
        pairs: impl IntoIterator<Item = (&'p str, &'p [u8]), IntoIter: Clone>,
        accept: &[RawForm],
        sign: &ReceivedSign,
    ) -> Option<RawForm> {
        let pairs = pairs.into_iter();
        let is_right = |form: RawForm| {
            let formed =
                pairs.clone().map(|(name, bytes)| (name, Formed { bytes, ended: self.ends(form, name, bytes) }));
            bool::from(self.digest_of(request, formed).ct_eq(&sign.0))
        };
        accept.iter().copied().find(|form| is_right(*form))
    }

    /// Whether a form adds a line feed to a value: only where it does not end in one.
    fn ends(&self, form: RawForm, name: &str, bytes: &[u8]) -> bool {
        let is_alone = || self.source.iter().any(|part| matches!(part, Part::Param(param) if *param == name));
        form == RawForm::RawLineFeed && !bytes.ends_with(b"\n") && is_alone()
    }
}

/// A received value in one of its forms.
#[derive(Clone, Copy)]
struct Formed<'a> {
    bytes: &'a [u8],
    ended: bool,
}

impl Text for Formed<'_> {
    fn write_to<S: Sink>(&self, out: &mut S) {
        out.push_bytes(self.bytes);
        if self.ended {
            out.push("\n");
        }
    }
}
