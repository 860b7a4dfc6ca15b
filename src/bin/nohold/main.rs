//! The command line: takes arguments, calls the library, prints.
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing))]

mod answered;
mod ask;
mod audit;
mod batch;
mod changes;
mod check;
mod eval;
mod figures;
mod files;
mod gaps;
mod index;
mod info;
mod json;
mod judged;
mod keep;
mod logs;
mod measures;
mod memory;
mod messages;
mod output;
mod progress;
mod questions;
mod readers;
mod report;

mod search;
mod triage;
mod verify;

use std::error::Error;
use std::io::{self, Write as _};
use std::iter::successors;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// A command's exit code, or the one thing that kept it from its work.
type Result<T> = std::result::Result<T, Box<dyn Error>>;

const EXAMPLES: &str = "\
Examples:
  nohold index help-centre --output help.nohold
  nohold index help-centre --audience public --output public.nohold
  nohold search help.nohold \"refnd for a webinar\" --limit 3
  nohold search help-centre return shoes --within policies --filter product=kettle
  nohold triage help.nohold < mail.txt
  nohold ask help.nohold \"how long does a refund take\"
  nohold check help-centre
  nohold changes help.nohold --since 2026-11-16 --before last-week.nohold
  nohold eval help-centre --queries judged.jsonl --fail-under 0.9
  nohold audit help-centre --audience public
  nohold search help-centre \"refund\" --log queries.jsonl
  nohold gaps queries.jsonl help-centre
  nohold report help-centre --log queries.jsonl --output report.html
  nohold verify help.nohold
  nohold info help.nohold

Exit codes: 0 done, 1 no hit, no sure answer, nothing asked, something to mend, below --fail-under or not whole,
2 error.";

/// Searches a knowledge base of Markdown articles: from the folder itself, or from an edition made of it.
#[derive(Parser)]
#[command(version, after_help = EXAMPLES)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    Index(index::Args),
    Search(search::Args),
    Triage(triage::Args),
    Ask(ask::Args),
    Check(check::Args),
    Changes(changes::Args),
    Eval(eval::Args),
    Audit(audit::Args),
    Gaps(gaps::Args),
    Report(report::Args),
    Verify(verify::Args),
    Info(info::Args),
}

impl Command {
    fn run(&self) -> Result<ExitCode> {
        match self {
            Command::Index(args) => index::run(args),
            Command::Search(args) => search::run(args),
            Command::Triage(args) => triage::run(args),
            Command::Ask(args) => ask::run(args),
            Command::Check(args) => check::run(args),
            Command::Changes(args) => changes::run(args),
            Command::Eval(args) => eval::run(args),
            Command::Audit(args) => audit::run(args),
            Command::Gaps(args) => gaps::run(args),
            Command::Report(args) => report::run(args),
            Command::Verify(args) => verify::run(args),
            Command::Info(args) => info::run(args),
        }
    }
}

fn main() -> ExitCode {
    Cli::parse().command.run().unwrap_or_else(|error| fail(error.as_ref()))
}

fn fail(error: &(dyn Error + 'static)) -> ExitCode {
    let io = error.downcast_ref::<io::Error>();
    if io.is_some_and(|io| io.kind() == io::ErrorKind::BrokenPipe) {
        // Whoever reads the output, such as `head`, has all that was wanted.
        return ExitCode::SUCCESS;
    }
    let chain: Vec<String> = successors(Some(error), |&error| error.source()).map(ToString::to_string).collect();
    // If standard error is closed too, the exit code has to do.
    let _ = writeln!(io::stderr(), "nohold: {}", chain.join(": "));
    ExitCode::from(2)
}
