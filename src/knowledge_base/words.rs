//! Which words the articles have.

use super::KnowledgeBase;
use crate::analysis::{TokenKind, tokenize};
use crate::query::Lexicon;
#[cfg(feature = "index")]
use crate::synonyms::Synonyms;

impl KnowledgeBase {
    /// Whether any article has this word, in whatever case: what [`redact`](crate::redact()) may leave as it is. Of a
    /// compound the whole has to be there (`LF-409`), and of several words all of them; nothing is not known.
    pub fn knows(&self, word: &str) -> bool {
        let state = self.state();
        let lexicon = Lexicon::new(&state.segments);
        let (mut parts, mut wholes) = (Vec::new(), Vec::new());
        tokenize(word, &mut |token| {
            let list = if token.kind == TokenKind::Whole { &mut wholes } else { &mut parts };
            list.push(lexicon.frequency(token.term) > 0);
        });
        let is_known = |words: &[bool]| !words.is_empty() && words.iter().all(|&is_known| is_known);
        is_known(&parts) && (wholes.is_empty() || is_known(&wholes))
    }
}

/// What is known of words, for those who compare texts with one another.
#[cfg(feature = "index")]
impl KnowledgeBase {
    /// Number of sections that have each of these folded words.
    pub(crate) fn frequencies<'w>(&self, words: impl Iterator<Item = &'w str>) -> Vec<u32> {
        let state = self.state();
        let lexicon = Lexicon::new(&state.segments);
        words.map(|word| lexicon.frequency(word)).collect()
    }

    /// The language of most articles, as a tag without region; empty if none is known.
    pub(crate) fn main_language(&self) -> String {
        let state = self.state();
        Lexicon::new(&state.segments).languages().first().copied().unwrap_or_default().to_owned()
    }

    /// What means the same as what.
    pub(crate) fn with_synonyms<T>(&self, read: impl FnOnce(&Synonyms) -> T) -> T {
        read(&self.state().synonyms)
    }
}
