//! Where the words of a plan stand: the postings of all forms of a group as one list.

use crate::query::{Form, Group};
use crate::segment::{Posting, Segment};

/// A group's occurrences in a section, over all its forms.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Occurrence {
    pub(super) posting: Posting,
    /// The weight of the surest form that stands there.
    pub(super) certainty: f32,
    /// Whether that is the word itself, not a guess.
    pub(super) is_sure: bool,
}

/// The occurrences of `group` in `segment`, in order of section.
pub(super) fn gather(group: &Group, segment: &dyn Segment) -> Vec<Occurrence> {
    let mut all: Vec<Occurrence> = Vec::new();
    for form in &group.forms {
        let occurrence = |posting| Occurrence { posting, certainty: form.weight as f32, is_sure: form.kind.is_sure() };
        all.extend(postings(form, segment).into_iter().map(occurrence));
    }
    if group.forms.len() > 1 { merged(all) } else { all }
}

/// One occurrence a section.
fn merged(mut all: Vec<Occurrence>) -> Vec<Occurrence> {
    all.sort_by_key(|occurrence| occurrence.posting.section);
    let mut merged: Vec<Occurrence> = Vec::with_capacity(all.len());
    for next in all {
        match merged.last_mut() {
            Some(kept) if kept.posting.section == next.posting.section => kept.add(&next),
            _ => merged.push(next),
        }
    }
    merged
}

impl Occurrence {
    fn add(&mut self, other: &Occurrence) {
        let (posting, more) = (&mut self.posting, &other.posting);
        posting.body = posting.body.saturating_add(more.body);
        posting.heading = posting.heading.saturating_add(more.heading);
        posting.title = posting.title.saturating_add(more.title);
        posting.curated = posting.curated.saturating_add(more.curated);
        self.certainty = self.certainty.max(other.certainty);
        self.is_sure |= other.is_sure;
    }
}

/// The sections that have all terms of a form; a word in two halves is there as often as its rarer half.
fn postings(form: &Form, segment: &dyn Segment) -> Vec<Posting> {
    let mut postings: Option<Vec<Posting>> = None;
    for term in &form.terms {
        let mut own = Vec::new();
        segment.postings(term, &mut own);
        postings = Some(match postings {
            None => own,
            Some(before) => intersect(&before, &own),
        });
    }
    postings.unwrap_or_default()
}

fn intersect(left: &[Posting], right: &[Posting]) -> Vec<Posting> {
    let mut right = right.iter().peekable();
    let both = left.iter().filter_map(|a| {
        while right.next_if(|b| b.section < a.section).is_some() {}
        let b = right.next_if(|b| b.section == a.section)?;
        let fewer = |a: u32, b: u32| a.min(b);
        Some(Posting {
            section: a.section,
            body: fewer(a.body, b.body),
            heading: fewer(a.heading, b.heading),
            title: fewer(a.title, b.title),
            curated: fewer(a.curated, b.curated),
        })
    });
    both.filter(|posting| posting.total() > 0).collect()
}
