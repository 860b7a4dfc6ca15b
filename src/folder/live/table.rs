//! What is known of the files of a folder, and what has to be read of it because it is another now.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use serde::{Deserialize, Serialize};
use xxhash_rust::xxh64::xxh64;

use super::stamp::Stamp;
use crate::article::Warning;
use crate::error::{Error, ErrorKind, Result};
use crate::folder::source::cannot_be_read;
use crate::folder::walk::{Files, Place, is_passed_over, is_read, is_synonyms};
use crate::markdown::{MAX_BYTES, is_curation, may_hold_defaults};

/// What a file is read for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Defaults,
    Synonyms,
    Curation,
    Article,
}

impl Kind {
    pub(super) fn of(path: &str) -> Self {
        match path {
            path if may_hold_defaults(path) => Kind::Defaults,
            path if is_synonyms(path) => Kind::Synonyms,
            path if is_curation(path) => Kind::Curation,
            _ => Kind::Article,
        }
    }
}

/// What is known of a file.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Known {
    /// As it was before it was read.
    pub(super) stamp: Stamp,
    /// Whether whoever writes to it must give it another stamp.
    pub(super) is_settled: bool,
    /// Of its bytes; none if others have read it.
    pub(super) hash: Option<u64>,
    /// The bytes of what holds for the whole folder: all of it is taken together whenever any of it changes.
    pub(super) kept: Option<Vec<u8>>,
    /// Why it could not be read.
    pub(super) problem: Option<String>,
}

impl Known {
    fn at_a_glance(seen: &Seen, now: SystemTime) -> Self {
        Known { stamp: seen.stamp, is_settled: seen.stamp.is_settled(now), ..Known::default() }
    }
}

/// All files by their paths.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Table {
    pub(super) files: BTreeMap<String, Known>,
    /// Of the folder itself: another one may come to stand in its place.
    pub(super) root: Stamp,
    /// What is wrong with the folder, file by file but for what is in them.
    pub(super) problems: BTreeSet<(String, String)>,
    /// Whether a file may have several paths.
    pub(super) has_links: bool,
}

/// A folder as it was seen, or a part of it.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Look {
    /// What is there at these paths: nothing, or a file with what was known of it at a glance.
    pub(super) seen: BTreeMap<String, Option<Seen>>,
    /// What is said of the whole folder, if all of it was looked at.
    pub(super) whole: Option<Whole>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Seen {
    pub(super) real: PathBuf,
    pub(super) stamp: Stamp,
}

#[derive(Debug, PartialEq, Eq)]
pub(super) struct Whole {
    pub(super) root: Stamp,
    pub(super) problems: BTreeSet<(String, String)>,
    pub(super) has_links: bool,
}

impl Look {
    /// Looks at all files. What `table` has and the folder has not is gone.
    pub(super) fn at_all(folder: &Path, table: &Table) -> Result<Self> {
        let files = Files::of(folder)?;
        let root = fs::metadata(&files.root).map(|metadata| Stamp::of(&metadata)).unwrap_or_default();
        if files.wanted.is_empty() && !table.files.is_empty() && !root.is_same_file(&table.root) {
            let message = format!("{}: another folder is in its place, and it is empty", folder.display());
            return Err(Error::new(ErrorKind::Io, message));
        }
        let mut seen: BTreeMap<String, Option<Seen>> = table.files.keys().map(|path| (path.clone(), None)).collect();
        let mut paths = BTreeSet::new();
        for Place { path, real } in files.wanted {
            if !paths.insert(path.clone()) {
                let message = format!("two files are called {path} in Unicode");
                return Err(Error::new(ErrorKind::DuplicateId, message));
            }
            seen.insert(path, glance(real));
        }
        let problems = files.warnings.into_iter().map(|Warning { path, message, .. }| (path, message)).collect();
        Ok(Look { seen, whole: Some(Whole { root, problems, has_links: files.has_links }) })
    }

    /// Looks at these files only, as a look at all would see them; none if only that can tell. `root` is the folder without
    /// symbolic links.
    pub(super) fn at(changed: &BTreeSet<PathBuf>, root: &Path, table: &Table) -> Option<Self> {
        let mut seen = BTreeMap::new();
        for real in changed {
            let path = relative(root, real)?;
            if is_passed_over_at(&path) {
                continue;
            }
            if Kind::of(&path) == Kind::Defaults || is_elsewhere(&path) {
                return None;
            }
            let is_known = table.files.contains_key(&path);
            match fs::symlink_metadata(real) {
                Ok(metadata) if !metadata.is_file() => return None,
                Err(_) if !is_known && table.has_below(&path) => return None,
                Err(_) if !is_known => {}
                Ok(_) if !is_read(&path) => {}
                _ => drop(seen.insert(path, glance(real.clone()))),
            }
        }
        let has_problem = |path: &String| table.problems.iter().any(|(of, _)| of == path);
        (!table.has_links && !seen.keys().any(has_problem)).then_some(Look { seen, whole: None })
    }

