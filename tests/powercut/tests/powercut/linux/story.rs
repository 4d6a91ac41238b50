//! Runs of the watched program over one folder, what was logged of them, and cuts of the power at any moment of it.

use std::{
    env, fs,
    ops::Range,
    path::{Path, PathBuf},
    process::Command,
};

use fastrand::Rng;
use qq_cgi_receiver::store::Sqlite;
use tempfile::TempDir;

use super::{
    child,
    disk::{Disk, Files},
    ledger::{self, Ledger},
    record::Record,
};

pub(crate) const STORE: &str = "orders.db";

/// A folder whose files are watched.
pub(crate) struct Story {
    work: TempDir,
    seed: u64,
    random: Rng,
    runs: u64,
    /// What the folder held when the power came, and what had been acknowledged by then.
    base: Files,
    acknowledged: Ledger,
}

/// The log of some runs.
pub(crate) struct Log(Vec<u8>);

impl Log {
    pub(crate) fn records(&self) -> Vec<Record<'_>> {
        let mut records = Vec::new();
        let mut rest = &self.0[..];
        while let Some((record, behind)) = Record::decode(rest) {
            assert_eq!(record.encode(), rest[..rest.len() - behind.len()]);
            records.push(record);
            rest = behind;
        }
        assert!(rest.is_empty(), "the log makes no sense");
        records
    }
}

/// What came of cutting the power.
#[derive(Debug, Default)]
pub(crate) struct Findings {
    pub(crate) cuts: usize,
    /// What had been acknowledged at each cut, summed up.
    pub(crate) acknowledged: usize,
    /// Of that, what was not found.
    pub(crate) lost: usize,
    /// Cuts at which something was.
    pub(crate) bad: usize,
    /// The first of them.
    first: Option<Bad>,
}

/// A cut after which something was missing.
#[derive(Debug)]
struct Bad {
    seed: u64,
    moment: usize,
    files: Files,
    log: Vec<u8>,
    missing: Vec<String>,
}

impl Story {
    pub(crate) fn new(seed: u64) -> Self {
        let work = tempfile::tempdir().unwrap();
        let random = Rng::with_seed(seed);
        Self { work, seed, random, runs: 0, base: Files::new(), acknowledged: Ledger::default() }
    }

    fn path(&self, name: &str) -> PathBuf {
        fs::canonicalize(self.work.path()).unwrap().join(name)
    }

    /// The power is back: begins afresh with what the folder held.
    pub(crate) fn power_on(&self) {
        lay_out(&self.path("folder"), &self.base);
        fs::write(self.path("log"), "").unwrap();
        fs::write(self.path("said"), "").unwrap();
    }

    /// Runs the program in a role, to its end.
    pub(crate) fn run(&mut self, role: &str) {
        let status = self.command(role).status().unwrap();
        assert!(status.success(), "{role}, seed {}: {status}", self.seed);
        assert_eq!(fs::metadata(self.path("said")).unwrap().len(), 0, "the library was not preloaded");
    }

    fn command(&mut self, role: &str) -> Command {
        self.runs += 1;
        let mut command = Command::new(env::current_exe().unwrap());
        command
            .env("LD_PRELOAD", shim())
            .env("QQ_CGI_POWERCUT_FOLDER", self.path("folder"))
            .env("QQ_CGI_POWERCUT_LOG", self.path("log"))
            .env(child::SAID, self.path("said"))
            .env(child::ROLE, role)
            .env(child::FILE, self.path("folder").join(STORE))
            .env(child::RUN, self.runs.to_string())
            .env(child::SEED, self.random.u32(..).to_string());
        command
    }

    /// What was logged since the power came. With nothing cut, replaying it must give the files that are there: so nothing
    /// went past the log.
    pub(crate) fn log(&self) -> Log {
        let log = Log(fs::read(self.path("log")).unwrap());
        let mut disk = Disk::new(&self.base, self.seed);
        log.records().iter().for_each(|record| disk.apply(record));
        let (seen, there) = (disk.seen(), read(&self.path("folder")));
        assert_eq!(seen.keys().collect::<Vec<_>>(), there.keys().collect::<Vec<_>>());
        for (name, bytes) in &there {
            assert!(seen[name] == *bytes, "{name} was written to in a way that was not logged, seed {}", self.seed);
        }
        log
    }

    /// What the program said, all of it.
    pub(crate) fn ledger(&self, log: &Log) -> Ledger {
        let mut ledger = self.acknowledged.clone();
        log.records().iter().for_each(|record| hear(&mut ledger, record));
        ledger
    }

    /// Cuts the power at `cuts` moments of the log.
    pub(crate) fn cut(&mut self, log: &Log, cuts: usize) -> Findings {
        self.cut_within(log, &vec![0..log.records().len(); cuts])
    }

