//! Stages of records.

use super::context::{Context, Item, is_camel, is_key};
use crate::{
    diagnostic::{BAD_NAME, DUPLICATE, Diagnostic, EMPTY, STAGES, UNKNOWN_NAME},
    model::{Stage, Stages},
    naming,
    source::Located,
    suggest::nearest,
    syntax::{StageTable, StagesTable},
};

/// The constant that lists them all.
const ALL: &str = "ALL";

type Step = (Located<String>, StageTable);

pub(super) fn lower(item: &Item<StagesTable>, context: &mut Context<'_>) -> Stages {
    let Item { name, table, from_base } = item;
    context.check_form(name, is_key, "a name such as `release`");
    let written = table.steps.as_ref().map(|steps| steps.value.as_slice()).unwrap_or_default();
    check_count(table, context);
    let mut steps: Vec<Stage> = Vec::new();
    for (index, (name, step)) in written.iter().enumerate() {
        check_name(name, context);
        steps.push(Stage {
            rust: name.value.clone(),
            then: then(index, written, context),
            about: context.about(&step.texts, name.span, *from_base),
        });
    }
    check_reached(&steps, written, context);
    keep_nameable(&mut steps);
    Stages {
        name: name.value.clone(),
        rust: context.rust_name(table.rust.as_ref(), name, naming::camel_case),
        steps,
        about: context.about(&table.texts, name.span, *from_base),
    }
}

fn check_count(table: &StagesTable, context: &mut Context<'_>) {
    let Some(steps) = &table.steps else { return };
    match steps.value.as_slice() {
        [] => context.add(Diagnostic::new(EMPTY, steps.span, "stages without steps").label("expected at least two")),
        [(only, _)] => {
            let found = Diagnostic::new(STAGES, only.span, format!("`{}` is the only stage", only.value));
            context.add(found.label("expected another one beside it"));
        }
        _ => {}
    }
}

fn check_name(name: &Located<String>, context: &mut Context<'_>) {
    context.check_form(name, is_camel, "a name such as `Review`");
    if name.value == ALL {
        let found = Diagnostic::new(BAD_NAME, name.span, "the list of all stages is called `ALL` already");
        context.add(found.label("choose another name"));
    }
}

/// What can follow: as written, or the next one in the file.
fn then(index: usize, written: &[Step], context: &mut Context<'_>) -> Vec<String> {
    let Some((own, step)) = written.get(index) else { return Vec::new() };
    let Some(given) = &step.then else {
        return written.get(index + 1).map(|(next, _)| next.value.clone()).into_iter().collect();
    };
    let mut then: Vec<String> = Vec::new();
    for next in &given.value {
        let names = || written.iter().map(|(name, _)| name.value.as_str());
        if next.value == own.value {
            let found = Diagnostic::new(STAGES, next.span, format!("`{}` follows itself", own.value));
            context.add(found.label("expected another stage"));
        } else if then.contains(&next.value) {
            let found = Diagnostic::new(DUPLICATE, next.span, format!("`{}` stands twice", next.value));
            context.add(found.label("listed before"));
        } else if names().any(|name| name == next.value) {
            then.push(next.value.clone());
        } else {
            let meant = nearest(&next.value, names().filter(|name| *name != own.value));
            let found = Diagnostic::new(UNKNOWN_NAME, next.span, format!("unknown stage `{}`", next.value));
            let known: Vec<_> = names().collect();
            let help = format!("the stages are {}", known.join(", "));
            context.add(
                found
                    .label("no stage of this name")
                    .meant_among(&next.value, names().filter(|name| *name != own.value))
                    .help(help),
            );
            then.extend(meant.filter(|meant| then.iter().all(|known| known != meant)).map(str::to_owned));
        }
    }
    then
}

/// A stage that nothing leads to is one where no record ever is.
fn check_reached(steps: &[Stage], written: &[Step], context: &mut Context<'_>) {
    let mut reached: Vec<&str> = steps.first().map(|first| first.rust.as_str()).into_iter().collect();
    let mut seen = 0;
    while let Some(name) = reached.get(seen).copied() {
        seen += 1;
        for next in steps.iter().filter(|step| step.rust == name).flat_map(|step| &step.then) {
            if !reached.contains(&next.as_str()) {
                reached.push(next);
            }
        }
    }
    for (name, _) in written.iter().filter(|(name, _)| !reached.contains(&name.value.as_str())) {
        let found = Diagnostic::new(STAGES, name.span, format!("nothing leads to `{}`", name.value));
        context.add(found.label("expected among what follows another stage"));
    }
}

fn keep_nameable(steps: &mut Vec<Stage>) {
    let is_nameable = |name: &str| is_camel(name) && name != ALL;
    steps.retain(|step| is_nameable(&step.rust));
    for step in steps {
        step.then.retain(|next| is_nameable(next));
    }
}
