//! Secrets that are easy to find are sent along every path on which something can fail, and looked for in all that anybody
//! is shown. `cargo test -p qq-cgi --all-features canaries -- --nocapture` prints the paths.
//!
//! It stands inside of the crate so that a variant of an error that nobody drives does not compile.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, clippy::print_stdout)]

#[path = "../tests/support/capture.rs"]
mod capture;
#[path = "../tests/support/mod.rs"]
mod support;

use core::time::Duration;
use std::{
    borrow::Cow,
    collections::BTreeSet,
    sync::{Arc, Mutex},
    time::Instant,
};
#[cfg(feature = "reqwest")]
use std::{
    io::{Read as _, Write as _},
    net::TcpListener,
};

use qq_cgi_wire::percent;

use self::{capture::Lines, support::Relay};
use crate::*;

// Blanks, quotes and what is escaped in URLs and JSON; the letters between stay in any form.
const OLD: &str = "c4nary0ldsecret\" /+&%é大";
const NEW: &str = "c4narynewsecret\" /+&%é大";
const TOKEN: &str = "c4narytoken\" /+&%é大";
const KEY: &str = "c4narykey\" /+&%é大";
const LETTERS: [&str; 4] = ["c4nary0ldsecret", "c4narynewsecret", "c4narytoken", "c4narykey"];

/// A command with a secret of the caller's own.
struct Probe(String);

const PARAMS: &[Param] = &[
    Param::new("access_token", Source::AccessToken).secret(),
    Param::new("key", Source::Caller(0)).secret().limited(Limits { max_chars: Some(40), ..Limits::NONE }),
    Param::new("openid", Source::OpenId),
];

impl Command for Probe {
    type Gateway = Relay;
    type Reply = support::Ack;
    type Code = UndocumentedCode;
    const SPEC: &'static CommandSpec = &CommandSpec {
        name: "probe",
        path: None,
        methods: &[Method::Get],
        idempotent: false,
        params: PARAMS,
        reply_code: Some(ReplyCode { field: "ret", message: Some("msg"), success: 0 }),
        verify: &[Verify { field: "openid", source: Source::OpenId }],
    };

    fn value(&self, _: usize) -> Value<'_> {
        self.0.as_value()
    }
}

fn probe() -> Probe {
    Probe(KEY.to_owned())
}

/// What was looked at, and what is looked for.
struct Watch {
    paths: BTreeSet<String>,
    signs: Arc<Mutex<BTreeSet<String>>>,
    lines: Lines,
}

impl Watch {
    fn look(&mut self, path: impl Into<String>, shown: &str) {
        let path = path.into();
        if let Some(found) = self.found(shown) {
            panic!("{path} shows {found}: {shown}");
        }
        self.paths.insert(path);
    }

    fn found(&self, shown: &str) -> Option<String> {
        let shown = shown.to_lowercase();
        let signs = self.signs.lock().unwrap();
        signs.iter().map(String::as_str).chain(LETTERS).find(|secret| shown.contains(*secret)).map(str::to_owned)
    }

    /// `Debug` in both forms and `Display` of an error and of each of its sources.
    fn look_at_error(&mut self, path: &str, error: &dyn std::error::Error) {
        let mut link = Some(error);
        while let Some(error) = link {
            self.look(format!("{path}: Debug, Display, sources"), &format!("{error:?} {error:#?} {error}"));
            link = error.source();
        }
    }

    fn look_at_lines(&mut self, path: &str) -> Vec<String> {
        let lines = self.lines.take();
        self.look(path, &lines.join("\n"));
        lines
    }
}

