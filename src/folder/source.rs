//! Where articles come from: the files of a folder, or the lines of a file.

use std::fs;
use std::io::{self, Read as _};
use std::path::Path;
use std::sync::Arc;

use super::unreadable;
use super::walk::{Files, Place, is_synonyms};
use crate::article::{Article, Warning};
use crate::error::{Error, ErrorKind, Result};
use crate::knowledge_base::Builder;
use crate::markdown::{self, MAX_BYTES, Parsed, Settings, is_curation, may_hold_defaults};
use crate::work::Phase;

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
        let read = self.read(path.as_ref());
        *self.settings() = settings;
        read.map(|()| self)
    }

    /// Files are read and parsed on several threads, and taken in order.
    fn read(&mut self, path: &Path) -> Result<()> {
        if !path.is_dir() {
            return pieces(path, &mut |piece| self.add_piece(piece));
        }
        let Files { wanted, warnings, .. } = Files::of(path)?;
        for warning in warnings {
            self.add_piece(problem(warning));
        }
        let (for_folders, articles) = wanted.split_at(wanted.partition_point(|place| may_hold_defaults(&place.path)));
        for place in for_folders {
            self.add_piece(piece(place));
        }
        let (work, settings) = (self.work().clone(), self.settings().clone());
        let read = work.map(Phase::Reading, articles, |place| Read::of(piece(place), &settings))?;
        self.expect_articles(read.len());
        for read in read {
            match read {
                Read::Article { path, article, warnings } => self.add_parsed(path, article, warnings),
                Read::Other(piece) => self.add_piece(piece),
            }
        }
        Ok(())
    }

    fn add_piece(&mut self, piece: Piece) {
        match piece {
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
        }
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
    files.wanted.iter().for_each(|place| visit(piece(place)));
    Ok(())
}

fn piece(place: &Place) -> Piece {
    let path = place.path.clone();
    match beginning(&place.real) {
        Ok(bytes) if may_hold_defaults(&path) => Piece::Defaults { path, bytes },
        Ok(bytes) if is_synonyms(&path) => Piece::Synonyms { path, bytes },
        Ok(bytes) if is_curation(&path) => Piece::Curation { path, bytes },
        Ok(bytes) => Piece::File { path, bytes },
        Err(cause) => problem(cannot_be_read(&path, &cause)),
    }
}

/// A piece of which all is done that needs no other.
enum Read {
    Article { path: String, article: Arc<Article>, warnings: Vec<Warning> },
    Other(Piece),
}

impl Read {
    fn of(piece: Piece, settings: &Settings) -> Self {
        let Piece::File { path, bytes } = piece else { return Read::Other(piece) };
        let Parsed { article, warnings, .. } = markdown::parse(&path, &bytes, settings);
        Read::Article { path, article: Arc::new(article), warnings }
    }
}

fn problem(warning: Warning) -> Piece {
    if may_hold_defaults(&warning.path) { Piece::MissedDefaults(missed(warning)) } else { Piece::Problem(warning) }
}

/// A warning about a file with defaults, with what becomes of it.
pub(super) fn missed(mut warning: Warning) -> Warning {
    warning.message += ": every article in its folder and below is marked hidden";
    warning
}

/// As much as the reader of Markdown takes, and a byte more, by which it sees that it has to warn.
fn beginning(file: &Path) -> io::Result<Vec<u8>> {
    let file = fs::File::open(file)?;
    // Room for all of it, and for a last look whether there is more.
    let length = file.metadata().map_or(0, |known| known.len().min(MAX_BYTES as u64));
    let mut bytes = Vec::with_capacity(length as usize + 1);
    file.take(MAX_BYTES as u64 + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

pub(super) fn cannot_be_read(path: &str, cause: &io::Error) -> Warning {
    Warning { path: path.to_owned(), line: 0, message: format!("{CANNOT_BE_READ}{cause}") }
}

/// What a warning about such a file begins with.
pub(super) const CANNOT_BE_READ: &str = "the file cannot be read: ";
