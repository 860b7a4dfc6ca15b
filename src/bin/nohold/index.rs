//! `nohold index`: articles to an edition.

use std::fs;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

use indicatif::{HumanBytes, HumanCount};
use nohold::article::{Audience, Date, Warning};
use nohold::usage::{Log, QueryLog, Votes};
use nohold::{Builder, KnowledgeBase};
use serde::Serialize;
use serde_json::Value;

use crate::progress::Bars;
use crate::readers::Counts;
use crate::{Result, files, keep, logs, memory, output, readers};

const WHAT_IS_WRITTEN: &str = "\
Without --audience everything is written, drafts and internal articles too, and whoever has the edition can read them. \
With it, the edition is the same as if the articles that are left out did not exist: nothing of them is in it. Left out \
are drafts and what is unlisted, unpublished or excluded from search; what is for others; what is published on a later \
day; and what has expired, unless the audience is internal. `nohold audit` lists all of it.

What is in is in with its front matter, such as its owner. Rules of synonyms.txt and --synonyms are in every edition.";

/// Make an edition of articles: one file that can be searched here or on a web page
#[derive(clap::Args)]
#[command(after_help = WHAT_IS_WRITTEN)]
#[expect(clippy::struct_excessive_bools, reason = "they are the flags of a command")]
pub(crate) struct Args {
    /// A folder of Markdown, a .jsonl file, or - for JSON Lines on standard input
    source: PathBuf,
    /// Where to write the edition
    #[arg(long, short, value_name = "FILE")]
    output: PathBuf,
    /// Language of articles that do not say theirs, such as en or pt-BR; a folder named as a language (de/) wins over it;
    /// by default it is told from the text
    #[arg(long, value_name = "TAG")]
    lang: Option<String>,
    /// A file of rules of words that mean the same, one a line, such as `refund = money back` or `pushbike -> bicycle`; may
    /// be given again; a file synonyms.txt at the top of a folder is read by itself
    #[arg(long, value_name = "FILE")]
    synonyms: Vec<PathBuf>,
    /// Do without the built-in rules for customer service in English
    #[arg(long)]
    no_builtin_synonyms: bool,
    /// Let votes and choices of this query log move the order of hits, each score by less than a tenth; may be given again
    #[arg(long, value_name = "LOG")]
    votes: Vec<PathBuf>,
    /// Only what these may read: public, internal (all but drafts and the like), or a group; with several groups, only what
    /// each of them may read
    #[arg(long, value_name = "WHO", value_parser = readers::audience)]
    audience: Option<Audience>,
    /// The day on which it is to be read, by default today in UTC
    #[arg(long, value_name = "YYYY-MM-DD", requires = "audience")]
    as_of: Option<Date>,
    /// Keep the articles as HTML, too, for pages that show them, such as the agents' desk
    #[arg(long)]
    html: bool,
    /// Write it for a page: not compressed inside, because the web server compresses the whole, which gives less to download
    #[arg(long)]
    web: bool,
    /// Work on so many threads, 1 to 64; by default on as many as the machine has, but at most 8; the edition is the same
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u8).range(1..=64))]
    threads: Option<u8>,
    /// Go on until it is ended: whenever something in the folder changes, the edition is replaced, at most every few seconds.
    /// Beside it stands a file FILE.folder, with which the next time only what has changed is read
    #[arg(long, conflicts_with_all = ["web", "json"])]
    watch: bool,
    /// Print the figures as JSON
    #[arg(long)]
    json: bool,
}

/// So many warnings are shown.
const SHOWN: usize = 20;

/// What has been made, and what it took.
#[derive(Serialize)]
struct Figures {
    /// For people.
    #[serde(skip)]
    audience: String,
    made_for: Value,
    #[serde(skip_serializing_if = "Option::is_none")]
    left_out: Option<Counts>,
    articles: usize,
    sections: usize,
    warnings: usize,
    bytes: u64,
    seconds: f64,
    #[serde(skip_serializing_if = "Option::is_none")]
    peak_memory_bytes: Option<u64>,
}

pub(crate) fn run(args: &Args) -> Result<ExitCode> {
    if args.watch {
        return keep::run(settings(args)?, &args.source, &args.output);
    }
    let figures = index(args)?;
    output::print_figures(&figures, &figures.rows(), args.json)?;
    Ok(ExitCode::SUCCESS)
}

