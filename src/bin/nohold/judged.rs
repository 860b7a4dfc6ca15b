//! Judged queries: questions of which somebody has said which articles answer them.

use std::collections::BTreeMap;
use std::path::Path;

use nohold::{Hit, SectionHit};
use serde::Deserialize;

use crate::Result;
use crate::questions::{self, Question};

/// A line of the file.
#[derive(Deserialize)]
pub(crate) struct Judged {
    #[serde(flatten)]
    pub(crate) question: Question,
    /// What sort of question it is, such as `typo`. Default: `-`.
    #[serde(default = "no_kind")]
    pub(crate) kind: String,
    /// What answers it, the best first; empty if nothing in the knowledge base does.
    pub(crate) answers: Vec<Answer>,
    /// Where in the file it stands, counted from 1.
    #[serde(skip)]
    pub(crate) line: usize,
}

/// An article that answers, or a section of one.
#[derive(Deserialize)]
pub(crate) struct Answer {
    pub(crate) id: String,
    /// The section that answers, by its anchor; without one any section of the article is right.
    pub(crate) anchor: Option<String>,
    #[serde(default)]
    pub(crate) grade: Grade,
}

/// How well something answers: a whole number from 0, which is not at all, to 100. Default: 1.
#[derive(Deserialize, Clone, Copy, PartialEq, PartialOrd)]
#[serde(try_from = "f64")]
pub(crate) struct Grade(f64);

impl TryFrom<f64> for Grade {
    type Error = &'static str;

    fn try_from(grade: f64) -> std::result::Result<Self, Self::Error> {
        let is_grade = (0.0..=100.0).contains(&grade) && grade.fract() == 0.0;
        if is_grade { Ok(Grade(grade)) } else { Err("a grade should be a whole number from 0 to 100") }
    }
}

impl Default for Grade {
    fn default() -> Self {
        Grade(1.0)
    }
}

impl Grade {
    pub(crate) fn value(self) -> f64 {
        self.0
    }
}

fn no_kind() -> String {
    "-".to_owned()
}

/// Reads a file of judged queries.
///
/// # Errors
/// If it cannot be read, has no query, or a line is none, asks nothing or has the qid of another.
pub(crate) fn read(path: &Path) -> Result<Vec<Judged>> {
    let file = path.display();
    let mut queries = Vec::new();
    let mut lines = BTreeMap::new();
    for (line, judged) in questions::read::<Judged>(path)? {
        let Question { qid, text, .. } = &judged.question;
        if text.trim().is_empty() {
            return Err(format!("{file}:{line}: not a query: `text` is empty").into());
        }
        if let Some(first) = lines.insert(qid.clone(), line) {
            return Err(format!("{file}:{first} and {file}:{line} have the same qid, {qid:?}").into());
        }
        queries.push(judged.in_order(line));
    }
    if queries.is_empty() { Err(format!("{file}: there are no queries").into()) } else { Ok(queries) }
}

impl Judged {
    /// Only what answers, the best first, with anchors as sections have them: some write `#`.
    fn in_order(mut self, line: usize) -> Self {
        self.answers.retain(|answer| answer.grade > Grade(0.0));
        for anchor in self.answers.iter_mut().filter_map(|answer| answer.anchor.as_mut()) {
            *anchor = anchor.trim_start_matches('#').to_owned();
        }
        self.answers.sort_by(|a, b| b.grade.0.total_cmp(&a.grade.0));
        Judged { line, ..self }
    }

    /// The articles that answer with their grades, the best first. One that is named twice, for two of its sections,
    /// has the greater grade.
    pub(crate) fn articles(&self) -> impl Iterator<Item = (&str, f64)> {
        let first_of = |id: &str| self.answers.iter().position(|other| other.id == id);
        let once = self.answers.iter().enumerate().filter(move |(at, answer)| first_of(&answer.id) == Some(*at));
        once.map(|(_, answer)| (answer.id.as_str(), answer.grade.value()))
    }

    /// How well an article answers: 0 if it does not.
    pub(crate) fn grade(&self, id: &str) -> f64 {
        self.answers.iter().find(|answer| answer.id == id).map_or(0.0, |answer| answer.grade.value())
    }

    /// Whether a hit leads to a section that answers: its best section is the one that was named, or none was named of
    /// its article. `None` if no answer names a section.
    pub(crate) fn is_section_right(&self, hit: Option<&Hit>) -> Option<bool> {
        let anchor = hit.and_then(|hit| hit.sections().next()).map(SectionHit::anchor);
        let is_met = |answer: &Answer| {
            let is_section = answer.anchor.as_deref().is_none_or(|named| Some(named) == anchor);
            is_section && hit.is_some_and(|hit| hit.id() == answer.id)
        };
        let names_any = self.answers.iter().any(|answer| answer.anchor.is_some());
        names_any.then(|| self.answers.iter().any(is_met))
    }
}
