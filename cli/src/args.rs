//! What can be asked for.
//!
//! Whatever may hold a secret is taken as plain text and understood later: clap would show it in its messages.

mod admin;
mod diff;
mod expand;
mod export;
mod scaffold;

use std::{
    net::SocketAddr,
    path::{Path, PathBuf},
    time::Duration,
};

pub(crate) use admin::*;
pub(crate) use diff::*;
pub(crate) use expand::*;
pub(crate) use export::*;
pub(crate) use scaffold::*;

use clap::{ArgAction, Args as ClapArgs, Parser, Subcommand, ValueEnum};
use qq_cgi_receiver::store::LeaseId;

use crate::span;

/// Checks specs, signs requests, explains codes, runs the sandbox, receives callbacks.
///
/// Where the package here has a spec of its own ([package.metadata.qq-cgi]), everything stands on that, elsewhere on the
/// shipped component.
#[derive(Parser)]
#[command(name = "qq-cgi", version)]
pub(crate) struct Args {
    /// What to do.
    #[command(subcommand)]
    pub(crate) verb: Verb,
}

#[derive(Subcommand)]
pub(crate) enum Verb {
    /// Finds every mistake in a spec
    Check(CheckArgs),
    /// Signs a request without sending it
    Sign(SignArgs),
    /// Signs or verifies a callback: a request that the vendor sends
    Callback {
        /// Which end to be.
        #[command(subcommand)]
        verb: CallbackVerb,
    },
    /// Answers requests as the vendor does, and says why a sign is wrong; or sends callbacks as the vendor does
    Sandbox(Box<SandboxArgs>),
    /// Receives callbacks: verifies them, stores each order once, and says so to their sender
    ///
    /// Alerts are lines of JSON on standard error. On a terminal, a line there says once a second what came. SIGTERM and
    /// Ctrl-C let what is under way end first. Orders are shown by `qq-cgi orders`.
    Receive(ReceiveArgs),
    /// Shows the orders that `receive` stored, and hands them to whoever takes them by commands
    Orders {
        /// What to do with them.
        #[command(subcommand)]
        verb: OrdersVerb,
    },
    /// Keeps the records of the spec's tables, from which `receive` takes its apps
    ///
    /// The tables, their fields and stages are those of the spec; `qq-cgi list table` lists them. The verbs are `add`, `edit`,
    /// `find`, `list`, `show`, `stage`, `rotate` and `retire`; `qq-cgi admin TABLE --help` says more.
    #[command(disable_help_subcommand = true, override_usage = "qq-cgi admin <TABLE> <VERB> [OPTIONS]")]
    Admin {
        /// The table.
        #[command(subcommand)]
        table: AdminTable,
    },
    /// Shows what is genuine and cannot be used, and makes orders of it by hand
    Quarantine {
        /// What to do with it.
        #[command(subcommand)]
        verb: QuarantineVerb,
    },
    /// Says what a code means, and what to do about it
    Explain(ExplainArgs),
    /// Lists what a spec defines
    List(ListArgs),
    /// Prints the Rust that a spec, or one of its items, becomes
    Expand(ExpandArgs),
    /// Counts the lines of Rust that each item becomes, and fails above the root's `budget`
    Budget(BudgetArgs),
    /// Says what changed between two specs, and whether users' Rust, the other end or stored data notice
    ///
    /// Each change has a rule with a verdict (patch, minor, major) and stands at its line in the new spec, or, if it is gone,
    /// in the old one. `qq-cgi explain QD0201` says why a rule has its verdict.
    Diff(DiffArgs),
    /// Writes a spec for others: other tools, and readers
    Export {
        /// As what.
        #[command(subcommand)]
        verb: ExportVerb,
    },
    /// Prints the JSON Schema of spec files, by which editors complete, describe and check keys
    ///
    /// Save it beside your spec:
    ///
    ///     qq-cgi schema > qq-cgi.schema.json
    ///
    /// and name it in the first line of each spec file, by a path relative to that file:
    ///
    ///     #:schema ./qq-cgi.schema.json
    ///
    /// Taplo reads that line: in VS Code as Even Better TOML, elsewhere as the language server `taplo lsp stdio`.
    /// The schema knows keys, words and kinds of values; what only the whole spec shows, `qq-cgi check` finds.
    #[command(verbatim_doc_comment)]
    Schema,
    /// Begins an item of a spec: a stub that is valid, with every key explained in a comment
    ///
    /// It stands in a new file of its own, which is listed in the root, or at the end of `--file`. What only the vendor's
    /// document knows is a placeholder that says "To be filled in".
    New(NewArgs),
    /// Adds a row to an item of a spec, as its neighbours are written; all else stays byte for byte
    Add {
        /// What is added.
        #[command(subcommand)]
        verb: AddVerb,
    },
    /// Makes a crate with a spec of its own, an example that runs against the sandbox, and tests
    Init(InitArgs),
}

