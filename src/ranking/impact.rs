//! What a group can bring to the scores of a large segment's articles, in a byte or two each.

use super::gather::each_block;
use super::saturation::Saturations;
use super::sums::{Own, Reading};
use super::worth::Counts;
use crate::query::{FormKind, Group};
use crate::segment::{ArticlePosting, Segment, Table};
use crate::settings::Ranking;

/// A group that more than one in so many articles have is kept by article, and not as a list.
const DENSE: usize = 16;

/// A group is frequent from so many postings on.
const FREQUENT: usize = 4096;

/// Marks of an article: it has the group's word for sure; has it so in a heading; has just this word in its title. The bits
/// above these are what the title brings.
pub(super) const SURE: u8 = 1;
pub(super) const HEADED: u8 = 2;
pub(super) const TITLED: u8 = 4;
pub(super) const TITLE_SHIFT: u32 = 3;

/// What text and title bring is a share of the most that they can, in so many steps, rounded up.
pub(super) const TEXT_STEPS: f32 = 254.0;
pub(super) const TITLE_STEPS: f32 = 30.0;

/// What a group can bring to each article of a segment.
pub(super) struct Impact {
    pub(super) counts: Counts,
    /// The articles that have it, in order; `None` if what follows has all articles.
    pub(super) articles: Option<Vec<u32>>,
    /// What the text brings; 0 where the group is not.
    pub(super) text: Vec<u8>,
    pub(super) marks: Vec<u8>,
    /// The exact shares, where to look them up again would be as much work as the first time.
    pub(super) owns: Option<Vec<Own>>,
    /// Number of postings that were read for it.
    read: usize,
}

impl Impact {
    /// Reads all postings of a group. `room` is used and left as it may be used again.
    pub(super) fn of(
        group: &Group,
        segment: &dyn Segment,
        saturations: &Saturations,
        ranking: &Ranking,
        room: &mut Vec<Own>,
    ) -> Self {
        let table = segment.table();
        let mut owns = Owns::new(table.articles.len(), std::mem::take(room));
        for form in &group.forms {
            let is_sure = form.kind.is_sure();
            each_block(form, group, segment, ranking, &mut |certainty, block| {
                owns.add(block, Reading { certainty, is_sure }, ranking);
            });
        }
        let read = owns.read;
        let (articles, owns) = owns.finish(ranking);
        let mut impact =
            Impact { counts: Counts::default(), articles, text: Vec::new(), marks: Vec::new(), owns: None, read };
        impact.fill(&owns, table, saturations);
        let is_begun = group.forms.iter().any(|form| form.kind == FormKind::Prefix);
        if is_begun || !impact.is_frequent() {
            impact.owns = Some(owns);
        } else {
            *room = owns;
        }
        impact
    }

    fn fill(&mut self, owns: &[Own], table: &Table, saturations: &Saturations) {
        self.text.reserve_exact(owns.len());
        self.marks.reserve_exact(owns.len());
        for (number, own) in owns.iter().enumerate() {
            let article = self.articles.as_ref().map_or(Some(number as u32), |some| some.get(number).copied());
            let row = article.and_then(|article| table.articles.get(article as usize)).copied().unwrap_or_default();
            if !own.is_there {
                self.text.push(0);
                self.marks.push(0);
                continue;
            }
            own.tell(&mut self.counts);
            let share = own.certainty * saturations.article.share_of_many(own.frequency, row.length as f32);
            self.text.push(step(share, TEXT_STEPS));
            self.marks.push(marks(own, saturations, row.title_length as f32));
        }
    }

    /// Whether it was much work to read it.
    pub(super) fn is_frequent(&self) -> bool {
        self.read >= FREQUENT
    }

    /// Where an article's bytes are, if it has the group.
    pub(super) fn place(&self, article: u32) -> Option<usize> {
        let place = match &self.articles {
            Some(articles) => articles.binary_search(&article).ok()?,
            None => article as usize,
        };
        self.text.get(place).filter(|text| **text > 0).map(|_| place)
    }

