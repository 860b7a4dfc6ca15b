//! Judged messages: of which somebody has said what they ask, what answers it, and whom it belongs to.

use std::ops::Range;
use std::path::Path;

use nohold::{Request, SectionHit, Triage};
use serde::{Deserialize, Serialize};

use crate::judged::Answer;
use crate::{Result, questions};

/// A line of the file.
#[derive(Deserialize)]
pub(crate) struct Message {
    pub(crate) id: String,
    pub(crate) text: String,
    requests: Vec<Asked>,
    #[serde(default)]
    split: String,
}

/// A request of a message.
#[derive(Deserialize)]
struct Asked {
    /// As it stands in the message.
    text: String,
    #[serde(skip)]
    range: Range<usize>,
    /// What answers it; none if nothing does.
    answers: Vec<Answer>,
    /// Any of them is right; none if it is nobody's.
    owners: Vec<String>,
}

/// Reads the messages of `split`, or all.
///
/// # Errors
/// If the file cannot be read, has no such message, or a request is not in its message.
pub(crate) fn read(path: &Path, split: Option<&str>) -> Result<Vec<Message>> {
    let file = path.display();
    let mut messages = Vec::new();
    for (line, mut message) in questions::read::<Message>(path)? {
        for asked in &mut message.requests {
            let start = message.text.find(&asked.text).filter(|_| !asked.text.is_empty());
            let start = start.ok_or_else(|| format!("{file}:{line}: no text of the message: {:?}", asked.text))?;
            asked.range = start..start + asked.text.len();
        }
        messages.push(message);
    }
    messages.retain(|message| split.is_none_or(|split| message.split == split));
    if messages.is_empty() { Err(format!("{file}: there are no such messages").into()) } else { Ok(messages) }
}

impl Asked {
    fn has_article(&self, request: &Request) -> bool {
        request.hit().is_some_and(|hit| self.answers.iter().any(|answer| answer.id == hit.id()))
    }

    fn has_section(&self, request: &Request) -> bool {
        let anchor = request.section().map(SectionHit::anchor);
        let is_met = |answer: &&Answer| answer.anchor.as_deref().is_none_or(|named| Some(named) == anchor);
        let hit = request.hit();
        self.answers.iter().filter(is_met).any(|answer| hit.is_some_and(|hit| answer.id == hit.id()))
    }

    fn has_owner(&self, request: &Request) -> bool {
        request.owner().is_some_and(|owner| self.owners.iter().any(|name| name == owner.name()))
    }
}

impl Message {
    /// The judged requests, each with the one that came for it.
    fn pairs<'a>(&'a self, triage: &'a Triage) -> Vec<(&'a Asked, Option<&'a Request>)> {
        let mut left: Vec<&Request> = triage.requests().iter().collect();
        let pair = |asked: &'a Asked| {
            let shared = |request: &Request| common(&asked.range, &request.range());
            let is_same = |request: &Request| 2 * shared(request) >= asked.range.len().min(request.range().len());
            let best = (0..left.len()).filter(|&at| left.get(at).is_some_and(|request| is_same(request)));
            let best = best.max_by_key(|&at| left.get(at).map_or(0, |request| shared(request)));
            (asked, best.map(|at| left.remove(at)))
        };
        self.requests.iter().map(pair).collect()
    }

    /// What was missed, came for nothing or led elsewhere, a line each.
    pub(crate) fn failing(&self, triage: &Triage) -> Vec<String> {
        let pairs = self.pairs(triage);
        let mut lines = Vec::new();
        for (asked, request) in &pairs {
            match request {
                None => lines.push(format!("missed: {}", asked.text)),
                Some(request) => lines.extend(elsewhere(asked, request)),
            }
        }
        let is_paired =
            |request: &Request| pairs.iter().any(|pair| pair.1.is_some_and(|own| own.range() == request.range()));
        let unasked = triage.requests().iter().filter(|request| !is_paired(request));
        lines.extend(unasked.map(|request| format!("not asked: {}", request.text())));
        lines
    }
}

fn elsewhere(asked: &Asked, request: &Request) -> Vec<String> {
    let mut lines = Vec::new();
    let is_silent = request.hit().is_none();
    let is_wrong = if asked.answers.is_empty() { !is_silent } else { !asked.has_section(request) };
    if is_wrong {
        let best = request.results().hits().first();
        let came = best.map_or("nothing".to_owned(), |hit| {
            let next = request.results().hits().get(1).map_or(0.0, nohold::Hit::score);
            format!(
                "{} (coverage {:.2}, lead {:.2})",
                hit.url(),
                hit.explain().coverage(),
                hit.score() / next.max(f64::MIN_POSITIVE)
            )
        });
        lines.push(format!("{}: {} -> {came}", if is_silent { "silent" } else { "elsewhere" }, request.text()));
    }
    if !asked.owners.is_empty() && !asked.has_owner(request) {
        let owner = request.owner().map_or("nobody", |owner| owner.name());
        lines.push(format!("owner: {} and not {}: {}", owner, asked.owners.join("|"), request.text()));
    }
    lines
}

