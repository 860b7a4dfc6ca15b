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
use crate::error::{Error, ErrorKind, Result};
use crate::fields::{Field, curated, language_number, section_texts};
use crate::segment::{ArticleRow, Lost, SectionRow, Table};
use crate::work::{Phase, Stage, Work};

/// What tantivy may hold in memory before the segment is written, in bytes; it reserves none of it.
const MEMORY_BUDGET: usize = 1 << 31;

/// Builds a segment of `articles`, which must be in order of id and have at least one section each.
pub(crate) fn build(articles: Vec<Arc<Article>>, work: &Work) -> Result<EngineSegment> {
    let table = table(&articles);
    let stage = work.begin(Phase::Indexing, articles.len())?;
    let (fields, searcher) = index(&articles, &stage)?;
    stage.end()?;
    EngineSegment::new(articles, table, fields, &searcher).map_err(failed)
}

pub(super) fn failed(cause: tantivy::TantivyError) -> Error {
    Error::new(ErrorKind::Engine, "the index could not be built").caused_by(cause)
}

fn index(articles: &[Arc<Article>], stage: &Stage<'_>) -> Result<(Fields, tantivy::Searcher)> {
    let (fields, mut writer) = writer().map_err(failed)?;
    for article in articles {
        for (number, section) in article.sections.iter().enumerate() {
            writer.add_document(document(fields, article, section, number == 0)).map_err(failed)?;
        }
        stage.done(1)?;
    }
    let index = writer.finalize().map_err(failed)?;
    let reader = index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into().map_err(failed)?;
    Ok((fields, reader.searcher()))
}

fn writer() -> tantivy::Result<(Fields, SingleSegmentIndexWriter)> {
    let (schema, fields) = schema();
    let tokenizers = TokenizerManager::new();
    tokenizers.register(NAME, Analyzer::default());
    let settings = IndexSettings { docstore_compress_dedicated_thread: false, ..IndexSettings::default() };
    let builder = IndexBuilder::new().schema(schema).tokenizers(tokenizers).settings(settings);
    Ok((fields, builder.single_segment_index_writer(RamDirectory::create(), MEMORY_BUDGET)?))
}

fn document(fields: Fields, article: &Article, section: &Section, is_first: bool) -> TantivyDocument {
    let mut document = TantivyDocument::new();
    section_texts(article, section, is_first, &mut |place, text| {
        let field = match place {
            Field::Title => Some(fields.title),
            Field::Curated => Some(fields.curated),
            Field::Heading => Some(fields.heading),
            Field::Body => None,
        };
        if let Some(field) = field {
            document.add_text(field, text);
        }
        document.add_text(fields.all, text);
    });
    document
}

/// The terms of an article, and what they would be fewer without it.
pub(crate) fn terms(article: &Article) -> Vec<(Arc<str>, Lost)> {
    let mut terms: HashMap<String, Lost> = HashMap::new();
    let mut in_section = HashSet::new();
    for (number, section) in article.sections.iter().enumerate() {
        in_section.clear();
        section_texts(article, section, number == 0, &mut |place, text| {
            tokenize(text, &mut |token| {
                let term = terms.entry(token.term.to_owned()).or_default();
                term.articles = 1;
                term.titles |= u32::from(place == Field::Title);
                term.sections += u32::from(in_section.insert(token.term.to_owned()));
            });
        });
    }
    terms.into_iter().map(|(term, lost)| (Arc::from(term), lost)).collect()
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

fn length(text: &str) -> u32 {
    let mut words = 0;
    tokenize(text, &mut |token| words += u32::from(token.kind.counts()));
    words
}
