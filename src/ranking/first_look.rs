//! A first look at every article that has a leading word of the query: word for word, over the whole dictionary entry of
//! each. Articles that have none cost four bytes.

use std::sync::Arc;

use super::best::{Best, Scored};
use super::evidence::Scale;
use super::gather::each_block;
use super::saturation::Saturations;
use super::worth::{Counts, Worth};
use crate::editorial::Boosts;
use crate::query::Group;
use crate::segment::{ArticlePosting, Segment, Table};
use crate::settings::Ranking;

/// What was seen of each segment's articles.
pub(super) struct FirstLook<'a> {
    segments: &'a [Arc<dyn Segment>],
    ranking: &'a Ranking,
    saturations: Saturations,
    seen: Vec<Seen>,
    /// Number of the group being counted, from 1.
    group: u32,
    /// Number of the groups counted that can be missed.
    words: u16,
}

/// So many sums are made room for at once, 64 bytes each.
const MOST_AT_ONCE: usize = 1 << 16;

/// At most so many articles are looked at because their title may be the query, and as many for a heading.
const NAMED: usize = 100;

/// The articles of a segment that have any word.
struct Seen {
    /// By article: its number in `sums`, from 1.
    slots: Vec<u32>,
    sums: Vec<Sum>,
    /// Numbers in `sums` of the articles that have the group being counted.
    with_group: Vec<u32>,
}

/// An article's score so far, and its share of the group being counted.
struct Sum {
    article: u32,
    group: u32,
    text: f32,
    title: f32,
    covered: f32,
    title_words: f32,
    /// Number of groups that the article has for sure, and that its headings have.
    sure_words: u16,
    heading_words: u16,
    length: f32,
    title_length: f32,
    own: Own,
}

/// What the forms of one group add up to in an article.
#[derive(Clone, Copy, Default)]
struct Own {
    frequency: f32,
    title: f32,
    certainty: f32,
    title_certainty: f32,
    /// How often it stands in the title for sure, and in curated words at all.
    sure_title: f32,
    curated: f32,
    is_sure: bool,
    in_heading: bool,
}

/// A form of the group being counted.
#[derive(Clone, Copy)]
struct Reading {
    group: u32,
    certainty: f32,
    is_sure: bool,
}

impl<'a> FirstLook<'a> {
    pub(super) fn new(segments: &'a [Arc<dyn Segment>], saturations: Saturations, ranking: &'a Ranking) -> Self {
        let seen = |segment: &Arc<dyn Segment>| Seen {
            slots: vec![0; segment.table().articles.len()],
            sums: Vec::with_capacity(segment.table().articles.len().min(MOST_AT_ONCE)),
            with_group: Vec::new(),
        };
        FirstLook { segments, ranking, saturations, seen: segments.iter().map(seen).collect(), group: 0, words: 0 }
    }

    pub(super) fn ranking(&self) -> &Ranking {
        self.ranking
    }

    /// Finds the articles that have the words of a group.
    pub(super) fn count(&mut self, group: &Group) -> Counts {
        self.group += 1;
        self.words += u16::from(!group.is_extra);
        let (ranking, number) = (self.ranking, self.group);
        let mut counts = Counts::default();
        for (seen, segment) in self.seen.iter_mut().zip(self.segments) {
            seen.with_group.clear();
            for form in &group.forms {
                let is_sure = form.kind.is_sure();
                each_block(form, group, segment.as_ref(), ranking, &mut |certainty, block| {
                    let reading = Reading { group: number, certainty, is_sure };
                    for posting in block {
                        seen.add(posting, reading, segment.table(), ranking);
                    }
                });
            }
            seen.tell(&mut counts);
        }
        counts
    }

    /// Adds what the group that was counted is worth to the scores of the articles that have it.
    pub(super) fn add(&mut self, worth: Worth) {
        for seen in &mut self.seen {
            for slot in &seen.with_group {
                if let Some(sum) = seen.sums.get_mut(*slot as usize) {
                    sum.add(worth, &self.saturations);
                }
            }
        }
    }

    /// Whether any article that `allowed` allows has all the words that were counted, each for sure.
    pub(super) fn has_all(&self, allowed: &dyn Fn(usize, u32) -> bool) -> bool {
        let has_all = |sum: &Sum| sum.sure_words == self.words;
        let seen = self.seen.iter().enumerate();
        seen.into_iter().any(|(n, seen)| seen.sums.iter().any(|sum| has_all(sum) && allowed(n, sum.article)))
    }

    /// Whether an article has any of the words that were counted.
    pub(super) fn has(&self, segment: usize, article: u32) -> bool {
        let slot = self.seen.get(segment).and_then(|seen| seen.slots.get(article as usize));
        slot.is_some_and(|slot| *slot > 0)
    }

