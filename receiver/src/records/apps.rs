//! The apps of a receiver, from the records that its spec names.

use std::{collections::BTreeMap, error::Error, fmt, sync::Arc, time::Duration};

use qq_cgi_model::{
    model::{Callback, CallbackApps, Model, Stages},
    suggest::nearest,
};
use tokio::time::{sleep, timeout};

use super::{Record, RecordQuery, Records};
use crate::{
    app::{App, AppError, Apps},
    clock::unix_ms,
    event::Alert,
    intake::{CodeMeansSuccess, Intake},
    store::StoreError,
};

/// How long the store may take to answer.
const LONGEST_LOAD: Duration = Duration::from_secs(30);

/// How many records are read at a time.
const PAGE: usize = 500;

/// Where the apps of a receiver come from: each record of the table that a callback's spec names in `apps` is one, if it is
/// in the stage that counts or in a later one.
#[derive(Clone)]
pub struct AppRecords {
    model: Arc<Model>,
    stage: Option<String>,
}

/// The apps at one moment.
#[derive(Debug)]
pub struct Loaded {
    /// The apps; there may be none yet.
    pub apps: Apps,
    /// The revision of the records, before they were read.
    pub revision: i64,
    /// How many records of each table do not count, since their stage comes too early; tables of which all do are not here.
    pub left_out: BTreeMap<String, usize>,
}

/// Why a spec's records can be no apps.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum NoAppRecords {
    /// No callback of the spec says in which records its apps are kept.
    NotNamed,
    /// None of those tables has such a stage.
    UnknownStage {
        /// The name that none has.
        stage: String,
        /// The nearest one.
        suggestion: Option<String>,
    },
}

/// Why the records give no apps now.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum LoadError {
    /// They cannot be read.
    Store(StoreError),
    /// They were not read in time.
    TooSlow,
    /// A record is in a stage that the spec does not have.
    Stage {
        /// The table.
        table: String,
        /// The record.
        key: String,
    },
    /// They cannot be served.
    Apps(AppError),
    /// They bring a callback whose success is a code that was chosen for failures.
    Codes(CodeMeansSuccess),
}

impl AppRecords {
    /// The apps by the spec of `model`. `stage` is the first stage that counts; the last one unless given,
    /// and in tables that do not have it.
    ///
    /// # Errors
    /// The spec does not say where apps are kept, or has no such stage there.
    pub fn new(model: impl Into<Arc<Model>>, stage: Option<&str>) -> Result<Self, NoAppRecords> {
        let new = Self { model: model.into(), stage: stage.map(str::to_owned) };
        if new.tables().is_empty() {
            return Err(NoAppRecords::NotNamed);
        }
        let names: Vec<_> = new
            .tables()
            .into_iter()
            .filter_map(|table| stages(&new.model, table))
            .flat_map(|stages| stages.steps.iter().map(|step| step.rust.as_str()))
            .collect();
        if let Some(stage) = stage.filter(|stage| !names.contains(stage)) {
            let suggestion = nearest(stage, names).map(str::to_owned);
            return Err(NoAppRecords::UnknownStage { stage: stage.to_owned(), suggestion });
        }
        Ok(new)
    }

    /// The tables of apps, and of what belongs to them, each with the first stage that counts, where it has stages.
    #[must_use]
    pub fn tables_and_stages(&self) -> Vec<(&str, Option<&str>)> {
        self.tables().into_iter().map(|table| (table, self.first_counting(table).map(|(_, name)| name))).collect()
    }

    /// Reads `records`.
    ///
    /// # Errors
    /// They cannot be read or served.
    pub async fn load(&self, records: &dyn Records) -> Result<Loaded, LoadError> {
        timeout(LONGEST_LOAD, self.read(records)).await.map_err(|_| LoadError::TooSlow)?
    }

    /// Brings `intake` every change of `records`, `loaded` being the revision that it has. Looks for changes once in `period`. What
    /// cannot be served leaves the apps as they are, and `intake`'s alerts tell of it. Never ends.
    pub async fn follow(&self, records: &dyn Records, intake: &Intake, loaded: i64, period: Duration) {
        let mut seen = loaded;
        let mut told = None;
        loop {
            sleep(period).await;
            match self.bring(records, intake, seen).await {
                Ok(None) => told = None,
                Ok(Some(revision)) => (seen, told) = (revision, None),
                Err(error) => {
                    // What stays wrong is told once.
                    let error = error.to_string();
                    if told.as_ref() != Some(&error) {
                        intake.alert(&Alert::AppsKept { error: error.clone() }, unix_ms());
                        told = Some(error);
                    }
                }
            }
        }
    }

    /// The revision that was brought; `None` where nothing changed.
    async fn bring(&self, records: &dyn Records, intake: &Intake, seen: i64) -> Result<Option<i64>, LoadError> {
        let revision = timeout(LONGEST_LOAD, records.revision()).await.map_err(|_| LoadError::TooSlow)??;
        if revision == seen {
            return Ok(None);
        }
        let Loaded { apps, revision, left_out } = self.load(records).await?;
        let alert = Alert::AppsChanged { apps: apps.iter().count(), left_out: left_out.values().sum() };
        intake.replace_apps(apps)?;
        intake.alert(&alert, unix_ms());
        Ok(Some(revision))
    }

