//! Without the feature `tracing`: nothing.
#![expect(clippy::unused_self, reason = "with the feature it is used")]

use crate::{
    attempts::{Attempt, Cause},
    code::Remedy,
};

pub(crate) struct CallSpan;

pub(crate) const fn overlap_ended_too_early(_: u64) {}

impl CallSpan {
    pub(crate) const fn new(_: &Attempt) -> Self {
        Self
    }

    pub(crate) const fn attempt(&self, _: u32) -> Self {
        Self
    }

    pub(crate) fn around<F: Future>(&self, future: F) -> F {
        future
    }

    pub(crate) const fn answered(self, _: Option<Cause>) {}

    pub(crate) const fn failed(self, _: &'static str, _: Option<Cause>, _: Option<Remedy>) {}
}