    /// What is seen to be other than what is known, or may be.
    pub(super) fn changes<'a>(
        &'a self,
        table: &'a Table,
    ) -> impl Iterator<Item = (&'a String, Option<&'a Seen>, Option<&'a Known>)> {
        let each = self.seen.iter().map(|(path, seen)| (path, seen.as_ref(), table.files.get(path)));
        each.filter(|(_, seen, known)| match (seen, known) {
            (Some(seen), Some(known)) => !known.is_settled || known.problem.is_some() || known.stamp != seen.stamp,
            (seen, known) => seen.is_some() || known.is_some(),
        })
    }

    /// Whether somebody may be about to write what is missing or empty now, as editors do who save: what says so is that it
    /// came about just now.
    pub(super) fn is_in_doubt(&self, table: &Table, root: &Path, now: SystemTime) -> bool {
        self.changes(table).any(|(path, seen, known)| {
            if let Some(seen) = seen {
                let is_news = known.is_none_or(|known| known.stamp != seen.stamp);
                return is_news && seen.stamp.is_empty() && !seen.stamp.is_settled(now);
            }
            let folder = root.join(path).parent().and_then(|folder| fs::metadata(folder).ok());
            folder.is_some_and(|folder| !Stamp::of(&folder).is_settled(now))
        })
    }
}

impl Table {
    /// Of a folder that was looked at, and whose articles others are about to read. Says how many files were read here.
    pub(super) fn of(look: Look, now: SystemTime) -> (Self, usize) {
        let mut table = Table::default();
        for (path, seen) in look.seen {
            let Some(seen) = seen else { continue };
            let is_article = Kind::of(&path) == Kind::Article;
            let known = if is_article { Known::at_a_glance(&seen, now) } else { read_known(&path, &seen, now) };
            table.files.insert(path, known);
        }
        let read = table.files.values().filter(|known| known.kept.is_some()).count();
        table.take(BTreeMap::new(), look.whole);
        (table, read)
    }

    /// Notes what is known now.
    pub(super) fn take(&mut self, edits: BTreeMap<String, Option<Known>>, whole: Option<Whole>) {
        for (path, known) in edits {
            match known {
                Some(known) => drop(self.files.insert(path, known)),
                None => drop(self.files.remove(&path)),
            }
        }
        if let Some(Whole { root, problems, has_links }) = whole {
            (self.root, self.problems, self.has_links) = (root, problems, has_links);
        }
    }

    /// Notes which files could not be read by those who warn of it.
    pub(super) fn note_unread(&mut self, warnings: &[Warning]) {
        for warning in warnings.iter().filter(|warning| super::is_unread(warning)) {
            if let Some(known) = self.files.get_mut(&warning.path) {
                known.problem.get_or_insert_with(|| warning.message.clone());
            }
        }
    }

    /// A file that others have read; if it was not seen, it came or went meanwhile.
    pub(super) fn expect(&mut self, path: &str) {
        if !self.files.contains_key(path) {
            self.files.insert(path.to_owned(), Known::default());
        }
    }

    fn has_below(&self, folder: &str) -> bool {
        let first = format!("{folder}/");
        self.files.range(first.clone()..).next().is_some_and(|(path, _)| path.starts_with(&first))
    }
}

/// A file that is there: one that has gone since is none.
fn glance(real: PathBuf) -> Option<Seen> {
    let stamp = fs::metadata(&real).map(|metadata| Stamp::of(&metadata));
    match stamp {
        Ok(stamp) => Some(Seen { real, stamp }),
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        Err(_) => Some(Seen { real, stamp: Stamp::default() }),
    }
}

/// As much of a file as is read, and what is known of it then. `now` is a moment before.
pub(super) fn read(path: &str, real: &Path, now: SystemTime) -> io::Result<(Known, Vec<u8>)> {
    let file = File::open(real)?;
    let stamp = Stamp::of(&file.metadata()?);
    let mut bytes = Vec::new();
    file.take(MAX_BYTES as u64 + 1).read_to_end(&mut bytes)?;
    let kept = (Kind::of(path) != Kind::Article).then(|| bytes.clone());
    let known = Known { stamp, is_settled: stamp.is_settled(now), hash: Some(hash(&bytes)), kept, problem: None };
    Ok((known, bytes))
}

/// What is known of a file that holds for the whole folder.
fn read_known(path: &str, seen: &Seen, now: SystemTime) -> Known {
    match read(path, &seen.real, now) {
        Ok((known, _)) => known,
        Err(error) => Known {
            problem: Some(cannot_be_read(path, &error).message),
            is_settled: false,
            ..Known::at_a_glance(seen, now)
        },
    }
}

pub(super) fn hash(bytes: &[u8]) -> u64 {
    xxh64(bytes, 0)
}

/// A path below the root as articles are called by it; none for the root itself and what is not below it.
fn relative(root: &Path, real: &Path) -> Option<String> {
    let below = real.strip_prefix(root).ok()?;
    let steps: Vec<_> = below.iter().map(|step| step.to_string_lossy()).collect();
    (!steps.is_empty()).then(|| steps.join("/"))
}

/// Whether nothing at or below this path is read.
fn is_passed_over_at(path: &str) -> bool {
    let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
    folder.split('/').any(is_passed_over) || (is_passed_over(name) && !is_read(path) && !is_elsewhere(path))
}

/// A file that is read at the top only is spoken of where it stands elsewhere.
fn is_elsewhere(path: &str) -> bool {
    path.rsplit_once('/').is_some_and(|(_, name)| is_curation(name))
}
