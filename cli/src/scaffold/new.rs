//! `qq-cgi new`: begins an item.

use std::process::ExitCode;

use clap::ValueEnum as _;
use qq_cgi_model::{
    diagnostic::new_file,
    fix::Texts,
    model::{About, Model},
    naming::snake_case,
};

use super::{
    edit::{apply, at_end, list_member},
    layout::{Layout, line_break},
    own_spec::{OwnSpec, unknown},
    stub::Stub,
};
use crate::{
    args::{NewArgs, StubKind},
    output::{Failure, complain, print},
};

pub(crate) fn run(args: &NewArgs) -> Result<ExitCode, Failure> {
    let own = OwnSpec::open(&args.spec)?;
    check_name(args, &own.before.model)?;
    let gateway = gateway(args, &own.before.model)?;
    let member = member(args, &own)?;
    let has_zh = |(_, about): &(&str, &About)| !about.from_base && about.zh.is_some();
    let zh = StubKind::value_variants().iter().any(|kind| kind.items(&own.before.model).iter().any(has_zh));
    let mut stub = Stub { kind: args.kind, name: &args.name, gateway, zh };
    let header = format!("[{}.{}]", args.kind.key(), super::edit::key(&args.name));
    let mut texts = texts(&own, &member, &stub)?;
    if !zh && own.lacks_chinese(&texts) {
        stub.zh = true;
        texts = self::texts(&own, &member, &stub)?;
    }
    let left = own.accept_item(&texts, &header, &args.name, &own.shown(&member))?;
    let (shown, root) = (own.shown(&member), own.root_file().map(|root| root.shown.clone()).unwrap_or_default());
    let line = texts.get(&shown).and_then(|text| line_of(text, &header));
    let listed = if own.file(&shown).is_none() { format!(", listed in {root}") } else { String::new() };
    own.write(&texts, args.spec.dry_run)?;
    if !left.is_empty() {
        complain(&format!("{left}\n\nwhoever refers to {header} expects more of it; `qq-cgi add` fills it in"));
    }
    if !args.spec.dry_run {
        print(&format!("{header} begins at {shown}:{}:1{listed}", line.unwrap_or(1)))?;
        let meanwhile = if left.is_empty() { "; the spec can be used meanwhile" } else { "" };
        print(&format!("what says \"To be filled in\" stands in the vendor's document{meanwhile}"))?;
    }
    Ok(ExitCode::SUCCESS)
}

/// The files with the stub, and with its file in the root's list.
fn texts(own: &OwnSpec, member: &str, stub: &Stub<'_>) -> Result<Texts, Failure> {
    let shown = own.shown(member);
    let mut texts = Texts::new();
    let old = own.file(&shown).map(|file| file.text.clone());
    let is_new = old.is_none();
    let old = old.unwrap_or_else(|| new_file(member, &own.before.sources));
    let text = stub.text().replace('\n', line_break(&old));
    texts.insert(shown, apply(&old, vec![at_end(&old, &text)]));
    if let Some(root) = own.root_file().filter(|_| is_new) {
        let edits = list_member(&Layout::of(&root.text), member).ok_or_else(|| {
            Failure::new(format!("cannot list `{member}` in `{}`: it has no [spec] to put it in", root.shown))
        })?;
        texts.insert(root.shown.clone(), apply(&root.text, edits));
    }
    Ok(texts)
}

/// What else is wrong with a name is found with the stub in its place.
fn check_name(args: &NewArgs, model: &Model) -> Result<(), Failure> {
    let name = &args.name;
    let fits = |next: char| next.is_ascii_alphanumeric() || matches!(next, '_' | '-' | '.');
    if name.is_empty() || !name.chars().all(fits) {
        return Err(Failure::usage(format!("`{name}` is no name: expected letters, digits, `_`, `-` and `.`")));
    }
    let items = args.kind.items(model);
    let Some((_, about)) = items.iter().find(|(known, _)| known == name) else { return Ok(()) };
    let place = format!("{}:{}:1", about.place.file, about.place.line);
    Err(Failure::new(format!("[{}.{name}] is there already: {place}", args.kind.key())))
}

/// The gateway of a command, and whether its commands have paths.
fn gateway<'m>(args: &NewArgs, model: &'m Model) -> Result<Option<(&'m str, bool)>, Failure> {
    if args.kind != StubKind::Command {
        return match &args.gateway {
            Some(_) => Err(Failure::usage("only a command has a gateway")),
            None => Ok(None),
        };
    }
    let names: Vec<&str> = model.gateways.iter().map(|gateway| gateway.name.as_str()).collect();
    let found = match (&args.gateway, model.gateways.as_slice()) {
        (Some(name), _) => model.gateway(name).ok_or_else(|| unknown("gateway", name, &names)),
        (None, [only]) => Ok(only),
        (None, []) => Err(Failure::new(
            "a command needs a gateway, and the spec has none: begin one with `qq-cgi new gateway NAME`",
        )),
        (None, _) => {
            Err(Failure::usage(format!("say which gateway carries it: --gateway NAME, one of {}", names.join(", "))))
        }
    };
    found.map(|gateway| Some((gateway.name.as_str(), gateway.command_param().is_none())))
}

/// The file that gets the stub, by its path below the root's folder.
fn member(args: &NewArgs, own: &OwnSpec) -> Result<String, Failure> {
    let there = |path: &str, why: &str| Failure::new(format!("`{}` is there already{why}", own.shown(path)));
    if let Some(given) = &args.file {
        let path = own.member(given)?;
        if own.is_there(&path) && own.file(&own.shown(&path)).is_none() {
            return Err(there(&path, " and is no member: list it in the root's `files`, or take another name"));
        }
        return Ok(path);
    }
    // A gateway, its errors and its sign scheme often have one name.
    let folder = folder_of_siblings(args.kind, own);
    let name = snake_case(&args.name);
    let paths = [format!("{folder}{name}.toml"), format!("{folder}{name}_{}.toml", args.kind.key())];
    let [_, last] = &paths;
    let free = paths.iter().find(|path| !own.is_there(path)).cloned();
    free.ok_or_else(|| there(last, ": `--file` names another one, or adds to it if it is a member"))
}

/// The folder of the own files in which the last item of this kind stands.
fn folder_of_siblings(kind: StubKind, own: &OwnSpec) -> String {
    let siblings = kind.items(&own.before.model);
    let last = siblings.iter().rfind(|(_, about)| !about.from_base);
    let file = last.map(|(_, about)| own.below(&about.place.file)).unwrap_or_default();
    file.rfind('/').and_then(|slash| file.get(..=slash)).unwrap_or_default().to_owned()
}

fn line_of(text: &str, header: &str) -> Option<usize> {
    let found = text.lines().enumerate().filter(|(_, line)| line.starts_with(header)).last();
    found.map(|(line, _)| line + 1)
}
