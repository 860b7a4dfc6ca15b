//! Text to terms. The only tokenizer: index, query and snippet call it, natively and in WASM.

#[cfg(feature = "index")]
mod detect;
mod fold;
mod function_words;
mod language;
mod marks;
mod normal;
mod prefix;
mod script;
mod tokens;

#[cfg(feature = "index")]
pub(crate) use detect::{detect, is_language};
pub(crate) use fold::{compatible, fold, lower_case};
pub(crate) use function_words::function_words;
pub(crate) use language::{Language, primary};
pub(crate) use prefix::prefix;
pub(crate) use tokens::{Token, TokenKind, tokenize};
