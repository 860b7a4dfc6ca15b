//! Holds nohold against raw tantivy, on the same sections in the same process: each query is asked of all of them in turn,
//! round after round, so that whatever else the machine does meets them alike. Prints the tables of
//! `src/docs/performance.md`.
//!
//! `cargo run --release --features cli --example ratios -- [--source FOLDER] [--articles N] [--rounds N]`
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

#[path = "../benches/material/mod.rs"]
mod material;

use std::collections::BTreeMap;
use std::error::Error;
use std::fs;
use std::hint::black_box;
use std::path::{Path, PathBuf};

use clap::Parser;
use nohold::markdown::{Settings, parse};
use nohold::{KnowledgeBase, Query};

use material::corpus::{Corpus, File};
use material::figures::{digits, median, percentile, table, thousands, time, timed};
use material::page;
use material::questions::{self, Kinds, Watcher};
use material::raw::{Raw, Section};

type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// nohold beside raw tantivy: searches by kind, building, opening, many queries at once
#[derive(Parser)]
struct Args {
    /// The folder of Markdown that is multiplied; by default kb-sample, with its judged queries
    #[arg(long)]
    source: Option<PathBuf>,
    /// So many articles are made of it
    #[arg(long, default_value_t = 10_000)]
    articles: usize,
    /// Of so many rounds the median counts
    #[arg(long, default_value_t = 5)]
    rounds: usize,
    /// At most so many queries of each kind
    #[arg(long, default_value_t = 100)]
    queries: usize,
    /// Renew the tables of `src/docs/performance.md`
    #[arg(long)]
    docs: bool,
}

/// Who is asked: what is shown then has so many bytes.
type Contestant<'a> = Box<dyn Fn(&str) -> usize + 'a>;

fn main() -> Result<()> {
    let args = Args::parse();
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("kb-sample");
    let corpus = Corpus::read(args.source.as_ref().unwrap_or(&sample))?;
    let files: Vec<File> = corpus.files().take(args.articles).collect();
    let (sections, mut kinds) = read(&files, &args);
    if args.source.is_none() {
        kinds.extend(questions::judged(&sample.join("queries.jsonl"))?);
    }
    let built = build(&files)?;
    let opened = KnowledgeBase::from_bytes(built.to_bytes()?)?;
    let raw = Raw::build(&sections)?;
    let tables = [
        making(&files, &sections, args.rounds)?,
        opening(&built.to_bytes()?, args.rounds)?,
        searching(&built, &opened, &raw, &kinds, &args),
        threads(&opened, &kinds, &args),
    ];
    let counts = [("articles", files.len()), ("sections", sections.len())];
    let counts = counts.map(|(name, count)| format!("{} {name}", thousands(count as u64))).join(", ");
    let text =
        format!("{counts}, medians of {} rounds. Machine: {}.\n\n{}", args.rounds, page::machine(), tables.join("\n"));
    println!("{text}");
    if args.docs { Ok(page::put("ratios", &text)?) } else { Ok(()) }
}

/// The same sections as plain text, and questions about them.
fn read(files: &[File], args: &Args) -> (Vec<Section>, Kinds) {
    let (mut sections, mut watcher) = (Vec::new(), Watcher::default());
    for file in files {
        let article = parse(&file.path, file.text.as_bytes(), &Settings::default()).article;
        watcher.see(&article, files.len() / args.queries);
        sections.extend(Section::of(&article));
    }
    (sections, watcher.kinds())
}

fn build(files: &[File]) -> nohold::Result<KnowledgeBase> {
    files.iter().fold(KnowledgeBase::builder(), |builder, file| builder.article(&file.path, &file.text)).build()
}

/// A folder of Markdown to a saved edition, beside indexing ready plain text.
fn making(files: &[File], sections: &[Section], rounds: usize) -> Result<String> {
    let folder = std::env::temp_dir().join(format!("nohold-ratios-{}", std::process::id()));
    for file in files {
        let path = folder.join("kb").join(&file.path);
        fs::create_dir_all(path.parent().unwrap_or(&folder))?;
        fs::write(path, &file.text)?;
    }
    let edition = |threads| {
        let builder = KnowledgeBase::builder().threads(threads).source(folder.join("kb"))?;
        builder.edition()?.save(folder.join("kb.nohold"))
    };
    let mut times: BTreeMap<&str, Vec<f64>> = BTreeMap::new();
    for _ in 0..rounds {
        for (threads, name) in [(1, "nohold, one thread"), (2, "nohold, two threads")] {
            let (taken, saved) = timed(|| edition(threads));
            saved?;
            times.entry(name).or_default().push(taken.as_secs_f64());
        }
        let (taken, raw) = timed(|| Raw::build(sections));
        black_box(raw?.exact("refund"));
        times.entry("tantivy, ready text to index, one thread").or_default().push(taken.as_secs_f64());
    }
    fs::remove_dir_all(&folder)?;
    let raw = median(&times["tantivy, ready text to index, one thread"]);
    let rows: Vec<Vec<String>> = times
        .iter()
        .map(|(name, times)| {
            let taken = median(times);
            let speed = sections.len() as f64 / taken;
            vec![(*name).to_owned(), time(taken), digits(speed), digits(raw / taken)]
        })
        .collect();
    Ok(table(&["Markdown to saved edition", "time", "sections a second", "of tantivy's speed"], &rows))
}

