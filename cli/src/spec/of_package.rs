//! The spec that the package of the current folder has.

use std::{
    fs,
    path::{Path, PathBuf},
};

use toml::de::DeTable;

use crate::output::Failure;

/// The one spec of the package here.
pub(crate) fn root_of_package() -> Result<PathBuf, Failure> {
    let how = "say which spec: --spec ROOT.toml";
    let Some(roots) = roots()? else { return Err(Failure::usage(format!("{how}; no Cargo package is here"))) };
    match roots.as_slice() {
        [root] => Ok(root.clone()),
        [] => Err(Failure::usage(format!("{how}; the package here names none in [package.metadata.qq-cgi]"))),
        several => {
            let names: Vec<_> = several.iter().map(|root| root.display().to_string()).collect();
            Err(Failure::usage(format!("{how}; the package here has {}", names.join(", "))))
        }
    }
}

/// Whether no package is here, or one without a spec.
pub(super) fn has_none() -> Result<bool, Failure> {
    Ok(roots()?.is_none_or(|roots| roots.is_empty()))
}

/// The specs of the package here, if there is one, as seen from the current folder.
fn roots() -> Result<Option<Vec<PathBuf>>, Failure> {
    let here = std::env::current_dir().map_err(|error| Failure::new(format!("cannot find this folder: {error}")))?;
    let folder = here.ancestors().enumerate().find(|(_, folder)| folder.join("Cargo.toml").is_file());
    let Some((up, folder)) = folder else { return Ok(None) };
    let text = fs::read_to_string(folder.join("Cargo.toml"))
        .map_err(|error| Failure::new(format!("cannot read `Cargo.toml`: {error}")))?;
    let manifest = DeTable::parse(&text).map_err(|error| Failure::new(format!("`Cargo.toml` is not TOML: {error}")))?;
    let mut table = Some(manifest.get_ref());
    for key in ["package", "metadata", "qq-cgi"] {
        table = table.and_then(|table| table.get(key)?.get_ref().as_table());
    }
    let named = table.into_iter().flat_map(|table| table.iter()).filter_map(|(_, root)| root.get_ref().as_str());
    let from_here = |root: &str| (0..up).map(|_| Path::new("..")).chain([Path::new(root)]).collect();
    Ok(Some(named.map(from_here).collect()))
}
