//! `nohold search`: a question, and hits that a person or a program can read.

use std::io::{self, BufWriter, Write};
use std::ops::Range;
use std::path::PathBuf;
use std::process::ExitCode;

use indicatif::HumanCount;
use nohold::article::{Date, Meta};
use nohold::usage::QueryLog;
use nohold::{Freshness, Help, Hit, KnowledgeBase, Query, Results, SectionHit, Snippet, Windows};

use crate::output::{Palette, visible};
use crate::questions::Question;
use crate::triage::owner_line;
use crate::{Result, batch, json, output};

/// Search an edition or a folder of Markdown
#[derive(clap::Args)]
#[command(after_help = "Ranges in --json (highlights, corrections) are bytes of UTF-8: first, and one past the last.")]
pub(crate) struct Args {
    /// An edition, a folder of Markdown or a .jsonl file
    file: PathBuf,
    /// What to look for: anything, there is no syntax
    #[arg(required_unless_present = "queries")]
    words: Vec<String>,
    /// At most so many articles
    #[arg(long, value_name = "N", default_value_t = 10, value_parser = clap::value_parser!(u16).range(1..=1000))]
    limit: u16,
    #[command(flatten)]
    scope: Scope,
    /// Print why each hit stands where it does
    #[arg(long)]
    explain: bool,
    /// Print the results as JSON
    #[arg(long)]
    json: bool,
    /// Answer every line of this file instead: {"qid", "text", "filter"?: {attribute: value or [values]}}
    #[arg(long, value_name = "FILE", conflicts_with_all = ["words", "explain"], requires = "run")]
    queries: Option<PathBuf>,
    /// Where to write the hits of --queries, in TREC form
    #[arg(long, value_name = "FILE", requires = "queries")]
    run: Option<PathBuf>,
    /// Keep what was asked, after redaction, in this file: see `nohold gaps`
    #[arg(long, value_name = "FILE", conflicts_with = "queries")]
    log: Option<PathBuf>,
    /// Where to write the times of --queries, as JSON
    #[arg(long, value_name = "FILE", requires = "queries")]
    stats: Option<PathBuf>,
    /// Answer --queries on so many threads; how long single queries took is told for one
    #[arg(long, value_name = "N", default_value_t = 1, requires = "queries", value_parser = clap::value_parser!(u16).range(1..=1024))]
    threads: u16,
}

/// Which articles may be found.
#[derive(clap::Args)]
pub(crate) struct Scope {
    /// Only articles with this attribute; the same key again widens the search, another key narrows it
    #[arg(long = "filter", value_name = "KEY=VALUE", value_parser = key_and_value)]
    filters: Vec<(String, String)>,
    /// Only articles in this folder, section or category; again to add another
    #[arg(long, value_name = "PLACE")]
    within: Vec<String>,
    /// Language of the words, such as en or pt-BR; by default that of any article
    #[arg(long, value_name = "TAG")]
    lang: Option<String>,
    /// Only what holds on this day, such as 2026-11-23 or today (in UTC): not what is published later or has expired;
    /// hits then say how fresh they are
    #[arg(long, value_name = "DATE", value_parser = day)]
    on: Option<Date>,
    /// With --on, find also what has expired by then
    #[arg(long, requires = "on")]
    with_expired: bool,
}

/// A day, or `today`.
pub(crate) fn day(text: &str) -> std::result::Result<Date, String> {
    if text.eq_ignore_ascii_case("today") {
        return Ok(Date::today());
    }
    text.parse().map_err(|_| "expected a day of the form 2026-11-23, or today".to_owned())
}

fn key_and_value(text: &str) -> std::result::Result<(String, String), String> {
    let (key, value) = text.split_once('=').ok_or("expected KEY=VALUE")?;
    Ok((key.to_owned(), value.to_owned()))
}

impl Scope {
    /// Whether no article is left out but by its day.
    pub(crate) fn is_everything(&self) -> bool {
        self.filters.is_empty() && self.within.is_empty()
    }

    /// The day on which it is asked, if that was said.
    pub(crate) fn day(&self) -> Option<Date> {
        self.on
    }

