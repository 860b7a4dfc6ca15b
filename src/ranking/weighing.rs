//! What each article of a large segment can score at most, added up chunk by chunk.

use super::evidence::Scale;
use super::impact::{Impact, TEXT_STEPS, TITLE_SHIFT, TITLE_STEPS};
use super::sieve::Counted;
use super::worth::Worth;
use crate::segment::ArticleRow;

/// So many articles are added up at once: as many as fit into a processor's nearest memory.
pub(super) const CHUNK: usize = 1 << 10;

/// Adds up groups, from the first article to the last.
pub(super) struct Weighing<'a> {
    groups: Vec<Weighed<'a>>,
    scale: &'a Scale<'a>,
    sums: Sums,
}

/// A group, and how far its list was read.
struct Weighed<'a> {
    impact: &'a Impact,
    steps: Steps,
    place: usize,
}

/// What a step of a group's impact is worth, and what it is worth that the group is there.
struct Steps {
    text: f32,
    title: f32,
    found: f32,
    /// 0 for what is not missed, else 1.
    word: f32,
}

/// The articles of a chunk.
struct Sums {
    text: Vec<f32>,
    title: Vec<f32>,
    /// Number of groups in the title.
    titled: Vec<f32>,
    /// The share of the query.
    found: Vec<f32>,
    any: Vec<u8>,
    common: Vec<u8>,
    /// The marks of a group in a list.
    marks: Vec<u8>,
}

impl<'a> Weighing<'a> {
    pub(super) fn new(groups: &'a [Counted<'_>], scale: &'a Scale<'a>) -> Self {
        let mut weighed = Vec::with_capacity(groups.len());
        for Counted { impact, worth, .. } in groups {
            weighed.push(Weighed { impact: impact.as_ref(), steps: Steps::new(*worth, scale), place: 0 });
        }
        Weighing { groups: weighed, scale, sums: Sums::new() }
    }

    /// Writes what the articles from `start` on can score into `most`, and the marks that they have of all groups into
    /// `common`. Does nothing and says so if no group has any of them.
    pub(super) fn weigh(&mut self, start: usize, rows: &[ArticleRow], most: &mut [f32], common: &mut [u8]) -> bool {
        if !self.groups.iter().any(|group| group.impact.goes_on(group.place, start + CHUNK)) {
            return false;
        }
        self.sums.clear();
        for group in &mut self.groups {
            self.sums.add(group, start);
        }
        self.sums.finish(self.scale, rows, most);
        common.iter_mut().zip(&self.sums.common).for_each(|(all, own)| *all = *own);
        true
    }
}

impl Steps {
    fn new(worth: Worth, scale: &Scale<'_>) -> Self {
        let (text, title) = (scale.saturations.article.most(), scale.saturations.title.most());
        Steps {
            text: (worth.idf * text) as f32 / TEXT_STEPS,
            title: (scale.ranking.title * worth.title_idf * title) as f32 / TITLE_STEPS,
            found: if worth.is_extra { 0.0 } else { scale.coverage(worth.idf) as f32 },
            word: if worth.is_extra { 0.0 } else { 1.0 },
        }
    }
}

impl Sums {
    fn new() -> Self {
        let (numbers, bytes) = (|| vec![0.0; CHUNK], || vec![0; CHUNK]);
        let [text, title, titled, found] = [numbers(), numbers(), numbers(), numbers()];
        Sums { text, title, titled, found, any: bytes(), common: bytes(), marks: bytes() }
    }

    fn clear(&mut self) {
        for numbers in [&mut self.text, &mut self.title, &mut self.titled, &mut self.found] {
            numbers.fill(0.0);
        }
        self.any.fill(0);
        self.common.fill(u8::MAX);
    }

    /// Adds what a group brings to the articles from `start` on.
    fn add(&mut self, group: &mut Weighed<'_>, start: usize) {
        let Weighed { impact, steps, place } = group;
        let is_missed = steps.word > 0.0;
        if let Some(articles) = &impact.articles {
            self.add_list(impact, articles, steps, start, place);
            if is_missed {
                self.common.iter_mut().zip(&self.marks).for_each(|(all, marks)| *all &= marks);
            }
            return;
        }
        let end = impact.text.len().min(start + CHUNK);
        let text = impact.text.get(start..end).unwrap_or_default();
        let marks = impact.marks.get(start..end).unwrap_or_default();
        self.add_all(text, marks, steps);
        if is_missed {
            self.common.iter_mut().zip(marks).for_each(|(all, marks)| *all &= marks);
        }
    }

    /// Loops of one kind each, so that a processor does several articles at once.
    fn add_all(&mut self, text: &[u8], marks: &[u8], steps: &Steps) {
        for ((sum, found), text) in self.text.iter_mut().zip(&mut self.found).zip(text) {
            *sum += steps.text * f32::from(*text);
            *found += steps.found * f32::from(u8::from(*text > 0));
        }
        self.any.iter_mut().zip(text).for_each(|(any, text)| *any |= text);
        if steps.title > 0.0 {
            for ((sum, words), marks) in self.title.iter_mut().zip(&mut self.titled).zip(marks) {
                *sum += steps.title * f32::from(marks >> TITLE_SHIFT);
                *words += steps.word * f32::from(u8::from(marks >> TITLE_SHIFT > 0));
            }
        }
    }

    fn add_list(&mut self, impact: &Impact, articles: &[u32], steps: &Steps, start: usize, place: &mut usize) {
        self.marks.fill(0);
        let rest = articles.iter().zip(&impact.text).zip(&impact.marks).skip(*place);
        for ((article, text), marks) in rest {
            let at = (*article as usize).wrapping_sub(start);
            let title = (self.title.get_mut(at), self.titled.get_mut(at));
            let (Some(sum), (Some(title), Some(words)), Some(found)) =
                (self.text.get_mut(at), title, self.found.get_mut(at))
            else {
                return;
            };
            *sum += steps.text * f32::from(*text);
            *found += steps.found;
            *title += steps.title * f32::from(marks >> TITLE_SHIFT);
            *words += if marks >> TITLE_SHIFT > 0 { steps.word } else { 0.0 };
            self.any.get_mut(at).into_iter().for_each(|any| *any |= text);
            self.marks.get_mut(at).into_iter().for_each(|own| *own = *marks);
            *place += 1;
        }
    }

    /// What follows from the sums: no less than what a look at the articles gives.
    fn finish(&self, scale: &Scale<'_>, rows: &[ArticleRow], most: &mut [f32]) {
        let (least, more) = (1.0 - scale.ranking.coverage as f32, scale.ranking.coverage as f32);
        for (most, ((text, found), any)) in most.iter_mut().zip(self.text.iter().zip(&self.found).zip(&self.any)) {
            let found = found.min(1.0);
            *most = if *any > 0 { text * (least + more * found * found) } else { -1.0 };
        }
        for ((most, row), (title, words)) in most.iter_mut().zip(rows).zip(self.title.iter().zip(&self.titled)) {
            if *title > 0.0 {
                *most += title * scale.agreement(f64::from(*words), f64::from(row.title_length)) as f32;
            }
        }
    }
}
