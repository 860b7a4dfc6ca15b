//! What saving does to a disk, one operation at a time: tests let each of them fail.

use std::fs::{self, File, Metadata};
use std::io::{self, Write as _};
use std::path::Path;

/// After an operation has failed, what it was to do has not been done, or only a part of it.
pub(super) trait Disk {
    type File;

    /// Creates a file that nobody else writes to: [`AlreadyExists`](io::ErrorKind::AlreadyExists) if there is one.
    fn create(&mut self, path: &Path) -> io::Result<Self::File>;
    /// Lets those read the new file who may read the old one.
    fn permit(&mut self, file: &mut Self::File) -> io::Result<()>;
    fn write(&mut self, file: &mut Self::File, chunk: &[u8]) -> io::Result<()>;
    /// Makes what was written outlast a power cut.
    fn sync(&mut self, file: &mut Self::File) -> io::Result<()>;
    fn close(&mut self, file: Self::File) -> io::Result<()>;
    /// Puts a file in the place of another, if there is one.
    fn rename(&mut self, from: &Path, to: &Path) -> io::Result<()>;
    /// Makes the names in a folder outlast a power cut.
    fn sync_folder(&mut self, folder: &Path) -> io::Result<()>;
    fn remove(&mut self, path: &Path) -> io::Result<()>;
}

/// The files of this machine.
pub(super) struct Files {
    old: Option<Metadata>,
}

impl Files {
    /// `old` is the file to be replaced.
    pub(super) fn new(old: Option<Metadata>) -> Self {
        Files { old }
    }
}

impl Disk for Files {
    type File = File;

    fn create(&mut self, path: &Path) -> io::Result<File> {
        let mut options = File::options();
        options.write(true).create_new(true);
        if self.old.is_some() {
            access::withhold(&mut options);
        }
        options.open(path)
    }

    fn permit(&mut self, file: &mut File) -> io::Result<()> {
        self.old.as_ref().map_or(Ok(()), |old| access::keep(file, old))
    }

    fn write(&mut self, file: &mut File, chunk: &[u8]) -> io::Result<()> {
        file.write_all(chunk)
    }

    fn sync(&mut self, file: &mut File) -> io::Result<()> {
        file.sync_all()
    }

    /// Nothing that closing could report is news after a sync.
    fn close(&mut self, file: File) -> io::Result<()> {
        drop(file);
        Ok(())
    }

    fn rename(&mut self, from: &Path, to: &Path) -> io::Result<()> {
        fs::rename(from, to)
    }

    /// Does nothing where a folder cannot be opened as a file.
    fn sync_folder(&mut self, folder: &Path) -> io::Result<()> {
        if cfg!(unix) { File::open(folder)?.sync_all() } else { Ok(()) }
    }

    fn remove(&mut self, path: &Path) -> io::Result<()> {
        fs::remove_file(path)
    }
}

#[cfg(unix)]
mod access {
    use std::fs::{File, Metadata, OpenOptions, Permissions};
    use std::io;
    use std::os::unix::fs::{MetadataExt as _, OpenOptionsExt as _, PermissionsExt as _, fchown};

    /// Nobody else may open the file until it is known who may: what is open stays readable.
    pub(super) fn withhold(options: &mut OpenOptions) {
        options.mode(0o600);
    }

    /// Owner and group are kept where the system lets this process give them away.
    pub(super) fn keep(file: &File, old: &Metadata) -> io::Result<()> {
        let group_is_kept = fchown(file, None, Some(old.gid())).is_ok();
        let mode = if group_is_kept { old.mode() & 0o777 } else { for_another_group(old.mode()) };
        file.set_permissions(Permissions::from_mode(mode))?;
        let _ = fchown(file, Some(old.uid()), None);
        Ok(())
    }

    /// Another group than the old one may do what everybody may.
    pub(super) fn for_another_group(mode: u32) -> u32 {
        (mode & 0o707) | ((mode & 0o007) << 3)
    }
}

/// Elsewhere a file has the permissions of its folder.
#[cfg(not(unix))]
mod access {
    use std::fs::{File, Metadata, OpenOptions};
    use std::io;

    pub(super) fn withhold(_: &mut OpenOptions) {}

    #[expect(clippy::unnecessary_wraps, reason = "it can fail on Unix")]
    pub(super) fn keep(_: &File, _: &Metadata) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::access::for_another_group;

    #[test]
    fn another_group_may_do_what_everybody_may() {
        let cases = [(0o640, 0o600), (0o644, 0o644), (0o664, 0o644), (0o600, 0o600), (0o604, 0o644)];
        for (old, new) in cases {
            assert_eq!(for_another_group(old), new, "{old:o}");
        }
    }
}
