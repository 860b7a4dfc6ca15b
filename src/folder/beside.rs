//! The file that is written beside another before it takes its place.

use std::ffi::OsStr;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use super::disk::Disk;

/// So many files of one process and moment may be there.
const MOST_AT_A_MOMENT: u128 = 1_000;

/// A saver that has written nothing for so long was killed.
const LEFT_OVER: Duration = Duration::from_secs(24 * 60 * 60);

/// Creates a file beside `path`. No name comes twice, so that a saver whose file was removed cannot take that of another
/// for its own.
pub(super) fn create<D: Disk>(disk: &mut D, path: &Path) -> io::Result<(PathBuf, D::File)> {
    let process = std::process::id();
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default().as_nanos();
    let mut names = (now..now + MOST_AT_A_MOMENT).map(|moment| format!("{}{process}.{moment}{END}", start(path)));
    let created = names.find_map(|name| {
        let beside = folder_of(path).join(name);
        match disk.create(&beside) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => None,
            created => Some(created.map(|file| (beside, file))),
        }
    });
    created.unwrap_or_else(|| Err(io::ErrorKind::AlreadyExists.into()))
}

/// Removes what savers to `path` left behind that were killed. Times are compared with that of the file just saved, so
/// that one clock has set them all, whatever that of this machine says. A saver that is alive after all finds that its
/// file is gone, and says that it could not save.
pub(super) fn remove_left_over(path: &Path) -> io::Result<()> {
    let now = fs::metadata(path)?.modified()?;
    for entry in fs::read_dir(folder_of(path))?.flatten() {
        if is_beside(&entry.file_name(), path) && is_left_over(&entry, now).unwrap_or_default() {
            // Another saver may have been quicker.
            let _ = fs::remove_file(entry.path());
        }
    }
    Ok(())
}

fn is_left_over(entry: &fs::DirEntry, now: SystemTime) -> io::Result<bool> {
    let file = entry.metadata()?;
    let age = now.duration_since(file.modified()?).unwrap_or_default();
    Ok(file.is_file() && age > LEFT_OVER)
}

const END: &str = ".new";

fn start(path: &Path) -> String {
    format!(".{}.", path.file_name().unwrap_or_default().to_string_lossy())
}

/// Whether a file has a name that [`create`] gives.
fn is_beside(name: &OsStr, path: &Path) -> bool {
    let name = name.to_string_lossy();
    let numbers = name.strip_prefix(&start(path)).and_then(|rest| rest.strip_suffix(END));
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    numbers.and_then(|numbers| numbers.split_once('.')).is_some_and(|(a, b)| is_number(a) && is_number(b))
}

pub(super) fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_own_names_are_beside() {
        let cases = [
            (".kb.nohold.17.1790000000000000000.new", true),
            (".kb.nohold.17.0.new", true),
            (".kb.nohold.17.new", false),
            (".kb.nohold.17..new", false),
            (".kb.nohold.1.2.3.new", false),
            (".kb.nohold.old.1.new", false),
            (".kb.nohold.17.0.new~", false),
            (".kb.17.0.new", false),
            (".v2.kb.nohold.17.0.new", false),
            ("kb.nohold", false),
        ];
        for (name, is) in cases {
            assert_eq!(is_beside(OsStr::new(name), Path::new("folder/kb.nohold")), is, "{name}");
        }
    }
}
