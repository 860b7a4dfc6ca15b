//! Articles to a tantivy index of one segment, without threads.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use tantivy::directory::RamDirectory;
use tantivy::tokenizer::TokenizerManager;
use tantivy::{IndexBuilder, IndexSettings, ReloadPolicy, SingleSegmentIndexWriter, TantivyDocument};

use super::schema::{Fields, schema};
use super::segment::EngineSegment;
use super::tokenizer::{Analyzer, NAME};
use crate::analysis::tokenize;
use crate::article::{Article, Section};
use crate::curation::TERMS;
use crate::error::{Error, ErrorKind, Result};
use crate::segment::{ArticleRow, Lost, SectionRow, Table};

/// What tantivy may hold in memory before the segment is written, in bytes; it reserves none of it.
const MEMORY_BUDGET: usize = 1 << 31;

/// Builds a segment of `articles`, which must be in order of id and have at least one section each.
pub(crate) fn build(articles: Vec<Arc<Article>>) -> Result<EngineSegment> {
    let table = table(&articles);
    let (fields, searcher) = index(&articles).map_err(failed)?;
    EngineSegment::new(articles, table, fields, &searcher).map_err(failed)
}

pub(super) fn failed(cause: tantivy::TantivyError) -> Error {
    Error::new(ErrorKind::Engine, "the index could not be built").caused_by(cause)
}

fn index(articles: &[Arc<Article>]) -> tantivy::Result<(Fields, tantivy::Searcher)> {
    let (schema, fields) = schema();
    let tokenizers = TokenizerManager::new();
    tokenizers.register(NAME, Analyzer::default());
    let settings = IndexSettings { docstore_compress_dedicated_thread: false, ..IndexSettings::default() };
    let builder = IndexBuilder::new().schema(schema).tokenizers(tokenizers).settings(settings);
    let mut writer: SingleSegmentIndexWriter =
        builder.single_segment_index_writer(RamDirectory::create(), MEMORY_BUDGET)?;
    for article in articles {
        for (number, section) in article.sections.iter().enumerate() {
            writer.add_document(document(fields, article, section, number == 0))?;
        }
    }
    let index = writer.finalize()?;
    let reader = index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
    Ok((fields, reader.searcher()))
}

fn document(fields: Fields, article: &Article, section: &Section, is_first: bool) -> TantivyDocument {
    let mut document = TantivyDocument::new();
    each_text(article, section, is_first, &mut |place, text| {
        let field = match place {
            Place::Title => Some(fields.title),
            Place::Curated => Some(fields.curated),
            Place::Heading => Some(fields.heading),
            Place::Body => None,
        };
        if let Some(field) = field {
            document.add_text(field, text);
        }
        document.add_text(fields.all, text);
    });
    document
}

/// Where words stand.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Title,
    Curated,
    Heading,
    Body,
}

/// What is indexed of a section; title and curated words are part of the first.
fn each_text(article: &Article, section: &Section, is_first: bool, visit: &mut dyn FnMut(Place, &str)) {
    if is_first {
        visit(Place::Title, &article.title);
        curated(article).for_each(|words| visit(Place::Curated, words));
    }
    if !section.heading.is_empty() && !section.continued {
        visit(Place::Heading, &section.heading);
    }
    visit(Place::Body, &section.text);
}

/// The terms of an article, and what they would be fewer without it.
pub(crate) fn terms(article: &Article) -> Vec<(Arc<str>, Lost)> {
    let mut terms: HashMap<String, Lost> = HashMap::new();
    let mut in_section = HashSet::new();
    for (number, section) in article.sections.iter().enumerate() {
        in_section.clear();
        each_text(article, section, number == 0, &mut |place, text| {
            tokenize(text, &mut |token| {
                let term = terms.entry(token.term.to_owned()).or_default();
                term.articles = 1;
                term.titles |= u32::from(place == Place::Title);
                term.sections += u32::from(in_section.insert(token.term.to_owned()));
            });
        });
    }
    terms.into_iter().map(|(term, lost)| (Arc::from(term), lost)).collect()
}

/// The words that editors gave an article beside its text.
fn curated(article: &Article) -> impl Iterator<Item = &str> {
    let meta = &article.meta;
    let lists = meta.keywords.iter().chain(&meta.tags).chain(&meta.aliases);
    let hidden = meta.attributes.get(TERMS).into_iter().flatten();
    lists.chain(hidden).map(String::as_str).chain(std::iter::once(meta.summary.as_str()))
}

fn table(articles: &[Arc<Article>]) -> Table {
    let mut table = Table::default();
    for (number, article) in (0u32..).zip(articles) {
        let (title_length, curated_length) = (length(&article.title), curated(article).map(length).sum());
        let first_section = table.sections.len() as u32;
        let mut total = title_length + curated_length;
        for section in &article.sections {
            let heading_length = if section.continued { 0 } else { length(&section.heading) };
            let row = SectionRow { article: number, heading_length, length: heading_length + length(&section.text) };
            total += row.length;
            table.sections.push(row);
        }
        let lang = language_number(&mut table.languages, &article.lang);
        table.articles.push(ArticleRow { first_section, title_length, curated_length, length: total, lang });
    }
    table.counted()
}

/// There are fewer languages with two-letter codes than numbers; tags beyond those share the last number, which has no tag.
fn language_number(languages: &mut Vec<String>, tag: &str) -> u8 {
    let known = languages.iter().position(|known| known == tag);
    if known.is_none() && languages.len() < usize::from(u8::MAX) {
        languages.push(tag.to_owned());
        return language_number(languages, tag);
    }
    known.and_then(|number| u8::try_from(number).ok()).unwrap_or(u8::MAX)
}

fn length(text: &str) -> u32 {
    let mut words = 0;
    tokenize(text, &mut |token| words += u32::from(token.kind.counts()));
    words
}
