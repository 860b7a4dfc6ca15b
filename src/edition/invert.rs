//! Articles to the dictionary and the postings of an edition, by the shortest way.
//!
//! Articles are taken in lots of some megabytes, each on whatever thread is free: [`super::lot`]. Then the words of all lots
//! are gone through in order, a part of the alphabet on each thread, and their postings written. What comes of it does not
//! depend on lots or threads.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::ops::Range;
use std::sync::Arc;

use super::codec::{Reader, Writer};
use super::dictionary::DictionaryWriter;
use super::lot::{Lot, Note};
use super::postings::PostingsWriter;
use crate::article::Article;
use crate::error::Result;
use crate::fields::language_number;
use crate::segment::{ArticleCounts, ArticlePosting, ArticleRow, SectionPosting, SectionRow, Table};
use crate::work::{Phase, Stage, Work};

/// A lot is closed when it has so many bytes of text.
const LOT: usize = 4 << 20;

/// The parts of an edition in which words are looked up.
pub(super) struct Inverted {
    pub(super) table: Table,
    pub(super) terms: u32,
    pub(super) dictionary: Vec<u8>,
    pub(super) postings: Vec<u8>,
}

/// The words of all articles.
pub(super) struct Words {
    table: Table,
    lots: Vec<Numbered>,
}

/// A lot with the number of its first article.
type Numbered = (u32, Lot);

impl Words {
    /// Reads the words of `articles`, which must be in order of id and have at least one section each.
    pub(super) fn read(articles: &[Arc<Article>], work: &Work) -> Result<Self> {
        let stage = work.begin(Phase::Indexing, articles.len())?;
        let lots = stage.run(cut(articles), Lot::read)?;
        stage.end()?;
        Ok(Self::of(articles, lots))
    }

    /// With the table of all lots.
    fn of(articles: &[Arc<Article>], lots: Vec<Lot>) -> Self {
        let mut table = Table::default();
        let mut numbered = Vec::with_capacity(lots.len());
        for mut lot in lots {
            let (first, first_section) = (table.articles.len() as u32, table.sections.len() as u32);
            let own = |row: ArticleRow| ArticleRow { first_section: first_section + row.first_section, ..row };
            table.articles.extend(std::mem::take(&mut lot.articles).into_iter().map(own));
            let own = |row: SectionRow| SectionRow { article: first + row.article, ..row };
            table.sections.extend(std::mem::take(&mut lot.sections).into_iter().map(own));
            numbered.push((first, lot));
        }
        for (row, article) in table.articles.iter_mut().zip(articles) {
            row.lang = language_number(&mut table.languages, &article.lang);
        }
        Words { table: table.counted(), lots: numbered }
    }

    /// Writes them in order of the alphabet.
    pub(super) fn inverted(self, threads: usize, stage: &Stage<'_>) -> Result<Inverted> {
        let Words { table, lots } = self;
        let alphabet = alphabet(&lots, 4 * threads);
        let written = stage.run(alphabet, |part, _| Ok(Written::of(&lots, &part, &table)))?;
        let (terms, dictionary, postings) = joined(written);
        Ok(Inverted { table, terms, dictionary, postings })
    }
}

/// Cuts a list of articles into lots.
fn cut(mut articles: &[Arc<Article>]) -> Vec<&[Arc<Article>]> {
    let mut lots = Vec::new();
    while !articles.is_empty() {
        let mut bytes = 0;
        let is_within = |article: &&Arc<Article>| {
            let is_within = bytes < LOT;
            bytes += article.sections.iter().map(|section| section.text.len()).sum::<usize>();
            is_within
        };
        let count = articles.iter().take_while(is_within).count();
        let (lot, rest) = articles.split_at(count);
        lots.push(lot);
        articles = rest;
    }
    lots
}