/// Which spec, where no other value stands without a name.
#[derive(ClapArgs)]
pub(crate) struct RootArgs {
    /// The root file; unless given, that of this folder's package, or else the shipped component
    #[arg(value_name = "ROOT.toml", conflicts_with = "spec")]
    root: Option<PathBuf>,
    /// The same by its name, as other verbs take it
    #[arg(long, value_name = "ROOT.toml")]
    spec: Option<PathBuf>,
}

impl RootArgs {
    /// The root file, if one is given.
    pub(crate) fn given(&self) -> Option<&Path> {
        self.root.as_deref().or(self.spec.as_deref())
    }
}

#[derive(ClapArgs)]
pub(crate) struct CheckArgs {
    #[command(flatten)]
    pub(crate) spec: RootArgs,
    /// `human` on standard error; all others on standard output
    #[arg(long, value_enum, default_value = "human")]
    pub(crate) format: CheckFormat,
    /// Mends the spec's own files where only one thing can be meant, and shows what is left
    ///
    /// Misspelt keys, words, types and names are put right. What is referred to and is not defined gets a stub, which
    /// says in comments what is to be filled in and is a mistake until then. A member
    /// file that is listed and not there is created; one beside the root that is not listed and holds what is missing is
    /// listed. Rows of error and type tables are sorted if the root sets the lint
    /// `unsorted-codes`.
    #[arg(long)]
    pub(crate) fix: bool,
    /// Shows what `--fix` would change as a diff on standard output, and changes nothing
    #[arg(long, requires = "fix", conflicts_with = "format")]
    pub(crate) dry_run: bool,
    /// Checks again whenever a file of the spec changes, until Ctrl-C
    #[arg(long, conflicts_with = "fix")]
    pub(crate) watch: bool,
}

#[derive(ClapArgs)]
pub(crate) struct SignArgs {
    /// The command's name on the wire
    pub(crate) command: String,
    /// Parameters by their wire names, the common ones too; a JSON parameter as its JSON text
    #[arg(value_name = "NAME=VALUE")]
    pub(crate) params: Vec<String>,
    #[command(flatten)]
    pub(crate) secret: SecretArgs,
    /// The root file; unless given, that of this folder's package, or else the shipped component
    #[arg(long, value_name = "ROOT.toml")]
    pub(crate) spec: Option<PathBuf>,
    /// The HTTP method; the command's first unless given
    #[arg(long, value_name = "GET|POST", value_enum, ignore_case = true)]
    pub(crate) method: Option<HttpMethod>,
    /// `human` masks secret parameters; `json` holds the URL as it would be sent
    #[arg(long, value_enum, default_value = "human")]
    pub(crate) format: Format,
}

#[derive(Subcommand)]
pub(crate) enum CallbackVerb {
    /// Signs a callback as its sender does, without sending it
    Sign(CallbackSignArgs),
    /// Says whether a query that came is genuine, and what it says
    Verify(CallbackVerifyArgs),
}

