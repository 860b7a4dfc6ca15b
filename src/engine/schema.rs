//! The tantivy schema: one document a section, one field a place where words stand.

use tantivy::schema::{Field, IndexRecordOption, Schema, TextFieldIndexing, TextOptions};

use super::tokenizer::NAME;

/// Words of all places stand in `all`, whose dictionary is the segment's. The other fields say how many of a section's
/// occurrences are in its heading, its article's title and its curated words; the rest is body.
#[derive(Debug, Clone, Copy)]
pub(super) struct Fields {
    pub(super) all: Field,
    pub(super) heading: Field,
    pub(super) title: Field,
    pub(super) curated: Field,
}

pub(super) fn schema() -> (Schema, Fields) {
    let mut schema = Schema::builder();
    let indexing = TextFieldIndexing::default()
        .set_tokenizer(NAME)
        .set_index_option(IndexRecordOption::WithFreqs)
        .set_fieldnorms(false);
    let options = TextOptions::default().set_indexing_options(indexing);
    let mut field = |name: &str| schema.add_text_field(name, options.clone());
    let fields =
        Fields { all: field("all"), heading: field("heading"), title: field("title"), curated: field("curated") };
    (schema.build(), fields)
}
