//! What is known of a folder's files, kept beside an edition that was made of them: whoever opens both goes on from there.
//!
//! `kb.nohold.folder` is one line, `nohold folder 1` and the XXH64 of the rest, and the rest is JSON. It is for the machine on
//! which it was written. Whatever is wrong with it, everything is read instead.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

use serde::{Deserialize, Serialize};

use super::step::Step;
use super::table::{Kind, Table, hash};
use super::{Folder, Refreshed};
use crate::article::Warning;
use crate::edition::Source as _;
use crate::error::{Error, ErrorKind, Result};
use crate::folder::map::Mapped;
use crate::folder::save::save_to;
use crate::folder::unreadable;
use crate::knowledge_base::{Builder, KnowledgeBase, Origins, Remembered};

/// What the file begins with.
const HEAD: &str = "nohold folder 1";

#[derive(Serialize, Deserialize)]
struct Record {
    /// The length and the XXH64 of the edition.
    edition: (u64, u64),
    made_with: u64,
    table: Table,
    origins: Origins,
    /// Of articles: path, line and message.
    warnings: Vec<(String, usize, String)>,
}

impl Folder {
    /// Saves the knowledge base as an edition, as [`KnowledgeBase::save`] does, and beside it, in `EDITION.folder`, what is known
    /// of the files, so that [`resume`](Self::resume) goes on from there.
    ///
    /// The file beside is for this machine: it names all files of the folder, also those that are not for the audience of the
    /// edition. Do not publish it.
    ///
    /// # Errors
    /// Those of [`KnowledgeBase::save`].
    pub fn save(&self, edition: impl AsRef<Path>) -> Result<()> {
        let edition = edition.as_ref();
        self.kb.save(edition)?;
        let record = Record {
            edition: identity(edition)?,
            made_with: self.made_with,
            table: self.table.clone(),
            origins: self.kb.origins()?,
            warnings: self.kb.reading_warnings()?.into_iter().filter(|one| self.is_of_article(one)).map(told).collect(),
        };
        let path = beside(edition);
        save_to(&path, || record.to_bytes().map(Arc::new)).map_err(|error| error.within(&path.display().to_string()))
    }

    /// Those of texts are told again.
    fn is_of_article(&self, warning: &Warning) -> bool {
        let own = self.texts.synonyms.iter().chain(&self.texts.curation);
        Kind::of(&warning.path) == Kind::Article && !own.clone().any(|(name, _)| *name == warning.path)
    }

    /// Goes on from an edition that [`save`](Self::save) wrote: only files that have changed since are read. For other settings than
    /// the defaults see [`Builder::resume`].
    ///
    /// # Errors
    /// Those of [`Builder::resume`].
    pub fn resume(path: impl AsRef<Path>, edition: impl AsRef<Path>) -> Result<Self> {
        KnowledgeBase::builder().resume(path, edition)
    }
}

impl Builder {
    /// As [`folder`](Self::folder), but goes on from an edition that [`Folder::save`] wrote: only files that have changed since are
    /// read, and those whose time of change was too near to tell. [`Folder::opened`] says which.
    ///
    /// Everything is read if there is no such edition, or it was made with other settings, of another folder or by another version
    /// of this library; [`Refreshed::restarted`] says why.
    ///
    /// # Errors
    /// Those of [`folder`](Self::folder).
    pub fn resume(mut self, path: impl AsRef<Path>, edition: impl AsRef<Path>) -> Result<Folder> {
        let (path, made_with) = (path.as_ref(), fingerprint(&self));
        match self.resumed(path, edition.as_ref(), made_with) {
            Ok(mut folder) => {
                folder.opened = folder.renew(None, true)?;
                Ok(folder)
            }
            Err(why) => {
                let mut folder = self.folder(path)?;
                folder.opened.restarted = Some(why.to_string());
                Ok(folder)
            }
        }
    }

    /// The folder as it was when the edition was saved.
    fn resumed(&mut self, path: &Path, edition: &Path, made_with: u64) -> Result<Folder> {
        let root = path.canonicalize().map_err(|cause| unreadable(path, cause))?;
        let Record { table, origins, warnings, .. } = kept(edition, made_with)?;
        let kb = KnowledgeBase::open(edition)?;
        let (settings, texts, votes) = (self.settings().clone(), self.texts().clone(), self.votes_so_far().clone());
        let warnings = warnings.into_iter().map(|(path, line, message)| Warning { path, line, message }).collect();
        if !kb.with_origins(Remembered { origins, markdown: settings.clone(), votes, warnings })? {
            return Err(refused(edition, "what is kept beside it is of another edition"));
        }
        let step = Step::new(&table, &settings, &texts, SystemTime::now());
        let (current, problems) = (step.settings_again(), step.problems());
        let (path, opened) = (path.to_owned(), Refreshed::default());
        Ok(Folder { path, root, kb, settings, current, texts, made_with, table, problems, opened })
    }
}

/// What is kept beside an edition, if it is of this one.
fn kept(edition: &Path, made_with: u64) -> Result<Record> {
    let path = beside(edition);
    let bytes = fs::read(&path).map_err(|cause| unreadable(&path, cause))?;
    let record = Record::read(&bytes).map_err(|error| error.within(&path.display().to_string()))?;
    if record.made_with != made_with {
        return Err(refused(edition, "it was made with other settings or by another version"));
    }
    if record.edition != identity(edition)? {
        return Err(refused(edition, "what is kept beside it is of another edition"));
    }
    Ok(record)
}

fn told(warning: Warning) -> (String, usize, String) {
    (warning.path, warning.line, warning.message)
}

impl Record {
    fn to_bytes(&self) -> Result<Vec<u8>> {
        let json = serde_json::to_string(self).map_err(|_| corrupt("it cannot be written as JSON"))?;
        Ok(format!("{HEAD} {:016x}\n{json}", hash(json.as_bytes())).into_bytes())
    }

    fn read(bytes: &[u8]) -> Result<Self> {
        let end = bytes.iter().position(|&byte| byte == b'\n').unwrap_or(bytes.len());
        let (head, rest) = bytes.split_at_checked(end).unwrap_or((bytes, &[]));
        let json = rest.get(1..).unwrap_or_default();
        if head != format!("{HEAD} {:016x}", hash(json)).as_bytes() {
            return Err(corrupt("it is of another format, or was changed"));
        }
        serde_json::from_slice(json).map_err(|_| corrupt("it is not what this version writes"))
    }
}

fn corrupt(why: &str) -> Error {
    Error::new(ErrorKind::Corrupt, why)
}

fn refused(edition: &Path, why: &str) -> Error {
    corrupt(why).within(&edition.display().to_string())
}

/// By what an edition is told from others.
fn identity(edition: &Path) -> Result<(u64, u64)> {
    let mapped = Mapped::open(edition).map_err(|cause| unreadable(edition, cause))?;
    Ok((mapped.bytes().len() as u64, hash(mapped.bytes())))
}

/// Of everything but the folder by which a knowledge base is made.
pub(super) fn fingerprint(builder: &Builder) -> u64 {
    hash(format!("{} {}", env!("CARGO_PKG_VERSION"), builder.made_with()).as_bytes())
}

fn beside(edition: &Path) -> PathBuf {
    let mut name = OsString::from(edition);
    name.push(".folder");
    PathBuf::from(name)
}