/// How many bytes are in both.
fn common(a: &Range<usize>, b: &Range<usize>) -> usize {
    a.end.min(b.end).saturating_sub(a.start.max(b.start))
}

/// Shares, rounded to four places; `null` where nothing could be measured.
#[derive(Serialize)]
pub(crate) struct Figures {
    messages: usize,
    requests: usize,
    found: Option<f64>,
    precision: Option<f64>,
    overlap: Option<f64>,
    #[serde(rename = "section@1")]
    section: Option<f64>,
    #[serde(rename = "article@1")]
    article: Option<f64>,
    right: Option<f64>,
    silent: Option<f64>,
    #[serde(rename = "owner@1")]
    owner: Option<f64>,
    nothing: Option<f64>,
}

impl Figures {
    pub(crate) fn of(outcomes: &[(&Message, Triage)]) -> Self {
        let pairs: Vec<_> = outcomes.iter().flat_map(|(message, triage)| message.pairs(triage)).collect();
        let found: Vec<_> = pairs.iter().filter_map(|(asked, request)| Some((asked, (*request)?))).collect();
        let came: usize = outcomes.iter().map(|(_, triage)| triage.requests().len()).sum();
        let answerable = || pairs.iter().filter(|(asked, _)| !asked.answers.is_empty());
        let shown =
            || outcomes.iter().flat_map(|(_, triage)| triage.requests()).filter(|request| request.hit().is_some());
        let is_right = |pair: &(&Asked, Option<&Request>)| pair.1.is_some_and(|request| pair.0.has_section(request));
        let overlaps = found.iter().map(|(asked, request)| overlap(&asked.range, &request.range()));
        let idle = || outcomes.iter().filter(|(message, _)| message.requests.is_empty());
        let unanswerable = || pairs.iter().filter(|(asked, _)| asked.answers.is_empty());
        let owned = || pairs.iter().filter(|(asked, _)| !asked.owners.is_empty());
        Figures {
            messages: outcomes.len(),
            requests: pairs.len(),
            found: share(found.len(), pairs.len()),
            precision: share(found.len(), came),
            overlap: rounded(overlaps.sum::<f64>(), found.len()),
            section: share(answerable().filter(|pair| is_right(pair)).count(), answerable().count()),
            article: share(
                answerable().filter(|pair| pair.1.is_some_and(|request| pair.0.has_article(request))).count(),
                answerable().count(),
            ),
            right: share(pairs.iter().filter(|pair| is_right(pair)).count(), shown().count()),
            silent: share(
                unanswerable().filter(|pair| pair.1.is_none_or(|request| request.hit().is_none())).count(),
                unanswerable().count(),
            ),
            owner: share(
                owned().filter(|pair| pair.1.is_some_and(|request| pair.0.has_owner(request))).count(),
                owned().count(),
            ),
            nothing: share(idle().filter(|(_, triage)| triage.requests().is_empty()).count(), idle().count()),
        }
    }

    /// Names and values, for people.
    pub(crate) fn rows(&self) -> Vec<(&'static str, String)> {
        let figure = |figure: Option<f64>| figure.map_or("-".to_owned(), |figure| format!("{figure:.4}"));
        vec![
            ("messages", self.messages.to_string()),
            ("requests", self.requests.to_string()),
            ("found", figure(self.found)),
            ("precision", figure(self.precision)),
            ("overlap", figure(self.overlap)),
            ("section@1", figure(self.section)),
            ("article@1", figure(self.article)),
            ("right", figure(self.right)),
            ("silent", figure(self.silent)),
            ("owner@1", figure(self.owner)),
            ("nothing", figure(self.nothing)),
        ]
    }
}

/// What both have in common of what either has.
fn overlap(a: &Range<usize>, b: &Range<usize>) -> f64 {
    let shared = common(a, b);
    shared as f64 / (a.len() + b.len() - shared).max(1) as f64
}

fn share(part: usize, whole: usize) -> Option<f64> {
    rounded(part as f64, whole)
}

fn rounded(sum: f64, count: usize) -> Option<f64> {
    (count > 0).then(|| (sum / count as f64 * 10_000.0).round() / 10_000.0)
}
