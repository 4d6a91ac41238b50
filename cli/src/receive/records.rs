//! Apps that are records of the store, and their changes.

use std::{sync::Arc, time::Duration};

use qq_cgi_receiver::{
    Apps, Intake,
    records::{AppRecords, LoadError, Loaded},
};

use crate::{
    output::{Failure, complain},
    store::{Kept, Opened},
};

/// What the receiver's apps come from.
pub(super) struct Followed {
    source: AppRecords,
    records: Arc<dyn Kept>,
    revision: i64,
    period: Duration,
}

/// The apps of the store; standard error says of which records they are.
pub(super) fn load(source: AppRecords, opened: &Opened, refresh: u64) -> Result<(Apps, Followed), Failure> {
    let loaded = opened.runtime.block_on(source.load(&*opened.store)).map_err(|error| match error {
        LoadError::Store(error) => opened.unusable(&error),
        other => Failure::new(format!("the records of `{}` cannot be served: {other}", opened.place)),
    })?;
    say(&source, &loaded, refresh);
    let Loaded { apps, revision, .. } = loaded;
    let (records, period) = (Arc::clone(&opened.store), Duration::from_secs(refresh));
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
