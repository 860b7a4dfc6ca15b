//! Words by which articles are found, and which are never shown: no query is corrected to one of them in sight.

use std::sync::Arc;

use super::said;
use crate::curation::{TERMS, words};
use crate::segment::{Segment, Terms};

/// Words that stand in no title, heading or text, only among hidden terms.
#[derive(Debug, Default)]
pub(crate) struct HiddenWords {
    words: Vec<String>,
}

impl HiddenWords {
    pub(super) fn of(segments: &[Arc<dyn Segment>]) -> Self {
        let mut hidden = Vec::new();
        for (_, terms) in said(segments, TERMS) {
            for term in terms {
                hidden.append(&mut words(&term));
            }
        }
        hidden.retain(|word| !segments.iter().any(|segment| is_shown(word, segment.as_ref())));
        HiddenWords { words: hidden }
    }

    pub(crate) fn has(&self, word: &str) -> bool {
        self.words.iter().any(|known| known == word)
    }
}

fn is_shown(word: &str, segment: &dyn Segment) -> bool {
    let mut is_shown = false;
    segment.articles_of(Terms::One(word), &mut |_, articles| {
        is_shown |= articles.iter().any(|article| article.text > 0 || article.title > 0);
    });
    is_shown
}
