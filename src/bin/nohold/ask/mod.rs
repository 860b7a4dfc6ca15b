//! `nohold ask`: a question and its answer, at once or on a screen of its own.

mod cautions;
mod draw;
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

use std::path::PathBuf;
use std::process::ExitCode;

use nohold::KnowledgeBase;
use nohold::article::Date;

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
    /// Print the answer and the best sections as JSON
    #[arg(long, requires = "words")]
    json: bool,
}

pub(crate) fn run(args: &Args) -> Result<ExitCode> {
    if args.words.is_empty() {
        terminal::is_there()?;
    }
    // What has expired is not to be read out: without --on, today counts.
    let day = args.scope.day().unwrap_or_else(Date::today);
    let progress = output::spinner("opening");
    let kb = KnowledgeBase::open(&args.file)?;
    progress.finish_and_clear();
    if args.words.is_empty() {
        screen::run(&screen::Source { kb, scope: &args.scope, limit: args.limit.unwrap_or(20), day })?;
        return Ok(ExitCode::SUCCESS);
    }
    let query = args.scope.query(&args.words.join(" ")).on(day).limit(args.limit.unwrap_or(3).into());
    once::run(&query, &kb.search(query.clone())?, day, args.json)
}
