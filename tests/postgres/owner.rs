//! As whom PostgreSQL runs: it refuses to be root.

use std::{
    fs::{self, Permissions},
    os::unix::{
        fs::{MetadataExt as _, PermissionsExt as _, chown},
        process::CommandExt as _,
    },
    path::Path,
    process::Command,
};

/// Who owns the server's files.
pub(crate) struct Owner {
    other: Option<(u32, u32)>,
}

impl Owner {
    /// Whoever runs this, or an ordinary user in root's place, to whom the folder is given.
    pub(crate) fn of(folder: &Path) -> Self {
        let is_root = folder.metadata().unwrap().uid() == 0;
        let other =
            is_root.then(|| ordinary().unwrap_or_else(|| panic!("this is root, and there is no user for PostgreSQL")));
        if let Some((user, group)) = other {
            chown(folder, Some(user), Some(group)).unwrap();
        }
        Self { other }
    }

    /// Writes a file that nobody else reads.
    pub(crate) fn write(&self, file: &Path, text: &str) {
        fs::write(file, text).unwrap();
        fs::set_permissions(file, Permissions::from_mode(0o600)).unwrap();
        if let Some((user, group)) = self.other {
            chown(file, Some(user), Some(group)).unwrap();
        }
    }

    pub(crate) fn run_as(&self, command: &mut Command) {
        if let Some((user, group)) = self.other {
            command.uid(user).gid(group);
        }
    }
}

fn ordinary() -> Option<(u32, u32)> {
    let users = fs::read_to_string("/etc/passwd").unwrap();
    let ids = |name: &str| {
        let line = users.lines().find(|line| line.split(':').next() == Some(name))?;
        let mut fields = line.split(':').skip(2);
        Some((fields.next()?.parse().ok()?, fields.next()?.parse().ok()?))
    };
    ["postgres", "nobody"].into_iter().find_map(ids)
}
