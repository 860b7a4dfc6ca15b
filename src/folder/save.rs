//! Saving an edition: the file is the old one or the new one, whatever happens meanwhile.

use std::fs;
use std::io::Write as _;
use std::path::Path;

use crate::error::{Error, ErrorKind, Result};
use crate::knowledge_base::KnowledgeBase;

impl KnowledgeBase {
    /// Saves the knowledge base as an edition: the file is the old one or the new one, whatever happens meanwhile.
    ///
    /// # Errors
    /// [`Io`](ErrorKind::Io) if the file cannot be written; then the old file is as it was.
    pub fn save(&self, path: impl AsRef<Path>) -> Result<()> {
        let path = path.as_ref();
        let bytes = self.to_bytes()?;
        write_whole(path, &bytes).map_err(|cause| {
            Error::new(ErrorKind::Io, format!("{}: the edition could not be saved", path.display())).caused_by(cause)
        })
    }
}

/// Writes beside the file, then puts it in its place.
fn write_whole(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let beside = folder.join(format!(".{name}.{}.new", std::process::id()));
    let written = fs::File::create(&beside).and_then(|mut file| {
        file.write_all(bytes)?;
        file.sync_all()?;
        fs::rename(&beside, path)
    });
    if written.is_err() {
        // The first failure is the one to report.
        let _ = fs::remove_file(&beside);
    }
    written?;
    fs::File::open(folder)?.sync_all()
}
