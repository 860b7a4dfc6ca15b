//! An article as it is read on the screen: rows of a width, of which some are seen.

use std::ops::Range;

use nohold::article::{Article, Block, BlockKind, Section};
use nohold::{SectionHit, Snippet};

use super::wrap::{cells, wrap};

/// An article that is open at one of its sections.
#[derive(Debug)]
pub(super) struct Reader {
    article: Article,
    passage: Option<Passage>,
    rows: Vec<Row>,
    width: usize,
    height: usize,
    /// The first row that is seen.
    top: usize,
    /// The number of the section that is read.
    section: usize,
    /// Whether that is still to be brought before the eyes, and whether somebody has moved away from it.
    is_led: bool,
    is_moved: bool,
}

/// The piece of a section for which the article was opened.
#[derive(Debug)]
struct Passage {
    section: usize,
    range: Range<usize>,
    /// What in it matches, as ranges of the section's text.
    matches: Vec<Range<usize>>,
}

/// A row of the article.
#[derive(Debug, PartialEq)]
pub(super) struct Row {
    pub(super) section: usize,
    pub(super) look: Look,
    /// What stands before the text: a bullet, a number, spaces.
    pub(super) lead: String,
    /// Of the section's text, or of its heading.
    pub(super) range: Range<usize>,
}

/// What kind of text a row has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Look {
    Blank,
    Heading,
    Text,
    Term,
    Code,
}

impl Reader {
    /// Opens an article at a section, for a passage of it.
    pub(super) fn new(article: Article, section: &SectionHit, passage: &Snippet) -> Self {
        let number = article.sections.iter().position(|one| one.anchor == section.anchor()).unwrap_or_default();
        let passage = find(&article.sections, section.anchor(), passage);
        Reader {
            article,
            passage,
            rows: Vec::new(),
            width: 0,
            height: 0,
            top: 0,
            section: number,
            is_led: true,
            is_moved: false,
        }
    }

    pub(super) fn article(&self) -> &Article {
        &self.article
    }

    /// The rows that are seen.
    pub(super) fn seen(&self) -> &[Row] {
        let end = (self.top + self.height).min(self.rows.len());
        self.rows.get(self.top..end).unwrap_or_default()
    }

    /// The first and the last row that is seen, counted from 1, and how many there are.
    pub(super) fn position(&self) -> (usize, usize, usize) {
        (self.top + 1, self.top + self.seen().len(), self.rows.len())
    }

    /// The text that the ranges of a row are of.
    pub(super) fn text(&self, row: &Row) -> &str {
        let section = self.article.sections.get(row.section);
        section.map_or("", |section| if row.look == Look::Heading { &section.heading } else { &section.text })
    }

    /// Whether a row has something of the passage.
    pub(super) fn is_of_passage(&self, row: &Row) -> bool {
        self.passage.as_ref().is_some_and(|passage| {
            let is_text = !matches!(row.look, Look::Heading | Look::Blank);
            let overlaps = row.range.start < passage.range.end && passage.range.start < row.range.end;
            is_text && row.section == passage.section && overlaps
        })
    }

    /// Whether a row is the heading of the section that is read.
    pub(super) fn is_of_heading(&self, row: &Row) -> bool {
        row.look == Look::Heading && row.section == self.section
    }

    /// What in a row matches, as ranges of [`text`](Self::text).
    pub(super) fn matches(&self, row: &Row) -> &[Range<usize>] {
        if !self.is_of_passage(row) {
            return &[];
        }
        self.passage.as_ref().map_or(&[], |passage| &passage.matches)
    }

    /// The section that is read, with the parts in which it is continued, as text; and its address.
    pub(super) fn section(&self) -> (String, String) {
        let sections = self.article.sections.get(self.section..).unwrap_or_default();
        let parts = sections.iter().enumerate().take_while(|(part, section)| *part == 0 || section.continued);
        let text = parts.map(|(_, section)| section.text.trim_end()).collect::<Vec<_>>().join("\n");
        let anchor = sections.first().map_or("", |section| &section.anchor);
        let fragment = if anchor.is_empty() { String::new() } else { format!("#{anchor}") };
        (text, format!("{}{fragment}", self.article.url))
    }

