//! Some articles, read: their lengths, their words in order, and what each article has of each word.

use std::collections::HashMap;
use std::sync::Arc;

use super::codec::{Reader, Writer};
use crate::analysis::tokenize;
use crate::article::Article;
use crate::error::Result;
use crate::fields::{Field, texts};
use crate::segment::{ArticleRow, SectionPosting, SectionRow};
use crate::work::Hand;

/// Articles and sections are counted from the first one of the lot.
#[derive(Default)]
pub(super) struct Lot {
    pub(super) articles: Vec<ArticleRow>,
    pub(super) sections: Vec<SectionRow>,
    /// In order.
    pub(super) terms: Vec<LotTerm>,
    /// Of all terms, in their order.
    notes: Vec<u8>,
}

pub(super) struct LotTerm {
    pub(super) text: Box<str>,
    /// Where its notes begin.
    notes: u32,
}

impl Lot {
    pub(super) fn read(articles: &[Arc<Article>], hand: Hand<'_>) -> Result<Self> {
        let mut reading = Reading::default();
        for article in articles {
            reading.article(article);
            hand.done(1)?;
        }
        Ok(reading.in_order())
    }

    /// The notes on a term, given by its place in order.
    pub(super) fn notes_of(&self, term: usize) -> &[u8] {
        let start = self.terms.get(term).map_or(self.notes.len(), |term| term.notes as usize);
        let end = self.terms.get(term + 1).map_or(self.notes.len(), |term| term.notes as usize);
        self.notes.get(start..end).unwrap_or_default()
    }
}

/// What an article has of a term.
#[derive(Default)]
pub(super) struct Note {
    pub(super) article: u32,
    pub(super) title: u32,
    pub(super) curated: u32,
    /// Sections are counted from the article's first.
    pub(super) sections: Vec<SectionPosting>,
}

impl Note {
    /// Takes what [`write`](Self::write) appended.
    pub(super) fn read(&mut self, reader: &mut Reader<'_>) -> Option<()> {
        self.sections.clear();
        self.article = reader.number()?;
        let first = reader.number()?;
        if first & 1 == 1 {
            (self.title, self.curated) = (0, 0);
            self.sections.push(SectionPosting { section: first >> 1, body: 1, heading: 0 });
            return Some(());
        }
        (self.title, self.curated) = (reader.number()?, reader.number()?);
        for _ in 0..first >> 1 {
            let (section, body, heading) = (reader.number()?, reader.number()?, reader.number()?);
            self.sections.push(SectionPosting { section, body, heading });
        }
        Some(())
    }

    /// Mostly a word stands once in one section.
    fn write(&self, out: &mut Writer) {
        out.number(self.article);
        match self.sections.as_slice() {
            [SectionPosting { section, body: 1, heading: 0 }] if self.title + self.curated == 0 => {
                out.number(section << 1 | 1);
            }
            sections => {
                for number in [sections.len() as u32 * 2, self.title, self.curated] {
                    out.number(number);
                }
                for &SectionPosting { section, body, heading } in sections {
                    for number in [section, body, heading] {
                        out.number(number);
                    }
                }
            }
        }
    }

    fn add(&mut self, place: u32) {
        let section = place >> 2;
        if place & 2 == 0 {
            self.title += u32::from(place & 1 == 0);
            self.curated += u32::from(place & 1 == 1);
            return;
        }
        if self.sections.last().is_none_or(|last| last.section != section) {
            self.sections.push(SectionPosting { section, body: 0, heading: 0 });
        }
        if let Some(last) = self.sections.last_mut() {
            last.heading += u32::from(place & 1 == 0);
            last.body += u32::from(place & 1 == 1);
        }
    }
}

/// A lot that is being read.
#[derive(Default)]
struct Reading {
    articles: Vec<ArticleRow>,
    sections: Vec<SectionRow>,
    /// Terms by their numbers, in the order in which they were come upon.
    numbers: HashMap<Box<str>, u32>,
    /// How many bytes of notes each term has.
    sizes: Vec<u32>,
    /// Notes in the order of articles, each with its term and its length before it.
    notes: Writer,
    /// Where the present article has which term: the term's number, and the place's.
    places: Vec<u64>,
}

