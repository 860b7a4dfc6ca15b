//! The knowledge base for JavaScript: arguments to Rust and results to plain objects, and nothing more. Ranges are in UTF-16
//! units. What the objects look like is told in `examples/widget/package/index.d.ts`.

#[cfg(feature = "index")]
mod indexing;
#[cfg(feature = "wasm-triage")]
mod messages;

use std::error::Error as _;
use std::ops::Range;

use js_sys::{Array, Object, Reflect, TypeError};
use wasm_bindgen::prelude::*;

use crate::article::{Article, Audience, Date, Hidden, Meta, Section};
use crate::error::Error;
use crate::freshness::{Freshness, Windows};
use crate::knowledge_base::{self, OpenOptions};
use crate::passage::Snippet;
use crate::query::Query;
use crate::results::{Answer, Correction, Hit, Results, SectionHit, Successor};
use crate::suggest::Suggestion;

/// What a JavaScript function throws.
type Thrown<T> = Result<T, JsValue>;

/// A searchable knowledge base.
#[wasm_bindgen]
pub struct KnowledgeBase(knowledge_base::KnowledgeBase);

#[wasm_bindgen]
impl KnowledgeBase {
    /// Opens the bytes of an edition, after checking all of them.
    #[wasm_bindgen(js_name = fromBytes)]
    pub fn from_bytes(bytes: Vec<u8>, options: &JsValue) -> Thrown<KnowledgeBase> {
        let opened = open_options(options)?.open_bytes(bytes);
        opened.map(KnowledgeBase).map_err(|error| thrown(&error))
    }

    /// Finds the articles that answer.
    pub fn search(&self, text: &str, options: &JsValue) -> Thrown<Object> {
        let found = self.0.search(query(text, options)?).map_err(|error| thrown(&error))?;
        Ok(results(text, &found))
    }

    /// Ways on from a half-typed query.
    pub fn suggest(&self, text: &str, options: &JsValue) -> Thrown<Array> {
        let suggestions = self.0.suggest(query(text, options)?).map_err(|error| thrown(&error))?;
        Ok(list(&suggestions, suggestion))
    }

    /// The article with this id, or `null`.
    pub fn article(&self, id: &str, options: &JsValue) -> Thrown<JsValue> {
        let day = day_asked(options)?;
        let found = self.0.article(id).map_err(|error| thrown(&error))?;
        let newer = self.0.successors(id, day.map(|(on, _)| on)).map_err(|error| thrown(&error))?;
        Ok(found.map_or(JsValue::NULL, |found| article(&found, day, &newer).into()))
    }

    /// The values of an attribute.
    pub fn facets(&self, key: &str) -> Thrown<Array> {
        let facets = self.0.facets(key).map_err(|error| thrown(&error))?;
        Ok(list(&facets, |facet| object(&[("value", text(&facet.value)), ("articles", number(facet.articles))])))
    }

    /// What the edition says of itself.
    pub fn info(&self) -> Object {
        let made_for = self.0.made_for().map_or(JsValue::NULL, |(audience, as_of)| {
            object(&[("audience", readers(&audience)), ("asOf", day(Some(as_of)))]).into()
        });
        object(&[
            ("version", text(env!("CARGO_PKG_VERSION"))),
            ("articles", number(self.0.len())),
            ("sections", number(self.0.sections())),
            ("languages", texts(&self.0.languages())),
            ("madeFor", made_for),
            ("html", self.0.has_html().into()),
        ])
    }
}

fn results(typed: &str, results: &Results) -> Object {
    object(&[
        ("hits", list(results.hits(), hit).into()),
        ("total", number(results.total())),
        ("answer", results.answer().map_or(JsValue::NULL, |found| answer(found).into())),
        ("corrections", list(results.corrections(), |found| correction(typed, found)).into()),
        ("dropped", texts(results.dropped())),
        ("suggestion", results.suggestion().map_or(JsValue::NULL, text)),
    ])
}

