//! Stages of records.

use qq_cgi_model::model::{Stage, Stages};

use super::{
    Comparison,
    pairs::{Pairs, pairs, reordered},
};
use crate::{
    at::At,
    rules::{STAGE_ADDED, STAGE_LOST, STAGE_ORDER, STAGE_REMOVED, STEP_ADDED, STEP_REMOVED},
};

pub(super) fn compare(comparison: &mut Comparison<'_>, at: &At, old: &Stages, new: &Stages) {
    let called = |stage: &Stage| at.inner("steps", "stage", &stage.rust);
    let Pairs { both, gone, came } = pairs(&old.steps, &new.steps, |stage| stage.rust.clone(), |_| None);
    for (was, is) in both {
        let at = called(is);
        comparison.texts(&at, &was.about, &is.about);
        for next in is.then.iter().filter(|next| !was.then.contains(next)) {
            comparison.came(STEP_ADDED, &at.key("then"), Some(next.clone()));
        }
        for next in was.then.iter().filter(|next| !is.then.contains(next)) {
            comparison.add(STEP_REMOVED, &at.key("then"), Some(next.clone()), None);
        }
    }
    for stage in came {
        comparison.came(STAGE_ADDED, &called(stage), None);
    }
    for stage in gone {
        comparison.gone(STAGE_REMOVED, &called(stage), None);
        comparison.gone(STAGE_LOST, &called(stage), None);
    }
    comparison.stage_order(at, old, new);
}

impl Comparison<'_> {
    fn stage_order(&mut self, at: &At, old: &Stages, new: &Stages) {
        let names = |stages: &Stages| -> Vec<String> { stages.steps.iter().map(|stage| stage.rust.clone()).collect() };
        let (old, new) = (names(old), names(new));
        if let Some((old, new)) = reordered(&old, &new) {
            self.add(STAGE_ORDER, at, Some(old), Some(new));
        } else if old.first() != new.first() {
            self.add(STAGE_ORDER, at, old.first().cloned(), new.first().cloned());
        }
    }
}