impl Reading {
    fn article(&mut self, article: &Article) {
        let (number, first_section) = (self.articles.len() as u32, self.sections.len() as u32);
        let mut row = ArticleRow { first_section, ..ArticleRow::default() };
        let sections = article.sections.iter().map(|_| SectionRow { article: number, ..SectionRow::default() });
        self.sections.extend(sections);
        texts(article, &mut |section, field, text| {
            let words = self.text(text, section << 2 | place(field));
            row.length += words;
            let own = self.sections.get_mut((first_section + section) as usize);
            match (field, own) {
                (Field::Title, _) => row.title_length += words,
                (Field::Curated, _) => row.curated_length += words,
                (_, None) => {}
                (_, Some(own)) => {
                    own.length += words;
                    own.heading_length += if field == Field::Heading { words } else { 0 };
                }
            }
        });
        self.articles.push(row);
        self.note(number);
    }

    /// Takes the words of a text, and counts those that count.
    fn text(&mut self, text: &str, place: u32) -> u32 {
        let mut words = 0;
        let Reading { numbers, sizes, places, .. } = self;
        tokenize(text, &mut |token| {
            words += u32::from(token.kind.counts());
            let number = numbers.get(token.term).copied().unwrap_or_else(|| {
                let number = sizes.len() as u32;
                numbers.insert(token.term.into(), number);
                sizes.push(0);
                number
            });
            places.push(u64::from(number) << 32 | u64::from(place));
        });
        words
    }

    /// Writes down what the article has of each term.
    fn note(&mut self, article: u32) {
        self.places.sort_unstable();
        let (mut note, mut bytes) = (Note { article, ..Note::default() }, Writer::default());
        let Reading { places, sizes, notes, .. } = self;
        for same in places.chunk_by(|one, next| one >> 32 == next >> 32) {
            (note.title, note.curated) = (0, 0);
            note.sections.clear();
            for place in same {
                note.add(*place as u32);
            }
            bytes.bytes.clear();
            note.write(&mut bytes);
            let term = same.first().map_or(0, |place| (place >> 32) as u32);
            notes.number(term);
            notes.bytes(&bytes.bytes);
            if let Some(size) = sizes.get_mut(term as usize) {
                *size += bytes.bytes.len() as u32;
            }
        }
        places.clear();
    }

    /// Puts the terms in order, and the notes of each together.
    fn in_order(self) -> Lot {
        let mut numbered: Vec<(u64, Box<str>, u32)> =
            self.numbers.into_iter().map(|(text, number)| (beginning(&text), text, number)).collect();
        numbered.sort_unstable();
        let (mut next, mut at) = (0, vec![0; numbered.len()]);
        let mut terms = Vec::with_capacity(numbered.len());
        for (_, text, number) in numbered {
            terms.push(LotTerm { text, notes: next });
            if let Some(at) = at.get_mut(number as usize) {
                *at = next as usize;
            }
            next += self.sizes.get(number as usize).copied().unwrap_or_default();
        }
        let notes = together(Reader::new(&self.notes.bytes), next, &mut at);
        Lot { articles: self.articles, sections: self.sections, terms, notes }
    }
}

/// The first eight bytes of a term as a number: mostly it is enough to compare those.
fn beginning(term: &str) -> u64 {
    let mut first = [0; 8];
    first.iter_mut().zip(term.bytes()).for_each(|(place, byte)| *place = byte);
    u64::from_be_bytes(first)
}

/// Copies each note to where the next one of its term is to stand: `at`, by the terms' numbers.
fn together(mut notes: Reader<'_>, bytes: u32, at: &mut [usize]) -> Vec<u8> {
    let mut out = vec![0; bytes as usize];
    while let Some((term, note)) = notes.number().zip(notes.bytes()) {
        let Some(at) = at.get_mut(term as usize) else { continue };
        if let Some(place) = out.get_mut(*at..*at + note.len()) {
            place.copy_from_slice(note);
        }
        *at += note.len();
    }
    out
}

/// The last two bits of a place: in order of [`Field`], which [`Note::add`] reads.
fn place(field: Field) -> u32 {
    match field {
        Field::Title => 0,
        Field::Curated => 1,
        Field::Heading => 2,
        Field::Body => 3,
    }
}
