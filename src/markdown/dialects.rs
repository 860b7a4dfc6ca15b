//! What people write among Markdown that is not Markdown, turned into Markdown or taken out: directives, alerts,
//! templates and MDX. Code stays as it is, and every line stays on its line, so that warnings can name it.

use std::borrow::Cow;
use std::collections::HashMap;

use super::{mdx, plain_text, templates};
use crate::analysis::prefix;

/// The body as Markdown. `is_mdx` says that the file is MDX by its name; others are if they import something.
pub(super) fn to_markdown(body: &str, is_mdx: bool) -> Cow<'_, str> {
    let is_mdx = is_mdx || mdx::looks_like_it(body);
    let signs = ["{%", "{{", "{:", ":::", "[!"];
    let nothing_to_do = !is_mdx && !signs.iter().any(|sign| body.contains(sign)) && !body.lines().any(nests_deeply);
    if nothing_to_do { Cow::Borrowed(body) } else { Cow::Owned(Rewriter::new(body, is_mdx).run()) }
}

/// More levels of quotes and lists than any text needs: parsers take long on them.
const DEEPEST: usize = 64;
/// Nor is there any sense in more indentation.
const WIDEST: usize = 256;

fn nests_deeply(line: &str) -> bool {
    let (markers, _) = split_markers(line);
    markers.len() > DEEPEST && (markers.len() > WIDEST || levels(markers) > DEEPEST)
}

fn levels(markers: &str) -> usize {
    markers.bytes().filter(|b| matches!(b, b'>' | b'-' | b'*' | b'+' | b'.' | b')' | b':')).count()
}

/// What opens or continues quotes and lists at the start of a line, with white space, and the rest of the line.
pub(super) fn split_markers(line: &str) -> (&str, &str) {
    let mut rest = line;
    loop {
        let trimmed = rest.trim_start_matches([' ', '\t', '>']);
        let digits = trimmed.bytes().take(9).take_while(u8::is_ascii_digit).count();
        let behind = trimmed.get(digits..).unwrap_or_default();
        let marker: &[char] = if digits > 0 { &['.', ')'] } else { &['-', '*', '+', ':'] };
        match behind.strip_prefix(marker).filter(|next| next.starts_with([' ', '\t'])) {
            Some(next) => rest = next,
            None => return line.split_at(line.len() - trimmed.len()),
        }
    }
}

/// Reads a body from one end to the other, and writes it out changed.
pub(super) struct Rewriter<'a> {
    pub(super) text: &'a str,
    pub(super) at: usize,
    pub(super) out: String,
    pub(super) is_mdx: bool,
    /// Where runs of backticks of a length begin: a code span ends at the next of its length.
    ticks: HashMap<usize, Vec<usize>>,
    finders: HashMap<&'static str, Option<usize>>,
    pub(super) jsx: mdx::Nesting,
    /// Where braces that belong together stand.
    pub(super) braces: HashMap<usize, usize>,
    pub(super) context: Context,
}

/// What the lines so far mean for the next.
pub(super) struct Context {
    in_list: bool,
    after_blank: bool,
    /// Whether this line is a heading.
    pub(super) in_heading: bool,
}

impl<'a> Rewriter<'a> {
    fn new(text: &'a str, is_mdx: bool) -> Self {
        Rewriter {
            text,
            at: 0,
            out: String::with_capacity(text.len()),
            is_mdx,
            ticks: tick_runs(text),
            finders: HashMap::new(),
            jsx: mdx::Nesting::default(),
            braces: if is_mdx { mdx::matching_braces(text) } else { HashMap::new() },
            context: Context { in_list: false, after_blank: true, in_heading: false },
        }
    }

    fn run(mut self) -> String {
        while self.at < self.text.len() {
            let line_start = self.at == 0 || self.text.as_bytes().get(self.at - 1) == Some(&b'\n');
            let done = line_start && self.line_start();
            if !done {
                self.inline();
            }
        }
        self.out
    }

