//! `nohold check`: what authors should mend.

use std::collections::BTreeMap;
use std::io::{self, BufWriter, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use indicatif::HumanCount;
use nohold::article::Warning;
use nohold::check::{Finding, Kind};
use nohold::markdown::Settings;
use serde_json::{Map, Value, json};

use crate::{Result, output};

/// List what authors should mend: misread front matter, shared ids and titles, links that are broken or lead to what fewer people may see, empty articles, successors and promotions that lead nowhere or disagree
#[derive(clap::Args)]
#[command(after_help = "A finding about a whole file has no line (in --json: line 0).")]
pub(crate) struct Args {
    /// A folder of Markdown or a .jsonl file
    folder: PathBuf,
    /// Print the findings as JSON
    #[arg(long)]
    json: bool,
}

pub(crate) fn run(args: &Args) -> Result<ExitCode> {
    let progress = output::spinner("checking");
    let findings = nohold::check(&args.folder, &Settings::default())?;
    progress.finish_and_clear();
    if args.json {
        output::print_json(&as_json(&findings))?;
    } else {
        print(&findings)?;
    }
    Ok(if findings.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// One line a finding, and a summary where it is in nobody's way.
fn print(findings: &[Finding]) -> io::Result<()> {
    let mut out = BufWriter::new(io::stdout().lock());
    findings.iter().try_for_each(|finding| writeln!(out, "{}", output::visible(&finding.warning.to_string())))?;
    out.flush()?;
    for (kind, count) in by_kind(findings) {
        output::note(format_args!("{kind:15}  {}", HumanCount(count)));
    }
    if findings.is_empty() {
        output::note("nothing to mend");
    }
    Ok(())
}

fn by_kind(findings: &[Finding]) -> BTreeMap<Kind, u64> {
    let mut counts = BTreeMap::new();
    for finding in findings {
        *counts.entry(finding.kind).or_default() += 1;
    }
    counts
}

fn as_json(findings: &[Finding]) -> Value {
    let finding = |Finding { kind, warning }: &Finding| {
        let Warning { path, line, message } = warning;
        json!({ "path": path, "line": line, "kind": kind.to_string(), "message": message })
    };
    let summary: Map<String, Value> =
        by_kind(findings).into_iter().map(|(kind, count)| (kind.to_string(), json!(count))).collect();
    json!({ "findings": findings.iter().map(finding).collect::<Vec<_>>(), "summary": summary })
}