    /// Lays the article out for a place of this size. What was seen first stays in sight.
    pub(super) fn fit(&mut self, width: usize, height: usize) {
        if width != self.width || self.rows.is_empty() {
            let first = self.rows.get(self.top).map(|row| (row.section, row.range.start));
            self.rows = rows(&self.article.sections, width);
            let after = |row: &Row| first.is_some_and(|first| (row.section, row.range.end) > first);
            self.top = self.rows.iter().position(after).unwrap_or_default();
        }
        let is_resized = (width, height) != (self.width, self.height);
        (self.width, self.height) = (width, height);
        if self.last_top() == 0 {
            self.top = 0;
        } else if self.is_led || (is_resized && !self.is_moved) {
            self.top = self.led().min(self.last_top());
        } else if is_resized {
            self.top = self.top.min(self.last_top());
        }
        self.is_led = false;
    }

    fn last_top(&self) -> usize {
        self.rows.len().saturating_sub(self.height)
    }

    /// The row to begin with so that the section is seen, and as much of its passage as can be.
    fn led(&self) -> usize {
        let heading = self.rows.iter().position(|row| row.section == self.section && row.look != Look::Blank);
        let heading = heading.unwrap_or_default();
        let is_here = |row: &Row| self.is_of_passage(row) && self.start_of(row.section) == self.section;
        let passage = self.rows.iter().position(is_here).unwrap_or(heading).max(heading);
        let last = self.rows.iter().rposition(is_here).unwrap_or(heading);
        let is_seen = last < heading + self.height || 3 * (passage - heading) < 2 * self.height;
        if is_seen { heading } else { passage.saturating_sub(self.height / 4).max(heading) }
    }

    /// Moves by rows, down or up.
    pub(super) fn scroll(&mut self, rows: isize) {
        self.top = self.top.saturating_add_signed(rows).min(self.last_top());
        self.section = self.rows.get(self.top).map_or(0, |row| self.start_of(row.section));
        self.is_moved = true;
    }

    /// Moves by what is seen, less a row by which the eye finds its place.
    pub(super) fn page(&mut self, pages: isize) {
        self.scroll(pages * self.height.saturating_sub(1).max(1).cast_signed());
    }

    pub(super) fn go_to_start(&mut self) {
        self.scroll(isize::MIN);
    }

    pub(super) fn go_to_end(&mut self) {
        self.scroll(isize::MAX);
    }

    /// Goes on to the next section, or back to the one before; from the last to the first.
    pub(super) fn turn(&mut self, is_forward: bool) {
        let has_words = |section: &Section| !section.heading.is_empty() || !section.text.trim().is_empty();
        let sections = self.article.sections.iter().enumerate();
        let starts: Vec<usize> = sections
            .filter(|(_, section)| !section.continued && has_words(section))
            .map(|(number, _)| number)
            .collect();
        let mut back = starts.iter().rev();
        let next = if is_forward {
            starts.iter().find(|&&start| start > self.section).or(starts.first())
        } else {
            back.find(|&&start| start < self.section).or(starts.last())
        };
        self.section = next.copied().unwrap_or_default();
        (self.is_led, self.is_moved) = (true, false);
    }

    /// The section of which this one is a part.
    fn start_of(&self, section: usize) -> usize {
        let parts = self.article.sections.get(..=section).unwrap_or_default();
        parts.iter().rposition(|part| !part.continued).unwrap_or_default()
    }
}

/// Where a passage stands in the sections that have its anchor.
fn find(sections: &[Section], anchor: &str, passage: &Snippet) -> Option<Passage> {
    let (shown, highlights) = unmarked(passage);
    let core = shown.trim_matches('…').trim();
    let before = shown.find(core).filter(|_| !core.is_empty())?;
    // Snippets have spaces for line ends; both are a byte.
    let flat = |text: &str| text.replace('\n', " ");
    let with_anchor = sections.iter().enumerate().filter(|(_, section)| section.anchor == anchor);
    let mut found = with_anchor.filter_map(|(number, section)| Some((number, flat(&section.text).find(&flat(core))?)));
    let (section, at) = found.next()?;
    let inside = highlights.iter().filter(|range| range.start >= before);
    let matches = inside.map(|range| at + range.start - before..at + range.end - before).collect();
    Some(Passage { section, range: at..at + core.len(), matches })
}

