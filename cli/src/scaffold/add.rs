//! `qq-cgi add`: one row more.

mod order;

use std::process::ExitCode;

use qq_cgi_model::{
    fix::Texts,
    model::{About, Constant, EnumValue, Model},
};

use super::{
    edit::{NewRow, PLACEHOLDERS, apply, inline, key, put_row, quoted, rows},
    layout::Layout,
    own_spec::{OwnSpec, unknown},
};
use crate::{
    args::{AddCodeArgs, AddFieldArgs, AddTypeIdArgs, AddValueArgs, AddVerb, OwnSpecArgs, StubKind, TextArgs},
    output::{Failure, print},
};

/// What a text says that nobody has written yet.
const TO_BE_FILLED_IN: &str = "To be filled in.";

pub(crate) fn run(verb: &AddVerb) -> Result<ExitCode, Failure> {
    match verb {
        AddVerb::Code(args) => code(args),
        AddVerb::TypeId(args) => type_id(args),
        AddVerb::Param(args) => field(args, "parameters", &PARAMS),
        AddVerb::Field(args) => field(args, "fields", &FIELDS),
        AddVerb::Value(args) => value(args),
    }
}

/// A row, and where it belongs.
struct Row<'a> {
    kind: StubKind,
    item: &'a str,
    /// Where the item is defined.
    about: &'a About,
    map: &'static str,
    name: &'a str,
    pairs: Vec<(&'a str, String)>,
    /// Its number, and those of the rows that are there, in their order; a row without one stands behind the others.
    number: Option<i64>,
    numbers: Vec<Option<i64>>,
}

fn code(args: &AddCodeArgs) -> Result<ExitCode, Failure> {
    let own = OwnSpec::open(&args.spec)?;
    let model = &own.before.model;
    let table = model.error_table(&args.table).ok_or_else(|| none(StubKind::ErrorTable, &args.table, model))?;
    let by_number = args.code.parse::<i64>().ok();
    let mut pairs = Vec::new();
    match (by_number, args.number) {
        (Some(_), Some(_)) => {
            return Err(Failure::usage("--number is for a code that is known by its constant's name"));
        }
        (Some(_), None) => {}
        (None, Some(number)) => pairs.push(("code", number.to_string())),
        (None, None) => pairs.push(("code", quoted("unknown"))),
    }
    pairs.push(("name", quoted(&args.name)));
    // A remedy that nobody has given yet says so.
    let is_open = args.remedy.is_none() && args.zh_remedy.is_none() && args.en_remedy.is_none();
    let en_remedy = args.en_remedy.as_deref().or(is_open.then_some(TO_BE_FILLED_IN));
    let zh_en = texts(&args.texts);
    pairs.extend(zh_en.iter().filter(|(key, _)| *key == "zh").cloned());
    pairs.extend(args.zh_remedy.as_ref().map(|text| ("zh_remedy", quoted(text))));
    pairs.extend(zh_en.iter().filter(|(key, _)| *key == "en").cloned());
    pairs.extend(en_remedy.map(|text| ("en_remedy", quoted(text))));
    pairs.push(("remedy", quoted(args.remedy.as_deref().unwrap_or("none"))));
    let number = by_number.or(args.number);
    let row = Row {
        kind: StubKind::ErrorTable,
        item: &table.name,
        about: &table.about,
        map: "codes",
        name: &args.code,
        pairs,
        number,
        numbers: table.codes.iter().map(|code| code.code).collect(),
    };
    put(&own, &row, &args.spec)
}

fn type_id(args: &AddTypeIdArgs) -> Result<ExitCode, Failure> {
    let own = OwnSpec::open(&args.spec)?;
    let model = &own.before.model;
    let table = model.type_table(&args.table).ok_or_else(|| none(StubKind::TypeTable, &args.table, model))?;
    let next = table.rows.iter().map(|row| row.id).max().map_or(Some(1), |highest| highest.checked_add(1));
    let given = args.id.as_deref();
    let id = given.and_then(|given| if given == "next" { next } else { given.parse().ok() });
    let Some(id) = id else {
        let next = next.map(|next| format!(", or --id next ({next}) where ids are yours to give")).unwrap_or_default();
        return Err(Failure::usage(format!("an id is the document's to say: give it by --id NUMBER{next}")));
    };
    let mut pairs = vec![("id", id.to_string()), ("type", quoted(&args.ty))];
    pairs.extend(args.required.then(|| ("required", "true".to_owned())));
    pairs.extend(args.recommended.then(|| ("recommended", "true".to_owned())));
    let columns: Vec<&str> = table.columns.iter().map(|column| column.name.as_str()).collect();
    if let Some(cells) = cells(&columns, &args.columns)? {
        pairs.push(("columns", cells));
    }
    pairs.extend(texts(&args.texts));
    let row = Row {
        kind: StubKind::TypeTable,
        item: &table.name,
        about: &table.about,
        map: "rows",
        name: &args.name,
        pairs,
        number: Some(id),
        numbers: table.rows.iter().map(|row| Some(row.id)).collect(),
    };
    put(&own, &row, &args.spec)
}

