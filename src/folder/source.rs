//! Where articles come from: the files of a folder, or the lines of a file.

use std::collections::{HashSet, VecDeque};
use std::ffi::{OsStr, OsString};
use std::fs;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use super::unreadable;
use crate::article::Warning;
use crate::error::{Error, ErrorKind, Result};
use crate::knowledge_base::Builder;
use crate::markdown::{MAX_BYTES, is_curation, may_hold_defaults};

impl Builder {
    /// Adds the articles of a folder of Markdown or of a file of JSON Lines (`.jsonl`).
    ///
    /// In a folder, every file ending in `.md`, `.mdx` or `.markdown` is an article, except
    ///
    /// - files and folders whose names begin with `.` or `_` (templates and partials), and `node_modules`;
    /// - in the top folder itself, what speaks about the folder rather than from it: `README`, `CONTRIBUTING`,
    ///   `LICENSE`, `CHANGELOG`, `CODE_OF_CONDUCT`, `SECURITY`, `SUPPORT`, `AUTHORS`, `GOVERNANCE`, `CLAUDE`, `AGENTS`.
    ///
    /// A file `synonyms.txt` in the top folder is no article: it has rules of what means the same, as
    /// [`synonyms`](Self::synonyms) reads them.
    ///
    /// A file `_curation.yml` in the top folder says which articles are promoted, pinned, boosted and found by hidden terms, as
    /// [`curation`](Self::curation) reads it.
    ///
    /// A file `_defaults.yml` in any folder has front matter for all articles in that folder and below: a key holds unless
    /// the article, or a nearer folder, has it too. Hugo's `cascade` in `_index.md` and Jekyll's `defaults` in `_config.yml`
    /// are read as well, as told at [`Defaults::add`](crate::markdown::Defaults::add). They hold for this source only.
    ///
    /// Symbolic links are followed as long as they stay in the folder; one that leaves it is a warning. Each folder is read
    /// once, under its own path if it has articles there: a further link to it is a warning, too.
    ///
    /// # Errors
    /// [`Io`](ErrorKind::Io) if the path cannot be read, [`Source`](ErrorKind::Source) if it is neither a folder nor a
    /// `.jsonl` file. A single file in the folder that cannot be read is a warning.
    pub fn source(mut self, path: impl AsRef<Path>) -> Result<Self> {
        let settings = self.settings().clone();
        pieces(path.as_ref(), &mut |piece| match piece {
            Piece::Defaults { path, bytes } => {
                for warning in self.settings().defaults.add(&path, &bytes) {
                    self.add_warning(warning);
                }
            }
            Piece::MissedDefaults(warning) => {
                self.settings().defaults.miss(&warning.path);
                self.add_warning(warning);
            }
            Piece::File { path, bytes } => self.add_article(&path, &bytes),
            Piece::Lines { name, bytes } => self.add_json_lines(&name, &bytes),
            Piece::Synonyms { path, bytes } => self.add_synonyms(&path, &bytes),
            Piece::Curation { path, bytes } => self.add_curation(&path, &bytes),
            Piece::Problem(warning) => self.add_warning(warning),
        })?;
        *self.settings() = settings;
        Ok(self)
    }
}

/// Something that was read from a source of articles.
pub(crate) enum Piece {
    /// What holds for a whole folder, with the file's path relative to the root. Comes before all articles.
    Defaults { path: String, bytes: Vec<u8> },
    /// Such a file that cannot be read: what it would have said is in doubt.
    MissedDefaults(Warning),
    /// An article in Markdown, with its path relative to the folder.
    File { path: String, bytes: Vec<u8> },
    /// Articles in JSON Lines, with the file's name.
    Lines { name: String, bytes: Vec<u8> },
    /// Rules of synonyms, with the file's path relative to the folder.
    Synonyms { path: String, bytes: Vec<u8> },
    /// How articles are found, with the file's path relative to the folder.
    Curation { path: String, bytes: Vec<u8> },
    /// What cannot be read or is not followed.
    Problem(Warning),
}

/// Reads a folder, in order of the paths but for what holds for whole folders, or a file of JSON Lines.
pub(crate) fn pieces(path: &Path, visit: &mut dyn FnMut(Piece)) -> Result<()> {
    if path.is_dir() {
        return folder(path, visit);
    }
    fs::metadata(path).map_err(|cause| unreadable(path, cause))?;
    if !is_json_lines(path) {
        let message = format!("{}: neither a folder of Markdown nor a .jsonl file", path.display());
        return Err(Error::new(ErrorKind::Source, message));
    }
    let bytes = fs::read(path).map_err(|cause| unreadable(path, cause))?;
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    visit(Piece::Lines { name, bytes });
    Ok(())
}

