//! A thread that keeps a folder's knowledge base in step.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use super::bell::{Bell, Rung};
#[cfg(feature = "watch")]
use super::notices::Notices;
use super::stamp::Stamp;
use super::{Folder, Refreshed};
use crate::error::{Error, ErrorKind, Result};
use crate::knowledge_base::KnowledgeBase;

/// So often it is asked whether the folder is still the same one: of that the system does not tell.
const SAME_FOLDER: Duration = Duration::from_secs(1);

/// So often everything is looked at although the system tells of changes: it may forget to.
const EVERYTHING: Duration = Duration::from_secs(60);

/// So often it is looked at a folder of whose changes the system does not tell.
const WITHOUT_NOTICE: Duration = Duration::from_secs(2);

/// Between a folder's coming and its being watched somebody may write into it.
const NEW_FOLDER: Duration = Duration::from_millis(250);

/// After so long it is tried again.
const AFTER_FAILURE: Duration = Duration::from_millis(500);

/// A [`Folder`] that is refreshed by itself, until this is dropped.
pub struct Watch {
    kb: KnowledgeBase,
    folder: Arc<Mutex<Folder>>,
    bell: Arc<Bell>,
    is_told: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl Folder {
    /// Refreshes the folder whenever something in it changes, as the system tells, some 25 milliseconds after the last of many
    /// changes, or 150 after the first. `told` hears of every refresh that found something, and of every failure, once; it is
    /// called on the thread that refreshes, and what takes long there delays the next one.
    ///
    /// Where the system does not tell, because the folder is on another machine, or more is watched than the system allows, it is
    /// looked at every 2 seconds; so it is without the feature `watch`. See [`Watch::is_told`].
    ///
    /// # Errors
    /// [`Io`](ErrorKind::Io) if there can be no further thread.
    pub fn watch(self, told: impl FnMut(Result<Refreshed>) + Send + 'static) -> Result<Watch> {
        Watch::begin(self, None, Box::new(told))
    }

    /// The same, but looks every `interval`, whatever the system tells: at 1 millisecond at least.
    ///
    /// # Errors
    /// Those of [`watch`](Self::watch).
    pub fn poll(self, interval: Duration, told: impl FnMut(Result<Refreshed>) + Send + 'static) -> Result<Watch> {
        Watch::begin(self, Some(interval.max(Duration::from_millis(1))), Box::new(told))
    }
}

impl Watch {
    fn begin(folder: Folder, interval: Option<Duration>, told: Told) -> Result<Self> {
        let (kb, folder) = (folder.knowledge_base(), Arc::new(Mutex::new(folder)));
        let (bell, is_told) = (Arc::new(Bell::default()), Arc::new(AtomicBool::new(false)));
        let mut watcher = Watcher {
            folder: Arc::clone(&folder),
            kb: kb.clone(),
            bell: Arc::clone(&bell),
            interval,
            told,
            is_told: Arc::clone(&is_told),
            listening: None,
            last_failure: None,
            due: Instant::now(),
            folding: None,
        };
        // Before anything is said to be watched: from now on nothing is missed.
        watcher.listen();
        let thread = thread::Builder::new().name("nohold-folder".to_owned()).spawn(move || watcher.run());
        Ok(Watch { kb, folder, bell, is_told, thread: Some(thread.map_err(no_thread)?) })
    }

    /// The knowledge base that is kept in step.
    pub fn knowledge_base(&self) -> KnowledgeBase {
        self.kb.clone()
    }

    /// Whether the system tells of changes. Otherwise the folder is looked at in intervals.
    pub fn is_told(&self) -> bool {
        self.is_told.load(Ordering::Relaxed)
    }

    /// As [`Folder::save`]; meanwhile nothing is refreshed.
    ///
    /// # Errors
    /// Those of [`Folder::save`].
    pub fn save(&self, edition: impl AsRef<Path>) -> Result<()> {
        lock(&self.folder).save(edition)
    }
}

impl Drop for Watch {
    /// Waits for the refresh that is under way, if one is. What folds many changes into one ends by itself.
    fn drop(&mut self) {
        self.bell.end();
        // Whoever is told may drop it, and cannot wait for himself.
        if let Some(thread) = self.thread.take().filter(|thread| thread.thread().id() != thread::current().id()) {
            let _ = thread.join();
        }
    }
}

impl std::fmt::Debug for Watch {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Watch").field("is_told", &self.is_told()).finish_non_exhaustive()
    }
}

type Told = Box<dyn FnMut(Result<Refreshed>) + Send>;

