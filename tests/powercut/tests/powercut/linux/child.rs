//! The process whose disk is watched: this program, run again.

use std::{
    env,
    fs::{File, OpenOptions},
    future::Future,
    io::Write as _,
    sync::{LazyLock, Mutex, PoisonError},
};

/// Says to this program, run again, what it is.
pub(crate) const ROLE: &str = "QQ_CGI_POWERCUT_ROLE";
pub(crate) const FILE: &str = "QQ_CGI_POWERCUT_FILE";
/// The number of the run, which no other run over the same folder has.
pub(crate) const RUN: &str = "QQ_CGI_POWERCUT_RUN";
pub(crate) const SEED: &str = "QQ_CGI_POWERCUT_SEED";
/// Where it says what it has done.
pub(crate) const SAID: &str = "QQ_CGI_POWERCUT_SAID";

pub(crate) fn file() -> String {
    env::var(FILE).unwrap()
}

pub(crate) fn number(name: &str) -> u64 {
    env::var(name).unwrap().parse().unwrap()
}

/// One line, which is logged between what was written before and after it.
pub(crate) fn say(line: &str) {
    static SAY: LazyLock<Mutex<File>> =
        LazyLock::new(|| Mutex::new(OpenOptions::new().append(true).open(env::var(SAID).unwrap()).unwrap()));
    SAY.lock().unwrap_or_else(PoisonError::into_inner).write_all(format!("{line}\n").as_bytes()).unwrap();
}

/// Ends in the middle of what it is doing: nothing is written or synced any more.
pub(crate) fn stop() -> ! {
    say("!freeze");
    std::process::exit(0);
}

pub(crate) fn run<T>(task: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_multi_thread().worker_threads(2).build().unwrap().block_on(task)
}
