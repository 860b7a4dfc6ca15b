//! Markdown to headings and blocks of plain text, one after another, as a reader meets them.

use std::ops::Range;
use std::panic::{self, AssertUnwindSafe};

use pulldown_cmark::{Event, HeadingLevel, LinkType, Options, Parser, Tag, TagEnd};

use crate::article::BlockKind;

use super::html::{self, Token};
use super::table::Table;
use super::text::Line;
use super::warnings::Warnings;
use super::{AnchorStyle, Link};

/// What a body holds.
#[derive(Default)]
pub(super) struct Reading {
    pub(super) items: Vec<Item>,
    pub(super) links: Vec<Link>,
    /// Every `id`, and every `name` of an `<a>`, in HTML.
    pub(super) ids: Vec<String>,
}

/// A heading or a block.
pub(super) enum Item {
    Heading(Heading),
    Block(BlockKind, String),
}

/// A heading of Markdown or HTML.
#[derive(Default)]
pub(super) struct Heading {
    pub(super) level: u8,
    pub(super) text: String,
    /// The text of which anchors are made: white space as it is and, in some dialects, with the names of pictures.
    pub(super) raw: String,
    /// The id that its author gave it.
    pub(super) id: Option<String>,
    /// In the file, counted from 1.
    pub(super) line: usize,
}

/// Reads a body whose first line is `first_line` of the file.
pub(super) fn read(markdown: &str, style: AnchorStyle, first_line: usize, warnings: &mut Warnings) -> Reading {
    let without_marks: String;
    let events = if let Some(events) = events(markdown, style) {
        events
    } else {
        warnings.at(first_line, "the reader of Markdown failed: the text is read without its marks");
        without_marks = markdown.replace(|c: char| c.is_ascii_punctuation() && !matches!(c, '.' | ',' | '\''), " ");
        self::events(&without_marks, style).unwrap_or_default()
    };
    let mut reader = Reader::new(markdown, style, first_line, warnings);
    for (event, range) in events {
        reader.event(event, &range);
    }
    reader.finish(markdown.len())
}

/// What pulldown-cmark reads. There is odd input on which it panics. What is known of that is kept from it, and what is not
/// must not end the program either, where a panic does not do so in any case.
pub(super) fn events(markdown: &str, style: AnchorStyle) -> Option<Vec<(Event<'_>, Range<usize>)>> {
    let parse = || Parser::new_ext(markdown, options(style, markdown)).into_offset_iter().collect();
    panic::catch_unwind(AssertUnwindSafe(parse)).ok()
}

/// Footnotes stay off: there are inputs of 5 KB on which they take minutes.
fn options(style: AnchorStyle, markdown: &str) -> Options {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_GFM
        | Options::ENABLE_DEFINITION_LIST;
    // Docusaurus has a rule of its own for ids in headings.
    let reads_attributes = style != AnchorStyle::Docusaurus && !has_bare_attributes(markdown);
    if reads_attributes { options | Options::ENABLE_HEADING_ATTRIBUTES } else { options }
}

/// Whether there may be a heading that is underlined, stands in a list or a definition, and whose last line is nothing but
/// attributes: on those, pulldown-cmark 0.13.6 panics. A line that is not indented does no harm.
fn has_bare_attributes(markdown: &str) -> bool {
    let is_bare = |line: &str| {
        let before = line.split_once('{').filter(|_| line.trim_end().ends_with('}')).map(|(before, _)| before);
        before.is_some_and(|before| !before.is_empty() && !before.contains(char::is_alphabetic))
    };
    let underlines = |line: &str| line.contains(['-', '=']) && line.chars().all(|c| "-=>:+* \t".contains(c));
    // Most texts have no brace at all.
    markdown.contains('{')
        && markdown.lines().zip(markdown.lines().skip(1)).any(|(line, next)| is_bare(line) && underlines(next))
}

/// The text of a title, without the marks of code and emphasis, entities decoded. HTML that no browser knows stays:
/// `Vec<T>` is a title.
pub(super) fn title(markdown: &str) -> String {
    let mut line = Line::default();
    // Behind a letter, nothing is a list item or a heading.
    for event in Parser::new_ext(&format!("x {}", markdown.trim()), Options::ENABLE_STRIKETHROUGH) {
        match event {
            Event::Text(text) | Event::Code(text) => line.push(&text),
            Event::InlineHtml(tag) if !is_markup(&tag) => line.push(&tag),
            Event::SoftBreak | Event::HardBreak | Event::InlineHtml(_) => line.space(),
            _ => {}
        }
    }
    line.take().strip_prefix('x').unwrap_or_default().trim().to_owned()
}

