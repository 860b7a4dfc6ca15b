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
    if group.forms.len() > 1 {
        all.sort_by_key(|occurrence| occurrence.posting.section);
        all.dedup_by(|next, kept| next.posting.section == kept.posting.section && add(kept, next));
    }
    all
}

fn add(kept: &mut Occurrence, next: &Occurrence) -> bool {
    kept.posting.body += next.posting.body;
    kept.posting.heading += next.posting.heading;
    kept.posting.title += next.posting.title;
    kept.posting.curated += next.posting.curated;
    kept.certainty = kept.certainty.max(next.certainty);
    kept.is_sure |= next.is_sure;
    true
}

/// The sections that have all terms of a form; a word in two halves is there as often as its rarer half.
fn postings(form: &Form, segment: &dyn Segment) -> Vec<Posting> {
    let mut postings: Option<Vec<Posting>> = None;
    for term in &form.terms {
        let mut own = Vec::new();
        if let Some(id) = segment.find(term) {
            segment.postings(id, &mut own);
        }
        postings = Some(match postings {
            None => own,
            Some(before) => common(&before, &own),
        });
    }
    postings.unwrap_or_default()
}

fn common(left: &[Posting], right: &[Posting]) -> Vec<Posting> {
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
