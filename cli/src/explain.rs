//! `qq-cgi explain`: what a code means in every table that has it. The same number means different things in two tables.

mod change_rule;
mod rule;

use std::process::ExitCode;

use qq_cgi_model::{
    diagnostic::Rule,
    model::{Code, ErrorTable, Model},
    suggest::nearest,
};
use serde_json::json;

use crate::{
    args::{ExplainArgs, Format},
    output::{Failure, on_one_line, print},
    spec,
};

pub(crate) fn run(args: &ExplainArgs) -> Result<ExitCode, Failure> {
    let code = &with_ascii_minus(&args.code);
    if args.table.is_none() {
        if let Some(found) = Rule::find(code) {
            print(&rule::explain(found, args.format))?;
            return Ok(ExitCode::SUCCESS);
        }
        if let Some(found) = qq_cgi_diff::Rule::find(code) {
            print(&change_rule::explain(found, args.format))?;
            return Ok(ExitCode::SUCCESS);
        }
        if let Some(unknown) = rule::unknown_id(code).or_else(|| change_rule::unknown_id(code)) {
            return Err(unknown);
        }
    }
    let model = spec::sound(args.spec.as_deref())?;
    let wanted = args.table.as_deref().map(|name| table(&model, name)).transpose()?;
    let mut meanings = meanings(&model, code);
    if meanings.is_empty() {
        return Err(unknown(&model, code));
    }
    if let Some(wanted) = wanted {
        let others: Vec<_> = meanings.extract_if(.., |meaning| meaning.table.name != wanted.name).collect();
        if meanings.is_empty() {
            return Err(elsewhere(wanted, &others, code));
        }
    }
    let texts: Vec<_> = meanings.iter().map(|meaning| meaning.to_text(args.format)).collect();
    print(&texts.join(if args.format == Format::Human { "\n\n" } else { "\n" }))?;
    Ok(ExitCode::SUCCESS)
}

/// Documents print a minus sign, or a full-width one, where a number's hyphen is meant; codes are pasted from there.
fn with_ascii_minus(code: &str) -> String {
    match code.strip_prefix(['\u{2212}', '\u{ff0d}']) {
        Some(digits) => format!("-{digits}"),
        None => code.to_owned(),
    }
}

/// What a code means in one table.
struct Meaning<'m> {
    table: &'m ErrorTable,
    code: &'m Code,
}

fn table<'m>(model: &'m Model, wanted: &str) -> Result<&'m ErrorTable, Failure> {
    let found = model.error_tables.iter().find(|table| table.name == wanted || table.rust == wanted);
    found.ok_or_else(|| {
        let meant = nearest(wanted, model.error_tables.iter().map(|table| table.name.as_str()));
        Failure::new(format!("no error table is called `{wanted}`{}{}", did_you_mean(meant), known_tables(model)))
    })
}

fn meanings<'m>(model: &'m Model, wanted: &str) -> Vec<Meaning<'m>> {
    let number = wanted.parse::<i64>().ok();
    let is_wanted = |code: &Code| match number {
        Some(_) => code.code == number,
        None => code.symbol.as_deref() == Some(wanted) || code.rust == wanted,
    };
    let codes = model.error_tables.iter().flat_map(|table| table.codes.iter().map(move |code| Meaning { table, code }));
    codes.filter(|meaning| is_wanted(meaning.code)).collect()
}

fn unknown(model: &Model, wanted: &str) -> Failure {
    let codes = || model.error_tables.iter().flat_map(|table| &table.codes);
    let names = codes().filter_map(|code| code.symbol.as_deref()).chain(codes().map(|code| code.rust.as_str()));
    let names = names.chain(rule::names()).chain(change_rule::names());
    // Of two numbers, the nearer one is no likelier.
    let meant = if wanted.parse::<i64>().is_ok() { None } else { nearest(wanted, names) };
    let is_rule = |name: &str| Rule::find(name).is_some() || qq_cgi_diff::Rule::find(name).is_some();
    if meant.is_some_and(is_rule) {
        return rule::unknown(wanted, meant);
    }
    Failure::new(format!("no error table has a code `{wanted}`{}{}", did_you_mean(meant), known_tables(model)))
}

fn elsewhere(wanted: &ErrorTable, others: &[Meaning<'_>], code: &str) -> Failure {
    let others: Vec<_> = others.iter().map(|meaning| meaning.table.name.as_str()).collect();
    let name = &wanted.name;
    Failure::new(format!("the error table `{name}` has no code `{code}`; it stands in {}", others.join(", ")))
}

fn did_you_mean(meant: Option<&str>) -> String {
    meant.map(|meant| format!("; did you mean `{meant}`?")).unwrap_or_default()
}

fn known_tables(model: &Model) -> String {
    let names: Vec<_> = model.error_tables.iter().map(|table| table.name.as_str()).collect();
    if names.is_empty() {
        "; the spec has none".to_owned()
    } else {
        format!("; the error tables are {}", names.join(", "))
    }
}

impl Meaning<'_> {
    fn to_text(&self, format: Format) -> String {
        match format {
            Format::Human => self.to_lines(),
            Format::Json => self.to_json(),
        }
    }

    /// Both languages below each other, the English first.
    fn to_lines(&self) -> String {
        let Self { table, code } = self;
        let about = &code.about;
        let number = code.code.map_or("(number not public)".to_owned(), |number| number.to_string());
        let symbol = code.symbol.as_ref().map(|symbol| format!(" {symbol}")).unwrap_or_default();
        let mut lines = vec![format!("{number}{symbol} in `{}`: {}::{}", table.name, table.rust, code.rust)];
        let mut entry = |title: &str, texts: &[Option<&str>]| {
            for (index, text) in texts.iter().copied().flatten().enumerate() {
                let title = if index == 0 { title } else { "" };
                lines.push(format!("  {title:<8}{}", on_one_line(text)));
            }
        };
        entry("meaning", &[about.en.as_deref(), about.zh.as_deref()]);
        entry("remedy", &[code.en_remedy.as_deref(), code.zh_remedy.as_deref()]);
        let advice = format!("{}: {}", code.remedy.word(), code.remedy.en());
        entry("advice", &[Some(&advice), Some(code.remedy.zh())]);
        entry("basis", &[about.basis.as_deref()]);
        entry("note", &[about.note.as_deref(), table.about.note.as_deref()]);
        entry("source", &[Some(&self.source().join(", ")).filter(|text| !text.is_empty()).map(String::as_str)]);
        entry("place", &[Some(&format!("{}:{}", about.place.file, about.place.line))]);
        lines.join("\n")
    }

    /// A code stands where its table does, unless it says otherwise.
    fn source(&self) -> &[String] {
        let own = &self.code.about.source;
        if own.is_empty() { &self.table.about.source } else { own }
    }

    fn to_json(&self) -> String {
        let Self { table, code } = self;
        let about = &code.about;
        json!({
            "table": table.name,
            "rust": format!("{}::{}", table.rust, code.rust),
            "code": code.code,
            "symbol": code.symbol,
            "name": code.rust,
            "zh": about.zh,
            "en": about.en,
            "zh_remedy": code.zh_remedy,
            "en_remedy": code.en_remedy,
            "remedy": code.remedy.word(),
            "zh_advice": code.remedy.zh(),
            "en_advice": code.remedy.en(),
            "basis": about.basis,
            "note": about.note,
            "table_note": table.about.note,
            "source": self.source(),
            "file": about.place.file,
            "line": about.place.line,
        })
        .to_string()
    }
}
