//! The postings of one term: which articles have it, how often, and in which sections.
//!
//! Articles stand in blocks of [`BLOCK`]. A block is its articles' entries, and then for each of them its sections. Where
//! there is more than one block, a table before them says the last article of each and the lengths of its two halves, so
//! that who wants few articles reads few blocks, and who wants no sections none.
//!
//! An article's entry is its distance to the one before, with a bit that says that the term stands there once, in the
//! text. If not, its number of occurrences in the text follows, with bits for title, curated words, several sections
//! and headings, and the numbers of the first two. Its sections are one number, counted from the article's first, or their count and
//! their distances, each with what is in the body and in the heading.

use super::codec::Reader;
#[cfg(feature = "index")]
use super::codec::Writer;
use crate::segment::{ArticlePosting, SectionPosting, Table};

/// Articles in a block.
const BLOCK: usize = 32;

/// An article's entry as it is written.
#[derive(Clone, Copy, Default)]
struct Entry {
    posting: ArticlePosting,
    /// The term stands in the text of several sections.
    is_many: bool,
}

/// Reads the postings of one term. Any bytes give some postings, in order, or none.
#[derive(Clone, Copy)]
pub(super) struct Postings<'a> {
    bytes: &'a [u8],
    /// Number of articles that have the term.
    articles: usize,
    table: &'a Table,
}

/// Where the halves of a block are.
struct Block<'a> {
    articles: Reader<'a>,
    sections: Reader<'a>,
    /// Number of its articles.
    count: usize,
    /// The last article of the block before.
    before: Option<u32>,
    /// Its own last article; unknown if it is the only block.
    last: Option<u32>,
}

impl Block<'_> {
    fn may_have(&self, entry: &Entry) -> bool {
        self.last.is_none_or(|last| entry.posting.article <= last)
    }
}

impl<'a> Postings<'a> {
    pub(super) fn new(bytes: &'a [u8], articles: u32, table: &'a Table) -> Self {
        Postings { bytes, articles: articles as usize, table }
    }

    /// Calls `visit` with all articles, a block at a time.
    pub(super) fn articles(&self, visit: &mut dyn FnMut(&[ArticlePosting])) {
        let mut postings = Vec::with_capacity(self.articles.min(BLOCK));
        self.each_block(&mut |mut block| {
            postings.clear();
            let mut before = block.before;
            for _ in 0..block.count {
                let Some(entry) = self.entry(&mut block.articles, &mut before).filter(|entry| block.may_have(entry))
                else {
                    break;
                };
                postings.push(entry.posting);
            }
            visit(&postings);
        });
    }

    /// Calls `visit` with the wanted articles and their sections.
    pub(super) fn sections(
        &self,
        mut wanted: Option<&[u32]>,
        visit: &mut dyn FnMut(&ArticlePosting, &[SectionPosting]),
    ) {
        let mut sections = Vec::new();
        self.each_block(&mut |block| {
            if let (Some(articles), Some(last)) = (&mut wanted, block.last) {
                let from = block.before.map_or(0, |before| articles.partition_point(|&article| article <= before));
                *articles = articles.get(from..).unwrap_or_default();
                if articles.first().is_none_or(|&first| first > last) {
                    return;
                }
            }
            self.read_block(block, wanted, &mut sections, visit);
        });
    }

    fn read_block(
        &self,
        mut block: Block<'a>,
        mut wanted: Option<&[u32]>,
        sections: &mut Vec<SectionPosting>,
        visit: &mut dyn FnMut(&ArticlePosting, &[SectionPosting]),
    ) {
        // Without a table, the sections follow where the entries end.
        if block.last.is_none() {
            let (mut before, mut entries) = (block.before, block.articles);
            if (0..block.count).any(|_| self.entry(&mut entries, &mut before).is_none()) {
                return;
            }
            block.sections = entries;
        }
        let mut before = block.before;
        for _ in 0..block.count {
            let Some(entry) = self.entry(&mut block.articles, &mut before).filter(|entry| block.may_have(entry)) else {
                return;
            };
            let article = entry.posting.article;
            while let Some((_, rest)) = wanted.and_then(<[u32]>::split_first).filter(|(first, _)| **first < article) {
                wanted = Some(rest);
            }
            let is_wanted = wanted.is_none_or(|wanted| wanted.first() == Some(&article));
            sections.clear();
            if is_wanted {
                if self.read_sections(&mut block.sections, &entry, sections).is_none() {
                    return;
                }
                visit(&entry.posting, sections);
            } else if wanted.is_some_and(<[u32]>::is_empty) || skip_sections(&mut block.sections, &entry).is_none() {
                return;
            }
        }
    }