fn correction(typed: &str, correction: &Correction) -> Object {
    object(&[
        ("range", range(typed, &correction.range())),
        ("typed", text(correction.typed())),
        ("read", text(correction.read())),
    ])
}

fn hit(hit: &Hit) -> Object {
    let parts = |&(name, value): &(&str, f64)| object(&[("name", text(name)), ("value", value.into())]);
    let explanation =
        object(&[("parts", list(hit.explain().parts(), parts).into()), ("coverage", hit.explain().coverage().into())]);
    let sections: Vec<&SectionHit> = hit.sections().collect();
    object(&[
        ("id", text(hit.id())),
        ("title", text(hit.title())),
        ("titleHighlights", ranges(hit.title(), hit.title_highlights())),
        ("url", text(hit.article_url())),
        ("lang", text(hit.lang())),
        ("meta", meta(hit.meta())),
        ("promoted", hit.is_promoted().into()),
        ("freshness", freshness(hit.freshness())),
        ("successors", list(hit.successors(), successor).into()),
        ("sections", list(&sections, |section| section_hit(section)).into()),
        ("score", hit.score().into()),
        ("explanation", explanation.into()),
    ])
}

fn successor(successor: &Successor) -> Object {
    object(&[("id", text(&successor.id)), ("title", text(&successor.title)), ("url", text(&successor.url))])
}

fn section_hit(section: &SectionHit) -> Object {
    object(&[
        ("heading", text(section.heading())),
        ("headingHighlights", ranges(section.heading(), section.heading_highlights())),
        ("breadcrumb", texts(section.breadcrumb())),
        ("anchor", text(section.anchor())),
        ("url", text(section.url())),
        ("snippet", snippet(section.snippet()).into()),
        ("score", section.score().into()),
    ])
}

fn snippet(snippet: &Snippet) -> Object {
    let highlights = ranges(snippet.text(), snippet.highlights());
    object(&[("text", text(snippet.text())), ("highlights", highlights)])
}

fn answer(answer: Answer<'_>) -> Object {
    let (passage, hit) = (answer.passage(), answer.hit());
    object(&[
        ("text", text(passage.text())),
        ("highlights", ranges(passage.text(), passage.highlights())),
        ("id", text(hit.id())),
        ("title", text(hit.title())),
        ("heading", text(hit.heading())),
        ("anchor", text(answer.section().anchor())),
        ("url", text(hit.url())),
        ("updated", day(answer.updated())),
        ("html", text(&answer.to_html())),
        ("markdown", text(&answer.to_markdown())),
        ("confidence", answer.confidence().into()),
    ])
}

fn suggestion(suggestion: &Suggestion) -> Object {
    object(&[("text", text(suggestion.text())), ("range", range(suggestion.text(), &suggestion.range()))])
}

fn article(article: &Article, asked: Option<(Date, Windows)>, successors: &[Successor]) -> Object {
    let found = asked.map(|(on, windows)| windows.freshness(&article.meta, on));
    object(&[
        ("id", text(&article.id)),
        ("title", text(&article.title)),
        ("url", text(&article.url)),
        ("lang", text(&article.lang)),
        ("meta", meta(&article.meta)),
        ("freshness", freshness(found)),
        ("successors", list(successors, successor).into()),
        ("html", article.html.as_deref().map_or(JsValue::NULL, text)),
        ("sections", list(&article.sections, section).into()),
    ])
}

fn section(section: &Section) -> Object {
    object(&[
        ("heading", text(&section.heading)),
        ("level", section.level.into()),
        ("breadcrumb", texts(&section.breadcrumb)),
        ("anchor", text(&section.anchor)),
        ("text", text(&section.text)),
        ("continued", section.continued.into()),
    ])
}

