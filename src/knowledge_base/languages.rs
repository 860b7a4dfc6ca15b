//! The languages of articles that do not say theirs.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::analysis::{detect, is_language, primary};
use crate::article::Article;
use crate::markdown::{language_of_file, language_tag};

/// A language that is guessed is believed if at least one article in so many has it: short and odd texts look like this
/// or that one, and every language costs a query time.
const ONE_IN: usize = 100;

/// How an article's language is known: by its own word, by its file name or the folder it is in (`page.de.md`, `de/…`) if
/// its text is not plainly in another, by its text, or not at all.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Told {
    Named(String),
    /// From its text alone, or from its place alone.
    Guessed(String),
    #[default]
    Unknown,
}

/// Number of articles by language.
#[derive(Debug, Clone, Default)]
pub(super) struct Tongues {
    articles: usize,
    /// Of those that were named or guessed.
    counts: BTreeMap<String, usize>,
    /// Of those that were named, without regions.
    named: BTreeMap<String, usize>,
}

impl Tongues {
    pub(super) fn count(&mut self, told: &Told) {
        self.articles += 1;
        let tag = match told {
            Told::Named(tag) => {
                *self.named.entry(primary(tag).to_owned()).or_default() += 1;
                tag
            }
            Told::Guessed(tag) => tag,
            Told::Unknown => return,
        };
        *self.counts.entry(tag.clone()).or_default() += 1;
    }

    /// For an article that was counted, and is gone.
    pub(super) fn discount(&mut self, told: &Told) {
        self.articles = self.articles.saturating_sub(1);
        let tag = match told {
            Told::Named(tag) => {
                one_less(&mut self.named, primary(tag));
                tag
            }
            Told::Guessed(tag) => tag,
            Told::Unknown => return,
        };
        one_less(&mut self.counts, tag);
    }

    /// What becomes of all that is told. Unless `default` names one, the language of most articles is that of those of which
    /// nothing is known.
    pub(super) fn verdicts(&self, default: &str) -> Verdicts {
        let most = self.counts.iter().max_by_key(|(_, count)| **count).map(|(tag, _)| tag.clone());
        let most = if default.is_empty() { most.unwrap_or_default() } else { default.to_owned() };
        let believed = self.counts.keys().filter(|tag| self.is_believed(tag)).cloned().collect();
        Verdicts { most, believed }
    }

    fn is_believed(&self, guessed: &str) -> bool {
        let count = self.counts.get(guessed).copied().unwrap_or(0);
        count.saturating_mul(ONE_IN) >= self.articles || self.named.contains_key(primary(guessed))
    }
}

fn one_less(counts: &mut BTreeMap<String, usize>, tag: &str) {
    if let Some(count) = counts.get_mut(tag) {
        *count -= 1;
        if *count == 0 {
            counts.remove(tag);
        }
    }
}

/// Which languages are there, as all articles together tell.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Verdicts {
    most: String,
    believed: BTreeSet<String>,
}

impl Verdicts {
    /// The language of an article.
    pub(super) fn of<'v>(&'v self, told: &'v Told) -> &'v str {
        match told {
            Told::Named(tag) => tag,
            Told::Guessed(tag) if self.believed.contains(tag) => tag,
            _ => &self.most,
        }
    }
}

/// What an article tells of its language: what it says itself; else that of its file name or of the folder it is in, unless
/// its text is plainly in another; else `default`; else that of its text, if it tells.
pub(super) fn told(article: &Article, default: &str) -> Told {
    if !article.lang.is_empty() {
        return Told::Named(article.lang.clone());
    }
    let place = language_of_file(&article.id).or_else(|| folder(&article.id));
    if place.is_none() && !default.is_empty() {
        return Told::Named(default.to_owned());
    }
    let detected = detect(&beginning(article));
    match (place, detected) {
        (Some(tag), Some(detected)) if primary(&tag) == detected => Told::Named(tag),
        // `to/` and `no/` are words as well.
        (Some(tag), None) => Told::Guessed(tag),
        _ if !default.is_empty() => Told::Named(default.to_owned()),
        (_, detected) => detected.map_or(Told::Unknown, |tag| Told::Guessed(tag.to_owned())),
    }
}