/// A passage without the numbers of its steps and the signs of its items, which are not in the article's text.
fn unmarked(passage: &Snippet) -> (String, Vec<Range<usize>>) {
    let (mut text, mut highlights) = (String::new(), Vec::new());
    let mut start = 0;
    for line in passage.text().split_inclusive('\n') {
        let number = line.trim_start_matches(|c: char| c.is_ascii_digit());
        let bare = line.strip_prefix("- ").or_else(|| number.strip_prefix(". ")).unwrap_or(line);
        let (from, to) = (start + line.len() - bare.len(), text.len());
        let inside = passage.highlights().iter().filter(|range| range.start >= from && range.end <= start + line.len());
        highlights.extend(inside.map(|range| range.start - from + to..range.end - from + to));
        text.push_str(bare);
        start += line.len();
    }
    (text, highlights)
}

fn rows(sections: &[Section], width: usize) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    for (number, section) in sections.iter().enumerate() {
        if !section.continued && !section.heading.is_empty() {
            space(&mut rows, number);
            push(&mut rows, number, Look::Heading, "", &section.heading, 0..section.heading.len(), width);
        }
        add_blocks(&mut rows, number, section, width);
    }
    rows
}

/// A row between, if there is something before.
fn space(rows: &mut Vec<Row>, section: usize) {
    if !rows.is_empty() {
        rows.push(Row { section, look: Look::Blank, lead: String::new(), range: 0..0 });
    }
}

fn add_blocks(rows: &mut Vec<Row>, number: usize, section: &Section, width: usize) {
    let mut last = None;
    let mut step = 0;
    for Block { kind, range } in blocks(section) {
        if !is_of_one_piece(last, kind) {
            space(rows, number);
        }
        step = if kind == BlockKind::Step { step + 1 } else { 0 };
        let (look, lead) = match kind {
            BlockKind::Item => (Look::Text, "• ".to_owned()),
            BlockKind::Row => (Look::Text, "▪ ".to_owned()),
            BlockKind::Step => (Look::Text, format!("{step}. ")),
            BlockKind::Definition => (Look::Text, "  ".to_owned()),
            BlockKind::Code => (Look::Code, "  ".to_owned()),
            BlockKind::Term => (Look::Term, String::new()),
            BlockKind::Paragraph => (Look::Text, String::new()),
        };
        push(rows, number, look, &lead, &section.text, range, width);
        last = Some(kind);
    }
}

/// The blocks of a section; lines as paragraphs, if it has none.
fn blocks(section: &Section) -> Vec<Block> {
    if !section.blocks.is_empty() {
        return section.blocks.clone();
    }
    let mut at = 0;
    let lines = section.text.split('\n').map(|line| {
        let range = at..at + line.len();
        at = range.end + 1;
        Block { kind: BlockKind::Paragraph, range }
    });
    lines.filter(|block| !block.range.is_empty()).collect()
}

/// Whether a block goes on without a row between where one of this kind ended.
fn is_of_one_piece(last: Option<BlockKind>, kind: BlockKind) -> bool {
    match kind {
        BlockKind::Paragraph | BlockKind::Term => false,
        BlockKind::Definition => matches!(last, Some(BlockKind::Term | BlockKind::Definition)),
        _ => last == Some(kind),
    }
}

