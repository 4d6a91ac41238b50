//! `qq-cgi export`: the Model in formats of other tools.

mod openapi;

use std::{fs, path::Path, process::ExitCode};

use qq_cgi_export::Language;

use crate::{
    args::{ExportVerb, LanguageWord},
    output::{Failure, print},
};

pub(crate) fn run(verb: &ExportVerb) -> Result<ExitCode, Failure> {
    match verb {
        ExportVerb::Openapi(args) => openapi::run(args),
    }
}

/// Writes `text` and a line feed to `out`, to standard output where there is none.
fn write(out: Option<&Path>, text: &str) -> Result<ExitCode, Failure> {
    let Some(out) = out else { return print(text).map(|()| ExitCode::SUCCESS) };
    let written = fs::write(out, format!("{text}\n"));
    written.map_err(|error| Failure::new(format!("cannot write to `{}`: {error}", out.display())))?;
    Ok(ExitCode::SUCCESS)
}

fn language(word: LanguageWord) -> Language {
    match word {
        LanguageWord::En => Language::En,
        LanguageWord::Zh => Language::Zh,
    }
}
