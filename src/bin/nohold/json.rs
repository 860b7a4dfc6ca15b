//! Results as JSON. What is here is here for ever: programs read it.

use std::ops::Range;

use nohold::article::Date;
use nohold::{Correction, Explanation, Freshness, Help, Hit, Owner, Results, SectionHit, Snippet, Successor};
use serde_json::{Map, Value, json};

/// `explain` adds the parts of each score.
pub(crate) fn results(query: &str, results: &Results, explain: bool) -> Value {
    let hits = (1..).zip(results).map(|(rank, hit)| hit_with(rank, hit, explain.then(|| hit.explain())));
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
            "html": answer.to_html(),
            "markdown": answer.to_markdown(),
            "confidence": answer.confidence(),
            "why": answer.why().signs().collect::<std::collections::BTreeMap<_, _>>(),
        })
    });
    let mut answered = Map::from_iter([("answer".to_owned(), json!(answer))]);
    if let Value::Object(results) = self::results(query, results, false) {
        answered.extend(results);
    }
    Value::Object(answered)
}

/// What an article does not have is left out.
pub(crate) fn hit(rank: usize, hit: &Hit) -> Map<String, Value> {
    hit_with(rank, hit, None)
}

fn hit_with(rank: usize, hit: &Hit, explanation: Option<&Explanation>) -> Map<String, Value> {
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
    let fields = fields.into_iter().filter(|(_, value): &(&str, Value)| !value.is_null());
    fields.map(|(name, value)| (name.to_owned(), value)).collect()
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

/// What to do next where nothing answers.
pub(crate) fn help(help: &Help) -> Value {
    let topics = help.topics().iter();
    let topics = topics.map(|topic| json!({ "key": topic.key, "value": topic.value, "articles": topic.articles }));
    let related = help.related().iter();
    let related = related.map(|related| json!({ "id": related.id, "title": related.title, "url": related.url }));
    json!({
        "suggestion": help.suggestion(),
        "dropped": help.dropped(),
        "near": help.is_near(),
        "topics": topics.collect::<Vec<_>>(),
        "related": related.collect::<Vec<_>>(),
        "owner": help.owner().map(owner),
    })
}

/// Whom something belongs to.
pub(crate) fn owner(owner: &Owner) -> Value {
    let text = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    json!({
        "name": text(owner.name()),
        "team": text(owner.team()),
        "contact": text(owner.contact()),
        "likely": owner.is_likely(),
    })
}

fn ends(range: Range<usize>) -> [usize; 2] {
    [range.start, range.end]
}
