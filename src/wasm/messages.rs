//! What only a build that takes messages apart has: that, and the next step where nothing answers.

use std::ops::Range;

use js_sys::{Array, Object};
use wasm_bindgen::prelude::*;

use super::{KnowledgeBase, Thrown, hit, list, number, object, query, text, texts, thrown};
use crate::knowledge_base::{Help, Related, Topic};
use crate::triage::{Aside, Owner, Request, Triage};

#[wasm_bindgen]
impl KnowledgeBase {
    /// What a whole message asks, request by request.
    pub fn triage(&self, text: &str, options: &JsValue) -> Thrown<Object> {
        let found = self.0.triage(query(text, options)?).map_err(|error| thrown(&error))?;
        Ok(triage(text, &found))
    }

    /// The next step where nothing answers.
    pub fn help(&self, text: &str, options: &JsValue) -> Thrown<Object> {
        let found = self.0.help(query(text, options)?).map_err(|error| thrown(&error))?;
        Ok(help(&found))
    }
}

fn triage(message: &str, triage: &Triage) -> Object {
    let mut units = Units::of(message);
    let requests: Array = triage.requests().iter().map(|one| request(units.range(&one.range()), one)).collect();
    let mut units = Units::of(message);
    let asides: Array = triage.asides().iter().map(|one| aside(units.range(&one.range()), one)).collect();
    object(&[("requests", requests.into()), ("asides", asides.into())])
}

fn request(range: JsValue, request: &Request) -> Object {
    object(&[
        ("range", range),
        ("text", text(request.text())),
        ("answer", request.hit().map_or(JsValue::NULL, |found| hit(found).into())),
        ("owner", owner(request.owner())),
        ("hits", list(request.results().hits(), hit).into()),
    ])
}

fn aside(range: JsValue, aside: &Aside) -> Object {
    object(&[("range", range), ("kind", text(aside.kind().name()))])
}

fn owner(owner: Option<&Owner>) -> JsValue {
    owner.map_or(JsValue::NULL, |owner| {
        object(&[
            ("name", text(owner.name())),
            ("team", text(owner.team())),
            ("contact", text(owner.contact())),
            ("likely", owner.is_likely().into()),
        ])
        .into()
    })
}

fn help(help: &Help) -> Object {
    let topic = |topic: &Topic| {
        object(&[("key", text(&topic.key)), ("value", text(&topic.value)), ("articles", number(topic.articles))])
    };
    let related = |related: &Related| {
        object(&[("id", text(&related.id)), ("title", text(&related.title)), ("url", text(&related.url))])
    };
    object(&[
        ("suggestion", help.suggestion().map_or(JsValue::NULL, text)),
        ("dropped", texts(help.dropped())),
        ("near", help.is_near().into()),
        ("topics", list(help.topics(), topic).into()),
        ("related", list(help.related(), related).into()),
        ("owner", owner(help.owner())),
    ])
}

/// Ranges of a text in UTF-16 units, in order of where they begin: so the text is gone through once.
struct Units<'a> {
    text: &'a str,
    /// How far it was gone through.
    bytes: usize,
    /// So many units are that.
    before: usize,
}

impl<'a> Units<'a> {
    fn of(text: &'a str) -> Self {
        Units { text, bytes: 0, before: 0 }
    }

    fn range(&mut self, range: &Range<usize>) -> JsValue {
        self.before += self.count(self.bytes..range.start);
        self.bytes = range.start;
        let end = self.before + self.count(range.clone());
        Array::of2(&number(self.before), &number(end)).into()
    }

    fn count(&self, range: Range<usize>) -> usize {
        self.text.get(range).unwrap_or_default().encode_utf16().count()
    }
}
