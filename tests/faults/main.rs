//! Every fault of the sandbox against the client: how often it tries, what it says, what is delivered.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

mod matrix;
mod once;
mod skipping;

use std::time::Duration;

use qq_cgi::{Client, ClientBuilder, Session};
use qq_cgi_sandbox::{Builder, FaultRule, Sandbox};

/// Two commands on the shipped relay.
#[qq_cgi::qq_cgi("specs/faults.toml")]
pub mod spec {}

const APP: u64 = 7;
const SECRET: &str = "s3cret";

/// Long enough for everything that comes at all.
const LONG: Duration = Duration::from_mins(1);

fn sandbox() -> Builder {
    Sandbox::of_spec(spec::SPEC_FILES, spec::BASE_FILES).app(APP, SECRET)
}

fn rule(text: &str) -> FaultRule {
    text.parse().unwrap()
}

fn client(sandbox: &Sandbox) -> ClientBuilder {
    let builder = Client::builder().app(APP, SECRET).origin(&sandbox.origin());
    builder.connect_timeout(LONG).attempt_timeout(LONG).overall_timeout(LONG)
}

fn player(client: ClientBuilder) -> Session {
    client.build().unwrap().session("OPENID", "TOKEN")
}
