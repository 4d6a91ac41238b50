//! A private PostgreSQL for tests and benches: on a socket that nobody else reaches, and gone when their process ends.
//!
//! In: the PostgreSQL that is installed. Out: a running server. **Invariant**: without PostgreSQL it says loudly what is
//! skipped, and fails where nothing may be skipped.
#![forbid(unsafe_code)]
#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::panic)]

mod installed;
mod owner;

use std::{
    fs::OpenOptions,
    io::Write as _,
    net::TcpListener,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::{
        OnceLock,
        atomic::{AtomicU16, AtomicUsize, Ordering},
    },
};

use owner::Owner;

/// The server's superuser, who needs no password: nobody else can open the folder of the socket.
const USER: &str = "tests";

/// A few settings for a small server. What makes it durable is as PostgreSQL has it.
const SETTINGS: [(&str, &str); 4] =
    [("listen_addresses", ""), ("max_connections", "200"), ("shared_buffers", "32MB"), ("log_min_messages", "fatal")];

/// A running server. It is stopped and removed when this is dropped or the process ends, however that ends.
pub struct Server {
    programs: PathBuf,
    folder: PathBuf,
    owner: Owner,
    port: AtomicU16,
    databases: AtomicUsize,
    /// Waits for the end of its standard input, which is ours, and then removes the server.
    caretaker: Child,
}