fn meta(meta: &Meta) -> JsValue {
    let attributes: Array =
        meta.attributes.iter().map(|(key, values)| Array::of2(&text(key), &texts(values))).collect();
    // Unlike setting them one by one, also where a key is one that objects have anyway, such as `__proto__`.
    let attributes = Object::from_entries(&attributes).unwrap_or_default();
    let hidden = meta.hidden.map_or(JsValue::NULL, |hidden| {
        text(match hidden {
            Hidden::Draft => "draft",
            Hidden::Unlisted => "unlisted",
            Hidden::Unpublished => "unpublished",
            Hidden::Excluded => "excluded",
        })
    });
    let meta = [
        ("summary", text(&meta.summary)),
        ("keywords", texts(&meta.keywords)),
        ("tags", texts(&meta.tags)),
        ("audience", readers(&meta.audience)),
        ("hidden", hidden),
        ("updated", day(meta.updated)),
        ("published", day(meta.published)),
        ("expires", day(meta.expires)),
        ("reviewBy", day(meta.review_by)),
        ("owner", text(&meta.owner)),
        ("attributes", attributes.into()),
    ];
    object(&meta).into()
}

fn freshness(found: Option<Freshness>) -> JsValue {
    found.map_or(JsValue::NULL, |found| text(found.name()))
}

fn readers(audience: &Audience) -> JsValue {
    match audience {
        Audience::Public => text("public"),
        Audience::Internal => text("internal"),
        Audience::Groups(groups) => texts(groups),
    }
}

fn day(day: Option<Date>) -> JsValue {
    day.map_or(JsValue::NULL, |day| text(&day.to_string()))
}

fn object(fields: &[(&str, JsValue)]) -> Object {
    let object = Object::new();
    for (key, value) in fields {
        set(&object, key, value);
    }
    object
}

fn set(object: &Object, key: &str, value: &JsValue) {
    // Fails on frozen objects and proxies only.
    let _ = Reflect::set(object, &text(key), value);
}

fn list<T, U: Into<JsValue>>(items: &[T], convert: impl Fn(&T) -> U) -> Array {
    items.iter().map(|item| convert(item).into()).collect()
}

fn text(text: &str) -> JsValue {
    JsValue::from_str(text)
}

fn texts(texts: &[String]) -> JsValue {
    list(texts, |one| text(one)).into()
}

fn number(number: usize) -> JsValue {
    JsValue::from_f64(number as f64)
}

fn ranges(text: &str, ranges: &[Range<usize>]) -> JsValue {
    list(ranges, |one| range(text, one)).into()
}

fn range(text: &str, range: &Range<usize>) -> JsValue {
    let units = |bytes: usize| number(text.get(..bytes).unwrap_or(text).encode_utf16().count());
    Array::of2(&units(range.start), &units(range.end)).into()
}

/// An `Error` with `kind`, and its cause as another `Error`.
fn thrown(error: &Error) -> JsValue {
    let outer = js_sys::Error::new(&error.to_string());
    let mut innermost = outer.clone();
    let mut next = error.source();
    while let Some(cause) = next {
        let cause_error = js_sys::Error::new(&cause.to_string());
        set(&innermost, "cause", &cause_error);
        innermost = cause_error;
        next = cause.source();
    }
    set(&outer, "kind", &text(error.kind().name()));
    outer.into()
}

fn open_options(given: &JsValue) -> Thrown<OpenOptions> {
    let mut options = OpenOptions::new();
    for (key, value) in entries(given)? {
        options = match key.as_str() {
            "maxArticles" => options.max_articles(count(&key, &value)?.try_into().unwrap_or(u32::MAX)),
            "maxSections" => options.max_sections(count(&key, &value)?.try_into().unwrap_or(u32::MAX)),
            "maxBytes" => options.max_bytes(count(&key, &value)?),
            "maxUnpackedBytes" => options.max_unpacked_bytes(count(&key, &value)?),
            "pinned" => options.pinned(string(&key, &value)?),
            _ => return Err(unknown(&key)),
        };
    }
    Ok(options)
}

