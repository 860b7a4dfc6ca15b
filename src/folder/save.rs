//! Saving an edition: the file is the old one or the new one, whatever happens meanwhile.
//!
//! The new one is written beside the old one, synced, renamed over it, and then its folder is synced. `faults` lets every
//! one of these operations fail, tear or be the last of the process, and the machine stop after it.

use std::fs::{self, Metadata};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::beside::{self, folder_of};
use super::disk::{Disk, Files};
use crate::edition::Packing;
use crate::error::{Error, ErrorKind, Result};
use crate::knowledge_base::KnowledgeBase;

/// So much is written at a time.
pub(super) const CHUNK: usize = 64 * 1024;

/// A path that leads through more symbolic links leads nowhere; systems have limits like it.
const MOST_LINKS: usize = 40;

impl KnowledgeBase {
    /// Saves the knowledge base as an edition: the file is the old one or the new one, whole, whatever happens meanwhile,
    /// also if the process is killed or the power fails.
    ///
    /// Everything that this knowledge base has is written, drafts and internal articles too, and whoever has the file can
    /// read it. See [`for_audience`](Self::for_audience) for what others may have.
    ///
    /// A symbolic link stays a link: what it leads to is replaced. On Unix the file keeps its permissions, and its owner
    /// and group where the system allows it; another group may then do what everybody may.
    ///
    /// A process that is killed while it saves leaves a file named `.NAME.….new` beside. It is removed when the same file
    /// is saved a day later or more.
    ///
    /// # Errors
    /// [`Io`](ErrorKind::Io) if the file cannot be written, or is a folder or a device; then the old file is as it was.
    /// Only if the message says that the edition is in its place, the file is the new one, but may not outlast a power
    /// cut.
    pub fn save(&self, path: impl AsRef<Path>) -> Result<()> {
        let path = path.as_ref();
        save_to(path, || self.packed(Packing::Lz4)).map_err(|error| error.within(&path.display().to_string()))
    }

    /// Saves the knowledge base as an edition for a page; see [`to_bytes_for_web`](Self::to_bytes_for_web).
    ///
    /// # Errors
    /// Those of [`save`](Self::save).
    pub fn save_for_web(&self, path: impl AsRef<Path>) -> Result<()> {
        let path = path.as_ref();
        save_to(path, || self.packed(Packing::Plain)).map_err(|error| error.within(&path.display().to_string()))
    }
}

pub(super) fn save_to(path: &Path, bytes: impl FnOnce() -> Result<Arc<Vec<u8>>>) -> Result<()> {
    let old = old_file(path)?;
    let path = behind_links(path).map_err(not_saved)?;
    replace(&mut Files::new(old), &path, &bytes()?)?;
    // What cannot be cleared away is no reason to deny that the edition is saved.
    let _ = beside::remove_left_over(&path);
    Ok(())
}

/// The file to be replaced, if there is one. Anything else must not be: renaming would replace a device, too.
fn old_file(path: &Path) -> Result<Option<Metadata>> {
    match fs::metadata(path) {
        Ok(old) if old.is_file() => Ok(Some(old)),
        Ok(old) if old.is_dir() => Err(Error::new(ErrorKind::Io, "is a folder: an edition is saved as a file")),
        Ok(_) => Err(Error::new(ErrorKind::Io, "is not a file that could be replaced")),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(not_saved(error)),
    }
}

/// Where a path leads: to a file, or to where one is to be. Renaming over a link would replace the link.
fn behind_links(path: &Path) -> io::Result<PathBuf> {
    let mut path = path.to_owned();
    for _ in 0..MOST_LINKS {
        match fs::read_link(&path) {
            Ok(target) => path = folder_of(&path).join(target),
            // Not a link, or nothing at all.
            Err(_) => return Ok(path),
        }
    }
    Err(io::Error::other("too many symbolic links"))
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

    #[test]
    fn a_folder_is_not_replaced() {
        let scratch = Scratch::new("save-folder");
        let folder = scratch.join("kb.nohold");
        fs::create_dir(&folder).unwrap();
        let error = kb().save(&folder).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Io);
        assert_eq!(error.to_string(), format!("{}: is a folder: an edition is saved as a file", folder.display()));
        assert_eq!(scratch.names(), ["kb.nohold"]);
        for nameless in ["", "..", "/"] {
            assert_eq!(kb().save(nameless).unwrap_err().kind(), ErrorKind::Io, "{nameless}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_pipe_is_not_replaced() {
        let scratch = Scratch::new("save-pipe");
        let pipe = scratch.join("pipe");
        assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
        let error = kb().save(&pipe).unwrap_err();
        assert!(error.to_string().ends_with("is not a file that could be replaced"), "{error}");
        assert!(!fs::metadata(&pipe).unwrap().is_file());
    }

    #[cfg(unix)]
    #[test]
    fn links_stay_and_what_they_lead_to_is_replaced() {
        use std::os::unix::fs::symlink;
        let scratch = Scratch::new("save-links");
        fs::create_dir(scratch.join("versions")).unwrap();
        fs::write(scratch.join("versions/v1.nohold"), "old").unwrap();
        let links = [
            ("relative", PathBuf::from("versions/v1.nohold")),
            ("absolute", scratch.join("versions/v1.nohold")),
            ("of-a-link", PathBuf::from("relative")),
            ("to-nothing-yet", PathBuf::from("versions/v2.nohold")),
        ];
        for (name, target) in links {
            let link = scratch.join(name);
            symlink(&target, &link).unwrap();
            kb().save(&link).unwrap();
            assert_eq!(fs::read_link(&link).unwrap(), target);
            assert!(is_saved(&link), "{name}");
            fs::write(scratch.join("versions/v1.nohold"), "old").unwrap();
        }
        assert!(is_saved(&scratch.join("versions/v2.nohold")));
        assert_eq!(scratch.names_in("versions"), ["v1.nohold", "v2.nohold"]);
        assert_eq!(scratch.names(), ["absolute", "of-a-link", "relative", "to-nothing-yet", "versions"]);
    }

    #[cfg(unix)]
    #[test]
    fn a_link_in_a_circle_is_an_error() {
        let scratch = Scratch::new("save-circle");
        std::os::unix::fs::symlink("circle", scratch.join("circle")).unwrap();
        assert_eq!(kb().save(scratch.join("circle")).unwrap_err().kind(), ErrorKind::Io);
        assert_eq!(scratch.names(), ["circle"]);
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

    #[test]
    fn what_killed_savers_left_is_removed_after_a_day() {
        use std::time::{Duration, SystemTime};
        let scratch = Scratch::new("save-left-over");
        let hours_ago = |name: &str, hours: u64| {
            let file = fs::File::create(scratch.join(name)).unwrap();
            file.set_modified(SystemTime::now() - Duration::from_secs(hours * 3600)).unwrap();
        };
        let stays = [(".kb.nohold.8.2.new", 23), (".other.8.1.new", 999), (".kb.nohold.mine.new", 999), ("kb.md", 999)];
        for (name, hours) in stays {
            hours_ago(name, hours);
        }
        hours_ago(".kb.nohold.8.1.new", 25);
        hours_ago(".kb.nohold.9.1790000000000000000.new", 999);
        fs::create_dir(scratch.join(".kb.nohold.8.3.new")).unwrap();
        kb().save(scratch.join("kb.nohold")).unwrap();
        let mut expected: Vec<&str> = stays.iter().map(|(name, _)| *name).collect();
        expected.extend([".kb.nohold.8.3.new", "kb.nohold"]);
        expected.sort_unstable();
        assert_eq!(scratch.names(), expected);
    }
}