    /// Cuts the power at a moment of each stretch of the log, each by itself, and looks at what is found then. The last of
    /// them is what comes next.
    pub(crate) fn cut_within(&mut self, log: &Log, stretches: &[Range<usize>]) -> Findings {
        let records = log.records();
        let moments = stretches.iter().map(|stretch| self.random.usize(stretch.start..=stretch.end));
        let mut moments: Vec<_> = moments.collect();
        moments.sort_unstable();
        let mut disk = Disk::new(&self.base, self.random.u64(..));
        let mut acknowledged = self.acknowledged.clone();
        let (mut report, mut next) = (Findings::default(), 0);
        let mut base = None;
        for moment in moments {
            for record in &records[next..moment] {
                disk.apply(record);
                hear(&mut acknowledged, record);
            }
            next = moment;
            let files = disk.after_cut(&mut self.random);
            let missing = self.found_after_cut(&files, &acknowledged);
            report.count(acknowledged.len(), missing, |missing| Bad {
                seed: self.seed,
                moment,
                files: files.clone(),
                log: log.0.clone(),
                missing,
            });
            base = Some((files, acknowledged.clone()));
        }
        (self.base, self.acknowledged) = base.unwrap();
        report
    }

    /// What the store, opened on `files`, misses or does wrong.
    fn found_after_cut(&mut self, files: &Files, acknowledged: &Ledger) -> Vec<String> {
        let folder = self.path("found");
        lay_out(&folder, files);
        if self.random.bool() {
            // Whatever was left of it: it is not to be believed.
            let garbage: Vec<_> = (0..32768).map(|_| self.random.u8(..)).collect();
            fs::write(folder.join(format!("{STORE}-shm")), garbage).unwrap();
        }
        found(&folder, acknowledged, &mut self.random)
    }

    /// What the store misses as the folder is now, with no cut.
    pub(crate) fn found_as_it_is(&mut self, acknowledged: &Ledger) -> Vec<String> {
        found(&self.path("folder"), acknowledged, &mut self.random)
    }
}

impl Findings {
    fn count(&mut self, acknowledged: usize, missing: Vec<String>, bad: impl FnOnce(Vec<String>) -> Bad) {
        self.cuts += 1;
        self.acknowledged += acknowledged;
        self.lost += missing.len();
        if !missing.is_empty() {
            self.bad += 1;
            self.first.get_or_insert_with(|| bad(missing));
        }
    }

    /// Panics otherwise.
    pub(crate) fn nothing_was_lost(&self) {
        if let Some(first) = &self.first {
            panic!("{} lost at {} of {} cuts, the first: {}", self.lost, self.bad, self.cuts, first.kept());
        }
    }

    pub(crate) fn add(&mut self, other: Self) {
        self.cuts += other.cuts;
        self.acknowledged += other.acknowledged;
        self.lost += other.lost;
        self.bad += other.bad;
        self.first = self.first.take().or(other.first);
    }
}

impl Bad {
    /// Keeps what was found, for whoever looks into it.
    fn kept(&self) -> String {
        let Self { seed, moment, files, log, missing } = self;
        let kept = env::temp_dir().join(format!("qq-cgi-powercut-{}-{seed}", std::process::id()));
        lay_out(&kept, files);
        fs::write(kept.join("log"), log).unwrap();
        let some: Vec<_> = missing.iter().take(5).collect();
        format!("seed {seed}, cut before record {moment}, kept in {}: {some:?}", kept.display())
    }
}

fn hear(ledger: &mut Ledger, record: &Record<'_>) {
    if let Record::Said(line) = record {
        ledger.hear(line);
    }
}

/// The library that cargo built beside this program.
fn shim() -> PathBuf {
    let shim = env::current_exe().unwrap().with_file_name("libqq_cgi_powercut_shim.so");
    assert!(shim.exists(), "{} is missing: cargo builds it with this test", shim.display());
    shim
}

fn found(folder: &Path, acknowledged: &Ledger, random: &mut Rng) -> Vec<String> {
    let looked = child::run(async {
        let store = Sqlite::open(folder.join(STORE))?;
        let mut wrong = acknowledged.missing_from(&store).await?;
        wrong.extend(ledger::goes_on(&store, acknowledged, random).await?);
        drop(store);
        Ok::<_, qq_cgi_receiver::store::StoreError>(wrong)
    });
    let mut wrong = looked.unwrap_or_else(|error| vec![error.to_string()]);
    let whole = rusqlite::Connection::open(folder.join(STORE))
        .and_then(|file| file.pragma_query_value(None, "integrity_check", |row| row.get::<_, String>(0)));
    if whole != Ok("ok".to_owned()) {
        wrong.push(format!("{whole:?}"));
    }
    wrong
}

fn lay_out(folder: &Path, files: &Files) {
    if folder.exists() {
        fs::remove_dir_all(folder).unwrap();
    }
    fs::create_dir(folder).unwrap();
    for (name, bytes) in files {
        fs::write(folder.join(name), bytes).unwrap();
    }
}

fn read(folder: &Path) -> Files {
    let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let files = files.map(|path| (path.file_name().unwrap().to_str().unwrap().to_owned(), fs::read(path).unwrap()));
    files.filter(|(name, _)| !name.ends_with("-shm")).collect()
}
