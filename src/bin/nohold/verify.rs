//! `nohold verify`: whether an edition is whole, and what to do if not.

use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use indicatif::HumanCount;
use nohold::inspect::{self, Info};
use nohold::{Error, ErrorKind};
use serde_json::{Value, json};

use crate::output::{self, visible};
use crate::{Result, files};

const WHAT_IS_CHECKED: &str = "\
Everything that can be checked: all checksums; that every table leads where it should, in order and in range; that \
counts agree; that nobody gets what is not for him; and, if this version of nohold wrote it, that the edition is to the \
byte what is made of its articles, which takes as long as making it.

Checksums find damage, and no intent: to know an edition again, keep the digest that is printed.

Exit codes: 0 whole, 1 something is wrong, 2 it cannot be read.";

/// Check that an edition is whole, and say what is wrong with it
#[derive(clap::Args)]
#[command(after_help = WHAT_IS_CHECKED)]
pub(crate) struct Args {
    /// An edition
    file: PathBuf,
    /// Print the problems as JSON
    #[arg(long)]
    json: bool,
}

pub(crate) fn run(args: &Args) -> Result<ExitCode> {
    let bytes = files::read(&args.file)?;
    let progress = output::spinner("verifying");
    let (problems, info) = (inspect::verify(&bytes), inspect::info(&bytes));
    progress.finish_and_clear();
    if let Some(error) = info.as_ref().err().filter(|error| is_of_another_version(error)) {
        return Err(format!("{}: {error}", args.file.display()).into());
    }
    let info = info.ok();
    if args.json {
        output::print_json(&as_json(&problems, info.as_ref()))?;
    } else {
        print(&args.file, &problems, info.as_ref())?;
    }
    Ok(if problems.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Then it may be whole: it is this program that cannot say.
fn is_of_another_version(error: &Error) -> bool {
    error.kind() == ErrorKind::Version
}

fn print(file: &Path, problems: &[String], info: Option<&Info>) -> io::Result<()> {
    let mut out = BufWriter::new(io::stdout().lock());
    problems.iter().try_for_each(|problem| writeln!(out, "{}", visible(problem)))?;
    if let Some(info) = info.filter(|_| problems.is_empty()) {
        writeln!(out, "whole: {}", checked(info))?;
    }
    out.flush()?;
    if !problems.is_empty() {
        let file = visible(&file.display().to_string());
        output::note(format_args!("to recover, make it again from its articles: nohold index SOURCE --output {file}"));
    }
    Ok(())
}

fn checked(info: &Info) -> String {
    let [articles, sections, terms] = [info.articles, info.sections, info.terms].map(|count| HumanCount(count.into()));
    format!("{articles} articles, {sections} sections, {terms} terms, digest {}", info.digest)
}

/// Figures are `null` if the edition is too damaged to be opened.
fn as_json(problems: &[String], info: Option<&Info>) -> Value {
    json!({
        "whole": problems.is_empty(),
        "problems": problems,
        "articles": info.map(|info| info.articles),
        "sections": info.map(|info| info.sections),
        "terms": info.map(|info| info.terms),
        "digest": info.map(|info| &info.digest),
    })
}
