//! What is known of a folder's files, kept beside an edition that was made of them: whoever opens both goes on from there.
//!
//! `kb.nohold.folder` is one line, `nohold folder 1` and the XXH64 of the rest, and the rest is JSON. It is for the machine on
//! which it was written. Whatever is wrong with it, everything is read instead.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::step::Step;
use super::table::{Table, hash};
use super::{Folder, Refreshed, SystemTime};
use crate::edition::Source as _;
use crate::error::{Error, ErrorKind, Result};
use crate::folder::map::Mapped;
use crate::folder::save::save_to;
use crate::folder::unreadable;
use crate::knowledge_base::{ArticleOrigin, Builder, KnowledgeBase};

/// What the file begins with.
const HEAD: &str = "nohold folder 1";

#[derive(Serialize, Deserialize)]
struct Record {
    /// The length and the XXH64 of the edition.
    edition: (u64, u64),
    made_with: u64,
    table: Table,
    origins: Vec<ArticleOrigin>,
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
            origins: self.kb.origins(),
        };
        let path = beside(edition);
        save_to(&path, || record.to_bytes()).map_err(|error| error.within(&path.display().to_string()))
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
    /// of this library; [`Refreshed::restarted`] says why. The warnings of files that are not read are not known again.
    ///
    /// # Errors
    /// Those of [`folder`](Self::folder).
    pub fn resume(mut self, path: impl AsRef<Path>, edition: impl AsRef<Path>) -> Result<Folder> {
        let (path, made_with) = (path.as_ref(), fingerprint(&self));
        match resumed(edition.as_ref(), made_with) {
            Ok((kb, table)) => {
                let settings = self.settings().clone();
                let root = path.canonicalize().map_err(|cause| unreadable(path, cause))?;
                let step = Step::new(&table, &settings, SystemTime::now());
                let (current, problems) = (step.settings_again(), step.problems());
                let (path, opened) = (path.to_owned(), Refreshed::default());
                let mut folder = Folder { path, root, kb, settings, current, made_with, table, problems, opened };
                folder.opened = folder.refresh()?;
                Ok(folder)
            }
            Err(why) => {
                let mut folder = self.folder(path)?;
                folder.opened.restarted = Some(why.to_string());
                Ok(folder)
            }
        }
    }
}

fn resumed(edition: &Path, made_with: u64) -> Result<(KnowledgeBase, Table)> {
    let path = beside(edition);
    let bytes = fs::read(&path).map_err(|cause| unreadable(&path, cause))?;
    let record = Record::read(&bytes).map_err(|error| error.within(&path.display().to_string()))?;
    if record.made_with != made_with {
        return Err(refused(edition, "it was made with other settings or by another version"));
    }
    if record.edition != identity(edition)? {
        return Err(refused(edition, "what is kept beside it is of another edition"));
    }
    let kb = KnowledgeBase::open(edition)?;
    kb.with_origins(record.origins)?;
    Ok((kb, record.table))
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
    hash(format!("{} {builder:?}", env!("CARGO_PKG_VERSION")).as_bytes())
}

fn beside(edition: &Path) -> PathBuf {
    let mut name = OsString::from(edition);
    name.push(".folder");
    PathBuf::from(name)
}
