//! `nohold ask`: a question and its answer, at once or on a screen of its own.

mod cautions;
mod draw;
mod journal;
mod keys;
mod once;
mod reader;
mod screen;
mod state;
mod terminal;
#[cfg(test)]
mod tests;
mod text_box;
mod theme;
mod wrap;

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::mpsc::{Receiver, channel};

use nohold::article::Date;
use nohold::usage::QueryLog;
use nohold::{Folder, KnowledgeBase, Refreshed, Watch};

use crate::search::Scope;
use crate::{Result, output};

/// Print the answer to a question, or look things up on a screen as you type
#[derive(clap::Args)]
#[command(after_help = "Exit codes: 0 answered, or the screen was left; 1 not sure or no hit; 2 error.")]
pub(crate) struct Args {
    /// An edition, a folder of Markdown or a .jsonl file
    file: PathBuf,
    /// The question: anything, there is no syntax. Without one a screen opens: an answer with every key
    words: Vec<String>,
    /// At most so many articles: by default 3 where the answer is not sure, and 20 on the screen
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1000))]
    limit: Option<u16>,
    #[command(flatten)]
    scope: Scope,
    /// Keep what was asked, after redaction, and on the screen what was opened or copied, in this file: see `nohold gaps`
    #[arg(long, value_name = "FILE")]
    log: Option<PathBuf>,
    /// Print the answer and the best sections as JSON
    #[arg(long, requires = "words")]
    json: bool,
}

/// What keeps a folder in step, and what is told of it.
type Live = (Watch, Receiver<nohold::Result<Refreshed>>);

/// A folder stays in step while the screen is there.
fn open(path: &Path) -> Result<(KnowledgeBase, Option<Live>)> {
    if !path.is_dir() {
        return Ok((KnowledgeBase::open(path)?, None));
    }
    let (tell, news) = channel();
    let watch = Folder::open(path)?.watch(move |outcome| drop(tell.send(outcome)))?;
    Ok((watch.knowledge_base(), Some((watch, news))))
}

pub(crate) fn run(args: &Args) -> Result<ExitCode> {
    if args.words.is_empty() {
        terminal::is_there()?;
    }
    // What has expired is not to be read out: without --on, today counts.
    let day = args.scope.day().unwrap_or_else(Date::today);
    let log = args.log.as_ref().map(QueryLog::open).transpose()?;
    let progress = output::spinner("opening");
    if args.words.is_empty() {
        let (kb, live) = open(&args.file)?;
        progress.finish_and_clear();
        let (limit, (_watch, news)) = (args.limit.unwrap_or(20), live.unzip());
        screen::run(&screen::Source { kb, scope: &args.scope, limit, day, log, news })?;
        return Ok(ExitCode::SUCCESS);
    }
    let kb = KnowledgeBase::open(&args.file)?;
    progress.finish_and_clear();
    let query = args.scope.query(&args.words.join(" ")).on(day).limit(args.limit.unwrap_or(3).into());
    let results = kb.search(query.clone())?;
    if let Some(log) = log {
        log.append(&kb.log_entry(day, &query, &results))?;
    }
    once::run(&query, &results, day, args.json)
}
