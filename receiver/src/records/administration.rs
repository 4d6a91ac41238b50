//! The records of a spec's tables, changed by its rules.

use std::{collections::BTreeMap, fmt, sync::Arc};

use qq_cgi_model::{
    model::{Model, Table},
    suggest::nearest,
};
use serde_json::{Value, json};

use super::{
    Action, Condition, Edit, Entry, New, Record, RecordError, RecordQuery, Records, Retired, Rotated,
    change::{Rules, retired},
};

/// How often a key is made anew if a record has it already.
const MOST_KEYS: usize = 16;

/// What may be done to the records of a spec's tables. It knows no table by itself: each is as the Model has it.
///
/// What the vendor's document leaves open is decided so that no order is refused by surprise:
/// - A record begins in the first of its stages and goes on only as the spec says. Nothing takes it back, unless the spec does:
///   a record whose review was refused stays where it is and can be edited there.
/// - An edit leaves a record in its stage, and holds at once. Keys and what is immutable are out of its reach.
/// - A secret is replaced in two steps: [`Administration::rotate`] adds one, and both are good until
///   [`Administration::retire`] ends the old one.
/// - Records are never deleted.
#[derive(Clone)]
pub struct Administration {
    model: Arc<Model>,
    records: Arc<dyn Records>,
    by: String,
}

impl Administration {
    /// The records in `records` of the tables of `model`, whose spec has no mistakes. `by` is who changes them, for the
    /// history.
    pub fn new(model: impl Into<Arc<Model>>, records: Arc<dyn Records>, by: impl Into<String>) -> Self {
        Self { model: model.into(), records, by: by.into() }
    }

    /// The table `name`.
    ///
    /// # Errors
    /// There is none.
    pub fn table(&self, name: &str) -> Result<&Table, RecordError> {
        known_table(&self.model, name)
    }

    /// Adds a record. What the spec has the administration make, and is not in `given`, is made. `now` is in milliseconds
    /// since 1970, here and below.
    ///
    /// # Errors
    /// A value does not fit, the record is there already, what it refers to is not, or the store failed.
    pub async fn add(&self, table: &str, given: &[(String, String)], now: i64) -> Result<New, RecordError> {
        let rules = self.rules(table)?;
        for _ in 0..MOST_KEYS {
            let new = rules.added(given, now)?;
            self.check_references(rules, &new.record, None).await?;
            let secrets: Vec<_> = new.record.secrets.keys().collect();
            let detail = json!({ "fields": new.record.fields, "secrets": secrets, "stage": new.record.stage });
            if self.put(&new.record, Action::Added, &detail).await? {
                return Ok(new);
            }
            if !new.made.contains(&rules.table.key) {
                return Err(RecordError::Exists { table: table.to_owned(), key: new.record.key });
            }
        }
        Err(RecordError::NotMade { field: rules.table.key.clone(), why: "all that were tried are taken".to_owned() })
    }

    /// Changes fields of a record. If nothing is different, nothing is written.
    ///
    /// # Errors
    /// A value does not fit or can't be changed, there is no such record, somebody changed it meanwhile, or the store failed.
    pub async fn edit(&self, table: &str, key: &str, edit: &Edit, now: i64) -> Result<Record, RecordError> {
        let rules = self.rules(table)?;
        let record = self.record(table, key).await?;
        if let Some(seen) = edit.seen.filter(|seen| *seen != record.version) {
            return Err(RecordError::Changed { seen });
        }
        let edited = rules.edited(&record, edit, now)?;
        if edited == record {
            return Ok(edited);
        }
        self.check_references(rules, &edited, Some(&record)).await?;
        let detail = json!({
            "fields": different(&record.fields, &edited.fields),
            "secrets": different(&record.secrets, &edited.secrets).keys().collect::<Vec<_>>(),
        });
        self.replace(&record, &edited, Action::Edited, &detail).await?;
        Ok(edited)
    }

    /// Takes a record to a stage that follows its own.
    ///
    /// # Errors
    /// It does not follow, there is no such record, somebody changed it meanwhile, or the store failed.
    pub async fn advance(&self, table: &str, key: &str, to: &str, now: i64) -> Result<Record, RecordError> {
        let rules = self.rules(table)?;
        let record = self.record(table, key).await?;
        let advanced = rules.advanced(&record, to, now)?;
        let detail = json!({ "from": record.stage, "to": to });
        self.replace(&record, &advanced, Action::Staged, &detail).await?;
        Ok(advanced)
    }

    /// Adds a secret beside the one in use: `given`, or one that is made. `field` can be left out where there is only one.
    ///
    /// # Errors
    /// Two are good already, it does not fit, there is no such record, somebody changed it meanwhile, or the store failed.
    pub async fn rotate(
        &self,
        table: &str,
        key: &str,
        field: Option<&str>,
        given: Option<&str>,
        now: i64,
    ) -> Result<Rotated, RecordError> {
        let rules = self.rules(table)?;
        let field = rules.secret(field)?;
        let record = self.record(table, key).await?;
        let rotated = rules.rotated(&record, field, given, now)?;
        let detail = json!({ "field": rotated.field, "number": rotated.secret.number });
        self.replace(&record, &rotated.record, Action::Rotated, &detail).await?;
        Ok(rotated)
    }