impl Server {
    /// The server that all tests of this process share, each with a [`database`](Self::database) of its own. `None`
    /// without PostgreSQL.
    ///
    /// # Panics
    /// Where PostgreSQL does not start; where there is none and the environment has `CI` or `QQ_CGI_REQUIRE_POSTGRES`.
    pub fn shared() -> Option<&'static Self> {
        static SHARED: OnceLock<Option<Server>> = OnceLock::new();
        SHARED.get_or_init(|| Self::start(&[])).as_ref()
    }

    /// A server of the caller's own, with these settings of `postgresql.conf`. `None` without PostgreSQL.
    ///
    /// # Panics
    /// As [`Self::shared`].
    #[must_use]
    pub fn start(settings: &[(&str, &str)]) -> Option<Self> {
        let programs = installed::programs()?;
        let folder = tempfile::Builder::new().prefix("qq-cgi-pg-").tempdir().unwrap().keep();
        let owner = Owner::of(&folder);
        // From here on the folder is removed whatever happens.
        let caretaker = caretaker(&programs, &folder, &owner);
        let server =
            Self { programs, folder, owner, port: AtomicU16::new(5432), databases: AtomicUsize::new(0), caretaker };
        server.run("initdb", |initdb| {
            initdb.args([
                "--no-sync",
                "--no-locale",
                "--encoding=UTF8",
                "--auth=trust",
                "--username",
                USER,
                "--pgdata",
            ]);
            initdb.arg(server.data())
        });
        let socket = server.folder.to_str().unwrap();
        let socket = ("unix_socket_directories", socket);
        let port = server.port.load(Ordering::Relaxed).to_string();
        let socket = [socket, ("port", &port)];
        server.configure(&SETTINGS.iter().chain(&socket).chain(settings).copied().collect::<Vec<_>>());
        server.start_again();
        Some(server)
    }

    /// A fresh database; returns its URL.
    ///
    /// # Panics
    /// The server does not answer.
    pub fn database(&self) -> String {
        let name = format!("database_{}", self.databases.fetch_add(1, Ordering::Relaxed));
        self.sql(&self.url("postgres"), &format!("CREATE DATABASE {name}"));
        self.url(&name)
    }

    /// The URL of a database.
    #[must_use]
    pub fn url(&self, database: &str) -> String {
        let socket = self.folder.to_string_lossy().replace('/', "%2F");
        format!("postgres://{USER}@{socket}:{}/{database}", self.port.load(Ordering::Relaxed))
    }

    /// What a statement answers in the database of `url`: a line for each row, with `|` between its columns.
    ///
    /// # Panics
    /// The server refuses it.
    pub fn sql(&self, url: &str, statement: &str) -> String {
        let said = self.run("psql", |psql| {
            psql.args(["--no-psqlrc", "--quiet", "--tuples-only", "--no-align", "--set=ON_ERROR_STOP=1", "--dbname"]);
            psql.arg(url).arg("--command").arg(statement)
        });
        said.trim_end().to_owned()
    }

    /// Adds settings to `postgresql.conf`; the last one of a name counts, after [`reload`](Self::reload) or a start.
    ///
    /// # Panics
    /// The file cannot be written.
    pub fn configure(&self, settings: &[(&str, &str)]) {
        let mut file = OpenOptions::new().append(true).open(self.data().join("postgresql.conf")).unwrap();
        for (name, value) in settings {
            writeln!(file, "{name} = '{value}'").unwrap();
        }
    }

    /// Lets the server read its settings again, and waits until it has.
    ///
    /// # Panics
    /// It does not run.
    pub fn reload(&self) {
        let loaded_at = || self.sql(&self.url("postgres"), "SELECT pg_conf_load_time()");
        let before = loaded_at();
        self.control(&["reload"]);
        while loaded_at() == before {}
    }

    /// Ends the server at once, as a crash does: what comes next is its recovery.
    ///
    /// # Panics
    /// It does not run.
    pub fn crash(&self) {
        self.control(&["stop", "--mode=immediate"]);
    }

    /// Starts the server after a [`crash`](Self::crash), and waits until it answers.
    ///
    /// # Panics
    /// It does not start.
    pub fn start_again(&self) {
        let log = self.folder.join("log");
        self.control(&["start", "--wait", "--timeout=120", "--log", log.to_str().unwrap()]);
    }

    /// Makes a standby of the server: it waits for a primary that never comes, and may be read meanwhile.
    ///
    /// # Panics
    /// It does not run, or does not start again.
    pub fn stand_by(&self) {
        self.control(&["stop", "--mode=fast"]);
        std::fs::write(self.data().join("standby.signal"), "").unwrap();
        self.start_again();
    }

    /// Listens on 127.0.0.1 too, for connections with TLS alone; returns the port.
    ///
    /// # Panics
    /// The server does not start again.
    pub fn listen_with_tls(&self, certificate: &str, key: &str) -> u16 {
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        for (name, text) in [
            ("server.crt", certificate),
            ("server.key", key),
            ("pg_hba.conf", "local all all trust\nhostssl all all 127.0.0.1/32 trust\n"),
        ] {
            self.owner.write(&self.data().join(name), text);
        }
        self.configure(&[("listen_addresses", "127.0.0.1"), ("port", &port.to_string()), ("ssl", "on")]);
        self.control(&["stop", "--mode=fast"]);
        self.port.store(port, Ordering::Relaxed);
        self.start_again();
        port
    }

    fn control(&self, arguments: &[&str]) {
        self.run("pg_ctl", |control| control.args(arguments).arg("--pgdata").arg(self.data()));
    }

    fn data(&self) -> PathBuf {
        self.folder.join("data")
    }

    /// Returns standard output. A server that is started keeps what it has inherited: that may not be a pipe of ours.
    fn run(&self, program: &str, with: impl FnOnce(&mut Command) -> &mut Command) -> String {
        let name = format!("{program}-{}", RUNS.fetch_add(1, Ordering::Relaxed));
        let said = self.folder.join(name);
        let file = std::fs::File::create(&said).unwrap();
        let mut command = command(&self.programs.join(program), &self.folder, &self.owner);
        command.stdin(Stdio::null()).stdout(file.try_clone().unwrap()).stderr(file);
        let status = with(&mut command).status().unwrap();
        let said = std::fs::read_to_string(said).unwrap();
        if !status.success() {
            let log = std::fs::read_to_string(self.folder.join("log")).unwrap_or_default();
            panic!("{program}: {status}\n{said}{log}");
        }
        said
    }
}

static RUNS: AtomicUsize = AtomicUsize::new(0);

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.caretaker.stdin.take());
        // Somebody may want the machine's memory back before the next server starts.
        let _ = self.caretaker.wait();
    }
}

/// No setting of whoever runs the tests is PostgreSQL's.
fn command(program: &Path, folder: &Path, owner: &Owner) -> Command {
    let mut command = Command::new(program);
    for (name, _) in std::env::vars_os().filter(|(name, _)| name.to_string_lossy().starts_with("PG")) {
        command.env_remove(name);
    }
    command.env("LC_ALL", "C").current_dir(folder);
    owner.run_as(&mut command);
    command
}

fn caretaker(programs: &Path, folder: &Path, owner: &Owner) -> Child {
    use std::os::unix::process::CommandExt as _;
    // A signal for the tests, such as Ctrl-C, must not end it before its work.
    let wait_and_remove = r#"
        trap "" HUP INT TERM
        cat
        "$0" stop --mode=immediate --pgdata "$1/data"
        cd / && rm -rf "$1"
    "#;
    let mut command = command(Path::new("sh"), folder, owner);
    command.args(["-c", wait_and_remove]).arg(programs.join("pg_ctl")).arg(folder);
    command.process_group(0).stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap()
}
