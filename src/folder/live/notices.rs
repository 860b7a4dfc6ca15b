//! What the system tells of changes in a folder.

use std::path::Path;
use std::sync::Arc;

use notify::event::{AccessKind, AccessMode};
use notify::{Config, Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher as _};

use super::bell::Bell;

/// Rings the bell for as long as it is there.
pub(super) struct Notices {
    /// Ends when it is dropped.
    _watcher: RecommendedWatcher,
}

impl Notices {
    /// `root` is without symbolic links. None if the system does not tell of this folder: it is on another machine, say, or more
    /// is watched already than the system allows.
    pub(super) fn of(root: &Path, bell: &Arc<Bell>) -> Option<Self> {
        let bell = Arc::clone(bell);
        let ring = move |event: notify::Result<Event>| match event {
            Ok(event) if event.need_rescan() => bell.ring_for_all(),
            Ok(event) if is_change(event.kind) => bell.ring(event.paths),
            Ok(_) => {}
            Err(_) => bell.ring_for_all(),
        };
        // Links that stay in the folder lead to what is watched anyway, and others are not followed.
        let config = Config::default().with_follow_symlinks(false);
        let mut watcher = RecommendedWatcher::new(ring, config).ok()?;
        watcher.watch(root, RecursiveMode::Recursive).ok()?;
        Some(Notices { _watcher: watcher })
    }
}

/// Reading is none: it would never end.
fn is_change(kind: EventKind) -> bool {
    match kind {
        EventKind::Access(access) => access == AccessKind::Close(AccessMode::Write),
        _ => true,
    }
}