#[derive(ClapArgs)]
pub(crate) struct CallbackSignArgs {
    /// The callback's name in the spec
    pub(crate) name: String,
    /// Where the receiver answers
    #[arg(value_name = "RECEIVER_URL")]
    pub(crate) receiver: String,
    /// Parameters, and fields of the payload, by their names; or the payload as its JSON text
    #[arg(value_name = "FIELD=VALUE")]
    pub(crate) fields: Vec<String>,
    #[command(flatten)]
    pub(crate) secret: SecretArgs,
    /// Whether the payload ends in a line feed; as the spec says unless given
    #[arg(long, value_name = "sent|signed|none", value_enum)]
    pub(crate) line_feed: Option<LineFeedWord>,
    /// The root file; unless given, that of this folder's package, or else the shipped component
    #[arg(long, value_name = "ROOT.toml")]
    pub(crate) spec: Option<PathBuf>,
    /// `human` masks the sign in the URL and secret values; `json` holds the URL as it would be sent
    #[arg(long, value_enum, default_value = "human")]
    pub(crate) format: Format,
}

#[derive(ClapArgs)]
pub(crate) struct CallbackVerifyArgs {
    /// The callback's name in the spec
    pub(crate) name: String,
    /// The query as it came, still percent-encoded, or the whole URL
    #[arg(value_name = "QUERY_OR_URL")]
    pub(crate) query: String,
    #[command(flatten)]
    pub(crate) secret: SecretArgs,
    /// The root file; unless given, that of this folder's package, or else the shipped component
    #[arg(long, value_name = "ROOT.toml")]
    pub(crate) spec: Option<PathBuf>,
    /// `human`, or `json`: one object
    #[arg(long, value_enum, default_value = "human")]
    pub(crate) format: Format,
}

#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum LineFeedWord {
    /// Signed and sent
    Sent,
    /// Signed, and lost on the way
    Signed,
    /// None at all
    None,
}

/// Where the app's secret is.
#[derive(ClapArgs)]
#[group(multiple = false)]
pub(crate) struct SecretArgs {
    /// The app's secret; other users of this machine can see it
    #[arg(long, value_name = "SECRET", allow_hyphen_values = true)]
    pub(crate) secret: Option<String>,
    /// The environment variable that holds it
    #[arg(long, value_name = "VARIABLE")]
    pub(crate) secret_env: Option<String>,
    /// The file that holds it, with or without a line feed at its end
    #[arg(long, value_name = "FILE")]
    pub(crate) secret_file: Option<PathBuf>,
}

#[derive(ClapArgs)]
#[command(args_conflicts_with_subcommands = true)]
pub(crate) struct SandboxArgs {
    /// Another part of the vendor's.
    #[command(subcommand)]
    pub(crate) verb: Option<SandboxVerb>,
    #[command(flatten)]
    pub(crate) serve: SandboxServeArgs,
}

#[derive(Subcommand)]
pub(crate) enum SandboxVerb {
    /// Sends a callback as the vendor does, until its receiver acknowledges it; many at once, twice, wrongly signed
    ///
    /// Each has a key of its own, by the seed and a number; other fields are those of the spec's example. Ends with exit code
    /// 1 if something was not acknowledged that has to be, or was acknowledged that must not be.
    Forward(ForwardArgs),
}

