//! A folder with which a knowledge base is kept in step. Told in `docs/live.md`.
//!
//! A look at the folder (`table`) says by stamps (`stamp`) which files may be other ones; those are read, and what they say
//! becomes one change of the knowledge base (`step`). `record` keeps what is known of the files beside an edition, and `watch`
//! looks when the system tells of changes (`notices`), or in intervals.

mod bell;
#[cfg(feature = "watch")]
mod notices;
mod record;
mod stamp;
mod step;
mod table;
mod watch;

use std::collections::BTreeSet;
use std::fmt;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, SystemTime};

pub use watch::Watch;

use self::step::Step;
use self::table::{Kind, Look, Table};
use super::unreadable;
use crate::article::Warning;
use crate::error::Result;
use crate::folder::source::CANNOT_BE_READ;
use crate::knowledge_base::{Builder, KnowledgeBase, Texts};
use crate::markdown::Settings;

/// So long an editor may take between taking a file away and putting the new one in its place.
const BETWEEN_LOOKS: Duration = Duration::from_millis(20);

/// Somebody who empties and fills a file without end is not waited for.
const MOST_LOOKS: usize = 10;

/// A folder of Markdown with its [`KnowledgeBase`], which is kept in step with it: after [`refresh`](Self::refresh) it answers
/// as if it had been opened now, and only what has changed in the folder was read. Which files are articles is told at
/// [`Builder::source`]. [`watch`](Self::watch) refreshes by itself.
///
/// ```no_run
/// # fn main() -> nohold::Result<()> {
/// use nohold::Folder;
///
/// let mut folder = Folder::open("help-centre")?;
/// let kb = folder.knowledge_base(); // as many clones as you like: all are kept in step
/// let refreshed = folder.refresh()?; // as often as you like: it looks before it reads
/// println!("{refreshed}; {} articles", kb.len());
/// # Ok(())
/// # }
/// ```
///
/// See [the page about it](crate::docs::live).
pub struct Folder {
    path: PathBuf,
    /// The same without symbolic links, as it was last seen.
    root: PathBuf,
    kb: KnowledgeBase,
    /// How articles are read, but for what the folder itself says.
    settings: Settings,
    /// How they are read with that.
    current: Settings,
    /// Rules of words and of editors that are not from the folder.
    texts: Texts,
    /// By what everything that is not from the folder is told from others.
    made_with: u64,
    table: Table,
    /// What has been said to be wrong with the folder.
    problems: Vec<Warning>,
    opened: Refreshed,
}

/// What was found to have changed in a [`Folder`]. Paths are relative to it, with `/`, and in order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Refreshed {
    /// Files that were not there before.
    pub added: Vec<String>,
    /// Files that say something else than before, by themselves or because of what their folder says.
    pub changed: Vec<String>,
    /// Files that are gone, or cannot be read any more.
    pub removed: Vec<String>,
    /// Number of files that were read: those that have changed, and those that might have.
    pub read: usize,
    /// What the authors of what was read should know, and what is newly wrong with the folder itself.
    pub warnings: Vec<Warning>,
    /// Why everything was read although an edition was there to go on from.
    pub restarted: Option<String>,
}

impl Refreshed {
    /// Whether everything is as it was.
    pub fn is_unchanged(&self) -> bool {
        self.added.is_empty() && self.changed.is_empty() && self.removed.is_empty()
    }
}

/// `3 added, 1 changed, 0 removed`
impl fmt::Display for Refreshed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Refreshed { added, changed, removed, .. } = self;
        write!(f, "{} added, {} changed, {} removed", added.len(), changed.len(), removed.len())
    }
}

impl Builder {
    /// Builds a knowledge base of a folder, to be kept in step with it: with these settings, and with what has been added
    /// here already. See [`Folder`].
    ///
    /// # Errors
    /// [`Io`](crate::ErrorKind::Io) if the folder cannot be read; otherwise those of [`build`](Self::build).
    pub fn folder(mut self, path: impl AsRef<Path>) -> Result<Folder> {
        let path = path.as_ref();
        let (made_with, settings) = (record::fingerprint(&self), self.settings().clone());
        let (texts, own) = (self.texts().clone(), self.paths());
        let now = SystemTime::now();
        // Before the articles are read: what is written to them from now on gets another stamp.
        let look = Look::at_all(path, &Table::default())?;
        let (mut table, read) = Table::of(look, now);
        let mut builder = self.source(path)?;
        table.note_unread(builder.warnings());
        let step = Step::new(&table, &settings, &texts, now);
        let (current, problems) = (step.settings_again(), step.problems());
        builder.problems(&problems);
        let kb = builder.build()?;
        let mut folder = Folder {
            path: path.to_owned(),
            root: path.canonicalize().map_err(|cause| unreadable(path, cause))?,
            kb,
            settings,
            current,
            texts,
            made_with,
            table,
            problems,
            opened: Refreshed::default(),
        };
        folder.begin(read, &own)?;
        Ok(folder)
    }
}

