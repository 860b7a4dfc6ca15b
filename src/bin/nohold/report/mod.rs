//! `nohold report`: the health of a knowledge base, on one page that needs nothing else.

mod charts;
mod copies;
mod facts;
mod html;
mod page;
mod parts;
mod queries;
mod reading;
mod style;
mod time;
mod unfound;

use std::fs;
use std::path::PathBuf;
use std::process::ExitCode;

use nohold::article::Date;
use nohold::check::Finding;
use nohold::inspect::{self, Info};
use nohold::markdown::Settings;
use nohold::usage::{Gaps, Log, QueryLog};
use nohold::{KnowledgeBase, check};

use self::copies::Pair;
use self::facts::Facts;
use self::unfound::Unfound;
use crate::{Result, files, logs, output, search};

/// Write a report of the articles' health: freshness, gaps, what nobody finds, copies, links, reading level, size
#[derive(clap::Args)]
#[command(after_help = "\
The page is one file without scripts and without anything from elsewhere. It names internal articles, too: it is for those \
who may read all of them. Links are checked in a folder of Markdown or a .jsonl file, not in an edition.")]
pub(crate) struct Args {
    /// An edition, a folder of Markdown or a .jsonl file
    file: PathBuf,
    /// A query log, as `nohold search --log` writes it
    #[arg(long, value_name = "FILE")]
    log: Option<PathBuf>,
    /// The day of the report, such as 2026-11-23; by default today in UTC
    #[arg(long, value_name = "DATE", value_parser = search::day)]
    on: Option<Date>,
    /// Where to write the page
    #[arg(long, short, value_name = "FILE")]
    output: PathBuf,
}

/// Everything that the page says.
struct Report {
    name: String,
    facts: Facts,
    used: Option<(Log, Gaps)>,
    unfound: Unfound,
    pairs: Vec<Pair>,
    /// None if they cannot be had: an edition has no links.
    findings: Option<Vec<Finding>>,
    info: Info,
}

pub(crate) fn run(args: &Args) -> Result<ExitCode> {
    let progress = output::spinner("reading");
    let kb = KnowledgeBase::open(&args.file)?;
    let log = args.log.as_ref().map(QueryLog::read).transpose()?;
    progress.suspend(|| log.iter().for_each(logs::name_problems));
    progress.set_message("looking");
    let report = Report::of(&kb, log, args)?;
    fs::write(&args.output, page::of(&report)).map_err(|error| files::not_written(&args.output, &error))?;
    progress.finish_and_clear();
    output::note(format_args!("{}: {}", args.output.display(), report.summary()));
    Ok(ExitCode::SUCCESS)
}

impl Report {
    fn of(kb: &KnowledgeBase, log: Option<Log>, args: &Args) -> Result<Self> {
        let facts = Facts::gather(kb, args.on.unwrap_or_else(Date::today))?;
        let used = log.map(|log| Gaps::of(&log, kb).map(|gaps| (log, gaps))).transpose()?;
        let is_edition =
            args.file.is_file() && args.file.extension().is_none_or(|end| !end.eq_ignore_ascii_case("jsonl"));
        let findings = if is_edition { None } else { Some(check(&args.file, &Settings::default())?) };
        let name = args.file.file_name().unwrap_or(args.file.as_os_str()).to_string_lossy().into_owned();
        Ok(Report {
            name,
            unfound: Unfound::of(kb, &facts, used.as_ref().map(|(log, _)| log))?,
            pairs: copies::pairs(&facts),
            facts,
            used,
            findings,
            info: inspect::info(&kb.to_bytes()?)?,
        })
    }

    fn summary(&self) -> String {
        let contradicting = self.pairs.iter().filter(|pair| pair.is_contradiction()).count();
        let due = self.facts.due().count();
        format!("{} articles, {due} to look at again, {contradicting} contradicting copies", self.facts.articles.len())
    }
}