/// What the thread has.
struct Watcher {
    folder: Arc<Mutex<Folder>>,
    kb: KnowledgeBase,
    bell: Arc<Bell>,
    /// How often it is looked at the folder, if the system is not to be asked.
    interval: Option<Duration>,
    told: Told,
    is_told: Arc<AtomicBool>,
    listening: Option<Listening>,
    /// What was told last, if that was a failure.
    last_failure: Option<String>,
    /// When everything is to be looked at.
    due: Instant,
    folding: Option<JoinHandle<()>>,
}

/// The folder of whose changes the system tells, or is asked to.
struct Listening {
    root: PathBuf,
    stamp: Stamp,
    /// Ends when it is dropped.
    #[cfg(feature = "watch")]
    _notices: Option<Notices>,
}

impl Watcher {
    fn run(&mut self) {
        loop {
            let patience = self.due.saturating_duration_since(Instant::now()).min(SAME_FOLDER);
            let rung = self.bell.wait(patience);
            if rung.is_over {
                return;
            }
            self.hear(rung);
            self.fold();
        }
    }

    fn hear(&mut self, rung: Rung) {
        let is_for_something = rung.is_for_something();
        rung.faults.into_iter().for_each(|fault| (self.told)(Err(fault)));
        if !self.is_same_folder() {
            let was_there = self.listening.is_some();
            self.listen();
            if was_there || self.listening.is_some() {
                self.due = Instant::now();
            }
        }
        if self.due <= Instant::now() || rung.for_all {
            self.refresh(None);
        } else if is_for_something {
            self.refresh(Some(&rung.paths));
        }
        if rung.paths.iter().any(|path| path.is_dir()) {
            self.due = self.due.min(Instant::now() + NEW_FOLDER);
        }
    }

    /// Looks at these files, or at all.
    fn refresh(&mut self, changed: Option<&BTreeSet<PathBuf>>) {
        let outcome = lock(&self.folder).refresh_at(changed);
        let now = Instant::now();
        let failure = outcome.as_ref().err().map(ToString::to_string);
        if failure.is_some() {
            // Also what was to be looked at now.
            self.due = now + self.interval.unwrap_or(AFTER_FAILURE);
        } else if changed.is_none() {
            self.due = now + self.interval.unwrap_or(if self.is_told() { EVERYTHING } else { WITHOUT_NOTICE });
        }
        let is_news = outcome.as_ref().map_or(failure != self.last_failure, |refreshed| !refreshed.is_unchanged());
        self.last_failure = failure;
        if is_news {
            (self.told)(outcome);
        }
    }

    fn is_told(&self) -> bool {
        self.is_told.load(Ordering::Relaxed)
    }

    fn is_same_folder(&self) -> bool {
        let Some((root, stamp)) = place(lock(&self.folder).path()) else { return false };
        self.listening.as_ref().is_some_and(|known| known.root == root && known.stamp.is_same_file(&stamp))
    }

    /// Asks the system to tell of changes in the folder that is there now.
    fn listen(&mut self) {
        self.listening = None;
        self.is_told.store(false, Ordering::Relaxed);
        let Some((root, stamp)) = place(lock(&self.folder).path()) else { return };
        #[cfg(feature = "watch")]
        let notices = self.interval.is_none().then(|| Notices::of(&root, &self.bell)).flatten();
        #[cfg(feature = "watch")]
        self.is_told.store(notices.is_some(), Ordering::Relaxed);
        self.listening = Some(Listening {
            root,
            stamp,
            #[cfg(feature = "watch")]
            _notices: notices,
        });
    }

    /// Lets the changes that have gathered become one with the rest, on a thread of its own: the next ones do not wait.
    fn fold(&mut self) {
        let is_under_way = self.folding.as_ref().is_some_and(|folding| !folding.is_finished());
        if is_under_way || !self.kb.wants_folding() {
            return;
        }
        let (kb, bell) = (self.kb.clone(), Arc::clone(&self.bell));
        let fold = move || kb.fold().unwrap_or_else(|fault| bell.report(fault));
        match thread::Builder::new().name("nohold-fold".to_owned()).spawn(fold) {
            Ok(thread) => self.folding = Some(thread),
            Err(cause) => (self.told)(Err(no_thread(cause))),
        }
    }
}

/// Where a folder is, without symbolic links, and which one it is.
fn place(path: &Path) -> Option<(PathBuf, Stamp)> {
    let root = path.canonicalize().ok()?;
    let stamp = Stamp::of(&fs::metadata(&root).ok()?);
    Some((root, stamp))
}

fn lock(folder: &Mutex<Folder>) -> MutexGuard<'_, Folder> {
    // A refresh changes what is known in one step, at its end.
    folder.lock().unwrap_or_else(PoisonError::into_inner)
}

fn no_thread(cause: io::Error) -> Error {
    Error::new(ErrorKind::Io, "no thread could be started").caused_by(cause)
}
