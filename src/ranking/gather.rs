//! Where the words of a plan stand: the postings of all forms of a group.

use crate::query::{Form, FormKind, Group};
use crate::segment::{ArticlePosting, SectionPosting, Segment, Terms};
use crate::settings::Ranking;

/// A group's occurrences in a section, over all its forms. What stands in title and curated words counts in the article's
/// first section.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct Occurrence {
    pub(super) section: u32,
    pub(super) body: u32,
    pub(super) heading: u32,
    pub(super) title: u32,
    pub(super) curated: u32,
    /// The weight of the surest form that stands there, and of that in the title.
    pub(super) certainty: f32,
    pub(super) title_certainty: f32,
}

/// Calls `visit` with the articles that have a form of `group`, some at a time, and how sure it is meant there.
pub(super) fn each_block(
    form: &Form,
    group: &Group,
    segment: &dyn Segment,
    ranking: &Ranking,
    visit: &mut dyn FnMut(f32, &[ArticlePosting]),
) {
    match form.terms.as_slice() {
        [only] => {
            let mut certainty = Certainty::new(form, group, ranking);
            segment.articles_of(certainty.terms(only), &mut |term, block| {
                certainty.of(term).into_iter().for_each(|certainty| visit(certainty, block));
            });
        }
        several => {
            for article in with_all(several, segment, None).chunk_by(|a, b| article(segment, a) == article(segment, b))
            {
                visit(form.weight as f32, &[article_posting(segment, article)]);
            }
        }
    }
}

/// The same for the `wanted` articles alone, one at a time.
#[cfg(not(target_arch = "wasm32"))]
pub(super) fn each_wanted(
    form: &Form,
    group: &Group,
    segment: &dyn Segment,
    ranking: &Ranking,
    wanted: &[u32],
    visit: &mut dyn FnMut(f32, &ArticlePosting),
) {
    match form.terms.as_slice() {
        [only] => {
            let mut certainty = Certainty::new(form, group, ranking);
            segment.sections_of(certainty.terms(only), Some(wanted), &mut |term, posting, _| {
                certainty.of(term).into_iter().for_each(|certainty| visit(certainty, posting));
            });
        }
        several => {
            let all = with_all(several, segment, Some(wanted));
            for article in all.chunk_by(|a, b| article(segment, a) == article(segment, b)) {
                visit(form.weight as f32, &article_posting(segment, article));
            }
        }
    }
}

/// The occurrences of `group` in the `wanted` articles, in order of section.
pub(super) fn gather(group: &Group, segment: &dyn Segment, wanted: &[u32], ranking: &Ranking) -> Vec<Occurrence> {
    let mut all: Vec<Occurrence> = Vec::new();
    for form in &group.forms {
        match form.terms.as_slice() {
            [only] => {
                let mut certainty = Certainty::new(form, group, ranking);
                segment.sections_of(certainty.terms(only), Some(wanted), &mut |term, article, sections| {
                    if let Some(certainty) = certainty.of(term) {
                        add(segment, article, sections, certainty, &mut all);
                    }
                });
            }
            several => {
                let found = with_all(several, segment, Some(wanted)).into_iter();
                let certainty = form.weight as f32;
                all.extend(found.map(|one| Occurrence { certainty, title_certainty: certainty, ..one }));
            }
        }
    }
    merged(all)
}

fn add(
    segment: &dyn Segment,
    article: &ArticlePosting,
    sections: &[SectionPosting],
    certainty: f32,
    into: &mut Vec<Occurrence>,
) {
    if article.title > 0 || article.curated > 0 {
        let first = segment.table().sections_of(article.article).start;
        let (title, curated) = (article.title, article.curated);
        let title_certainty = if title > 0 { certainty } else { 0.0 };
        into.push(Occurrence { section: first, title, curated, certainty, title_certainty, ..Occurrence::default() });
    }
    let occurrence = |&SectionPosting { section, body, heading }| Occurrence {
        section,
        body,
        heading,
        certainty,
        ..Occurrence::default()
    };
    into.extend(sections.iter().map(occurrence));
}

/// How sure the terms of a form are meant.
struct Certainty<'a> {
    form: &'a Form,
    group: &'a Group,
    distance: f64,
    /// The term asked for last, and the answer.
    last: (String, Option<f32>),
}

