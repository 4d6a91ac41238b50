//! Prints how many requests a second the sandbox answers: `cargo run --release -p qq-cgi-benches --bin sandbox_load`.
//!
//! The sandbox runs in a process of its own on core 0 and with one thread; the load, on core 1, keeps 64 connections busy
//! with messages to friends, signed beforehand, each another one. Needs Linux with `taskset`. Where others use the cores
//! too, the time that the sandbox itself took is what can be compared.
#![forbid(unsafe_code)]

use std::{
    env, fs,
    io::{self, BufRead as _, BufReader, Write as _},
    process::{Child, ChildStdin, Command, Stdio},
    rc::Rc,
    time::Instant,
};

use qq_cgi::{BoxError, BoxFuture, Client, HttpRequest, HttpResponse, Transport, TransportError};
use qq_cgi_benches::sample;
use qq_cgi_sandbox::Sandbox;
use qq_game_social::social::{self, GameTag, Recipient, SendShareForInner};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
    runtime,
    task::LocalSet,
};

const CONNECTIONS: usize = 64;
const REQUESTS: usize = 20_000;
const ROUNDS: usize = 5;

fn main() -> Result<(), BoxError> {
    let args: Vec<_> = env::args().skip(1).collect();
    let runtime = runtime::Builder::new_current_thread().enable_all().build()?;
    match args.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        [] => run(),
        ["serve"] => runtime.block_on(serve()),
        ["load", origin, pid] => LocalSet::new().block_on(&runtime, load(origin, pid)),
        _ => Err("takes no arguments".into()),
    }
}

fn run() -> Result<(), BoxError> {
    let (mut sandbox, stdin, origin) = start()?;
    let status = pinned(1, &["load", &origin, &sandbox.id().to_string()])?.status()?;
    drop(stdin);
    sandbox.wait()?;
    if status.success() { Ok(()) } else { Err("the load failed".into()) }
}

/// The sandbox in a process of its own, which lives as long as its standard input.
fn start() -> Result<(Child, ChildStdin, String), BoxError> {
    let mut child = pinned(0, &["serve"])?.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?;
    let (Some(stdin), Some(stdout)) = (child.stdin.take(), child.stdout.take()) else { return Err("no pipes".into()) };
    let mut origin = String::new();
    BufReader::new(stdout).read_line(&mut origin)?;
    Ok((child, stdin, origin.trim_end().to_owned()))
}

fn pinned(core: usize, args: &[&str]) -> io::Result<Command> {
    let mut command = Command::new("taskset");
    command.arg("-c").arg(core.to_string()).arg(env::current_exe()?).args(args);
    Ok(command)
}

async fn serve() -> Result<(), BoxError> {
    let sandbox = Sandbox::start(social::SPEC_FILES, social::BASE_FILES).await?;
    println!("{}", sandbox.origin());
    io::stdout().flush()?;
    tokio::task::spawn_blocking(|| io::stdin().lines().count()).await?;
    sandbox.shutdown().await;
    Ok(())
}

async fn load(origin: &str, pid: &str) -> Result<(), BoxError> {
    let address = origin.trim_start_matches("http://");
    let mut rates = Vec::new();
    for round in 0..ROUNDS {
        let requests = Rc::new(requests(origin, address, round)?);
        let (begun, used) = (Instant::now(), seconds_used(pid)?);
        let connections: Vec<_> = (0..CONNECTIONS)
            .map(|first| tokio::task::spawn_local(send(address.to_owned(), Rc::clone(&requests), first)))
            .collect();
        for connection in connections {
            connection.await??;
        }
        let seconds = begun.elapsed().as_secs_f64();
        let rate = f64::from(u32::try_from(REQUESTS)?) / seconds;
        println!("round {}: {rate:.0} requests a second", round + 1);
        rates.push(rate);
    }
    rates.sort_by(f64::total_cmp);
    let median = rates.get(ROUNDS / 2).copied().unwrap_or_default();
    println!(
        "median of {ROUNDS} rounds of {REQUESTS}: {median:.0} requests a second, {CONNECTIONS} at a time, none refused"
    );
    Ok(())
}

fn requests(origin: &str, host: &str, round: usize) -> Result<Vec<Vec<u8>>, BoxError> {
    let client = Client::builder().app(sample::APP, sample::SECRET).origin(origin).transport(Nowhere).build()?;
    let player = client.session(sample::OPENID, sample::ACCESS_TOKEN);
    let request = |index: usize| -> Result<Vec<u8>, BoxError> {
        let friends = vec![Recipient::new(format!("friend-{round}-{index}"))];
        let image = "http://imgcache.qq.com/club/gamecenter/cms/2016-04-01/1459504923_868_750x1182.jpg";
        let signed =
            player.sign(&SendShareForInner::new(friends, image, "http://gamecenter.qq.com/", GameTag::Invite))?;
        let target = signed.url().strip_prefix(origin).ok_or("a request to another host")?;
        Ok(format!("GET {target} HTTP/1.1\r\nHost: {host}\r\n\r\n").into_bytes())
    };
    (0..REQUESTS).map(request).collect()
}

/// The client only signs.
struct Nowhere;

impl Transport for Nowhere {
    fn send<'a>(&'a self, _: &'a HttpRequest) -> BoxFuture<'a, Result<HttpResponse, TransportError>> {
        Box::pin(async { Err(TransportError::NotSent("the load sends by itself".into())) })
    }
}

/// Every 64th request, one after the other.
async fn send(address: String, requests: Rc<Vec<Vec<u8>>>, first: usize) -> Result<(), BoxError> {
    let mut stream = TcpStream::connect(address).await?;
    stream.set_nodelay(true)?;
    let mut answer = Vec::with_capacity(4096);
    for request in requests.iter().skip(first).step_by(CONNECTIONS) {
        stream.write_all(request).await?;
        answer.clear();
        while !is_whole(&answer) {
            if stream.read_buf(&mut answer).await? == 0 {
                return Err("the sandbox hung up".into());
            }
        }
        let is_success = answer.starts_with(b"HTTP/1.1 200") && answer.windows(8).any(|part| part == b"{\"ret\":0");
        if !is_success {
            return Err(format!("refused: {}", String::from_utf8_lossy(&answer)).into());
        }
    }
    Ok(())
}

/// An answer ends with its object's last brace, and no head has one.
fn is_whole(answer: &[u8]) -> bool {
    answer.ends_with(b"}}")
}
