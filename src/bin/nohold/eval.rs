//! `nohold eval`: how good the answers are, where somebody has judged what the right ones would be.

use std::io::{self, BufWriter};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use indicatif::ProgressBar;
use nohold::{Hit, KnowledgeBase, Results};

use crate::answered::{self, Passage};
use crate::figures::Report;
use crate::judged::{self, Judged};
use crate::measures::{DEPTH, Measure, Ranked};
use crate::search::Scope;
use crate::{Result, output};

const WHAT_IS_MEASURED: &str = "\
Measures are means over the queries that have answers, from 0 to 1, rounded to four places. The first 10 hits count:
  ndcg@10    the order, by grade: sum of grade / log2(rank + 1), divided by the same sum for the best order
  mrr        1 / rank of the first answer, 0 if there is none
  success@1  an answer is the first hit
  success@3  an answer is among the first 3 hits
  section@1  the first hit is an answer and leads to the judged section: only of queries of which an answer names one; \
an answer without an anchor is right with any section
  no hits    share of the queries for which nothing came

Queries without answers are in no measure and in no other row than `without answers`; there, no hits is what is wanted.

Answers are the passages that are given as such, from some confidence on:
  coverage   share of the queries that have answers which get one
  article    share of these that are from an article that answers
  section    share of these that are from a section that answers; an answer without an anchor is right with any section
  silence    share of the queries without answers that get none
  all right  share of all answers given, to whatever queries, that are from an article that answers";

/// Measure how good the answers are, by queries that were judged, and list those that fail
#[derive(clap::Args)]
#[command(after_help = WHAT_IS_MEASURED)]
pub(crate) struct Args {
    /// An edition, a folder of Markdown or a .jsonl file
    file: PathBuf,
    /// The queries, one a line: {"qid", "text", "answers": [{"id", "anchor"?, "grade"?: 0 to 100, by default 1}],
    /// "kind"?, "filter"?: as in search}; `answers` is empty if nothing in the knowledge base answers
    #[arg(long, value_name = "FILE")]
    queries: PathBuf,
    #[command(flatten)]
    scope: Scope,
    /// List the queries that have no answer among the first N hits; 0 lists none
    #[arg(long, value_name = "N", default_value_t = 3, value_parser = clap::value_parser!(u16).range(0..=10))]
    failing: u16,
    /// Print what answers from other confidences on would be worth
    #[arg(long)]
    curve: bool,
    /// Exit with 1 if the measure over all queries is below this, from 0 to 1
    #[arg(long, value_name = "FIGURE", value_parser = figure)]
    fail_under: Option<f64>,
    /// What --fail-under looks at
    #[arg(long, value_enum, default_value_t = Measure::Ndcg10, requires = "fail_under", hide_possible_values = true)]
    measure: Measure,
    /// Print the figures and the failing queries as JSON
    #[arg(long)]
    json: bool,
}

fn figure(text: &str) -> std::result::Result<f64, &'static str> {
    let figure = text.parse().ok().filter(|figure| (0.0..=1.0).contains(figure));
    figure.ok_or("expected a number from 0 to 1")
}

/// A query and what came for it.
pub(crate) struct Outcome {
    pub(crate) judged: Judged,
    pub(crate) ranked: Ranked,
    /// The hits, the best first.
    pub(crate) found: Vec<Found>,
    /// What would be given as the answer, however sure it is.
    pub(crate) passage: Option<Passage>,
}

pub(crate) struct Found {
    pub(crate) id: String,
    /// Of its best section; empty for the start of the article.
    pub(crate) heading: String,
}

pub(crate) fn run(args: &Args) -> Result<ExitCode> {
    let queries = judged::read(&args.queries)?;
    let progress = output::spinner("opening");
    let kb = KnowledgeBase::open(&args.file)?;
    progress.finish_and_clear();
    name_unknown(&kb, &queries, &args.queries)?;
    let least = kb.ranking().least_confidence;
    let outcomes = search(&answering_always(&kb), queries, &args.scope)?;
    let report = Report::new(&outcomes, args.failing.into());
    if args.json {
        let mut figures = report.as_json();
        if let Some(figures) = figures.as_object_mut() {
            figures.insert("answers".to_owned(), answered::as_json(&outcomes, least));
        }
        output::print_json(&figures)?;
    } else {
        let mut out = BufWriter::new(io::stdout().lock());
        report.print_table(&mut out)?;
        answered::print(&outcomes, least, args.curve, &mut out)?;
        report.print_failing(&mut out)?;
    }
    args.fail_under.map_or(Ok(ExitCode::SUCCESS), |least| verdict(&outcomes, args.measure, least))
}

/// The same with a passage of every first hit, which says how sure it is.
fn answering_always(kb: &KnowledgeBase) -> KnowledgeBase {
    let mut ranking = kb.ranking();
    ranking.least_confidence = 0.0;
    kb.with_ranking(ranking)
}

/// Says which answers cannot come, because there is no such article. They are wanted all the same.
fn name_unknown(kb: &KnowledgeBase, queries: &[Judged], path: &Path) -> Result<()> {
    for judged in queries {
        for (id, _) in judged.articles() {
            if !kb.contains(id)? {
                output::note(format_args!("{}:{}: there is no article {id:?}", path.display(), judged.line));
            }
        }
    }
    Ok(())
}

fn search(kb: &KnowledgeBase, queries: Vec<Judged>, scope: &Scope) -> Result<Vec<Outcome>> {
    let progress = ProgressBar::new(queries.len() as u64);
    let mut outcomes = Vec::with_capacity(queries.len());
    for judged in queries {
        let results = kb.search(judged.question.query(scope).limit(DEPTH.into()))?;
        outcomes.push(Outcome::new(judged, &results));
        progress.inc(1);
    }
    progress.finish_and_clear();
    Ok(outcomes)
}

fn verdict(outcomes: &[Outcome], measure: Measure, least: f64) -> Result<ExitCode> {
    let name = measure.name();
    let figure = measure.over(outcomes.iter().map(|outcome| &outcome.ranked));
    let figure = figure.ok_or_else(|| format!("--fail-under: there is no query by which {name} can be measured"))?;
    if figure >= least {
        return Ok(ExitCode::SUCCESS);
    }
    output::note(format_args!("{name} is {figure:.4}, below {least}"));
    Ok(ExitCode::FAILURE)
}

impl Outcome {
    fn new(judged: Judged, results: &Results) -> Self {
        let hits = results.hits();
        let ranked = Ranked {
            hits: hits.iter().map(|hit| judged.grade(hit.id())).collect(),
            answers: judged.articles().map(|(_, grade)| grade).collect(),
            is_section_right: judged.is_section_right(hits.first()),
        };
        let found = |hit: &Hit| Found { id: hit.id().to_owned(), heading: hit.heading().to_owned() };
        let passage = Passage::new(&judged, results);
        Outcome { judged, ranked, found: hits.iter().map(found).collect(), passage }
    }

    /// Where an article came, counted from 1.
    pub(crate) fn rank(&self, id: &str) -> Option<usize> {
        self.found.iter().position(|found| found.id == id).map(|before| before + 1)
    }
}
