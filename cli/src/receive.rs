//! `qq-cgi receive`: takes callbacks until it is told to stop, then ends what is under way.

mod apps;
mod certificate;
mod hangup;
mod records;
mod webhook;

use std::{
    io::{self, IsTerminal as _},
    path::Path,
    process::ExitCode,
    sync::Arc,
    time::Duration,
};

use qq_cgi_receiver::{
    Access, Alert, App, AppError, Apps, Codes, Intake, Metrics,
    http::{Bounds, Server, Tls},
    records::AppRecords,
    store::Store,
};
use tokio::time::sleep;

use crate::{
    args::ReceiveArgs,
    clock::unix_ms,
    log_file::{Added, LogFile},
    output::{Failure, complain, print},
    spec, stop,
    store::{self, Opened},
};
use hangup::Hangups;
use records::Followed;

/// How often a terminal is told what came.
const STATUS_PERIOD: Duration = Duration::from_secs(1);

pub(crate) fn run(args: &ReceiveArgs) -> Result<ExitCode, Failure> {
    let runtime = store::runtime()?;
    // Whoever rotates logs does not know how far a receiver has got.
    let hangups = runtime.block_on(async { Hangups::listen() }).map_err(deaf)?;
    let model = Arc::new(spec::sound(args.spec.as_deref())?);
    let source = if args.apps.is_empty() {
        let source = AppRecords::new(model, args.stage.as_deref());
        Source::Records(source.map_err(|error| Failure::new(format!("without --app: {error}")))?)
    } else {
        let given = apps::parse(args, &model)?;
        let apps = Apps::new(model, given).map_err(|error| {
            let option = match error {
                AppError::UnknownField { .. } | AppError::KnownValue { .. } => "--known",
                _ => "--app",
            };
            Failure::new(format!("{option}: {error}"))
        })?;
        warn(args, &apps);
        Source::Arguments(apps)
    };
    let (tls, webhook) = (certificate::read(args)?, webhook::parse(&args.webhook)?);
    let log = args.access_log.as_deref().map(LogFile::open).transpose()?;
    let opened = Opened::for_receiver(&args.store, runtime)?;
    if opened.place.file().is_some_and(others_can_read) {
        let place = &opened.place;
        complain(&format!(
            "warning: other users of this machine can read the store `{place}`, orders and keys: chmod o-r it"
        ));
    }
    let (apps, followed) = match source {
        Source::Arguments(apps) => (apps, None),
        Source::Records(source) => {
            let (apps, followed) = records::load(source, &opened, args.refresh)?;
            warn(args, &apps);
            (apps, Some(followed))
        }
    };
    let store = Arc::clone(&opened.store);
    opened.runtime.block_on(serve(args, apps, store, Given { hangups, followed, tls, webhook, log }))?;
    Ok(ExitCode::SUCCESS)
}

/// Where the apps come from.
enum Source {
    Arguments(Apps),
    Records(AppRecords),
}

/// What the arguments name, opened.
struct Given {
    hangups: Hangups,
    followed: Option<Followed>,
    tls: Option<Tls>,
    webhook: Option<webhook::Given>,
    log: Option<LogFile>,
}

