//! Which files of a folder are read.

use std::collections::{HashSet, VecDeque};
use std::ffi::{OsStr, OsString};
use std::fs::{self, FileType};
use std::io;
use std::path::{Path, PathBuf};

use super::unreadable;
use crate::article::Warning;
use crate::error::Result;
use crate::markdown::{is_curation, may_hold_defaults};

/// A file or folder.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Place {
    /// How it was come upon: relative to the root, with `/`.
    pub(super) path: String,
    /// Absolute, and without symbolic links.
    pub(super) real: PathBuf,
}

impl Place {
    fn within(folder: &Place, name: &OsStr) -> Self {
        let shown = name.to_string_lossy();
        let path = if folder.path.is_empty() { shown.to_string() } else { format!("{}/{shown}", folder.path) };
        Place { path, real: folder.real.join(name) }
    }
}

/// The files of a folder that are read: what holds for whole folders, then articles and rules of synonyms, each in order of
/// their paths.
#[derive(Default)]
pub(super) struct Files {
    /// Absolute, and without symbolic links.
    pub(super) root: PathBuf,
    pub(super) wanted: Vec<Place>,
    /// Still to be read.
    folders: VecDeque<Place>,
    /// Folders to be read after those, so that one that needs no link keeps its own path.
    linked: VecDeque<Place>,
    /// The folders that have been read: links could lead to them again and again.
    read: HashSet<PathBuf>,
    /// Whether anything that may be read is a symbolic link.
    pub(super) has_links: bool,
    pub(super) warnings: Vec<Warning>,
}

impl Files {
    pub(super) fn of(folder: &Path) -> Result<Self> {
        let root = folder.canonicalize().map_err(|cause| unreadable(folder, cause))?;
        fs::read_dir(&root).map_err(|cause| unreadable(folder, cause))?;
        let top = Place { path: String::new(), real: root.clone() };
        let mut files = Files { root, folders: VecDeque::from([top]), ..Files::default() };
        while let Some(folder) = files.folders.pop_front().or_else(|| files.linked.pop_front()) {
            files.folder(&folder);
        }
        files.wanted.sort_by_cached_key(|Place { path, .. }| (!may_hold_defaults(path), path.clone()));
        Ok(files)
    }

    fn folder(&mut self, folder: &Place) {
        if !self.read.insert(folder.real.clone()) {
            return self.warn(&folder.path, "the folder is read already, under another path");
        }
        match entries(&folder.real) {
            Ok(entries) => entries.iter().for_each(|(name, kind)| self.entry(folder, name, *kind)),
            Err(cause) => self.warn(&folder.path, format!("the folder cannot be read: {cause}")),
        }
    }

    fn entry(&mut self, folder: &Place, name: &OsStr, kind: FileType) {
        let shown = name.to_string_lossy();
        let place = Place::within(folder, name);
        let is_for_folder = may_hold_defaults(&place.path) || is_curation(&place.path);
        if is_curation(&shown) && !folder.path.is_empty() {
            return self.warn(&place.path, "it is read in the top folder only");
        }
        if !is_for_folder && is_passed_over(&shown) {
            return;
        }
        if !kind.is_symlink() {
            return self.add(place, kind);
        }
        self.has_links = true;
        match self.target(&place.real) {
            Ok((real, kind)) if kind.is_dir() && !may_hold_defaults(&place.path) => {
                self.linked.push_back(Place { real, ..place });
            }
            Ok((real, kind)) => self.add(Place { real, ..place }, kind),
            Err(problem) => self.warn(&place.path, problem),
        }
    }

    fn add(&mut self, place: Place, kind: FileType) {
        let is_read = is_read(&place.path);
        if kind.is_dir() && !may_hold_defaults(&place.path) {
            self.folders.push_back(place);
        } else if is_read && kind.is_file() {
            self.wanted.push(place);
        } else if is_read {
            // To open a pipe, for example, is to wait for somebody who writes to it.
            self.warn(&place.path, "this is no file that can be read");
        }
    }

    /// Where a symbolic link leads, and to what.
    fn target(&self, link: &Path) -> std::result::Result<(PathBuf, FileType), &'static str> {
        let target = link.canonicalize().and_then(|target| Ok((fs::metadata(&target)?.file_type(), target)));
        match target {
            Err(_) => Err("the symbolic link leads nowhere"),
            Ok((kind, target)) if target.starts_with(&self.root) => Ok((target, kind)),
            Ok(_) => Err("the symbolic link leaves the folder and is not followed"),
        }
    }

    fn warn(&mut self, path: &str, message: impl Into<String>) {
        self.warnings.push(Warning { path: path.to_owned(), line: 0, message: message.into() });
    }
}

/// What is in a folder, in order, and what each is.
fn entries(folder: &Path) -> io::Result<Vec<(OsString, FileType)>> {
    let mut entries = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        match entry.file_type() {
            Ok(kind) => entries.push((entry.file_name(), kind)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(error),
        }
    }
    entries.sort_by(|(a, _), (b, _)| a.cmp(b));
    Ok(entries)
}

/// Whether a file or folder with this name has nothing that is read, unless it is a file for a whole folder.
pub(super) fn is_passed_over(name: &str) -> bool {
    name.starts_with(['.', '_']) || name == "node_modules"
}

/// Whether a file in a folder that is read is read, too.
pub(super) fn is_read(path: &str) -> bool {
    let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
    let is_for_folder = may_hold_defaults(path) || is_curation(path);
    is_for_folder || is_article(name, folder) || is_synonyms(path)
}

/// The file of rules for the whole folder.
pub(super) fn is_synonyms(path: &str) -> bool {
    path == "synonyms.txt"
}

fn is_article(name: &str, folder: &str) -> bool {
    const ABOUT_THE_FOLDER: [&str; 11] = [
        "README",
        "CONTRIBUTING",
        "LICENSE",
        "CHANGELOG",
        "CODE_OF_CONDUCT",
        "SECURITY",
        "SUPPORT",
        "AUTHORS",
        "GOVERNANCE",
        "CLAUDE",
        "AGENTS",
    ];
    let Some((stem, extension)) = name.rsplit_once('.') else { return false };
    let is_markdown = ["md", "mdx", "markdown"].iter().any(|known| extension.eq_ignore_ascii_case(known));
    let is_about = folder.is_empty() && ABOUT_THE_FOLDER.iter().any(|about| stem.eq_ignore_ascii_case(about));
    is_markdown && !is_about
}
