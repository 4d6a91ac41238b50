//! Prints how many orders a second the receiver verifies and stores: `cargo run --release -p qq-cgi-benches --bin receiver_load
//! [FOLDER]`.
//!
//! A server for each way to store runs in a process of its own on core 0; the load, on core 1, keeps 64 connections busy with
//! callbacks, signed beforehand, each another order. The ways take turns within one run, so that their ratios mean something.
//! Files lie in FOLDER or the present one: memory that looks like a disk would show others. A PostgreSQL of its own, which may
//! use both cores, lies in the folder for temporary files (`TMPDIR`). Needs Linux with `taskset`.
#![forbid(unsafe_code)]

use std::{
    env,
    io::{self, BufRead as _, BufReader, Write as _},
    path::{Path, PathBuf},
    process::{Child, ChildStdin, Command, Stdio},
    rc::Rc,
    sync::Arc,
    time::{Duration, Instant},
};

use qq_cgi::BoxError;
use qq_cgi_benches::front::{Front, Way};
use qq_cgi_model::{Model, callback, check_embedded};
use qq_cgi_receiver::{
    App, Apps, Codes, Intake,
    http::{Bounds, Server},
    store::{Postgres, Sqlite, Store},
};
use qq_cgi_test_postgres::Server as Postgresql;
use qq_cgi_wire::{LineFeed, percent};
use qq_game_social::social;
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
    runtime,
    task::LocalSet,
};

const CONNECTIONS: usize = 64;
const ROUNDS: usize = 5;
const KEY: &str = "ffff";

/// Each way to store, and how many orders a round of it has. Another store is another line here and in [`store`].
const WAYS: [(&str, usize); 5] = [
    ("nothing", 20_000),
    ("sqlite", 20_000),
    ("sqlite-one-by-one", 1_280),
    ("postgres", 20_000),
    ("postgres-one-by-one", 1_280),
];

/// `place` is a folder, or the URL of a database.
async fn store(way: &str, place: &str) -> Result<Arc<dyn Store>, BoxError> {
    let sqlite = || Sqlite::open(Path::new(place).join(format!("{way}.db")));
    Ok(match way {
        "nothing" => Arc::new(Front::new(sqlite()?, Way::Nothing)),
        "sqlite" => Arc::new(sqlite()?),
        "sqlite-one-by-one" => Arc::new(Front::new(sqlite()?, Way::OneByOne)),
        "postgres" => Arc::new(Postgres::open(&place.parse()?).await?),
        "postgres-one-by-one" => Arc::new(Front::new(Postgres::open(&place.parse()?).await?, Way::OneByOne)),
        _ => return Err(format!("no such store: {way}").into()),
    })
}

fn main() -> Result<(), BoxError> {
    let args: Vec<_> = env::args().skip(1).collect();
    let runtime = runtime::Builder::new_current_thread().enable_all().build()?;
    match args.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        [] => run(&env::current_dir()?),
        ["serve", way, place] => runtime.block_on(async { serve(store(way, place).await?).await }),
        ["load", way, round, address, count] => {
            LocalSet::new().block_on(&runtime, load(way, round, address, count.parse()?))
        }
        [folder] => run(&PathBuf::from(folder)),
        _ => Err("takes a folder, or nothing".into()),
    }
}

fn run(folder: &Path) -> Result<(), BoxError> {
    let folder = tempfile::tempdir_in(folder)?;
    let files = folder.path().to_str().ok_or("the folder's name is no text")?;
    // Says so itself where there is none.
    let database = Postgresql::start(&[]);
    let mut servers = Vec::new();
    for (way, count) in WAYS {
        let place = match &database {
            Some(database) if way.starts_with("postgres") => database.database(),
            None if way.starts_with("postgres") => continue,
            _ => files.to_owned(),
        };
        servers.push((way, count, start(way, &place)?, Vec::new()));
    }
    for round in 0..ROUNDS {
        for (way, count, (_, _, address), seen) in &mut servers {
            let measured = pinned(1, &["load", way, &round.to_string(), address, &count.to_string()])?.output()?;
            if !measured.status.success() {
                return Err(format!("{way}: {}", String::from_utf8_lossy(&measured.stderr)).into());
            }
            let figures = String::from_utf8(measured.stdout)?;
            let figures: Vec<f64> = figures.split_whitespace().map(str::parse).collect::<Result<_, _>>()?;
            let &[rate, half, most] = figures.as_slice() else { return Err("the load said something else".into()) };
            println!("round {}: {way}: {rate:.0} orders a second, p50 {half:.2} ms, p99 {most:.2} ms", round + 1);
            seen.push((rate, half, most));
        }
    }
    let mut first = None;
    for (way, _, (mut child, stdin, _), seen) in servers {
        drop(stdin);
        child.wait()?;
        let rate = median(seen.iter().map(|(rate, ..)| *rate));
        let (half, most) = (median(seen.iter().map(|(_, half, _)| *half)), median(seen.iter().map(|(.., most)| *most)));
        let first = *first.get_or_insert(rate);
        println!("medians: {way}: {rate:.0} orders a second ({:.3}), p50 {half:.2} ms, p99 {most:.2} ms", rate / first);
    }
    println!("{CONNECTIONS} connections, {ROUNDS} rounds; each order acknowledged");
    Ok(())
}

