//! `nohold triage`: what a whole message asks, what answers each request, and whom it belongs to.

use std::io::{self, BufWriter, Read as _, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use nohold::{KnowledgeBase, Owner, Request, Triage};
use serde_json::{Value, json};

use crate::messages::{self, Figures, Message};
use crate::output::{Palette, visible};
use crate::search::{Scope, place};
use crate::{Result, files, json, output};

const WHAT_IS_MEASURED: &str = "\
Ranges in --json are bytes of UTF-8: first, and one past the last.

With --judged each line is a message: {\"id\", \"text\", \"requests\": [{\"text\", \"answers\": [{\"id\", \"anchor\"?, \"grade\"?}], \
\"owners\"}], \"split\"?}; `text` of a request stands in the message word for word. A request is found if one that came shares \
at least half of the shorter one's text; each counts once. Measures are shares, from 0 to 1:
  found      of the judged requests, those that were found
  precision  of the requests that came, those that were judged to be one
  overlap    of found ones, what both have in common of what either has
  section@1  of the judged requests with answers, those shown with the right section (an anchor that is not named is any)
  article@1  the same with the right article
  right      of the sections that were shown for a request, those that are right
  silent     of the judged requests without answers, those for which no section was shown
  owner@1    of the judged requests with owners, those that were given to one of them
  nothing    of the messages that ask nothing, those without a request";

/// Read a whole message: its requests, what answers each, and whom it belongs to
#[derive(clap::Args)]
#[command(after_help = WHAT_IS_MEASURED)]
pub(crate) struct Args {
    /// An edition, a folder of Markdown or a .jsonl file
    file: PathBuf,
    /// A file with the message, as text; by default, or with -, standard input
    #[arg(value_name = "MAIL")]
    message: Option<PathBuf>,
    #[command(flatten)]
    scope: Scope,
    /// Print {"requests": […], "asides": […]}
    #[arg(long)]
    json: bool,
    /// Measure on these messages instead, of which somebody has said what they ask
    #[arg(long, value_name = "FILE", conflicts_with = "message")]
    judged: Option<PathBuf>,
    /// Of the judged messages only those of this split
    #[arg(long, value_name = "NAME", requires = "judged")]
    split: Option<String>,
    /// List the judged requests that were missed or led elsewhere
    #[arg(long, requires = "judged")]
    failing: bool,
}

pub(crate) fn run(args: &Args) -> Result<ExitCode> {
    let progress = output::spinner("opening");
    let kb = KnowledgeBase::open(&args.file)?;
    progress.finish_and_clear();
    if let Some(judged) = &args.judged {
        return measure(&kb, judged, args);
    }
    let message = read(args.message.as_deref())?;
    let triage = kb.triage(args.scope.query(&message))?;
    if args.json {
        output::print_json(&as_json(&triage))?;
    } else {
        let page = Page { palette: Palette::of_stdout() };
        page.print(&triage, &mut BufWriter::new(io::stdout().lock()))?;
    }
    Ok(if triage.requests().is_empty() { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

fn read(file: Option<&Path>) -> Result<String> {
    let mut bytes = Vec::new();
    let name = if let Some(file) = file.filter(|file| *file != Path::new("-")) {
        bytes = files::read(file)?;
        file.display().to_string()
    } else {
        io::stdin().lock().read_to_end(&mut bytes)?;
        "standard input".to_owned()
    };
    Ok(String::from_utf8(bytes).map_err(|_| format!("{name}: not UTF-8"))?)
}

fn measure(kb: &KnowledgeBase, file: &Path, args: &Args) -> Result<ExitCode> {
    let messages = messages::read(file, args.split.as_deref())?;
    let mut outcomes = Vec::with_capacity(messages.len());
    for message in &messages {
        let triage = kb.triage(args.scope.query(&message.text))?;
        outcomes.push((message, triage));
    }
    let figures = Figures::of(&outcomes);
    output::print_figures(&figures, &figures.rows(), args.json)?;
    if args.failing && !args.json {
        let mut out = BufWriter::new(io::stdout().lock());
        outcomes.iter().try_for_each(|(message, triage)| print_failing(message, triage, &mut out))?;
        out.flush()?;
    }
    Ok(ExitCode::SUCCESS)
}

fn print_failing(message: &Message, triage: &Triage, out: &mut impl Write) -> io::Result<()> {
    let lines = message.failing(triage);
    if lines.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n{}", visible(&message.id))?;
    lines.iter().try_for_each(|line| writeln!(out, "  {}", visible(line)))
}

fn as_json(triage: &Triage) -> Value {
    let asides = triage.asides().iter().map(|aside| {
        let range = aside.range();
        json!({ "range": [range.start, range.end], "kind": aside.kind().name() })
    });
    json!({
        "requests": triage.requests().iter().map(request).collect::<Vec<_>>(),
        "asides": asides.collect::<Vec<_>>(),
    })
}

fn request(request: &Request) -> Value {
    let range = request.range();
    json!({
        "range": [range.start, range.end],
        "text": request.text(),
        "answer": request.hit().map(|hit| json::hit(1, hit)),
        "owner": request.owner().map(json::owner),
        "hits": (1..).zip(request.results()).map(|(rank, hit)| json::hit(rank, hit)).collect::<Vec<_>>(),
    })
}

/// What an owner is shown as.
pub(crate) fn owner_line(owner: &Owner) -> String {
    let parts: Vec<&str> =
        [owner.name(), owner.team(), owner.contact()].into_iter().filter(|part| !part.is_empty()).collect();
    let likely = if owner.is_likely() { "probably " } else { "" };
    format!("{likely}{}", visible(&parts.join(", ")))
}

/// How the requests are shown to people.
struct Page {
    palette: Palette,
}

impl Page {
    fn print(&self, triage: &Triage, out: &mut impl Write) -> io::Result<()> {
        for (number, request) in (1..).zip(triage.requests()) {
            self.print_request(number, request, out)?;
        }
        match triage.requests().len() {
            0 => writeln!(out, "nothing is asked")?,
            1 => writeln!(out, "1 request")?,
            more => writeln!(out, "{more} requests")?,
        }
        out.flush()
    }

    fn print_request(&self, number: usize, request: &Request, out: &mut impl Write) -> io::Result<()> {
        let Palette { title, url, aside, .. } = &self.palette;
        writeln!(out, "{number:>2}  “{}”", visible(request.text()))?;
        match (request.hit(), request.section()) {
            (Some(hit), Some(section)) => {
                writeln!(out, "    {title}{}{title:#}{}", visible(hit.title()), visible(&place(section)))?;
                writeln!(out, "    {url}{}{url:#}", visible(hit.url()))?;
                writeln!(out, "    {}", visible(section.snippet().text()))?;
            }
            _ => writeln!(out, "    nothing found that surely answers")?,
        }
        if let Some(owner) = request.owner() {
            writeln!(out, "    {aside}for {}{aside:#}", owner_line(owner))?;
        }
        writeln!(out)
    }
}
