//! A file as bytes, without reading all of it into memory first.

use std::fs::{self, File, Metadata};
use std::io;
use std::path::Path;
use std::time::SystemTime;

use memmap2::{Mmap, MmapOptions};

use crate::edition::Source;

/// A file, mapped read-only. It takes no lock, so that it works on read-only media, too.
///
/// A file that is replaced by another, as [`save`](crate::KnowledgeBase::save) does it, stays mapped as it was. One that is
/// overwritten or cut off where it stands changes under its reader: see [`has_changed`](Source::has_changed).
pub(crate) struct Mapped {
    map: Mmap,
    file: File,
    stamp: Stamp,
}

impl Mapped {
    /// # Errors
    /// If the file cannot be opened or mapped: [`Unsupported`](io::ErrorKind::Unsupported) if it is not a file (a pipe has
    /// no length), or if there are no maps on this platform.
    pub(crate) fn open(path: &Path) -> io::Result<Self> {
        // Asked before opening: whoever opens a pipe and closes it again has cut it off.
        if !fs::metadata(path)?.is_file() {
            return Err(io::ErrorKind::Unsupported.into());
        }
        let file = File::open(path)?;
        let metadata = file.metadata()?;
        // The length of the stamp, so that a file cut off since has another one.
        let map = map(&file, metadata.len())?;
        Ok(Mapped { map, file, stamp: Stamp::of(&metadata) })
    }
}

impl Source for Mapped {
    fn bytes(&self) -> &[u8] {
        &self.map
    }

    /// Whether the file was written to since it was opened: it has another length or time of modification, or can no
    /// longer be asked. Ask it before bytes are used, which may be others than were checked, or none.
    ///
    /// Renaming, replacing or removing a file changes nothing in it, nor do its permissions: the time of change, which they
    /// set, does not count. Not seen are writes within one tick of the file system's clock (a few milliseconds) after
    /// the last one before opening, writes whose author set the time back, and what is written after the question.
    fn has_changed(&self) -> bool {
        self.file.metadata().map_or(true, |metadata| Stamp::of(&metadata) != self.stamp)
    }
}

/// What writing to a file changes.
#[derive(PartialEq)]
struct Stamp {
    len: u64,
    modified: Option<SystemTime>,
}

impl Stamp {
    fn of(metadata: &Metadata) -> Self {
        Stamp { len: metadata.len(), modified: metadata.modified().ok() }
    }
}

