//! `qq-cgi sandbox forward`: the vendor as the sender of callbacks.

use std::process::ExitCode;

use qq_cgi_sandbox::forward::{Entry, ForwardError, Forwarder, LineFeeds};

use crate::{
    args::{Format, ForwardArgs, LineFeedsWord},
    callback,
    log_file::LogFile,
    output::{Failure, complain, print},
    sign::split_params,
    spec,
};

pub(super) fn run(args: &ForwardArgs) -> Result<ExitCode, Failure> {
    let given = split_params(&args.fields)?;
    let model = spec::sound(args.spec.as_deref())?;
    let secret = callback::key(&args.secret, callback::find(&model, &args.name)?)?;
    let mut forwarder = Forwarder::new(model, &args.name, secret, &args.receiver)
        .count(args.count)
        .concurrency(args.concurrency)
        .burst(args.burst)
        .doubles(args.doubles)
        .conflicts(args.conflicts)
        .wrong_signs(args.wrong_signs)
        .unusable(args.unusable)
        .line_feeds(line_feeds(args.line_feed))
        .attempts(args.attempts)
        .seed(args.seed);
    if let Some(rate) = args.rate {
        forwarder = forwarder.rate(rate);
    }
    for (name, value) in given {
        forwarder = forwarder.field(name, value);
    }
    if let Some(path) = &args.trust {
        let pem = std::fs::read(path);
        let pem = pem.map_err(|error| Failure::new(format!("--trust: cannot read `{}`: {error}", path.display())))?;
        forwarder = forwarder.trust(pem);
    }
    let log = args.log.as_deref().map(LogFile::open).transpose()?;
    warn(args);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime = runtime.map_err(|error| Failure::new(format!("cannot start the forwarder: {error}")))?;
    let on_entry = |entry: &Entry| {
        if let Some(log) = &log {
            log.add_or_complain(&entry.to_json());
        }
    };
    let totals = runtime.block_on(forwarder.run_with(on_entry)).map_err(failure)?;
    print(&match args.format {
        Format::Human => totals.to_string(),
        Format::Json => totals.to_json(),
    })?;
    Ok(if totals.is_as_it_should_be() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn line_feeds(word: Option<LineFeedsWord>) -> LineFeeds {
    match word {
        None => LineFeeds::AsSpecified,
        Some(LineFeedsWord::Sent) => LineFeeds::Sent,
        Some(LineFeedsWord::Signed) => LineFeeds::Signed,
        Some(LineFeedsWord::None) => LineFeeds::None,
        Some(LineFeedsWord::Mixed) => LineFeeds::Mixed,
    }
}

fn failure(error: ForwardError) -> Failure {
    match error {
        ForwardError::Values { problems } => Failure::of_all(problems.iter().map(ToString::to_string).collect()),
        ForwardError::Setting { .. } | ForwardError::Receiver { .. } => Failure::usage(error.to_string()),
        other => Failure::new(other.to_string()),
    }
}

fn warn(args: &ForwardArgs) {
    if let Some(host) = other_host(&args.receiver) {
        complain(&format!(
            "warning: `{host}` is another machine: send callbacks only to receivers of your own, and no more than they bear"
        ));
    }
}

/// The host of a URL, unless it is this machine.
fn other_host(url: &str) -> Option<&str> {
    let (_, rest) = url.split_once("://")?;
    let authority = rest.split(['/', '?']).next()?;
    let authority = authority.rsplit_once('@').map_or(authority, |(_, host)| host);
    let host = match authority.strip_prefix('[') {
        Some(address) => address.split(']').next()?,
        None => authority.split(':').next()?,
    };
    let is_loopback = match host.parse::<std::net::IpAddr>() {
        Ok(address) => address.is_loopback(),
        Err(_) => host.eq_ignore_ascii_case("localhost"),
    };
    (!is_loopback).then_some(host)
}
