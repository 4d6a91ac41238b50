//! Which PostgreSQL there is.

use std::{env, ffi::OsString, io::Write as _, path::PathBuf, process::Command};

/// The folder of its programs; `None` where it is skipped.
pub(crate) fn programs() -> Option<PathBuf> {
    let found =
        places().into_iter().find(|place| ["initdb", "pg_ctl", "psql"].iter().all(|name| place.join(name).is_file()));
    if found.is_none() {
        let asks = |name: &str| env::var_os(name).filter(|value| !value.is_empty() && value != "false");
        let forbidden = ["CI", "QQ_CGI_REQUIRE_POSTGRES"].into_iter().find(|name| asks(name).is_some());
        if let Some(name) = forbidden {
            panic!("there is no PostgreSQL here, and {name} is set: install it (Debian: postgresql)");
        }
        // `eprintln!` is not shown of a test that passes.
        let _ = writeln!(std::io::stderr(), "SKIPPED: there is no PostgreSQL here; install it (Debian: postgresql)");
    }
    found
}

fn places() -> Vec<PathBuf> {
    let configured = Command::new("pg_config").arg("--bindir").output().ok();
    let configured = configured.and_then(|ran| String::from_utf8(ran.stdout).ok());
    let mut places: Vec<_> = configured.map(|place| PathBuf::from(place.trim())).into_iter().collect();
    places.extend(of_debian());
    places.extend(env::split_paths(&env::var_os("PATH").unwrap_or_default()));
    places
}

/// The latest version first.
fn of_debian() -> Vec<PathBuf> {
    let folders = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let version = |name: OsString| name.to_str().and_then(|name| name.parse::<u32>().ok());
    let mut found: Vec<_> = folders.filter_map(|entry| Some((version(entry.file_name())?, entry.path()))).collect();
    found.sort_by_key(|(version, _)| std::cmp::Reverse(*version));
    found.into_iter().map(|(_, path)| path.join("bin")).collect()
}
