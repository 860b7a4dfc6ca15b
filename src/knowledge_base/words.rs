//! Which words the articles have.

use super::KnowledgeBase;
use crate::analysis::{TokenKind, tokenize};
use crate::query::Lexicon;

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
