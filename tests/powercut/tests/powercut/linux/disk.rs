//! A folder on a disk, built from the log of what was written and synced.
//!
//! In: [`Record`]s, in their order. Out: the files as programs see them, and as a power cut may leave them. **Invariant**:
//! what a sync that succeeded covers is there; of everything else nothing is sure.
//!
//! What is simulated, for each file by itself:
//!
//! - a sector of 512 bytes holds what it held at the last sync, or after any write since: so writes are missing, torn, or
//!   there before earlier ones, and files are not ordered among each other;
//! - a size that was not synced may be an older or a newer one; where it is newer than what reached the disk there are
//!   zeros, or garbage;
//! - a name that was made, taken away or changed may be so or not until its folder was synced;
//! - a sync covers what was written before it began, and counts when it has ended;
//! - of what a failed sync of a file covers any part is on the disk, and the rest never will be, although programs see
//!   it; of what a failed sync of the folder covers, the rest waits for the next one, as journals of file systems do.
//!
//! What is not: sectors that hold neither their old nor their new bytes, disks that forget what they say they have
//! synced (but for the control that swallows syncs), pages that leave the cache after a failed sync, so that a running
//! program sees the older ones, and damage of what is not written to.

use std::collections::BTreeMap;

use fastrand::Rng;

use super::{
    record::Record,
    versions::{Fate, Versions},
};

const SECTOR: usize = 512;

/// The files of a folder.
pub(crate) type Files = BTreeMap<String, Vec<u8>>;

#[derive(Debug, Clone)]
pub(crate) struct Disk {
    files: Vec<File>,
    names: BTreeMap<String, Name>,
    /// Under way: of which file, or of the folder, and the number of the record where it began.
    syncs: BTreeMap<u64, (Option<usize>, u64)>,
    /// Of the next record.
    number: u64,
    /// Decides what a failed sync has left.
    random: Rng,
}

impl Disk {
    /// A disk on which `files` are, and everything is synced.
    pub(crate) fn new(files: &Files, seed: u64) -> Self {
        let names = files.keys().enumerate().map(|(index, name)| (name.clone(), Name::new(Some(index))));
        Self {
            files: files.values().map(|bytes| File::new(bytes)).collect(),
            names: names.collect(),
            syncs: BTreeMap::new(),
            number: 0,
            random: Rng::with_seed(seed),
        }
    }

    pub(crate) fn apply(&mut self, record: &Record<'_>) {
        let number = self.number;
        self.number += 1;
        match *record {
            Record::Write { file, offset, bytes } => self.file(file).write(number, index(offset), bytes),
            Record::Resize { file, size } => self.file(file).resize(number, index(size)),
            Record::Create { file } => {
                self.files.push(File::new(&[]));
                let made = self.files.len() - 1;
                self.name(file, Some(made));
            }
            Record::Unlink { file } => self.name(file, None),
            Record::Rename { from, to } => {
                let file = self.named(from);
                self.name(to, file);
                self.name(from, None);
            }
            Record::SyncBegun { file, sync } => {
                let file = (!file.is_empty()).then(|| self.named(file).unwrap());
                self.syncs.insert(sync, (file, number));
            }
            Record::SyncEnded { sync, is_durable } => {
                let (file, begun) = self.syncs.remove(&sync).unwrap();
                let fate = if is_durable { Fate::Everything } else { Fate::any(&mut self.random, begun) };
                match file {
                    Some(file) => self.files[file].settle(begun, &fate, &mut self.random),
                    None => self.names.values_mut().for_each(|name| name.settle(begun, &fate, &mut self.random)),
                }
            }
            Record::Said(_) => {}
        }
    }

    /// The files as programs see them.
    pub(crate) fn seen(&self) -> Files {
        let seen = self.names.iter().filter_map(|(name, file)| Some((name.clone(), file.seen?)));
        seen.map(|(name, file)| (name, self.files[file].bytes.clone())).collect()
    }

    /// The files as they may be found after a power cut now.
    pub(crate) fn after_cut(&self, random: &mut Rng) -> Files {
        let fate = Fate::any(random, self.number);
        let mut files = Files::new();
        for (name, file) in &self.names {
            if let Some(file) = *file.on_disk.found(&fate, random) {
                files.insert(name.clone(), self.files[file].after_cut(self.number, random));
            }
        }
        files
    }

