//! Laws of search: what holds for every knowledge base and every query. Here is what their tests share; each law has a
//! file of its own (`laws_*.rs`).

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::OnceLock;

use nohold::article::Article;
use nohold::markdown::{Settings, parse};
use nohold::{Hit, KnowledgeBase, Query, Ranking};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::answers::sample_files;

/// The articles of the sample as they are read, in order of their files.
pub(crate) fn sample_articles() -> &'static [Article] {
    static ARTICLES: OnceLock<Vec<Article>> = OnceLock::new();
    ARTICLES.get_or_init(|| {
        let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("kb-sample");
        let read = |path: &String| parse(path, &std::fs::read(root.join(path)).unwrap(), &Settings::default()).article;
        sample_files().iter().map(read).collect()
    })
}

/// A base of these articles (id, Markdown) in one language, without the built-in rules.
pub(crate) fn base<'a>(lang: &str, articles: impl IntoIterator<Item = (&'a str, &'a str)>) -> KnowledgeBase {
    let builder = KnowledgeBase::builder().lang(lang).builtin_synonyms(false);
    articles.into_iter().fold(builder, |builder, (id, text)| builder.article(id, text)).build().unwrap()
}

/// The same articles, where no word is read as misspelt.
pub(crate) fn without_typos(kb: &KnowledgeBase) -> KnowledgeBase {
    let mut ranking = Ranking::default();
    (ranking.one_typo_from, ranking.two_typos_from) = (usize::MAX, usize::MAX);
    kb.with_ranking(ranking)
}

/// The ids of all hits, the best first.
pub(crate) fn all(kb: &KnowledgeBase, query: Query) -> Vec<String> {
    kb.search(query.limit(1000)).unwrap().iter().map(|hit| hit.id().to_owned()).collect()
}

/// The id of the first hit; empty if there is none.
pub(crate) fn first(kb: &KnowledgeBase, query: impl Into<Query>) -> String {
    kb.search(query).unwrap().hits().first().map_or("", Hit::id).to_owned()
}

/// A text without case, accents of Latin letters and needless space.
pub(crate) fn folded(text: &str) -> String {
    let plain = without_accents(&text.to_uppercase()).to_lowercase();
    plain.split_whitespace().collect::<Vec<_>>().join(" ").nfc().collect()
}

pub(crate) fn without_accents(text: &str) -> String {
    let mut plain = String::new();
    for c in text.nfd() {
        let is_accent = matches!(c, '\u{300}'..='\u{36f}');
        if !is_accent || !plain.ends_with(|last: char| last.is_ascii_alphabetic()) {
            plain.push(c);
        }
    }
    plain.nfc().collect()
}

/// The words of a text: runs of letters and digits, those of unspaced scripts apart. An English ending behind an
/// apostrophe is no word of its own.
pub(crate) fn words(text: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut before = ' ';
    for c in text.chars() {
        let belongs = c.is_alphanumeric() || is_combining_mark(c);
        if belongs && before.is_alphanumeric() && (is_unspaced(c) == is_unspaced(before) || is_combining_mark(c)) {
            words.last_mut().unwrap().push(c);
        } else if belongs {
            words.push(if matches!(before, '\'' | '’') { format!("'{c}") } else { c.to_string() });
        }
        before = if is_combining_mark(c) { before } else { c };
    }
    let endings = ["'s", "'t", "'re", "'ve", "'ll", "'d", "'m"];
    words.retain(|word| !endings.contains(&word.to_lowercase().as_str()));
    words.into_iter().map(|word| word.trim_start_matches('\'').to_owned()).collect()
}

pub(crate) fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{e01}'..='\u{e4e}' | '\u{3005}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}')
}

/// All texts of an article that are indexed.
pub(crate) fn texts(article: &Article) -> impl Iterator<Item = &str> {
    let meta = &article.meta;
    let lists = meta.keywords.iter().chain(&meta.tags).chain(&meta.aliases).chain([&article.title, &meta.summary]);
    let sections = article.sections.iter().flat_map(|section| [&section.heading, &section.text]);
    lists.chain(sections).map(String::as_str)
}

/// Fails with what is wrong, if anything is.
pub(crate) fn nothing_is(wrong: &BTreeSet<String>) {
    let some: Vec<&String> = wrong.iter().take(40).collect();
    assert!(wrong.is_empty(), "{} cases: {some:#?}", wrong.len());
}
