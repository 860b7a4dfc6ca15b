//! `nohold changes`: what is new, changed or retired, for people who have to know it before the next customer asks.

use std::io::{self, BufWriter, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use nohold::KnowledgeBase;
use nohold::article::Date;
use nohold::changes::{Change, News, Period, SectionChange, Why};
use serde_json::{Map, Value, json};

use crate::output::{Palette, visible};
use crate::search::day;
use crate::{Result, output};

const WHAT_IS_TOLD: &str = "\
new      published in the period (publishDate, date)
changed  changed in the period (lastmod, updated and the like)
retired  expired in the period, or another article stands in its place since
soon     about to expire, due for review, or overdue

With --before, new and changed is what differs from the earlier state, by article and section, and retired also what was
in it and is gone. Drafts, and what is published later, are not told of.";

/// List what is new, changed, retired or about to be, for a team's briefing
#[derive(clap::Args)]
#[command(after_help = WHAT_IS_TOLD)]
pub(crate) struct Args {
    /// An edition, a folder of Markdown or a .jsonl file
    file: PathBuf,
    /// First day of the period, such as 2026-11-16
    #[arg(long, value_name = "DATE", value_parser = day)]
    since: Date,
    /// Last day of the period, by default today in UTC
    #[arg(long, value_name = "DATE", value_parser = day)]
    on: Option<Date>,
    /// Tell also what ends or is to be reviewed within so many days after it
    #[arg(long, value_name = "DAYS", default_value_t = 14, value_parser = clap::value_parser!(u16))]
    soon: u16,
    /// An earlier edition, folder or .jsonl file, with which the articles are compared
    #[arg(long, value_name = "FILE")]
    before: Option<PathBuf>,
    /// Print it as JSON
    #[arg(long, conflicts_with = "markdown")]
    json: bool,
    /// Print it as Markdown, to be sent around
    #[arg(long)]
    markdown: bool,
}

pub(crate) fn run(args: &Args) -> Result<ExitCode> {
    let on = args.on.unwrap_or_else(Date::today);
    if on < args.since {
        return Err(format!("the period ends on {on}, before it begins on {}", args.since).into());
    }
    let progress = output::spinner("opening");
    let kb = KnowledgeBase::open(&args.file)?;
    let period = Period::new(args.since, on).soon(args.soon.into());
    let changes = match &args.before {
        Some(before) => kb.changes_from(&KnowledgeBase::open(before)?, &period)?,
        None => kb.changes(&period)?,
    };
    progress.finish_and_clear();
    let briefing = Briefing { changes: &changes, since: args.since, on, soon: args.soon };
    let mut out = BufWriter::new(io::stdout().lock());
    match (args.json, args.markdown) {
        (true, _) => output::print_json(&briefing.as_json())?,
        (_, true) => briefing.print_markdown(&mut out)?,
        _ => briefing.print(&Palette::of_stdout(), &mut out)?,
    }
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}

struct Briefing<'a> {
    changes: &'a News,
    since: Date,
    on: Date,
    soon: u16,
}

impl Briefing<'_> {
    fn lists(&self) -> [(&'static str, &[Change]); 4] {
        let News { new, changed, retired, soon, .. } = self.changes;
        [("new", new), ("changed", changed), ("retired", retired), ("soon", soon)]
    }

    fn print(&self, palette: &Palette, out: &mut impl Write) -> io::Result<()> {
        let Palette { title, url, aside, .. } = palette;
        writeln!(out, "{} to {}", self.since, self.on)?;
        for (name, list) in self.lists() {
            writeln!(out, "\n{title}{name}{title:#} ({})", list.len())?;
            for change in list {
                let owner = if change.owner.is_empty() { String::new() } else { format!(" [{}]", change.owner) };
                let title = visible(&format!("{}{owner}", change.title));
                writeln!(out, "  {:10}  {title}", change.day.map(|day| day.to_string()).unwrap_or_default())?;
                writeln!(out, "              {url}{}{url:#}", visible(&change.url))?;
                for line in lines(change) {
                    writeln!(out, "              {aside}{}{aside:#}", visible(&line))?;
                }
            }
        }
        Ok(())
    }

    fn print_markdown(&self, out: &mut impl Write) -> io::Result<()> {
        writeln!(out, "# What is new, {} to {}", self.since, self.on)?;
        for (name, list) in self.lists().into_iter().filter(|(_, list)| !list.is_empty()) {
            writeln!(out, "\n## {} ({})\n", heading(name, self.soon), list.len())?;
            for change in list {
                let day = change.day.map(|day| format!("{day}: ")).unwrap_or_default();
                let owner =
                    if change.owner.is_empty() { String::new() } else { format!(" ({})", plain(&change.owner)) };
                writeln!(out, "- {day}{}{owner}", link(&change.title, &change.url))?;
                for line in lines_in_markdown(change) {
                    writeln!(out, "  - {line}")?;
                }
            }
        }
        if self.changes.is_empty() {
            writeln!(out, "\nNothing.")?;
        }
        Ok(())
    }

    fn as_json(&self) -> Value {
        let lists = self.lists().map(|(name, list)| (name.to_owned(), list.iter().map(as_json).collect()));
        let about = [("since", json!(self.since.to_string())), ("on", json!(self.on.to_string()))];
        let about = about.into_iter().chain([("soon_days", json!(self.soon))]);
        about.map(|(name, value)| (name.to_owned(), value)).chain(lists).collect::<Map<_, _>>().into()
    }
}

