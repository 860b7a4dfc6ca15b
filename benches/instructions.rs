//! How many instructions a query takes, by kind of query and of segment: what a clock cannot tell on a machine with
//! neighbours, to a part in a hundred. The program runs itself under callgrind (valgrind is needed) and holds the counts
//! against `benches/instructions.tsv`: a kind that takes a tenth more fails.
//!
//! - `cargo bench --features cli --bench instructions` compares;
//! - `cargo bench --features cli --bench instructions -- --renew` writes the counts down as those to compare with.
//!
//! Counts are those of x86-64 and of one compiler: the table names it.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, missing_docs)]

mod material;

use std::collections::BTreeMap;
use std::error::Error;
use std::fmt::Write as _;
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::{env, fs};

use nohold::markdown::{Settings, parse};
use nohold::{KnowledgeBase, Query};

use material::corpus::{Corpus, File};
use material::figures::{table, thousands};
use material::questions::{Kinds, Watcher};

type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// Instructions by name of what was done.
type Counts = BTreeMap<String, u64>;

/// kb-sample twice over.
const ARTICLES: usize = 288;
/// At most so many queries of a kind.
const QUERIES: usize = 8;
/// The functions in which callgrind counts, and at whose end it writes down what it has. It takes a pattern for the one, and
/// whole paths for the other.
const COUNTED: &str = "*_under_count*";
const WRITTEN: [&str; 2] = ["instructions::answer_under_count", "instructions::open_under_count"];
/// More than this share of what was written down fails.
const MOST: f64 = 1.10;
const BASELINE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/benches/instructions.tsv");
const SAMPLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/kb-sample");

fn main() -> Result<ExitCode> {
    let args: Vec<String> = env::args().collect();
    match args.iter().position(|arg| arg == "--subject") {
        Some(at) => subject(&args[at + 1]).map(|()| ExitCode::SUCCESS),
        None if args.iter().any(|arg| arg == "--renew") => renew(&count()?),
        None => compare(&count()?),
    }
}

/// What is run under callgrind: everything once, so that what is made at first use is there, and once again to be counted.
fn subject(kind: &str) -> Result<()> {
    let file = scratch().join("kb.nohold");
    let kb = if kind == "built" { build()? } else { open_under_count(fs::read(file)?) };
    for queries in kinds()?.values() {
        answer(&kb, queries);
        answer_under_count(&kb, queries);
    }
    Ok(())
}

#[inline(never)]
fn answer_under_count(kb: &KnowledgeBase, queries: &[String]) {
    answer(kb, queries);
}

#[inline(never)]
fn open_under_count(bytes: Vec<u8>) -> KnowledgeBase {
    black_box(KnowledgeBase::from_bytes(bytes).unwrap())
}

fn answer(kb: &KnowledgeBase, queries: &[String]) {
    for text in queries {
        black_box(kb.search(Query::new(text)).unwrap());
    }
}

fn articles() -> Result<Vec<File>> {
    Ok(Corpus::read(Path::new(SAMPLE))?.files().take(ARTICLES).collect())
}

fn build() -> Result<KnowledgeBase> {
    let files = articles()?;
    Ok(files.iter().fold(KnowledgeBase::builder(), |builder, file| builder.article(&file.path, &file.text)).build()?)
}

/// Written by who counts, so that callgrind has less to run: the queries, with their kinds before them.
fn kinds() -> Result<Kinds> {
    let text = fs::read(scratch().join("kinds.json"))?;
    Ok(serde_json::from_slice(&text)?)
}

fn prepare() -> Result<()> {
    fs::create_dir_all(scratch())?;
    fs::write(scratch().join("kb.nohold"), build()?.to_bytes()?)?;
    let mut watcher = Watcher::default();
    for file in articles()? {
        watcher.see(&parse(&file.path, file.text.as_bytes(), &Settings::default()).article, ARTICLES / QUERIES);
    }
    let mut kinds = watcher.kinds();
    kinds.extend(material::questions::judged(&Path::new(SAMPLE).join("queries.jsonl"))?);
    for queries in kinds.values_mut() {
        queries.truncate(QUERIES);
    }
    Ok(fs::write(scratch().join("kinds.json"), serde_json::to_vec(&kinds)?)?)
}

fn scratch() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join("instructions")
}

