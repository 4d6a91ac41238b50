//! Building source strings and signatures.

use core::fmt;

use subtle::ConstantTimeEq as _;

use crate::{
    digest::Hasher,
    percent::Encoder,
    scheme::{Encoding, Order, Output, Pairs, Part, SignScheme},
    text::{Sink, Text},
};

/// What is signed besides the parameters.
#[derive(Clone, Copy)]
pub struct Signable<'a> {
    /// The app's secret. Show the source string with `***` here.
    pub secret: &'a str,
    /// The HTTP method in capitals.
    pub method: &'a str,
    /// The path of the URL, from its first `/`, without the query.
    pub path: &'a str,
}

impl fmt::Debug for Signable<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Signable").field("method", &self.method).field("path", &self.path).finish_non_exhaustive()
    }
}

impl SignScheme {
    /// Signs a request whose `pairs` (name, raw value) stand in the scheme's order: see [`SignScheme::arrange`].
    pub fn sign<'p, V: Text>(
        &self,
        request: &Signable<'_>,
        pairs: impl IntoIterator<Item = (&'p str, V), IntoIter: Clone>,
    ) -> Signature {
        Signature::write(self.digest_of(request, pairs), self.output)
    }

    /// The digest behind a sign.
    pub(crate) fn digest_of<'p, V: Text>(
        &self,
        request: &Signable<'_>,
        pairs: impl IntoIterator<Item = (&'p str, V), IntoIter: Clone>,
    ) -> [u8; 16] {
        let mut hasher = Hasher::new(self.digest);
        self.write_source(request, pairs, &mut hasher);
        hasher.finish()
    }

    /// The text that [`SignScheme::sign`] digests. It holds the secret: pass `***` as the secret to show it.
    pub fn source_string<'p, V: Text>(
        &self,
        request: &Signable<'_>,
        pairs: impl IntoIterator<Item = (&'p str, V), IntoIter: Clone>,
    ) -> String {
        let mut source = String::new();
        self.write_source(request, pairs, &mut source);
        source
    }

    /// Writes the source string of a request, part by part.
    pub fn write_source<'p, V: Text>(
        &self,
        request: &Signable<'_>,
        pairs: impl IntoIterator<Item = (&'p str, V), IntoIter: Clone>,
        out: &mut impl Sink,
    ) {
        let pairs = pairs.into_iter();
        for part in &*self.source {
            match part {
                Part::Secret => out.push(request.secret),
                Part::Literal(text) => out.push(text),
                Part::Method => out.push(request.method),
                Part::Path => out.push(request.path),
                Part::Param(name) => {
                    pairs.clone().filter(|(given, _)| given == name).for_each(|(_, value)| value.write_to(out));
                }
                Part::Pairs(layout) => {
                    let signed = pairs.clone().filter(|(name, _)| self.signs(layout, name));
                    layout.write(signed, out);
                }
            }
        }
    }

    /// Brings pairs into the order in which this scheme signs them.
    pub fn arrange<N: AsRef<str>, V>(&self, pairs: &mut [(N, V)]) {
        let order = self.source.iter().find_map(|part| match part {
            Part::Pairs(layout) => Some(layout.order),
            _ => None,
        });
        match order {
            Some(Order::Bytes) => pairs.sort_by(|a, b| a.0.as_ref().as_bytes().cmp(b.0.as_ref().as_bytes())),
            None => {}
        }
    }

    #[inline]
    fn signs(&self, layout: &Pairs, name: &str) -> bool {
        name != self.param && !layout.exclude.iter().any(|excluded| excluded == name)
    }
}

impl Pairs {
    fn write<'p, V: Text>(&self, pairs: impl Iterator<Item = (&'p str, V)>, out: &mut impl Sink) {
        let Self { before, between, separator, .. } = self;
        let (before, between, separator) = (&**before, &**between, &**separator);
        for (index, (name, value)) in pairs.enumerate() {
            if index > 0 {
                out.push(separator);
            }
            out.push(before);
            out.push(name);
            out.push(between);
            match self.encode {
                Encoding::None => value.write_to(out),
                Encoding::Percent => value.write_to(&mut Encoder(out)),
            }
        }
    }
}

/// A sign as it is sent. Not a secret by itself, but with it a captured request can be replayed: `Debug` hides it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Signature {
    text: [u8; 32],
}

impl Signature {
    /// The sign's text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        // Hex digits are ASCII, so the default is never taken.
        core::str::from_utf8(&self.text).unwrap_or_default()
    }

    /// The bytes of the sign's text.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.text
    }

    /// Compares with a sign that was received, in a time that depends on its length alone.
    #[must_use]
    pub fn matches(&self, received: &str) -> bool {
        self.text.ct_eq(received.as_bytes()).into()
    }

    pub(crate) fn write(digest: [u8; 16], output: Output) -> Self {
        let ten = match output {
            Output::LowerHex => b'a',
            Output::UpperHex => b'A',
        };
        let digit = |nibble: u8| if nibble < 10 { b'0' + nibble } else { ten - 10 + nibble };
        let mut text = [0; 32];
        for ([high, low], byte) in text.as_chunks_mut().0.iter_mut().zip(digest) {
            *high = digit(byte >> 4);
            *low = digit(byte & 15);
        }
        Self { text }
    }
}

impl fmt::Debug for Signature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Signature(***)")
    }
}