#[derive(ClapArgs)]
pub(crate) struct ForwardArgs {
    /// The callback's name in the spec
    pub(crate) name: String,
    /// Where the receiver answers
    #[arg(value_name = "RECEIVER_URL")]
    pub(crate) receiver: String,
    /// Parameters, and fields of the payload, by their names; or the payload as its JSON text
    #[arg(value_name = "FIELD=VALUE")]
    pub(crate) fields: Vec<String>,
    #[command(flatten)]
    pub(crate) secret: SecretArgs,
    /// How many are sent, each with a key of its own
    #[arg(long, value_name = "NUMBER", default_value_t = 1)]
    pub(crate) count: u64,
    /// How many are under way at once
    #[arg(long, value_name = "NUMBER", default_value_t = 1)]
    pub(crate) concurrency: usize,
    /// How many begin in a second at most; as fast as they are answered unless given
    #[arg(long, value_name = "NUMBER")]
    pub(crate) rate: Option<f64>,
    /// How many of them begin at the same moment
    #[arg(long, value_name = "NUMBER", default_value_t = 1, requires = "rate")]
    pub(crate) burst: u64,
    /// The share of the acknowledged that is sent once more, from 0 to 1; has to be acknowledged again
    #[arg(long, value_name = "SHARE", default_value_t = 0.0)]
    pub(crate) doubles: f64,
    /// The share of the acknowledged that is followed by one with the same key and other fields; none may be acknowledged
    #[arg(long, value_name = "SHARE", default_value_t = 0.0)]
    pub(crate) conflicts: f64,
    /// The share whose sign is wrong; none may be acknowledged
    #[arg(long, value_name = "SHARE", default_value_t = 0.0)]
    pub(crate) wrong_signs: f64,
    /// The share that is signed and cannot be used: no JSON, or a word that the spec does not know; has to be answered
    #[arg(long, value_name = "SHARE", default_value_t = 0.0)]
    pub(crate) unusable: f64,
    /// Whether the payload ends in a line feed; as the spec says unless given
    #[arg(long, value_name = "sent|signed|none|mixed", value_enum)]
    pub(crate) line_feed: Option<LineFeedsWord>,
    /// How often one is sent until it is answered as it has to be; pauses grow from 0.1 to 5 seconds
    #[arg(long, value_name = "NUMBER", default_value_t = 8)]
    pub(crate) attempts: u32,
    /// Where keys and choices begin: the same seed, the same callbacks
    #[arg(long, value_name = "NUMBER", default_value_t = 0)]
    pub(crate) seed: u64,
    /// The certificates, in PEM, that an https receiver is trusted by; those of the system unless given
    #[arg(long, value_name = "FILE")]
    pub(crate) trust: Option<PathBuf>,
    /// A file to which a line of JSON is added for each that is settled: key, fields, answer; `-` is standard output
    #[arg(long, value_name = "FILE")]
    pub(crate) log: Option<PathBuf>,
    /// The root file; unless given, that of this folder's package, or else the shipped component
    #[arg(long, value_name = "ROOT.toml")]
    pub(crate) spec: Option<PathBuf>,
    /// `human`, or `json`: one object
    #[arg(long, value_enum, default_value = "human")]
    pub(crate) format: Format,
}

#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum LineFeedsWord {
    /// Signed and sent
    Sent,
    /// Signed, and lost on the way
    Signed,
    /// None at all
    None,
    /// Each of them
    Mixed,
}

#[derive(ClapArgs)]
pub(crate) struct SandboxServeArgs {
    /// The root file; unless given, that of this folder's package, or else the shipped component
    #[arg(long, value_name = "ROOT.toml")]
    pub(crate) spec: Option<PathBuf>,
    /// Where to listen; port 0 is any free one
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:0")]
    pub(crate) listen: SocketAddr,
    /// An app and its secret; those of the spec's examples unless given
    #[arg(long = "app", value_name = "ID=SECRET", action = ArgAction::Append, allow_hyphen_values = true)]
    pub(crate) apps: Vec<String>,
    /// A player of an app and the access token; those of the spec's examples unless given
    #[arg(long = "player", value_name = "APPID:OPENID=TOKEN", action = ArgAction::Append, allow_hyphen_values = true)]
    pub(crate) players: Vec<String>,
    /// Something that goes wrong, as in `cmd=send_share_for_inner,rate=0.1,code=-6`; of several, the first that fits
    ///
    /// For which requests: `cmd`, `gateway`, `app`; `rate` from 0 to 1, `after` and `times` as numbers of requests.
    /// What goes wrong, one of: `code=-6` (with `layer=command` in the command's own reply), `status=502`, `delay=250ms`,
    /// `hang`, `reset`, `reset=body`, `refuse`, `html`, `truncated`, `oversized`, `content-type`, `empty`, `jsonp`,
    /// `drip=10ms`, `duplicate-keys`, `nested`. A request asks for one by its header `x-qq-cgi-fault`.
    #[arg(long = "fault", value_name = "RULE", action = ArgAction::Append)]
    pub(crate) faults: Vec<String>,
    /// Where the random numbers for the rates begin: the same seed, the same choice
    #[arg(long, value_name = "NUMBER", default_value_t = 0)]
    pub(crate) fault_seed: u64,
    /// A file to which each request is added as a line of JSON; `-` is standard output
    #[arg(long, value_name = "FILE")]
    pub(crate) log: Option<PathBuf>,
}