/// The innermost folder that is named as a language is, such as `de` or `pt-br`.
fn folder(id: &str) -> Option<String> {
    let (folders, _) = id.rsplit_once('/')?;
    let mut tags = folders.rsplit('/').filter_map(language_tag);
    tags.find(|tag| is_language(tag))
}

fn beginning(article: &Article) -> String {
    let texts = article.sections.iter().flat_map(|section| [section.heading.as_str(), section.text.as_str()]);
    texts.take(8).fold(article.title.clone(), |all, text| all + "\n" + text)
}

#[cfg(test)]
mod tests {
    use super::{Tongues, folder, told};
    use crate::article::{Article, Section};

    fn name_languages(articles: &mut [Article], default: &str) {
        let told: Vec<_> = articles.iter().map(|article| told(article, default)).collect();
        let mut tongues = Tongues::default();
        for told in &told {
            tongues.count(told);
        }
        let verdicts = tongues.verdicts(default);
        for (article, told) in articles.iter_mut().zip(&told) {
            article.lang = verdicts.of(told).to_owned();
            tongues.discount(told);
        }
        assert_eq!((tongues.articles, tongues.counts.len(), tongues.named.len()), (0, 0, 0));
    }

    #[test]
    fn folders_name_languages() {
        let cases = [
            ("de/a.md", Some("de")),
            ("docs/pt_BR/x/a.md", Some("pt-BR")),
            ("zh-hant/a.md", Some("zh-Hant")),
            ("policies/a.md", None),
            ("de.md", None),
            ("xx/a.md", None),
            ("de-extra-long/a.md", None),
        ];
        for (id, tag) in cases {
            assert_eq!(folder(id).as_deref(), tag, "{id}");
        }
    }

    #[test]
    fn every_article_gets_a_language() {
        let english = "You can cancel your subscription at any time; we pay back what you have not received.";
        let german = "Sie können Ihr Abonnement jederzeit kündigen und erhalten den Rest zurück.";
        let cases = [
            ("a.md", english, "", "", "en"),
            ("a.md", german, "", "", "de"),
            ("a.md", german, "fr", "", "fr"),
            ("a.md", german, "", "en", "en"),
            ("de/a.md", german, "", "en", "de"),
            ("it/vpn.md", english, "", "", "en"),
            ("it/vpn.md", english, "", "en", "en"),
            ("fr/a.md", "OK", "", "", "fr"),
            ("a.de.md", german, "", "en", "de"),
            ("a.to.md", english, "", "", "en"),
            ("a.md", "OK", "", "", "en"),
        ];
        for (id, text, lang, default, expected) in cases {
            let section = |text: &str| vec![Section { text: text.to_owned(), ..Section::default() }];
            let article = |id: &str, lang: &str, text: &str| Article {
                id: id.to_owned(),
                lang: lang.to_owned(),
                sections: section(text),
                ..Article::default()
            };
            let mut articles = [article(id, lang, text), article("x", "en", ""), article("y", "en", "")];
            name_languages(&mut articles, default);
            assert_eq!(articles[0].lang, expected, "{id} {text}");
        }
    }

    #[test]
    fn a_language_seen_once_in_hundreds_is_a_mistake() {
        let german = "Sie können Ihr Abonnement jederzeit kündigen und erhalten den Rest zurück.";
        let section = vec![Section { text: german.to_owned(), ..Section::default() }];
        let odd = Article { id: "odd.md".to_owned(), sections: section, ..Article::default() };
        for (english, german, expected) in [(99, 0, "de"), (300, 0, "en"), (300, 1, "de")] {
            let named = |lang: &str| Article { lang: lang.to_owned(), ..Article::default() };
            let mut articles = vec![odd.clone()];
            articles.extend((0..english).map(|_| named("en")).chain((0..german).map(|_| named("de"))));
            name_languages(&mut articles, "");
            assert_eq!(articles[0].lang, expected, "{english} {german}");
        }
    }
}