/// What readers read of an event, or its HTML; `None` if it is structure.
pub(super) fn text_of<'e>(event: &'e Event<'_>) -> Option<&'e str> {
    match event {
        Event::Text(text) | Event::Code(text) | Event::Html(text) | Event::InlineHtml(text) => Some(text),
        _ => None,
    }
}

fn is_markup(html: &str) -> bool {
    html::tokens(html).all(|token| match token {
        Token::Tag(tag) => html::is_inline(&tag.name) || tag.name == "br",
        Token::Comment(_) | Token::OpenComment => true,
        Token::Text(_) => false,
    })
}

struct Reader<'w> {
    reading: Reading,
    warnings: &'w mut Warnings,
    style: AnchorStyle,
    lines: Lines,
    line: Line,
    heading: Option<Heading>,
    /// Code or HTML, kept until its block ends.
    raw: Option<String>,
    table: Option<Table>,
    /// What the next block is, if it is the first of its item.
    kind: BlockKind,
    /// For each open list whether it is numbered.
    lists: Vec<bool>,
    /// The element whose content is not read.
    hidden: Option<String>,
    in_picture: bool,
    /// A comment was opened that its block does not close.
    in_comment: bool,
}

impl<'w> Reader<'w> {
    fn new(markdown: &str, style: AnchorStyle, first_line: usize, warnings: &'w mut Warnings) -> Self {
        Reader {
            reading: Reading::default(),
            warnings,
            style,
            lines: Lines::new(markdown, first_line),
            line: Line::default(),
            heading: None,
            raw: None,
            table: None,
            kind: BlockKind::Paragraph,
            lists: Vec::new(),
            hidden: None,
            in_picture: false,
            in_comment: false,
        }
    }