#[derive(ClapArgs)]
pub(crate) struct ReceiveArgs {
    /// The root file; unless given, that of this folder's package, or else the shipped component
    #[arg(long, value_name = "ROOT.toml")]
    pub(crate) spec: Option<PathBuf>,
    /// Where to listen; port 0 is any free one
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:8080")]
    pub(crate) listen: SocketAddr,
    /// The certificate in PEM, followed by those between it and its root; with it, connections are by TLS alone
    ///
    /// Both files are read again at SIGHUP, and within a minute after they change. While they cannot be used, the earlier
    /// certificate stays.
    #[arg(long, value_name = "FILE", requires = "tls_key")]
    pub(crate) tls_cert: Option<PathBuf>,
    /// The certificate's private key in PEM
    #[arg(long, value_name = "FILE", requires = "tls_cert")]
    pub(crate) tls_key: Option<PathBuf>,
    /// The store: a file, which is made if it is not there, or `postgres://USER@HOST/DATABASE`
    ///
    /// In a database, any number of receivers share one store. A server that is not up yet is waited for, 30 seconds at most. A
    /// password comes from PGPASSWORD, or stands in a whole URL
    /// at `env:VARIABLE` or `file:PATH`.
    #[arg(long, value_name = "FILE|URL")]
    pub(crate) store: PathBuf,
    /// An app, and where its key is, as in `game=env:VARIABLE` or `game=file:PATH`; it is called at `/CALLBACK/game`
    ///
    /// Without any, the apps are the store's own records, as `qq-cgi admin` keeps them: each is called at `/CALLBACK/KEY`, and
    /// what changes there holds after `--refresh` at the latest.
    ///
    /// Where the spec has several callbacks, `CALLBACK/game=…` says which. The same app twice has two keys, each of
    /// which makes right signs: so a key is replaced.
    #[arg(long = "app", value_name = "NAME=WHERE", action = ArgAction::Append, allow_hyphen_values = true)]
    pub(crate) apps: Vec<String>,
    /// All values that a field of the payload can have for an app; what has another one is kept in quarantine
    #[arg(long = "known", value_name = "NAME:FIELD=VALUE,…", requires = "apps", action = ArgAction::Append)]
    pub(crate) known: Vec<String>,
    /// The stage from which on a record is an app; the last one unless given
    #[arg(long, value_name = "STAGE", conflicts_with = "apps")]
    pub(crate) stage: Option<String>,
    /// How often the store's records are looked at for changes, in seconds
    #[arg(long, value_name = "SECONDS", default_value_t = 5, value_parser = clap::value_parser!(u64).range(1..=3600))]
    pub(crate) refresh: u64,
    /// The code that is answered to a callback whose key came before with other fields
    #[arg(long, value_name = "CODE", default_value_t = 1, allow_negative_numbers = true)]
    pub(crate) conflict_code: i64,
    /// The code for a genuine callback that cannot be used; the code that means success ends its repetitions
    #[arg(long, value_name = "CODE", default_value_t = 1, allow_negative_numbers = true)]
    pub(crate) quarantine_code: i64,
    /// The code for whatever else is not taken: a wrong sign, a store that is down
    #[arg(long, value_name = "CODE", default_value_t = 1, allow_negative_numbers = true)]
    pub(crate) failure_code: i64,
    /// A file to which each request is added as a line of JSON, without its query; `-` is standard output
    ///
    /// SIGHUP opens it again by its name, so that it can be rotated. While it cannot be written, an alert says so and lines
    /// are lost; requests are answered all the same.
    #[arg(long, value_name = "FILE")]
    pub(crate) access_log: Option<PathBuf>,
    /// How long a callback waits for the store; then it is told to come again
    #[arg(long, value_name = "SPAN", default_value = "2s", value_parser = span::parse_some)]
    pub(crate) store_timeout: Duration,
    #[command(flatten)]
    pub(crate) webhook: WebhookArgs,
}

