//! Results as JSON. What is here is here for ever: programs read it.

use std::ops::Range;

use nohold::article::Date;
use nohold::{Correction, Explanation, Freshness, Hit, Results, SectionHit, Snippet, Successor};
use serde_json::{Map, Value, json};

/// `explain` adds the parts of each score.
pub(crate) fn results(query: &str, results: &Results, explain: bool) -> Value {
    let hits = (1..).zip(results).map(|(rank, hit)| {
        let mut hit = self::hit(rank, hit, explain.then(|| hit.explain()));
        hit.retain(|_, value| !value.is_null());
        hit
    });
    json!({
        "query": query,
        "total": results.total(),
        "hits": hits.collect::<Vec<_>>(),
        "corrections": results.corrections().iter().map(correction).collect::<Vec<_>>(),
        "dropped": results.dropped(),
        "suggestion": results.suggestion(),
    })
}

/// The same with the passage that answers, or `null`. `cautions` says what has to be known before reading from an article.
pub(crate) fn answered(query: &str, results: &Results, cautions: impl Fn(&Hit) -> Vec<String>) -> Value {
    let answer = results.answer().map(|answer| {
        let (hit, passage) = (answer.hit(), answer.passage());
        json!({
            "text": passage.text(),
            "highlights": passage.highlights().iter().cloned().map(ends).collect::<Vec<_>>(),
            "id": hit.id(),
            "title": hit.title(),
            "heading": hit.heading(),
            "breadcrumb": hit.breadcrumb(),
            "url": hit.url(),
            "lang": hit.lang(),
            "owner": hit.meta().owner,
            "updated": hit.meta().updated.map(|day| day.to_string()),
            "audience": hit.meta().audience.to_string(),
            "freshness": hit.freshness().map(Freshness::name),
            "cautions": cautions(hit),
            "explanation": explanation(hit.explain()),
        })
    });
    let mut answered = Map::from_iter([("answer".to_owned(), json!(answer))]);
    if let Value::Object(results) = self::results(query, results, false) {
        answered.extend(results);
    }
    Value::Object(answered)
}

/// What an article does not have is `null` here, and left out by the caller.
fn hit(rank: usize, hit: &Hit, explanation: Option<&Explanation>) -> Map<String, Value> {
    let meta = hit.meta();
    let date = |date: Option<Date>| date.map(|date| date.to_string());
    let successor = |new: &Successor| json!({ "id": new.id, "title": new.title, "url": new.url });
    let successors: Vec<Value> = hit.successors().iter().map(successor).collect();
    let text = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    let fields = [
        ("rank", json!(rank)),
        ("id", json!(hit.id())),
        ("title", json!(hit.title())),
        ("url", json!(hit.url())),
        ("score", json!(hit.score())),
        ("lang", json!(text(hit.lang()))),
        ("owner", json!(text(&meta.owner))),
        ("updated", json!(date(meta.updated))),
        ("published", json!(date(meta.published))),
        ("expires", json!(date(meta.expires))),
        ("review_by", json!(date(meta.review_by))),
        ("promoted", json!(hit.is_promoted().then_some(true))),
        ("freshness", json!(hit.freshness().map(Freshness::name))),
        ("successors", json!((!successors.is_empty()).then_some(successors))),
        ("attributes", json!(meta.attributes)),
        ("sections", hit.sections().map(section).collect()),
        ("explanation", explanation.map(self::explanation).into()),
    ];
    fields.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

fn section(section: &SectionHit) -> Value {
    json!({
        "heading": section.heading(),
        "breadcrumb": section.breadcrumb(),
        "url": section.url(),
        "score": section.score(),
        "snippet": snippet(section.snippet()),
    })
}

fn snippet(snippet: &Snippet) -> Value {
    let highlights: Vec<[usize; 2]> = snippet.highlights().iter().cloned().map(ends).collect();
    json!({ "text": snippet.text(), "highlights": highlights })
}

fn correction(correction: &Correction) -> Value {
    json!({ "range": ends(correction.range()), "typed": correction.typed(), "read": correction.read() })
}

fn explanation(explanation: &Explanation) -> Value {
    let parts: Map<String, Value> =
        explanation.parts().iter().map(|(name, value)| ((*name).to_owned(), json!(value))).collect();
    json!({ "parts": parts, "coverage": explanation.coverage() })
}

fn ends(range: Range<usize>) -> [usize; 2] {
    [range.start, range.end]
}
