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
    #[serde(flatten, skip_serializing_if = "Option::is_none")]
    alone: Option<Percentiles>,
    open_us: u64,
    threads: usize,
    /// Queries, by the time that all searches took together.
    per_second: f64,
    /// After opening, before the first query.
    #[serde(skip_serializing_if = "Option::is_none")]
    memory_opened: Option<Resident>,
    /// After the last query.
    #[serde(skip_serializing_if = "Option::is_none")]
    memory: Option<Resident>,
}

/// How long single searches took, while nothing else was searched. Of several threads each waits for what the others do to
/// the machine, so that it is the whole that tells.
#[derive(Serialize)]
#[expect(clippy::struct_field_names, reason = "they are the names in JSON, which tell the unit")]
struct Percentiles {
    p50_us: u64,
    p95_us: u64,
    p99_us: u64,
}

/// So many queries a thread are asked at a time, for the results of all of them are in memory.
const AT_A_TIME: usize = 64;

/// Answers all questions on so many threads, with the query that `query` makes of each.
pub(crate) fn run(file: &Path, files: &Files<'_>, threads: usize, query: impl Fn(&Question) -> Query) -> Result<Stats> {
    let questions: Vec<(usize, Question)> = questions::read(files.queries)?;
    let queries: Vec<(&str, Query)> = questions.iter().map(|(_, one)| (one.qid.as_str(), query(one))).collect();
    let start = Instant::now();
    let kb = KnowledgeBase::open(file)?;
    let opening = start.elapsed();
    let memory_opened = Resident::now();
    let times = answer(&kb, &queries, files.run, threads)?;
    let stats = Stats { memory_opened, memory: Resident::now(), ..Stats::new(queries.len(), times, threads, opening) };
    if let Some(path) = files.stats {
        fs::write(path, serde_json::to_string(&stats)? + "\n").map_err(|error| not_written(path, &error))?;
    }
    Ok(stats)
}

/// Writes the hits of all queries, which come with their ids, to `run`, and returns how long each call for some of them
/// took: for one with a single thread.
fn answer(kb: &KnowledgeBase, queries: &[(&str, Query)], run: &Path, threads: usize) -> Result<Vec<Duration>> {
    let mut out = BufWriter::new(File::create(run).map_err(|error| not_written(run, &error))?);
    let progress = ProgressBar::new(queries.len() as u64);
    let mut times = Vec::with_capacity(queries.len());
    for some in queries.chunks(if threads == 1 { 1 } else { threads * AT_A_TIME }) {
        let start = Instant::now();
        let all = kb.search_many(some.iter().map(|(_, query)| query.clone()), threads);
        times.push(start.elapsed());
        for ((qid, _), results) in some.iter().zip(all) {
            write_hits(&mut out, qid, &results?).map_err(|error| not_written(run, &error))?;
        }
        progress.inc(some.len() as u64);
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

impl Percentiles {
    fn of(mut times: Vec<Duration>) -> Self {
        times.sort_unstable();
        // The least time that so many percent of the searches did not exceed.
        let percentile = |percent: usize| {
            let rank = (times.len() * percent).div_ceil(100).max(1);
            times.get(rank - 1).map_or(0, microseconds)
        };
        let [p50_us, p95_us, p99_us] = [50, 95, 99].map(percentile);
        Percentiles { p50_us, p95_us, p99_us }
    }
}

impl Stats {
    fn new(count: usize, times: Vec<Duration>, threads: usize, opening: Duration) -> Self {
        let seconds = times.iter().sum::<Duration>().as_secs_f64();
        let per_second = if count == 0 { 0.0 } else { (count as f64 / seconds).round() };
        let alone = (threads == 1).then(|| Percentiles::of(times));
        let open_us = microseconds(&opening);
        Stats { count, alone, open_us, threads, per_second, memory_opened: None, memory: None }
    }

    pub(crate) fn rows(&self) -> Vec<(&'static str, String)> {
        let time = |microseconds: u64| format!("{} µs", HumanCount(microseconds));
        let mut rows = vec![("queries", HumanCount(self.count as u64).to_string())];
        if let Some(Percentiles { p50_us, p95_us, p99_us }) = self.alone {
            rows.extend([("p50", time(p50_us)), ("p95", time(p95_us)), ("p99", time(p99_us))]);
        }
        rows.push(("threads", self.threads.to_string()));
        rows.push(("queries a second", format!("{:.0}", self.per_second)));
        rows.push(("opening", time(self.open_us)));
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
        let stats = Stats::new(200, times, 1, Duration::from_millis(3));
        let alone = stats.alone.as_ref().unwrap();
        let figures = [stats.count as u64, alone.p50_us, alone.p95_us, alone.p99_us, stats.open_us];
        assert_eq!(figures, [200, 100, 190, 198, 3000]);
        assert_eq!(Percentiles::of(Vec::new()).p99_us, 0);
    }

    #[test]
    fn several_threads_are_told_of_as_a_whole() {
        let stats = Stats::new(300, vec![Duration::from_millis(100), Duration::from_millis(50)], 2, Duration::ZERO);
        assert!(stats.alone.is_none());
        let told = stats.rows();
        assert!(told.contains(&("queries a second", "2000".to_owned())), "{told:?}");
        assert!(told.iter().all(|(name, _)| !name.starts_with('p')), "{told:?}");
    }
}
