//! `qq-cgi quarantine`: what is genuine and could not be used, for whoever decides about it.

mod admit;

use std::{fmt::Write as _, process::ExitCode};

use qq_cgi_receiver::store::{Discard, HeldOrder, QuarantineId, QuarantineQuery, QuarantineState};
use serde_json::{Value, json};

use crate::{
    args::{
        DecisionWord, Format, LinesFormat, QuarantineDiscardArgs, QuarantineListArgs, QuarantineShowArgs,
        QuarantineVerb,
    },
    clock::unix_ms,
    output::{Failure, on_one_line, print},
    store::Opened,
};

/// How many entries are read at a time.
const PAGE: usize = 1_000;

pub(crate) fn run(verb: &QuarantineVerb) -> Result<ExitCode, Failure> {
    match verb {
        QuarantineVerb::List(args) => list(args)?,
        QuarantineVerb::Show(args) => show(args)?,
        QuarantineVerb::Admit(args) => admit::run(args)?,
        QuarantineVerb::Discard(args) => discard(args)?,
    }
    Ok(ExitCode::SUCCESS)
}

fn list(args: &QuarantineListArgs) -> Result<(), Failure> {
    let opened = Opened::to_read(&args.store)?;
    let state = match args.state {
        DecisionWord::Held => Some(QuarantineState::Held),
        DecisionWord::Admitted => Some(QuarantineState::Admitted),
        DecisionWord::Discarded => Some(QuarantineState::Discarded),
        DecisionWord::Any => None,
    };
    let mut left = args.limit.unwrap_or(usize::MAX);
    let mut after = args.after.map(QuarantineId);
    while left > 0 {
        let query = QuarantineQuery { app: args.app.clone(), state, after, limit: left.min(PAGE) };
        let page = opened.wait(opened.store.quarantined(query))?;
        let Some(last) = page.last() else { break };
        after = Some(last.id);
        for held in &page {
            print(&match args.format {
                LinesFormat::Human => line(held),
                LinesFormat::Jsonl => json(held).to_string(),
            })?;
        }
        left -= page.len().min(left);
    }
    Ok(())
}

fn show(args: &QuarantineShowArgs) -> Result<(), Failure> {
    let opened = Opened::to_read(&args.store)?;
    let held = find(&opened, QuarantineId(args.id))?;
    print(&match args.format {
        Format::Json => json(&held).to_string(),
        Format::Human => format!("{}\nraw  {}", line(&held), on_one_line(&text(&held))),
    })
}

fn discard(args: &QuarantineDiscardArgs) -> Result<(), Failure> {
    if args.reason.trim().is_empty() {
        return Err(Failure::usage("--reason says nothing: whoever is asked about the money has to know why"));
    }
    let opened = Opened::existing(&args.store)?;
    let held = find(&opened, QuarantineId(args.id))?;
    let discard = Discard { by: args.by.name(), at: unix_ms(), reason: args.reason.clone() };
    if !opened.wait(opened.store.discard(held.id, discard))? {
        return Err(decided(&held));
    }
    print(&format!("discarded {}; it is kept, and can be admitted after all", held.id))
}

fn find(opened: &Opened, id: QuarantineId) -> Result<HeldOrder, Failure> {
    let after = Some(QuarantineId(id.0.saturating_sub(1)));
    let query = QuarantineQuery { app: None, state: None, after, limit: 1 };
    let found = opened.wait(opened.store.quarantined(query))?.into_iter().find(|held| held.id == id);
    found.ok_or_else(|| Failure::new(format!("the quarantine has no entry {id}")))
}

fn decided(held: &HeldOrder) -> Failure {
    let state = match held.state {
        // When it was looked at.
        QuarantineState::Held => "decided about by somebody else".to_owned(),
        state => state.to_string(),
    };
    Failure::new(format!("entry {} of the quarantine is {state} already", held.id))
}

/// Without the payload, which may name a player.
fn line(held: &HeldOrder) -> String {
    let HeldOrder { id, quarantined: entry, state, discarded } = held;
    let discarded =
        discarded.as_ref().map(|Discard { by, at, reason }| format!("  discarded by {by} at {at}: {reason}"));
    let text = format!("{}{}", entry.reason, discarded.unwrap_or_default());
    format!("{id}  {state}  {}  {}  {}  {}", entry.app, entry.callback, entry.received_at, on_one_line(&text))
}

fn json(held: &HeldOrder) -> Value {
    let HeldOrder { id, quarantined: entry, state, discarded } = held;
    let discarded = discarded.as_ref();
    let mut value = json!({
        "id": id.0,
        "state": state.to_string(),
        "app": entry.app.as_str(),
        "callback": entry.callback.as_str(),
        "received_unix_ms": entry.received_at,
        "reason": entry.reason,
        "discarded": discarded.map(|Discard { by, at, reason }| json!({ "by": by, "unix_ms": at, "reason": reason })),
        "raw": text(held),
    });
    if let (Err(_), Value::Object(object)) = (core::str::from_utf8(&entry.raw), &mut value) {
        object.insert("raw_hex".to_owned(), hex(&entry.raw).into());
    }
    value
}

/// As far as it is text.
fn text(held: &HeldOrder) -> String {
    String::from_utf8_lossy(&held.quarantined.raw).into_owned()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut hex, byte| {
        // Writing to a text cannot fail.
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}
