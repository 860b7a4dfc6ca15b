//! `nohold search --queries`: many questions at once, for judges and clocks.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::Path;
use std::time::{Duration, Instant};

use indicatif::{HumanCount, ProgressBar};
use nohold::{KnowledgeBase, Query, Results};
use serde::Serialize;

use crate::Result;
use crate::files::not_written;
use crate::memory::Resident;
use crate::questions::{self, Question};

/// What is read and written beside the articles.
pub(crate) struct Files<'a> {
    pub(crate) queries: &'a Path,
    pub(crate) run: &'a Path,
    pub(crate) stats: Option<&'a Path>,
}

/// How long the searches took, and opening before them.
#[derive(Serialize)]
pub(crate) struct Stats {
    count: usize,
    p50_us: u64,
    p95_us: u64,
    p99_us: u64,
    open_us: u64,
    /// After opening, before the first query.
    #[serde(skip_serializing_if = "Option::is_none")]
    memory_opened: Option<Resident>,
    /// After the last query.
    #[serde(skip_serializing_if = "Option::is_none")]
    memory: Option<Resident>,
}

/// Answers all questions, with the query that `query` makes of each.
pub(crate) fn run(file: &Path, files: &Files<'_>, query: impl Fn(&Question) -> Query) -> Result<Stats> {
    let questions: Vec<(usize, Question)> = questions::read(files.queries)?;
    let queries: Vec<(&str, Query)> = questions.iter().map(|(_, one)| (one.qid.as_str(), query(one))).collect();
    let start = Instant::now();
    let kb = KnowledgeBase::open(file)?;
    let opening = start.elapsed();
    let memory_opened = Resident::now();
    let times = answer(&kb, queries, files.run)?;
    let stats = Stats { memory_opened, memory: Resident::now(), ..Stats::new(times, opening) };
    if let Some(path) = files.stats {
        fs::write(path, serde_json::to_string(&stats)? + "\n").map_err(|error| not_written(path, &error))?;
    }
    Ok(stats)
}

/// Writes the hits of all queries, which come with their ids, to `run`, and returns how long each search took.
fn answer(kb: &KnowledgeBase, queries: Vec<(&str, Query)>, run: &Path) -> Result<Vec<Duration>> {
    let mut out = BufWriter::new(File::create(run).map_err(|error| not_written(run, &error))?);
    let progress = ProgressBar::new(queries.len() as u64);
    let mut times = Vec::with_capacity(queries.len());
    for (qid, query) in queries {
        let start = Instant::now();
        let results = kb.search(query)?;
        times.push(start.elapsed());
        write_hits(&mut out, qid, &results).map_err(|error| not_written(run, &error))?;
        progress.inc(1);
    }
    out.flush().map_err(|error| not_written(run, &error))?;
    progress.finish_and_clear();
    Ok(times)
}

/// One line an article, with tabs between, as ids may have spaces.
fn write_hits(out: &mut impl Write, qid: &str, results: &Results) -> io::Result<()> {
    let mut last = f64::INFINITY;
    for (rank, hit) in (1..).zip(results) {
        // Judges sort by score again and break ties in their own way: every score must be below the one before it.
        last = hit.score().min(last.next_down());
        writeln!(out, "{}\tQ0\t{}\t{rank}\t{last}\tnohold", field(qid), field(hit.id()))?;
    }
    Ok(())
}

/// An id that cannot end its field or line.
fn field(id: &str) -> String {
    id.replace(['\t', '\n', '\r'], " ")
}

impl Stats {
    fn new(mut times: Vec<Duration>, opening: Duration) -> Self {
        times.sort_unstable();
        // The least time that so many percent of the searches did not exceed.
        let percentile = |percent: usize| {
            let rank = (times.len() * percent).div_ceil(100).max(1);
            times.get(rank - 1).map_or(0, microseconds)
        };
        let [p50_us, p95_us, p99_us] = [50, 95, 99].map(percentile);
        let open_us = microseconds(&opening);
        Stats { count: times.len(), p50_us, p95_us, p99_us, open_us, memory_opened: None, memory: None }
    }

    pub(crate) fn rows(&self) -> Vec<(&'static str, String)> {
        let time = |microseconds: u64| format!("{} µs", HumanCount(microseconds));
        let mut rows = vec![
            ("queries", HumanCount(self.count as u64).to_string()),
            ("p50", time(self.p50_us)),
            ("p95", time(self.p95_us)),
            ("p99", time(self.p99_us)),
            ("opening", time(self.open_us)),
        ];
        let memory = [("memory after opening", self.memory_opened), ("memory at the end", self.memory)];
        rows.extend(memory.into_iter().filter_map(|(name, memory)| Some((name, memory?.to_string()))));
        rows
    }
}

fn microseconds(time: &Duration) -> u64 {
    time.as_micros() as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_are_times_that_occurred() {
        let times = (1..=200).rev().map(Duration::from_micros).collect();
        let stats = Stats::new(times, Duration::from_millis(3));
        let figures = [stats.count as u64, stats.p50_us, stats.p95_us, stats.p99_us, stats.open_us];
        assert_eq!(figures, [200, 100, 190, 198, 3000]);
        assert_eq!(Stats::new(Vec::new(), Duration::ZERO).p99_us, 0);
    }
}
