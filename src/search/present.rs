//! Candidates to hits, and the passage that answers.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

use super::{Allowed, Library, successors};
use crate::article::Section;
use crate::curation::conceal;
use crate::error::Result;
use crate::passage::{Evidence, Passage, highlights, passage, snippet};
use crate::query::{Match, Matcher};
use crate::ranking::{Candidate, Confidence, Read, Scorer};
use crate::results::{Hit, SectionHit};
use crate::segment::Segment;

/// So many sections of an article are shown.
const SECTIONS: usize = 3;

/// Turns candidates into hits.
pub(super) struct Presenter<'a> {
    pub(super) matcher: Matcher<'a>,
    pub(super) worths: Vec<f64>,
    /// By group: whether its word says what is asked about.
    pub(super) telling: Vec<bool>,
    pub(super) scorer: &'a Scorer<'a>,
    pub(super) allowed: &'a Allowed<'a>,
    pub(super) library: &'a Library<'a>,
}

impl Presenter<'_> {
    pub(super) fn hit(&self, candidate: &Candidate<'_>, segment: &dyn Segment) -> Result<Hit> {
        let mut article = match segment.article(candidate.article)? {
            Cow::Owned(article) => article,
            Cow::Borrowed(article) => article.without_sections(),
        };
        conceal(&mut article);
        let mut sections = self.sections(candidate, segment, &article.url)?.into_iter();
        let best = sections.next().unwrap_or_default();
        let explanation = self.scorer.explain(&candidate.evidence);
        let (title_highlights, score) = (self.highlights(&article.title), candidate.score);
        let freshness = self.allowed.day.as_ref().map(|day| day.windows.freshness(&article.meta, day.on));
        let successors = successors(candidate.place(), self.library, self.allowed.day.as_ref())?;
        let (others, is_promoted) = (sections.collect(), candidate.promoted.is_some());
        Ok(Hit { article, title_highlights, score, explanation, best, others, freshness, successors, is_promoted })
    }

    /// The passage that answers, out of the best section of the best article, if that is sure enough.
    pub(super) fn answer(
        &self,
        best: Option<(&Candidate<'_>, Confidence)>,
        segments: &[Arc<dyn Segment>],
    ) -> Result<Option<(Passage, Confidence)>> {
        let least = self.scorer.ranking().least_confidence;
        let Some((best, confidence)) = best else { return Ok(None) };
        // What editors promote for the query is what they want to be read out.
        let confidence = if best.promoted.is_some() { confidence.of_promoted() } else { confidence };
        if confidence.value() < least {
            return Ok(None);
        }
        let Some(segment) = segments.get(best.segment) else { return Ok(None) };
        let sections = best.evidence.sections.first().filter(|section| section.score > 0.0);
        let number = sections.map_or(segment.table().sections_of(best.article).start, |section| section.section);
        let number = meant(best, segment.as_ref())?.map_or(number, |(meant, _)| meant);
        let (section, matches) = self.read(best, segment.as_ref(), number)?;
        let title = segment.title(best.article)?;
        let said = [title.as_ref(), &section.heading].into_iter().flat_map(|name| self.matcher.find(name).0);
        let mut worths = self.worths.clone();
        for found in said {
            if let Some(worth) = worths.get_mut(found.group) {
                *worth = 0.0;
            }
        }
        let matches = self.shown(matches.into_owned());
        let passage = passage(&section, &Evidence { matches: &matches, worths: &worths });
        Ok(passage.map(|passage| (passage, confidence)))
    }

    /// A section with what in it matches, which the close look may have read already.
    fn read<'r>(
        &self,
        candidate: &'r Candidate<'_>,
        segment: &'r dyn Segment,
        number: u32,
    ) -> Result<(Cow<'r, Section>, Cow<'r, [Match]>)> {
        if let Some(Read { section, matches, .. }) = candidate.read.iter().find(|read| read.number == number) {
            return Ok((Cow::Borrowed(section), Cow::Borrowed(matches)));
        }
        let section = segment.section(number)?;
        let matches = self.matcher.find(&section.text).0;
        Ok((section, Cow::Owned(matches)))
    }

    /// The best sections, those that a reader would reach by the same anchor once; the lead if none has words.
    fn sections(&self, candidate: &Candidate<'_>, segment: &dyn Segment, url: &str) -> Result<Vec<SectionHit>> {
        let lead = (segment.table().sections_of(candidate.article).start, 0.0);
        let sections = candidate.evidence.sections.iter().map(|section| (section.section, section.score));
        let with_words = sections.filter(|section| section.1 > 0.0);
        let add = |section: &Section, matches: &[Match], score, shown: &mut Vec<SectionHit>| {
            if !shown.iter().any(|known| known.anchor == section.anchor) {
                shown.push(self.section(url, section, matches, score));
            }
        };
        let mut shown: Vec<SectionHit> = Vec::new();
        for (number, score) in meant(candidate, segment)?.into_iter().chain(with_words).chain([lead]) {
            if shown.len() == SECTIONS || (score == 0.0 && !shown.is_empty()) {
                break;
            }
            let (section, matches) = self.read(candidate, segment, number)?;
            add(&section, &self.shown(matches.into_owned()), score, &mut shown);
        }
        Ok(shown)
    }

    fn section(&self, url: &str, section: &Section, matches: &[Match], score: f64) -> SectionHit {
        let fragment = if section.anchor.is_empty() { String::new() } else { format!("#{}", section.anchor) };
        SectionHit {
            heading: section.heading.clone(),
            heading_highlights: self.highlights(&section.heading),
            breadcrumb: section.breadcrumb.clone(),
            anchor: section.anchor.clone(),
            url: format!("{url}{fragment}"),
            snippet: snippet(&section.text, matches, &self.worths),
            score,
        }
    }

    /// What of a title or heading matches.
    fn highlights(&self, text: &str) -> Vec<Range<usize>> {
        highlights(text, self.shown(self.matcher.find(text).0).iter())
    }

    /// Without function words, which would be marked everywhere, unless the query has no others.
    fn shown(&self, mut matches: Vec<Match>) -> Vec<Match> {
        if self.telling.contains(&true) {
            matches.retain(|found| self.telling.get(found.group).copied().unwrap_or(false));
        }
        matches
    }
}

/// The section that editors mean, with its score, if they mean one that is there: of a long one the part that answers best.
fn meant(candidate: &Candidate<'_>, segment: &dyn Segment) -> Result<Option<(u32, f64)>> {
    let Some(anchor) = candidate.promoted.as_deref().filter(|anchor| !anchor.is_empty()) else { return Ok(None) };
    let mut best: Option<(u32, f64)> = None;
    for number in segment.table().sections_of(candidate.article) {
        if segment.section(number)?.anchor == anchor {
            let own = candidate.evidence.sections.iter().find(|section| section.section == number);
            let score = own.map_or(0.0, |section| section.score);
            best = best.filter(|known| known.1 >= score).or(Some((number, score)));
        }
    }
    Ok(best)
}
