//! `qq-cgi export markdown`.

use std::{fs, process::ExitCode};

use qq_cgi_export::markdown;

use super::{language, write};
use crate::{args::MarkdownArgs, output::Failure, spec};

pub(super) fn run(args: &MarkdownArgs) -> Result<ExitCode, Failure> {
    let model = spec::sound(args.spec.given())?;
    let language = language(args.lang);
    let is_file = args.out.as_deref().is_none_or(|out| out.extension().is_some_and(|extension| extension == "md"));
    let Some(folder) = args.out.as_deref().filter(|_| !is_file) else {
        return write(args.out.as_deref(), markdown::document(&model, language).trim_end());
    };
    fs::create_dir_all(folder)
        .map_err(|error| Failure::new(format!("cannot make the folder `{}`: {error}", folder.display())))?;
    for page in markdown::pages(&model, language) {
        write(Some(&folder.join(&page.name)), page.text.trim_end())?;
    }
    Ok(ExitCode::SUCCESS)
}
