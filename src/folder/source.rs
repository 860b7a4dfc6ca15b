//! Where articles come from: the files of a folder, or the lines of a file.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use super::unreadable;
use crate::article::Warning;
use crate::error::{Error, ErrorKind, Result};
use crate::knowledge_base::Builder;

impl Builder {
    /// Adds the articles of a folder of Markdown or of a file of JSON Lines (`.jsonl`).
    ///
    /// In a folder, every file ending in `.md`, `.mdx` or `.markdown` is an article, except
    ///
    /// - files and folders whose names begin with `.` or `_` (templates and partials), and `node_modules`;
    /// - in the top folder itself, what speaks about the folder rather than from it: `README`, `CONTRIBUTING`,
    ///   `LICENSE`, `CHANGELOG`, `CODE_OF_CONDUCT`, `SECURITY`, `SUPPORT`, `AUTHORS`, `GOVERNANCE`, `CLAUDE`, `AGENTS`.
    ///
    /// Symbolic links are followed as long as they stay in the folder; one that leaves it or leads in a circle is a
    /// warning.
    ///
    /// # Errors
    /// [`Io`](ErrorKind::Io) if the path cannot be read, [`Source`](ErrorKind::Source) if it is neither a folder nor a
    /// `.jsonl` file. A single file in the folder that cannot be read is a warning.
    pub fn source(mut self, path: impl AsRef<Path>) -> Result<Self> {
        pieces(path.as_ref(), &mut |piece| match piece {
            Piece::File { path, bytes } => self.add_article(&path, &bytes),
            Piece::Lines { name, bytes } => self.add_json_lines(&name, &bytes),
            Piece::Problem(warning) => self.add_warning(warning),
        })?;
        Ok(self)
    }
}

/// Something that was read from a source of articles.
pub(crate) enum Piece {
    /// An article in Markdown, with its path relative to the folder.
    File { path: String, bytes: Vec<u8> },
    /// Articles in JSON Lines, with the file's name.
    Lines { name: String, bytes: Vec<u8> },
    /// What cannot be read or is not followed.
    Problem(Warning),
}

/// Reads a folder, in order of the paths, or a file of JSON Lines.
pub(crate) fn pieces(path: &Path, visit: &mut dyn FnMut(Piece)) -> Result<()> {
    if path.is_dir() {
        return folder(path, visit);
    }
    let bytes = fs::read(path).map_err(|cause| unreadable(path, cause))?;
    if !is_json_lines(path) {
        let message = format!("{}: neither a folder of Markdown nor a .jsonl file", path.display());
        return Err(Error::new(ErrorKind::Source, message));
    }
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    visit(Piece::Lines { name, bytes });
    Ok(())
}

pub(super) fn is_json_lines(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("jsonl"))
}

fn folder(root: &Path, visit: &mut dyn FnMut(Piece)) -> Result<()> {
    let files = Files::of(root)?;
    files.warnings.into_iter().for_each(|warning| visit(Piece::Problem(warning)));
    for path in files.articles {
        visit(match fs::read(root.join(&path)) {
            Ok(bytes) => Piece::File { path, bytes },
            Err(cause) => Piece::Problem(warning(&path, format!("the file cannot be read: {cause}"))),
        });
    }
    Ok(())
}

fn warning(path: &str, message: String) -> Warning {
    Warning { path: path.to_owned(), line: 0, message }
}

/// The files of a folder that are articles, in order of their paths relative to it, with `/`.
struct Files {
    root: PathBuf,
    articles: BTreeSet<String>,
    /// Real paths of the folders above the one being read, so that links cannot lead in a circle.
    open: Vec<PathBuf>,
    warnings: Vec<Warning>,
}

impl Files {
    fn of(folder: &Path) -> Result<Self> {
        let root = folder.canonicalize().map_err(|cause| unreadable(folder, cause))?;
        let mut files = Files { root: root.clone(), articles: BTreeSet::new(), open: vec![root], warnings: Vec::new() };
        fs::read_dir(folder).map_err(|cause| unreadable(folder, cause))?;
        files.folder(folder, "");
        Ok(files)
    }

    fn folder(&mut self, folder: &Path, relative: &str) {
        let entries = fs::read_dir(folder).and_then(Iterator::collect::<std::io::Result<Vec<_>>>);
        match entries {
            Ok(entries) => entries.iter().for_each(|entry| self.entry(&entry.path(), relative)),
            Err(cause) => self.warnings.push(warning(relative, format!("the folder cannot be read: {cause}"))),
        }
    }

    fn entry(&mut self, path: &Path, folder: &str) {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let relative = if folder.is_empty() { name.to_string() } else { format!("{folder}/{name}") };
        let is_link = fs::symlink_metadata(path).is_ok_and(|metadata| metadata.is_symlink());
        if name.starts_with(['.', '_']) || name == "node_modules" || (is_link && !self.may_follow(path, &relative)) {
            return;
        }
        if path.is_dir() {
            self.open.extend(path.canonicalize());
            self.folder(path, &relative);
            self.open.pop();
        } else if is_article(&name, folder) {
            self.articles.insert(relative);
        }
    }

    fn may_follow(&mut self, link: &Path, relative: &str) -> bool {
        let problem = match link.canonicalize() {
            Err(_) => "the symbolic link leads nowhere",
            Ok(target) if !target.starts_with(&self.root) => "the symbolic link leaves the folder and is not followed",
            Ok(target) if self.open.contains(&target) => "the symbolic link leads in a circle and is not followed",
            Ok(_) => return true,
        };
        self.warnings.push(warning(relative, problem.to_owned()));
        false
    }
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