/// A text's rows, with `lead` before the first and as many spaces before the others.
fn push(rows: &mut Vec<Row>, section: usize, look: Look, lead: &str, text: &str, range: Range<usize>, width: usize) {
    let indent = cells(lead);
    let piece = text.get(range.clone()).unwrap_or_default();
    for (number, row) in wrap(piece, width.saturating_sub(indent).max(1)).into_iter().enumerate() {
        let lead = if number == 0 { lead.to_owned() } else { " ".repeat(indent) };
        rows.push(Row { section, look, lead, range: range.start + row.start..range.start + row.end });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use nohold::KnowledgeBase;

    const ARTICLE: &str = "# Kettle\n\nBoils water, and nothing else.\n\n## Descaling\n\nIt takes vinegar:\n\n\
        1. Fill in vinegar.\n2. Boil it.\n\n- Not milk\n- Not tea\n\n## Warranty\n\n| Part | Years |\n|---|---|\n\
        | Lid | 2 |\n| Base | 5 |\n\n    code here\n";

    fn open(question: &str) -> Reader {
        let kb = KnowledgeBase::builder().article("a.md", ARTICLE).build().unwrap();
        let results = kb.search(question).unwrap();
        let section = results.hits()[0].sections().next().unwrap();
        Reader::new(kb.article("a.md").unwrap().unwrap(), section, section.snippet())
    }

    /// The rows that are seen, `>` before those of the passage and `*` behind what matches.
    fn seen(reader: &Reader) -> Vec<String> {
        let show = |row: &Row| {
            let mut text = reader.text(row)[row.range.clone()].to_owned();
            for range in reader.matches(row).iter().rev().filter(|range| row.range.contains(&range.start)) {
                text.insert(range.end - row.range.start, '*');
            }
            format!("{}{}{text}", if reader.is_of_passage(row) { ">" } else { "" }, row.lead)
        };
        reader.seen().iter().map(show).collect()
    }

    #[test]
    fn an_article_in_rows() {
        let mut reader = open("boils water");
        reader.fit(20, 99);
        let expected = "\
            >Boils* water*, and|>nothing else.||Descaling||It takes vinegar:||1. Fill in vinegar.|2. Boil it.||• Not milk|• Not tea||\
            Warranty||▪ Part: Lid. Years:|  2.|▪ Part: Base. Years:|  5.||  code here";
        assert_eq!(seen(&reader).join("|"), expected);
    }

    #[test]
    fn it_opens_where_the_section_is_and_stays_there() {
        let mut reader = open("vinegar");
        reader.fit(20, 4);
        assert_eq!(seen(&reader), ["Descaling", "", ">It takes vinegar*:", ""]);
        reader.fit(10, 4);
        assert_eq!(seen(&reader)[0], "Descaling");
        let (text, url) = reader.section();
        assert!(text.starts_with("It takes vinegar:\nFill in vinegar.\n"), "{text}");
        assert!(url.ends_with("#descaling"), "{url}");
    }

    #[test]
    fn moves() {
        type Move = fn(&mut Reader);
        let mut reader = open("vinegar");
        reader.fit(20, 4);
        let moves: [(Move, &str, &str); 9] = [
            (|reader| reader.scroll(1), "", "descaling"),
            (|reader| reader.scroll(-99), "Boils water, and", ""),
            (|reader| reader.page(1), "Descaling", "descaling"),
            (Reader::go_to_end, "▪ Part: Base. Years:", "warranty"),
            (|reader| reader.page(-1), "", "warranty"),
            (Reader::go_to_start, "Boils water, and", ""),
            (|reader| reader.turn(true), "Descaling", "descaling"),
            (|reader| reader.turn(false), "Boils water, and", ""),
            (|reader| reader.turn(false), "Warranty", "warranty"),
        ];
        for (number, (go, first, anchor)) in moves.into_iter().enumerate() {
            go(&mut reader);
            reader.fit(20, 4);
            let address = reader.section().1;
            let shown =
                (seen(&reader)[0].trim_start_matches('>').to_owned(), address.split_once('#').map_or("", |at| at.1));
            assert_eq!(shown, (first.to_owned(), anchor), "{number}");
        }
    }

    #[test]
    fn no_size_is_too_small() {
        for (width, height) in [(0, 0), (1, 1), (0, 9), (9, 0)] {
            let mut reader = open("vinegar");
            reader.fit(width, height);
            reader.page(1);
            reader.turn(true);
            reader.fit(width, height);
            assert!(reader.seen().len() <= height);
        }
    }
}