    fn named(&self, name: &str) -> Option<usize> {
        self.names.get(name).and_then(|name| name.seen)
    }

    fn file(&mut self, name: &str) -> &mut File {
        let file = self.named(name).unwrap_or_else(|| panic!("{name} was never made"));
        &mut self.files[file]
    }

    fn name(&mut self, name: &str, file: Option<usize>) {
        let name = self.names.entry(name.to_owned()).or_insert_with(|| Name::new(None));
        name.seen = file;
        name.on_disk.write(self.number - 1, file);
    }
}

/// Which file has a name, if any has.
#[derive(Debug, Clone)]
struct Name {
    /// As programs see it.
    seen: Option<usize>,
    on_disk: Versions<Option<usize>>,
}

impl Name {
    const fn new(file: Option<usize>) -> Self {
        Self { seen: file, on_disk: Versions::new(file) }
    }

    fn settle(&mut self, number: u64, fate: &Fate, random: &mut Rng) {
        self.on_disk.settle_in_part(number, fate, random);
    }
}

#[derive(Debug, Clone)]
struct File {
    /// As programs see it.
    bytes: Vec<u8>,
    size: Versions<usize>,
    sectors: Vec<Versions<Sector>>,
}

type Sector = Box<[u8; SECTOR]>;

impl File {
    fn new(bytes: &[u8]) -> Self {
        let count = bytes.len().div_ceil(SECTOR);
        let sectors = (0..count).map(|sector| Versions::new(cut_out(bytes, sector))).collect();
        Self { bytes: bytes.to_vec(), size: Versions::new(bytes.len()), sectors }
    }

    fn write(&mut self, number: u64, offset: usize, bytes: &[u8]) {
        let end = offset + bytes.len();
        if end > self.bytes.len() {
            self.resize(number, end);
        } else if end > *self.size.synced() {
            // A failed sync may have left it shorter; what is written there makes it long enough again.
            self.size.write(number, self.bytes.len());
        }
        self.bytes[offset..end].copy_from_slice(bytes);
        self.touch(number, offset, end);
    }

    fn resize(&mut self, number: u64, size: usize) {
        let old = self.bytes.len();
        self.bytes.resize(size, 0);
        self.size.write(number, size);
        self.touch(number, size.min(old), old);
    }

    /// The bytes from `start` to `end` are others now, or none.
    fn touch(&mut self, number: u64, start: usize, end: usize) {
        for sector in start / SECTOR..end.div_ceil(SECTOR) {
            while self.sectors.len() <= sector {
                self.sectors.push(Versions::new(Box::new([0; SECTOR])));
            }
            self.sectors[sector].write(number, cut_out(&self.bytes, sector));
        }
    }

    fn settle(&mut self, number: u64, fate: &Fate, random: &mut Rng) {
        self.size.settle(number, fate, random);
        for sector in self.sectors.iter_mut().filter(|sector| !sector.is_synced()) {
            sector.settle(number, fate, random);
        }
    }

    fn after_cut(&self, number: u64, random: &mut Rng) -> Vec<u8> {
        let fate = Fate::any(random, number);
        let has_garbage = random.bool();
        let mut bytes = Vec::new();
        for (index, sector) in self.sectors.iter().enumerate() {
            let found = sector.found(&fate, random);
            let is_missing = !sector.is_synced() && std::ptr::eq(found, sector.synced());
            if has_garbage && is_missing && index * SECTOR >= *self.size.synced() {
                bytes.extend((0..SECTOR).map(|_| random.u8(..)));
            } else {
                bytes.extend(found.iter());
            }
        }
        bytes.resize(*self.size.found(&fate, random), 0);
        bytes
    }
}

/// Filled up with zeros.
fn cut_out(bytes: &[u8], sector: usize) -> Sector {
    let start = (sector * SECTOR).min(bytes.len());
    let end = (start + SECTOR).min(bytes.len());
    let mut cut = Box::new([0; SECTOR]);
    cut[..end - start].copy_from_slice(&bytes[start..end]);
    cut
}

fn index(number: u64) -> usize {
    usize::try_from(number).unwrap()
}
