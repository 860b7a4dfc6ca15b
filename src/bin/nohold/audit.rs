//! `nohold audit`: what an audience would get, and why not the rest.

use std::collections::BTreeMap;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use indicatif::HumanCount;
use nohold::article::{Audience, Date};
use nohold::{ErrorKind, KnowledgeBase, LeftOut, Verdict};
use serde_json::{Value, json};

use crate::Result;
use crate::output::{self, Palette, visible};
use crate::readers::{self, Counts, reason};

const WHAT_IS_LEFT_OUT: &str = "\
Each article has one reason, the first that holds: it is a draft, unlisted, unpublished or excluded from search; it is \
for others; it is published on a later day; it has expired, which keeps it from all but internal readers.

Of an edition that was made for an audience, only what is in it can be listed. Links from what is in to what is left out \
are for `nohold check` to find.";

/// List what an audience would get, and for everything else why not; nothing is written
#[derive(clap::Args)]
#[command(after_help = WHAT_IS_LEFT_OUT)]
pub(crate) struct Args {
    /// An edition, a folder of Markdown or a .jsonl file
    source: PathBuf,
    /// Who is to read it: public, internal, or a group; with several groups, each of them must be allowed to
    #[arg(long, value_name = "WHO", value_parser = readers::audience)]
    audience: Audience,
    /// The day on which it is to be read, by default today in UTC
    #[arg(long, value_name = "YYYY-MM-DD")]
    as_of: Option<Date>,
    /// Print the list as JSON
    #[arg(long)]
    json: bool,
}

pub(crate) fn run(args: &Args) -> Result<ExitCode> {
    let readers = (args.audience.clone(), args.as_of.unwrap_or_else(Date::today));
    let progress = output::spinner("reading");
    let (verdicts, edition) = judge(&args.source, &readers)?;
    progress.finish_and_clear();
    let audit = Audit { readers, edition, counts: Counts::of(&verdicts), verdicts };
    if args.json {
        output::print_json(&audit.as_json())?;
    } else {
        audit.print(&Palette::of_stdout(), &mut BufWriter::new(io::stdout().lock()))?;
    }
    Ok(ExitCode::SUCCESS)
}

/// What becomes of each article; and the edition, if that is what they are from. No index is built of a folder.
fn judge(source: &Path, (audience, as_of): &(Audience, Date)) -> Result<(Vec<Verdict>, Option<KnowledgeBase>)> {
    let builder = match KnowledgeBase::builder().source(source) {
        Err(error) if error.kind() == ErrorKind::Source => {
            let edition = KnowledgeBase::open(source)?;
            readers::name_unknown_groups(audience, &edition.audit(Audience::Public, *as_of)?);
            return Ok((edition.audit(audience.clone(), *as_of)?, Some(edition)));
        }
        builder => builder?,
    };
    readers::name_unknown_groups(audience, &builder.audit(Audience::Public, *as_of));
    let mut verdicts = builder.audit(audience.clone(), *as_of);
    verdicts.sort_by(|a, b| a.id.cmp(&b.id));
    Ok((verdicts, None))
}

/// In order of id.
struct Audit {
    readers: (Audience, Date),
    edition: Option<KnowledgeBase>,
    counts: Counts,
    verdicts: Vec<Verdict>,
}

/// Ids are followed by titles in a column, unless they are longer than this.
const ID_WIDTH: usize = 48;

impl Audit {
    /// Left-out articles first, by reason; then those that are in, and a summary where it is still to be seen.
    fn print(&self, palette: &Palette, out: &mut impl Write) -> io::Result<()> {
        let mut groups: BTreeMap<String, Vec<&Verdict>> = BTreeMap::new();
        for (why, verdict) in self.left_out() {
            groups.entry(reason(why)).or_default().push(verdict);
        }
        for (reason, verdicts) in &groups {
            self.print_group(reason, verdicts, palette, out)?;
        }
        let inside: Vec<&Verdict> = self.inside().collect();
        self.print_group("in", &inside, palette, out)?;
        if let Some(edition) = &self.edition {
            writeln!(out, "{}", about_edition(edition))?;
        }
        let (inside, all) = (HumanCount(inside.len() as u64), HumanCount(self.verdicts.len() as u64));
        let (readers, left_out) = (readers::made_for(Some(&self.readers)), &self.counts);
        writeln!(out, "{inside} of {all} articles are for {readers}; left out {left_out}")?;
        out.flush()
    }

    fn print_group(
        &self,
        name: &str,
        verdicts: &[&Verdict],
        palette: &Palette,
        out: &mut impl Write,
    ) -> io::Result<()> {
        let Palette { title, aside, .. } = palette;
        if verdicts.is_empty() {
            return Ok(());
        }
        writeln!(out, "{title}{}{title:#}  {}", visible(name), HumanCount(verdicts.len() as u64))?;
        let width = self.id_width();
        for verdict in verdicts {
            let day = verdict.left_out.as_ref().map(day).unwrap_or_default();
            let (id, title) = (visible(&verdict.id), visible(&verdict.title));
            writeln!(out, "    {id:width$}  {title}{aside}{day}{aside:#}")?;
        }
        writeln!(out)
    }

    fn id_width(&self) -> usize {
        let widths = self.verdicts.iter().map(|verdict| verdict.id.chars().count());
        widths.filter(|&width| width <= ID_WIDTH).max().unwrap_or_default()
    }

    fn left_out(&self) -> impl Iterator<Item = (&LeftOut, &Verdict)> {
        self.verdicts.iter().filter_map(|verdict| Some((verdict.left_out.as_ref()?, verdict)))
    }

    fn inside(&self) -> impl Iterator<Item = &Verdict> {
        self.verdicts.iter().filter(|verdict| verdict.left_out.is_none())
    }

    /// What is here is here for ever: programs read it.
    fn as_json(&self) -> Value {
        let left_out = self.left_out().map(|(why, Verdict { id, title, .. })| {
            json!({ "id": id, "title": title, "reason": reason(why), "why": why.to_string() })
        });
        let inside = self.inside().map(|Verdict { id, title, .. }| json!({ "id": id, "title": title }));
        let (audience, as_of) = &self.readers;
        let made_for = self.edition.as_ref().and_then(KnowledgeBase::made_for);
        json!({
            "audience": audience.to_string(),
            "as_of": as_of.to_string(),
            "made_for": readers::made_for_as_json(made_for.as_ref()),
            "left_out": left_out.collect::<Vec<_>>(),
            "in": inside.collect::<Vec<_>>(),
            "summary": { "articles": self.verdicts.len(), "in": self.inside().count(), "left_out": &self.counts },
        })
    }
}

/// The day that a reason does not name.
fn day(why: &LeftOut) -> String {
    match why {
        LeftOut::NotBefore(_) | LeftOut::Expired(_) => format!("  ({why})"),
        _ => String::new(),
    }
}

fn about_edition(edition: &KnowledgeBase) -> String {
    let readers = edition.made_for();
    let beyond = if readers.is_some() { "; what that left out is not in it" } else { "" };
    format!("the edition was made for {}{beyond}", readers::made_for(readers.as_ref()))
}
