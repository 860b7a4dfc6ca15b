//! The file that is written beside another before it takes its place.

use std::io;
use std::path::{Path, PathBuf};

use super::disk::Disk;

/// So many files of one name may be there: being written by other threads, or left behind by processes that were ended.
const MOST_BESIDE: u32 = 1_000;

/// Creates a file beside `path` that nobody else writes to.
pub(super) fn create<D: Disk>(disk: &mut D, path: &Path) -> io::Result<(PathBuf, D::File)> {
    let process = std::process::id();
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let mut names = (0..MOST_BESIDE).map(|number| format!(".{name}.{process}.{number}.new"));
    let created = names.find_map(|name| {
        let beside = folder_of(path).join(name);
        match disk.create(&beside) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => None,
            created => Some(created.map(|file| (beside, file))),
        }
    });
    created.unwrap_or_else(|| Err(io::ErrorKind::AlreadyExists.into()))
}

pub(super) fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}
