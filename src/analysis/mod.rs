//! Text to terms. The only tokenizer: index, query, snippet and answer call it, natively and in WASM.

mod fold;
mod language;
mod script;
mod tokens;

pub(crate) use fold::fold;
pub(crate) use language::Language;
pub(crate) use tokens::{MAX_TERM_CHARS, Token, TokenKind, tokenize};
