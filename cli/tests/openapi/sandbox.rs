//! A running `qq-cgi sandbox`.

use std::{
    io::{BufRead as _, BufReader},
    process::{Child, Stdio},
};

pub(crate) struct Sandbox {
    child: Child,
    pub(crate) origin: String,
}

impl Sandbox {
    pub(crate) fn start(options: &[&str]) -> Self {
        let mut command = crate::qq_cgi(&["sandbox"]);
        let mut child = command.args(options).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let mut first = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut first).unwrap();
        let origin = first.trim_end().strip_prefix("listening on ").unwrap().to_owned();
        Self { child, origin }
    }
}

impl Drop for Sandbox {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
