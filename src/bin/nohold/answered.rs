//! How well `nohold eval` finds answers given and withheld.

use std::io::{self, Write};

use nohold::Results;
use serde_json::{Value, json};

use crate::eval::Outcome;
use crate::judged::Judged;

/// The rows of the curve.
const STEPS: [f64; 11] = [0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0];

/// The passage that would be given as an answer.
#[derive(Clone, Copy)]
pub(crate) struct Passage {
    confidence: f64,
    is_article_right: bool,
    is_section_right: bool,
}

impl Passage {
    pub(crate) fn new(judged: &Judged, results: &Results) -> Option<Self> {
        let answer = results.answer()?;
        let hit = answer.hit();
        let is_article_right = judged.grade(hit.id()) > 0.0;
        // Where no section was named, any of the article is right.
        let is_section_right = judged.is_section_right(Some(hit)).unwrap_or(is_article_right);
        Some(Passage { confidence: answer.confidence(), is_article_right, is_section_right })
    }
}

/// What comes of answering from some confidence on. Each share is `None` if there is nothing to take a share of.
struct Figures {
    least_confidence: f64,
    /// Share of the queries with answers that get one.
    coverage: Option<f64>,
    /// Shares of these that are from an article that answers, and from a section that does.
    article: Option<f64>,
    section: Option<f64>,
    /// Share of the queries without answers that get none.
    silence: Option<f64>,
    /// Share of all answers, to whatever queries, that are from an article that answers.
    all: Option<f64>,
}

impl Figures {
    fn new(outcomes: &[Outcome], least_confidence: f64) -> Self {
        let given = |one: &Outcome| one.passage.filter(|passage| passage.confidence >= least_confidence);
        let has_answers = |one: &&Outcome| !one.ranked.answers.is_empty();
        let (answerable, others): (Vec<&Outcome>, Vec<&Outcome>) = outcomes.iter().partition(has_answers);
        let answered: Vec<Passage> = answerable.iter().filter_map(|one| given(one)).collect();
        let wrong = others.iter().filter(|one| given(one).is_some()).count();
        let article = answered.iter().filter(|passage| passage.is_article_right).count();
        let section = answered.iter().filter(|passage| passage.is_section_right).count();
        Figures {
            least_confidence,
            coverage: share(answered.len(), answerable.len()),
            article: share(article, answered.len()),
            section: share(section, answered.len()),
            silence: share(others.len() - wrong, others.len()),
            all: share(article, answered.len() + wrong),
        }
    }

    fn shares(&self) -> [Option<f64>; 5] {
        [self.coverage, self.article, self.section, self.silence, self.all]
    }

    fn as_json(&self) -> Value {
        let round = |figure: Option<f64>| figure.map(|figure| (figure * 1e4).round() / 1e4);
        let [coverage, article, section, silence, all] = self.shares().map(round);
        json!({
            "least_confidence": self.least_confidence, "coverage": coverage, "right_article": article,
            "right_section": section, "silence": silence, "all_right": all,
        })
    }
}

fn share(part: usize, whole: usize) -> Option<f64> {
    (whole > 0).then(|| part as f64 / whole as f64)
}

/// What is given at `least`, and, as `curve`, at other values.
pub(crate) fn print(outcomes: &[Outcome], least: f64, curve: bool, out: &mut impl Write) -> io::Result<()> {
    let rows: Vec<f64> = if curve { STEPS.to_vec() } else { vec![least] };
    writeln!(out, "\nanswers from     coverage    article    section    silence  all right")?;
    for row in rows {
        write!(out, "confidence {row:.2}")?;
        for figure in Figures::new(outcomes, row).shares() {
            let figure = figure.map_or("-".to_owned(), |figure| format!("{figure:.4}"));
            write!(out, "  {figure:>9}")?;
        }
        writeln!(out)?;
    }
    Ok(())
}

/// The same for programs.
pub(crate) fn as_json(outcomes: &[Outcome], least: f64) -> Value {
    let curve: Vec<Value> = STEPS.iter().map(|&step| Figures::new(outcomes, step).as_json()).collect();
    let mut answers = Figures::new(outcomes, least).as_json();
    if let Some(answers) = answers.as_object_mut() {
        answers.insert("curve".to_owned(), Value::Array(curve));
    }
    answers
}
