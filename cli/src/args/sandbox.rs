//! What can be asked for about the sandbox and its forwarder.

use std::{net::SocketAddr, path::PathBuf};

use clap::{ArgAction, Args as ClapArgs, Subcommand, ValueEnum};

use super::{Format, SecretArgs};

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
