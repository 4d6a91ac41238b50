//! Signing by the query itself.
//!
//! Where nothing in a query had to be escaped, its `&` and `=` are marks and nothing else. A scheme whose own marks are one
//! byte each then signs the query with its marks in their place, and need not be handed each name and value again.

use std::borrow::Cow;

use crate::{
    digest, percent,
    scheme::{Digest, Output, Pairs, Part, SignScheme},
    sign::{Signable, Signature},
};

/// A scheme that can sign a query in which nothing is escaped by the query itself.
#[derive(Clone, Copy)]
pub struct PlainScheme<'s> {
    param: &'s str,
    before: &'s [Part],
    marks: Marks,
    after: &'s [Part],
    digest: Digest,
    output: Output,
}

/// The marks of a layout, each one byte.
#[derive(Clone, Copy)]
struct Marks {
    /// Whether the first pair has a mark before it too.
    leading: bool,
    /// In place of `&`.
    pair: u8,
    /// In place of `=`.
    value: u8,
}

impl SignScheme {
    /// The scheme for queries in which nothing is escaped. `None` where it does more with its pairs than to put marks of one
    /// byte between them, has no single list of them, or signs the path or a parameter by itself.
    ///
    /// ```
    /// use qq_cgi_wire::{Pairs, Part, PlainQuery, Signable, SignScheme};
    ///
    /// let pairs = Pairs { before: "$".into(), between: "$".into(), ..Pairs::EMPTY };
    /// let scheme = SignScheme { source: vec![Part::Secret, Part::Pairs(pairs)].into(), ..SignScheme::new("sign") };
    /// let request = Signable { secret: "123456", method: "GET", path: "/" };
    ///
    /// let mut bytes = [0; PlainQuery::ROOM];
    /// let plain = scheme.plain().unwrap();
    /// let mut query = plain.query(request, &mut bytes).unwrap();
    /// query.push("&card_id=11746&cmd=greet").unwrap();
    /// assert_eq!(query.bytes(), b"card_id=11746&cmd=greet");
    /// let sign = scheme.sign(&request, [("card_id", "11746"), ("cmd", "greet")]);
    /// assert_eq!(query.sign().unwrap().as_str(), sign.as_str());
    /// ```
    #[must_use]
    pub const fn plain(&self) -> Option<PlainScheme<'_>> {
        let parts = match &self.source {
            Cow::Borrowed(parts) => parts,
            Cow::Owned(parts) => parts.as_slice(),
        };
        let (before, from_pairs) = parts.split_at(texts(parts));
        let [Part::Pairs(layout), after @ ..] = from_pairs else { return None };
        match (Marks::of(layout), text(&self.param)) {
            (Some(marks), param) if texts(after) == after.len() && percent::all_unreserved(param) => {
                Some(PlainScheme { param, before, marks, after, digest: self.digest, output: self.output })
            }
            _ => None,
        }
    }
}

impl Marks {
    const fn of(Pairs { before, between, separator, exclude, .. }: &Pairs) -> Option<Self> {
        // Plain text is the same percent-encoded, so that the layout's encoding makes no difference.
        let excludes_none = match exclude {
            Cow::Borrowed(names) => names.is_empty(),
            Cow::Owned(names) => names.is_empty(),
        };
        match (text(before).as_bytes(), text(separator).as_bytes(), text(between).as_bytes()) {
            ([pair], [], [value]) if excludes_none => Some(Self { leading: true, pair: *pair, value: *value }),
            ([], [pair], [value]) if excludes_none => Some(Self { leading: false, pair: *pair, value: *value }),
            _ => None,
        }
    }

    #[inline]
    const fn instead_of(self, byte: u8) -> u8 {
        if byte == b'&' {
            self.pair
        } else if byte == b'=' {
            self.value
        } else {
            byte
        }
    }
}

