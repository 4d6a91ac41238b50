//! Apps that are records of the store, and their changes.

use std::{sync::Arc, time::Duration};

use qq_cgi_receiver::{
    Apps, Intake,
    records::{AppRecords, LoadError, Loaded, Records},
};

use crate::{
    args::ReceiveArgs,
    output::{Failure, complain},
    store,
};

/// What the receiver's apps come from.
pub(super) struct Followed {
    source: AppRecords,
    records: Arc<dyn Records>,
    revision: i64,
    period: Duration,
}

/// The apps of the store; standard error says of which records they are.
pub(super) async fn load(source: AppRecords, args: &ReceiveArgs) -> Result<(Apps, Followed), Failure> {
    let (path, period) = (&args.store, Duration::from_secs(args.refresh));
    let records = store::records(path, false)?;
    let loaded = source.load(&*records).await.map_err(|error| match error {
        LoadError::Store(error) => store::unusable(path, &error),
        other => Failure::new(format!("the records of `{}` cannot be served: {other}", path.display())),
    })?;
    say(&source, &loaded, args.refresh);
    let Loaded { apps, revision, .. } = loaded;
    Ok((apps, Followed { source, records, revision, period }))
}

/// Brings the receiver what changes; never ends.
pub(super) async fn follow(followed: Option<Followed>, intake: &Intake) {
    match followed {
        Some(Followed { source, records, revision, period }) => {
            source.follow(&*records, intake, revision, period).await;
        }
        None => std::future::pending().await,
    }
}

fn say(source: &AppRecords, loaded: &Loaded, seconds: u64) {
    let tables = source.tables_and_stages();
    let tables: Vec<_> = tables
        .iter()
        .map(|(table, stage)| match stage {
            Some(stage) => format!("`{table}` from the stage {stage} on"),
            None => format!("`{table}`"),
        })
        .collect();
    let left_out: Vec<_> = loaded.left_out.iter().map(|(table, count)| format!("{count} of `{table}`")).collect();
    let left_out = if left_out.is_empty() { "none".to_owned() } else { left_out.join(", ") };
    let count = loaded.apps.iter().count();
    complain(&format!("apps: {count}, of the records in {}; left out for their stage: {left_out}", tables.join(", ")));
    if count == 0 {
        complain(&format!(
            "warning: THERE IS NO APP YET, so everything is refused with 403; what `qq-cgi admin` adds, and takes to that \
             stage, is served {seconds} s later at the latest"
        ));
    }
}
