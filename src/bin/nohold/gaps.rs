//! `nohold gaps`: what was asked and not answered.

use std::io::{self, BufWriter, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use indicatif::HumanCount;
use nohold::KnowledgeBase;
use nohold::usage::gaps::Nearest;
use nohold::usage::{Gap, Gaps, QueryLog};
use serde_json::{Value, json};

use crate::output::{self, Palette, visible};
use crate::{Result, logs};

/// So many of a gap's queries are shown to people, beside its label.
const EXAMPLES: usize = 3;

/// Group what was asked and not answered by what it is about, the oftenest asked first
#[derive(clap::Args)]
#[command(after_help = "\
Not answered is what had no hits, or neither an answer nor a choice, or was said not to help.
Lines of the log that cannot be read are named on standard error.")]
pub(crate) struct Args {
    /// A query log, as `nohold search --log` writes it
    log: PathBuf,
    /// An edition, a folder of Markdown or a .jsonl file
    file: PathBuf,
    /// At most so many gaps
    #[arg(long, value_name = "N", default_value_t = 20)]
    limit: usize,
    /// Leave out what was asked less often
    #[arg(long, value_name = "N", default_value_t = 1)]
    at_least: usize,
    /// Print the gaps as JSON, with all their queries
    #[arg(long)]
    json: bool,
}

pub(crate) fn run(args: &Args) -> Result<ExitCode> {
    let progress = output::spinner("reading");
    let kb = KnowledgeBase::open(&args.file)?;
    let log = QueryLog::read(&args.log)?;
    progress.finish_and_clear();
    logs::name_problems(&log);
    let gaps = Gaps::of(&log, &kb)?;
    let shown: Vec<&Gap> = gaps.gaps.iter().filter(|gap| gap.count >= args.at_least).take(args.limit).collect();
    if args.json {
        output::print_json(&as_json(&gaps, &shown))?;
    } else {
        print(&gaps, &shown, &mut BufWriter::new(io::stdout().lock()))?;
    }
    Ok(ExitCode::SUCCESS)
}

fn print(gaps: &Gaps, shown: &[&Gap], out: &mut impl Write) -> io::Result<()> {
    let palette = Palette::of_stdout();
    shown.iter().try_for_each(|gap| print_gap(gap, &palette, out))?;
    let [entries, unanswered, all] =
        [gaps.entries, gaps.unanswered, gaps.gaps.len()].map(|count| HumanCount(count as u64));
    writeln!(out, "{unanswered} of {entries} queries not answered; {} of {all} gaps shown", shown.len())?;
    out.flush()
}

fn print_gap(gap: &Gap, palette: &Palette, out: &mut impl Write) -> io::Result<()> {
    let Palette { title, aside, .. } = palette;
    let days = if gap.days == 1 { "on one day".to_owned() } else { format!("on {} days", gap.days) };
    writeln!(out, "{:>5}  {title}{}{title:#}  {aside}{days}{aside:#}", gap.count, visible(&gap.label))?;
    let others = gap.queries.iter().map(|(text, _)| text).filter(|text| **text != gap.label);
    let examples: Vec<String> = others.take(EXAMPLES).map(|text| visible(text)).collect();
    if !examples.is_empty() {
        writeln!(out, "       {}", examples.join(" · "))?;
    }
    writeln!(out, "       {aside}{}{aside:#}\n", advice(gap))
}

/// What to do, in a line.
fn advice(gap: &Gap) -> String {
    match &gap.nearest {
        None => "write: no article has any of it".to_owned(),
        Some(nearest) if gap.has_article() => format!("mend: {} has all of these words", place(nearest)),
        Some(nearest) => {
            format!("write, or add to {}: without {}", place(nearest), visible(&nearest.missing.join(", ")))
        }
    }
}

fn place(nearest: &Nearest) -> String {
    format!("{} ({})", visible(&nearest.title), visible(&nearest.id))
}

/// What is here is here for ever: programs read it.
fn as_json(gaps: &Gaps, shown: &[&Gap]) -> Value {
    json!({
        "entries": gaps.entries,
        "unanswered": gaps.unanswered,
        "without_words": gaps.without_words,
        "total": gaps.gaps.len(),
        "gaps": shown.iter().map(|gap| gap_as_json(gap)).collect::<Vec<_>>(),
    })
}

fn gap_as_json(gap: &Gap) -> Value {
    let nearest = gap.nearest.as_ref().map(
        |Nearest { id, title, url, missing, .. }| json!({ "id": id, "title": title, "url": url, "missing": missing }),
    );
    let query = |(text, count): &(String, usize)| json!({ "text": text, "count": count });
    json!({
        "label": gap.label,
        "count": gap.count,
        "days": gap.days,
        "first": gap.first.to_string(),
        "last": gap.last.to_string(),
        "no_hits": gap.no_hits,
        "unhelpful": gap.unhelpful,
        "queries": gap.queries.iter().map(query).collect::<Vec<_>>(),
        "languages": gap.languages,
        "advice": if gap.has_article() { "mend" } else { "write" },
        "nearest": nearest,
    })
}
