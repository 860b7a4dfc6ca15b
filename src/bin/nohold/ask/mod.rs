//! `nohold ask`: a question and its answer, at once or on a screen of its own.

mod cautions;
mod once;

use std::path::PathBuf;
use std::process::ExitCode;

use nohold::KnowledgeBase;
use nohold::article::Date;

use crate::search::Scope;
use crate::{Result, output};

/// Print the answer to a question
#[derive(clap::Args)]
#[command(after_help = "Exit codes: 0 answered, 1 not sure or no hit, 2 error.")]
pub(crate) struct Args {
    /// An edition, a folder of Markdown or a .jsonl file
    file: PathBuf,
    /// The question: anything, there is no syntax
    #[arg(required = true)]
    words: Vec<String>,
    /// At most so many articles where the answer is not sure
    #[arg(long, value_name = "N", default_value_t = 3, value_parser = clap::value_parser!(u16).range(1..=1000))]
    limit: u16,
    #[command(flatten)]
    scope: Scope,
    /// Print the answer and the best sections as JSON
    #[arg(long)]
    json: bool,
}

pub(crate) fn run(args: &Args) -> Result<ExitCode> {
    let query = args.scope.query(&args.words.join(" ")).limit(args.limit.into());
    let progress = output::spinner("opening");
    let results = KnowledgeBase::open(&args.file)?.search(query.clone())?;
    progress.finish_and_clear();
    once::run(&query, &results, Date::today(), args.json)
}