    /// The best `wanted` articles among those that `allowed` allows, with a few more whose title or a heading of which may
    /// be the query, and how many there are in all.
    pub(super) fn best(
        &self,
        wanted: usize,
        scale: &Scale<'_>,
        boosts: &Boosts,
        allowed: &dyn Fn(usize, u32) -> bool,
    ) -> (Vec<Scored>, usize) {
        let (mut best, mut titled, mut headed) = (Best::new(wanted), Best::new(NAMED), Best::new(NAMED));
        let mut total = 0;
        for (number, (seen, segment)) in self.seen.iter().zip(self.segments).enumerate() {
            for sum in seen.sums.iter().filter(|sum| allowed(number, sum.article)) {
                total += 1;
                let is_titled = sum.title_words >= f32::from(self.words) && sum.title_length <= scale.typed as f32;
                let is_headed =
                    sum.heading_words == self.words && has_heading(segment.table(), sum.article, scale.typed);
                let boost = 1.0 + boosts.share((number, sum.article));
                // Most articles have too few of the words, and need no further look.
                if !(is_titled || is_headed || best.wants(boost * self.most(sum))) {
                    continue;
                }
                let score = boost * self.score(sum, scale);
                let scored = Scored { score, rank: segment.rank(sum.article), segment: number, article: sum.article };
                best.offer(scored);
                if is_titled {
                    titled.offer(scored);
                }
                if is_headed {
                    headed.offer(scored);
                }
            }
        }
        let mut all: Vec<Scored> = [best, titled, headed].into_iter().flat_map(Best::sorted).collect();
        all.sort();
        all.dedup();
        (all, total)
    }

    /// No less than what follows.
    fn most(&self, sum: &Sum) -> f64 {
        f64::from(sum.text) + self.ranking.title * f64::from(sum.title)
    }

    /// What is known of the article's score: sections, function words and nearness are not seen yet, nor what is against it.
    fn score(&self, sum: &Sum, scale: &Scale<'_>) -> f64 {
        let text = f64::from(sum.text) * scale.found(scale.coverage(f64::from(sum.covered)));
        if sum.title == 0.0 {
            return text;
        }
        let agreement = scale.agreement(f64::from(sum.title_words), f64::from(sum.title_length));
        text + self.ranking.title * f64::from(sum.title) * agreement
    }
}

fn has_heading(table: &Table, article: u32, words: usize) -> bool {
    let rows = table.sections_of(article).filter_map(|section| table.sections.get(section as usize));
    rows.into_iter().any(|row| row.heading_length as usize == words)
}

impl Seen {
    fn add(&mut self, posting: &ArticlePosting, reading: Reading, table: &Table, ranking: &Ranking) {
        let Some(slot) = self.slots.get_mut(posting.article as usize) else { return };
        if *slot == 0 {
            let row = table.articles.get(posting.article as usize).copied().unwrap_or_default();
            self.sums.push(Sum {
                article: posting.article,
                group: 0,
                text: 0.0,
                title: 0.0,
                covered: 0.0,
                title_words: 0.0,
                sure_words: 0,
                heading_words: 0,
                length: row.length as f32,
                title_length: row.title_length as f32,
                own: Own::default(),
            });
            *slot = self.sums.len() as u32;
        }
        let number = *slot - 1;
        let Some(sum) = self.sums.get_mut(number as usize) else { return };
        if sum.group != reading.group {
            sum.group = reading.group;
            sum.own = Own::default();
            self.with_group.push(number);
        }
        sum.own.add(posting, reading, ranking);
    }

    fn tell(&self, counts: &mut Counts) {
        for sum in self.with_group.iter().filter_map(|slot| self.sums.get(*slot as usize)) {
            let own = &sum.own;
            counts.all += 1;
            counts.named += u32::from(own.in_heading || own.title > 0.0 || own.curated > 0.0);
            counts.sure += u32::from(own.is_sure);
            counts.all_titles += u32::from(own.title > 0.0);
            counts.sure_titles += u32::from(own.sure_title > 0.0);
        }
    }
}

impl Own {
    fn add(&mut self, posting: &ArticlePosting, reading: Reading, ranking: &Ranking) {
        let Reading { certainty, is_sure, .. } = reading;
        self.frequency += posting.text as f32
            + ranking.title_words as f32 * posting.title as f32
            + ranking.curated as f32 * posting.curated as f32;
        self.certainty = self.certainty.max(certainty);
        self.is_sure |= is_sure;
        self.in_heading |= posting.in_heading;
        self.curated += posting.curated as f32;
        if posting.title > 0 {
            self.title += posting.title as f32;
            self.title_certainty = self.title_certainty.max(certainty);
            self.sure_title += if is_sure { posting.title as f32 } else { 0.0 };
        }
    }
}

impl Sum {
    fn add(&mut self, worth: Worth, saturations: &Saturations) {
        let own = self.own;
        let text = saturations.article.of_many(own.frequency, self.length);
        self.text += worth.idf as f32 * own.certainty * text;
        if !worth.is_extra {
            self.covered += worth.idf as f32 * own.certainty;
            self.sure_words += u16::from(own.is_sure);
            self.heading_words += u16::from(own.in_heading && own.is_sure);
        }
        if own.title > 0.0 {
            let title = saturations.title.of_many(own.title, self.title_length);
            self.title += worth.title_idf as f32 * own.title_certainty * title;
            self.title_words += if worth.is_extra { 0.0 } else { own.title_certainty };
        }
    }
}
