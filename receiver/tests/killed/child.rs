//! The process that inserts.

use std::{env, future::Future, io::Write as _, path::Path, process::Command};

use qq_cgi_receiver::store::{Key, Name, Order};

/// Says to this program, run again, what it is.
pub(crate) const ROLE: &str = "QQ_CGI_KILLED_ROLE";
const FILE: &str = "QQ_CGI_KILLED_FILE";
const ROUND: &str = "QQ_CGI_KILLED_ROUND";

/// Lets `command`, which starts this program, play a role.
pub(crate) fn cast<'c>(command: &'c mut Command, role: &str, file: &Path, round: usize) -> &'c mut Command {
    command.env(ROLE, role).env(FILE, file).env(ROUND, round.to_string())
}

pub(crate) fn file() -> String {
    env::var(FILE).unwrap()
}

pub(crate) fn round() -> String {
    env::var(ROUND).unwrap()
}

pub(crate) fn order(key: &str) -> Order {
    Order {
        app: Name::new("game").unwrap(),
        callback: Name::new("opened").unwrap(),
        key: Key::new(key).unwrap(),
        fields: format!(r#"{{"id":"{key}"}}"#),
        raw: vec![b'x'; 300],
        received_at: 0,
    }
}

/// One whole line at a time, at once.
pub(crate) fn say(line: &str) {
    std::io::stdout().lock().write_all(format!("{line}\n").as_bytes()).unwrap();
}

pub(crate) fn run(task: impl Future<Output = ()>) {
    tokio::runtime::Builder::new_multi_thread().worker_threads(2).build().unwrap().block_on(task);
}
