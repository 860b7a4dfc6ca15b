//! MDX: imports and exports, JSX tags, and expressions in braces.

use std::collections::HashMap;

use super::dialects::Rewriter;
use super::{html, templates};
use crate::analysis::prefix;

/// What has no end within this many bytes is no import.
const LONGEST_IMPORT: usize = 4_000;
/// A tag of more bytes is none; those in braces do not count, as they are stepped over.
const LONGEST_TAG: usize = 4_000;
/// An export of more lines is not looked for.
const MOST_LINES: usize = 200;

/// Whether a body imports something at the start of a paragraph, as only MDX does.
pub(super) fn looks_like_it(body: &str) -> bool {
    // Hardly any text has the word at all.
    if !body.contains("import ") {
        return false;
    }
    let mut fenced = false;
    let mut after_blank = true;
    for line in body.lines() {
        fenced ^= line.starts_with("```") || line.starts_with("~~~");
        if !fenced && after_blank && line.starts_with("import ") && is_import(line) {
            return true;
        }
        after_blank = line.trim().is_empty();
    }
    false
}

/// `import x from 'y'` or `import 'y'`, and nothing behind it.
fn is_import(statement: &str) -> bool {
    let Some(rest) = statement.strip_prefix("import ") else { return false };
    let rest = rest.trim().trim_end_matches(';').trim_end();
    let module = match rest.rsplit_once(" from ").or_else(|| rest.rsplit_once("}from ")) {
        Some((names, module)) if !names.contains(['"', '.']) => module,
        _ => rest,
    };
    let module = module.trim();
    let quoted = |quote: char| module.len() > 2 && module.starts_with(quote) && module.ends_with(quote);
    (quoted('"') || quoted('\'')) && module.matches(['"', '\'']).count() == 2
}

/// Whether a line begins an export statement rather than a sentence about exports.
fn is_export(line: &str) -> bool {
    let Some(rest) = line.strip_prefix("export ") else { return false };
    let (word, behind) = rest.trim_start().split_once(|c: char| !c.is_alphanumeric()).unwrap_or((rest, ""));
    match word {
        "const" | "let" | "var" => behind.contains('='),
        "function" | "async" | "class" => behind.contains(['(', '{']),
        "default" => behind.trim_end().ends_with([';', '{', '(', ')', '}', '>', '[']) || !behind.trim().contains(' '),
        "" => rest.starts_with(['{', '*']),
        _ => false,
    }
}

/// From every opening brace to the closing one that belongs to it.
pub(super) fn matching_braces(text: &str) -> HashMap<usize, usize> {
    let mut open = Vec::new();
    let mut pairs = HashMap::new();
    for (at, b) in text.bytes().enumerate() {
        match b {
            b'{' => open.push(at),
            b'}' => pairs.extend(open.pop().map(|start| (start, at))),
            _ => {}
        }
    }
    pairs
}

/// The elements that are open, so that what is indented only because it stands in them is no code.
#[derive(Default)]
pub(super) struct Nesting {
    /// The name and the indentation of each element's tag.
    tags: Vec<(String, usize)>,
    /// The indentation of what the innermost element holds, once it is known.
    content: Option<usize>,
}

impl Nesting {
    fn open(&mut self, name: &str, indentation: usize) {
        self.tags.push((name.to_owned(), indentation));
        self.content = None;
    }

    /// Elements that began in the middle of a line were not counted, so their ends are not either.
    fn close(&mut self, name: &str) {
        self.tags.pop_if(|(open, _)| open == name);
        self.content = None;
    }

    /// How much of a line's indentation is there because of the elements around it.
    pub(super) fn excess(&self, line: &str) -> usize {
        let own = indentation(line);
        match (self.tags.first(), self.content) {
            (Some((_, outer)), Some(content)) => own.min(content).saturating_sub(*outer),
            _ => 0,
        }
    }

    /// Learns from a line that is not blank how far its element's content is indented.
    fn learn(&mut self, line: &str) {
        if self.content.is_none() && !line.trim().is_empty() {
            self.content = Some(indentation(line));
        }
    }
}

fn indentation(line: &str) -> usize {
    line.bytes().take_while(|b| *b == b' ').count()
}

impl<'a> Rewriter<'a> {
    /// Takes the excess of indentation off the line that begins here.
    pub(super) fn dedent(&mut self) {
        let line = self.rest_of_line();
        self.jsx.learn(line);
        self.at += self.jsx.excess(line);
    }

    /// Takes out the import or export that begins with this line.
    pub(super) fn esm(&mut self, line: &str) -> bool {
        let length = match line {
            _ if line.starts_with("import ") => self.import_length(),
            _ if is_export(line) => self.export_length(),
            _ => None,
        };
        if let Some(length) = length {
            self.drop_to(self.at + length);
        }
        length.is_some()
    }

    /// To the end of the line on which its braces close: if that makes no import, there is none.
    fn import_length(&self) -> Option<usize> {
        let rest = prefix(self.rest(), LONGEST_IMPORT);
        let first = rest.split_inclusive('\n').next()?;
        let brace = if first.contains('{') { rest.find('}')? } else { 0 };
        let length = rest.get(brace..)?.find('\n').map_or(rest.len(), |at| brace + at + 1);
        let statement = rest.get(..length)?;
        (!statement.contains("\n\n") && is_import(statement)).then_some(length)
    }