/// The game's own URL.
#[derive(ClapArgs)]
pub(crate) struct WebhookArgs {
    /// The game's own URL: each order is posted there until the answer is 2xx, signed as Standard Webhooks has it
    ///
    /// An order may come more than once, always with the same `webhook-id`: whoever has it already answers 2xx and does
    /// nothing. Orders of one player may overtake each other.
    #[arg(long, value_name = "URL", requires = "webhook_secret", allow_hyphen_values = true)]
    pub(crate) webhook: Option<String>,
    /// Where the webhook's secret is, as `env:VARIABLE` or `file:PATH`: `whsec_` and 24 to 64 bytes in base64
    ///
    /// Twice while a secret is replaced: both sign.
    #[arg(long, value_name = "WHERE", requires = "webhook", action = ArgAction::Append, allow_hyphen_values = true)]
    pub(crate) webhook_secret: Vec<String>,
    /// How long the game may take for one order; after a crash orders under way come again after twice that
    #[arg(long, value_name = "SPAN", default_value = "15s", requires = "webhook", value_parser = span::parse)]
    pub(crate) webhook_timeout: Duration,
    /// After how many attempts an order is a dead letter
    #[arg(long, value_name = "NUMBER", default_value_t = 300, requires = "webhook")]
    pub(crate) webhook_attempts: u32,
}

#[derive(Subcommand)]
pub(crate) enum OrdersVerb {
    /// Lists orders, oldest first; as `csv` or `jsonl` all of them
    List(OrdersListArgs),
    /// Shows an order, and what else came with its key
    Show(OrdersShowArgs),
    /// Counts what the store holds
    Stats(OrdersStatsArgs),
    /// Takes the oldest orders that are to be handed over: nobody else gets them for a while
    Take(OrdersTakeArgs),
    /// Says that orders are done: they never come again
    Ack(OrdersIdsArgs),
    /// Gives leases back before they end, so that their orders come again
    Return(OrdersReturnArgs),
    /// Makes dead letters pending again, with all their attempts
    Revive(OrdersIdsArgs),
}

#[derive(ClapArgs)]
pub(crate) struct OrdersTakeArgs {
    /// The store, as `receive` has it
    #[arg(long, value_name = "FILE|URL")]
    pub(crate) store: PathBuf,
    /// The most orders
    #[arg(long, value_name = "NUMBER", default_value_t = 1)]
    pub(crate) limit: usize,
    /// How long nobody else gets them
    #[arg(long, value_name = "SPAN", default_value = "60s", value_parser = span::parse)]
    pub(crate) visibility: Duration,
    /// After how many leases without an acknowledgement an order becomes a dead letter
    #[arg(long, value_name = "NUMBER", default_value_t = 300)]
    pub(crate) max_attempts: u32,
    /// `human`, or `jsonl`: one object for each order and line
    #[arg(long, value_enum, default_value = "human")]
    pub(crate) format: LinesFormat,
}

#[derive(ClapArgs)]
pub(crate) struct OrdersIdsArgs {
    /// The orders' numbers
    #[arg(value_name = "ID", required = true)]
    pub(crate) ids: Vec<i64>,
    /// The store, as `receive` has it
    #[arg(long, value_name = "FILE|URL")]
    pub(crate) store: PathBuf,
}

#[derive(ClapArgs)]
pub(crate) struct OrdersReturnArgs {
    /// The leases, as `take` shows them: `17:1`
    #[arg(value_name = "LEASE", required = true)]
    pub(crate) leases: Vec<LeaseId>,
    /// The store, as `receive` has it
    #[arg(long, value_name = "FILE|URL")]
    pub(crate) store: PathBuf,
    /// How long their orders wait before they come again
    #[arg(long, value_name = "SPAN", default_value = "0s", value_parser = span::parse)]
    pub(crate) after: Duration,
}