/// Names the variants of an error: one that is missing here does not compile.
macro_rules! variants {
    ($name:ident, $all:ident, $error:ty: $($(#[$condition:meta])? $variant:ident),+) => {
        const $all: &[&str] = &[$($(#[$condition])? concat!(stringify!($name), " ", stringify!($variant))),+];

        fn $name(error: &$error) -> &'static str {
            type Named = $error;
            match error { $($(#[$condition])? Named::$variant { .. } => concat!(stringify!($name), " ", stringify!($variant)),)+ }
        }
    };
}

variants!(error, ERRORS, SendError<Probe>:
    InvalidParam, MethodNotTaken, NotStarted, #[cfg(feature = "blocking")] WithinRuntime, NotSent, OutcomeUnknown, Status, Decode, Mismatch, Gateway, Command);
variants!(transport_error, TRANSPORT_ERRORS, TransportError: NotSent, NoRuntime, TimedOut, Abandoned, Broken, BodyTooLarge);
variants!(build_error, BUILD_ERRORS, BuildError:
    NoApp, AppTwice, EmptySecret, BlankAroundSecret, BadOrigin, ZeroTimeout, ZeroLimit, NoClock, NoTransport, NoCryptoProvider, Transport,
    #[cfg(feature = "blocking")] Thread);
variants!(url_error, URL_ERRORS, CallbackUrlError: InvalidParam, Receiver);
variants!(callback_error, CALLBACK_ERRORS, CallbackError: EmptyKey, Unverified, Unreadable);
variants!(rotate_error, ROTATE_ERRORS, RotateError: UnknownApp, EmptySecret, BlankAroundSecret);

/// What the vendor's side does. Wherever it can say something, it says every secret it may know, in every form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Act {
    NotSent,
    NoRuntime,
    TimeOut,
    Break,
    TooLarge,
    Status,
    Garbage,
    WrongType,
    Mismatch,
    RefuseSign,
    Refuse,
    RefuseInside,
    Panic,
    Hang,
}

#[derive(Clone)]
struct Parrot {
    act: Act,
    signs: Arc<Mutex<BTreeSet<String>>>,
}

/// Everything in every form.
fn echo(request: &HttpRequest) -> String {
    let mut said = vec![request.url().to_owned()];
    for secret in [OLD, NEW, TOKEN, KEY, request.signed().sign().unwrap()] {
        let encoded = percent::encode(secret);
        let json = JsonValue::from(secret).to_string();
        let by_php = json.replace('/', r"\/").replace('é', r"\u00e9").replace('大', r"\u5927");
        said.extend([
            secret.to_owned(),
            format!("{secret:?}"),
            JsonValue::from(by_php.as_str()).to_string(),
            by_php,
            json,
        ]);
        said.extend([lower_hex(&encoded), encoded.replace("%20", "+"), encoded]);
    }
    said.join(" ")
}

fn lower_hex(encoded: &str) -> String {
    let (first, rest) = encoded.split_once('%').unwrap_or((encoded, ""));
    let rest = rest.split('%').map(|part| part.split_at_checked(2).unwrap_or((part, "")));
    rest.fold(first.to_owned(), |text, (hex, after)| text + "%" + &hex.to_lowercase() + after)
}

impl Transport for Parrot {
    fn send<'a>(&'a self, request: &'a HttpRequest) -> BoxFuture<'a, Result<HttpResponse, TransportError>> {
        self.signs.lock().unwrap().insert(request.signed().sign().unwrap().to_owned());
        let said = echo(request);
        let in_json = JsonValue::from(said.as_str());
        let answer = match self.act {
            Act::NotSent => Err(TransportError::NotSent(said.into())),
            Act::NoRuntime => Err(TransportError::NoRuntime),
            Act::TimeOut => Err(TransportError::TimedOut),
            Act::Break => Err(TransportError::Broken(std::io::Error::other(said).into())),
            Act::TooLarge => Ok(HttpResponse::new(200, said.repeat(2_000))),
            Act::Status => Ok(HttpResponse::new(500, said)),
            Act::Garbage => Ok(HttpResponse::new(200, said)),
            Act::WrongType => Ok(HttpResponse::new(200, format!(r#"{{"ret":{in_json}}}"#))),
            Act::Mismatch => {
                Ok(HttpResponse::new(200, format!(r#"{{"ret":0,"data":{{"ret":0,"openid":{in_json}}}}}"#)))
            }
            Act::RefuseSign => Ok(HttpResponse::new(200, format!(r#"{{"ret":-5,"msg":{in_json}}}"#))),
            Act::Refuse => Ok(HttpResponse::new(200, format!(r#"{{"ret":-1234,"msg":{in_json}}}"#))),
            Act::RefuseInside => {
                Ok(HttpResponse::new(200, format!(r#"{{"ret":0,"data":{{"ret":7,"msg":{in_json}}}}}"#)))
            }
            Act::Panic => panic!("the transport panics over {request:?}"),
            Act::Hang => return Box::pin(core::future::pending()),
        };
        Box::pin(async { answer })
    }
}

/// Writes down all that hooks are handed.
#[derive(Clone, Default)]
struct Spy(Arc<Mutex<String>>);

impl Spy {
    fn write(&self, said: &str) {
        self.0.lock().unwrap().push_str(said);
    }
}

impl Hooks for Spy {
    fn before(&self, attempt: &Attempt) {
        self.write(&format!("{attempt:?}"));
    }

    fn after(&self, attempt: &Attempt, outcome: Result<(), Cause>, _: Option<Duration>) {
        self.write(&format!("{attempt:?} {outcome:?}"));
    }

    fn retrying(&self, attempt: &Attempt, _: Duration) {
        self.write(&format!("{attempt:?}"));
    }

    fn abandoned(&self, attempt: &Attempt, unknown: &OutcomeUnknown) {
        self.write(&format!("{attempt:?} {unknown:?} {unknown:#?} {unknown}"));
    }
}

/// A client in the middle of a rotation, so that all secrets are alive.
fn rotating(builder: ClientBuilder) -> Client {
    let client = builder.app(1, OLD).build().unwrap();
    client.rotate_secret(1, NEW, Duration::from_hours(1)).unwrap();
    client
}

fn session(builder: ClientBuilder) -> Session {
    rotating(builder).session("OPENID", TOKEN)
}

fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap()
}

#[test]
fn no_secret_is_ever_shown() {
    let lines = Lines::default();
    // For this process: connections are driven by tasks of their own.
    tracing::subscriber::set_global_default(lines.clone()).unwrap();
    log::set_boxed_logger(Box::new(lines.clone())).unwrap();
    log::set_max_level(log::LevelFilter::Trace);
    metrics::set_global_recorder(lines.clone()).unwrap();
    let mut watch = Watch { paths: BTreeSet::new(), signs: Arc::default(), lines: lines.clone() };

    the_watch_finds_what_is_shown(&mut watch);
    answers_and_transports(&mut watch);
    calls_that_begin_not_at_all_or_end_early(&mut watch);
    panics(&mut watch);
    building_and_rotating(&mut watch);
    everything_with_debug(&mut watch);
    callbacks(&mut watch);
    #[cfg(feature = "testing")]
    recordings(&mut watch);
    #[cfg(feature = "reqwest")]
    real_connections(&mut watch);

    for expected in [ERRORS, TRANSPORT_ERRORS, BUILD_ERRORS, ROTATE_ERRORS, URL_ERRORS, CALLBACK_ERRORS].concat() {
        let is_driven = watch.paths.iter().any(|path| path.starts_with(&format!("{expected}: ")));
        assert!(is_driven, "nobody drives {expected}");
    }
    let paths: Vec<_> = watch.paths.into_iter().collect();
    println!("{} paths looked at:\n{}", paths.len(), paths.join("\n"));
}

/// A search that never finds anything proves nothing.
fn the_watch_finds_what_is_shown(watch: &mut Watch) {
    let session = session(Client::builder().transport(parrot(watch, Act::Hang)));
    let signed = session.sign(&probe()).unwrap();
    assert!(watch.found(signed.url()).is_some());
    let said = echo(&HttpRequest::new(signed.clone(), Duration::ZERO, 0));
    for letters in LETTERS {
        assert!(said.matches(letters).count() > 5, "{letters}");
    }
    watch.signs.lock().unwrap().insert(signed.sign().unwrap().to_owned());
    assert!(watch.found(&format!("sign={}", signed.sign().unwrap().to_uppercase())).is_some());
}

fn parrot(watch: &Watch, act: Act) -> Parrot {
    Parrot { act, signs: Arc::clone(&watch.signs) }
}

fn look_at_failure(watch: &mut Watch, path: &str, failure: &SendError<Probe>) {
    let name = error(failure);
    watch.look_at_error(&format!("{name}: {path}"), failure);
    let source = match failure {
        Error::NotSent(not_sent) => &not_sent.source,
        Error::OutcomeUnknown(unknown) => &unknown.source,
        _ => return,
    };
    watch.look_at_error(&format!("{}: {path}", transport_error(source)), source);
}

fn answers_and_transports(watch: &mut Watch) {
    for act in [
        Act::NotSent,
        Act::NoRuntime,
        Act::TimeOut,
        Act::Break,
        Act::TooLarge,
        Act::Status,
        Act::Garbage,
        Act::WrongType,
        Act::Mismatch,
        Act::RefuseSign,
        Act::Refuse,
        Act::RefuseInside,
    ] {
        let spy = Spy::default();
        let builder = Client::builder().transport(parrot(watch, act)).hooks(spy.clone());
        let player = session(builder.retry_budget(RetryBudget::new(0, 0)));
        let failure = runtime().block_on(player.send(&probe())).unwrap_err();
        look_at_failure(watch, &format!("a transport or server says everything, {act:?}"), &failure);
        watch.look(format!("hooks: before, after, retrying, {act:?}"), &spy.0.lock().unwrap().clone());
        watch.look_at_lines(&format!("tracing, log, metrics: {act:?}"));
    }
}

fn calls_that_begin_not_at_all_or_end_early(watch: &mut Watch) {
    let spy = Spy::default();
    let player = session(Client::builder().transport(parrot(watch, Act::Hang)).hooks(spy.clone()));
    let too_long = Probe(KEY.repeat(9));
    let failure = runtime().block_on(player.send(&too_long)).unwrap_err();
    look_at_failure(watch, "a secret parameter breaks its limits", &failure);
    let (request, now) = (probe(), Instant::now());
    let failure = runtime().block_on(player.call(&request).method(Method::Post).send()).unwrap_err();
    look_at_failure(watch, "another method", &failure);
    let failure = runtime().block_on(player.call(&request).deadline(now).send()).unwrap_err();
    look_at_failure(watch, "a deadline in the past", &failure);

    runtime().block_on(async {
        let mut call = Box::pin(player.send(&request));
        let polled = core::future::poll_fn(|context| core::task::Poll::Ready(call.as_mut().poll(context).is_pending()));
        assert!(polled.await);
    });
    let told = spy.0.lock().unwrap().clone();
    assert!(told.contains("was dropped"), "{told}");
    watch.look("transport_error Abandoned: hooks, a call dropped under way", &told);
    watch.look_at_lines("tracing, log, metrics: calls that never begin or end early");
}

fn panics(watch: &mut Watch) {
    struct Panicking;
    impl Hooks for Panicking {
        fn before(&self, attempt: &Attempt) {
            panic!("a hook panics over {attempt:?}");
        }
    }
    for (path, builder) in [
        ("panic: a transport, over its request", Client::builder().transport(parrot(watch, Act::Panic))),
        ("panic: a hook, over its attempt", Client::builder().transport(parrot(watch, Act::Hang)).hooks(Panicking)),
    ] {
        let player = session(builder);
        let call = core::panic::AssertUnwindSafe(|| runtime().block_on(player.send(&probe())));
        let panic = std::panic::catch_unwind(call).unwrap_err();
        let message = panic.downcast_ref::<String>().unwrap();
        assert!(message.contains("panics over"), "{message}");
        watch.look(path, message);
    }
    watch.look_at_lines("tracing, log, metrics: panics");
}

fn building_and_rotating(watch: &mut Watch) {
    let parrot = parrot(watch, Act::Hang);
    let builder = || Client::builder().transport(parrot.clone());
    let errors = [
        builder().build().unwrap_err(),
        builder().app(1, OLD).app(1, NEW).build().unwrap_err(),
        builder().app(1, "").build().unwrap_err(),
        builder().app(1, format!("{OLD} ")).build().unwrap_err(),
        builder().app(1, OLD).origin("nowhere").build().unwrap_err(),
        builder().app(1, OLD).attempt_timeout(Duration::ZERO).build().unwrap_err(),
        // These come of features and of the system; no secret is at hand where they do.
        BuildError::ZeroLimit,
        BuildError::NoClock,
        BuildError::NoTransport,
        BuildError::NoCryptoProvider,
        BuildError::Transport("no trust anchors".into()),
        #[cfg(feature = "blocking")]
        BuildError::Thread(std::io::Error::other("no thread")),
    ];
    for failure in errors {
        watch.look_at_error(&format!("{}: building", build_error(&failure)), &failure);
    }
    let client = builder().app(1, OLD).build().unwrap();
    for (app_id, secret) in [(2, NEW.to_owned()), (1, String::new()), (1, format!(" {NEW}"))] {
        let failure = client.rotate_secret(app_id, secret, Duration::ZERO).unwrap_err();
        watch.look_at_error(&format!("{}: rotating", rotate_error(&failure)), &failure);
    }
    #[cfg(feature = "blocking")]
    {
        let client = blocking::Client::new(client.clone()).unwrap();
        let player = client.session("OPENID", TOKEN);
        watch.look("Debug: blocking Client, Session", &format!("{client:?} {client:#?} {player:?} {player:#?}"));
        let failure = runtime().block_on(async { player.send(&probe()) }).unwrap_err();
        look_at_failure(watch, "a blocking session in a runtime", &failure);
    }
    let failure = client.session_of(2, "OPENID", TOKEN).unwrap_err();
    watch.look_at_error("UnknownApp: a session", &failure);
    watch.look_at_lines("tracing, log, metrics: building and rotating");
}

fn everything_with_debug(watch: &mut Watch) {
    let builder = Client::builder().app(1, OLD).transport(parrot(watch, Act::Hang));
    watch.look("Debug: ClientBuilder", &format!("{builder:?} {builder:#?}"));
    let client = rotating(Client::builder().transport(parrot(watch, Act::Hang)));
    let player = client.session("OPENID", TOKEN);
    let request = probe();
    let signed = player.sign(&request).unwrap();
    let key = player.key();
    let http = HttpRequest::new(signed.clone(), Duration::ZERO, 0).signed_with(&key);
    let credentials = Credentials { app_id: 1, secret: OLD, openid: "OPENID", access_token: TOKEN };
    for (name, shown) in [
        ("Debug: Client", format!("{client:?} {client:#?}")),
        ("Debug: Session", format!("{player:?} {player:#?}")),
        ("Debug: Call", format!("{:?} {:#?}", player.call(&request), player.call(&request))),
        ("Debug: SignedRequest", format!("{signed:?} {signed:#?}")),
        ("SignedRequest::masked_url", signed.masked_url()),
        ("Debug: HttpRequest", format!("{http:?} {http:#?}")),
        ("Debug: HttpResponse", format!("{:?}", HttpResponse::new(200, echo(&http)))),
        ("Debug: Credentials", format!("{credentials:?} {credentials:#?}")),
        ("Debug: Secret", format!("{:?} {:#?}", Secret::new(OLD), Secret::new(NEW))),
        ("Debug: the key and the redactor of a request", format!("{key:?} {:?}", http.redactor())),
    ] {
        watch.look(name, &shown);
    }
}

/// A callback whose payload is secret, signed with the key [`OLD`].
#[derive(Debug)]
struct Told(Secret);

const TOLD: &[Param] =
    &[Param::new("data", Source::Caller(0)).secret().limited(Limits { max_chars: Some(40), ..Limits::NONE })];

impl Record for Told {
    fn fields(&self) -> &'static [Param] {
        TOLD
    }

    fn field(&self, _: usize) -> Value<'_> {
        self.0.as_value()
    }
}

impl FromJson for Told {
    fn from_json(json: Json<'_>) -> Result<Self, DecodeError> {
        Ok(Self(json.object()?.required("token")?))
    }
}

impl Callback for Told {
    type Payload = Self;
    const SPEC: &'static CallbackSpec = &CallbackSpec {
        name: "told",
        sign: SignScheme {
            source: Cow::Borrowed(&[Part::Pairs(Pairs::EMPTY), Part::Secret]),
            digest: Digest::Md5,
            output: Output::LowerHex,
            param: Cow::Borrowed("sign"),
        },
        accept: &[RawForm::Raw],
        ignore_case: false,
        params: TOLD,
        payload: "data",
        key: &["token"],
        reply: CallbackReply { code: "ret", success: 0, message: "msg", success_message: "ok" },
    };

    fn read(params: &CallbackParams<'_>) -> Result<Self, CallbackError> {
        Ok(Self(params.required("data")?))
    }
}

fn callbacks(watch: &mut Watch) {
    let key = Secret::new(OLD);
    let told = |text: &str| Told(Secret::new(text));
    let signed = told(TOKEN).to_url("https://example.com/told", &key, LineFeed::None).unwrap();
    assert!(watch.found(signed.url()).is_some());
    watch.signs.lock().unwrap().insert(signed.sign().to_owned());
    watch.look("Debug: SignedCallback", &format!("{signed:?} {signed:#?} {}", signed.masked_url()));
    for (told, receiver) in [(told(&TOKEN.repeat(9)), "https://example.com"), (told(TOKEN), "https://example.com/#a")] {
        let failure = told.to_url(receiver, &key, LineFeed::None).unwrap_err();
        watch.look_at_error(&format!("{}: sending a callback", url_error(&failure)), &failure);
    }
    let received = Told::receive(signed.query(), &key).unwrap();
    watch.look("Debug: Verified", &format!("{received:?} {received:#?}"));
    for failure in [
        Told::receive(signed.query(), &Secret::new("")).unwrap_err(),
        Told::receive(signed.query(), &Secret::new(NEW)).unwrap_err(),
        Told::receive(&format!("{0}&{0}", signed.query()), &key).unwrap_err(),
        received.payload().unwrap_err(),
        received.key().unwrap_err(),
    ] {
        watch.look_at_error(&format!("{}: receiving a callback", callback_error(&failure)), &failure);
    }
    watch.look_at_lines("tracing, log, metrics: callbacks");
}

#[cfg(feature = "testing")]
fn recordings(watch: &mut Watch) {
    use crate::testing::{Recorder, Replay, Script};
    for act in [Act::Status, Act::Garbage, Act::Mismatch, Act::RefuseSign, Act::RefuseInside] {
        let recorder = Recorder::new(parrot(watch, act));
        let player = session(Client::builder().transport(recorder.clone()));
        runtime().block_on(player.send(&probe())).unwrap_err();
        let recording = recorder.recording();
        assert!(!recording.is_empty());
        watch.look(format!("testing: recording, {act:?}"), &recording);
        let player = session(Client::builder().transport(Replay::new(&recording).unwrap()));
        let failure = runtime().block_on(player.send(&probe())).unwrap_err();
        look_at_failure(watch, &format!("testing: replay, {act:?}"), &failure);
    }
    let script = Script::new();
    let player = session(Client::builder().transport(script.clone()));
    let failure = runtime().block_on(player.send(&probe())).unwrap_err();
    look_at_failure(watch, "testing: a request that no expectation holds for", &failure);
    watch.look("testing: Debug of Script and SeenRequest", &format!("{script:?} {:?}", script.seen()));
    watch.look_at_lines("tracing, log, metrics: testing");
}

/// Sends through a transport of ours.
#[cfg(feature = "reqwest")]
type Send = fn(ClientBuilder) -> SendError<Probe>;

/// Our transports over sockets, with all that they and what they stand on say at TRACE.
#[cfg(feature = "reqwest")]
fn real_connections(watch: &mut Watch) {
    let ways: [(&str, &str, Send); _] = [
        ("reqwest", "reqwest", |builder| runtime().block_on(session(builder).send(&probe())).unwrap_err()),
        #[cfg(feature = "hyper")]
        ("hyper", "hyper_util", |builder| {
            let transport = HyperTransport::new(LONG).unwrap();
            runtime().block_on(session(builder.transport(transport)).send(&probe())).unwrap_err()
        }),
        #[cfg(feature = "blocking")]
        ("blocking", "hyper_util", |builder| {
            let client = blocking::Client::new(rotating(builder)).unwrap();
            client.session("OPENID", TOKEN).send(&probe()).unwrap_err()
        }),
    ];
    let said = format!("{OLD} {NEW} {TOKEN} {KEY}");
    let page = |status: &str, length: usize| format!("HTTP/1.1 {status}\r\nContent-Length: {length}\r\n\r\n{said}");
    for (way, speaker, send) in ways {
        for (path, scheme, answer) in [
            ("nobody listens", "http", None),
            ("no answer", "http", Some(String::new())),
            ("an answer that breaks off", "http", Some(page("200 OK", 9_999))),
            ("no HTTP", "http", Some(said.clone() + "\r\n\r\n")),
            ("a page that says everything", "http", Some(page("502 Bad Gateway", said.len()))),
            (
                "a redirect",
                "http",
                Some(format!("HTTP/1.1 302 Found\r\nLocation: /{TOKEN}\r\nContent-Length: 0\r\n\r\n")),
            ),
            ("no TLS", "https", Some(said.clone() + "\r\n\r\n")),
        ] {
            let listener = TcpListener::bind("127.0.0.1:0").unwrap();
            let origin = format!("{scheme}://{}", listener.local_addr().unwrap());
            // Where there is no answer, nobody listens any more.
            let server = answer.map(move |answer| std::thread::spawn(move || answer_once(&listener, &answer)));
            let builder = || {
                let builder = Client::builder().origin(&origin).retry(NeverRetry).connect_timeout(LONG);
                builder.attempt_timeout(LONG).overall_timeout(LONG)
            };
            let signed = session(builder()).sign(&probe()).unwrap();
            watch.signs.lock().unwrap().insert(signed.sign().unwrap().to_owned());
            let failure = send(builder());
            look_at_failure(watch, &format!("{way} over a socket: {path}"), &failure);
            server.map(std::thread::JoinHandle::join);
            let lines = watch.look_at_lines(&format!("tracing, log, metrics: {way} over a socket: {path}"));
            assert!(lines.iter().any(|line| line.contains(speaker)), "{speaker} says nothing: {lines:?}");
        }
    }
}

/// Long enough that no test waits for it.
#[cfg(feature = "reqwest")]
const LONG: Duration = Duration::from_mins(1);

#[cfg(feature = "reqwest")]
fn answer_once(listener: &TcpListener, answer: &str) {
    let mut stream = listener.accept().unwrap().0;
    // What is asked is read, so that closing sends no reset.
    let _ = stream.read(&mut [0; 4_096]);
    let _ = stream.write_all(answer.as_bytes());
}
