//! What building takes beside raw tantivy: Markdown to a saved edition with one thread and with two, and tantivy indexing
//! the same sections with one thread, from plain text that is ready in memory, in turns.
//!
//! `cargo run --release --example build_speed -- FOLDER [ROUNDS]`; without a folder it takes `kb-sample`, which is small.

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use nohold::KnowledgeBase;
use nohold::markdown::{Settings, parse};
use tantivy::schema::{STORED, Schema, TEXT};
use tantivy::{Index, IndexSettings, IndexWriter, doc};

type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// Title, heading and text of a section.
type Plain = (String, String, String);

fn main() -> Result<()> {
    let mut args = std::env::args().skip(1);
    let folder = args.next().map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("kb-sample"), PathBuf::from);
    let rounds: usize = args.next().map_or(Ok(5), |rounds| rounds.parse())?;
    let sections = plain(&folder)?;
    let edition = std::env::temp_dir().join(format!("build_speed.{}.nohold", std::process::id()));
    let mut times = [const { Vec::new() }; 3];
    for _ in 0..rounds.max(1) {
        times[0].push(timed(|| nohold(&folder, 1, &edition))?);
        times[1].push(timed(|| nohold(&folder, 2, &edition))?);
        times[2].push(timed(|| raw_tantivy(&sections))?);
    }
    fs::remove_file(&edition)?;
    let [one, two, raw] = times.map(median);
    println!("{} sections, {rounds} rounds, medians", sections.len());
    println!("| | wall | CPU | sections a second | to raw tantivy |\n|---|---|---|---|---|");
    for (name, time) in [("nohold, 1 thread", one), ("nohold, 2 threads", two), ("raw tantivy, 1 thread", raw)] {
        let speed = sections.len() as f64 / time.wall.as_secs_f64();
        let ratio = raw.wall.as_secs_f64() / time.wall.as_secs_f64();
        println!("| {name} | {:.2?} | {:.2?} | {speed:.0} | {ratio:.2} |", time.wall, time.cpu);
    }
    Ok(())
}

/// The sections of all articles.
fn plain(folder: &Path) -> Result<Vec<Plain>> {
    let mut sections = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder)? {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "md") {
                let article = parse(&path.to_string_lossy(), &fs::read(&path)?, &Settings::default()).article;
                let title = article.title;
                sections.extend(article.sections.into_iter().map(|one| (title.clone(), one.heading, one.text)));
            }
        }
    }
    Ok(sections)
}

fn nohold(folder: &Path, threads: usize, edition: &Path) -> Result<()> {
    Ok(KnowledgeBase::builder().threads(threads).source(folder)?.edition()?.save(edition)?)
}

/// As its users do it: title, heading and text in fields of their own, kept as well, with positions for phrases.
fn raw_tantivy(sections: &[Plain]) -> Result<()> {
    let mut schema = Schema::builder();
    let [title, heading, text] = ["title", "heading", "text"].map(|name| schema.add_text_field(name, TEXT | STORED));
    let settings = IndexSettings { docstore_compress_dedicated_thread: false, ..IndexSettings::default() };
    let index = Index::builder().schema(schema.build()).settings(settings).create_in_ram()?;
    let mut writer: IndexWriter = index.writer_with_num_threads(1, 500 << 20)?;
    for section in sections {
        writer.add_document(doc!(title => &*section.0, heading => &*section.1, text => &*section.2))?;
    }
    writer.commit()?;
    Ok(writer.wait_merging_threads()?)
}

#[derive(Clone, Copy)]
struct Time {
    wall: Duration,
    /// Of all threads.
    cpu: Duration,
}

fn timed(work: impl FnOnce() -> Result<()>) -> Result<Time> {
    let (start, cpu) = (Instant::now(), cpu());
    work()?;
    Ok(Time { wall: start.elapsed(), cpu: self::cpu().saturating_sub(cpu) })
}

/// User and system time of this process, in steps of 10 ms; nothing where the system does not tell (all but Linux).
fn cpu() -> Duration {
    let stat = fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields = stat.rsplit_once(')').map_or("", |(_, fields)| fields).split_whitespace();
    Duration::from_millis(fields.skip(11).take(2).filter_map(|ticks| ticks.parse::<u64>().ok()).sum::<u64>() * 10)
}

fn median(mut times: Vec<Time>) -> Time {
    times.sort_by_key(|time| time.wall);
    times.get(times.len() / 2).copied().unwrap_or_default()
}
