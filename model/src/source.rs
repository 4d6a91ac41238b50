//! Spec files, and places in them.

/// All files of a spec and of its base. A [`Span`] means a range in one of them.
#[derive(Debug, Clone, Default)]
pub struct Sources {
    files: Vec<SourceFile>,
    /// The first byte of each line, file by file: every item asks for its line.
    lines: Vec<Vec<usize>>,
}

/// One spec file.
#[derive(Debug, Clone)]
pub struct SourceFile {
    /// Its path as shown to people.
    pub shown: String,
    /// Its text.
    pub text: String,
    /// Whether it belongs to the base.
    pub from_base: bool,
}

/// Names a file of [`Sources`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(usize);

/// A range of bytes in a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The file.
    pub file: FileId,
    /// The first byte.
    pub start: usize,
    /// The byte after the last.
    pub end: usize,
}

/// A value and where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Located<T> {
    /// The value.
    pub value: T,
    /// Where it stands.
    pub span: Span,
}

impl Sources {
    /// Adds a file. The first own file is the root.
    pub fn add(&mut self, file: SourceFile) -> FileId {
        let after_breaks = file.text.match_indices('\n').map(|(at, _)| at + 1);
        self.lines.push(core::iter::once(0).chain(after_breaks).collect());
        self.files.push(file);
        FileId(self.files.len() - 1)
    }

    /// The file behind an id.
    #[must_use]
    pub fn get(&self, id: FileId) -> Option<&SourceFile> {
        self.files.get(id.0)
    }

    /// Whether a file belongs to the base.
    #[must_use]
    pub fn is_from_base(&self, id: FileId) -> bool {
        self.get(id).is_some_and(|file| file.from_base)
    }

    /// All files with their ids.
    pub fn iter(&self) -> impl Iterator<Item = (FileId, &SourceFile)> {
        self.files.iter().enumerate().map(|(index, file)| (FileId(index), file))
    }

    /// Line and column of a byte, both from 1, the column in characters. The start of the file for a foreign place.
    #[must_use]
    pub fn position(&self, file: FileId, byte: usize) -> (usize, usize) {
        let text = self.get(file).map(|file| file.text.as_str()).unwrap_or_default();
        let lines = self.lines.get(file.0).map(Vec::as_slice).unwrap_or_default();
        let line = lines.partition_point(|start| *start <= byte).max(1);
        let start = lines.get(line - 1).copied().unwrap_or_default();
        let before = text.get(start..byte.min(text.len())).unwrap_or_default();
        (line, before.chars().count() + 1)
    }

    /// A line of a file, counted from 1, without its line break.
    #[must_use]
    pub fn line(&self, file: FileId, line: usize) -> Option<&str> {
        let starts = self.lines.get(file.0)?;
        let start = *starts.get(line.checked_sub(1)?)?;
        let rest = self.get(file)?.text.get(start..)?;
        let text = rest.split('\n').next()?;
        Some(text.strip_suffix('\r').unwrap_or(text))
    }
}