/// How many parts there are before the first that is more than a text.
const fn texts(parts: &[Part]) -> usize {
    let mut rest = parts;
    while let [Part::Secret | Part::Literal(_) | Part::Method, tail @ ..] = rest {
        rest = tail;
    }
    parts.len() - rest.len()
}

#[expect(clippy::ptr_arg, reason = "`Cow` does not dereference while compiling")]
const fn text<'t>(text: &'t Cow<'static, str>) -> &'t str {
    match text {
        Cow::Borrowed(text) => text,
        Cow::Owned(text) => text.as_str(),
    }
}

/// A query on the stack that becomes a source string: what a scheme puts before its pairs stands before it already.
pub struct PlainQuery<'a> {
    scheme: &'a PlainScheme<'a>,
    request: Signable<'a>,
    bytes: &'a mut [u8; PlainQuery::ROOM],
    /// Where the query begins in `bytes`, and where what is written ends.
    start: usize,
    end: usize,
}

impl PlainScheme<'_> {
    /// The parameter that carries the sign. It needs no escape.
    #[must_use]
    pub const fn param(&self) -> &str {
        self.param
    }

    /// Begins a query in `bytes`, which are zero. `None` where there is not enough room.
    #[inline]
    #[must_use]
    pub fn query<'a>(&'a self, request: Signable<'a>, bytes: &'a mut [u8; PlainQuery::ROOM]) -> Option<PlainQuery<'a>> {
        let mut query = PlainQuery { scheme: self, request, bytes, start: 0, end: 0 };
        query.push_parts(self.before)?;
        query.start = query.end;
        Some(query)
    }
}

impl PlainQuery<'_> {
    /// Longer source strings are signed pair by pair.
    pub const ROOM: usize = 512;

    /// Adds `text`, which holds nothing to escape and belongs to a query of the form `&a=1&b=2…`: pairs in the scheme's
    /// order, each with its `&`, without the sign. `None` where there is not enough room.
    #[inline]
    #[must_use]
    pub fn push(&mut self, text: &str) -> Option<()> {
        let end = self.end + text.len();
        self.bytes.get_mut(self.end..end)?.copy_from_slice(text.as_bytes());
        self.end = end;
        Some(())
    }

    /// What was pushed, without the first `&`.
    #[inline]
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        self.bytes.get(self.start + 1..self.end).unwrap_or_default()
    }

    /// The sign, the same as [`SignScheme::sign`] of the pairs. `None` where there is not enough room, or no pair.
    #[must_use]
    pub fn sign(&mut self) -> Option<Signature> {
        let PlainScheme { marks, after, digest, output, .. } = self.scheme;
        self.put_marks(*marks)?;
        let mut begin = 0;
        if !marks.leading {
            // What stands before the pairs moves over the first mark.
            self.bytes.copy_within(..self.start, 1);
            begin = 1;
        }
        self.push_parts(after)?;
        let digest = digest::in_place(*digest, self.bytes.get_mut(begin..)?, self.end - begin)?;
        Some(Signature::write(digest, *output))
    }

    /// Whole blocks, although they may end behind the query: nothing is written there yet. Blocks of 64 bytes are what the
    /// compiler turns into vector instructions; of fewer it does not.
    fn put_marks(&mut self, marks: Marks) -> Option<()> {
        let length = self.end - self.start;
        let (blocks, _) = self.bytes.get_mut(self.start..)?.as_chunks_mut::<64>();
        for block in blocks.get_mut(..length.div_ceil(64)).filter(|_| length > 0)? {
            for byte in block {
                *byte = marks.instead_of(*byte);
            }
        }
        Some(())
    }

    #[inline]
    fn push_parts(&mut self, parts: &[Part]) -> Option<()> {
        parts.iter().try_for_each(|part| match part {
            Part::Secret => self.push(self.request.secret),
            Part::Literal(text) => self.push(text),
            Part::Method => self.push(self.request.method),
            Part::Path | Part::Param(_) | Part::Pairs(_) => None,
        })
    }
}