#[derive(Subcommand)]
pub(crate) enum QuarantineVerb {
    /// Lists entries, oldest first; those that nobody has decided about unless told
    List(QuarantineListArgs),
    /// Shows an entry with its bytes
    Show(QuarantineShowArgs),
    /// Makes an order of an entry: of its own bytes, or of `--data`
    Admit(QuarantineAdmitArgs),
    /// Says that an entry never becomes an order; its bytes are kept
    Discard(QuarantineIdArgs),
}

#[derive(ClapArgs)]
pub(crate) struct QuarantineListArgs {
    /// The store, as `receive` has it
    #[arg(long, value_name = "FILE|URL")]
    pub(crate) store: PathBuf,
    /// Of this app
    #[arg(long)]
    pub(crate) app: Option<String>,
    /// What was decided
    #[arg(long, value_enum, default_value = "held")]
    pub(crate) state: DecisionWord,
    /// After the entry of this number
    #[arg(long, value_name = "ID")]
    pub(crate) after: Option<i64>,
    /// The most entries; all unless given
    #[arg(long, value_name = "NUMBER")]
    pub(crate) limit: Option<usize>,
    /// `human`, or `jsonl`: one object for each entry and line, with its bytes
    #[arg(long, value_enum, default_value = "human")]
    pub(crate) format: LinesFormat,
}

#[derive(ClapArgs)]
pub(crate) struct QuarantineShowArgs {
    /// The entry's number
    pub(crate) id: i64,
    /// The store, as `receive` has it
    #[arg(long, value_name = "FILE|URL")]
    pub(crate) store: PathBuf,
    /// `human`, or `json`: one object
    #[arg(long, value_enum, default_value = "human")]
    pub(crate) format: Format,
}

#[derive(ClapArgs)]
pub(crate) struct QuarantineAdmitArgs {
    /// The entry's number
    pub(crate) id: i64,
    /// The store, as `receive` has it
    #[arg(long, value_name = "FILE|URL")]
    pub(crate) store: PathBuf,
    /// The payload that it should have been, a JSON object of fields; `-` is standard input
    ///
    /// Without it the bytes that came are understood again: by a spec that knows more by now, or where a value was missing
    /// in the receiver's `--known`.
    #[arg(long, value_name = "FILE")]
    pub(crate) data: Option<PathBuf>,
    /// The root file; unless given, that of this folder's package, or else the shipped component
    #[arg(long, value_name = "ROOT.toml")]
    pub(crate) spec: Option<PathBuf>,
    /// All values that a field may have; any is right unless given, for it is you who says so
    #[arg(long = "known", value_name = "FIELD=VALUE,…", action = ArgAction::Append)]
    pub(crate) known: Vec<String>,
}

#[derive(ClapArgs)]
pub(crate) struct QuarantineIdArgs {
    /// The entry's number
    pub(crate) id: i64,
    /// The store, as `receive` has it
    #[arg(long, value_name = "FILE|URL")]
    pub(crate) store: PathBuf,
}

#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum DecisionWord {
    /// Nothing yet
    Held,
    /// It became an order
    Admitted,
    /// It never will
    Discarded,
    /// Whatever it was
    Any,
}

#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum LinesFormat {
    /// For a terminal
    Human,
    /// A JSON object on each line
    Jsonl,
}

#[derive(ClapArgs)]
pub(crate) struct OrdersListArgs {
    /// The store, as `receive` has it
    #[arg(long, value_name = "FILE|URL")]
    pub(crate) store: PathBuf,
    /// Of this app
    #[arg(long)]
    pub(crate) app: Option<String>,
    /// Of this callback
    #[arg(long)]
    pub(crate) callback: Option<String>,
    /// With this key: the JSON list that is shown
    #[arg(long)]
    pub(crate) key: Option<String>,
    /// In this state
    #[arg(long, value_enum)]
    pub(crate) state: Option<StateWord>,
    /// After the order of this number
    #[arg(long, value_name = "ID")]
    pub(crate) after: Option<i64>,
    /// The most orders; 100 for people and all in a file unless given
    #[arg(long, value_name = "NUMBER")]
    pub(crate) limit: Option<usize>,
    /// `human`, or the form of a file
    #[arg(long, value_enum, default_value = "human")]
    pub(crate) format: ExportFormat,
}