pub(super) fn is_json_lines(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("jsonl"))
}

fn folder(path: &Path, visit: &mut dyn FnMut(Piece)) -> Result<()> {
    let files = Files::of(path)?;
    files.warnings.into_iter().for_each(|warning| visit(problem(warning)));
    for Place { path, real } in files.wanted {
        visit(match beginning(&real) {
            Ok(bytes) if may_hold_defaults(&path) => Piece::Defaults { path, bytes },
            Ok(bytes) if is_synonyms(&path) => Piece::Synonyms { path, bytes },
            Ok(bytes) if is_curation(&path) => Piece::Curation { path, bytes },
            Ok(bytes) => Piece::File { path, bytes },
            Err(cause) => problem(warning(&path, format!("the file cannot be read: {cause}"))),
        });
    }
    Ok(())
}

fn problem(mut warning: Warning) -> Piece {
    if !may_hold_defaults(&warning.path) {
        return Piece::Problem(warning);
    }
    warning.message += ": every article in its folder and below is marked hidden";
    Piece::MissedDefaults(warning)
}

/// As much as the reader of Markdown takes, and a byte more, by which it sees that it has to warn.
fn beginning(file: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    fs::File::open(file)?.take(MAX_BYTES as u64 + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn warning(path: &str, message: String) -> Warning {
    Warning { path: path.to_owned(), line: 0, message }
}

/// A file or folder.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Place {
    /// How it was come upon: relative to the root, with `/`.
    path: String,
    /// Absolute, and without symbolic links.
    real: PathBuf,
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
struct Files {
    root: PathBuf,
    wanted: Vec<Place>,
    /// Still to be read.
    folders: VecDeque<Place>,
    /// Folders to be read after those, so that one that needs no link keeps its own path.
    linked: VecDeque<Place>,
    /// The folders that have been read: links could lead to them again and again.
    read: HashSet<PathBuf>,
    warnings: Vec<Warning>,
}

impl Files {
    fn of(folder: &Path) -> Result<Self> {
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
        match names(&folder.real) {
            Ok(names) => names.iter().for_each(|name| self.entry(folder, name)),
            Err(cause) => self.warn(&folder.path, format!("the folder cannot be read: {cause}")),
        }
    }

    fn entry(&mut self, folder: &Place, name: &OsStr) {
        let shown = name.to_string_lossy();
        let place = Place::within(folder, name);
        let is_for_folder = may_hold_defaults(&place.path) || is_curation(&place.path);
        if is_curation(&shown) && !folder.path.is_empty() {
            return self.warn(&place.path, "it is read in the top folder only");
        }
        if !is_for_folder && (shown.starts_with(['.', '_']) || shown == "node_modules") {
            return;
        }
        let is_read = is_for_folder || is_article(&shown, &folder.path) || is_synonyms(&place.path);
        if !place.real.is_symlink() {
            return self.add(place, is_read, false);
        }
        match self.target(&place.real) {
            Ok(real) => self.add(Place { real, ..place }, is_read, true),
            Err(problem) => self.warn(&place.path, problem),
        }
    }

    fn add(&mut self, place: Place, is_read: bool, is_linked: bool) {
        if place.real.is_dir() && !may_hold_defaults(&place.path) {
            let later = if is_linked { &mut self.linked } else { &mut self.folders };
            later.push_back(place);
        } else if is_read && place.real.is_file() {
            self.wanted.push(place);
        } else if is_read {
            // To open a pipe, for example, is to wait for somebody who writes to it.
            self.warn(&place.path, "this is no file that can be read");
        }
    }

    /// Where a symbolic link leads.
    fn target(&self, link: &Path) -> std::result::Result<PathBuf, &'static str> {
        match link.canonicalize() {
            Err(_) => Err("the symbolic link leads nowhere"),
            Ok(target) if target.starts_with(&self.root) => Ok(target),
            Ok(_) => Err("the symbolic link leaves the folder and is not followed"),
        }
    }

    fn warn(&mut self, path: &str, message: impl Into<String>) {
        self.warnings.push(warning(path, message.into()));
    }
}

/// What is in a folder, in order.
fn names(folder: &Path) -> io::Result<Vec<OsString>> {
    let entries = fs::read_dir(folder)?;
    let mut names = entries.map(|entry| Ok(entry?.file_name())).collect::<io::Result<Vec<_>>>()?;
    names.sort();
    Ok(names)
}

/// The file of rules for the whole folder.
fn is_synonyms(path: &str) -> bool {
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
