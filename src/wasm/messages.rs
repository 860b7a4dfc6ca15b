//! What only a build that takes messages apart has.

use std::ops::Range;

use js_sys::{Array, Object};
use wasm_bindgen::prelude::*;

use super::{KnowledgeBase, Thrown, hit, list, number, object, owner, query, text, thrown};
use crate::triage::{Aside, Request, Triage};

#[wasm_bindgen]
impl KnowledgeBase {
    /// What a whole message asks, request by request.
    pub fn triage(&self, text: &str, options: &JsValue) -> Thrown<Object> {
        let found = self.0.triage(query(text, options)?).map_err(|error| thrown(&error))?;
        Ok(triage(text, &found))
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

/// Ranges of a text in UTF-16 units, in order of where they begin: so the text is gone through once.
struct Units<'a> {
    text: &'a str,
    /// How far it was gone through.
    bytes: usize,
    units: usize,
}

impl<'a> Units<'a> {
    fn of(text: &'a str) -> Self {
        Units { text, bytes: 0, units: 0 }
    }

    fn range(&mut self, range: &Range<usize>) -> JsValue {
        self.units += self.count(self.bytes..range.start);
        self.bytes = range.start;
        let end = self.units + self.count(range.clone());
        Array::of2(&number(self.units), &number(end)).into()
    }

    fn count(&self, range: Range<usize>) -> usize {
        self.text.get(range).unwrap_or_default().encode_utf16().count()
    }
}
