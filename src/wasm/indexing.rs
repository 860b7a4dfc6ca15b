//! What only a build that can index has.

use js_sys::{Array, TypeError};
use wasm_bindgen::prelude::*;

use super::{
    KnowledgeBase, Thrown, date, entries, flag, list, number, object, string, strings, text, thrown, unknown, wrong,
};
use crate::article::{Audience, Warning};
use crate::knowledge_base::{self, Changes};

#[wasm_bindgen]
impl KnowledgeBase {
    /// Indexes articles: objects with `path` and `markdown`.
    #[wasm_bindgen(js_name = fromArticles)]
    pub fn from_articles(articles: &JsValue, options: &JsValue) -> Thrown<KnowledgeBase> {
        let mut builder = builder(options)?;
        let articles: &Array = articles.dyn_ref().ok_or_else(|| TypeError::new("articles must be an array"))?;
        for article in articles.iter() {
            let (path, markdown) = source(&article)?;
            builder = builder.article(&path, markdown);
        }
        builder.build().map(KnowledgeBase).map_err(|error| thrown(&error))
    }

    /// The bytes of an edition, for a page.
    #[wasm_bindgen(js_name = toBytes)]
    pub fn to_bytes(&self) -> Thrown<Vec<u8>> {
        self.0.to_bytes_for_web().map_err(|error| thrown(&error))
    }

    /// Changes articles and rules, all at once or not at all.
    pub fn update(&self, changes: &JsValue) -> Thrown<()> {
        self.0.update(changes_of(changes)?).map_err(|error| thrown(&error))
    }

    /// Adds an article, or puts it in place of the one that was read from that path.
    pub fn upsert(&self, path: &str, markdown: &str) -> Thrown<()> {
        self.0.upsert(path, markdown).map_err(|error| thrown(&error))
    }

    /// Removes the article with this id, and says whether there was one.
    pub fn remove(&self, id: &str) -> Thrown<bool> {
        self.0.remove(id).map_err(|error| thrown(&error))
    }

    /// Puts everything into one segment again.
    pub fn fold(&self) -> Thrown<()> {
        self.0.fold().map_err(|error| thrown(&error))
    }

    /// What the authors of the articles should know.
    pub fn warnings(&self) -> Array {
        let warning = |warning: &Warning| {
            object(&[
                ("path", text(&warning.path)),
                ("line", number(warning.line)),
                ("message", text(&warning.message)),
            ])
        };
        list(&self.0.warnings(), warning)
    }
}

/// Path and Markdown of an article.
fn source(article: &JsValue) -> Thrown<(String, String)> {
    let (mut path, mut markdown) = (None, None);
    for (key, value) in entries(article)? {
        match key.as_str() {
            "path" => path = Some(string(&key, &value)?),
            "markdown" => markdown = Some(string(&key, &value)?),
            _ => return Err(unknown(&key)),
        }
    }
    path.zip(markdown).ok_or_else(|| TypeError::new("an article must have path and markdown").into())
}

fn changes_of(given: &JsValue) -> Thrown<Changes> {
    let mut changes = Changes::new();
    for (key, value) in entries(given)? {
        match key.as_str() {
            "remove" => {
                for id in strings(&key, &value)? {
                    changes = changes.remove(&id);
                }
            }
            "upsert" => {
                let articles: &Array = value.dyn_ref().ok_or_else(|| wrong(&key, "an array of articles"))?;
                for article in articles.iter() {
                    let (path, markdown) = source(&article)?;
                    changes = changes.upsert(&path, markdown);
                }
            }
            "synonyms" => changes = changes.synonyms([("synonyms", string(&key, &value)?)]),
            "curation" => changes = changes.curation([("curation", string(&key, &value)?)]),
            _ => return Err(unknown(&key)),
        }
    }
    Ok(changes)
}

fn builder(given: &JsValue) -> Thrown<knowledge_base::Builder> {
    let mut builder = knowledge_base::KnowledgeBase::builder();
    let (mut audience, mut as_of) = (None, None);
    for (key, value) in entries(given)? {
        match key.as_str() {
            "lang" => builder = builder.lang(string(&key, &value)?),
            "html" => builder = builder.html(flag(&key, &value)?),
            "synonyms" => builder = builder.synonyms("synonyms", string(&key, &value)?),
            "curation" => builder = builder.curation("curation", string(&key, &value)?),
            "builtinSynonyms" => builder = builder.builtin_synonyms(flag(&key, &value)?),
            "audience" => audience = Some(audience_of(&key, &value)?),
            "asOf" => as_of = Some(date(&key, &value)?),
            _ => return Err(unknown(&key)),
        }
    }
    match (audience, as_of) {
        (None, None) => Ok(builder),
        (Some(audience), Some(as_of)) => Ok(builder.for_audience(audience, as_of)),
        _ => Err(TypeError::new("audience and asOf go together").into()),
    }
}

fn audience_of(key: &str, value: &JsValue) -> Thrown<Audience> {
    match value.as_string() {
        Some(name) => Ok(Audience::from(name.as_str())),
        None => strings(key, value).map(Audience::Groups),
    }
}
