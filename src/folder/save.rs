//! Saving an edition: the file is the old one or the new one, whatever happens meanwhile.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use crate::error::{Error, ErrorKind, Result};
use crate::knowledge_base::KnowledgeBase;

impl KnowledgeBase {
    /// Saves the knowledge base as an edition: the file is the old one or the new one, whatever happens meanwhile.
    ///
    /// Everything is written, drafts and internal articles too: whoever has the file can read them. Editions for one
    /// audience are still to come.
    ///
    /// # Errors
    /// [`Io`](ErrorKind::Io) if the file cannot be written; then the old file is as it was. Only if the message says that
    /// the edition is in its place, the file is the new one, but may not outlast a power cut.
    pub fn save(&self, path: impl AsRef<Path>) -> Result<()> {
        let path = path.as_ref();
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let bytes = self.to_bytes()?;
        let failed = |what: &str, cause: io::Error| {
            Error::new(ErrorKind::Io, format!("{}: {what}", path.display())).caused_by(cause)
        };
        write_whole(path, folder, &bytes).map_err(|cause| failed("the edition could not be saved", cause))?;
        sync(folder).map_err(|cause| failed("the edition is in its place, but its folder cannot be synced", cause))
    }
}

/// Writes beside the file, then puts it in its place.
fn write_whole(path: &Path, folder: &Path, bytes: &[u8]) -> io::Result<()> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let (beside, file) = create_beside(folder, &name)?;
    let written = fill(file, bytes).and_then(|()| fs::rename(&beside, path));
    if written.is_err() {
        // The first failure is the one to report.
        let _ = fs::remove_file(&beside);
    }
    written
}

/// So many files of one name may be there: being written by other threads, or left behind by processes that were ended.
const MOST_BESIDE: u32 = 1_000;

/// Creates a file that nobody else writes to.
fn create_beside(folder: &Path, name: &str) -> io::Result<(PathBuf, File)> {
    let process = std::process::id();
    let mut names = (0..MOST_BESIDE).map(|number| folder.join(format!(".{name}.{process}.{number}.new")));
    let created = names.find_map(|beside| match File::create_new(&beside) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => None,
        created => Some(created.map(|file| (beside, file))),
    });
    created.unwrap_or_else(|| Err(io::ErrorKind::AlreadyExists.into()))
}

/// The file is closed at the end: some systems do not rename one that is open.
fn fill(mut file: File, bytes: &[u8]) -> io::Result<()> {
    file.write_all(bytes)?;
    file.sync_all()
}

/// Makes a new name in the folder outlast a power cut, where a folder can be opened as a file.
fn sync(folder: &Path) -> io::Result<()> {
    if cfg!(unix) { File::open(folder)?.sync_all() } else { Ok(()) }
}
