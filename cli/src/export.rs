//! `qq-cgi export`: a spec for others, by `qq-cgi-export`.

use std::{fs, path::Path, process::ExitCode};

use qq_cgi_export::{
    json,
    markdown::{self, Language},
};

use crate::{
    args::{BookLanguage, ExportJsonArgs, ExportMarkdownArgs, ExportVerb},
    output::{Failure, print},
    spec,
};

pub(crate) fn run(verb: &ExportVerb) -> Result<ExitCode, Failure> {
    match verb {
        ExportVerb::Json(args) => json(args)?,
        ExportVerb::Markdown(args) => markdown(args)?,
    }
    Ok(ExitCode::SUCCESS)
}

fn json(args: &ExportJsonArgs) -> Result<(), Failure> {
    let document = if args.schema { json::schema() } else { json::document(&spec::sound(args.spec.as_deref())?) };
    deliver(args.out.as_deref(), &format!("{document:#}"))
}

fn markdown(args: &ExportMarkdownArgs) -> Result<(), Failure> {
    let model = spec::sound(args.spec.as_deref())?;
    let language = match args.lang {
        BookLanguage::En => Language::En,
        BookLanguage::Zh => Language::Zh,
    };
    let folder = args.out.as_deref().filter(|out| out.extension().is_none_or(|extension| extension != "md"));
    let Some(folder) = folder else {
        return deliver(args.out.as_deref(), markdown::document(&model, language).trim_end());
    };
    fs::create_dir_all(folder)
        .map_err(|error| Failure::new(format!("cannot make the folder `{}`: {error}", folder.display())))?;
    markdown::pages(&model, language).iter().try_for_each(|page| write(&folder.join(&page.name), &page.text))
}

/// Writes a text and a line feed into a file, or else to standard output.
fn deliver(out: Option<&Path>, text: &str) -> Result<(), Failure> {
    let Some(path) = out else { return print(text) };
    write(path, &format!("{text}\n"))
}

fn write(path: &Path, text: &str) -> Result<(), Failure> {
    fs::write(path, text).map_err(|error| Failure::new(format!("cannot write `{}`: {error}", path.display())))
}
