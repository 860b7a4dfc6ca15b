//! The article as HTML that a page can show: what Markdown says, and nothing that HTML in it says. Tags are dropped and
//! their text stays, scripts and the like are dropped whole, and links and pictures lead only where [`url::of_link`] lets
//! them.

use std::iter::Peekable;
use std::ops::Range;
use std::vec::IntoIter;

use pulldown_cmark::{Alignment, CodeBlockKind, CowStr, Event, LinkType, Tag, TagEnd};

use super::AnchorStyle;
use super::html::{self, Token};
use super::outline::Anchored;
use super::plain_text::{self, Lines, heading_level};
use super::url::{self, Place};

/// Writes a body whose first line is `first_line` of the file. `headings` are all that it has, in order.
pub(super) fn html(
    markdown: &str,
    style: AnchorStyle,
    first_line: usize,
    headings: Vec<Anchored>,
    place: &Place<'_>,
) -> String {
    let lines = Lines::new(markdown, first_line);
    let mut writer = Writer {
        place,
        lines,
        headings: headings.into_iter().peekable(),
        written: Vec::new(),
        hidden: None,
        in_comment: false,
        raw: None,
        in_title: false,
        links: Vec::new(),
        pictures: Vec::new(),
    };
    for (event, range) in plain_text::events(markdown, style).unwrap_or_default() {
        writer.event(event, &range);
    }
    let mut html = String::new();
    pulldown_cmark::html::push_html(&mut html, writer.written.into_iter());
    html
}

struct Writer<'a, 'p> {
    place: &'p Place<'p>,
    lines: Lines,
    headings: Peekable<IntoIter<Anchored>>,
    written: Vec<Event<'a>>,
    /// The element whose content is not shown.
    hidden: Option<String>,
    /// A comment was opened that its block does not close.
    in_comment: bool,
    /// The HTML of a block, kept until it ends.
    raw: Option<String>,
    /// A heading that is the article's title is shown as that, and not once more.
    in_title: bool,
    /// For each open link and picture whether it may lead where it does.
    links: Vec<bool>,
    pictures: Vec<bool>,
}