fn count() -> Result<Counts> {
    if !cfg!(target_arch = "x86_64") {
        return Err("the counts that are written down are those of x86-64".into());
    }
    prepare()?;
    let kinds = kinds()?;
    let mut counts = Counts::new();
    for segment in ["built", "opened"] {
        let opening = (segment == "opened").then(|| ("opening".to_owned(), 1));
        let names = opening.into_iter().chain(kinds.iter().map(|(kind, queries)| (kind.clone(), queries.len())));
        for ((name, queries), total) in names.zip(callgrind(segment)?) {
            counts.insert(format!("{segment}\t{name}"), total / queries as u64);
        }
    }
    let is_whole = counts.len() == 2 * kinds.len() + 1 && counts.values().all(|&count| count > 0);
    if is_whole { Ok(counts) } else { Err("callgrind has not counted everything".into()) }
}

/// The instructions of each of the subject's counted calls.
fn callgrind(segment: &str) -> Result<Vec<u64>> {
    let out = scratch().join("callgrind.out");
    for number in 1.. {
        if fs::remove_file(dump(&out, number)).is_err() {
            break;
        }
    }
    let run = Command::new("valgrind")
        .arg("--tool=callgrind")
        .arg(format!("--toggle-collect={COUNTED}"))
        .args(WRITTEN.map(|function| format!("--dump-after={function}")))
        .arg(format!("--callgrind-out-file={}", out.display()))
        .arg(env::current_exe()?)
        .args(["--subject", segment])
        .output()
        .map_err(|error| format!("valgrind cannot be run (apt-get install valgrind): {error}"))?;
    if !run.status.success() {
        return Err(String::from_utf8_lossy(&run.stderr).into());
    }
    let dumps = (1..).map_while(|number| fs::read_to_string(dump(&out, number)).ok());
    dumps.map(|text| total(&text).ok_or_else(|| "callgrind's output has no total".into())).collect()
}

fn dump(out: &Path, number: usize) -> PathBuf {
    out.with_extension(format!("out.{number}"))
}

fn total(dump: &str) -> Option<u64> {
    dump.lines().find_map(|line| line.strip_prefix("totals: ")?.trim().parse().ok())
}

fn renew(counts: &Counts) -> Result<ExitCode> {
    let mut text =
        format!("# Instructions a query, x86-64, {}; see instructions.rs\nsegment\tkind\tinstructions\n", compiler());
    counts.iter().try_for_each(|(name, count)| writeln!(text, "{name}\t{count}"))?;
    fs::write(BASELINE, text)?;
    println!("{} counts are written to {BASELINE}", counts.len());
    Ok(ExitCode::SUCCESS)
}

fn compiler() -> String {
    let version = Command::new(env::var("RUSTC").unwrap_or_else(|_| "rustc".to_owned())).arg("--version").output();
    version.map_or_else(|_| "rustc".to_owned(), |version| String::from_utf8_lossy(&version.stdout).trim().to_owned())
}

/// Prints all counts beside those that were written down. More than a tenth more fails, and so does a kind that only one of
/// them has.
fn compare(counts: &Counts) -> Result<ExitCode> {
    let text = fs::read_to_string(BASELINE)?;
    let before = baseline(&text);
    let names = counts.keys().chain(before.keys()).collect::<std::collections::BTreeSet<_>>();
    let mut failures = Vec::new();
    let rows: Vec<Vec<String>> = names
        .into_iter()
        .map(|name| {
            let (now, before) = (counts.get(name), before.get(name));
            let change = now.zip(before).map(|(&now, &before)| now as f64 / before as f64);
            if !change.is_some_and(|change| change <= MOST) {
                failures.push(name.replace('\t', ", "));
            }
            let number = |count: Option<&u64>| count.map_or_else(|| "-".to_owned(), |&count| thousands(count));
            let change = change.map_or_else(|| "-".to_owned(), |change| format!("{:+.1} %", (change - 1.0) * 100.0));
            vec![name.replace('\t', ", "), number(before), number(now), change]
        })
        .collect();
    println!("{}", table(&["instructions a query", "before", "now", "change"], &rows));
    if failures.is_empty() {
        return Ok(ExitCode::SUCCESS);
    }
    println!("written down: {}\nnow: {}", text.lines().next().unwrap_or_default(), compiler());
    println!("a tenth slower, or not to be compared: {}", failures.join("; "));
    println!("if it is meant to be so: cargo bench --features cli --bench instructions -- --renew");
    Ok(ExitCode::FAILURE)
}

fn baseline(text: &str) -> Counts {
    let rows = text.lines().filter_map(|line| line.rsplit_once('\t'));
    rows.filter_map(|(name, count)| Some((name.to_owned(), count.parse().ok()?))).collect()
}