    /// Ends a secret: the one of that number, or else the oldest. It leaves the record; the store's file may hold its bytes until
    /// they are written over.
    ///
    /// # Errors
    /// Only one is good, there is no such record, somebody changed it meanwhile, or the store failed.
    pub async fn retire(
        &self,
        table: &str,
        key: &str,
        field: Option<&str>,
        number: Option<i64>,
        now: i64,
    ) -> Result<Retired, RecordError> {
        let rules = self.rules(table)?;
        let field = rules.secret(field)?;
        let record = self.record(table, key).await?;
        let retired = retired(&record, field, number, now)?;
        let detail = json!({ "field": retired.field, "number": retired.number });
        self.replace(&record, &retired.record, Action::Retired, &detail).await?;
        Ok(retired)
    }

    /// One record.
    ///
    /// # Errors
    /// There is no such record, or the store failed.
    pub async fn record(&self, table: &str, key: &str) -> Result<Record, RecordError> {
        self.table(table)?;
        let missing = || RecordError::NoRecord { table: table.to_owned(), key: key.to_owned() };
        self.records.record(table, key).await?.ok_or_else(missing)
    }

    /// What was done to a record, oldest first.
    ///
    /// # Errors
    /// The store failed.
    pub async fn history(&self, table: &str, key: &str) -> Result<Vec<Entry>, RecordError> {
        self.table(table)?;
        Ok(self.records.history(table, key).await?)
    }

    /// The question for the records whose fields hold what is `wanted`, each as its field is searched by the spec: as a whole,
    /// or a part of it. `stage` is the stage they are in, if that matters.
    ///
    /// # Errors
    /// Records are not found by one of the fields, or there is no such stage.
    pub fn query(
        &self,
        table: &str,
        wanted: &[(String, String)],
        stage: Option<&str>,
    ) -> Result<RecordQuery, RecordError> {
        let rules = self.rules(table)?;
        if let Some(stage) = stage {
            rules.known_stage(stage)?;
        }
        let condition = |(name, value): &(String, String)| {
            let field = rules.field(name)?;
            let how = field.find.filter(|_| !field.field.secret).ok_or_else(|| {
                let found = rules.table.fields.iter().filter(|field| field.find.is_some() && !field.field.secret);
                let by = found.map(|field| field.field.name.clone()).collect();
                RecordError::NotFound { field: name.clone(), by }
            })?;
            Ok(Condition { field: name.clone(), how, value: value.clone() })
        };
        let conditions = wanted.iter().map(condition).collect::<Result<_, RecordError>>()?;
        Ok(RecordQuery { conditions, stage: stage.map(str::to_owned), ..RecordQuery::of(table) })
    }

    /// The records that are asked for, by their keys.
    ///
    /// # Errors
    /// The store failed.
    pub async fn records(&self, query: RecordQuery) -> Result<Vec<Record>, RecordError> {
        Ok(self.records.records(query).await?)
    }

    fn rules(&self, table: &str) -> Result<Rules<'_>, RecordError> {
        Ok(Rules { model: &self.model, table: self.table(table)? })
    }

    /// A record that is there stays, so nothing has to be held meanwhile. What was so before is not looked at again.
    async fn check_references(
        &self,
        rules: Rules<'_>,
        record: &Record,
        before: Option<&Record>,
    ) -> Result<(), RecordError> {
        for field in &rules.table.fields {
            let name = &field.field.name;
            let (Some(table), Some(key)) = (&field.references, record.fields.get(name)) else { continue };
            let is_new = before.and_then(|before| before.fields.get(name)) != Some(key);
            if is_new && self.records.record(table, key).await?.is_none() {
                let (field, table, key) = (name.clone(), table.clone(), key.clone());
                return Err(RecordError::NoReference { field, table, key });
            }
        }
        Ok(())
    }

    async fn replace(&self, seen: &Record, by: &Record, action: Action, detail: &Value) -> Result<(), RecordError> {
        if self.put(by, action, detail).await? { Ok(()) } else { Err(RecordError::Changed { seen: seen.version }) }
    }

    async fn put(&self, record: &Record, action: Action, detail: &Value) -> Result<bool, RecordError> {
        let (version, at) = (record.version, record.changed_at);
        let entry = Entry { version, action, by: self.by.clone(), at, detail: detail.to_string() };
        Ok(self.records.put(record.clone(), entry).await?)
    }
}

impl fmt::Debug for Administration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Administration").field("by", &self.by).finish_non_exhaustive()
    }
}

/// The table `name` of a spec.
///
/// # Errors
/// There is none.
pub fn known_table<'m>(model: &'m Model, name: &str) -> Result<&'m Table, RecordError> {
    model.table(name).ok_or_else(|| {
        let known = model.tables.iter().map(|table| table.name.as_str());
        RecordError::NoTable { table: name.to_owned(), suggestion: nearest(name, known).map(str::to_owned) }
    })
}

/// What is not in `before` as it is in `after`; `None` for what is gone.
fn different<'r, T: PartialEq>(
    before: &'r BTreeMap<String, T>,
    after: &'r BTreeMap<String, T>,
) -> BTreeMap<&'r String, Option<&'r T>> {
    let set =
        after.iter().filter(|(name, value)| before.get(*name) != Some(*value)).map(|(name, value)| (name, Some(value)));
    let gone = before.keys().filter(|name| !after.contains_key(*name)).map(|name| (name, None));
    set.chain(gone).collect()
}