#[expect(unsafe_code, reason = "that nobody writes to a mapped file cannot be proved to the compiler")]
fn map(file: &File, len: u64) -> io::Result<Mmap> {
    let len = usize::try_from(len).map_err(|_| io::ErrorKind::FileTooLarge)?;
    // SAFETY: relied upon, and not ensured, is that nobody writes to this file while it is mapped. This crate does not: it
    // only reads the map, and replaces files instead of writing to them. Others may; no system has a lock against it that
    // works for any file. It would be undefined behaviour, since bytes behind a shared reference do not change. What is to
    // be expected of a reader that is safe Rust and looks at bounds at each access are wrong answers and errors; beyond a
    // new end of the file the system ends the process (SIGBUS). `has_changed` finds out before, but for a race.
    unsafe { MmapOptions::new().len(len).map(file) }
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;
    use std::path::PathBuf;
    use std::time::Duration;

    use super::*;
    use crate::folder::scratch::Scratch;

    /// What happens to a file.
    type Act = fn(&Path);

    /// Something that is written to a file.
    type Write<'a> = &'a dyn Fn(&Path);

    const TEXT: &[u8] = b"what the file says";

    /// A file that was written an hour ago: not within one tick of what the test does.
    fn file(scratch: &Scratch) -> PathBuf {
        let path = scratch.join("file");
        fs::write(&path, TEXT).unwrap();
        let an_hour_ago = SystemTime::now() - Duration::from_secs(3600);
        File::options().write(true).open(&path).unwrap().set_modified(an_hour_ago).unwrap();
        path
    }

    #[test]
    fn a_file_is_its_bytes() {
        let scratch = Scratch::new("map");
        let mapped = Mapped::open(&file(&scratch)).unwrap();
        assert_eq!(mapped.bytes(), TEXT);
        assert!(!mapped.has_changed());
    }

    #[test]
    fn an_empty_file_has_no_bytes() {
        let scratch = Scratch::new("map-empty");
        let path = scratch.join("file");
        fs::write(&path, "").unwrap();
        let mapped = Mapped::open(&path).unwrap();
        assert_eq!(mapped.bytes(), b"");
        assert!(!mapped.has_changed());
        fs::write(&path, TEXT).unwrap();
        assert!(mapped.has_changed());
        assert_eq!(mapped.bytes(), b"");
    }

    #[test]
    fn what_is_no_file_is_not_mapped() {
        let scratch = Scratch::new("map-nothing");
        assert_eq!(Mapped::open(&scratch.join("nothing")).err().unwrap().kind(), io::ErrorKind::NotFound);
        assert!(Mapped::open(&scratch.join(".")).is_err());
    }

    #[test]
    fn overwriting_is_a_change() {
        let changes: [(&str, Act); 4] = [
            ("the same length", |path| fs::write(path, TEXT.to_ascii_uppercase()).unwrap()),
            ("truncated", |path| File::options().write(true).open(path).unwrap().set_len(4).unwrap()),
            ("emptied", |path| fs::write(path, "").unwrap()),
            ("appended", |path| File::options().append(true).open(path).unwrap().write_all(b"more").unwrap()),
        ];
        for (name, change) in changes {
            let scratch = Scratch::new("map-overwritten");
            let path = file(&scratch);
            let mapped = Mapped::open(&path).unwrap();
            assert!(!mapped.has_changed(), "{name}");
            change(&path);
            assert!(mapped.has_changed(), "{name}");
        }
    }

    /// Also if its author sets the time back.
    #[test]
    fn another_length_is_a_change() {
        let scratch = Scratch::new("map-length");
        let path = file(&scratch);
        let mapped = Mapped::open(&path).unwrap();
        let modified = fs::metadata(&path).unwrap().modified().unwrap();
        let writer = File::options().append(true).open(&path).unwrap();
        (&writer).write_all(b"more").unwrap();
        writer.set_modified(modified).unwrap();
        assert!(mapped.has_changed());
    }

    /// The time of change counts links, names and permissions; nothing is written to the file by any of them.
    #[cfg(unix)]
    #[test]
    fn a_file_that_was_replaced_or_removed_is_as_it_was() {
        use std::os::unix::fs::PermissionsExt as _;
        let harmless: [(&str, Act); 5] = [
            ("replaced", |path| {
                fs::write(path.with_extension("new"), "another and longer text").unwrap();
                fs::rename(path.with_extension("new"), path).unwrap();
            }),
            ("removed", |path| fs::remove_file(path).unwrap()),
            ("renamed", |path| fs::rename(path, path.with_extension("old")).unwrap()),
            ("linked", |path| fs::hard_link(path, path.with_extension("link")).unwrap()),
            ("protected", |path| fs::set_permissions(path, fs::Permissions::from_mode(0o400)).unwrap()),
        ];
        for (name, happens) in harmless {
            let scratch = Scratch::new("map-replaced");
            let path = file(&scratch);
            let mapped = Mapped::open(&path).unwrap();
            happens(&path);
            assert!(!mapped.has_changed(), "{name}");
            assert_eq!(mapped.bytes(), TEXT, "{name}");
        }
    }

    /// Not every system lets a file be replaced while it is mapped.
    #[cfg(all(feature = "index", unix))]
    #[test]
    fn an_opened_edition_outlives_the_next_one() {
        use crate::knowledge_base::KnowledgeBase;
        let scratch = Scratch::new("map-edition");
        let path = scratch.join("kb.nohold");
        let kb = |text| KnowledgeBase::builder().article("a.md", text).build().unwrap();
        kb("an apple").save(&path).unwrap();
        let old = KnowledgeBase::open(&path).unwrap();
        kb("a pear").save(&path).unwrap();
        let new = KnowledgeBase::open(&path).unwrap();
        let finds = |kb: &KnowledgeBase, query| !kb.search(query).unwrap().is_empty();
        assert!(finds(&old, "apple") && !finds(&old, "pear") && finds(&new, "pear") && !finds(&new, "apple"));
        old.save(&path).unwrap();
        new.save(&path).unwrap();
        assert!(finds(&KnowledgeBase::open(&path).unwrap(), "pear") && finds(&old, "apple"));
    }

    /// What is detected, and is harmless, when a file changes under an open edition.
    #[cfg(feature = "index")]
    #[test]
    fn an_edition_that_was_written_into_answers_no_more() {
        use crate::error::ErrorKind;
        use crate::knowledge_base::KnowledgeBase;
        let edition = |text: &str| KnowledgeBase::builder().article("a.md", text).build().unwrap().to_bytes().unwrap();
        let (old, new) = (edition("an apple"), edition("a pear"));
        let shorter = old.len() as u64 / 2;
        let cut = |path: &Path| File::options().write(true).open(path).unwrap().set_len(shorter).unwrap();
        let acts: [(&str, Write<'_>); 4] = [
            ("another edition", &|path| fs::write(path, &new).unwrap()),
            ("the same again", &|path| fs::write(path, &old).unwrap()),
            ("truncated", &cut),
            ("emptied", &|path| fs::write(path, "").unwrap()),
        ];
        for (name, act) in acts {
            let scratch = Scratch::new("map-written");
            let path = file(&scratch);
            fs::write(&path, &old).unwrap();
            let an_hour_ago = SystemTime::now() - Duration::from_secs(3600);
            File::options().write(true).open(&path).unwrap().set_modified(an_hour_ago).unwrap();
            let (mapped, read) =
                (KnowledgeBase::open(&path).unwrap(), KnowledgeBase::from_bytes(fs::read(&path).unwrap()));
            assert_eq!(mapped.search("apple").unwrap().len(), 1, "{name}");
            act(&path);
            let refused = mapped.search("apple").map(|_| ()).unwrap_err();
            assert_eq!(refused.kind(), ErrorKind::Corrupt, "{name}");
            assert!(refused.to_string().contains("open it again"), "{refused}");
            assert!(mapped.to_bytes().is_err() && mapped.contains("a.md").is_err(), "{name}");
            assert_eq!(read.unwrap().search("apple").unwrap().len(), 1, "{name}: what was read is not concerned");
        }
    }

    /// As in `nohold search <(fetch …) refund`.
    #[cfg(all(feature = "index", unix))]
    #[test]
    fn an_edition_is_read_from_a_pipe() {
        use crate::knowledge_base::KnowledgeBase;
        let scratch = Scratch::new("map-pipe");
        let pipe = scratch.join("pipe");
        assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
        let bytes = KnowledgeBase::builder().article("a.md", "a word").build().unwrap().to_bytes().unwrap();
        std::thread::scope(|scope| {
            scope.spawn(|| fs::write(&pipe, &bytes).unwrap());
            assert_eq!(KnowledgeBase::open(&pipe).unwrap().len(), 1);
        });
    }
}