impl<'a> Certainty<'a> {
    fn new(form: &'a Form, group: &'a Group, ranking: &Ranking) -> Self {
        Certainty { form, group, distance: ranking.prefix_distance, last: (String::new(), None) }
    }

    fn terms<'t>(&self, only: &'t str) -> Terms<'t> {
        if self.form.kind == FormKind::Prefix { Terms::After(only) } else { Terms::One(only) }
    }

    /// `None` for a term that the group has in a surer form.
    fn of(&mut self, term: &str) -> Option<f32> {
        if self.form.kind != FormKind::Prefix {
            return Some(self.form.weight as f32);
        }
        if self.last.0 != term {
            self.last.0.clear();
            self.last.0.push_str(term);
            let certainty = || self.form.certainty_of_longer(term, self.distance) as f32;
            self.last.1 = (!self.group.has_form(term)).then(certainty);
        }
        self.last.1
    }
}

/// One occurrence a section.
fn merged(mut all: Vec<Occurrence>) -> Vec<Occurrence> {
    all.sort_by_key(|occurrence| occurrence.section);
    all.dedup_by(|next, kept| {
        let is_same = next.section == kept.section;
        if is_same {
            kept.add(next);
        }
        is_same
    });
    all
}

impl Occurrence {
    fn add(&mut self, more: &Occurrence) {
        self.body = self.body.saturating_add(more.body);
        self.heading = self.heading.saturating_add(more.heading);
        self.title = self.title.saturating_add(more.title);
        self.curated = self.curated.saturating_add(more.curated);
        self.certainty = self.certainty.max(more.certainty);
        self.title_certainty = self.title_certainty.max(more.title_certainty);
    }
}

/// The sections that have all of `terms`, field by field; they are there as often as the rarest of them.
fn with_all(terms: &[String], segment: &dyn Segment, wanted: Option<&[u32]>) -> Vec<Occurrence> {
    let mut terms: Vec<&String> = terms.iter().collect();
    // From the rarest on, so that of the others only those articles are read that may have all.
    terms.sort_by_key(|term| segment.frequency(term));
    let (mut common, mut articles): (Option<Vec<Occurrence>>, _) = (None, wanted.map(<[u32]>::to_vec));
    for term in terms {
        let mut own = Vec::new();
        segment.sections_of(Terms::One(term), articles.as_deref(), &mut |_, article, sections| {
            add(segment, article, sections, 1.0, &mut own);
        });
        let own = merged(own);
        let both = match common {
            None => own,
            Some(before) => intersect(&before, &own),
        };
        let mut left: Vec<u32> = both.iter().filter_map(|occurrence| article(segment, occurrence)).collect();
        left.dedup();
        (common, articles) = (Some(both), Some(left));
    }
    common.unwrap_or_default()
}

fn intersect(left: &[Occurrence], right: &[Occurrence]) -> Vec<Occurrence> {
    let mut right = right.iter().peekable();
    let both = left.iter().filter_map(|a| {
        while right.next_if(|b| b.section < a.section).is_some() {}
        let b = right.next_if(|b| b.section == a.section)?;
        Some(Occurrence {
            section: a.section,
            body: a.body.min(b.body),
            heading: a.heading.min(b.heading),
            title: a.title.min(b.title),
            curated: a.curated.min(b.curated),
            certainty: a.certainty,
            title_certainty: a.title_certainty,
        })
    });
    both.filter(|both| both.body > 0 || both.heading > 0 || both.title > 0 || both.curated > 0).collect()
}

fn article(segment: &dyn Segment, occurrence: &Occurrence) -> Option<u32> {
    segment.table().article_of(occurrence.section)
}

/// The occurrences in one article as one.
fn article_posting(segment: &dyn Segment, occurrences: &[Occurrence]) -> ArticlePosting {
    let article = occurrences.first().and_then(|first| article(segment, first)).unwrap_or(u32::MAX);
    let sum = |of: fn(&Occurrence) -> u32| occurrences.iter().map(of).fold(0, u32::saturating_add);
    let (text, title, curated) =
        (sum(|one| one.body.saturating_add(one.heading)), sum(|one| one.title), sum(|one| one.curated));
    let in_heading = occurrences.iter().any(|one| one.heading > 0);
    ArticlePosting { article, text, title, curated, in_heading }
}
