//! A running `qq-cgi receive`, and what is sent to it.

use std::{
    io::{self, BufRead as _, BufReader, Read as _, Write as _},
    net::TcpStream,
    path::Path,
    process::{Child, ChildStderr, ChildStdout, Command, Stdio},
};

use crate::program::{Ran, qq_cgi, run, workspace};

pub(crate) const KEY: &str = "ffff";
/// The document's sample.
pub(crate) const FIELDS: [&str; 6] = [
    "aid=aaaaa",
    "msg_time=1507799551",
    "open_months=1",
    "open_type=vip",
    "openid=xjfdaldfjrefjfljljgfjg",
    "order_id=20171012-1712128958",
];

pub(crate) struct Receiver {
    child: Child,
    stdout: BufReader<ChildStdout>,
    stderr: BufReader<ChildStderr>,
    pub(crate) address: String,
}

impl Receiver {
    /// With the shipped component and an app `game`.
    pub(crate) fn start(store: &Path, options: &[&str]) -> Self {
        Self::start_with(store, &[&["--app", "game=env:QQ_CGI_TEST_KEY"], options].concat())
    }

    pub(crate) fn start_with(store: &Path, options: &[&str]) -> Self {
        Self::start_by(&mut qq_cgi(), store, options)
    }

    /// Trusting the certificates of a file, instead of those that the system trusts.
    pub(crate) fn start_trusting(anchors: &Path, store: &Path, options: &[&str]) -> Self {
        Self::start_by(qq_cgi().env("SSL_CERT_FILE", anchors), store, options)
    }

    fn start_by(command: &mut Command, store: &Path, options: &[&str]) -> Self {
        let mut child = command
            .current_dir(workspace())
            .env("QQ_CGI_TEST_KEY", KEY)
            .args(["receive", "--listen", "127.0.0.1:0", "--store"])
            .arg(store)
            .args(options)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut stdout = BufReader::new(child.stdout.take().unwrap());
        let mut stderr = BufReader::new(child.stderr.take().unwrap());
        let mut first = String::new();
        stdout.read_line(&mut first).unwrap();
        let address = first.strip_prefix("listening on http").and_then(|rest| rest.split_once("://"));
        let (_, address) = address.unwrap_or_else(|| {
            let mut said = String::new();
            stderr.read_to_string(&mut said).unwrap();
            panic!("{first}{said}")
        });
        Self { address: address.trim_end().to_owned(), child, stdout, stderr }
    }

    /// The next line of standard output.
    pub(crate) fn line(&mut self) -> String {
        let mut line = String::new();
        self.stdout.read_line(&mut line).unwrap();
        line
    }

    /// The next line of standard error.
    pub(crate) fn complaint(&mut self) -> String {
        let mut line = String::new();
        self.stderr.read_line(&mut line).unwrap();
        line
    }

    pub(crate) fn get(&self, target: &str) -> String {
        get(&self.address, target).unwrap()
    }

    /// Ends it as a power cut would, as far as a process can.
    pub(crate) fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    pub(crate) fn signal(&self, signal: &str) {
        let sent = Command::new("kill").args([format!("-{signal}"), self.child.id().to_string()]).status().unwrap();
        assert!(sent.success());
    }

    /// Sends a signal and waits for the end.
    pub(crate) fn end(mut self, signal: &str) -> Ran {
        self.signal(signal);
        let (mut stdout, mut stderr) = (String::new(), String::new());
        self.stdout.read_to_string(&mut stdout).unwrap();
        self.stderr.read_to_string(&mut stderr).unwrap();
        let code = self.child.wait().unwrap().code().expect("it should end by itself, not by the signal");
        Ran { code, stdout, stderr }
    }
}

impl Drop for Receiver {
    fn drop(&mut self) {
        // It has ended already unless a test failed or had no need of its end.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

pub(crate) fn get(address: &str, target: &str) -> io::Result<String> {
    let mut stream = TcpStream::connect(address)?;
    write!(stream, "GET {target} HTTP/1.1\r\nHost: here\r\nConnection: close\r\n\r\n")?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer)?;
    Ok(answer)
}

/// Path and query of a callback, signed by `qq-cgi callback sign`.
pub(crate) fn target(fields: &[&str]) -> String {
    let arguments = [&["callback", "sign", "opening_flow", "http://h/opening_flow/game", "--secret", KEY], fields];
    let ran = run(&[&arguments.concat()[..], &["--format", "json"]].concat());
    assert_eq!(ran.code, 0, "{ran:?}");
    ran.json()[0]["url"].as_str().unwrap().strip_prefix("http://h").unwrap().to_owned()
}
