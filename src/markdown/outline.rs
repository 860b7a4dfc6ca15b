//! Headings and blocks to sections: the unit that is searched.

use std::collections::HashSet;
use std::ops::Range;

use crate::analysis::prefix;
use crate::article::{Block, BlockKind, Section};

use super::anchors::{Anchors, explicit_id};
use super::plain_text::{Heading, Item, Reading};
use super::text;
use super::warnings::Warnings;
use super::{AnchorStyle, Link};

/// A section is cut at the block boundary nearest to this many words.
const SECTION_WORDS: usize = 250;
/// A block of more words than this is cut into several.
const BLOCK_WORDS: usize = 600;
/// A heading of more bytes is cut, and told in full as the first block below it: every section repeats its headings, and
/// every hit the title.
const HEADING_BYTES: usize = 300;
/// What more headings an article has are text.
const MOST_HEADINGS: usize = 20_000;

/// The sections of an article, and every fragment that exists in it.
pub(super) struct Outline {
    pub(super) title: String,
    pub(super) sections: Vec<Section>,
    pub(super) anchors: Vec<String>,
    pub(super) links: Vec<Link>,
    pub(super) headings: Vec<Anchored>,
}

/// A heading's place and its anchor.
#[derive(Debug, Clone, Default)]
pub(super) struct Anchored {
    /// In the file, counted from 1.
    pub(super) line: usize,
    pub(super) anchor: String,
    /// Whether it is the article's title, and not a heading of its own.
    pub(super) is_title: bool,
}

/// Makes sections. Without a `title` the first `h1` is it, and without one `fallback`.
pub(super) fn of(
    reading: Reading,
    title: Option<String>,
    fallback: impl FnOnce() -> String,
    style: AnchorStyle,
    warnings: &mut Warnings,
) -> Outline {
    let title = title.or_else(|| first_h1(&reading.items)).unwrap_or_else(fallback);
    let mut builder = Builder::new(style, title, warnings);
    for item in reading.items {
        match item {
            Item::Heading(heading) => builder.heading(heading),
            Item::Block(kind, text) => builder.block(kind, &text),
        }
    }
    for id in reading.ids {
        builder.add_fragment(&id);
    }
    let title = prefix(&builder.title, HEADING_BYTES).to_owned();
    let Builder { sections, fragments: anchors, headings, .. } = builder;
    Outline { title, sections, anchors, links: reading.links, headings }
}

fn first_h1(items: &[Item]) -> Option<String> {
    items.iter().find_map(|item| match item {
        Item::Heading(heading) if heading.level == 1 && !heading.text.is_empty() => Some(heading.text.clone()),
        _ => None,
    })
}

struct Builder<'w> {
    style: AnchorStyle,
    /// In full.
    title: String,
    warnings: &'w mut Warnings,
    anchors: Anchors,
    fragments: Vec<String>,
    known: HashSet<String>,
    sections: Vec<Section>,
    /// The headings above, with their levels.
    above: Vec<(u8, String)>,
    /// How many words the last section has.
    words: usize,
    seen_heading: bool,
    headings: Vec<Anchored>,
}

impl<'w> Builder<'w> {
    fn new(style: AnchorStyle, title: String, warnings: &'w mut Warnings) -> Self {
        Builder {
            style,
            title,
            warnings,
            anchors: Anchors::new(style),
            fragments: Vec::new(),
            known: HashSet::new(),
            sections: vec![Section::default()],
            above: Vec::new(),
            words: 0,
            seen_heading: false,
            headings: Vec::new(),
        }
    }

    fn heading(&mut self, mut heading: Heading) {
        let anchor = self.anchor(&mut heading);
        let is_title = !self.seen_heading && heading.level == 1 && heading.text == self.title;
        self.seen_heading = true;
        self.headings.push(Anchored { line: heading.line, anchor: anchor.clone(), is_title });
        // A heading without text leads nowhere, and the title is not one of the article's own headings.
        if heading.text.is_empty() || (is_title && heading.text.len() <= HEADING_BYTES) {
            return;
        }
        if is_title || self.sections.len() > MOST_HEADINGS {
            return self.block(BlockKind::Paragraph, &heading.text);
        }
        let short = prefix(&heading.text, HEADING_BYTES);
        self.start_section(short, heading.level, anchor);
        if short.len() < heading.text.len() {
            self.block(BlockKind::Paragraph, &heading.text);
        }
    }

    fn start_section(&mut self, heading: &str, level: u8, anchor: String) {
        self.above.retain(|(above, _)| *above < level);
        let breadcrumb = self.above.iter().map(|(_, text)| text.clone()).collect();
        self.above.push((level, heading.to_owned()));
        self.words = 0;
        self.sections.push(Section { heading: heading.to_owned(), level, breadcrumb, anchor, ..Section::default() });
    }

    /// The heading's anchor; an id that is written in the heading is taken out of its text.
    fn anchor(&mut self, heading: &mut Heading) -> String {
        if self.style == AnchorStyle::Docusaurus && heading.id.is_none() {
            heading.id = explicit_id(&heading.raw).map(|(_, id)| id.to_owned());
            if let Some((text, _)) = explicit_id(&heading.text) {
                heading.text = text.to_owned();
            }
        }
        let anchor = match heading.id.take().filter(|id| !id.is_empty()) {
            Some(id) => {
                self.anchors.reserve(&id);
                id
            }
            None => self.anchors.of_heading(&heading.raw),
        };
        if !anchor.is_empty() && !self.add_fragment(&anchor) {
            self.warnings.at(heading.line, format!("the anchor `{anchor}` leads to an earlier heading already"));
        }
        anchor
    }

    /// Whether the fragment is new.
    fn add_fragment(&mut self, fragment: &str) -> bool {
        let new = !fragment.is_empty() && self.known.insert(fragment.to_owned());
        self.fragments.extend(new.then(|| fragment.to_owned()));
        new
    }

    fn block(&mut self, kind: BlockKind, text: &str) {
        let words = text::words(text);
        if words <= BLOCK_WORDS {
            return self.add(kind, text, words);
        }
        for piece in text::cut(text, SECTION_WORDS) {
            self.add(kind, piece, text::words(piece));
        }
    }

    fn add(&mut self, kind: BlockKind, text: &str, words: usize) {
        if self.words > 0 && self.words + words / 2 > SECTION_WORDS {
            self.continue_section();
        }
        self.words += words;
        if let Some(section) = self.sections.last_mut() {
            let range = append_line(&mut section.text, text);
            section.blocks.push(Block { kind, range });
        }
    }

    fn continue_section(&mut self) {
        let next = self.sections.last().map(|section| Section {
            continued: true,
            text: String::new(),
            blocks: Vec::new(),
            ..section.clone()
        });
        self.sections.extend(next);
        self.words = 0;
    }
}

fn append_line(text: &mut String, line: &str) -> Range<usize> {
    if !text.is_empty() {
        text.push('\n');
    }
    let start = text.len();
    text.push_str(line);
    start..text.len()
}
