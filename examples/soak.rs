//! A folder that is edited for a long time while others ask. Every edit brings a word of its own; it has to be found soon, and
//! what is gone must not be. Works on a copy of a folder, which it removes again; what memory and handles the process has is
//! told where the system tells it (Linux). Ends with 1 if anything was lost or failed.
//!
//! `cargo run --release --features watch --example soak -- --minutes 60 --folder kb-sample`

use std::collections::BTreeMap;
use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::{self, ExitCode};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};
use std::{env, fs, io, thread};

use nohold::{Folder, KnowledgeBase, Query, Watch};

type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// What is not found for so long is lost.
const LOST: Duration = Duration::from_secs(10);

/// So many articles of its own there are at most, but for those of a burst.
const MOST: usize = 300;

const BURST: usize = 500;

/// Between two looks at memory and handles.
const SAMPLED: Duration = Duration::from_secs(10);

const ASKED: [&str; 6] =
    ["refund", "how do i get my mony back", "shipp", "cancel subscription", "gift card", "error lf-423"];

fn main() -> Result<ExitCode> {
    let options = Options::read(env::args().skip(1))?;
    let folder = env::temp_dir().join(format!("nohold-soak-{}", process::id()));
    copy(&options.folder, &folder)?;
    let done = soak(&options, &folder);
    fs::remove_dir_all(&folder)?;
    Ok(if done? { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

struct Options {
    folder: PathBuf,
    minutes: f64,
    edits_per_second: f64,
    queries_per_second: f64,
    threads: usize,
}

impl Options {
    fn read(mut arguments: impl Iterator<Item = String>) -> Result<Self> {
        let mut options = Options {
            folder: PathBuf::from("kb-sample"),
            minutes: 2.0,
            edits_per_second: 2.0,
            queries_per_second: 20.0,
            threads: 3,
        };
        while let Some(name) = arguments.next() {
            let value = arguments.next().ok_or_else(|| format!("{name} has no value"))?;
            match name.as_str() {
                "--folder" => options.folder = PathBuf::from(value),
                "--minutes" => options.minutes = value.parse()?,
                "--edits-per-second" => options.edits_per_second = value.parse()?,
                "--queries-per-second" => options.queries_per_second = value.parse()?,
                "--threads" => options.threads = value.parse()?,
                _ => return Err(format!("{name} is no option").into()),
            }
        }
        Ok(options)
    }

    fn time(&self) -> Duration {
        Duration::from_secs_f64(self.minutes * 60.0)
    }
}

/// What threads count together.
#[derive(Default)]
struct Counts {
    queries: AtomicUsize,
    refreshes: AtomicUsize,
    errors: AtomicUsize,
    is_over: AtomicBool,
}

impl Counts {
    fn is_over(&self) -> bool {
        self.is_over.load(Ordering::Relaxed)
    }

    fn error(&self, what: impl std::fmt::Display) {
        eprintln!("error: {what}");
        self.errors.fetch_add(1, Ordering::Relaxed);
    }
}

/// Whether nothing was lost.
fn soak(options: &Options, folder: &Path) -> Result<bool> {
    let counts = Arc::new(Counts::default());
    let heard = Arc::clone(&counts);
    let watch = opened(folder)?.watch(move |outcome| match outcome {
        Ok(_) => {
            heard.refreshes.fetch_add(1, Ordering::Relaxed);
        }
        Err(error) => heard.error(error),
    })?;
    let kb = watch.knowledge_base();
    println!("the system tells of changes: {}", watch.is_told());
    let mut editor = Editor::new(folder, kb.clone(), Arc::clone(&counts));
    let samples = thread::scope(|scope| {
        for _ in 0..options.threads {
            scope.spawn(|| ask(options, &kb, &counts));
        }
        let sampling = scope.spawn(|| sample(&counts));
        let edited = editor.edit(options);
        counts.is_over.store(true, Ordering::Relaxed);
        let samples = sampling.join().map_err(|_| "the sampler has ended")?;
        edited.map(|()| samples)
    })?;
    let is_same = is_as_opened_now(&editor, &watch)?;
    drop(watch);
    Ok(report(&counts, &editor, &samples, is_same))
}

/// Says how long it takes to see that nothing has changed.
fn opened(path: &Path) -> Result<Folder> {
    let mut folder = Folder::open(path)?;
    let opened = folder.opened().read;
    // What was just copied is read again once: its times are too near to tell.
    thread::sleep(Duration::from_millis(200));
    folder.refresh()?;
    let begin = Instant::now();
    let looked = folder.refresh()?;
    println!("{opened} files; a look at all of them takes {:.1?} and reads {}", begin.elapsed(), looked.read);
    Ok(folder)
}

/// Asks at a steady rate; what is found at the beginning must always be, whatever changes beside it.
fn ask(options: &Options, kb: &KnowledgeBase, counts: &Counts) {
    let pause = Duration::from_secs_f64(options.threads as f64 / options.queries_per_second.max(0.001));
    let is_answered = |query: &&str| kb.search(*query).is_ok_and(|results| !results.is_empty());
    let asked: Vec<&str> = ASKED.into_iter().filter(is_answered).collect();
    for query in asked.into_iter().cycle() {
        if counts.is_over() {
            return;
        }
        match kb.search(Query::new(query).limit(10)) {
            Ok(results) if results.is_empty() => counts.error(format!("nothing for {query}")),
            Ok(_) => {}
            Err(error) => counts.error(error),
        }
        counts.queries.fetch_add(1, Ordering::Relaxed);
        thread::sleep(pause);
    }
}

/// Who edits the folder, and what has to be found.
struct Editor {
    folder: PathBuf,
    kb: KnowledgeBase,
    counts: Arc<Counts>,
    /// The word of each article, by its path.
    words: BTreeMap<String, String>,
    state: u64,
    next: usize,
    /// How long it took until an edit was found, by its kind.
    latencies: BTreeMap<&'static str, Vec<Duration>>,
    kind: &'static str,
    edits: BTreeMap<&'static str, usize>,
    lost: usize,
}

impl Editor {
    fn new(folder: &Path, kb: KnowledgeBase, counts: Arc<Counts>) -> Self {
        Editor {
            folder: folder.to_owned(),
            kb,
            counts,
            words: BTreeMap::new(),
            state: 1,
            next: 0,
            latencies: BTreeMap::new(),
            kind: "",
            edits: BTreeMap::new(),
            lost: 0,
        }
    }

    fn edit(&mut self, options: &Options) -> Result<()> {
        let (begin, pause) = (Instant::now(), Duration::from_secs_f64(1.0 / options.edits_per_second.max(0.001)));
        let mut due = begin;
        while begin.elapsed() < options.time() {
            self.edit_once()?;
            due = (due + pause).max(Instant::now());
            thread::sleep(due.saturating_duration_since(Instant::now()));
        }
        Ok(())
    }

    fn edit_once(&mut self) -> Result<()> {
        let number = self.random(100);
        let kind = match number {
            _ if self.words.len() < 10 => "create",
            0 => "burst",
            1..=4 => "defaults",
            5..=29 if self.words.len() < MOST => "create",
            5..=44 => "delete",
            45..=59 => "rename",
            60..=69 => "edit as vim does",
            70..=79 => "edit beside",
            _ => "edit in place",
        };
        *self.edits.entry(kind).or_default() += 1;
        self.kind = kind;
        match kind {
            "burst" => self.burst(),
            "defaults" => self.defaults(),
            "create" => self.create(),
            "delete" => self.delete(),
            "rename" => self.rename(),
            kind => self.change(kind),
        }
    }

    fn create(&mut self) -> Result<()> {
        self.next += 1;
        let path = format!("soak/{}/{}.md", self.next % 7, self.next);
        let word = self.word();
        self.write(&path, &word)?;
        self.words.insert(path.clone(), word.clone());
        self.expect(&path, &word, true);
        Ok(())
    }

    fn change(&mut self, kind: &str) -> Result<()> {
        let (path, old) = self.any();
        let word = self.word();
        let place = self.folder.join(&path);
        let beside = place.with_extension("md~");
        match kind {
            "edit as vim does" => {
                fs::rename(&place, &beside)?;
                self.write(&path, &word)?;
                fs::remove_file(&beside)?;
            }
            "edit beside" => {
                fs::write(&beside, text(&word))?;
                fs::rename(&beside, &place)?;
            }
            _ => self.write(&path, &word)?,
        }
        self.words.insert(path.clone(), word.clone());
        self.expect(&path, &word, true);
        self.expect_now(&path, &old, false);
        Ok(())
    }

    fn delete(&mut self) -> Result<()> {
        let (path, word) = self.any();
        fs::remove_file(self.folder.join(&path))?;
        self.words.remove(&path);
        self.expect(&path, &word, false);
        Ok(())
    }

    fn rename(&mut self) -> Result<()> {
        let (path, word) = self.any();
        self.next += 1;
        let to = format!("soak/{}/{}.md", self.next % 7, self.next);
        fs::create_dir_all(self.folder.join(&to).parent().ok_or("no folder")?)?;
        fs::rename(self.folder.join(&path), self.folder.join(&to))?;
        self.words.remove(&path);
        self.words.insert(to.clone(), word.clone());
        self.expect(&to, &word, true);
        self.expect_now(&path, &word, false);
        Ok(())
    }

    /// Many files at once, which go again at once.
    fn burst(&mut self) -> Result<()> {
        let before = self.kb.len();
        for number in 0..BURST {
            let word = self.word();
            self.write(&format!("soak/burst/{number}.md"), &word)?;
        }
        self.expect_articles(before + BURST);
        fs::remove_dir_all(self.folder.join("soak/burst"))?;
        self.expect_articles(before);
        Ok(())
    }

    /// A word for all articles of a folder.
    fn defaults(&mut self) -> Result<()> {
        let (path, _) = self.any();
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder).to_owned();
        let word = self.word();
        let begin = Instant::now();
        fs::write(self.folder.join(&folder).join("_defaults.yml"), format!("tags: [{word}]\n"))?;
        let first = format!("{folder}/");
        let expected = self.words.keys().filter(|path| path.starts_with(&first)).count();
        let kb = self.kb.clone();
        let has_all = move || kb.search(Query::new(word.as_str()).limit(1000)).is_ok_and(|hits| hits.len() == expected);
        self.wait(begin, &format!("the defaults of {folder}"), has_all);
        Ok(())
    }

    fn write(&self, path: &str, word: &str) -> io::Result<()> {
        let path = self.folder.join(path);
        path.parent().map_or(Ok(()), fs::create_dir_all)?;
        fs::write(path, text(word))
    }

    fn any(&mut self) -> (String, String) {
        let number = self.random(self.words.len());
        self.words.iter().nth(number).map(|(path, word)| (path.clone(), word.clone())).unwrap_or_default()
    }

    /// That an article is found by its word, or not; from now on it is waited for.
    fn expect(&mut self, path: &str, word: &str, is_there: bool) {
        let kb = self.kb.clone();
        let what = format!("{path} ({word}, there: {is_there})");
        let (path, word) = (path.to_owned(), word.to_owned());
        self.wait(Instant::now(), &what, move || finds(&kb, &path, &word) == is_there);
    }

    /// The same, without waiting: it became so in the same step as something else.
    fn expect_now(&mut self, path: &str, word: &str, is_there: bool) {
        if finds(&self.kb, path, word) != is_there {
            self.lose(&format!("{path} ({word}) not in one step"));
        }
    }

    fn expect_articles(&mut self, count: usize) {
        let kb = self.kb.clone();
        self.wait(Instant::now(), &format!("{count} articles"), move || kb.len() == count);
    }

    fn wait(&mut self, begin: Instant, what: &str, is: impl Fn() -> bool) {
        let refreshes = || self.counts.refreshes.load(Ordering::Relaxed);
        let mut seen = refreshes();
        while !is() {
            // A word that nobody wrote is looked for among all words: that is not done for nothing.
            while refreshes() == seen {
                if begin.elapsed() > LOST {
                    return self.lose(what);
                }
                thread::sleep(Duration::from_millis(1));
            }
            seen = refreshes();
        }
        self.latencies.entry(self.kind).or_default().push(begin.elapsed());
    }

    fn lose(&mut self, what: &str) {
        eprintln!("lost: {what}");
        self.lost += 1;
    }

    /// Letters in no order: no two are a slip away from one another.
    fn word(&mut self) -> String {
        (0..14).map(|_| char::from(b'a' + self.random(26) as u8)).collect()
    }

    fn random(&mut self, below: usize) -> usize {
        self.state = self.state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.state >> 33) as usize % below.max(1)
    }
}

fn text(word: &str) -> String {
    format!("# About {word}\n\nAn article that was edited, with a word of its own: {word}.\n")
}

fn finds(kb: &KnowledgeBase, path: &str, word: &str) -> bool {
    kb.search(Query::new(word).limit(10)).is_ok_and(|results| results.iter().any(|hit| hit.id() == path))
}

/// Whether everything is found as it is in a folder that is opened now.
fn is_as_opened_now(editor: &Editor, watch: &Watch) -> Result<bool> {
    // What nobody waited for has had its time after this.
    thread::sleep(Duration::from_secs(1));
    let (live, fresh) = (watch.knowledge_base(), KnowledgeBase::open(&editor.folder)?);
    let hits = |kb: &KnowledgeBase, query: &str| -> Result<Vec<(String, f64)>> {
        let results = kb.search(Query::new(query).limit(50))?;
        Ok(results.iter().map(|hit| (hit.id().to_owned(), hit.score())).collect())
    };
    let mut queries: Vec<&str> = ASKED.to_vec();
    queries.extend(editor.words.values().map(String::as_str));
    let mut is_same = live.len() == fresh.len();
    for query in queries {
        is_same &= hits(&live, query)? == hits(&fresh, query)?;
    }
    Ok(is_same)
}

/// What the process has at a time.
struct Sample {
    memory: usize,
    handles: usize,
    threads: usize,
}

impl Sample {
    fn now() -> Option<Self> {
        let status = fs::read_to_string("/proc/self/status").ok()?;
        let figure =
            |key: &str| status.lines().find_map(|line| line.strip_prefix(key))?.split_whitespace().next()?.parse().ok();
        let handles = fs::read_dir("/proc/self/fd").ok()?.count();
        Some(Sample { memory: figure("RssAnon:")?, handles, threads: figure("Threads:")? })
    }
}

fn sample(counts: &Counts) -> Vec<Sample> {
    let mut samples = Vec::new();
    let mut due = Instant::now();
    while !counts.is_over() {
        if Instant::now() >= due {
            samples.extend(Sample::now());
            due += SAMPLED;
        }
        thread::sleep(Duration::from_millis(100));
    }
    samples
}

fn report(counts: &Counts, editor: &Editor, samples: &[Sample], is_same: bool) -> bool {
    let count = |count: &AtomicUsize| count.load(Ordering::Relaxed);
    let edits: usize = editor.edits.values().sum();
    println!("edits              {edits}: {:?}", editor.edits);
    println!("queries            {}", count(&counts.queries));
    println!("refreshes          {}", count(&counts.refreshes));
    println!("errors             {}", count(&counts.errors));
    println!("lost               {}", editor.lost);
    println!("as opened now      {is_same}");
    println!("searchable after   {}", spread(editor.latencies.values().flatten().copied().collect()));
    for (kind, times) in &editor.latencies {
        println!("  {kind:16} {}", spread(times.clone()));
    }
    let quarter = samples.len().div_ceil(4);
    let (first, last) = (samples.split_at(quarter).0, samples.split_at(samples.len() - quarter).1);
    let grown = |name: &str, of: fn(&Sample) -> usize| {
        let (first, last) = (median(first, of), median(last, of));
        println!("{name:18} {first} in the first quarter, {last} in the last (medians of {quarter} samples)");
    };
    grown("memory, KiB", |sample| sample.memory);
    grown("handles", |sample| sample.handles);
    grown("threads", |sample| sample.threads);
    if let Some(seconds) = cpu_seconds() {
        println!("processor          {seconds:.1} s");
    }
    count(&counts.errors) == 0 && editor.lost == 0 && is_same
}

fn median(samples: &[Sample], of: fn(&Sample) -> usize) -> usize {
    let mut figures: Vec<usize> = samples.iter().map(of).collect();
    figures.sort_unstable();
    figures.get(figures.len() / 2).copied().unwrap_or_default()
}

fn spread(mut times: Vec<Duration>) -> String {
    times.sort_unstable();
    let at = |percent: usize| times.get(times.len().saturating_sub(1) * percent / 100).copied().unwrap_or_default();
    format!("median {:.0?}, 99 % {:.0?}, most {:.0?} ({})", at(50), at(99), at(100), times.len())
}

/// Of all threads, by the system's ticks of a hundredth of a second.
fn cpu_seconds() -> Option<f64> {
    let stat = fs::read_to_string("/proc/self/stat").ok()?;
    let fields: Vec<&str> = stat.rsplit_once(')')?.1.split_whitespace().collect();
    let ticks: f64 = [fields.get(11)?, fields.get(12)?].iter().filter_map(|field| field.parse::<f64>().ok()).sum();
    Some(ticks / 100.0)
}

fn copy(from: &Path, to: &Path) -> io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let to = to.join(entry.file_name());
        if entry.file_type()?.is_dir() { copy(&entry.path(), &to)? } else { fs::copy(entry.path(), to).map(drop)? }
    }
    Ok(())
}
