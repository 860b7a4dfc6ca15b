//! Folders for tests.

use std::fs;
use std::path::PathBuf;

/// A folder that goes when the test ends.
pub(super) struct Scratch(PathBuf);

impl Scratch {
    /// `name` is that of one test.
    pub(super) fn new(name: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("nohold-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).unwrap();
        Scratch(folder)
    }

    pub(super) fn join(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    /// What is in the folder, sorted.
    #[cfg(feature = "index")]
    pub(super) fn names(&self) -> Vec<String> {
        self.names_in("")
    }

    #[cfg(feature = "index")]
    pub(super) fn names_in(&self, folder: &str) -> Vec<String> {
        let entries = fs::read_dir(self.join(folder)).unwrap();
        let mut names: Vec<String> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}
