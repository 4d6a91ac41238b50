use std::collections::VecDeque;

/// How far a run in bulk has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct Progress {
    /// Requests that succeeded.
    pub succeeded: u64,
    /// Requests that failed and can be sent once more without harm: refused, or never sent.
    pub failed: u64,
    /// Requests that failed and may have taken effect. Only where the command is idempotent they can be sent once more.
    pub unknown: u64,
    /// Requests that were begun and whose result has not been handed out yet.
    pub in_flight: usize,
    /// Every item before this index has its result. The point to go on from ([`Bulk::resume_at`](crate::Bulk::resume_at))
    /// without sending anything twice: exact once a run has ended, stopped or not. Of a run that was cut off (dropped,
    /// killed) some items from here on may have been sent too: those in flight and those that overtook them.
    pub settled: u64,
}

/// How a run in bulk ended.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct BulkSummary {
    /// The figures.
    pub progress: Progress,
    /// Which items failed and may have taken effect, as they failed. It is all that a run collects: eight bytes for each.
    pub unknown: Vec<u64>,
    /// Whether [`Bulk::stop_on`](crate::Bulk::stop_on) stopped it.
    pub is_stopped: bool,
}

/// What became of one request, as far as it is counted.
#[derive(Debug, Clone, Copy)]
pub(super) enum Fate {
    Succeeded,
    Failed,
    Unknown,
}

/// Counts results and finds the index before which all are there.
#[derive(Debug)]
pub(super) struct Tally {
    pub(super) progress: Progress,
    pub(super) unknown: Vec<u64>,
    /// Whether the result of the item `settled`, `settled + 1`, … is there. As long as what was overtaken is old.
    has_result: VecDeque<bool>,
}

impl Tally {
    pub(super) fn new(first: u64) -> Self {
        let progress = Progress { settled: first, ..Progress::default() };
        Self { progress, unknown: Vec::new(), has_result: VecDeque::new() }
    }

    /// Another item is begun; its index.
    pub(super) fn begin(&mut self) -> u64 {
        self.has_result.push_back(false);
        self.progress.in_flight += 1;
        self.progress.settled + self.has_result.len() as u64 - 1
    }

    /// The result of an item is there.
    pub(super) fn end(&mut self, index: u64, fate: Fate) {
        let progress = &mut self.progress;
        progress.in_flight -= 1;
        match fate {
            Fate::Succeeded => progress.succeeded += 1,
            Fate::Failed => progress.failed += 1,
            Fate::Unknown => {
                progress.unknown += 1;
                self.unknown.push(index);
            }
        }
        let place = usize::try_from(index - progress.settled).ok();
        if let Some(has_result) = place.and_then(|place| self.has_result.get_mut(place)) {
            *has_result = true;
        }
        while self.has_result.pop_front_if(|has_result| *has_result).is_some() {
            progress.settled += 1;
        }
    }
}
