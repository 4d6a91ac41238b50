//! `qq-cgi check --watch`: checks again whenever a file of the spec changes.

mod places;

use std::{path::Path, pin::pin, process::ExitCode, time::Duration};

use notify::{
    Event, EventKind,
    event::{AccessKind, AccessMode},
};
use qq_cgi_model::Checked;
use tokio::{
    sync::mpsc::{UnboundedReceiver, unbounded_channel},
    time::{Instant, timeout_at},
};

use self::places::Places;
use crate::{
    args::CheckArgs,
    check::show,
    output::{Failure, complain},
    spec::{counted, findings},
    stop,
};

/// An editor that saves a file does so in several steps.
const QUIET: Duration = Duration::from_millis(50);

/// Whoever writes without a pause is not waited for any longer.
const LONGEST: Duration = Duration::from_secs(1);

type Events = UnboundedReceiver<notify::Result<Event>>;

pub(crate) fn run(root: &Path, args: &CheckArgs) -> Result<ExitCode, Failure> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime = runtime.map_err(|error| Failure::new(format!("cannot start to watch: {error}")))?;
    runtime.block_on(watch(root, args))
}

async fn watch(root: &Path, args: &CheckArgs) -> Result<ExitCode, Failure> {
    let stop = stop::asked().map_err(|error| Failure::new(format!("cannot listen to signals: {error}")))?;
    let mut stop = pin!(stop);
    let (sender, mut events) = unbounded_channel();
    // Where nobody receives any longer, the watch is over.
    let watcher = notify::recommended_watcher(move |event| drop(sender.send(event)));
    let watcher = watcher.map_err(|error| Failure::new(format!("cannot watch files: {error}")))?;
    let mut places = Places::new(watcher);
    let mut last = None;
    loop {
        let checked = places.check(root).map_err(Failure::new)?;
        let now = Some(what_it_says(&checked));
        if now != last {
            show(&checked, Some(root), args.format)?;
            let count = counted(checked.diagnostics.len(), "finding");
            complain(&format!("---- {count}; waiting for changes, Ctrl-C ends ----"));
            last = now;
        }
        tokio::select! {
            () = &mut stop => return Ok(ExitCode::SUCCESS),
            () = change(&mut events, &places) => {}
        }
    }
}

/// A file that was only touched says the same again.
fn what_it_says(checked: &Checked) -> (Vec<(String, String)>, String) {
    let texts = checked.sources.iter().map(|(_, file)| (file.shown.clone(), file.text.clone()));
    (texts.collect(), findings(checked))
}

/// Waits until something happened to the files, and then until nothing more does.
async fn change(events: &mut Events, places: &Places) {
    while let Some(event) = events.recv().await {
        if matters(event, places) {
            break;
        }
    }
    let latest = Instant::now() + LONGEST;
    while let Ok(Some(_)) = timeout_at(latest.min(Instant::now() + QUIET), events.recv()).await {}
}

fn matters(event: notify::Result<Event>, places: &Places) -> bool {
    // What the watcher could not see may have been a change.
    let Ok(event) = event else { return true };
    let changes = match event.kind {
        EventKind::Access(AccessKind::Close(AccessMode::Write)) => true,
        // The check itself reads the files.
        EventKind::Access(_) => false,
        _ => true,
    };
    event.need_rescan() || changes && event.paths.iter().any(|path| places.concern(path))
}
