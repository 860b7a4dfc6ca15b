//! Articles to the bytes of an edition, without a segment that could be searched: what [`super::write()`] makes of one.

use std::sync::Arc;

use super::attributes;
use super::invert::{Inverted, Words};
use super::write::{Beside, Index, Linked, Texts, finish};
use crate::article::Article;
use crate::error::Result;
use crate::segment::attribute_index;
use crate::work::{Phase, Work};

/// Writes `articles`, which must be in order of id and have at least one section each.
pub(crate) fn build(
    articles: Vec<Arc<Article>>,
    beside: &Beside<'_>,
    linked: &Linked<'_>,
    work: &Work,
) -> Result<Vec<u8>> {
    let words = Words::read(&articles, work)?;
    let stage = work.begin(Phase::Packing, articles.len())?;
    let attributes = attributes::write(&attribute_index(articles.iter().map(Arc::as_ref)), beside.packing, &stage)?;
    let mut texts = Texts::new(beside.packing, &stage);
    texts.expect(articles.iter().flat_map(|article| &article.sections).map(|section| section.text.len()).sum());
    // Each is dropped when it has been packed, before there are postings.
    for article in articles {
        let html = article.html.as_deref().filter(|html| !html.is_empty()).map(linked);
        texts.article(&article, html.as_deref())?;
        article.sections.iter().try_for_each(|section| texts.section(section))?;
    }
    let Inverted { table, terms, dictionary, postings } = words.inverted(work.threads(), &stage)?;
    let index = Index { table: &table, terms, dictionary, postings, attributes };
    finish(index, texts.finish()?, beside)
}