/// Opening an edition beside reading all of it for its checksums, which it has for each 32 KiB.
fn opening(bytes: &[u8], rounds: usize) -> Result<String> {
    let (mut opened, mut checked) = (Vec::new(), Vec::new());
    for _ in 0..rounds * 5 {
        let bytes = bytes.to_vec();
        let (taken, sum) =
            timed(|| bytes.chunks(1 << 15).fold(0, |sum, block| sum ^ xxhash_rust::xxh64::xxh64(block, 0)));
        black_box(sum);
        checked.push(taken.as_secs_f64());
        let (taken, kb) = timed(|| KnowledgeBase::from_bytes(bytes));
        black_box(kb?.len());
        opened.push(taken.as_secs_f64());
    }
    let (opened, checked) = (median(&opened), median(&checked));
    let row = vec![digits(bytes.len() as f64 / 1e6), time(opened), time(checked), time((opened - checked).max(0.0))];
    Ok(table(&["edition, MB", "opening", "its checksums alone", "beyond them"], &[row]))
}

fn searching(built: &KnowledgeBase, opened: &KnowledgeBase, raw: &Raw, kinds: &Kinds, args: &Args) -> String {
    let contestants: [Contestant<'_>; 4] = [
        Box::new(|text| shown(built, text)),
        Box::new(|text| shown(opened, text)),
        Box::new(|text| raw.exact(text)),
        Box::new(|text| raw.fuzzy(text)),
    ];
    let mut all: [Vec<f64>; 4] = Default::default();
    let mut rows = Vec::new();
    for (kind, queries) in kinds {
        let times = race(&contestants, &queries[..queries.len().min(args.queries)], args.rounds);
        rows.push(row(kind, &times));
        all.iter_mut().zip(&times).for_each(|(all, times)| all.extend(times));
    }
    rows.push(row("**all**", &all));
    let times = ["query, p50 / p95 / p99", "built", "opened", "tantivy, exact", "tantivy, fuzzy"];
    let ratios = ["p50 by p50", "built / exact", "opened / exact", "built / fuzzy", "opened / fuzzy"];
    let (first, second): (Vec<_>, Vec<_>) = rows.into_iter().unzip();
    table(&times, &first) + "\n" + &table(&ratios, &second)
}

/// Everything on: typos, half-typed words, sections, snippets, the answer.
fn shown(kb: &KnowledgeBase, text: &str) -> usize {
    let results = kb.search(Query::new(text)).unwrap();
    let snippets: usize = results.iter().map(|hit| hit.snippet().to_html().len()).sum();
    snippets + results.answer().map_or(0, |answer| answer.to_string().len())
}

/// The median time of each query for each contestant, who take turns.
fn race(contestants: &[Contestant<'_>; 4], queries: &[String], rounds: usize) -> [Vec<f64>; 4] {
    let mut medians: [Vec<f64>; 4] = Default::default();
    for query in queries {
        let mut times: [Vec<f64>; 4] = Default::default();
        for _ in 0..rounds {
            for (search, times) in contestants.iter().zip(&mut times) {
                let (taken, found) = timed(|| search(query));
                black_box(found);
                times.push(taken.as_secs_f64());
            }
        }
        medians.iter_mut().zip(&times).for_each(|(medians, times)| medians.push(median(times)));
    }
    medians
}

/// A row of the table of times, and one of that of ratios.
fn row(kind: &str, times: &[Vec<f64>; 4]) -> (Vec<String>, Vec<String>) {
    let percentiles = |times: &Vec<f64>| [50, 95, 99].map(|percent| time(percentile(times, percent))).join(" / ");
    let [built, opened, exact, fuzzy] = times.each_ref().map(|times| median(times));
    let ratios = [built / exact, opened / exact, built / fuzzy, opened / fuzzy].map(digits);
    let named = |cells: Vec<String>| [kind.to_owned()].into_iter().chain(cells).collect();
    (named(times.iter().map(percentiles).collect()), named(ratios.to_vec()))
}

/// All queries at once, on one, two and four threads.
fn threads(kb: &KnowledgeBase, kinds: &Kinds, args: &Args) -> String {
    let queries: Vec<&String> = kinds.values().flat_map(|queries| queries.iter().take(args.queries)).collect();
    let counts = [1, 2, 4];
    let mut times = [const { Vec::new() }; 3];
    for _ in 0..args.rounds {
        for (times, threads) in times.iter_mut().zip(counts) {
            let (taken, results) = timed(|| kb.search_many(queries.iter().map(|text| Query::new(*text)), threads));
            black_box(results.len());
            times.push(taken.as_secs_f64());
        }
    }
    let one = median(&times[0]);
    let row = |(times, threads): (&Vec<f64>, usize)| {
        let taken = median(times);
        vec![threads.to_string(), digits(queries.len() as f64 / taken), digits(one / taken)]
    };
    let rows: Vec<Vec<String>> = times.iter().zip(counts).map(row).collect();
    table(&["`search_many`, threads", "queries a second", "times one thread's"], &rows)
}
