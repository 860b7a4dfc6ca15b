//! Words by which articles are found, and which are never shown: no query is corrected to one of them in sight.

use std::sync::Arc;

use super::said;
use crate::analysis::tokenize;
use crate::curation::TERMS;
use crate::segment::{Segment, Terms};

/// Words that stand in no title, heading or text, only among hidden terms.
#[derive(Debug, Default)]
pub(crate) struct HiddenWords {
    /// In order, each once.
    words: Vec<String>,
}

impl HiddenWords {
    pub(super) fn of(segments: &[Arc<dyn Segment>]) -> Self {
        let mut hidden = Vec::new();
        for (_, terms) in said(segments, TERMS) {
            for term in terms {
                // All that the index has of it: compounds and what they consist of.
                tokenize(&term, &mut |token| hidden.push(token.term.to_owned()));
            }
        }
        hidden.sort_unstable();
        hidden.dedup();
        hidden.retain(|word| !segments.iter().any(|segment| is_shown(word, segment.as_ref())));
        HiddenWords { words: hidden }
    }

    pub(crate) fn has(&self, word: &str) -> bool {
        self.words.binary_search_by(|known| known.as_str().cmp(word)).is_ok()
    }
}

fn is_shown(word: &str, segment: &dyn Segment) -> bool {
    let mut is_shown = false;
    segment.articles_of(Terms::One(word), &mut |_, articles| {
        is_shown |= articles.iter().any(|article| article.text > 0 || article.title > 0);
    });
    is_shown
}