fn heading(name: &str, soon: u16) -> String {
    match name {
        "new" => "New".to_owned(),
        "changed" => "Changed".to_owned(),
        "retired" => "No longer to be relied upon".to_owned(),
        _ => format!("Overdue, or due within {soon} days"),
    }
}

/// What is to be said of a change beside article and day.
fn lines(change: &Change) -> Vec<String> {
    let newer = change.successors.iter().map(|new| format!("superseded by {} ({})", new.title, new.url));
    let sections = change.sections.iter().map(|section| format!("{}: {}", section.kind.name(), place(section)));
    reason(change.why).map(str::to_owned).into_iter().chain(newer).chain(sections).chain(details(change)).collect()
}

fn lines_in_markdown(change: &Change) -> Vec<String> {
    let newer = change.successors.iter().map(|new| format!("superseded by {}", link(&new.title, &new.url)));
    let sections = change.sections.iter().map(|section| format!("{}: {}", section.kind.name(), plain(&place(section))));
    reason(change.why).map(str::to_owned).into_iter().chain(newer).chain(sections).chain(details(change)).collect()
}

fn details(change: &Change) -> Option<String> {
    (!change.details.is_empty()).then(|| format!("other {}", change.details.join(", ")))
}

/// What happened, where the name of the list does not say it.
fn reason(why: Why) -> Option<&'static str> {
    match why {
        Why::Removed => Some("removed"),
        Why::Expired => Some("expired"),
        Why::Lapsed => Some("expired, because nobody has reviewed it"),
        Why::Expires => Some("expires"),
        Why::ReviewDue => Some("review due"),
        Why::ReviewOverdue => Some("review overdue"),
        _ => None,
    }
}

fn place(section: &SectionChange) -> String {
    if section.heading.is_empty() { "(start of the article)".to_owned() } else { section.heading.clone() }
}

/// Text that means nothing else in Markdown, on one line.
fn plain(text: &str) -> String {
    let escaped =
        |c: char| if c.is_ascii_punctuation() && !"-.,:;'/()".contains(c) { format!("\\{c}") } else { c.to_string() };
    visible(text).chars().map(escaped).collect()
}

/// A link, if the address is one that Markdown can have.
fn link(title: &str, url: &str) -> String {
    let is_address =
        !url.is_empty() && !url.contains(|c: char| c.is_whitespace() || c.is_control() || "<>\\".contains(c));
    if is_address { format!("[{}](<{url}>)", plain(title)) } else { plain(title) }
}

fn as_json(change: &Change) -> Value {
    let sections = change.sections.iter();
    let sections = sections
        .map(|section| json!({ "kind": section.kind.name(), "heading": section.heading, "anchor": section.anchor }));
    let successors = change.successors.iter();
    json!({
        "id": change.id,
        "title": change.title,
        "url": change.url,
        "owner": change.owner,
        "day": change.day.map(|day| day.to_string()),
        "why": change.why.name(),
        "successors": successors.map(|new| json!({ "id": new.id, "title": new.title, "url": new.url })).collect::<Vec<_>>(),
        "sections": sections.collect::<Vec<_>>(),
        "details": change.details,
    })
}
