//! What tells a file that was written to from one that was not, without reading it.

use std::fs::Metadata;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use serde::{Deserialize, Serialize};

/// File systems that count whole seconds, or two at a time.
const COARSE: Duration = Duration::from_secs(2);

/// All others: the clock of a kernel ticks every few milliseconds, and this is many times that.
const FINE: Duration = Duration::from_millis(100);

/// Length, times and number of a file. Two writes within one tick of the file system's clock leave the same one, so it is
/// relied upon only if it [is settled](Self::is_settled).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub(super) struct Stamp {
    len: u64,
    modified: Moment,
    /// Where there is one: what nobody can set back.
    changed: Moment,
    /// Of the device and on it, where there are such numbers.
    file: (u64, u64),
}

/// Seconds and nanoseconds since 1970; before it, and unknown, is zero.
type Moment = (u64, u32);

impl Stamp {
    pub(super) fn of(metadata: &Metadata) -> Self {
        let (changed, file) = system::of(metadata);
        Stamp { len: metadata.len(), modified: metadata.modified().map(moment).unwrap_or_default(), changed, file }
    }

    /// Whether what was read at `now` is all that this stamp can stand for: it was written well before.
    pub(super) fn is_settled(&self, now: SystemTime) -> bool {
        let last = self.changed.max(if self.changed == (0, 0) { self.modified } else { (0, 0) });
        let tick = if last.1 == 0 { COARSE } else { FINE };
        let age = now.duration_since(UNIX_EPOCH).unwrap_or_default().checked_sub(Duration::new(last.0, last.1));
        last != (0, 0) && age.is_some_and(|age| age > tick)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// Whether it is the same file or folder, whatever was written to it; in doubt yes.
    pub(super) fn is_same_file(&self, other: &Stamp) -> bool {
        self.file == other.file
    }
}

fn moment(time: SystemTime) -> Moment {
    let since = time.duration_since(UNIX_EPOCH).unwrap_or_default();
    (since.as_secs(), since.subsec_nanos())
}

#[cfg(unix)]
mod system {
    use std::fs::Metadata;
    use std::os::unix::fs::MetadataExt as _;

    pub(super) fn of(metadata: &Metadata) -> (super::Moment, (u64, u64)) {
        let seconds = u64::try_from(metadata.ctime()).unwrap_or_default();
        let nanoseconds = u32::try_from(metadata.ctime_nsec()).unwrap_or_default();
        ((seconds, nanoseconds), (metadata.dev(), metadata.ino()))
    }
}

#[cfg(not(unix))]
mod system {
    use std::fs::Metadata;

    pub(super) fn of(_: &Metadata) -> (super::Moment, (u64, u64)) {
        ((0, 0), (0, 0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_just_written_is_not_relied_upon() {
        let now = UNIX_EPOCH + Duration::new(1_000, 500_000_000);
        for (modified, changed, expected) in [
            ((1_000, 300_000_000), (1_000, 300_000_000), true),
            ((1_000, 450_000_000), (1_000, 450_000_000), false),
            // Whoever sets the time back cannot set that of the change.
            ((900, 1), (1_000, 450_000_000), false),
            // A time to come says nothing where there is another.
            ((2_000, 1), (1_000, 300_000_000), true),
            ((2_000, 1), (0, 0), false),
            ((1_000, 300_000_000), (0, 0), true),
            // Whole seconds: the clock may be a coarse one.
            ((999, 0), (0, 0), false),
            ((998, 0), (0, 0), true),
            ((999, 0), (999, 0), false),
            ((0, 0), (0, 0), false),
        ] {
            let stamp = Stamp { modified, changed, ..Stamp::default() };
            assert_eq!(stamp.is_settled(now), expected, "{stamp:?}");
        }
    }
}