    fn event(&mut self, event: Event<'_>, range: &Range<usize>) {
        if let Some(text) = text_of(&event).filter(|_| self.in_comment) {
            self.in_comment = !text.contains("-->");
            return;
        }
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(tag, range),
            Event::Text(text) | Event::Code(text) | Event::InlineMath(text) | Event::DisplayMath(text) => {
                self.text(&text);
            }
            Event::Html(html) => self.html_line(&html, range),
            Event::InlineHtml(html) => self.html(&html, range.start),
            Event::SoftBreak | Event::HardBreak => self.line_break(),
            Event::Rule => self.boundary(),
            Event::FootnoteReference(_) | Event::TaskListMarker(_) => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>, range: &Range<usize>) {
        match tag {
            Tag::Heading { level, id, .. } => self.start_heading(level, id.map(String::from), range.start),
            Tag::CodeBlock(_) | Tag::HtmlBlock => {
                self.boundary();
                self.raw = Some(String::new());
            }
            Tag::List(first) => self.start_list(first.is_some()),
            Tag::Item => self.start_item(),
            Tag::DefinitionListTitle => self.start_block(BlockKind::Term),
            Tag::DefinitionListDefinition => self.start_block(BlockKind::Definition),
            Tag::Table(_) => {
                self.flush();
                self.table = Some(Table::default());
            }
            Tag::TableHead | Tag::TableRow => self.start_row(),
            Tag::Link { link_type, dest_url, .. } if link_type != LinkType::Email => self.link(&dest_url, range.start),
            Tag::Image { .. } => {
                self.line.space();
                self.in_picture = true;
            }
            Tag::Paragraph | Tag::BlockQuote(_) | Tag::DefinitionList => self.boundary(),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd, range: &Range<usize>) {
        match tag {
            TagEnd::Heading(_) => self.end_heading(),
            TagEnd::CodeBlock => self.end_code(),
            TagEnd::HtmlBlock => {
                let html = self.raw.take().unwrap_or_default();
                self.html(&html, range.start);
                self.boundary();
            }
            TagEnd::List(_) => self.end_list(),
            TagEnd::Item | TagEnd::DefinitionListTitle | TagEnd::DefinitionListDefinition => self.end_block(),
            TagEnd::TableHead => self.table.iter_mut().for_each(Table::end_header),
            TagEnd::TableRow => self.end_row(),
            TagEnd::TableCell => self.end_cell(false),
            TagEnd::Table => self.end_table(),
            TagEnd::Image => {
                self.line.space();
                self.in_picture = false;
            }
            TagEnd::Paragraph | TagEnd::BlockQuote(_) => self.boundary(),
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        if let Some(raw) = &mut self.raw {
            raw.push_str(text);
        } else if self.hidden.is_none() {
            self.line.push(text);
            self.raw_heading(text);
        }
    }

    /// What a heading says, for its anchor. GitHub and Python-Markdown take no notice of pictures' names.
    fn raw_heading(&mut self, text: &str) {
        let counts = !self.in_picture || matches!(self.style, AnchorStyle::Docusaurus | AnchorStyle::VitePress);
        if let Some(heading) = self.heading.as_mut().filter(|_| counts) {
            heading.raw.push_str(text);
        }
    }

    fn line_break(&mut self) {
        self.line.line_end();
        if self.style != AnchorStyle::VitePress {
            self.raw_heading("\n");
        }
    }

    /// The end of a block, or in a heading or a table's cell only the end of a word.
    fn boundary(&mut self) {
        if self.heading.is_some() || self.table.is_some() { self.line.space() } else { self.flush() }
    }

    fn flush(&mut self) {
        let text = self.line.take();
        if !text.is_empty() {
            let kind = std::mem::replace(&mut self.kind, BlockKind::Paragraph);
            self.push(kind, text);
        }
    }

    fn push(&mut self, kind: BlockKind, text: String) {
        self.reading.items.push(Item::Block(kind, text));
    }

    fn start_block(&mut self, kind: BlockKind) {
        self.boundary();
        self.kind = kind;
    }

    fn end_block(&mut self) {
        self.start_block(BlockKind::Paragraph);
    }

    fn start_list(&mut self, numbered: bool) {
        self.boundary();
        self.lists.push(numbered);
    }

    fn end_list(&mut self) {
        self.boundary();
        self.lists.pop();
    }

    fn start_item(&mut self) {
        let numbered = self.lists.last().copied().unwrap_or(false);
        self.start_block(if numbered { BlockKind::Step } else { BlockKind::Item });
    }

    fn start_heading(&mut self, level: HeadingLevel, id: Option<String>, at: usize) {
        self.end_table();
        self.flush();
        self.end_hidden(at);
        self.heading = Some(Heading { level: level as u8, id, line: self.lines.at(at), ..Heading::default() });
    }

    /// Nobody draws a picture across a heading: an element that was not closed ends here.
    fn end_hidden(&mut self, at: usize) {
        if let Some(name) = self.hidden.take() {
            let line = self.lines.at(at);
            self.warnings.at(line, format!("`<{name}>` is not closed before this line: what follows it is not read"));
        }
    }

    fn end_heading(&mut self) {
        let text = self.line.take();
        if let Some(heading) = self.heading.take() {
            self.kind = BlockKind::Paragraph;
            self.reading.items.push(Item::Heading(Heading { text, ..heading }));
        }
    }

    fn end_code(&mut self) {
        let code = self.raw.take().unwrap_or_default();
        if self.hidden.is_some() {
            return;
        }
        if self.table.is_some() {
            return self.line.push(&code);
        }
        for line in code.lines() {
            let mut code = Line::default();
            code.push(line);
            let line = code.take();
            if !line.is_empty() {
                self.push(BlockKind::Code, line);
            }
        }
    }

    fn start_row(&mut self) {
        self.line.take();
        self.table.get_or_insert_default().begin_row();
    }

    fn end_cell(&mut self, is_head: bool) {
        if let Some(table) = &mut self.table {
            let text = self.line.take();
            table.cell(text, is_head);
        }
    }

    fn end_row(&mut self) {
        if let Some(row) = self.table.as_mut().and_then(Table::end_row) {
            self.push(BlockKind::Row, row);
        }
    }

    fn end_table(&mut self) {
        if let Some(mut table) = self.table.take() {
            let rest = [table.end_row(), table.end()];
            rest.into_iter().flatten().for_each(|row| self.push(BlockKind::Row, row));
        }
    }

    fn link(&mut self, target: &str, at: usize) {
        if !target.is_empty() {
            self.reading.links.push(Link { target: target.to_owned(), line: self.lines.at(at) });
        }
    }

    fn html_line(&mut self, html: &str, range: &Range<usize>) {
        match &mut self.raw {
            Some(raw) => raw.push_str(html),
            None => self.html(html, range.start),
        }
    }

    fn html(&mut self, html: &str, at: usize) {
        for token in html::tokens(html) {
            match token {
                Token::Text(text) => self.text(&html::decoded(text)),
                Token::Tag(tag) => self.html_tag(&tag, at),
                Token::Comment(comment) => self.comment(comment),
                Token::OpenComment => {
                    let line = self.lines.at(at);
                    let message =
                        "a comment is not closed in its block: nothing is read before `-->`, or the file's end";
                    self.warnings.at(line, message);
                    self.in_comment = true;
                }
            }
        }
    }

    /// Docusaurus takes a heading's id also from a comment in it.
    fn comment(&mut self, comment: &str) {
        let id = comment.split_whitespace().next().and_then(|word| word.strip_prefix('#'));
        if let (Some(heading), Some(id), AnchorStyle::Docusaurus) = (&mut self.heading, id, self.style) {
            heading.id = Some(id.to_owned());
            heading.raw.truncate(heading.raw.trim_end().len());
        }
    }

    fn html_tag(&mut self, tag: &html::Tag<'_>, at: usize) {
        if let Some(hidden) = &self.hidden {
            if tag.closing && *hidden == tag.name {
                self.hidden = None;
            }
            return;
        }
        if tag.closing {
            self.close_element(&tag.name);
        } else {
            self.open_element(tag, at);
        }
    }

    fn open_element(&mut self, tag: &html::Tag<'_>, at: usize) {
        let name = if tag.name == "a" { tag.attribute("name") } else { None };
        self.reading.ids.extend(tag.attribute("id").into_iter().chain(name));
        match tag.name.as_str() {
            hidden if html::is_hidden(hidden) => self.hidden = (!tag.empty).then(|| tag.name.clone()),
            "a" => self.link(&tag.attribute("href").unwrap_or_default(), at),
            "img" => self.picture(tag),
            "ol" | "ul" => self.start_list(tag.name == "ol"),
            "li" => self.start_item(),
            "dt" => self.start_block(BlockKind::Term),
            "dd" => self.start_block(BlockKind::Definition),
            "table" => {
                self.end_table();
                self.boundary();
                self.table = Some(Table::default());
            }
            "tr" if self.table.is_some() => {
                self.end_row();
                self.start_row();
            }
            name => self.open_other(name, tag, at),
        }
    }

    fn open_other(&mut self, name: &str, tag: &html::Tag<'_>, at: usize) {
        match heading_level(name) {
            Some(level) if self.heading.is_none() && self.table.is_none() => {
                self.start_heading(level, tag.attribute("id"), at);
            }
            _ if name == "br" => self.line.space(),
            _ if html::is_inline(name) => {}
            _ => self.boundary(),
        }
    }

    fn picture(&mut self, tag: &html::Tag<'_>) {
        self.line.space();
        self.line.push(&tag.attribute("alt").unwrap_or_default());
        self.line.space();
    }

    fn close_element(&mut self, name: &str) {
        match name {
            "ol" | "ul" => self.end_list(),
            "li" | "dt" | "dd" => self.end_block(),
            "th" | "td" => self.end_cell(name == "th"),
            "tr" => self.end_row(),
            "table" => self.end_table(),
            name if heading_level(name).is_some() => self.end_heading(),
            name if html::is_inline(name) => {}
            _ => self.boundary(),
        }
    }

    fn finish(mut self, end: usize) -> Reading {
        self.end_hidden(end);
        self.end_heading();
        self.end_table();
        self.flush();
        self.reading
    }
}

pub(super) fn heading_level(name: &str) -> Option<HeadingLevel> {
    let digit = name.strip_prefix('h').filter(|rest| rest.len() == 1)?;
    HeadingLevel::try_from(digit.parse::<usize>().ok()?).ok()
}

/// Where lines begin.
pub(super) struct Lines {
    starts: Vec<usize>,
    first: usize,
}

impl Lines {
    pub(super) fn new(text: &str, first: usize) -> Self {
        let starts = text.bytes().enumerate().filter(|(_, b)| *b == b'\n').map(|(at, _)| at + 1).collect();
        Lines { starts, first }
    }

    /// The line of a byte.
    pub(super) fn at(&self, offset: usize) -> usize {
        self.first + self.starts.partition_point(|start| *start <= offset)
    }
}