/// Cuts the alphabet into at most so many parts, with about as many words each: for every lot, which of its words.
fn alphabet(lots: &[Numbered], parts: usize) -> Vec<Vec<Range<usize>>> {
    let largest = lots.iter().map(|(_, lot)| lot).max_by_key(|lot| lot.terms.len());
    let terms = largest.map(|lot| lot.terms.as_slice()).unwrap_or_default();
    let starts = (1..parts).filter_map(|part| terms.get(terms.len() * part / parts).map(|term| &*term.text));
    let mut from = vec![0; lots.len()];
    let mut part =
        |to: Vec<usize>| std::mem::replace(&mut from, to.clone()).into_iter().zip(to).map(|(a, b)| a..b).collect();
    let mut cut: Vec<Vec<Range<usize>>> = starts
        .map(|start| part(lots.iter().map(|(_, lot)| lot.terms.partition_point(|term| &*term.text < start)).collect()))
        .collect();
    cut.push(part(lots.iter().map(|(_, lot)| lot.terms.len()).collect()));
    cut
}

/// What is written of a part of the alphabet.
#[derive(Default)]
struct Written<'l> {
    terms: Vec<Term<'l>>,
    postings: Writer,
}

/// What the dictionary says of a term.
struct Term<'l> {
    text: &'l str,
    sections: u32,
    counts: ArticleCounts,
    postings_length: u32,
}

impl<'l> Written<'l> {
    /// Writes the terms that are in these parts of the lots.
    fn of(lots: &'l [Numbered], part: &[Range<usize>], table: &Table) -> Self {
        let mut written = Written::default();
        let mut posting = PostingsWriter::default();
        let next = |lot: usize, at: usize| {
            let end = part.get(lot).map_or(0, |range| range.end);
            let term = lots.get(lot)?.1.terms.get(at).filter(|_| at < end)?;
            Some(Reverse((&*term.text, lot, at)))
        };
        let mut heap: BinaryHeap<_> =
            part.iter().enumerate().filter_map(|(lot, range)| next(lot, range.start)).collect();
        while let Some(Reverse((text, lot, at))) = heap.pop() {
            if written.terms.last().is_none_or(|term| term.text != text) {
                written.finish(&mut posting);
                written.terms.push(Term { text, sections: 0, counts: ArticleCounts::default(), postings_length: 0 });
            }
            if let (Some((first, lot)), Some(term)) = (lots.get(lot), written.terms.last_mut()) {
                term.add(Reader::new(lot.notes_of(at)), *first, table, &mut posting);
            }
            heap.extend(next(lot, at + 1));
        }
        written.finish(&mut posting);
        written
    }

    /// Writes the postings of the last term.
    fn finish(&mut self, posting: &mut PostingsWriter) {
        let start = self.postings.bytes.len();
        posting.finish(&mut self.postings);
        if let Some(term) = self.terms.last_mut() {
            term.postings_length = (self.postings.bytes.len() - start) as u32;
        }
    }
}

impl Term<'_> {
    /// Adds what a lot has of it, whose articles begin with `first`.
    fn add(&mut self, mut notes: Reader<'_>, first: u32, table: &Table, posting: &mut PostingsWriter) {
        let mut note = Note::default();
        while note.read(&mut notes).is_some() {
            let article = first + note.article;
            let own = table.sections_of(article).start;
            note.sections.iter_mut().for_each(|section| section.section += own);
            // Title and curated words count as the first section's.
            let is_only_beside =
                note.title + note.curated > 0 && note.sections.first().is_none_or(|one| one.section > own);
            self.sections += note.sections.len() as u32 + u32::from(is_only_beside);
            self.counts.articles += 1;
            self.counts.titles += u32::from(note.title > 0);
            let text = note.sections.iter().map(SectionPosting::total).sum();
            let in_heading = note.sections.iter().any(|section| section.heading > 0);
            let (title, curated) = (note.title, note.curated);
            posting.add(&ArticlePosting { article, text, title, curated, in_heading }, &note.sections, table);
        }
    }
}

/// The number of terms, the dictionary and the postings of all parts of the alphabet.
fn joined(written: Vec<Written<'_>>) -> (u32, Vec<u8>, Vec<u8>) {
    let (mut terms, mut dictionary) = (0, DictionaryWriter::default());
    let mut postings = Vec::with_capacity(written.iter().map(|part| part.postings.bytes.len()).sum());
    for part in written {
        for term in &part.terms {
            dictionary.add(term.text, term.sections, term.counts, term.postings_length);
            terms += 1;
        }
        postings.extend_from_slice(&part.postings.bytes);
    }
    (terms, dictionary.finish(), postings)
}