fn query(text: &str, given: &JsValue) -> Thrown<Query> {
    let mut query = Query::new(text);
    for (key, value) in entries(given)? {
        query = match key.as_str() {
            "limit" => query.limit(count(&key, &value)?.try_into().unwrap_or(usize::MAX)),
            "within" => strings(&key, &value)?.into_iter().fold(query, Query::within),
            "filter" => filter(query, &value)?,
            "lang" => query.lang(string(&key, &value)?),
            "finished" if flag(&key, &value)? => query.finished(),
            "on" => query.on(date(&key, &value)?),
            "windows" => query.windows(windows(&value)?),
            "withExpired" if flag(&key, &value)? => query.with_expired(),
            // Not wished for.
            "finished" | "withExpired" => query,
            _ => return Err(unknown(&key)),
        };
    }
    Ok(query)
}

/// On which day an article's freshness is asked for, if it is.
fn day_asked(given: &JsValue) -> Thrown<Option<(Date, Windows)>> {
    let (mut on, mut set) = (None, Windows::new());
    for (key, value) in entries(given)? {
        match key.as_str() {
            "on" => on = Some(date(&key, &value)?),
            "windows" => set = windows(&value)?,
            _ => return Err(unknown(&key)),
        }
    }
    Ok(on.map(|on| (on, set)))
}

fn windows(given: &JsValue) -> Thrown<Windows> {
    let mut windows = Windows::new();
    for (key, value) in entries(given)? {
        let number = count(&key, &value)?.try_into().unwrap_or(u32::MAX);
        windows = match key.as_str() {
            "reviewDays" => windows.review_days(number),
            "ageing" => windows.ageing(number),
            "expired" => windows.expired(number),
            _ => return Err(unknown(&key)),
        };
    }
    Ok(windows)
}

fn filter(mut query: Query, given: &JsValue) -> Thrown<Query> {
    for (key, value) in entries(given)? {
        for value in strings(&key, &value)? {
            query = query.filter(key.as_str(), value);
        }
    }
    Ok(query)
}

/// Own keys and values; none of `undefined`. A value that is `undefined` counts as not given.
fn entries(given: &JsValue) -> Thrown<Vec<(String, JsValue)>> {
    if given.is_undefined() {
        return Ok(Vec::new());
    }
    if !given.is_object() || Array::is_array(given) {
        return Err(TypeError::new("options must be an object").into());
    }
    let pairs = Object::entries(given.unchecked_ref::<Object>());
    let entry = |pair: JsValue| {
        let pair: Array = pair.unchecked_into();
        (pair.get(0).as_string().unwrap_or_default(), pair.get(1))
    };
    Ok(pairs.iter().map(entry).filter(|(_, value)| !value.is_undefined()).collect())
}

#[expect(clippy::cast_sign_loss, reason = "it is not negative")]
fn count(key: &str, value: &JsValue) -> Thrown<u64> {
    let is_count = |number: &f64| *number >= 0.0 && js_sys::Number::is_integer(value);
    let count = value.as_f64().filter(is_count);
    count.map(|count| count as u64).ok_or_else(|| wrong(key, "a whole number"))
}

fn flag(key: &str, value: &JsValue) -> Thrown<bool> {
    value.as_bool().ok_or_else(|| wrong(key, "true or false"))
}

fn string(key: &str, value: &JsValue) -> Thrown<String> {
    value.as_string().ok_or_else(|| wrong(key, "a string"))
}

fn date(key: &str, value: &JsValue) -> Thrown<Date> {
    string(key, value)?.parse().map_err(|_| wrong(key, "a day of the form 2026-06-01"))
}

fn strings(key: &str, value: &JsValue) -> Thrown<Vec<String>> {
    let wrong = || wrong(key, "a string or an array of strings");
    match value.as_string() {
        Some(one) => Ok(vec![one]),
        None if Array::is_array(value) => {
            value.unchecked_ref::<Array>().iter().map(|one| one.as_string().ok_or_else(wrong)).collect()
        }
        None => Err(wrong()),
    }
}

fn unknown(key: &str) -> JsValue {
    TypeError::new(&format!("there is no option {key}")).into()
}

fn wrong(key: &str, expected: &str) -> JsValue {
    TypeError::new(&format!("the option {key} must be {expected}")).into()
}