#[derive(ClapArgs)]
pub(crate) struct OrdersShowArgs {
    /// The order's number
    pub(crate) id: i64,
    /// The store, as `receive` has it
    #[arg(long, value_name = "FILE|URL")]
    pub(crate) store: PathBuf,
    /// `human`, or `json`: one object
    #[arg(long, value_enum, default_value = "human")]
    pub(crate) format: Format,
}

#[derive(ClapArgs)]
pub(crate) struct OrdersStatsArgs {
    /// The store, as `receive` has it
    #[arg(long, value_name = "FILE|URL")]
    pub(crate) store: PathBuf,
    /// `human`, or `json`: one object
    #[arg(long, value_enum, default_value = "human")]
    pub(crate) format: Format,
}

#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum StateWord {
    /// To be handed over
    Pending,
    /// Acknowledged by whoever took it
    Done,
    /// Handed over too often
    Dead,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ExportFormat {
    /// For a terminal
    Human,
    /// A line of names, then a line for each order
    Csv,
    /// A JSON object for each order and line
    Jsonl,
}

#[derive(ClapArgs)]
pub(crate) struct ExplainArgs {
    /// A code by its number, its constant's name or its name in Rust; or a rule by its id or name: of the spec language (`QQ0101`)
    /// or of `diff` (`QD0201`)
    #[arg(allow_negative_numbers = true)]
    pub(crate) code: String,
    /// The error table; all of them unless given
    #[arg(long)]
    pub(crate) table: Option<String>,
    /// The root file; unless given, that of this folder's package, or else the shipped component
    #[arg(long, value_name = "ROOT.toml")]
    pub(crate) spec: Option<PathBuf>,
    /// `human`, or `json`: one object per meaning and line
    #[arg(long, value_enum, default_value = "human")]
    pub(crate) format: Format,
}

#[derive(ClapArgs)]
pub(crate) struct ListArgs {
    /// What to list, by its key in the TOML; everything unless given
    #[arg(value_enum)]
    pub(crate) kind: Option<Kind>,
    /// The root file; unless given, that of this folder's package, or else the shipped component
    #[arg(long, value_name = "ROOT.toml")]
    pub(crate) spec: Option<PathBuf>,
    /// `human`, or `json`: one object per item and line
    #[arg(long, value_enum, default_value = "human")]
    pub(crate) format: Format,
}

/// The kinds of items, by their keys in the TOML and in its order.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Kind {
    Gateway,
    Sign,
    Command,
    Struct,
    Enum,
    Types,
    Errors,
    Page,
    Callback,
    Table,
    Stages,
    Sdk,
    Matrix,
    Note,
}

impl Kind {
    /// The key in the TOML.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Gateway => "gateway",
            Self::Sign => "sign",
            Self::Command => "command",
            Self::Struct => "struct",
            Self::Enum => "enum",
            Self::Types => "types",
            Self::Errors => "errors",
            Self::Page => "page",
            Self::Callback => "callback",
            Self::Table => "table",
            Self::Stages => "stages",
            Self::Sdk => "sdk",
            Self::Matrix => "matrix",
            Self::Note => "note",
        }
    }
}

/// How `check` says what it found.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum CheckFormat {
    /// For people
    Human,
    /// One object per mistake and line
    Json,
    /// The same in rustc's form, for rust-analyzer
    RustcJson,
    /// Workflow commands of GitHub Actions, one per mistake and line
    Github,
    /// One SARIF 2.1.0 log, for code scanning
    Sarif,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For people
    Human,
    /// For programs
    Json,
}

#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum HttpMethod {
    /// Everything in the query
    #[value(name = "GET")]
    Get,
    /// Everything in the query and an empty body
    #[value(name = "POST")]
    Post,
}
