//! `qq-cgi init`: a crate with a spec of its own, ready to run.

use std::{
    fs::{self, File},
    io::Write as _,
    path::{Path, PathBuf},
    process::ExitCode,
};

use qq_cgi_model::{Checked, Embedded, check, load, naming::identifier};
use toml::de::DeTable;

use super::{
    edit::{apply, list_member, quoted},
    layout::Layout,
    own_spec::unknown,
    stub::Stub,
};
use crate::{
    args::{InitArgs, StubKind},
    output::{Failure, complain, on_one_line, print},
    spec,
};

/// The gateway that is begun where there is no base.
const OWN_GATEWAY: &str = "api";

/// The version of the crates that is asked for where there is no checkout.
const VERSION: &str = "0.1";

pub(crate) fn run(args: &InitArgs) -> Result<ExitCode, Failure> {
    let package = package_name(args)?;
    let base = base(args)?;
    let checkout = args.path.as_deref().map(checkout).transpose()?;
    let mut files = specs(args, &package, &base)?;
    files.insert(0, ("Cargo.toml", manifest(args, &package, checkout.as_deref())?));
    let krate = package.replace('-', "_");
    for (path, text) in [
        (".gitignore", "/target\n"),
        ("src/lib.rs", include_str!("crate/lib.rs")),
        ("src/main.rs", include_str!("crate/main.rs")),
        ("tests/sandbox.rs", include_str!("crate/sandbox.rs")),
        ("tests/mistakes.rs", include_str!("crate/mistakes.rs")),
        ("tests/mistakes/unknown_type.rs", include_str!("crate/unknown_type.rs")),
        ("tests/mistakes/unknown_type.toml", include_str!("crate/unknown_type.toml")),
        ("tests/mistakes/unknown_type.stderr", include_str!("crate/unknown_type.stderr")),
    ] {
        files.push((path, text.replace("CRATE", &krate)));
    }
    write(&args.folder, &files)?;
    print(&format!("made the crate `{package}` in {}: {} files", args.folder.display(), files.len()))?;
    print("`cargo run` sends its first command to a sandbox; `qq-cgi new command NAME` begins another one")?;
    Ok(ExitCode::SUCCESS)
}

/// The name of the package: also that of its library in Rust.
fn package_name(args: &InitArgs) -> Result<String, Failure> {
    let of_folder = || Some(std::path::absolute(&args.folder).ok()?.file_name()?.to_string_lossy().into_owned());
    let name = args.name.clone().or_else(of_folder).unwrap_or_default();
    let krate = identifier(&name.replace('-', "_")).filter(|krate| !krate.starts_with("r#"));
    if krate.is_none() {
        return Err(Failure::usage(format!(
            "`{}` cannot be the name of a crate: --name NAME, in letters, digits, `-` and `_`",
            on_one_line(&name)
        )));
    }
    Ok(name)
}

/// The files of the base.
fn base(args: &InitArgs) -> Result<Vec<(&'static str, &'static str)>, Failure> {
    let Some(base) = &args.base else { return Ok(Vec::new()) };
    let files = spec::shipped_files(base).ok_or_else(|| {
        Failure::new(format!(
            "`init` knows the base `{}` alone; for `{}` make the crate without one, depend on the base's crate, and write \
             `base` into specs/api.toml",
            spec::SHIPPED,
            on_one_line(base)
        ))
    })?;
    Ok(files.collect())
}

/// The spec's files, checked.
fn specs(
    args: &InitArgs,
    package: &str,
    base: &[(&'static str, &'static str)],
) -> Result<Vec<(&'static str, String)>, Failure> {
    let mut root = include_str!("crate/root.toml").replace("PACKAGE", package);
    let mut files = Vec::new();
    let gateway = if let Some(name) = &args.base {
        let stands = format!("# What the spec stands on: its gateways, types and errors.\nbase = {}\n", quoted(name));
        root.push_str(&stands);
        gateway_of(args, base)?
    } else {
        let stub = Stub { kind: StubKind::Gateway, name: OWN_GATEWAY, gateway: None, zh: false };
        files.push(("specs/gateway.toml", stub.text()));
        let edits = list_member(&Layout::of(&root), "gateway.toml").unwrap_or_default();
        root = apply(&root, edits);
        OWN_GATEWAY.to_owned()
    };
    files.push(("specs/hello.toml", include_str!("crate/hello.toml").replace("GATEWAY", &gateway)));
    files.push(("specs/api.toml", root));
    let own: Vec<(&str, &str)> = files.iter().map(|(path, text)| (*path, text.as_str())).collect();
    let checked = checked(&own, base);
    if checked.has_errors() {
        complain(&spec::findings(&checked));
        return Err(Failure::new("nothing was written: the crate's spec would have these mistakes"));
    }
    Ok(files)
}