    async fn read(&self, records: &dyn Records) -> Result<Loaded, LoadError> {
        // Before the records: a change that comes meanwhile is seen as one.
        let revision = records.revision().await?;
        let mut tables = BTreeMap::new();
        let mut left_out = BTreeMap::new();
        for table in self.tables() {
            let (counting, others) = self.counting(records, table).await?;
            if others > 0 {
                left_out.insert(table.to_owned(), others);
            }
            tables.insert(table, counting);
        }
        let of = |table: &str| tables.get(table).map(Vec::as_slice).unwrap_or_default();
        let mut apps = Vec::new();
        for (callback, source) in self.sources() {
            apps.extend(of(&source.table).iter().map(|record| app(callback, source, record, &of)));
        }
        let apps = Apps::of_records(Arc::clone(&self.model), apps).map_err(LoadError::Apps)?;
        Ok(Loaded { apps, revision, left_out })
    }

    /// The records that count, and how many others there are.
    async fn counting(&self, records: &dyn Records, table: &str) -> Result<(Vec<Record>, usize), LoadError> {
        let (mut counting, mut others) = (Vec::new(), 0);
        let mut after = None;
        loop {
            let query = RecordQuery { after, limit: PAGE, ..RecordQuery::of(table) };
            let page = records.records(query).await?;
            let Some(last) = page.last() else { return Ok((counting, others)) };
            after = Some(last.key.clone());
            for record in page {
                if self.counts(&record)? {
                    counting.push(record);
                } else {
                    others += 1;
                }
            }
        }
    }

    fn counts(&self, record: &Record) -> Result<bool, LoadError> {
        let Some(stages) = stages(&self.model, &record.table) else { return Ok(true) };
        let own = record.stage.as_ref().and_then(|stage| stages.steps.iter().position(|step| step.rust == *stage));
        let unknown = || LoadError::Stage { table: record.table.clone(), key: record.key.clone() };
        let own = own.ok_or_else(unknown)?;
        Ok(self.first_counting(&record.table).is_none_or(|(first, _)| own >= first))
    }

    fn first_counting(&self, table: &str) -> Option<(usize, &str)> {
        let steps = || stages(&self.model, table).into_iter().flat_map(|stages| &stages.steps);
        let steps = || steps().map(|step| step.rust.as_str()).enumerate();
        steps().find(|(_, name)| self.stage.as_deref() == Some(name)).or_else(|| steps().last())
    }

    /// Each once, that of the apps before those that belong to them.
    fn tables(&self) -> Vec<&str> {
        let mut tables: Vec<&str> = Vec::new();
        for (_, source) in self.sources() {
            let named = [&source.table].into_iter().chain(source.known.iter().map(|known| &known.table));
            for table in named {
                if !tables.contains(&table.as_str()) {
                    tables.push(table);
                }
            }
        }
        tables
    }

    fn sources(&self) -> impl Iterator<Item = (&Callback, &CallbackApps)> {
        self.model.callbacks.iter().filter_map(|callback| Some((callback, callback.apps.as_ref()?)))
    }
}

fn stages<'m>(model: &'m Model, table: &str) -> Option<&'m Stages> {
    let name = model.table(table)?.stages.as_ref()?;
    model.stages.iter().find(|stages| stages.name == *name)
}

fn app<'r>(callback: &Callback, source: &CallbackApps, record: &Record, of: &impl Fn(&str) -> &'r [Record]) -> App {
    let keys = record.secrets.get(&source.secret).into_iter().flatten();
    let app = keys.fold(App::new(&callback.name, &record.key), |app, secret| app.key(&secret.value));
    source.known.iter().fold(app, |app, known| {
        let belongs = |other: &&Record| other.fields.get(&known.owner) == Some(&record.key);
        app.known(&known.field, of(&known.table).iter().filter(belongs).map(|other| &other.key))
    })
}

impl fmt::Debug for AppRecords {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AppRecords").field("tables", &self.tables_and_stages()).finish_non_exhaustive()
    }
}

impl From<StoreError> for LoadError {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

impl From<CodeMeansSuccess> for LoadError {
    fn from(error: CodeMeansSuccess) -> Self {
        Self::Codes(error)
    }
}

impl fmt::Display for NoAppRecords {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotNamed => f.write_str("no callback of the spec says in which records its apps are kept (`apps`)"),
            Self::UnknownStage { stage, suggestion } => {
                write!(f, "there is no stage `{}`", stage.escape_debug())?;
                suggestion.as_ref().map_or(Ok(()), |name| write!(f, "; did you mean `{name}`?"))
            }
        }
    }
}

impl fmt::Display for LoadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Store(error) => error.fmt(f),
            Self::TooSlow => write!(f, "the records were not read within {LONGEST_LOAD:?}"),
            Self::Stage { table, key } => {
                write!(f, "the record `{}` of `{table}` is in a stage that the spec does not have", key.escape_debug())
            }
            Self::Apps(error) => error.fmt(f),
            Self::Codes(error) => error.fmt(f),
        }
    }
}

impl Error for NoAppRecords {}

impl Error for LoadError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Store(error) => Some(error),
            Self::Apps(error) => Some(error),
            Self::Codes(error) => Some(error),
            Self::TooSlow | Self::Stage { .. } => None,
        }
    }
}
