//! What `nohold eval` prints: a table, and the queries that fail.

use std::collections::BTreeMap;
use std::io::{self, Write};

use indicatif::HumanCount;
use serde_json::{Map, Value, json};

use crate::eval::{Found, Outcome};
use crate::measures::{Measure, Ranked, without_hits};
use crate::output::visible;

/// So many hits are shown of a query that fails.
const SHOWN: usize = 3;
/// So many characters are shown of its text.
const TEXT_WIDTH: usize = 100;

pub(crate) struct Report<'a> {
    /// By kind, those queries that have answers.
    kinds: BTreeMap<&'a str, Vec<&'a Ranked>>,
    all: Vec<&'a Ranked>,
    /// The queries that nothing answers.
    without_answers: Vec<&'a Ranked>,
    failing: Vec<&'a Outcome>,
    /// A query fails if there is no answer among so many hits.
    depth: usize,
}

impl<'a> Report<'a> {
    /// `depth` 0 lists no failing queries.
    pub(crate) fn new(outcomes: &'a [Outcome], depth: usize) -> Self {
        let (measured, without_answers): (Vec<&Outcome>, Vec<&Outcome>) =
            outcomes.iter().partition(|outcome| !outcome.ranked.answers.is_empty());
        let mut kinds: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for outcome in &measured {
            kinds.entry(outcome.judged.kind.as_str()).or_default().push(&outcome.ranked);
        }
        let ranked = |outcomes: &[&'a Outcome]| outcomes.iter().map(|outcome| &outcome.ranked).collect();
        let (all, without_answers) = (ranked(&measured), ranked(&without_answers));
        let fails = |outcome: &&Outcome| depth > 0 && !outcome.ranked.is_found_within(depth);
        let failing = measured.into_iter().filter(fails).collect();
        Report { kinds, all, without_answers, failing, depth }
    }

    /// The queries that fail.
    pub(crate) fn print_failing(&self, out: &mut impl Write) -> io::Result<()> {
        if self.depth > 0 && !self.all.is_empty() {
            let (failing, all) = (self.failing.len() as u64, self.all.len() as u64);
            let (failing, all, depth) = (HumanCount(failing), HumanCount(all), self.depth);
            writeln!(out, "\n{failing} of {all} queries have no answer among the first {depth}")?;
        }
        self.failing.iter().try_for_each(|outcome| print_failing(outcome, out))?;
        out.flush()
    }

    /// The measures.
    pub(crate) fn print_table(&self, out: &mut impl Write) -> io::Result<()> {
        let kinds = self.kinds.iter().map(|(kind, queries)| (visible(kind), queries));
        let mut rows: Vec<(String, &Vec<&Ranked>)> = kinds.chain([("all".to_owned(), &self.all)]).collect();
        if !self.without_answers.is_empty() {
            rows.push(("without answers".to_owned(), &self.without_answers));
        }
        let width = rows.iter().map(|(name, _)| name.chars().count()).max().unwrap_or_default();
        write!(out, "{:width$}  queries", "kind")?;
        Measure::ALL.iter().try_for_each(|measure| write!(out, "  {:>9}", measure.name()))?;
        writeln!(out, "  {:>9}", "no hits")?;
        for (name, queries) in rows {
            write!(out, "{name:width$}  {:>7}", HumanCount(queries.len() as u64).to_string())?;
            figures(queries).try_for_each(|(_, figure)| write!(out, "  {:>9}", places(figure)))?;
            writeln!(out)?;
        }
        Ok(())
    }

    /// What is here is here for ever, as programs read it: names of measures as on the command line, `null` for what
    /// cannot be measured.
    pub(crate) fn as_json(&self) -> Value {
        let kinds: Map<String, Value> =
            self.kinds.iter().map(|(kind, queries)| ((*kind).to_owned(), row_as_json(queries))).collect();
        json!({
            "kinds": kinds,
            "all": row_as_json(&self.all),
            "without_answers": row_as_json(&self.without_answers),
            "failing": self.failing.iter().map(|outcome| failing_as_json(outcome)).collect::<Vec<_>>(),
        })
    }
}

/// The figures of a row by name, in the order of the columns.
fn figures(queries: &[&Ranked]) -> impl Iterator<Item = (&'static str, Option<f64>)> {
    let measured = Measure::ALL.map(|measure| (measure.name(), measure.over(queries.iter().copied())));
    measured.into_iter().chain([("no_hits", without_hits(queries.iter().copied()))])
}

/// Four places, or a dash if there is nothing to measure.
fn places(figure: Option<f64>) -> String {
    figure.map_or("-".to_owned(), |figure| format!("{figure:.4}"))
}

fn row_as_json(queries: &[&Ranked]) -> Value {
    let figures = figures(queries).map(|(name, figure)| (name, json!(figure)));
    [("queries", json!(queries.len()))]
        .into_iter()
        .chain(figures)
        .map(|(name, value)| (name.to_owned(), value))
        .collect()
}

/// The query, then what was wanted and what came instead, each with its place among the hits.
fn print_failing(outcome: &Outcome, out: &mut impl Write) -> io::Result<()> {
    let question = &outcome.judged.question;
    let kind = visible(&outcome.judged.kind);
    writeln!(out, "\n{}  {kind}  {}", visible(&question.qid), cut(&visible(&question.text)))?;
    let wanted = outcome.judged.answers.iter().map(|answer| {
        let anchor = answer.anchor.as_ref().map(|anchor| format!("#{anchor}")).unwrap_or_default();
        (outcome.rank(&answer.id), format!("{}{anchor}", answer.id))
    });
    print_list("wanted", wanted, out)?;
    let place =
        |Found { id, heading }: &Found| if heading.is_empty() { id.clone() } else { format!("{id} > {heading}") };
    let came = (1..).map(Some).zip(outcome.found.iter().take(SHOWN).map(place));
    if outcome.found.is_empty() { writeln!(out, "    came     no hits") } else { print_list("came", came, out) }
}

/// One line an entry, the name before the first.
fn print_list(
    mut name: &str,
    entries: impl Iterator<Item = (Option<usize>, String)>,
    out: &mut impl Write,
) -> io::Result<()> {
    for (rank, entry) in entries {
        let rank = rank.map_or("-".to_owned(), |rank| rank.to_string());
        writeln!(out, "    {name:6}  {rank:>2}  {}", visible(&entry))?;
        name = "";
    }
    Ok(())
}

fn cut(text: &str) -> String {
    match text.char_indices().nth(TEXT_WIDTH) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or(text).trim_end()),
        None => text.to_owned(),
    }
}

fn failing_as_json(outcome: &Outcome) -> Value {
    let judged = &outcome.judged;
    let wanted = judged.answers.iter().map(|answer| {
        let (id, anchor, grade) = (&answer.id, &answer.anchor, answer.grade.value());
        json!({ "id": id, "anchor": anchor, "grade": grade, "rank": outcome.rank(id) })
    });
    let came = outcome.found.iter().take(SHOWN).map(|found| json!({ "id": found.id, "heading": found.heading }));
    json!({
        "qid": judged.question.qid,
        "kind": judged.kind,
        "text": judged.question.text,
        "rank": outcome.ranked.rank(),
        "wanted": wanted.collect::<Vec<_>>(),
        "came": came.collect::<Vec<_>>(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_texts_are_cut_between_characters() {
        assert_eq!(cut(&"ü".repeat(100)), "ü".repeat(100));
        assert_eq!(cut(&"ü".repeat(101)), "ü".repeat(100) + "…");
    }
}
