//! What editors say of the order of hits: promotions, pins, and what stands in place of what.

use super::{Allowed, Day, Library};
use crate::analysis::prefix;
use crate::curation::{MOST_PROMOTED, words};
use crate::editorial::{Asked, Editorial, Place, Promotion};
use crate::error::Result;
use crate::query::{MAX_TEXT, Query};
use crate::ranking::{Candidate, Scorer};
use crate::results::Successor;

/// What editors say of the order.
pub(super) struct Arrangement<'a> {
    editorial: &'a Editorial,
    promoted: Vec<&'a Promotion>,
}

impl<'a> Arrangement<'a> {
    pub(super) fn new(query: &Query, editorial: &'a Editorial, allowed: &Allowed<'_>) -> Self {
        let is_allowed = |(segment, article): Place| allowed.has(segment, article);
        let promotions = &editorial.promotions;
        let words = if promotions.is_empty() { Vec::new() } else { words(prefix(query.text(), MAX_TEXT)) };
        Arrangement { editorial, promoted: promotions.for_words(&words, &is_allowed) }
    }

    /// Whatever is moved up is looked at as closely as what stands there. Says how many are there only because they are
    /// promoted, without a word of the query.
    pub(super) fn prepare<'s>(&self, candidates: &mut Vec<Candidate<'s>>, scorer: &Scorer<'s>) -> usize {
        self.prepare_successors(candidates);
        let mut added = 0;
        for promotion in &self.promoted {
            if !candidates.iter().any(|candidate| candidate.place() == promotion.place) {
                added += usize::from(!scorer.finds(promotion.place));
                candidates.extend(scorer.candidate_at(promotion.place));
            }
            let known = candidates.iter_mut().find(|candidate| candidate.place() == promotion.place);
            if let Some(candidate) = known {
                candidate.is_looked_at = true;
                candidate.promoted = Some(promotion.anchor.clone());
            }
        }
        added
    }

    fn prepare_successors(&self, candidates: &mut [Candidate<'_>]) {
        let successors = &self.editorial.successors;
        if successors.is_empty() {
            return;
        }
        let places: Vec<Place> = candidates.iter().map(Candidate::place).collect();
        let chains = successors.chains(places.iter().copied());
        for candidate in candidates {
            let new = candidate.place();
            candidate.is_looked_at |= places.iter().any(|old| chains.is_later(new, *old));
        }
    }

    pub(super) fn arrange(&self, candidates: &mut Vec<Candidate<'_>>) {
        self.arrange_successors(candidates);
        // What is promoted goes to the end, and from there to its place: pins last, in order of their positions, so that each
        // of them ends up at its own.
        let mut moved = 0;
        for promotion in &self.promoted {
            let at = candidates.iter().position(|candidate| candidate.place() == promotion.place);
            if let Some(rest) = at.and_then(|at| candidates.get_mut(at..)) {
                rest.rotate_left(1);
                moved += 1;
            }
        }
        let mut promoted = candidates.split_off(candidates.len().saturating_sub(moved));
        let mut number = 0;
        for position in 0..=MOST_PROMOTED {
            for promotion in self.promoted.iter().filter(|promotion| promotion.position == position) {
                let Some(at) = promoted.iter().position(|one| one.place() == promotion.place) else { continue };
                let place = if position == 0 { number } else { position - 1 };
                candidates.insert(place.min(candidates.len()), promoted.swap_remove(at));
                number += 1;
            }
        }
    }

    /// What stands in place of others comes right before the first of them, if it does not stand before it anyway.
    fn arrange_successors(&self, candidates: &mut [Candidate<'_>]) {
        let successors = &self.editorial.successors;
        if successors.is_empty() {
            return;
        }
        let chains = successors.chains(candidates.iter().map(Candidate::place));
        let mut at = 0;
        while let Some(old) = candidates.get(at).map(Candidate::place) {
            let later = candidates.iter().skip(at + 1).position(|new| chains.is_later(new.place(), old));
            match later.and_then(|behind| candidates.get_mut(at..=at + 1 + behind)) {
                // What stands here now may have a successor itself.
                Some(between) => between.rotate_right(1),
                None => at += 1,
            }
        }
    }
}

/// What stands in place of an article on the day that is asked about; on any, if none is.
pub(crate) fn successors(place: Place, library: &Library<'_>, day: Option<&Day<'_>>) -> Result<Vec<Successor>> {
    let is_there = |place| day.is_none_or(|day| day.has_begun(place));
    let holds = |place| day.is_none_or(|day| day.holds(place));
    let asked = Asked { is_there: &is_there, holds: &holds };
    let mut found = Vec::new();
    for (segment, number) in library.editorial.successors.last(place, &asked) {
        if let Some(segment) = library.segments.get(segment) {
            let article = segment.article(number)?;
            let (id, title, url) = (article.id.clone(), article.title.clone(), article.url.clone());
            found.push((segment.rank(number), Successor { id, title, url }));
        }
    }
    found.sort_by_key(|(rank, _)| *rank);
    Ok(found.into_iter().map(|(_, successor)| successor).collect())
}
