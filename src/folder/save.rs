//! Saving an edition: the file is the old one or the new one, whatever happens meanwhile.
//!
//! The new one is written beside the old one, synced, renamed over it, and then its folder is synced. `faults` lets every
//! one of these operations fail, tear or be the last of the process, and the machine stop after it.

use std::fs;
use std::io;
use std::path::Path;

use super::beside::{self, folder_of};
use super::disk::{Disk, Files};
use crate::error::{Error, ErrorKind, Result};
use crate::knowledge_base::KnowledgeBase;

/// So much is written at a time.
pub(super) const CHUNK: usize = 64 * 1024;

impl KnowledgeBase {
    /// Saves the knowledge base as an edition: the file is the old one or the new one, whole, whatever happens meanwhile,
    /// also if the process is killed or the power fails.
    ///
    /// Everything is written, drafts and internal articles too: whoever has the file can read them. Editions for one
    /// audience are still to come.
    ///
    /// On Unix the file keeps its permissions, and its owner
    /// and group where the system allows it; another group may then do what everybody may.
    ///
    /// # Errors
    /// [`Io`](ErrorKind::Io) if the file cannot be written; then the old file is as it was.
    /// Only if the message says that the edition is in its place, the file is the new one, but may not outlast a power
    /// cut.
    pub fn save(&self, path: impl AsRef<Path>) -> Result<()> {
        let path = path.as_ref();
        let bytes = self.to_bytes()?;
        // If it is not there or cannot be asked, creating or renaming says why.
        let old = fs::metadata(path).ok();
        replace(&mut Files::new(old), path, &bytes).map_err(|error| error.within(&path.display().to_string()))
    }
}

/// Writes beside the file, then puts it in its place.
pub(super) fn replace<D: Disk>(disk: &mut D, path: &Path, bytes: &[u8]) -> Result<()> {
    let (beside, file) = beside::create(disk, path).map_err(not_saved)?;
    let replaced = fill(disk, file, bytes).and_then(|()| disk.rename(&beside, path));
    if let Err(cause) = replaced {
        // The first failure is the one to report.
        let _ = disk.remove(&beside);
        return Err(not_saved(cause));
    }
    let in_place = "the edition is in its place, but its folder cannot be synced";
    disk.sync_folder(folder_of(path)).map_err(|cause| Error::new(ErrorKind::Io, in_place).caused_by(cause))
}

/// The file is closed at the end: some systems do not rename one that is open.
fn fill<D: Disk>(disk: &mut D, mut file: D::File, bytes: &[u8]) -> io::Result<()> {
    disk.permit(&mut file)?;
    for chunk in bytes.chunks(CHUNK) {
        disk.write(&mut file, chunk)?;
    }
    disk.sync(&mut file)?;
    disk.close(file)
}

fn not_saved(cause: io::Error) -> Error {
    Error::new(ErrorKind::Io, "the edition could not be saved").caused_by(cause)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::folder::scratch::Scratch;

    fn kb() -> KnowledgeBase {
        KnowledgeBase::builder().article("a.md", "a word").build().unwrap()
    }

    fn is_saved(path: &Path) -> bool {
        fs::read(path).unwrap() == kb().to_bytes().unwrap()
    }

    #[cfg(unix)]
    #[test]
    fn who_may_read_the_old_file_may_read_the_new_one() {
        use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _, chown};
        let scratch = Scratch::new("save-mode");
        let path = scratch.join("kb.nohold");
        for mode in [0o600, 0o644, 0o640, 0o444, 0o666, 0o755] {
            fs::write(&path, "old").unwrap();
            fs::set_permissions(&path, fs::Permissions::from_mode(mode)).unwrap();
            // Only the administrator may do that; otherwise both stay as they are.
            let _ = chown(&path, Some(1), Some(1));
            let old = fs::metadata(&path).unwrap();
            kb().save(&path).unwrap();
            let new = fs::metadata(&path).unwrap();
            assert_eq!((new.mode(), new.uid(), new.gid()), (old.mode(), old.uid(), old.gid()), "{mode:o}");
            assert!(is_saved(&path) && new.ino() != old.ino());
            fs::remove_file(&path).unwrap();
        }
    }
}
