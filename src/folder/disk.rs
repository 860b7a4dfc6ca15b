//! What saving does to a disk, one operation at a time: tests let each of them fail.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::Path;

/// After an operation has failed, what it was to do has not been done, or only a part of it.
pub(super) trait Disk {
    type File;

    /// Creates a file that nobody else writes to: [`AlreadyExists`](io::ErrorKind::AlreadyExists) if there is one.
    fn create(&mut self, path: &Path) -> io::Result<Self::File>;
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
pub(super) struct Files;

impl Disk for Files {
    type File = File;

    fn create(&mut self, path: &Path) -> io::Result<File> {
        File::create_new(path)
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
