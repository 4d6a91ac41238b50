//! `qq-cgi sandbox`: serves until it is told to stop, then lets requests under way end; or forwards callbacks.

mod forward;
mod log_line;

use std::{error::Error, process::ExitCode};

use qq_cgi_model::Model;
use qq_cgi_sandbox::{FaultRule, Sandbox};

use crate::{
    args::{SandboxArgs, SandboxServeArgs, SandboxVerb},
    log_file::LogFile,
    output::{Failure, complain, print},
    secret::{self, Player},
    spec, stop,
};

pub(crate) fn run(args: &SandboxArgs) -> Result<ExitCode, Failure> {
    match &args.verb {
        Some(SandboxVerb::Forward(args)) => forward::run(args),
        None => answer(&args.serve),
    }
}

fn answer(args: &SandboxServeArgs) -> Result<ExitCode, Failure> {
    let apps = args.apps.iter().map(|app| secret::app(app)).collect::<Result<Vec<_>, _>>()?;
    let players = args.players.iter().map(|player| secret::player(player)).collect::<Result<Vec<_>, _>>()?;
    let faults = args.faults.iter().map(|text| text.parse::<FaultRule>()).collect::<Result<Vec<_>, _>>();
    let faults = faults.map_err(|error| Failure::usage(format!("--fault: {error}")))?;
    let model = spec::sound(args.spec.as_deref())?;
    for fault in &faults {
        fault.check(&model).map_err(|error| Failure::new(format!("--fault: {error}")))?;
    }
    warn(args, &faults, &model);
    let log = args.log.as_deref().map(LogFile::open).transpose()?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime = runtime.map_err(|error| Failure::new(format!("cannot start the sandbox: {error}")))?;
    runtime.block_on(serve(args, Given { apps, players, faults, log }, model))?;
    Ok(ExitCode::SUCCESS)
}

/// What the arguments say, understood.
struct Given {
    apps: Vec<(u64, String)>,
    players: Vec<Player>,
    faults: Vec<FaultRule>,
    log: Option<LogFile>,
}

async fn serve(args: &SandboxServeArgs, given: Given, model: Model) -> Result<(), Failure> {
    // Listened to before anyone can know that the sandbox runs, so that no signal is missed.
    let stop = stop::asked().map_err(|error| Failure::new(format!("cannot listen to signals: {error}")))?;
    let log = given.log;
    let mut builder =
        Sandbox::builder(model).listen(args.listen).fault_seed(args.fault_seed).on_request(move |entry| {
            complain(&log_line::of(entry));
            if let Some(log) = &log {
                log.add_or_complain(&entry.to_json());
            }
        });
    for (id, secret) in given.apps {
        builder = builder.app(id, secret);
    }
    for Player { app, openid, token } in given.players {
        builder = builder.player(app, openid, token);
    }
    for fault in given.faults {
        builder = builder.fault(fault);
    }
    let sandbox = builder.start().await.map_err(|error| Failure::new(with_source(&error)))?;
    print(&format!("listening on {}", sandbox.origin()))?;
    stop.await;
    sandbox.shutdown().await;
    Ok(())
}

fn warn(args: &SandboxServeArgs, faults: &[FaultRule], model: &Model) {
    if !args.listen.ip().is_loopback() {
        complain(
            "warning: everyone who can reach this address can use the sandbox and ask it for faults; 127.0.0.1 is for this machine alone",
        );
    }
    let mut examples = model.commands.iter().flat_map(|command| &command.examples);
    if args.apps.is_empty() && examples.all(|example| example.secret.is_none()) {
        complain("warning: the spec's examples show no app, so none is known; give one by --app ID=SECRET");
    }
    for unknown in faults.iter().filter_map(|fault| fault.unknown_code(model)) {
        complain(&format!("warning: --fault: {unknown}"));
    }
}

fn with_source(error: &dyn Error) -> String {
    error.source().map_or_else(|| error.to_string(), |source| format!("{error}: {source}"))
}
