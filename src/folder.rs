//! Files and folders: a folder of Markdown, JSON Lines, and editions by path.
//!
//! What counts as an article in a folder: every file ending in `.md`, `.mdx` or `.markdown`, except
//! - files and folders whose names begin with `.` or `_` (templates and partials), and `node_modules`;
//! - in the top folder itself, what speaks about the folder rather than from it: `README`, `CONTRIBUTING`, `LICENSE`,
//!   `CHANGELOG`, `CODE_OF_CONDUCT`, `SECURITY`, `SUPPORT`, `AUTHORS`, `GOVERNANCE`, `CLAUDE`, `AGENTS`.
//!
//! Symbolic links are followed as long as they stay in the folder; one that leaves it or leads in a circle is reported.

use std::collections::BTreeSet;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

#[cfg(feature = "index")]
use crate::article::Warning;
use crate::error::{Error, ErrorKind, Result};
#[cfg(feature = "index")]
use crate::knowledge_base::Builder;
use crate::knowledge_base::KnowledgeBase;

impl KnowledgeBase {
    /// Opens a folder of Markdown, a file of JSON Lines (`.jsonl`) or an edition. A folder or JSON Lines are indexed in
    /// memory; what their authors should know is in [`warnings`](Self::warnings).
    ///
    /// # Errors
    /// [`Io`](ErrorKind::Io) if the path cannot be read; otherwise those of [`from_bytes`](Self::from_bytes) and
    /// [`Builder::build`](crate::Builder::build).
    pub fn open(path: impl AsRef<Path>) -> Result<Self> {
        let path = path.as_ref();
        #[cfg(feature = "index")]
        if path.is_dir() || is_json_lines(path) {
            return Self::builder().source(path)?.build();
        }
        Self::from_bytes(fs::read(path).map_err(|cause| unreadable(path, cause))?)
    }

    /// Saves the knowledge base as an edition: the file is the old one or the new one, whatever happens meanwhile.
    ///
    /// # Errors
    /// [`Io`](ErrorKind::Io) if the file cannot be written; then the old file is as it was.
    #[cfg(feature = "index")]
    pub fn save(&self, path: impl AsRef<Path>) -> Result<()> {
        let path = path.as_ref();
        let bytes = self.to_bytes()?;
        write_whole(path, &bytes).map_err(|cause| {
            Error::new(ErrorKind::Io, format!("{}: the edition could not be saved", path.display())).caused_by(cause)
        })
    }
}

/// Writes beside the file, then puts it in its place.
#[cfg(feature = "index")]
fn write_whole(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let beside = folder.join(format!(".{name}.{}.new", std::process::id()));
    let written = fs::File::create(&beside).and_then(|mut file| {
        file.write_all(bytes)?;
        file.sync_all()?;
        fs::rename(&beside, path)
    });
    if written.is_err() {
        // The first failure is the one to report.
        let _ = fs::remove_file(&beside);
    }
    written?;
    fs::File::open(folder)?.sync_all()
}

#[cfg(feature = "index")]
impl Builder {
    /// Adds the articles of a folder of Markdown or of a file of JSON Lines (`.jsonl`).
    ///
    /// # Errors
    /// [`Io`](ErrorKind::Io) if the path cannot be read. A single file in the folder that cannot becomes a warning.
    pub fn source(self, path: impl AsRef<Path>) -> Result<Self> {
        let path = path.as_ref();
        if !path.is_dir() {
            let text = fs::read(path).map_err(|cause| unreadable(path, cause))?;
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            return Ok(self.json_lines(&name, &String::from_utf8_lossy(&text)));
        }
        let files = Files::of(path)?;
        let mut builder = self;
        files.warnings.into_iter().for_each(|warning| builder.warn(warning));
        for relative in files.articles {
            match fs::read(path.join(&relative)) {
                Ok(bytes) => builder = builder.article(&relative, bytes),
                Err(cause) => builder.warn(warning(&relative, format!("the file cannot be read: {cause}"))),
            }
        }
        Ok(builder)
    }
}

pub(crate) fn is_json_lines(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("jsonl"))
}

pub(crate) fn unreadable(path: &Path, cause: std::io::Error) -> Error {
    Error::new(ErrorKind::Io, format!("{}: cannot be read", path.display())).caused_by(cause)
}

#[cfg(feature = "index")]
pub(crate) fn warning(path: &str, message: String) -> Warning {
    Warning { path: path.to_owned(), line: 0, message }
}

/// The files of a folder that are articles, in order of their paths relative to it, with `/`.
#[cfg(feature = "index")]
pub(crate) struct Files {
    root: PathBuf,
    pub(crate) articles: BTreeSet<String>,
    /// Real paths of the folders above the one being read, so that links cannot lead in a circle.
    open: Vec<PathBuf>,
    pub(crate) warnings: Vec<Warning>,
}

#[cfg(feature = "index")]
impl Files {
    pub(crate) fn of(folder: &Path) -> Result<Self> {
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

#[cfg(feature = "index")]
fn is_article(name: &str, folder: &str) -> bool {
    const ABOUT_THE_FOLDER: [&str; 11] = [
        "README", "CONTRIBUTING", "LICENSE", "CHANGELOG", "CODE_OF_CONDUCT", "SECURITY", "SUPPORT", "AUTHORS",
        "GOVERNANCE", "CLAUDE", "AGENTS",
    ];
    let Some((stem, extension)) = name.rsplit_once('.') else { return false };
    let is_markdown = ["md", "mdx", "markdown"].iter().any(|known| extension.eq_ignore_ascii_case(known));
    let is_about = folder.is_empty() && ABOUT_THE_FOLDER.iter().any(|about| stem.eq_ignore_ascii_case(about));
    is_markdown && !is_about
}
