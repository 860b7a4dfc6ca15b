//! What a user would pick instead: tantivy as its documentation shows it, with its own tokenizer, query parser and snippets,
//! over the same sections.

use nohold::article::Article;
use tantivy::collector::TopDocs;
use tantivy::query::QueryParser;
use tantivy::schema::{Field, STORED, Schema, TEXT};
use tantivy::snippet::SnippetGenerator;
use tantivy::{Index, Searcher, TantivyDocument};

/// How many hits are asked for: as many as `search` gives.
const LIMIT: usize = 10;
/// What the one writing thread may have before it writes a part: enough for one part in most runs.
const BUDGET: usize = 400_000_000;

/// Plain text, ready to be indexed.
pub(crate) struct Section {
    title: String,
    heading: String,
    body: String,
}

impl Section {
    pub(crate) fn of(article: &Article) -> impl Iterator<Item = Section> {
        article.sections.iter().map(|section| Section {
            title: article.title.clone(),
            heading: section.heading.clone(),
            body: section.text.clone(),
        })
    }
}

/// An index in memory, of one part.
pub(crate) struct Raw {
    searcher: Searcher,
    exact: QueryParser,
    fuzzy: QueryParser,
    fields: [Field; 3],
}

impl Raw {
    /// Indexes on one thread.
    pub(crate) fn build(sections: &[Section]) -> tantivy::Result<Self> {
        let mut schema = Schema::builder();
        let fields @ [title, heading, body] =
            ["title", "heading", "body"].map(|name| schema.add_text_field(name, TEXT | STORED));
        let index = Index::create_in_ram(schema.build());
        let mut writer = index.writer_with_num_threads(1, BUDGET)?;
        for section in sections {
            writer.add_document(tantivy::doc!(
                title => section.title.as_str(), heading => section.heading.as_str(), body => section.body.as_str()
            ))?;
        }
        writer.commit()?;
        let parts = index.searchable_segment_ids()?;
        if parts.len() > 1 {
            writer.merge(&parts).wait()?;
        }
        writer.wait_merging_threads()?;
        let (exact, fuzzy) = (parser(&index, fields), with_typos(parser(&index, fields), fields));
        Ok(Raw { searcher: index.reader()?.searcher(), exact, fuzzy, fields })
    }

    pub(crate) fn exact(&self, text: &str) -> usize {
        self.search(&self.exact, text)
    }

    pub(crate) fn fuzzy(&self, text: &str) -> usize {
        self.search(&self.fuzzy, text)
    }

    /// The bytes of what would be shown. What people type may be no query of tantivy's: it takes what it understands.
    fn search(&self, parser: &QueryParser, text: &str) -> usize {
        let (query, _) = parser.parse_query_lenient(text);
        let hits = self.searcher.search(&query, &TopDocs::with_limit(LIMIT).order_by_score()).unwrap();
        let snippets = SnippetGenerator::create(&self.searcher, &*query, self.fields[2]).unwrap();
        let shown = hits.into_iter().map(|(_, address)| {
            let document: TantivyDocument = self.searcher.doc(address).unwrap();
            snippets.snippet_from_doc(&document).to_html().len()
        });
        shown.sum()
    }
}

fn parser(index: &Index, fields @ [title, heading, _]: [Field; 3]) -> QueryParser {
    let mut parser = QueryParser::for_index(index, fields.to_vec());
    parser.set_field_boost(title, 3.0);
    parser.set_field_boost(heading, 2.0);
    parser
}

/// With the setting that finds words within two edits, two neighbours that changed places counting as one: what `search`
/// finds of long words.
fn with_typos(mut parser: QueryParser, fields: [Field; 3]) -> QueryParser {
    for field in fields {
        parser.set_field_fuzzy(field, false, 2, true);
    }
    parser
}
