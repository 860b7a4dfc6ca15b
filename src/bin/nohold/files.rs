//! Files that are named on the command line, and what is said if they cannot be used.

use std::io;
use std::path::Path;

use crate::Result;

pub(crate) fn read(path: &Path) -> Result<Vec<u8>> {
    Ok(std::fs::read(path).map_err(|error| format!("{}: cannot be read: {error}", path.display()))?)
}

pub(crate) fn not_written(path: &Path, error: &io::Error) -> String {
    format!("{}: cannot be written: {error}", path.display())
}
