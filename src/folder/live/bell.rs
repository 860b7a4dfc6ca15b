//! What happened in a folder, gathered until it is quiet there.

use std::collections::BTreeSet;
use std::mem;
use std::path::PathBuf;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use crate::error::Error;

/// Who saves writes several times in a row: after so long it is over.
const QUIET: Duration = Duration::from_millis(25);

/// Where it is never quiet, it is looked at so often all the same.
const MOST_PATIENCE: Duration = Duration::from_millis(150);

/// Of more files it is not kept which they are: everything is looked at.
#[cfg(any(test, feature = "watch"))]
const MOST_PATHS: usize = 5_000;

/// Rung by others, and heard by the one who looks at the folder.
#[derive(Default)]
pub(super) struct Bell {
    rung: Mutex<Rung>,
    wake: Condvar,
}

/// What was rung for.
#[derive(Default)]
pub(super) struct Rung {
    pub(super) paths: BTreeSet<PathBuf>,
    /// Whether anything may have changed.
    pub(super) for_all: bool,
    pub(super) is_over: bool,
    pub(super) faults: Vec<Error>,
    first: Option<Instant>,
    last: Option<Instant>,
}

impl Bell {
    #[cfg(any(test, feature = "watch"))]
    pub(super) fn ring(&self, paths: Vec<PathBuf>) {
        self.tell(|rung| {
            rung.paths.extend(paths);
            if rung.paths.len() > MOST_PATHS {
                (rung.for_all, rung.paths) = (true, BTreeSet::new());
            }
        });
    }

    #[cfg(feature = "watch")]
    pub(super) fn ring_for_all(&self) {
        self.tell(|rung| rung.for_all = true);
    }

    pub(super) fn report(&self, fault: Error) {
        self.tell(|rung| rung.faults.push(fault));
    }

    pub(super) fn end(&self) {
        self.tell(|rung| rung.is_over = true);
    }

    fn tell(&self, note: impl FnOnce(&mut Rung)) {
        let mut rung = self.lock();
        let now = Instant::now();
        (rung.first, rung.last) = (rung.first.or(Some(now)), Some(now));
        note(&mut rung);
        self.wake.notify_all();
    }

    /// What was rung for since, once it is quiet; nothing if it was not rung for so long.
    pub(super) fn wait(&self, patience: Duration) -> Rung {
        let until = Instant::now() + patience;
        let mut rung = self.lock();
        loop {
            let now = Instant::now();
            let due = rung.due().unwrap_or(until);
            if now >= due || rung.is_over {
                return mem::take(&mut rung);
            }
            rung = self.wake.wait_timeout(rung, due - now).unwrap_or_else(PoisonError::into_inner).0;
        }
    }

    fn lock(&self) -> MutexGuard<'_, Rung> {
        // Nobody can panic between two changes that belong together.
        self.rung.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Rung {
    pub(super) fn is_for_something(&self) -> bool {
        self.for_all || !self.paths.is_empty()
    }

    /// When it is quiet, if it was rung.
    fn due(&self) -> Option<Instant> {
        let (first, last) = self.first.zip(self.last)?;
        Some((last + QUIET).min(first + MOST_PATIENCE))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_rung_for_is_heard_once_and_together() {
        let bell = Bell::default();
        bell.ring(vec![PathBuf::from("a"), PathBuf::from("b")]);
        bell.ring(vec![PathBuf::from("a")]);
        let rung = bell.wait(Duration::from_secs(3600));
        assert_eq!(rung.paths, BTreeSet::from(["a", "b"].map(PathBuf::from)));
        assert!(!rung.for_all && !rung.is_over);
        assert!(!bell.wait(Duration::ZERO).is_for_something());
    }

    #[test]
    fn of_very_many_files_all_are_looked_at() {
        let bell = Bell::default();
        bell.ring((0..=MOST_PATHS).map(|number| PathBuf::from(number.to_string())).collect());
        let rung = bell.wait(Duration::from_secs(3600));
        assert!(rung.for_all && rung.paths.is_empty());
    }

    #[test]
    fn the_end_is_not_waited_for() {
        let bell = Bell::default();
        bell.end();
        assert!(bell.wait(Duration::from_secs(3600)).is_over);
    }
}
