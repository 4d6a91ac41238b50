//! `qq-cgi admin`: the records of a spec's tables, whatever tables those are.

mod fields;
mod out;
mod show;

use std::{process::ExitCode, sync::Arc};

use qq_cgi_receiver::records::{Administration, Edit, RecordError, RecordQuery, known_table};

use crate::{
    args::{
        AdminAddArgs, AdminArgs, AdminEditArgs, AdminListArgs, AdminRetireArgs, AdminRotateArgs, AdminShowArgs,
        AdminStageArgs, AdminStoreArgs, AdminVerb, ByArgs, Format,
    },
    clock::unix_ms,
    output::{Failure, complain, print},
    secret, spec,
    store::Opened,
};
use out::SecretOut;

/// How many records are read at a time.
const PAGE: usize = 500;
/// How many records people are shown unless they ask for more.
const SHOWN: usize = 100;

pub(crate) fn run(table: &str, args: &AdminArgs) -> Result<ExitCode, Failure> {
    match &args.verb {
        AdminVerb::Add(args) => add(table, args)?,
        AdminVerb::Edit(args) => edit(table, args)?,
        AdminVerb::Find(args) => list(table, &fields::plain(&args.fields)?, &args.list)?,
        AdminVerb::List(args) => list(table, &[], args)?,
        AdminVerb::Show(args) => show(table, args)?,
        AdminVerb::Stage(args) => stage(table, args)?,
        AdminVerb::Rotate(args) => rotate(table, args)?,
        AdminVerb::Retire(args) => retire(table, args)?,
    }
    Ok(ExitCode::SUCCESS)
}

/// The administration of a store, and what its answers are waited for with.
struct Desk {
    administration: Administration,
    opened: Opened,
}

impl Desk {
    /// Of a spec that has the table; whoever adds the first record may make the store.
    fn open(table: &str, at: &AdminStoreArgs, by: Option<&ByArgs>, or_make: bool) -> Result<Self, Failure> {
        let model = spec::sound(at.spec.as_deref())?;
        known_table(&model, table).map_err(|error| Failure::new(error.to_string()))?;
        // Whoever changes nothing has no name to give.
        let opened = match (or_make, by) {
            (true, _) => Opened::or_made(&at.store)?,
            (false, Some(_)) => Opened::existing(&at.store)?,
            (false, None) => Opened::to_read(&at.store)?,
        };
        let by = by.map(ByArgs::name).unwrap_or_default();
        let records = Arc::clone(&opened.store);
        Ok(Self { administration: Administration::new(model, records, by), opened })
    }

    fn wait<T>(&self, answer: impl Future<Output = Result<T, RecordError>>) -> Result<T, Failure> {
        self.opened.runtime.block_on(answer).map_err(|error| self.failure(&error))
    }

    fn failure(&self, error: &RecordError) -> Failure {
        match error {
            RecordError::Store(error) => self.opened.unusable(error),
            other => Failure::new(other.to_string()),
        }
    }
}

fn add(table: &str, args: &AdminAddArgs) -> Result<(), Failure> {
    let desk = Desk::open(table, &args.at, Some(&args.by), true)?;
    let known = desk.administration.table(table).map_err(|error| desk.failure(&error))?;
    let given = fields::given(known, &args.fields)?;
    let made = known.fields.iter().filter(|field| field.generated && field.field.secret);
    let made = made.map(|field| field.field.name.as_str()).filter(|name| given.iter().all(|(known, _)| known != name));
    let out = SecretOut::open(&args.out, &made.collect::<Vec<_>>())?;
    let added = out.keep_if(desk.wait(desk.administration.add(table, &given, unix_ms())))?;
    let secrets = added.record.secrets.iter().filter(|(name, _)| added.made.contains(name));
    let secrets = secrets.filter_map(|(name, secrets)| Some((name.as_str(), secrets.last()?)));
    out.give(&added.record, &secrets.collect::<Vec<_>>(), args.at.format)
}

fn edit(table: &str, args: &AdminEditArgs) -> Result<(), Failure> {
    let desk = Desk::open(table, &args.at, Some(&args.by), false)?;
    let known = desk.administration.table(table).map_err(|error| desk.failure(&error))?;
    let edit = Edit { set: fields::given(known, &args.fields)?, clear: args.clear.clone(), seen: args.seen };
    let edited = desk.wait(desk.administration.edit(table, &args.key, &edit, unix_ms()))?;
    print(&show::record(&edited, args.at.format))
}

fn list(table: &str, wanted: &[(String, String)], args: &AdminListArgs) -> Result<(), Failure> {
    let desk = Desk::open(table, &args.at, None, false)?;
    let query = desk.administration.query(table, wanted, args.stage.as_deref());
    let mut query = query.map_err(|error| desk.failure(&error))?;
    let mut left = args.limit.unwrap_or(if args.at.format == Format::Human { SHOWN } else { usize::MAX });
    while left > 0 {
        let page = RecordQuery { limit: left.min(PAGE), ..query.clone() };
        let records = desk.wait(desk.administration.records(page))?;
        let Some(last) = records.last() else { break };
        query.after = Some(last.key.clone());
        for record in &records {
            print(&show::record(record, args.at.format))?;
        }
        left -= records.len().min(left);
    }
    Ok(())
}

fn show(table: &str, args: &AdminShowArgs) -> Result<(), Failure> {
    let desk = Desk::open(table, &args.at, None, false)?;
    let record = desk.wait(desk.administration.record(table, &args.key))?;
    let history = desk.wait(desk.administration.history(table, &args.key))?;
    print(&show::with_history(&record, &history, args.at.format))
}

fn stage(table: &str, args: &AdminStageArgs) -> Result<(), Failure> {
    let desk = Desk::open(table, &args.at, Some(&args.by), false)?;
    let advanced = desk.wait(desk.administration.advance(table, &args.key, &args.to, unix_ms()))?;
    print(&show::record(&advanced, args.at.format))
}

fn rotate(table: &str, args: &AdminRotateArgs) -> Result<(), Failure> {
    let desk = Desk::open(table, &args.at, Some(&args.by), false)?;
    let given = args.given.as_deref().map(fields::secret_at).transpose()?;
    let made: &[&str] = if given.is_some() { &[] } else { &["the secret"] };
    let out = SecretOut::open(&args.out, made)?;
    let (field, given) = (args.field.as_deref(), given.as_deref());
    let rotated = desk.administration.rotate(table, &args.key, field, given, unix_ms());
    let rotated = out.keep_if(desk.wait(rotated))?;
    let secrets = [(rotated.field.as_str(), &rotated.secret)];
    out.give(&rotated.record, if made.is_empty() { &[] } else { &secrets }, args.at.format)
}

fn retire(table: &str, args: &AdminRetireArgs) -> Result<(), Failure> {
    let desk = Desk::open(table, &args.at, Some(&args.by), false)?;
    let retired = desk.administration.retire(table, &args.key, args.field.as_deref(), args.number, unix_ms());
    let retired = desk.wait(retired)?;
    complain(&format!("`{}` number {} is good no more", retired.field, retired.number));
    print(&show::record(&retired.record, args.at.format))
}