/// What stands in each column: what was given, or what the caller says.
fn cells(columns: &[&str], given: &[String]) -> Result<Option<String>, Failure> {
    let mut cells: Vec<(&str, String)> = columns.iter().map(|column| (*column, quoted("caller"))).collect();
    for pair in given {
        let Some((name, value)) = pair.split_once('=') else {
            return Err(Failure::usage(format!("`{pair}` is no NAME=VALUE")));
        };
        let cell = cells.iter_mut().find(|(column, _)| *column == name);
        let (_, cell) = cell.ok_or_else(|| unknown("column", name, columns))?;
        *cell = value.parse::<i64>().map_or_else(|_| quoted(value), |number| number.to_string());
    }
    let cells: Vec<(String, String)> = cells.into_iter().map(|(name, cell)| (key(name), cell)).collect();
    let cells: Vec<(&str, String)> = cells.iter().map(|(name, cell)| (name.as_str(), cell.clone())).collect();
    Ok((!cells.is_empty()).then(|| inline(&cells)))
}

/// The kinds with parameters, and the key that holds them.
const PARAMS: [(StubKind, &str); 4] = [
    (StubKind::Command, "params"),
    (StubKind::Page, "params"),
    (StubKind::Callback, "params"),
    (StubKind::Gateway, "params"),
];

const FIELDS: [(StubKind, &str); 2] = [(StubKind::Struct, "fields"), (StubKind::Table, "fields")];

