//! What can be asked for about receiving callbacks.

use std::{net::SocketAddr, path::PathBuf, time::Duration};

use clap::{ArgAction, Args as ClapArgs};

use crate::span;

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