fn checked(own: &[(&str, &str)], base: &[(&str, &str)]) -> Checked {
    let below: Vec<(&str, &str)> =
        own.iter().map(|(path, text)| (path.strip_prefix("specs/").unwrap_or(path), *text)).collect();
    let mut loaded = load(&Embedded(&below), "api.toml");
    loaded.add_base(base.iter().copied());
    check(loaded)
}

/// The base's gateway over which the first command goes: one that names its commands by a parameter.
fn gateway_of(args: &InitArgs, base: &[(&str, &str)]) -> Result<String, Failure> {
    let root = "[spec]\nname = 'begun'\n";
    let model = checked(&[("api.toml", root)], base).model;
    let fits: Vec<&str> =
        model.gateways.iter().filter(|it| it.command_param().is_some()).map(|it| it.name.as_str()).collect();
    match (&args.gateway, fits.first()) {
        (Some(name), _) if fits.contains(&name.as_str()) => Ok(name.clone()),
        (Some(name), _) => Err(unknown("gateway with a parameter that names the command", name, &fits)),
        (None, Some(first)) => Ok((*first).to_owned()),
        (None, None) => Err(Failure::new("no gateway of the base names its commands by a parameter")),
    }
}

fn manifest(args: &InitArgs, package: &str, checkout: Option<&Path>) -> Result<String, Failure> {
    let mut crates = vec![("qq-cgi", "runtime"), ("qq-cgi-sandbox", "sandbox")];
    if args.base.is_some() {
        crates.push(("qq-game-social", "spec"));
    }
    let dependency = |(name, folder): &(&str, &str)| match checkout {
        Some(checkout) => {
            let path = checkout.join(folder);
            let path = path.to_str().ok_or_else(|| Failure::new("the checkout's path is not UTF-8"))?;
            Ok(format!("{name} = {{ path = {} }}", quoted(path)))
        }
        None => Ok(format!("{name} = {}", quoted(VERSION))),
    };
    let dependencies = crates.iter().map(dependency).collect::<Result<Vec<_>, Failure>>()?;
    let text = include_str!("crate/manifest.toml").replace("PACKAGE", package);
    let mut text = text.replace("DEPENDENCIES", &dependencies.join("\n"));
    if is_in_workspace(&args.folder) {
        text.push_str("\n# The workspace around this folder does not list the crate; without this table, Cargo refuses it.\n[workspace]\n");
    }
    Ok(text)
}

/// The checkout's own folder, if it is one.
fn checkout(path: &Path) -> Result<PathBuf, Failure> {
    let no_checkout = |why: String| Failure::new(format!("`{}` is no checkout of qq-cgi: {why}", path.display()));
    let path = path.canonicalize().map_err(|error| no_checkout(error.to_string()))?;
    let manifest = path.join("runtime/Cargo.toml");
    let text = fs::read_to_string(&manifest).map_err(|error| no_checkout(format!("runtime/Cargo.toml: {error}")))?;
    let parsed = DeTable::parse(&text).map_err(|error| no_checkout(error.to_string()))?;
    let package = parsed.get_ref().get("package").and_then(|package| package.get_ref().as_table());
    match package.and_then(|package| package.get("name")?.get_ref().as_str()) {
        Some("qq-cgi") => Ok(path),
        _ => Err(no_checkout("runtime/ holds another package".to_owned())),
    }
}

/// Whether a folder above is a workspace, which the crate would have to belong to.
fn is_in_workspace(folder: &Path) -> bool {
    let Ok(folder) = std::path::absolute(folder) else { return false };
    folder.ancestors().skip(1).any(|above| {
        let text = fs::read_to_string(above.join("Cargo.toml")).unwrap_or_default();
        DeTable::parse(&text).is_ok_and(|manifest| manifest.get_ref().contains_key("workspace"))
    })
}

/// Makes all files, or none where one of them is there already.
fn write(folder: &Path, files: &[(&str, String)]) -> Result<(), Failure> {
    let there = files.iter().map(|(path, _)| folder.join(path)).find(|path| fs::symlink_metadata(path).is_ok());
    if let Some(there) = there {
        return Err(Failure::new(format!("`{}` is there already: nothing was written", there.display())));
    }
    for (path, text) in files {
        let path = folder.join(path);
        let made = path.parent().map_or(Ok(()), fs::create_dir_all);
        let made = made.and_then(|()| File::create_new(&path)?.write_all(text.as_bytes()));
        made.map_err(|error| Failure::new(format!("cannot make `{}`: {error}", path.display())))?;
    }
    Ok(())
}
