//! Where a secret goes that was made.

use std::{
    fs::{self, File, OpenOptions},
    io::Write as _,
    path::Path,
};

use qq_cgi_receiver::records::{Record, Secret};

use super::show;
use crate::{
    args::{Format, SecretOutArgs},
    output::{Failure, complain, print},
};

/// What was asked for. The file is there before anything is stored.
pub(super) enum SecretOut<'a> {
    Nowhere,
    Shown,
    Into(File, &'a Path),
}

impl<'a> SecretOut<'a> {
    /// For what is going to be made.
    pub(super) fn open(args: &'a SecretOutArgs, made: &[&str]) -> Result<Self, Failure> {
        let SecretOutArgs { show_secret, secret_out } = args;
        let Some(path) = secret_out else { return Ok(if *show_secret { Self::Shown } else { Self::Nowhere }) };
        match made {
            [] => return Err(Failure::usage("--secret-out: no secret is made here")),
            [_] => {}
            several => {
                let several = several.join(", ");
                return Err(Failure::usage(format!("--secret-out takes one secret, and several are made: {several}")));
            }
        }
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let file = options.open(path);
        let file = file.map_err(|error| Failure::new(format!("cannot make the file `{}`: {error}", path.display())))?;
        Ok(Self::Into(file, path))
    }

    /// An empty file does not stay where nothing was made.
    pub(super) fn keep_if<T>(&self, done: Result<T, Failure>) -> Result<T, Failure> {
        if let (Err(_), Self::Into(_, path)) = (&done, self) {
            // If it stays, it is empty.
            let _ = fs::remove_file(path);
        }
        done
    }

    /// Shows the record, and gives out what was made for it.
    pub(super) fn give(self, record: &Record, made: &[(&str, &Secret)], format: Format) -> Result<(), Failure> {
        match self {
            Self::Shown => return print(&show::with_secrets(record, made, format)),
            Self::Nowhere => {
                for (field, _) in made {
                    complain(&format!(
                        "`{field}` was made and stands in the store alone; rotate it with --secret-out to have one"
                    ));
                }
            }
            Self::Into(mut file, path) => {
                let text: String = made.iter().flat_map(|(_, secret)| [&secret.value, "\n"]).collect();
                let written = file.write_all(text.as_bytes()).and_then(|()| file.sync_all());
                written.map_err(|error| {
                    let path = path.display();
                    Failure::new(format!("the secret stands in the store, but not in `{path}`: {error}; rotate it"))
                })?;
            }
        }
        print(&show::record(record, format))
    }
}
