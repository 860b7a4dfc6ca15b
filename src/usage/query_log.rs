//! The file of a query log: lines are added at its end, and nothing in it is ever changed.

use std::fs::{File, OpenOptions};
use std::io::{self, Read as _, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use crate::error::{Error, ErrorKind, Result};
use crate::log::{Entry, Log};

/// So large a log may grow, and so much is read of one.
const MAX_BYTES: u64 = 256 << 20;

/// A file of [`Entry`]s, one a line, to which any number of threads and processes may append at the same time.
///
/// Whatever happens while a line is written, at most that line is lost: each is one write, and the next appender begins a new
/// line behind one that was torn. An entry is in the hands of the operating system when [`append`](Self::append)
/// returns; what it has not written to disk when the power fails is lost.
///
/// ```
/// use nohold::article::Date;
/// use nohold::usage::{Entry, QueryLog};
///
/// # let path = std::env::temp_dir().join(format!("nohold-doc-{}.jsonl", std::process::id()));
/// let log = QueryLog::open(&path)?; // is made, if it is not there
/// log.append(&Entry::new(Date::new(2026, 11, 3).unwrap(), "refund for ann@mail.example", |_| false))?;
/// assert_eq!(QueryLog::read(&path)?.entries[0].query(), "refund for [email]");
/// # std::fs::remove_file(&path).unwrap();
/// # Ok::<(), nohold::Error>(())
/// ```
#[derive(Debug)]
pub struct QueryLog {
    path: PathBuf,
    file: Mutex<File>,
    max_bytes: u64,
}

impl QueryLog {
    /// Opens a log to append to. If there is none it is made, on Unix readable by its owner only.
    ///
    /// # Errors
    /// [`Io`](ErrorKind::Io) if the file cannot be opened or made.
    pub fn open(path: impl AsRef<Path>) -> Result<Self> {
        let path = path.as_ref().to_owned();
        let mut options = OpenOptions::new();
        options.read(true).append(true).create(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let file = options.open(&path).map_err(|cause| failed(&path, "cannot be opened", cause))?;
        Ok(QueryLog { path, file: Mutex::new(file), max_bytes: MAX_BYTES })
    }

    /// The file may grow to so many bytes. Default 256 MiB, about a million entries; more than that is not read either.
    pub fn max_bytes(mut self, bytes: u64) -> Self {
        self.max_bytes = bytes.min(MAX_BYTES);
        self
    }

    /// Adds an entry at the end.
    ///
    /// # Errors
    /// [`Limit`](ErrorKind::Limit) if the file would grow beyond its limit, and nothing is written then;
    /// [`Io`](ErrorKind::Io) if it cannot be written, or only in part: that part is skipped by whoever reads the log.
    pub fn append(&self, entry: &Entry) -> Result<()> {
        // A thread that panicked has left nothing half done: a line is one write.
        let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        let failed = |cause| failed(&self.path, "cannot be written", cause);
        let mut line = entry.to_line();
        let length = file.seek(SeekFrom::End(0)).map_err(failed)?;
        if is_torn(&mut file, length).map_err(failed)? {
            line.insert(0, '\n');
        }
        if length + line.len() as u64 > self.max_bytes {
            let message = format!("{}: the log is full ({} bytes)", self.path.display(), self.max_bytes);
            return Err(Error::new(ErrorKind::Limit, message));
        }
        let written = file.write(line.as_bytes()).map_err(failed)?;
        if written < line.len() { Err(failed(io::ErrorKind::WriteZero.into())) } else { Ok(()) }
    }

    /// Reads a log. Lines that cannot be read are in [`Log::problems`].
    ///
    /// # Errors
    /// [`Io`](ErrorKind::Io) if the file cannot be read, [`Limit`](ErrorKind::Limit) if it is larger than 256 MiB.
    pub fn read(path: impl AsRef<Path>) -> Result<Log> {
        let path = path.as_ref();
        let mut bytes = Vec::new();
        let file = File::open(path).map_err(|cause| failed(path, "cannot be read", cause))?;
        let length = file.take(MAX_BYTES + 1).read_to_end(&mut bytes);
        if length.map_err(|cause| failed(path, "cannot be read", cause))? as u64 > MAX_BYTES {
            let message = format!("{}: the log is larger than {MAX_BYTES} bytes", path.display());
            return Err(Error::new(ErrorKind::Limit, message));
        }
        Ok(Log::parse(&path.display().to_string(), bytes))
    }
}

/// Whether the last line has no end.
fn is_torn(file: &mut File, length: u64) -> io::Result<bool> {
    let Some(last) = length.checked_sub(1) else { return Ok(false) };
    let mut byte = [b'\n'];
    file.seek(SeekFrom::Start(last))?;
    // Nothing to read: somebody has cut the file off since.
    let read = file.read(&mut byte)?;
    Ok(read == 1 && byte != [b'\n'])
}

fn failed(path: &Path, what: &str, cause: io::Error) -> Error {
    Error::new(ErrorKind::Io, format!("{}: {what}", path.display())).caused_by(cause)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Date;
    use std::fs;

    fn scratch(name: &str) -> PathBuf {
        let path = std::env::temp_dir().join(format!("nohold-log-{name}-{}.jsonl", std::process::id()));
        let _ = fs::remove_file(&path);
        path
    }

    fn entry(query: &str) -> Entry {
        let mut entry = Entry::new(Date::new(2026, 11, 3).unwrap(), query, |_| false);
        (entry.hits, entry.is_answered, entry.is_helpful) = (3, true, Some(false));
        (entry.article, entry.section) = (Some("a.md".to_owned()), Some("top".to_owned()));
        (entry.time, entry.lang) = (Some((9, 5)), "en".to_owned());
        entry
    }

    fn queries(log: &Log) -> Vec<&str> {
        log.entries.iter().map(Entry::query).collect()
    }

    #[test]
    fn what_is_written_is_read_again() {
        let path = scratch("again");
        let log = QueryLog::open(&path).unwrap();
        let odd = "a \"quoted\" {\"v\":1,\"day\": \\ line\nand \u{2028} more";
        for query in ["one", "", odd, "東京 👍"] {
            log.append(&entry(query)).unwrap();
        }
        let read = QueryLog::read(&path).unwrap();
        assert_eq!(
            (read.entries.as_slice(), read.problems.len()),
            (&[entry("one"), entry(""), entry(odd), entry("東京 👍")][..], 0)
        );
        fs::remove_file(path).unwrap();
    }

    #[test]
    fn cut_anywhere_and_appended_to_only_the_torn_line_is_lost() {
        let path = scratch("torn");
        let whole = [entry("first"), entry("second")].map(|entry| entry.to_line()).concat();
        let first = entry("first").to_line().len();
        for cut in 0..=whole.len() {
            fs::write(&path, whole.get(..cut).unwrap()).unwrap();
            QueryLog::open(&path).unwrap().append(&entry("later")).unwrap();
            let log = QueryLog::read(&path).unwrap();
            // A line that only lacks its end is whole.
            let expected: &[&str] = match cut {
                _ if cut + 1 >= whole.len() => &["first", "second", "later"],
                _ if cut + 1 >= first => &["first", "later"],
                _ => &["later"],
            };
            assert_eq!(queries(&log), expected, "{cut}");
            let is_whole = [0, first - 1, first, whole.len() - 1, whole.len()].contains(&cut);
            assert_eq!(log.problems.len(), usize::from(!is_whole), "{cut}");
        }
        fs::remove_file(path).unwrap();
    }

    #[test]
    fn a_line_behind_a_torn_one_without_an_end_is_read() {
        let (torn, whole) = (entry("torn").to_line(), entry("whole").to_line());
        for cut in 1..torn.len() - 1 {
            let log = Log::parse("log", [torn.get(..cut).unwrap(), &whole].concat());
            assert_eq!((queries(&log), log.problems.len()), (vec!["whole"], 1), "{cut}");
        }
    }

    #[test]
    fn many_append_at_once() {
        let path = scratch("many");
        let shared = QueryLog::open(&path).unwrap();
        std::thread::scope(|scope| {
            for thread in 0..8 {
                let (shared, path) = (&shared, &path);
                scope.spawn(move || {
                    let own = QueryLog::open(path).unwrap();
                    for n in 0..100 {
                        let log = if thread % 2 == 0 { shared } else { &own };
                        log.append(&entry(&format!("query {thread}/{n} {}", "word ".repeat(n)))).unwrap();
                    }
                });
            }
        });
        let log = QueryLog::read(&path).unwrap();
        assert_eq!((log.entries.len(), log.problems.len()), (800, 0));
        fs::remove_file(path).unwrap();
    }

    #[test]
    fn what_is_no_entry_is_named_with_its_line() {
        let good = entry("good").to_line();
        let brackets = "[".repeat(70_000);
        let cases: [(&[u8], &str); 13] = [
            (b"not json", "no entry"),
            (b"[]", "no entry"),
            (b"{}", "no version"),
            (b"{\"v\":2,\"day\":\"2026-11-03\",\"query\":\"x\"}", "version 2"),
            (b"{\"v\":\"1\"}", "wrong kind"),
            (b"{\"v\":1,\"query\":\"x\"}", "no day"),
            (b"{\"v\":1,\"day\":\"2026-02-30\",\"query\":\"x\"}", "no day"),
            (b"{\"v\":1,\"day\":\"2026-11-03\"}", "no query"),
            (b"{\"v\":1,\"day\":\"2026-11-03\",\"query\":7}", "wrong kind"),
            (b"{\"v\":1,\"day\":\"2026-11-03\",\"query\":\"x\",\"hits\":-1}", "wrong kind"),
            (b"{\"v\":1,\"day\":\"2026-11-03\",\"query\":\"x\",\"time\":\"24:00\"}", "time of day"),
            (b"\xff\xfe", "UTF-8"),
            (brackets.as_bytes(), "longer"),
        ];
        for (line, message) in cases {
            let log = Log::parse("q.jsonl", [good.as_bytes(), line, b"\n\n", good.as_bytes()].concat());
            let [problem] = log.problems.as_slice() else { panic!("{message}: {:?}", log.problems) };
            assert!(problem.to_string().starts_with("q.jsonl:2: ") && problem.message.contains(message), "{problem}");
            assert_eq!(queries(&log), ["good", "good"]);
        }
        let more = "{\"v\":1,\"day\":\"2026-11-03\",\"query\":\"x\",\"new\":{\"a\":[]},\"article\":null}";
        assert_eq!(Log::parse("log", more).entries.len(), 1, "further keys are left aside");
    }

    #[test]
    fn a_full_log_is_left_as_it_is() {
        let path = scratch("full");
        let line = entry("one").to_line().len() as u64;
        let log = QueryLog::open(&path).unwrap().max_bytes(2 * line);
        assert_eq!(
            [0; 3].map(|_| log.append(&entry("one")).map_err(|error| error.kind())),
            [Ok(()), Ok(()), Err(ErrorKind::Limit)]
        );
        assert_eq!(fs::metadata(&path).unwrap().len(), 2 * line);
        fs::remove_file(&path).unwrap();
        assert_eq!(QueryLog::read(&path).unwrap_err().kind(), ErrorKind::Io);
        assert_eq!(QueryLog::open(std::env::temp_dir()).unwrap_err().kind(), ErrorKind::Io);
    }
}
