//! Which texts of an article are indexed, and as what.

use crate::article::{Article, Section};
use crate::curation::TERMS;

/// Where a text of an article stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Field {
    Title,
    /// The words that editors gave it beside its text.
    Curated,
    Heading,
    Body,
}

/// Calls `visit` with every text of `article` that is indexed, and the number of its section.
pub(crate) fn texts(article: &Article, visit: &mut dyn FnMut(u32, Field, &str)) {
    for (number, section) in (0u32..).zip(&article.sections) {
        section_texts(article, section, number == 0, &mut |field, text| visit(number, field, text));
    }
}

/// Calls `visit` with what is indexed of a section; title and curated words are part of the first.
pub(crate) fn section_texts(article: &Article, section: &Section, is_first: bool, visit: &mut dyn FnMut(Field, &str)) {
    if is_first {
        visit(Field::Title, &article.title);
        curated(article).for_each(|words| visit(Field::Curated, words));
    }
    // What is continued has its heading already.
    if !section.heading.is_empty() && !section.continued {
        visit(Field::Heading, &section.heading);
    }
    visit(Field::Body, &section.text);
}

/// Keywords, tags, former addresses, hidden terms, and the summary.
pub(crate) fn curated(article: &Article) -> impl Iterator<Item = &str> {
    let meta = &article.meta;
    let lists = meta.keywords.iter().chain(&meta.tags).chain(&meta.aliases);
    let hidden = meta.attributes.get(TERMS).into_iter().flatten();
    lists.chain(hidden).map(String::as_str).chain(std::iter::once(meta.summary.as_str()))
}

/// The number of a language tag, which is added if it is new. There are fewer languages with two-letter codes than numbers;
/// tags beyond those share the last number, which has no tag.
pub(crate) fn language_number(languages: &mut Vec<String>, tag: &str) -> u8 {
    let known = languages.iter().position(|known| known == tag);
    if known.is_none() && languages.len() < usize::from(u8::MAX) {
        languages.push(tag.to_owned());
        return language_number(languages, tag);
    }
    known.and_then(|number| u8::try_from(number).ok()).unwrap_or(u8::MAX)
}