    /// Whether it has any article before `end`, of those from the `place` in its list on.
    pub(super) fn goes_on(&self, place: usize, end: usize) -> bool {
        let next = |articles: &Vec<u32>| articles.get(place).is_some_and(|&article| (article as usize) < end);
        self.articles.as_ref().is_none_or(next)
    }

    /// Number of bytes that it takes.
    pub(super) fn size(&self) -> usize {
        let articles = self.articles.as_ref().map_or(0, Vec::len) * size_of::<u32>();
        let owns = self.owns.as_ref().map_or(0, Vec::len) * size_of::<Own>();
        size_of::<Impact>() + self.text.len() + self.marks.len() + articles + owns
    }
}

#[expect(clippy::cast_sign_loss, reason = "shares are 0 to 1")]
fn step(share: f32, steps: f32) -> u8 {
    (share * steps) as u8 + 1
}

fn marks(own: &Own, saturations: &Saturations, title_length: f32) -> u8 {
    let mut marks = if own.is_sure { SURE } else { 0 };
    if own.is_sure && own.in_heading {
        marks |= HEADED;
    }
    // A little less than certain: sums of such are rounded.
    if own.title_certainty > 0.999 {
        marks |= TITLED;
    }
    if own.title > 0.0 {
        let share = own.title_certainty * saturations.title.share_of_many(own.title, title_length);
        marks |= step(share, TITLE_STEPS) << TITLE_SHIFT;
    }
    marks
}

/// The shares of articles as they are added up: of few in a list, of many by article.
struct Owns {
    size: usize,
    few: Vec<(ArticlePosting, Reading)>,
    all: Vec<Own>,
    are_many: bool,
    read: usize,
}

impl Owns {
    fn new(size: usize, mut room: Vec<Own>) -> Self {
        room.clear();
        Owns { size, few: Vec::new(), all: room, are_many: false, read: 0 }
    }

    fn add(&mut self, block: &[ArticlePosting], reading: Reading, ranking: &Ranking) {
        self.read += block.len();
        if self.are_many {
            for posting in block {
                add(&mut self.all, posting, reading, ranking);
            }
            return;
        }
        self.few.extend(block.iter().map(|posting| (*posting, reading)));
        if self.few.len() > self.size / DENSE {
            self.are_many = true;
            self.all.resize(self.size, Own::default());
            for (posting, reading) in std::mem::take(&mut self.few) {
                add(&mut self.all, &posting, reading, ranking);
            }
        }
    }

    /// The articles, unless they are all, and their shares.
    fn finish(mut self, ranking: &Ranking) -> (Option<Vec<u32>>, Vec<Own>) {
        if !self.are_many {
            // In the order of forms, as sums of other orders differ by rounding.
            self.few.sort_by_key(|(posting, _)| posting.article);
            let (mut articles, mut owns): (Vec<u32>, Vec<Own>) = (Vec::new(), Vec::new());
            for (posting, reading) in &self.few {
                if articles.last() != Some(&posting.article) {
                    articles.push(posting.article);
                    owns.push(Own::default());
                }
                owns.iter_mut().last().into_iter().for_each(|own| own.add(posting, *reading, ranking));
            }
            return (Some(articles), owns);
        }
        let there = || self.all.iter().zip(0u32..).filter(|(own, _)| own.is_there);
        if there().count() > self.size / DENSE {
            return (None, self.all);
        }
        let (owns, articles) = there().map(|(own, article)| (*own, article)).unzip();
        (Some(articles), owns)
    }
}

fn add(all: &mut [Own], posting: &ArticlePosting, reading: Reading, ranking: &Ranking) {
    if let Some(own) = all.get_mut(posting.article as usize) {
        own.add(posting, reading, ranking);
    }
}
