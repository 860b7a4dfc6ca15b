//! The languages of articles that do not say theirs.

use std::collections::BTreeMap;

use crate::analysis::{detect, is_language};
use crate::article::Article;
use crate::markdown::language_tag;

/// Names the language of every article that does not: that of the folder it is in (`de/…`), unless its text is plainly in
/// another; else `default`; else that of its text, if it tells; else that of most other articles.
pub(super) fn name_languages(articles: &mut [Article], default: &str) {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for article in articles.iter_mut() {
        if article.lang.is_empty() {
            article.lang = told(article, default);
        }
        if !article.lang.is_empty() {
            *counts.entry(article.lang.clone()).or_default() += 1;
        }
    }
    let most = counts.into_iter().max_by_key(|(_, count)| *count).map(|(tag, _)| tag).unwrap_or_default();
    articles.iter_mut().filter(|article| article.lang.is_empty()).for_each(|article| article.lang.clone_from(&most));
}

fn told(article: &Article, default: &str) -> String {
    let folder = folder(&article.id);
    if folder.is_none() && !default.is_empty() {
        return default.to_owned();
    }
    let detected = detect(&beginning(article));
    let primary = |tag: &str| tag.split('-').next().unwrap_or_default().to_owned();
    let folder = folder.filter(|tag| detected.is_none_or(|detected| primary(tag) == detected));
    let default = Some(default).filter(|tag| !tag.is_empty());
    folder.as_deref().or(default).or(detected).unwrap_or_default().to_owned()
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
    use super::{folder, name_languages};
    use crate::article::{Article, Section};

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
}