    fn each_block(&self, visit: &mut dyn FnMut(Block<'a>)) {
        if self.articles <= BLOCK {
            let (articles, sections) = (Reader::new(self.bytes), Reader::new(&[]));
            return visit(Block { articles, sections, count: self.articles, before: None, last: None });
        }
        let blocks = self.articles.div_ceil(BLOCK);
        let mut table = Reader::new(self.bytes);
        let mut halves = table;
        // Each block has three numbers in the table, and so three bytes at least.
        if blocks > self.bytes.len() / 3 || (0..3 * blocks).any(|_| halves.number().is_none()) {
            return;
        }
        let (mut before, mut left) = (None, self.articles);
        for _ in 0..blocks {
            let mut row = || Some((table.number()?, table.number()? as usize, table.number()? as usize));
            let Some((distance, articles, sections)) = row() else { return };
            let (Some(articles), Some(sections)) = (halves.take(articles), halves.take(sections)) else { return };
            let Some(last) = before.map_or(Some(distance), |before: u32| before.checked_add(distance)) else { return };
            let (articles, sections) = (Reader::new(articles), Reader::new(sections));
            visit(Block { articles, sections, count: left.min(BLOCK), before, last: Some(last) });
            left = left.saturating_sub(BLOCK);
            before = Some(last);
        }
    }

    #[expect(clippy::inline_always, reason = "postings are read by the hundred thousand")]
    #[inline(always)]
    fn entry(&self, reader: &mut Reader<'_>, before: &mut Option<u32>) -> Option<Entry> {
        let first = reader.number()?;
        let article = match *before {
            None => first >> 1,
            Some(before) => before.checked_add((first >> 1).checked_add(1)?)?,
        };
        *before = Some(article).filter(|&article| (article as usize) < self.table.articles.len());
        (*before)?;
        if first & 1 == 1 {
            return Some(Entry {
                posting: ArticlePosting { article, text: 1, ..ArticlePosting::default() },
                is_many: false,
            });
        }
        let text = reader.number()?;
        let mut field = |bit| if text & bit == 0 { Some(0) } else { reader.number() };
        let (title, curated) = (field(1)?, field(2)?);
        let posting = ArticlePosting { article, text: text >> 4, title, curated, in_heading: text & 8 != 0 };
        Some(Entry { posting, is_many: text & 4 != 0 })
    }

    fn read_sections(&self, reader: &mut Reader<'_>, entry: &Entry, into: &mut Vec<SectionPosting>) -> Option<()> {
        let ArticlePosting { article, text, .. } = entry.posting;
        let own = self.table.sections_of(article);
        if text == 0 {
            return Some(());
        }
        if !entry.is_many {
            let first = reader.number()?;
            let heading = if first & 1 == 1 { reader.number()?.min(text) } else { 0 };
            let section = own.start.checked_add(first >> 1).filter(|section| own.contains(section))?;
            into.push(SectionPosting { section, body: text - heading, heading });
            return Some(());
        }
        let mut next = own.start;
        for _ in 0..reader.number()? {
            let first = reader.number()?;
            let section = next.checked_add(first >> 2).filter(|section| own.contains(section))?;
            let body = if first & 1 == 1 { 1 } else { reader.number()? };
            let heading = if first & 2 == 2 { reader.number()? } else { 0 };
            into.push(SectionPosting { section, body, heading });
            next = section + 1;
        }
        Some(())
    }
}

/// Passes over what an unwanted article has.
fn skip_sections(reader: &mut Reader<'_>, entry: &Entry) -> Option<()> {
    if entry.posting.text == 0 {
        return Some(());
    }
    let first = reader.number()?;
    if !entry.is_many {
        return if first & 1 == 1 { reader.number().map(|_| ()) } else { Some(()) };
    }
    for _ in 0..first {
        let numbers = match reader.number()? & 3 {
            1 => 0,
            2 => 2,
            _ => 1,
        };
        for _ in 0..numbers {
            reader.number()?;
        }
    }
    Some(())
}

/// Writes what [`Postings`] reads.
#[cfg(feature = "index")]
#[derive(Default)]
pub(super) struct PostingsWriter {
    blocks: Vec<(u32, Writer, Writer)>,
    count: usize,
    last: Option<u32>,
}

#[cfg(feature = "index")]
impl PostingsWriter {
    /// Adds an article; they must be in order. `sections` are those whose heading or body has the term.
    pub(super) fn add(&mut self, posting: &ArticlePosting, sections: &[SectionPosting], table: &Table) {
        if self.count.is_multiple_of(BLOCK) {
            self.blocks.push((0, Writer::default(), Writer::default()));
        }
        self.count += 1;
        let Some((last, articles, places)) = self.blocks.last_mut() else { return };
        *last = posting.article;
        write_entry(articles, posting, sections.len() > 1, self.last);
        write_sections(places, sections, table.sections_of(posting.article).start);
        self.last = Some(posting.article);
    }

