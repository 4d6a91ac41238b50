//! Values write themselves into sinks, so that hashing, encoding and counting a request copy nothing.

/// Something that takes text piece by piece.
pub trait Sink {
    /// Takes the next piece.
    fn push(&mut self, text: &str);

    /// Takes bytes that may be no text: received ones. What shows text shows `\u{fffd}` in the place of what is none.
    fn push_bytes(&mut self, bytes: &[u8]) {
        self.push(&String::from_utf8_lossy(bytes));
    }
}

/// A value that can write its wire text into any [`Sink`], the same text each time it is asked.
pub trait Text {
    /// Writes the value's text, raw: neither quoted nor percent-encoded.
    fn write_to<S: Sink>(&self, out: &mut S);
}

impl Sink for String {
    #[inline]
    fn push(&mut self, text: &str) {
        self.push_str(text);
    }
}

/// Counts the bytes that are pushed into it.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Count(
    /// Bytes so far.
    pub usize,
);

impl Sink for Count {
    #[inline]
    fn push(&mut self, text: &str) {
        self.0 += text.len();
    }

    fn push_bytes(&mut self, bytes: &[u8]) {
        self.0 += bytes.len();
    }
}

impl Text for str {
    #[inline]
    fn write_to<S: Sink>(&self, out: &mut S) {
        out.push(self);
    }
}

impl Text for String {
    #[inline]
    fn write_to<S: Sink>(&self, out: &mut S) {
        out.push(self);
    }
}

impl<T: Text + ?Sized> Text for &T {
    #[inline]
    fn write_to<S: Sink>(&self, out: &mut S) {
        (**self).write_to(out);
    }
}
