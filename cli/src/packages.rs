//! What Cargo knows: packages, what they depend on, and which specs they hold.

use std::{
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use serde_json::Value;

/// The table of a package's metadata that says which module has which root file.
const TABLE: &str = "qq-cgi";

/// Why a base cannot be found.
pub(crate) enum Missing {
    /// There is no package in which to look.
    Package(String),
    /// There is a package, but no such spec in it.
    Spec(String),
}

/// The answer of `cargo metadata`.
pub(crate) struct Packages {
    metadata: Value,
}

/// A package in it.
#[derive(Clone, Copy)]
pub(crate) struct Package<'p> {
    value: &'p Value,
}

impl Packages {
    /// Asks Cargo, without the network: for a check, a dependency must be there already.
    pub(crate) fn read(manifest: &Path) -> Result<Self, Missing> {
        let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let asked = Command::new(&cargo)
            .args(["metadata", "--offline", "--format-version", "1", "--manifest-path"])
            .arg(manifest)
            .stdin(Stdio::null())
            .output()
            .map_err(|error| Missing::Package(format!("cannot run `{}`: {error}", cargo.display())))?;
        if !asked.status.success() {
            let said = String::from_utf8_lossy(&asked.stderr);
            return Err(Missing::Package(format!("`cargo metadata` says: {}", in_one_line(&said))));
        }
        let metadata = serde_json::from_slice(&asked.stdout)
            .map_err(|error| Missing::Package(format!("cannot understand `cargo metadata`: {error}")))?;
        Ok(Self { metadata })
    }

    /// The package whose manifest is `manifest`.
    pub(crate) fn at(&self, manifest: &Path) -> Result<Package<'_>, Missing> {
        self.packages().find(|package| package.is_at(manifest)).ok_or_else(|| {
            Missing::Package(format!("`{}` has no [package], so it has no dependencies", manifest.display()))
        })
    }

    /// The dependency that `package` knows as `krate`: the name in its Rust code, not always the package's.
    pub(crate) fn dependency(&self, package: Package<'_>, krate: &str) -> Result<Package<'_>, Missing> {
        let nodes = list(self.metadata.pointer("/resolve/nodes"));
        let edges = nodes.filter(|node| node.get("id") == package.id()).flat_map(|node| list(node.get("deps")));
        let wanted = edges.filter(|edge| text(edge, "name") == Some(krate)).find_map(|edge| edge.get("pkg"));
        let found = wanted.and_then(|id| self.packages().find(|package| package.id() == Some(id)));
        found.ok_or_else(|| {
            Missing::Package(format!("the package `{}` does not depend on a crate `{krate}`", package.name()))
        })
    }

    fn packages(&self) -> impl Iterator<Item = Package<'_>> {
        list(self.metadata.get("packages")).map(|value| Package { value })
    }
}

impl<'p> Package<'p> {
    /// The root file of the spec behind `module`.
    pub(crate) fn spec_root(self, module: &str) -> Result<PathBuf, Missing> {
        let table = self.value.get("metadata").and_then(|metadata| metadata.get(TABLE));
        let root = table.and_then(|table| text(table, module));
        let folder = self.manifest().and_then(Path::parent);
        root.zip(folder).map(|(root, folder)| folder.join(root)).ok_or_else(|| {
            let name = self.name();
            Missing::Spec(format!("the package `{name}` has no `{module}` in [package.metadata.{TABLE}]"))
        })
    }

    fn is_at(self, manifest: &Path) -> bool {
        self.manifest().is_some_and(|own| own == manifest || own.canonicalize().is_ok_and(|own| own == manifest))
    }

    fn id(self) -> Option<&'p Value> {
        self.value.get("id")
    }

    fn name(self) -> &'p str {
        text(self.value, "name").unwrap_or_default()
    }

    fn manifest(self) -> Option<&'p Path> {
        text(self.value, "manifest_path").map(Path::new)
    }
}

fn list(value: Option<&Value>) -> impl Iterator<Item = &Value> {
    value.and_then(Value::as_array).into_iter().flatten()
}

fn text<'v>(value: &'v Value, key: &str) -> Option<&'v str> {
    value.get(key).and_then(Value::as_str)
}

/// A label beside a caret has one line.
fn in_one_line(said: &str) -> String {
    let lines: Vec<_> = said.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    lines.join("; ")
}
