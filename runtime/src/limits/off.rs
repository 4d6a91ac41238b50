//! In place of limits where the feature is off: every attempt begins at once.
#![expect(clippy::unused_self, clippy::unnecessary_wraps, reason = "limits have use for it")]

use core::{
    future::{Ready, ready},
    marker::PhantomData,
};
use std::{sync::Arc, time::Instant};

use crate::{
    attempts::{Attempt, Cause},
    client::BuildError,
    clock::Clock,
    error::NotStarted,
};

#[derive(Default)]
pub(crate) struct Settings {}

pub(crate) struct Limits;

/// Nowhere does anybody wait.
pub(crate) enum Gate {}

pub(crate) struct Slot<'a>(PhantomData<&'a Limits>);

pub(crate) struct Waiting;

impl Settings {
    pub(crate) fn build(self, _: Option<&Arc<dyn Clock>>) -> Result<Limits, BuildError> {
        Ok(Limits)
    }
}

impl Limits {
    pub(crate) const fn gate(&self, _: &Attempt) -> Option<Arc<Gate>> {
        None
    }

    pub(crate) fn enter(&self, _: Option<&Gate>, _: &Waiting) -> Ready<Result<Slot<'_>, NotStarted>> {
        ready(Ok(Slot(PhantomData)))
    }
}

impl Gate {
    pub(crate) const fn learn(&self, _: Option<Cause>, _: Instant, _: Instant) {
        match *self {}
    }
}

impl Waiting {
    pub(crate) const fn new(_: &'static str, _: Option<&dyn Clock>, _: Option<Instant>) -> Self {
        Self
    }
}