impl Folder {
    /// Opens a folder. For other settings than the defaults see [`Builder::folder`].
    ///
    /// # Errors
    /// Those of [`Builder::folder`].
    pub fn open(path: impl AsRef<Path>) -> Result<Self> {
        KnowledgeBase::builder().folder(path)
    }

    /// The knowledge base. It is a clone: it is kept in step, too, also by a [`Watch`] that takes this folder.
    pub fn knowledge_base(&self) -> KnowledgeBase {
        self.kb.clone()
    }

    /// The path by which it was opened.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// What was read when it was opened: everything, or, if it [went on](Self::resume) from an edition, what had changed.
    pub fn opened(&self) -> &Refreshed {
        &self.opened
    }

    /// Looks at the folder, reads what is another file than before, and lets the knowledge base and all its clones answer as if
    /// it had been opened now. Those who search do not wait. A file that was emptied or taken away just now is waited for, as
    /// editors do that who save, for a fifth of a second at most.
    ///
    /// # Errors
    /// [`Io`](crate::ErrorKind::Io) if the folder is not there, or an empty one has taken its place;
    /// [`DuplicateId`](crate::ErrorKind::DuplicateId) if two articles have one id: the message names both. Then the knowledge
    /// base stays as it was, and the next call tries it again.
    pub fn refresh(&mut self) -> Result<Refreshed> {
        self.refresh_at(None)
    }

    /// The same, where `changed` are all the files that may have changed, if anybody knows.
    fn refresh_at(&mut self, changed: Option<&BTreeSet<PathBuf>>) -> Result<Refreshed> {
        self.renew(changed, false)
    }

    /// `is_resumed` tells that the knowledge base knows only what came of the rules.
    fn renew(&mut self, changed: Option<&BTreeSet<PathBuf>>, is_resumed: bool) -> Result<Refreshed> {
        let now = SystemTime::now();
        let look = self.look(changed)?;
        let mut step = Step::new(&self.table, &self.settings, &self.texts, now);
        step.read_rules(&look);
        if is_resumed {
            step.tell_rules();
        }
        step.read_defaults(&look, &self.current);
        step.read_articles(&look, &self.current);
        let problems = if step.has_other_problems() { step.problems() } else { self.problems.clone() };
        let is_new = is_resumed || problems != self.problems;
        let mut done = step.finish(is_new.then(|| problems.clone()));
        self.kb.update(done.changes)?;
        let unheard = problems.iter().filter(|problem| !self.problems.contains(problem)).cloned();
        done.refreshed.warnings.extend(unheard);
        (self.current, self.problems) = (done.settings, problems);
        self.table.take(done.edits, look.whole);
        Ok(done.refreshed)
    }

    /// Looks until nothing is about to come back, or for so long that it is not.
    fn look(&mut self, changed: Option<&BTreeSet<PathBuf>>) -> Result<Look> {
        let mut look = self.look_once(changed)?;
        for _ in 1..MOST_LOOKS {
            if !look.is_in_doubt(&self.table, &self.root, SystemTime::now()) {
                break;
            }
            thread::sleep(BETWEEN_LOOKS);
            let again = self.look_once(changed)?;
            let is_the_same = again == look;
            look = again;
            if is_the_same {
                break;
            }
        }
        Ok(look)
    }

    fn look_once(&mut self, changed: Option<&BTreeSet<PathBuf>>) -> Result<Look> {
        if let Some(look) = changed.and_then(|changed| Look::at(changed, &self.root, &self.table)) {
            return Ok(look);
        }
        let look = Look::at_all(&self.path, &self.table)?;
        self.root = self.path.canonicalize().map_err(|cause| unreadable(&self.path, cause))?;
        Ok(look)
    }

    /// Notes what is known after everything was read. `own` are articles that are from elsewhere.
    fn begin(&mut self, read: usize, own: &BTreeSet<String>) -> Result<()> {
        for (id, origin) in self.kb.origins()? {
            let path = origin.path.unwrap_or(id);
            if !own.contains(&path) {
                self.table.expect(&path);
            }
        }
        let articles = self.table.files.keys().filter(|path| Kind::of(path) == Kind::Article).count();
        self.opened = Refreshed {
            added: self.table.files.keys().cloned().collect(),
            read: read + articles,
            warnings: self.kb.warnings(),
            ..Refreshed::default()
        };
        Ok(())
    }
}

impl fmt::Debug for Folder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Folder")
            .field("path", &self.path)
            .field("files", &self.table.files.len())
            .finish_non_exhaustive()
    }
}

/// Whether a warning says that a file could not be read.
fn is_unread(warning: &Warning) -> bool {
    warning.line == 0 && warning.message.starts_with(CANNOT_BE_READ)
}
