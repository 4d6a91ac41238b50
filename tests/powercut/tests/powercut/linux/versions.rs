//! What may be on the disk in one place: what was synced last, or anything that was written since.

use fastrand::Rng;

/// A value that is on the disk, and later ones that may be, each with its number in the log.
#[derive(Debug, Clone)]
pub(crate) struct Versions<T> {
    synced: T,
    written: Vec<(u64, T)>,
}

impl<T> Versions<T> {
    pub(crate) const fn new(synced: T) -> Self {
        Self { synced, written: Vec::new() }
    }

    pub(crate) fn write(&mut self, number: u64, value: T) {
        self.written.push((number, value));
    }

    pub(crate) fn synced(&self) -> &T {
        &self.synced
    }

    pub(crate) fn is_synced(&self) -> bool {
        self.written.is_empty()
    }

    /// A sync of what was written before `number` ended, and of that, `fate` decides what has reached the disk. The rest
    /// never will, unless it is written again: the system has marked it as written.
    pub(crate) fn settle(&mut self, number: u64, fate: &Fate, random: &mut Rng) {
        let later = self.written.iter().position(|(at, _)| *at >= number).unwrap_or(self.written.len());
        let mut covered: Vec<_> = self.written.drain(..later).collect();
        while let Some((at, value)) = covered.pop() {
            if fate.keeps(at, random) {
                self.synced = value;
                break;
            }
        }
    }

    /// A sync of what was written before `number` failed, and may be tried again: `fate` decides what has reached the disk.
    pub(crate) fn settle_in_part(&mut self, number: u64, fate: &Fate, random: &mut Rng) {
        let kept = self.written.iter().rposition(|(at, _)| *at < number && fate.keeps(*at, random));
        if let Some((_, value)) = kept.and_then(|kept| self.written.drain(..=kept).next_back()) {
            self.synced = value;
        }
    }

    /// What is found after a cut.
    pub(crate) fn found(&self, fate: &Fate, random: &mut Rng) -> &T {
        let kept = self.written.iter().rev().find(|(at, _)| fate.keeps(*at, random));
        kept.map_or(&self.synced, |(_, value)| value)
    }
}

/// What of a file's unsynced writes has reached the disk.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Fate {
    Nothing,
    Everything,
    /// All before this number, and each sector of that one or not.
    Before(u64),
    /// Whole writes, this many of 256, in no order.
    Writes(u8, u64),
    /// Sectors, this many of 256, in no order: writes are torn.
    Sectors(u8),
}

impl Fate {
    pub(crate) fn any(random: &mut Rng, number: u64) -> Self {
        match random.u8(0..8) {
            0 => Self::Nothing,
            1 => Self::Everything,
            2 | 3 => Self::Before(number.saturating_sub(random.u64(0..30))),
            4 | 5 => Self::Writes(random.u8(..), random.u64(..)),
            _ => Self::Sectors(random.u8(..)),
        }
    }

    fn keeps(&self, number: u64, random: &mut Rng) -> bool {
        match *self {
            Self::Nothing => false,
            Self::Everything => true,
            Self::Before(last) => number < last || (number == last && random.bool()),
            // The same answer for all that one write touched.
            Self::Writes(share, seed) => Rng::with_seed(seed ^ number.wrapping_mul(0x9e37_79b9)).u8(..) < share,
            Self::Sectors(share) => random.u8(..) < share,
        }
    }
}