/// A server in a process of its own, which lives as long as its standard input.
fn start(way: &str, place: &str) -> Result<(Child, ChildStdin, String), BoxError> {
    let mut child = pinned(0, &["serve", way, place])?.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?;
    let (Some(stdin), Some(stdout)) = (child.stdin.take(), child.stdout.take()) else { return Err("no pipes".into()) };
    let mut address = String::new();
    BufReader::new(stdout).read_line(&mut address)?;
    Ok((child, stdin, address.trim_end().to_owned()))
}

fn pinned(core: usize, args: &[&str]) -> io::Result<Command> {
    let mut command = Command::new("taskset");
    command.arg("-c").arg(core.to_string()).arg(env::current_exe()?).args(args);
    Ok(command)
}

/// As `qq-cgi receive` does.
async fn serve(store: Arc<dyn Store>) -> Result<(), BoxError> {
    let apps = Apps::new(model(), [App::new("opening_flow", "game").key(KEY)])?;
    let intake = Intake::new(apps, Codes::default(), store, |alert, now| eprintln!("{}", alert.to_json(now)))?;
    let server = Server::start("127.0.0.1:0".parse()?, Bounds::default(), Arc::new(intake), |_| {}).await?;
    println!("{}", server.address());
    io::stdout().flush()?;
    tokio::task::spawn_blocking(|| io::stdin().lines().count()).await?;
    server.shutdown().await;
    Ok(())
}

fn model() -> Model {
    check_embedded(social::SPEC_FILES, social::BASE_FILES).model
}

async fn load(way: &str, round: &str, address: &str, count: usize) -> Result<(), BoxError> {
    let requests = Rc::new(requests(way, round, address, count)?);
    let begun = Instant::now();
    let connections: Vec<_> = (0..CONNECTIONS)
        .map(|first| tokio::task::spawn_local(send(address.to_owned(), Rc::clone(&requests), first)))
        .collect();
    let mut spans = Vec::with_capacity(count);
    for connection in connections {
        spans.extend(connection.await??);
    }
    let seconds = begun.elapsed().as_secs_f64();
    spans.sort();
    let millis = |share: usize| {
        let span = spans.get(spans.len() * share / 100).copied().unwrap_or_default();
        span.as_secs_f64() * 1e3
    };
    println!("{} {} {}", f64::from(u32::try_from(spans.len())?) / seconds, millis(50), millis(99));
    Ok(())
}

fn requests(way: &str, round: &str, host: &str, count: usize) -> Result<Vec<Vec<u8>>, BoxError> {
    let model = model();
    let known = model.callback("opening_flow").ok_or("no such callback")?;
    let request = |index: usize| -> Result<Vec<u8>, BoxError> {
        let order = format!("{way}-{round}-{index}");
        let fields = [
            ("aid", "aaaaa"),
            ("msg_time", "1507799551"),
            ("open_months", "1"),
            ("open_type", "vip"),
            ("openid", "xjfdaldfjrefjfljljgfjg"),
            ("order_id", order.as_str()),
        ];
        let pairs = callback::complete(&model, known, &fields).map_err(|errors| format!("{errors:?}"))?;
        let signed = callback::sign(&model, known, KEY, &pairs, LineFeed::Sent).ok_or("no sign scheme")?;
        let pairs: Vec<_> =
            signed.sent.iter().map(|(name, value)| format!("{name}={}", percent::encode(value))).collect();
        let query = pairs.join("&");
        Ok(format!("GET /opening_flow/game?{query} HTTP/1.1\r\nHost: {host}\r\n\r\n").into_bytes())
    };
    (0..count).map(request).collect()
}

/// Every 64th request, one after the other; says how long each answer took.
async fn send(address: String, requests: Rc<Vec<Vec<u8>>>, first: usize) -> Result<Vec<Duration>, BoxError> {
    let mut stream = TcpStream::connect(address).await?;
    stream.set_nodelay(true)?;
    let mut answer = Vec::with_capacity(1024);
    let mut spans = Vec::new();
    for request in requests.iter().skip(first).step_by(CONNECTIONS) {
        let begun = Instant::now();
        stream.write_all(request).await?;
        answer.clear();
        // It ends with its object's brace, and no head has one.
        while !answer.ends_with(b"}") {
            if stream.read_buf(&mut answer).await? == 0 {
                return Err("the receiver hung up".into());
            }
        }
        spans.push(begun.elapsed());
        if !answer.ends_with(b"{\"ret\":0,\"msg\":\"succ\"}") {
            return Err(format!("refused: {}", String::from_utf8_lossy(&answer)).into());
        }
    }
    Ok(spans)
}

fn median(figures: impl Iterator<Item = f64>) -> f64 {
    let mut figures: Vec<_> = figures.collect();
    figures.sort_by(f64::total_cmp);
    figures.get(figures.len() / 2).copied().unwrap_or_default()
}
