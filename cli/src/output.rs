//! Standard output, standard error, and failures.

use std::{
    io::{self, Write as _},
    process::ExitCode,
};

/// Why a verb could not do its work: sentences, and the exit code.
pub(crate) struct Failure {
    sentences: Vec<String>,
    code: u8,
}

impl Failure {
    /// What was given is wrong.
    pub(crate) fn new(sentence: impl Into<String>) -> Self {
        Self::of_all(vec![sentence.into()])
    }

    /// Several things that were given are wrong.
    pub(crate) fn of_all(sentences: Vec<String>) -> Self {
        Self { sentences, code: 1 }
    }

    /// The arguments have no form that could be understood.
    pub(crate) fn usage(sentence: impl Into<String>) -> Self {
        Self { sentences: vec![sentence.into()], code: 2 }
    }

    /// Everything that is to be said stands on standard error already.
    pub(crate) fn reported() -> Self {
        Self::of_all(Vec::new())
    }

    pub(crate) fn report(self) -> ExitCode {
        for sentence in &self.sentences {
            complain(&format!("error: {}", on_one_line(sentence)));
        }
        ExitCode::from(self.code)
    }
}

/// Writes `text` and a line feed to standard output, at once.
pub(crate) fn print(text: &str) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    let written = writeln!(out, "{text}").and_then(|()| out.flush());
    written.map_err(|error| match error.kind() {
        // Whoever reads has seen enough.
        io::ErrorKind::BrokenPipe => Failure::reported(),
        _ => Failure::new(format!("cannot write to standard output: {error}")),
    })
}

/// Writes `text` and a line feed to standard error.
pub(crate) fn complain(text: &str) {
    // Where standard error is closed, nobody is left to be told.
    let _ = writeln!(io::stderr().lock(), "{text}");
}

/// `text` with line feeds and other control characters written as escapes: what others send must not draw on a terminal.
pub(crate) fn on_one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for character in text.chars() {
        if character.is_control() {
            line.extend(character.escape_default());
        } else {
            line.push(character);
        }
    }
    line
}