async fn serve(args: &ReceiveArgs, apps: Apps, store: Arc<dyn Store>, given: Given) -> Result<(), Failure> {
    let Given { hangups, followed, tls, webhook, log } = given;
    // Listened to before anyone can know that the receiver runs, so that no signal is missed.
    let stop = stop::asked().map_err(deaf)?;
    let codes = Codes { conflict: args.conflict_code, quarantine: args.quarantine_code, failure: args.failure_code };
    let paths: Vec<_> = apps.iter().map(App::path).collect();
    let tell = |alert: &Alert, now: i64| complain(&alert.to_json(now));
    let intake = Intake::new(apps, codes, Arc::clone(&store), tell).map_err(|error| Failure::new(error.to_string()))?;
    let intake = Arc::new(intake.wait_for_store(args.store_timeout));
    let log = log.map(Arc::new);
    let (logged, reports) = (log.clone(), intake.reports().clone());
    let on_access = move |access: &Access| {
        if let Some(log) = &logged {
            note(log.add(&access.to_json()), reports.metrics());
        }
    };
    let (bounds, takes) = (Bounds::default(), Arc::clone(&intake));
    let server = match &tls {
        Some(tls) => Server::start_tls(args.listen, bounds, tls.clone(), takes, on_access).await,
        None => Server::start(args.listen, bounds, takes, on_access).await,
    };
    let server = server.map_err(|error| Failure::new(format!("cannot listen on {}: {error}", args.listen)))?;
    let origin = format!("{}://{}", if tls.is_some() { "https" } else { "http" }, server.address());
    print(&format!("listening on {origin}"))?;
    for path in paths {
        print(&format!("callbacks come to {origin}{path}"))?;
    }
    let handover = match webhook {
        Some(webhook) => {
            print(&format!("orders go to {}", webhook.origin()))?;
            Some(webhook.start(store, &intake)?)
        }
        None => None,
    };
    tokio::select! {
        () = stop => {}
        () = show_status(&intake) => {}
        () = hangup::follow(hangups, tls.as_ref(), log.as_deref()) => {}
        () = records::follow(followed, &intake) => {}
    }
    let end_handover = async {
        if let Some(handover) = handover {
            handover.stop().await;
        }
    };
    tokio::join!(server.shutdown(), end_handover);
    Ok(())
}

#[expect(clippy::needless_pass_by_value, reason = "what is mapped is taken")]
fn deaf(error: io::Error) -> Failure {
    Failure::new(format!("cannot listen to signals: {error}"))
}

/// Tells what became of a line of the access log, where it is news.
fn note(added: Added, metrics: &Metrics) {
    if matches!(added, Added::Down(_) | Added::StillDown) {
        metrics.count_lost_log_line();
    }
    let alert = match added {
        Added::Written | Added::StillDown => return,
        Added::Again(lost) => Alert::AccessLogBack { lost },
        Added::Down(error) => Alert::AccessLogDown { error: error.to_string() },
    };
    complain(&alert.to_json(unix_ms()));
}

/// Tells a terminal once a second what came in that second, and how many orders wait to be handed over; never ends.
async fn show_status(intake: &Intake) {
    if !io::stderr().is_terminal() {
        std::future::pending::<()>().await;
    }
    let mut earlier = intake.metrics().snapshot();
    loop {
        sleep(STATUS_PERIOD).await;
        let now = intake.metrics().snapshot();
        let waiting = intake.waiting(unix_ms()).await.map_or(0, |waiting| waiting.pending);
        let waiting = if waiting > 0 { format!("; waiting {waiting}") } else { String::new() };
        complain(&format!("{}{waiting}", now.since(&earlier)));
        earlier = now;
    }
}

fn warn(args: &ReceiveArgs, apps: &Apps) {
    if !args.listen.ip().is_loopback() && args.tls_cert.is_none() {
        complain(
            "warning: there is no TLS at this address, so whoever is on the way reads the orders; give --tls-cert and \
             --tls-key, put a proxy with TLS in front of it, or listen on 127.0.0.1",
        );
    }
    for (index, app) in apps.iter().enumerate() {
        if let Some(other) = apps.iter().take(index).find(|other| app.shares_key(other)) {
            let (path, other) = (app.path(), other.path());
            complain(&format!(
                "warning: {other} and {path} have a key in common: what is signed for one passes at the other"
            ));
        }
    }
}

/// Whether everybody on this machine can read a file.
#[cfg(unix)]
fn others_can_read(file: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt as _;

    std::fs::metadata(file).is_ok_and(|metadata| metadata.permissions().mode() & 0o004 != 0)
}

#[cfg(not(unix))]
fn others_can_read(_: &Path) -> bool {
    false
}