    /// Appends the postings to `out`, and starts anew.
    pub(super) fn finish(&mut self, out: &mut Writer) {
        if self.blocks.len() > 1 {
            let mut before = 0;
            for (last, articles, sections) in &self.blocks {
                out.number(last - before);
                out.number(articles.bytes.len() as u32);
                out.number(sections.bytes.len() as u32);
                before = *last;
            }
        }
        for (_, articles, sections) in &self.blocks {
            out.bytes.extend_from_slice(&articles.bytes);
            out.bytes.extend_from_slice(&sections.bytes);
        }
        *self = PostingsWriter::default();
    }
}

#[cfg(feature = "index")]
fn write_entry(out: &mut Writer, posting: &ArticlePosting, is_many: bool, before: Option<u32>) {
    let ArticlePosting { article, text, title, curated, in_heading } = *posting;
    let distance = before.map_or(article, |before| article - before - 1);
    let is_plain = text == 1 && title == 0 && curated == 0 && !in_heading;
    out.number(distance << 1 | u32::from(is_plain));
    if !is_plain {
        let present = u32::from(title > 0) | u32::from(curated > 0) << 1 | u32::from(is_many) << 2;
        out.number(text << 4 | u32::from(in_heading) << 3 | present);
        [title, curated].into_iter().filter(|&n| n > 0).for_each(|n| out.number(n));
    }
}

#[cfg(feature = "index")]
fn write_sections(out: &mut Writer, sections: &[SectionPosting], first: u32) {
    if let [only] = sections {
        out.number((only.section - first) << 1 | u32::from(only.heading > 0));
        if only.heading > 0 {
            out.number(only.heading);
        }
        return;
    }
    if !sections.is_empty() {
        out.number(sections.len() as u32);
    }
    let mut next = first;
    for &SectionPosting { section, body, heading } in sections {
        out.number((section - next) << 2 | u32::from(heading > 0) << 1 | u32::from(body == 1));
        if body != 1 {
            out.number(body);
        }
        if heading > 0 {
            out.number(heading);
        }
        next = section + 1;
    }
}

#[cfg(all(test, feature = "index"))]
mod tests {
    use super::{Postings, PostingsWriter};
    use crate::edition::codec::Writer;
    use crate::segment::{ArticlePosting, ArticleRow, SectionPosting, SectionRow, Table};
    use proptest::prelude::*;

    /// So many articles of three sections each.
    fn table(articles: u32) -> Table {
        let rows = (0..articles).map(|n| ArticleRow { first_section: 3 * n, ..ArticleRow::default() });
        let sections = (0..3 * articles).map(|n| SectionRow { article: n / 3, ..SectionRow::default() });
        Table { articles: rows.collect(), sections: sections.collect(), ..Table::default() }
    }

    /// Body and heading of three sections, title, curated words.
    type Fields = ([Option<(u32, u32)>; 3], u32, u32);
    type Written = Vec<(ArticlePosting, Vec<SectionPosting>)>;

    fn some_postings() -> impl Strategy<Value = Written> {
        let section = prop::option::of((0u32..4, 0u32..3));
        let article = (prop::array::uniform3(section), 0u32..2, 0u32..3);
        prop::collection::btree_map(0u32..600, article, 0..400).prop_map(|articles| {
            let posting = |(article, (sections, title, curated)): (u32, Fields)| {
                let sections = (3 * article..).zip(sections);
                let sections = sections
                    .filter_map(|(section, n)| n.map(|(body, heading)| SectionPosting { section, body, heading }));
                let sections: Vec<SectionPosting> = sections.filter(|posting| posting.total() > 0).collect();
                let text = sections.iter().map(SectionPosting::total).sum();
                let in_heading = sections.iter().any(|posting| posting.heading > 0);
                (ArticlePosting { article, text, title, curated, in_heading }, sections)
            };
            articles
                .into_iter()
                .map(posting)
                .filter(|(posting, _)| posting.text + posting.title + posting.curated > 0)
                .collect()
        })
    }

    fn written(postings: &Written, table: &Table) -> Vec<u8> {
        let (mut writer, mut out) = (PostingsWriter::default(), Writer::default());
        for (posting, sections) in postings {
            writer.add(posting, sections, table);
        }
        writer.finish(&mut out);
        out.bytes
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(postings in some_postings(), wanted in prop::collection::btree_set(0u32..600, 0..9)) {
            let table = table(600);
            let bytes = written(&postings, &table);
            let reader = Postings::new(&bytes, postings.len() as u32, &table);
            let mut articles = Vec::new();
            reader.articles(&mut |block| articles.extend_from_slice(block));
            prop_assert_eq!(articles, postings.iter().map(|(posting, _)| *posting).collect::<Vec<_>>());
            let mut all: Written = Vec::new();
            reader.sections(None, &mut |posting, sections| all.push((*posting, sections.to_vec())));
            prop_assert_eq!(&all, &postings);
            let wanted: Vec<u32> = wanted.into_iter().collect();
            let mut some: Written = Vec::new();
            reader.sections(Some(&wanted), &mut |posting, sections| some.push((*posting, sections.to_vec())));
            prop_assert_eq!(some, postings.into_iter().filter(|(posting, _)| wanted.contains(&posting.article)).collect::<Written>());
        }

        #[test]
        fn any_bytes_are_survived(bytes: Vec<u8>, articles in 0u32..400) {
            let table = table(20);
            let reader = Postings::new(&bytes, articles, &table);
            reader.articles(&mut |block| assert!(block.iter().all(|posting| posting.article < 20)));
            reader.sections(None, &mut |posting, sections| {
                assert!(sections.iter().all(|section| section.section / 3 == posting.article));
            });
        }
    }
}
