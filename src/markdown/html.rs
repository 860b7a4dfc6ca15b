//! As much HTML as articles need: tags, their attributes, and what of the rest is text.

use pulldown_cmark::{Event, Parser};

/// A piece of HTML.
#[derive(Debug, PartialEq)]
pub(super) enum Token<'a> {
    /// With entities as they are written.
    Text(&'a str),
    Tag(Tag<'a>),
    /// What stands between `<!--` and `-->`.
    Comment(&'a str),
    /// A comment without an end: all that follows belongs to it.
    OpenComment,
}

/// A start or end tag.
#[derive(Debug, PartialEq)]
pub(super) struct Tag<'a> {
    /// In lower case.
    pub(super) name: String,
    pub(super) closing: bool,
    /// `<x/>`.
    pub(super) empty: bool,
    /// What stands between the name and `>`.
    pub(super) attributes: &'a str,
}

impl Tag<'_> {
    /// The value of an attribute, entities decoded.
    pub(super) fn attribute(&self, name: &str) -> Option<String> {
        attributes(self.attributes).find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| decoded(value))
    }
}

/// Elements that stand within a word or sentence: their tags leave no gap.
pub(super) fn is_inline(name: &str) -> bool {
    const INLINE: [&str; 29] = [
        "a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "ins", "kbd",
        "mark", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "tt", "u", "var",
    ];
    INLINE.contains(&name) || name == "wbr" || name == "time"
}

/// Elements whose content is not text for readers.
pub(super) fn is_hidden(name: &str) -> bool {
    matches!(name, "script" | "style" | "template" | "svg" | "noscript" | "iframe" | "object" | "math")
}

/// Splits HTML into tokens. What is no tag is text.
pub(super) fn tokens(html: &str) -> impl Iterator<Item = Token<'_>> {
    let mut rest = html;
    std::iter::from_fn(move || {
        let (token, behind) = next_token(rest)?;
        rest = behind;
        Some(token)
    })
}

fn next_token(html: &str) -> Option<(Token<'_>, &str)> {
    if html.is_empty() {
        return None;
    }
    if let Some(comment) = html.strip_prefix("<!--") {
        return Some(match comment.split_once("-->") {
            Some((comment, behind)) => (Token::Comment(comment), behind),
            None => (Token::OpenComment, ""),
        });
    }
    if let Some(declaration) = html.strip_prefix("<!").or(html.strip_prefix("<?")) {
        let end = declaration.find('>').map_or(declaration.len(), |at| at + 1);
        return Some((Token::Comment(""), declaration.get(end..).unwrap_or_default()));
    }
    if let Some((tag, behind)) = tag(html) {
        return Some((Token::Tag(tag), behind));
    }
    let end = html.char_indices().skip(1).find(|(_, c)| *c == '<').map_or(html.len(), |(at, _)| at);
    Some((Token::Text(html.get(..end)?), html.get(end..)?))
}

fn tag(html: &str) -> Option<(Tag<'_>, &str)> {
    let inner = html.strip_prefix('<')?;
    let (closing, inner) = inner.strip_prefix('/').map_or((false, inner), |inner| (true, inner));
    let name_end =
        inner.find(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '-' | '.' | ':')).unwrap_or(inner.len());
    let (name, rest) = inner.split_at(name_end);
    if !name.starts_with(|c: char| c.is_ascii_alphabetic())
        || !rest.starts_with(|c: char| c.is_whitespace() || "/>".contains(c))
    {
        return None;
    }
    let end = tag_end(rest)?;
    let (attributes, behind) = (rest.get(..end)?, rest.get(end + 1..)?);
    let empty = attributes.ends_with('/');
    Some((Tag { name: name.to_ascii_lowercase(), closing, empty, attributes }, behind))
}

/// Where the `>` stands that ends a tag: not in quotes, and before another tag begins.
fn tag_end(attributes: &str) -> Option<usize> {
    let mut quote = None;
    for (at, b) in attributes.bytes().enumerate() {
        match (quote, b) {
            (Some(open), b) if open == b => quote = None,
            (None, b'"' | b'\'') => quote = Some(b),
            (None, b'>') => return Some(at),
            (None, b'<') => return None,
            _ => {}
        }
    }
    None
}

/// The names and values of attributes, also in JSX and in template tags (`title: "x"`): only those with a quoted value,
/// and `name=x` without quotes.
pub(super) fn attributes(text: &str) -> impl Iterator<Item = (&str, &str)> {
    let mut rest = text;
    std::iter::from_fn(move || {
        loop {
            let sign = rest.find(['=', ':'])?;
            let name =
                rest.get(..sign)?.trim_end().rsplit(|c: char| c.is_whitespace() || "\"'/{},".contains(c)).next()?;
            let value = rest.get(sign + 1..)?.trim_start().trim_start_matches('{');
            let (value, behind) = split_value(value)?;
            rest = behind;
            if !name.is_empty() && !value.is_empty() {
                return Some((name, value));
            }
        }
    })
}

fn split_value(text: &str) -> Option<(&str, &str)> {
    match text.chars().next() {
        Some(quote @ ('"' | '\'' | '`')) => {
            let inner = text.get(1..)?;
            Some(inner.split_once(quote).unwrap_or((inner, "")))
        }
        _ => {
            Some(text.split_at(text.find(|c: char| c.is_whitespace() || matches!(c, '>' | '}')).unwrap_or(text.len())))
        }
    }
}

/// Text with its entities decoded. The Markdown parser knows them all, so it is asked for each.
pub(super) fn decoded(text: &str) -> String {
    let mut decoded = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        decoded.push_str(rest.get(..at).unwrap_or_default());
        rest = rest.get(at..).unwrap_or_default();
        let end = entity_end(rest);
        let (entity, behind) = rest.split_at(end);
        match Parser::new(entity).find_map(|event| if let Event::Text(text) = event { Some(text) } else { None }) {
            Some(character) if end > 1 => decoded.push_str(&character),
            _ => decoded.push_str(entity),
        }
        rest = behind;
    }
    decoded.push_str(rest);
    decoded
}

/// How long the entity at the start of a text is; 1 if it is only an `&`.
fn entity_end(text: &str) -> usize {
    let name = text.bytes().skip(1).take(40).take_while(|b| b.is_ascii_alphanumeric() || *b == b'#').count();
    if name > 0 && text.as_bytes().get(name + 1) == Some(&b';') { name + 2 } else { 1 }
}