fn index(args: &Args) -> Result<Figures> {
    let start = Instant::now();
    let stdin = if args.source.as_os_str() == "-" { Some(stdin()?) } else { None };
    let progress = Bars::new();
    let builder = plain(args).progress(progress.watch()?);
    let builder = match stdin {
        Some(bytes) => builder.json_lines("stdin", bytes),
        None => builder.source(&args.source)?,
    };
    let builder = args.synonyms.iter().try_fold(builder, |builder, file| with_synonyms(builder, file))?;
    let builder = if args.votes.is_empty() { builder } else { builder.votes(votes(&args.votes)?) };
    let (builder, left_out) = confine(builder, args, &progress);
    let kb = if args.web { builder.edition_for_web() } else { builder.edition() }?;
    progress.clear();
    show(&kb.warnings());
    let audience = readers::made_for(kb.made_for().as_ref());
    if kb.is_empty() {
        // An empty edition would replace a good one because of a wrong path or a slip in the name of a group.
        return Err(format!("{}: {}", args.source.display(), nothing(&audience, left_out.as_ref())).into());
    }
    let save = if args.web { KnowledgeBase::save_for_web } else { KnowledgeBase::save };
    save(&kb, &args.output)?;
    Ok(Figures {
        audience,
        made_for: readers::made_for_as_json(kb.made_for().as_ref()),
        left_out,
        articles: kb.len(),
        sections: kb.sections(),
        warnings: kb.warnings().len(),
        bytes: fs::metadata(&args.output)?.len(),
        seconds: start.elapsed().as_secs_f64(),
        peak_memory_bytes: memory::peak(),
    })
}

/// A builder that reads articles as it was asked for.
fn plain(args: &Args) -> Builder {
    let builder = KnowledgeBase::builder().html(args.html).lang(args.lang.as_deref().unwrap_or_default());
    let builder = builder.builtin_synonyms(!args.no_builtin_synonyms);
    match args.threads {
        Some(threads) => builder.threads(threads.into()),
        None => builder,
    }
}

/// What is asked of the edition, for a folder whose articles are still to be read.
fn settings(args: &Args) -> Result<Builder> {
    let builder = args.synonyms.iter().try_fold(plain(args), |builder, file| with_synonyms(builder, file))?;
    let builder = if args.votes.is_empty() { builder } else { builder.votes(votes(&args.votes)?) };
    let Some(audience) = &args.audience else { return Ok(builder) };
    Ok(builder.for_audience(audience.clone(), args.as_of.unwrap_or_else(Date::today)))
}

/// Read before anything is built: who waits for input is to be ended by Ctrl-C at once.
fn stdin() -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    io::stdin().lock().read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// The builder for the audience that was asked for, and what that leaves out.
fn confine(builder: Builder, args: &Args, progress: &Bars) -> (Builder, Option<Counts>) {
    let Some(audience) = &args.audience else { return (builder, None) };
    let as_of = args.as_of.unwrap_or_else(Date::today);
    progress.suspend(|| readers::name_unknown_groups(audience, &builder.audit(Audience::Public, as_of)));
    let left_out = Counts::of(&builder.audit(audience.clone(), as_of));
    (builder.for_audience(audience.clone(), as_of), Some(left_out))
}

fn nothing(audience: &str, left_out: Option<&Counts>) -> String {
    match left_out.filter(|counts| !counts.is_none()) {
        Some(counts) => format!("nothing is for {audience}: left out are {counts}"),
        None => "there are no articles".to_owned(),
    }
}

fn with_synonyms(builder: Builder, file: &Path) -> Result<Builder> {
    let bytes = files::read(file)?;
    Ok(builder.synonyms(&file.display().to_string(), bytes))
}

/// The votes of all logs together.
fn votes(files: &[PathBuf]) -> Result<Votes> {
    let mut all = Log::default();
    for file in files {
        let log = QueryLog::read(file)?;
        logs::name_problems(&log);
        all.entries.extend(log.entries);
    }
    Ok(Votes::from_log(&all))
}

pub(crate) fn show(warnings: &[Warning]) {
    warnings.iter().take(SHOWN).for_each(output::note);
    let more = warnings.len().saturating_sub(SHOWN);
    if more > 0 {
        output::note(format_args!("… and {} more; `nohold check` lists them all", HumanCount(more as u64)));
    }
}

impl Figures {
    fn rows(&self) -> Vec<(&'static str, String)> {
        let count = |number: usize| HumanCount(number as u64).to_string();
        let mut rows = vec![("audience", self.audience.clone())];
        rows.extend(self.left_out.as_ref().map(|counts| ("left out", left_out(counts))));
        rows.extend([
            ("articles", count(self.articles)),
            ("sections", count(self.sections)),
            ("warnings", count(self.warnings)),
            ("bytes", HumanCount(self.bytes).to_string()),
            ("seconds", format!("{:.2}", self.seconds)),
        ]);
        rows.extend(self.peak_memory_bytes.map(|bytes| ("peak memory", HumanBytes(bytes).to_string())));
        rows
    }
}

fn left_out(counts: &Counts) -> String {
    if counts.is_none() { counts.to_string() } else { format!("{counts}; `nohold audit` lists them") }
}
