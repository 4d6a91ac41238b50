//! What the log says. The tests read it with this same file.

/// What happened, in the order in which it happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Record<'l> {
    /// Bytes came to stand in a file, as programs see it; not yet on the disk.
    Write {
        /// Its name in the folder.
        file: &'l str,
        /// Where, in bytes.
        offset: u64,
        /// Which.
        bytes: &'l [u8],
    },
    /// A file was cut off or made longer.
    Resize {
        /// Its name in the folder.
        file: &'l str,
        /// In bytes.
        size: u64,
    },
    /// A file was made.
    Create {
        /// Its name in the folder.
        file: &'l str,
    },
    /// A file's name was taken away.
    Unlink {
        /// The name.
        file: &'l str,
    },
    /// A file got another name.
    Rename {
        /// The name it had.
        from: &'l str,
        /// The name it has.
        to: &'l str,
    },
    /// A sync began: what was written before is on the disk when it ends.
    SyncBegun {
        /// Of which file; empty for the folder itself.
        file: &'l str,
        /// The sync's number.
        sync: u64,
    },
    /// A sync ended.
    SyncEnded {
        /// Its number.
        sync: u64,
        /// Or it failed.
        is_durable: bool,
    },
    /// The program said something.
    Said(&'l str),
}

/// Kind, number, and the lengths of the name and the bytes that follow.
const HEAD: usize = 1 + 8 + 4 + 4;

impl<'l> Record<'l> {
    /// As bytes.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        let (kind, number, name, bytes): (u8, u64, &str, &[u8]) = match *self {
            Self::Write { file, offset, bytes } => (0, offset, file, bytes),
            Self::Resize { file, size } => (1, size, file, &[]),
            Self::Create { file } => (2, 0, file, &[]),
            Self::Unlink { file } => (3, 0, file, &[]),
            Self::Rename { from, to } => (4, 0, from, to.as_bytes()),
            Self::SyncBegun { file, sync } => (5, sync, file, &[]),
            Self::SyncEnded { sync, is_durable } => (6, sync, if is_durable { "durable" } else { "" }, &[]),
            Self::Said(line) => (7, 0, line, &[]),
        };
        let length = |bytes: &[u8]| u32::try_from(bytes.len()).unwrap_or(u32::MAX).to_le_bytes();
        let mut record = Vec::with_capacity(HEAD + name.len() + bytes.len());
        record.push(kind);
        record.extend(number.to_le_bytes());
        record.extend(length(name.as_bytes()));
        record.extend(length(bytes));
        record.extend(name.as_bytes());
        record.extend(bytes);
        record
    }

    /// The first record of `log`, and the log behind it. `None` where the log ends, or makes no sense.
    #[must_use]
    pub fn decode(log: &'l [u8]) -> Option<(Self, &'l [u8])> {
        let (&kind, rest) = log.split_first()?;
        let (number, rest) = rest.split_first_chunk()?;
        let (name, rest) = rest.split_first_chunk()?;
        let (bytes, rest) = rest.split_first_chunk()?;
        let length = |bytes: &[u8; 4]| usize::try_from(u32::from_le_bytes(*bytes)).ok();
        let (file, rest) = rest.split_at_checked(length(name)?)?;
        let (bytes, rest) = rest.split_at_checked(length(bytes)?)?;
        let (file, number) = (std::str::from_utf8(file).ok()?, u64::from_le_bytes(*number));
        let record = match kind {
            0 => Self::Write { file, offset: number, bytes },
            1 => Self::Resize { file, size: number },
            2 => Self::Create { file },
            3 => Self::Unlink { file },
            4 => Self::Rename { from: file, to: std::str::from_utf8(bytes).ok()? },
            5 => Self::SyncBegun { file, sync: number },
            6 => Self::SyncEnded { sync: number, is_durable: !file.is_empty() },
            7 => Self::Said(file),
            _ => return None,
        };
        Some((record, rest))
    }
}