fn field(args: &AddFieldArgs, what: &str, kinds: &[(StubKind, &'static str)]) -> Result<ExitCode, Failure> {
    let own = OwnSpec::open(&args.spec)?;
    let (kind, map, item, about) = holder(&args.item, what, kinds, &own.before.model)?;
    let mut pairs = vec![("type", quoted(&args.ty))];
    pairs.extend(args.rust.as_ref().map(|rust| ("rust", quoted(rust))));
    pairs.extend(args.optional.then(|| ("required", "false".to_owned())));
    pairs.extend(args.secret.then(|| ("secret", "true".to_owned())));
    pairs.extend(args.non_empty.then(|| ("non_empty", "true".to_owned())));
    pairs.extend(texts(&args.texts));
    let row = Row { kind, item, about, map, name: &args.name, pairs, number: None, numbers: Vec::new() };
    put(&own, &row, &args.spec)
}

/// The item that somebody named, with or without its kind.
fn holder<'m>(
    wanted: &str,
    what: &str,
    kinds: &[(StubKind, &'static str)],
    model: &'m Model,
) -> Result<(StubKind, &'static str, &'m str, &'m About), Failure> {
    let all = || kinds.iter().flat_map(|(kind, map)| kind.items(model).into_iter().map(|item| (*kind, *map, item)));
    let is_named = |(kind, _, (name, _)): &(StubKind, &str, (&str, &About))| {
        *name == wanted || wanted.strip_prefix(kind.key()).and_then(|rest| rest.strip_prefix('.')) == Some(*name)
    };
    let found: Vec<_> = all().filter(is_named).collect();
    match found.as_slice() {
        [(kind, map, (name, about))] => Ok((*kind, *map, *name, *about)),
        [] => {
            let names: Vec<&str> = all().map(|(_, _, (name, _))| name).collect();
            Err(unknown(&format!("item with {what}"), wanted, &names))
        }
        several => {
            let names = several.iter().map(|(kind, _, (name, _))| format!("`{}.{name}`", kind.key()));
            let names: Vec<_> = names.collect();
            Err(Failure::usage(format!("several items with {what} are called `{wanted}`: say {}", names.join(" or "))))
        }
    }
}

fn value(args: &AddValueArgs) -> Result<ExitCode, Failure> {
    let own = OwnSpec::open(&args.spec)?;
    let model = &own.before.model;
    let item = model.enum_(&args.table).ok_or_else(|| none(StubKind::Enum, &args.table, model))?;
    let is_text =
        |value: &EnumValue| matches!(value.value, Constant::Text(_)) && !PLACEHOLDERS.contains(&value.rust.as_str());
    let is_text = item.values.iter().any(is_text);
    let number = args.value.parse::<i64>().ok().filter(|_| !is_text);
    let mut pairs = vec![("value", number.map_or_else(|| quoted(&args.value), |number| number.to_string()))];
    pairs.extend(texts(&args.texts));
    let number_of = |value: &EnumValue| match value.value {
        Constant::Int(number) => Some(number),
        _ => None,
    };
    let row = Row {
        kind: StubKind::Enum,
        item: &item.name,
        about: &item.about,
        map: "values",
        name: &args.name,
        pairs,
        number,
        numbers: item.values.iter().map(number_of).collect(),
    };
    put(&own, &row, &args.spec)
}

/// What is said of a row; where nothing is said, that it is to be.
fn texts(given: &TextArgs) -> Vec<(&'static str, String)> {
    let en = given.en.as_deref().or(given.zh.is_none().then_some(TO_BE_FILLED_IN));
    let zh = given.zh.as_ref().map(|text| ("zh", quoted(text)));
    zh.into_iter().chain(en.map(|text| ("en", quoted(text)))).collect()
}

fn none(kind: StubKind, name: &str, model: &Model) -> Failure {
    let names: Vec<&str> = kind.items(model).iter().map(|(name, _)| *name).collect();
    let title = match kind {
        StubKind::ErrorTable => "error table",
        StubKind::TypeTable => "type table",
        kind => kind.key(),
    };
    unknown(title, name, &names)
}

/// Puts a row into the file in which its item is defined.
fn put(own: &OwnSpec, row: &Row<'_>, args: &OwnSpecArgs) -> Result<ExitCode, Failure> {
    let Row { kind, item, about, map, name, .. } = row;
    let item_name = format!("[{}.{item}]", kind.key());
    let place = format!("{}:{}:1", about.place.file, about.place.line);
    if about.from_base {
        return Err(Failure::new(format!(
            "{item_name} belongs to the base ({place}), which is not this spec's to change"
        )));
    }
    let file = own.file(&about.place.file);
    let file = file.ok_or_else(|| Failure::new(format!("cannot find the file of {item_name}: {place}")))?;
    let layout = Layout::of(&file.text);
    let map = [kind.key(), item, map];
    let there = rows(&layout, map);
    if there.iter().any(|known| known == name) {
        let place = format!("{}:{}:1", file.shown, line_of(&layout, map, name));
        return Err(Failure::new(format!("{item_name} has `{name}` already: {place}")));
    }
    // Where the Model lacks a row that is no use to it, the numbers do not say which row is which.
    let number = row.number.filter(|_| row.numbers.len() == there.len());
    let index = number.map_or(there.len(), |number| order::place(&row.numbers, number));
    let new = NewRow { map, key: name, pairs: &row.pairs };
    let edits = put_row(&layout, &new, index)
        .ok_or_else(|| Failure::new(format!("{item_name} is laid out in a way that `add` does not know: {place}")))?;
    let text = apply(&file.text, edits);
    let line = line_of(&Layout::of(&text), map, name);
    let texts = Texts::from([(file.shown.clone(), text)]);
    own.accept(&texts, &format!("`{name}`"))?;
    let shown = file.shown.clone();
    own.write(&texts, args.dry_run)?;
    if !args.dry_run {
        print(&format!("{item_name} has `{name}` at {shown}:{line}:1"))?;
    }
    Ok(ExitCode::SUCCESS)
}

/// The line of a row that stands there by now.
fn line_of(layout: &Layout<'_>, map: [&str; 3], name: &str) -> usize {
    let sites = layout.sites();
    let site = sites.iter().find(|site| site.path.starts_with(&map) && site.path.get(map.len()) == Some(&name));
    let start = site.and_then(|site| layout.statements.get(site.statement)).map_or(0, |found| found.lines.start);
    layout.text.get(..start).unwrap_or_default().matches('\n').count() + 1
}
