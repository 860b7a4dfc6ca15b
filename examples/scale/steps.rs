//! What is measured, each step in a process of its own.

use std::collections::BTreeMap;
use std::fs;
use std::hint::black_box;
use std::path::Path;

use clap::ValueEnum;
use nohold::{KnowledgeBase, Query};

use crate::Result;
use crate::material::figures::{median, memory, percentile, timed};
use crate::material::questions::Kinds;

/// Measurements by name: seconds, bytes, queries a second.
pub(crate) type Figures = BTreeMap<String, f64>;

/// Of so many searches with one query the median counts.
const ROUNDS: usize = 3;
/// So often an edition is opened.
const OPENINGS: usize = 7;

/// So many articles are edited, one after another.
pub(crate) const EDITS: usize = 24;

/// What a process does.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum Step {
    /// Folder to saved edition on one thread, and on two.
    Edition,
    Edition2,
    /// Folder to what is searched in memory, and searches.
    Build,
    /// Opening the edition, searches, many at once, and edits.
    Open,
}

impl Step {
    /// In their order: editions are opened that were built before.
    pub(crate) const ALL: [Step; 4] = [Step::Edition, Step::Edition2, Step::Build, Step::Open];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Step::Edition => "edition",
            Step::Edition2 => "edition2",
            Step::Build => "build",
            Step::Open => "open",
        }
    }

    pub(crate) fn run(self, folder: &Path) -> Result<Figures> {
        match self {
            Step::Edition => edition(folder, 1, ["build", "build peak"]),
            Step::Edition2 => edition(folder, 2, ["build two", "build two peak"]),
            Step::Build => build(folder),
            Step::Open => open(folder),
        }
    }
}

fn kinds(folder: &Path) -> Result<Kinds> {
    Ok(serde_json::from_slice(&fs::read(folder.join("kinds.json"))?)?)
}

/// From Markdown to a saved edition, on so many threads.
fn edition(folder: &Path, threads: usize, [build, peak]: [&str; 2]) -> Result<Figures> {
    let file = folder.join("kb.nohold");
    let (taken, saved) = timed(|| {
        let builder = KnowledgeBase::builder().threads(threads).source(folder.join("kb"))?;
        builder.edition()?.save(&file)
    });
    saved?;
    let size = fs::metadata(&file)?.len() as f64;
    let figures = [(build, taken.as_secs_f64()), (peak, memory("VmHWM")), ("edition", size)];
    Ok(figures.map(|(name, figure)| (name.to_owned(), figure)).into())
}

fn build(folder: &Path) -> Result<Figures> {
    let kb = KnowledgeBase::open(folder.join("kb"))?;
    let mut figures = searches(&kb, "built", &kinds(folder)?)?;
    figures.extend(edits(&kb, "built", folder)?);
    Ok(figures)
}

fn open(folder: &Path) -> Result<Figures> {
    let (file, kinds) = (folder.join("kb.nohold"), kinds(folder)?);
    let mut figures = Figures::new();
    let mut note = |name: &str, figure: f64| figures.insert(name.to_owned(), figure);
    let before = memory("RssAnon");
    let kb = KnowledgeBase::open(&file)?;
    note("memory opened", memory("RssAnon") - before);
    let times: Vec<f64> =
        (0..OPENINGS).map(|_| timed(|| black_box(KnowledgeBase::open(&file).is_ok())).0.as_secs_f64()).collect();
    note("open", median(&times));
    note("checksums", checksums(&fs::read(&file)?));
    figures.extend(searches(&kb, "opened", &kinds)?);
    figures.insert("memory searched".to_owned(), memory("RssAnon") - before);
    figures.insert("memory mapped".to_owned(), memory("RssFile"));
    figures.extend(many(&kb, &kinds));
    figures.extend(edits(&kb, "opened", folder)?);
    Ok(figures)
}

/// What an edition's checksums cost by themselves: those of blocks of 32 KiB.
fn checksums(bytes: &[u8]) -> f64 {
    let sum = || bytes.chunks(1 << 15).fold(0, |sum, block| sum ^ xxhash_rust::xxh64::xxh64(block, 0));
    let times: Vec<f64> = (0..OPENINGS).map(|_| timed(|| black_box(sum())).0.as_secs_f64()).collect();
    median(&times)
}

/// Percentiles by kind, after every query was asked once.
fn searches(kb: &KnowledgeBase, segment: &str, kinds: &Kinds) -> Result<Figures> {
    let mut figures = Figures::new();
    let mut all = Vec::new();
    for (kind, queries) in kinds {
        let times = queries.iter().map(|text| search(kb, text)).collect::<Result<Vec<f64>>>()?;
        note_percentiles(&mut figures, segment, kind, &times);
        all.extend(times);
    }
    note_percentiles(&mut figures, segment, "all", &all);
    Ok(figures)
}

fn note_percentiles(figures: &mut Figures, segment: &str, kind: &str, times: &[f64]) {
    for percent in [50, 95, 99] {
        figures.insert(format!("{segment}/{kind}/p{percent}"), percentile(times, percent));
    }
}

fn search(kb: &KnowledgeBase, text: &str) -> Result<f64> {
    kb.search(Query::new(text))?;
    let times = (0..ROUNDS).map(|_| {
        let (taken, results) = timed(|| kb.search(Query::new(text)));
        results.map(|_| taken.as_secs_f64())
    });
    Ok(median(&times.collect::<nohold::Result<Vec<f64>>>()?))
}

/// From the new text of an article to the first search that finds it, for one article after another. The first edit of an
/// edition reads all of it.
fn edits(kb: &KnowledgeBase, segment: &str, folder: &Path) -> Result<Figures> {
    let paths: Vec<String> = serde_json::from_slice(&fs::read(folder.join("edited.json"))?)?;
    let mut times = Vec::new();
    for (number, path) in paths.iter().enumerate() {
        let mark = format!("zyxwedited{number}");
        let text = format!("{}\n\n{mark}\n", fs::read_to_string(folder.join("kb").join(path))?);
        let (taken, found) = timed(|| -> nohold::Result<bool> {
            kb.upsert(path, &text)?;
            Ok(kb.search(Query::new(&mark))?.total() == 1)
        });
        if !found? {
            return Err(format!("{path}: what was edited is not found").into());
        }
        times.push(taken.as_secs_f64());
    }
    let (first, others) = times.split_first().ok_or("there is no article")?;
    let figures = [("first", *first), ("p50", median(others)), ("most", percentile(others, 100))];
    Ok(figures.map(|(name, figure)| (format!("update {segment} {name}"), figure)).into())
}

/// Queries of all kinds at once on several threads.
fn many(kb: &KnowledgeBase, kinds: &Kinds) -> Figures {
    let queries: Vec<&String> = kinds.values().flatten().collect();
    let per_second = |threads: usize| {
        let rounds = (0..ROUNDS).map(|_| {
            let (taken, results) = timed(|| kb.search_many(queries.iter().map(|text| Query::new(*text)), threads));
            results.len() as f64 / taken.as_secs_f64()
        });
        median(&rounds.collect::<Vec<f64>>())
    };
    [1, 2, 4].map(|threads| (format!("per second/{threads}"), per_second(threads))).into()
}