    /// To the end of the line on which all brackets are closed again, else to the end of the paragraph.
    fn export_length(&self) -> Option<usize> {
        let (mut length, mut depth, mut paragraph) = (0, 0_i32, None);
        for line in self.rest().split_inclusive('\n').take(MOST_LINES) {
            length += line.len();
            depth += line.bytes().map(|b| i32::from(b"({[".contains(&b)) - i32::from(b")}]".contains(&b))).sum::<i32>();
            if depth <= 0 {
                return Some(length);
            }
            if line.trim().is_empty() {
                paragraph = paragraph.or(Some(length));
            }
        }
        paragraph.or(Some(length))
    }

    /// `{/* comment */}` and `{expression}` go, `{"text"}` becomes its text, `{#id}` stays.
    pub(super) fn expression(&mut self) -> bool {
        let Some(end) = self.braces.get(&self.at).copied() else { return false };
        let inner = self.text.get(self.at + 1..end).unwrap_or_default().trim();
        if inner.starts_with('#') {
            return false;
        }
        let text = match heading_id(inner) {
            Some(id) => format!("{{#{id}}}"),
            None => quoted_text(inner).to_owned(),
        };
        self.out.push_str(&text);
        if text.is_empty() {
            self.drop_to(end + 1);
        } else {
            self.at = end + 1;
        }
        true
    }

    /// Takes out the tag that begins here, and leaves its props that hold text. Tags of HTML within a sentence stay.
    pub(super) fn jsx_tag(&mut self) -> bool {
        let Some(tag) = self.read_tag() else { return false };
        let is_markup = html::is_inline(&tag.name) && !tag.attributes.contains('{');
        if is_markup || tag.name == "br" || tag.name == "img" {
            self.copy(tag.length);
            return true;
        }
        if html::is_hidden(&tag.name) && !tag.empty {
            self.bare_tag(&tag);
            return true;
        }
        let before = self.out.trim_end_matches([' ', '\t']);
        let leads = before.is_empty() || before.ends_with('\n');
        let alone = leads && templates::ends_line(self.rest().get(tag.length..).unwrap_or_default());
        let width = self.out.len() - before.len();
        match (tag.closing, tag.empty) {
            (true, _) if leads => self.jsx.close(&tag.name),
            (false, false) if alone => self.jsx.open(&tag.name, width),
            _ => {}
        }
        self.replace_tag(&tag, alone);
        true
    }

    fn replace_tag(&mut self, tag: &JsxTag<'_>, alone: bool) {
        let end = self.at + tag.length;
        let id = html::attributes(tag.attributes).find(|(name, _)| *name == "id");
        let anchor =
            id.map_or(String::new(), |(_, id)| format!("<a id=\"{}\"></a>", id.replace('"', "").replace('\n', " ")));
        let text = templates::text_values(tag.attributes);
        if alone {
            self.own_block("");
        }
        self.replace_to(end, (anchor + &text).trim());
    }

    /// Leaves the bare tag: what stands in such an element is for the reader of HTML to leave out, as in any file.
    fn bare_tag(&mut self, tag: &JsxTag<'_>) {
        self.out.extend([if tag.closing { "</" } else { "<" }, &tag.name, ">"]);
        self.drop_to(self.at + tag.length);
    }

    /// `<Name prop={x}>`, `</Name>`, `<>` or `</>`, if that is what begins here.
    fn read_tag(&self) -> Option<JsxTag<'a>> {
        let rest = self.rest().strip_prefix('<')?;
        let (closing, rest) = rest.strip_prefix('/').map_or((false, rest), |rest| (true, rest));
        let name_end = rest.find(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '.' | '-' | '_'))?;
        let (name, behind) = rest.split_at(name_end);
        let is_name = name.is_empty() || name.starts_with(|c: char| c.is_ascii_alphabetic());
        let ends_name = behind.starts_with(|c: char| c.is_whitespace() || matches!(c, '/' | '>'));
        if !is_name || !ends_name || (name.is_empty() && !behind.starts_with('>')) {
            return None;
        }
        let start = self.at + 1 + usize::from(closing) + name_end;
        let end = self.tag_end(start)?;
        let attributes = self.text.get(start..end)?;
        let name = name.to_ascii_lowercase();
        Some(JsxTag { name, closing, empty: attributes.ends_with('/'), attributes, length: end + 1 - self.at })
    }

    /// Where the tag's `>` stands: not in quotes or braces, and before another tag begins.
    fn tag_end(&self, start: usize) -> Option<usize> {
        let bytes = self.text.as_bytes();
        let (mut at, mut quote) = (start, None);
        for _ in 0..LONGEST_TAG {
            let b = *bytes.get(at)?;
            match (quote, b) {
                (Some(open), b) if open == b => quote = None,
                (None, b'"' | b'\'') => quote = Some(b),
                (None, b'{') => at = *self.braces.get(&at)?,
                (None, b'>') => return Some(at),
                (None, b'<' | b'}') => return None,
                // In quotes, anything goes.
                _ => {}
            }
            at += 1;
        }
        None
    }
}

struct JsxTag<'a> {
    /// In lower case; empty for a fragment.
    name: String,
    closing: bool,
    empty: bool,
    attributes: &'a str,
    length: usize,
}

/// `/* #id */`
fn heading_id(expression: &str) -> Option<&str> {
    let id = expression.strip_prefix("/*")?.strip_suffix("*/")?.trim().strip_prefix('#')?;
    Some(id).filter(|id| !id.is_empty() && !id.contains(char::is_whitespace))
}

/// What a string holds; nothing for any other expression.
fn quoted_text(expression: &str) -> &str {
    let text = ['"', '\'', '`'].iter().find_map(|quote| expression.strip_prefix(*quote)?.strip_suffix(*quote));
    text.filter(|text| !text.contains(['"', '`', '\n']) && !text.contains("${")).unwrap_or_default()
}
