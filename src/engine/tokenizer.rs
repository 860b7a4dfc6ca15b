//! Our tokenizer, as tantivy wants to call it.

use tantivy::tokenizer::{Token, TokenStream, Tokenizer};

use crate::analysis::tokenize;

/// The name under which the schema refers to it.
pub(super) const NAME: &str = "nohold";

#[derive(Clone, Default)]
pub(super) struct Analyzer {
    terms: String,
    /// Where each term ends in `terms`.
    ends: Vec<usize>,
    token: Token,
}

impl Tokenizer for Analyzer {
    type TokenStream<'a> = Terms<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Terms<'a> {
        self.terms.clear();
        self.ends.clear();
        tokenize(text, &mut |token| {
            self.terms.push_str(token.term);
            self.ends.push(self.terms.len());
        });
        Terms { text: &self.terms, ends: self.ends.iter(), start: 0, token: &mut self.token }
    }
}

pub(super) struct Terms<'a> {
    /// The terms, one after the other.
    text: &'a str,
    ends: std::slice::Iter<'a, usize>,
    start: usize,
    token: &'a mut Token,
}

impl TokenStream for Terms<'_> {
    fn advance(&mut self) -> bool {
        let Some(&end) = self.ends.next() else { return false };
        self.token.text.clear();
        self.token.text.push_str(self.text.get(self.start..end).unwrap_or_default());
        self.token.position = self.token.position.wrapping_add(1);
        self.start = end;
        true
    }

    fn token(&self) -> &Token {
        self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        self.token
    }
}
