//! What memory this process has, where the system tells it (Linux).

use std::fs;

use indicatif::HumanBytes;
use serde::Serialize;

/// Memory that is resident at a time.
#[derive(Serialize, Clone, Copy)]
pub(crate) struct Resident {
    /// The process's own.
    own_bytes: u64,
    /// Of mapped files, the program's among them: pages that the system can take back, and shares with others.
    mapped_bytes: u64,
}

impl Resident {
    pub(crate) fn now() -> Option<Self> {
        Some(Resident { own_bytes: status("RssAnon:")?, mapped_bytes: status("RssFile:")? })
    }
}

impl std::fmt::Display for Resident {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} own, {} mapped", HumanBytes(self.own_bytes), HumanBytes(self.mapped_bytes))
    }
}

/// The most memory that this process has had at a time, in bytes.
pub(crate) fn peak() -> Option<u64> {
    status("VmHWM:")
}

fn status(key: &str) -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let kibibytes = status.lines().find_map(|line| line.strip_prefix(key))?.trim().strip_suffix("kB")?;
    Some(kibibytes.trim().parse::<u64>().ok()? * 1024)
}