impl<'a> Writer<'a, '_> {
    fn event(&mut self, event: Event<'a>, range: &Range<usize>) {
        if let Some(text) = plain_text::text_of(&event).filter(|_| self.in_comment) {
            self.in_comment = !text.contains("-->");
            return;
        }
        match event {
            Event::Html(html) => match &mut self.raw {
                Some(raw) => raw.push_str(&html),
                None => self.inline(&html),
            },
            Event::InlineHtml(html) => self.inline(&html),
            Event::Start(Tag::HtmlBlock) => self.raw = Some(String::new()),
            Event::End(TagEnd::HtmlBlock) => {
                let raw = self.raw.take().unwrap_or_default();
                self.block(&raw, range.start);
            }
            Event::Start(Tag::Heading { level, .. }) => {
                self.hidden = None;
                self.start_heading(level, range.start);
            }
            Event::End(TagEnd::Heading(_)) if self.in_title => self.in_title = false,
            _ if self.in_title => {}
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Rule => self.written.push(Event::Rule),
            // Structure stays whole also where its text is hidden.
            _ if self.hidden.is_some() => {}
            Event::TaskListMarker(is_done) => self.text(if is_done { "☑ " } else { "☐ " }),
            other => self.written.push(other),
        }
    }

    fn text(&mut self, text: &str) {
        self.written.push(Event::Text(CowStr::from(text.to_owned())));
    }

    fn start_heading(&mut self, level: pulldown_cmark::HeadingLevel, at: usize) {
        let line = self.lines.at(at);
        while self.headings.next_if(|heading| heading.line < line).is_some() {}
        let heading = self.headings.next_if(|heading| heading.line == line).unwrap_or_default();
        self.in_title = heading.is_title;
        if !heading.is_title {
            let id = (!heading.anchor.is_empty()).then(|| CowStr::from(heading.anchor));
            self.written.push(Event::Start(Tag::Heading { level, id, classes: Vec::new(), attrs: Vec::new() }));
        }
    }

    fn start(&mut self, tag: Tag<'a>) {
        let tag = match tag {
            Tag::Link { link_type, dest_url, .. } => {
                let address =
                    if link_type == LinkType::Email { format!("mailto:{dest_url}") } else { dest_url.to_string() };
                let target = url::of_link(&address, self.place).filter(|_| self.hidden.is_none());
                self.links.push(target.is_some());
                let Some(target) = target else { return };
                let (title, id) = (CowStr::from(""), CowStr::from(""));
                Tag::Link { link_type: LinkType::Inline, dest_url: target.into(), title, id }
            }
            Tag::Image { dest_url, .. } => {
                let source = url::of_picture(&dest_url, self.place).filter(|_| self.hidden.is_none());
                self.pictures.push(source.is_some());
                let Some(source) = source else { return };
                let (title, id) = (CowStr::from(""), CowStr::from(""));
                Tag::Image { link_type: LinkType::Inline, dest_url: source.into(), title, id }
            }
            // A style attribute would be all that says it, and pages may forbid those.
            Tag::Table(columns) => Tag::Table(vec![Alignment::None; columns.len()]),
            Tag::CodeBlock(CodeBlockKind::Fenced(info)) if !is_language(&info) => {
                Tag::CodeBlock(CodeBlockKind::Indented)
            }
            other => other,
        };
        self.written.push(Event::Start(tag));
    }

    fn end(&mut self, tag: TagEnd) {
        let was_written = match tag {
            TagEnd::Link => self.links.pop(),
            TagEnd::Image => self.pictures.pop(),
            _ => Some(true),
        };
        if was_written == Some(true) {
            self.written.push(Event::End(tag));
        }
    }

    /// HTML within a line.
    fn inline(&mut self, html: &str) {
        for token in html::tokens(html) {
            match token {
                Token::Tag(tag) if self.is_hidden(&tag) || self.in_title => {}
                Token::Tag(tag) if tag.name == "br" => self.written.push(Event::HardBreak),
                Token::Tag(tag) if tag.name == "img" => self.text(&tag.attribute("alt").unwrap_or_default()),
                Token::Text(text) if self.hidden.is_none() && !self.in_title => self.text(&html::decoded(text)),
                Token::OpenComment => self.in_comment = true,
                _ => {}
            }
        }
    }

    /// A block of HTML: its headings, and a paragraph for every piece of text between tags that end a line.
    fn block(&mut self, html: &str, at: usize) {
        let mut open: Option<TagEnd> = None;
        for token in html::tokens(html) {
            match token {
                Token::Tag(tag) if self.is_hidden(&tag) || html::is_inline(&tag.name) => {}
                Token::Tag(tag) => {
                    self.close(&mut open);
                    if let Some(level) = heading_level(&tag.name).filter(|_| !tag.closing) {
                        self.start_heading(level, at);
                        open = Some(TagEnd::Heading(level));
                    } else if tag.name == "img" {
                        self.paragraph(&tag.attribute("alt").unwrap_or_default(), &mut open);
                    }
                }
                Token::Text(text) if self.hidden.is_none() && !self.in_title => {
                    self.paragraph(&html::decoded(text), &mut open);
                }
                Token::OpenComment => self.in_comment = true,
                _ => {}
            }
        }
        self.close(&mut open);
    }

    fn paragraph(&mut self, text: &str, open: &mut Option<TagEnd>) {
        if open.is_none() && text.trim().is_empty() {
            return;
        }
        if open.is_none() {
            self.written.push(Event::Start(Tag::Paragraph));
            *open = Some(TagEnd::Paragraph);
        }
        self.text(text);
    }

    fn close(&mut self, open: &mut Option<TagEnd>) {
        if let Some(tag) = open.take() {
            let was_title = std::mem::take(&mut self.in_title);
            if !was_title {
                self.written.push(Event::End(tag));
            }
        }
    }

    /// Whether a tag begins or ends what is hidden, or is in it.
    fn is_hidden(&mut self, tag: &html::Tag<'_>) -> bool {
        if let Some(hidden) = &self.hidden {
            if tag.closing && *hidden == tag.name {
                self.hidden = None;
            }
            return true;
        }
        if html::is_hidden(&tag.name) && !tag.closing && !tag.empty {
            self.hidden = Some(tag.name.clone());
        }
        html::is_hidden(&tag.name)
    }
}

/// Whether the first word behind a code fence names a language, and can be in a class.
fn is_language(info: &str) -> bool {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '#' | '_' | '.');
    !info.is_empty() && info.split(' ').next().is_some_and(|name| name.chars().all(is_plain))
}