    pub(crate) fn query(&self, text: &str) -> Query {
        let query = Query::new(text).lang(self.lang.as_deref().unwrap_or_default());
        let query = self.within.iter().fold(query, Query::within);
        let query = self.on.into_iter().fold(query, Query::on);
        let query = if self.with_expired { query.with_expired() } else { query };
        self.filters.iter().fold(query, |query, (key, value)| query.filter(key, value))
    }
}

pub(crate) fn run(args: &Args) -> Result<ExitCode> {
    if let (Some(queries), Some(run)) = (&args.queries, &args.run) {
        let files = batch::Files { queries, run, stats: args.stats.as_deref() };
        let query = |question: &Question| question.query(&args.scope).limit(args.limit.into());
        let stats = batch::run(&args.file, &files, args.threads.into(), query)?;
        output::print_figures(&stats, &stats.rows(), args.json)?;
        return Ok(ExitCode::SUCCESS);
    }
    let text = args.words.join(" ");
    let progress = output::spinner("opening");
    let kb = KnowledgeBase::open(&args.file)?;
    let query = args.scope.query(&text).limit(args.limit.into());
    let results = kb.search(query.clone())?;
    let help = if results.answer().is_none() { Some(kb.help(args.scope.query(&text))?) } else { None };
    progress.finish_and_clear();
    if args.json {
        let mut found = json::results(&text, &results, args.explain);
        if let (Some(found), Some(help)) = (found.as_object_mut(), &help) {
            found.insert("help".to_owned(), json::help(help));
        }
        output::print_json(&found)?;
    } else {
        let page = Page { palette: Palette::of_stdout(), explain: args.explain };
        let mut out = BufWriter::new(io::stdout().lock());
        page.print(&results, &mut out)?;
        help.map_or(Ok(()), |help| page.print_help(&help, &mut out))?;
        out.flush()?;
    }
    if let Some(log) = &args.log {
        QueryLog::open(log)?.append(&kb.log_entry(args.scope.on.unwrap_or_else(Date::today), &query, &results))?;
    }
    Ok(if results.is_empty() { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

/// How results are shown to people.
pub(crate) struct Page {
    pub(crate) palette: Palette,
    pub(crate) explain: bool,
}

impl Page {
    pub(crate) fn print(&self, results: &Results, out: &mut impl Write) -> io::Result<()> {
        print_reading(results, out)?;
        for (rank, hit) in (1..).zip(results) {
            self.print_hit(rank, hit, out)?;
        }
        match results.len() {
            0 => writeln!(out, "no hits")?,
            shown => writeln!(out, "{shown} of {} articles", HumanCount(results.total() as u64))?,
        }
        Ok(())
    }

    /// What to do next where nothing answers; the hits are the nearest articles, if there are any.
    fn print_help(&self, help: &Help, out: &mut impl Write) -> io::Result<()> {
        let Palette { title, url, aside, .. } = &self.palette;
        if let Some(suggestion) = help.suggestion() {
            writeln!(out, "search for '{}'", visible(suggestion))?;
        }
        let topics: Vec<String> =
            help.topics().iter().map(|topic| format!("{} ({})", visible(&topic.value), topic.articles)).collect();
        if !topics.is_empty() {
            let about = if help.is_near() { "near" } else { "what is here" };
            writeln!(out, "{aside}{about}: {}{aside:#}", topics.join(", "))?;
        }
        for related in help.related().iter().filter(|_| !help.is_near()) {
            writeln!(out, "    {title}{}{title:#}  {url}{}{url:#}", visible(&related.title), visible(&related.url))?;
        }
        help.owner().map_or(Ok(()), |owner| writeln!(out, "{aside}ask {}{aside:#}", owner_line(owner)))
    }

    fn print_hit(&self, rank: usize, hit: &Hit, out: &mut impl Write) -> io::Result<()> {
        let Palette { title, url, aside, .. } = &self.palette;
        let mut sections = hit.sections();
        let place = sections.next().map(place).unwrap_or_default();
        writeln!(out, "{rank:>2}  {title}{}{title:#}{}", visible(hit.title()), visible(&place))?;
        writeln!(out, "    {url}{}{url:#}", visible(hit.url()))?;
        for note in notes(hit) {
            writeln!(out, "    {aside}{}{aside:#}", visible(&note))?;
        }
        self.print_marked(hit.snippet(), "    ", out)?;
        for other in sections {
            writeln!(out, "    {aside}also{}{aside:#}", visible(&place_or_start(other)))?;
        }
        if self.explain {
            writeln!(out, "    {aside}{}{aside:#}", hit.explain())?;
        }
        writeln!(out)
    }

    /// A snippet as lines, each behind `indent`, with the matches in their style.
    pub(crate) fn print_marked(&self, snippet: &Snippet, indent: &str, out: &mut impl Write) -> io::Result<()> {
        let style = self.palette.matched;
        let piece = |range: Range<usize>| {
            let lines = snippet.text().get(range).unwrap_or_default().split('\n').map(visible);
            lines.collect::<Vec<_>>().join(&format!("\n{indent}"))
        };
        let mut at = 0;
        write!(out, "{indent}")?;
        for range in snippet.highlights() {
            write!(out, "{}{style}{}{style:#}", piece(at..range.start), piece(range.clone()))?;
            at = range.end;
        }
        writeln!(out, "{}", piece(at..snippet.text().len()))
    }
}

/// Says what became of the words.
pub(crate) fn print_reading(results: &Results, out: &mut impl Write) -> io::Result<()> {
    for correction in results.corrections() {
        writeln!(out, "read '{}' as '{}'", visible(correction.typed()), visible(correction.read()))?;
    }
    // Without a hit every word is dropped, and saying so once is enough.
    for word in results.dropped().iter().filter(|_| !results.is_empty()) {
        writeln!(out, "the best hit is without '{}'", visible(word))?;
    }
    Ok(())
}

/// What one should know of a hit before relying on it.
fn notes(hit: &Hit) -> Vec<String> {
    let old = hit.freshness().filter(|freshness| *freshness != Freshness::Current);
    let old = old.map(|freshness| age(freshness, hit.meta()));
    let newer = hit.successors().iter().map(|new| format!("superseded by {} ({})", new.title, new.url));
    let promoted = hit.is_promoted().then(|| "promoted".to_owned());
    promoted.into_iter().chain(old).chain(newer).collect()
}

/// Why an article is no longer current.
pub(crate) fn age(freshness: Freshness, meta: &Meta) -> String {
    let day = |day: Option<Date>| day.map(|day| day.to_string()).unwrap_or_default();
    let ends = Windows::default().expires(meta);
    match freshness {
        Freshness::Expired if meta.expires.is_some() && ends == meta.expires => format!("expired on {}", day(ends)),
        Freshness::Expired | Freshness::Stale => format!("{freshness}: review was due {}", day(meta.review_by)),
        Freshness::Ageing | Freshness::Current => format!("{freshness}: review due {}", day(meta.review_by)),
    }
}

/// Breadcrumb and heading, as they stand behind the title.
pub(crate) fn place(section: &SectionHit) -> String {
    let headings = section.breadcrumb().iter().map(String::as_str).chain([section.heading()]);
    headings.filter(|heading| !heading.is_empty()).fold(String::new(), |place, heading| place + " > " + heading)
}

fn place_or_start(section: &SectionHit) -> String {
    if section.heading().is_empty() { " > (start of the article)".to_owned() } else { place(section) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn matches_are_marked_and_escapes_are_not_printed() {
        let kb = KnowledgeBase::builder().article("a.md", "# A\n\nAsk for a refund today.").build().unwrap();
        let results = kb.search("refund").unwrap();
        let page = Page { palette: Palette::coloured(), explain: false };
        let mut out = Vec::new();
        page.print(&results, &mut out).unwrap();
        let out = String::from_utf8(out).unwrap();
        let style = page.palette.matched;
        assert!(out.contains(&format!("Ask for a {style}refund{style:#} today.")), "{out}");
    }
}
