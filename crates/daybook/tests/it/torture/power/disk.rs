//! A disk whose power is cut: what was synced stays, everything else may be there, be gone, or be torn.
//!
//! Not here: memory that is shared between processes (`-shm`); nobody expects it after a cut.

use super::{super::dice::Dice, trace::Event};
use std::{
    collections::{BTreeMap, HashMap},
    path::Path,
};

/// What a disk writes at once.
const SECTOR: usize = 512;

/// How much of what was not synced survives.
#[derive(Clone, Copy)]
enum Luck {
    None,
    All,
    Mixed,
}

/// A change of a file that is not synced yet.
enum Change {
    Write(usize, Vec<u8>),
    Resize(usize),
}

#[derive(Default)]
struct Contents {
    synced: Vec<u8>,
    changes: Vec<Change>,
}

type Names = BTreeMap<String, usize>;

/// The files below one folder.
pub(super) struct Disk {
    folder: String,
    files: Vec<Contents>,
    names: Names,
    /// The states of the folder since it was synced, the first of them synced.
    past: Vec<Names>,
    open: HashMap<i32, (Option<usize>, u64)>,
}

impl Disk {
    pub(super) fn new(folder: &Path) -> Self {
        Self {
            folder: folder.display().to_string(),
            files: Vec::new(),
            names: Names::new(),
            past: vec![Names::new()],
            open: HashMap::new(),
        }
    }

    pub(super) fn apply(&mut self, event: &Event) {
        match event {
            Event::Open { fd, path, truncate } => self.opened(*fd, path, *truncate),
            Event::Write { fd, at, data } => self.written(*fd, *at, data),
            Event::Resize { fd, length } => self.change(*fd, Change::Resize(size(*length))),
            Event::Sync { fd } => self.synced(*fd),
            Event::Close { fd } => _ = self.open.remove(fd),
            Event::Unlink { path } => {
                if let Some(name) = self.name(path) {
                    self.names.remove(&name);
                    self.past.push(self.names.clone());
                }
            }
            Event::Rename { from, to } => {
                if let (Some(from), Some(to)) = (self.name(from), self.name(to))
                    && let Some(file) = self.names.remove(&from)
                {
                    self.names.insert(to, file);
                    self.past.push(self.names.clone());
                }
            }
            Event::Acknowledge { .. } => {}
        }
    }

    /// The files after a cut at this moment.
    pub(super) fn cut(&self, dice: &mut Dice) -> Vec<(&str, Vec<u8>)> {
        let luck = [Luck::None, Luck::All, Luck::Mixed, Luck::Mixed][dice.roll(4) as usize];
        let names = &self.past[match luck {
            Luck::None => 0,
            Luck::All => self.past.len() - 1,
            Luck::Mixed => dice.roll(self.past.len() as u64) as usize,
        }];
        let left = names.iter();
        left.map(|(name, file)| (name.as_str(), self.files[*file].cut(luck, dice))).collect()
    }

    fn opened(&mut self, fd: i32, path: &str, truncate: bool) {
        if path == self.folder {
            self.open.insert(fd, (None, 0));
        }
        let Some(name) = self.name(path) else { return };
        let file = match self.names.get(&name) {
            Some(file) => *file,
            None => {
                self.files.push(Contents::default());
                self.names.insert(name, self.files.len() - 1);
                self.past.push(self.names.clone());
                self.files.len() - 1
            }
        };
        self.open.insert(fd, (Some(file), 0));
        if truncate {
            self.change(fd, Change::Resize(0));
        }
    }

    fn written(&mut self, fd: i32, at: Option<u64>, data: &[u8]) {
        let Some((_, position)) = self.open.get_mut(&fd) else { return };
        let at = at.unwrap_or_else(|| std::mem::replace(position, *position + data.len() as u64));
        self.change(fd, Change::Write(size(at), data.to_vec()));
    }

    fn change(&mut self, fd: i32, change: Change) {
        if let Some((Some(file), _)) = self.open.get(&fd) {
            self.files[*file].changes.push(change);
        }
    }

    fn synced(&mut self, fd: i32) {
        match self.open.get(&fd) {
            Some((Some(file), _)) => self.files[*file].sync(),
            Some((None, _)) => self.past = vec![self.names.clone()],
            None => {}
        }
    }

    /// The name of a file in the folder.
    fn name(&self, path: &str) -> Option<String> {
        let name = path.strip_prefix(&self.folder)?.strip_prefix('/')?;
        (!name.contains('/') && !name.ends_with("-shm")).then(|| name.to_owned())
    }
}

impl Contents {
    fn sync(&mut self) {
        for change in std::mem::take(&mut self.changes) {
            change.apply(&mut self.synced, |_| true);
        }
    }

    fn cut(&self, luck: Luck, dice: &mut Dice) -> Vec<u8> {
        let mut left = self.synced.clone();
        for change in &self.changes {
            let fate = match luck {
                Luck::None => 0,
                Luck::All => 1,
                Luck::Mixed => dice.roll(3),
            };
            match fate {
                0 => {}
                1 => change.apply(&mut left, |_| true),
                _ => change.apply(&mut left, |_| dice.roll(2) == 0),
            }
        }
        left
    }
}

impl Change {
    /// Changes the bytes; of a write those sectors alone that are kept.
    fn apply(&self, bytes: &mut Vec<u8>, mut keeps: impl FnMut(usize) -> bool) {
        match self {
            Self::Resize(length) => {
                if keeps(0) {
                    bytes.resize(*length, 0);
                }
            }
            Self::Write(at, data) => {
                if bytes.len() < at + data.len() {
                    bytes.resize(at + data.len(), 0);
                }
                let mut from = 0;
                while from < data.len() {
                    // A sector ends where the disk's does, not where the write began.
                    let to = (from + SECTOR - (at + from) % SECTOR).min(data.len());
                    if keeps(from) {
                        bytes[at + from..at + to].copy_from_slice(&data[from..to]);
                    }
                    from = to;
                }
            }
        }
    }
}

fn size(number: u64) -> usize {
    usize::try_from(number).expect("a size")
}