    pub(super) fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    /// The rest of the line, with its end.
    pub(super) fn rest_of_line(&self) -> &'a str {
        self.rest().split_inclusive('\n').next().unwrap_or_default()
    }

    pub(super) fn copy(&mut self, bytes: usize) {
        let rest = self.rest();
        self.out.push_str(rest.get(..bytes).unwrap_or(rest));
        self.at += bytes.min(rest.len());
    }

    /// Goes on at `end`, and keeps of what lies before it the line ends.
    pub(super) fn drop_to(&mut self, end: usize) {
        let dropped = self.text.get(self.at..end).unwrap_or_default();
        self.out.extend(dropped.chars().filter(|c| *c == '\n'));
        self.at = end.max(self.at + 1);
    }

    /// Goes on at `end`, with `text` instead of what lies before it, apart from the words around it.
    pub(super) fn replace_to(&mut self, end: usize, text: &str) {
        if self.out.ends_with(char::is_alphanumeric) {
            self.out.push(' ');
        }
        self.out.push_str(text);
        self.drop_to(end);
        if self.out.ends_with(char::is_alphanumeric) && self.rest().starts_with(char::is_alphanumeric) {
            self.out.push(' ');
        }
    }

    /// Where `needle` stands next, from `from` on. Asked with growing `from` only, all calls together take linear time.
    pub(super) fn find(&mut self, needle: &'static str, from: usize) -> Option<usize> {
        let text = self.text;
        let search = || text.get(from..).and_then(|rest| rest.find(needle)).map(|at| from + at);
        let next = self.finders.entry(needle).or_insert_with(search);
        if next.is_some_and(|at| at < from) {
            *next = search();
        }
        *next
    }

    /// What is decided by how a line begins. Says whether the line is done with.
    fn line_start(&mut self) -> bool {
        if self.is_mdx {
            self.dedent();
        }
        let line = self.rest_of_line();
        let (markers, content) = split_markers(line);
        let is_blank = content.trim().is_empty();
        // In the middle of a paragraph, it would be a sentence.
        let is_statement = self.is_mdx && self.context.after_blank && self.esm(line);
        let done = is_statement
            || self.fence(markers, content)
            || self.indented_code(line, is_blank)
            || self.deep_line(markers, line)
            || self.directive(markers, content);
        let Context { in_list, after_blank, .. } = self.context;
        let goes_on = is_blank || line.starts_with([' ', '\t']) || !after_blank;
        let in_list = (in_list && goes_on) || is_item(markers);
        self.context = Context { in_list, after_blank: is_blank || is_statement, in_heading: content.starts_with('#') };
        if !done {
            self.copy(markers.len());
            self.alert(content);
        }
        done
    }

    /// Copies a fenced code block to its end.
    fn fence(&mut self, markers: &str, content: &str) -> bool {
        let Some(sign) = content.chars().next().filter(|c| matches!(c, '`' | '~')) else { return false };
        let width = content.chars().take_while(|c| *c == sign).count();
        let info = content.get(width..).unwrap_or_default();
        if width < 3 || (sign == '`' && info.contains('`')) {
            return false;
        }
        self.copy(markers.len() + content.len());
        while self.at < self.text.len() {
            let line = self.rest_of_line();
            let (_, content) = split_markers(line);
            let run = content.chars().take_while(|c| *c == sign).count();
            let closes = run >= width && content.get(run..).is_some_and(|rest| rest.trim().is_empty());
            let indentation = if closes { self.jsx.excess(line) } else { 0 };
            self.at += indentation;
            self.copy(line.len() - indentation);
            if closes {
                break;
            }
        }
        true
    }

    /// Copies a line of code that is code by its indentation. MDX has no such code.
    fn indented_code(&mut self, line: &str, is_blank: bool) -> bool {
        let is_code = !self.is_mdx && self.context.after_blank && !self.context.in_list && !is_blank;
        let is_code = is_code && (line.starts_with("    ") || line.starts_with('\t'));
        if is_code {
            self.copy(line.len());
        }
        is_code
    }

    /// Takes the levels that are too many off a line.
    fn deep_line(&mut self, markers: &str, line: &str) -> bool {
        if nests_deeply(line) {
            let content = line.get(markers.len()..).unwrap_or_default();
            let kept = prefix(markers, DEEPEST);
            self.out.push_str(kept.trim_end());
            self.out.push(' ');
            self.at += markers.len();
            self.copy(content.len());
            return true;
        }
        false
    }

    /// `:::note Title`, `:::note[Title]`, `::: details Title`, and the `:::` that ends it.
    fn directive(&mut self, markers: &str, content: &str) -> bool {
        let colons = content.bytes().take_while(|b| *b == b':').count();
        if colons < 3 {
            return false;
        }
        let rest = content.get(colons..).unwrap_or_default().trim();
        self.copy(markers.len());
        self.own_block(&plain_text::title(&directive_title(rest)));
        self.drop_to(self.at + content.len());
        true
    }

    /// Writes a line that is a block of its own: behind an HTML comment the parser takes it for one.
    pub(super) fn own_block(&mut self, text: &str) {
        self.out.push_str("<!-- -->");
        self.out.push_str(text);
    }

    /// `[!NOTE]` at the start of a quote, `[!INCLUDE [name](file)]`: the brackets go. `[![picture](a)](b)` is a link.
    fn alert(&mut self, content: &str) {
        let is_alert =
            content.strip_prefix("[!").is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_alphabetic()));
        if !is_alert {
            return;
        }
        let mut depth = 0_usize;
        for (at, c) in content.char_indices() {
            match c {
                '[' => depth += 1,
                ']' => depth = depth.saturating_sub(1),
                _ => {}
            }
            if depth == 0 {
                let rest = content.get(at + 1..).unwrap_or_default();
                self.drop_to(self.at + at + 1 + usize::from(rest.starts_with(['+', '-'])));
                if !rest.trim().is_empty() {
                    self.own_block("");
                }
                return;
            }
        }
    }

    /// Copies up to the next sign of something, and deals with that; at most to the end of the line.
    fn inline(&mut self) {
        let rest = self.rest();
        let is_sign = |b: u8| matches!(b, b'`' | b'{' | b'\\' | b'\n') || (self.is_mdx && b == b'<');
        let plain = rest.bytes().position(is_sign).unwrap_or(rest.len());
        self.copy(plain);
        let rest = self.rest();
        match rest.as_bytes().first() {
            Some(b'`') => self.code_span(),
            Some(b'{') => self.brace(),
            Some(b'<') => self.angle(),
            Some(b'\\') => self.escape(),
            Some(_) => self.copy(1),
            None => {}
        }
    }

    /// In MDX a brace is escaped where Markdown needs no escape.
    fn escape(&mut self) {
        if self.is_mdx && self.rest().starts_with("\\{#") {
            self.at += 1;
            return self.copy(1);
        }
        let escaped = self.rest().chars().nth(1).filter(|c| *c != '\n').map_or(0, char::len_utf8);
        self.copy(1 + escaped);
    }

    fn code_span(&mut self) {
        let width = self.rest().bytes().take_while(|b| *b == b'`').count();
        let inside = self.at + width;
        let paragraph_end = self.find("\n\n", inside).unwrap_or(self.text.len());
        let runs = self.ticks.get(&width).map_or(&[][..], Vec::as_slice);
        let end = runs.get(runs.partition_point(|run| *run < inside)).filter(|run| **run < paragraph_end);
        self.copy(end.map_or(width, |end| end + width - self.at));
    }

    fn brace(&mut self) {
        if !(templates::rewrite(self) || (self.is_mdx && self.expression())) {
            self.copy(1);
        }
    }

    fn angle(&mut self) {
        if !self.jsx_tag() {
            self.copy(1);
        }
    }
}

fn is_item(markers: &str) -> bool {
    markers.contains(['-', '*', '+', '.', ')'])
}

/// The words behind `:::`: without the directive's name, and without attributes.
fn directive_title(text: &str) -> String {
    let is_name = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_');
    let rest = text.trim_start_matches(is_name).trim_start();
    if let Some((title, _)) = rest.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
        return title.to_owned();
    }
    match rest.split_once('{') {
        Some(("", attributes)) => templates::text_values(attributes),
        Some((title, _)) => title.trim_end().to_owned(),
        None => rest.to_owned(),
    }
}

fn tick_runs(text: &str) -> HashMap<usize, Vec<usize>> {
    let mut runs: HashMap<usize, Vec<usize>> = HashMap::new();
    let mut width = 0;
    for (at, b) in text.bytes().chain([b' ']).enumerate() {
        if b == b'`' {
            width += 1;
        } else if width > 0 {
            runs.entry(width).or_default().push(at - width);
            width = 0;
        }
    }
    runs
}
