//! A query over segments, from its words to its results.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

use crate::analysis::prefix;
use crate::article::{Date, Section};
use crate::curation::{MOST_PROMOTED, conceal, is_concealed, words};
use crate::editorial::{Asked, Editorial, Place, Promotion};
use crate::error::Result;
use crate::freshness::{Days, Freshness, Windows};
use crate::passage::{Evidence, Passage, highlights, passage, snippet};
use crate::query::{FormKind, Lexicon, MAX_TEXT, Match, Matcher, Plan, Query, Understanding, Word};
use crate::ranking::{Candidate, Confidence, Read, Scorer, look_closely};
use crate::results::{Correction, Hit, Results, SectionHit, Successor};
use crate::segment::Segment;
use crate::settings::Ranking;
use crate::synonyms::Synonyms;

/// So many sections of an article are shown.
const SECTIONS: usize = 3;

/// What is searched, and by what rules.
pub(crate) struct Library<'a> {
    pub(crate) segments: &'a [Arc<dyn Segment>],
    pub(crate) synonyms: &'a Synonyms,
    pub(crate) editorial: &'a Editorial,
    pub(crate) ranking: &'a Ranking,
}

/// Answers `query` from `library`.
pub(crate) fn search(query: &Query, library: &Library<'_>) -> Result<Results> {
    let Library { segments, synonyms, ranking, .. } = *library;
    let understanding = Understanding { lexicon: Lexicon::new(segments), synonyms, ranking };
    let plan = understanding.plan(query);
    let boosts = &library.editorial.boosts;
    let scorer = Scorer::new(&plan, segments, boosts, ranking);
    let allowed = Allowed::new(query, library);
    let finds_all = scorer.finds_all(&|segment, article| allowed.has(segment, article));
    let other = if finds_all { None } else { understanding.reconsider(query, &plan) };
    match &other {
        Some(plan) => answer(query, plan, &Scorer::new(plan, segments, boosts, ranking), &allowed, library),
        None => answer(query, &plan, &scorer, &allowed, library),
    }
}

fn answer<'s>(
    query: &Query,
    plan: &Plan,
    scorer: &Scorer<'s>,
    allowed: &Allowed<'_>,
    library: &Library<'s>,
) -> Result<Results> {
    let Library { segments, editorial, .. } = *library;
    let arrangement = Arrangement::new(query, editorial, allowed);
    let wanted = query.articles_wanted().max(scorer.ranking().close_look);
    let (mut candidates, found) = scorer.candidates(wanted, &|segment, article| allowed.has(segment, article));
    let (matcher, worths) = (Matcher::new(plan), scorer.idfs());
    let telling = plan.groups.iter().map(|group| group.is_telling).collect();
    let total = found + arrangement.prepare(&mut candidates, scorer);
    // Whether the best one stands out is seen beside the next.
    let shown = query.articles_wanted().max(2);
    let arrange = |found: &mut Vec<Candidate<'s>>| arrangement.arrange(found);
    let confidence = look_closely(&mut candidates, shown, plan, &matcher, scorer, segments, &arrange);
    let corrections = corrections(plan, editorial);
    let presenter = Presenter { matcher, worths, telling, scorer, allowed, library };
    let dropped = dropped(plan, candidates.first());
    let suggestion = suggestion(query.text(), &corrections);
    let passage = presenter.answer(candidates.first().zip(confidence), segments)?;
    candidates.truncate(query.articles_wanted());
    let hits = candidates.iter().filter_map(|candidate| Some((candidate, segments.get(candidate.segment)?)));
    let hits = hits.map(|(candidate, segment)| presenter.hit(candidate, segment.as_ref())).collect::<Result<_>>()?;
    Ok(Results { hits, total, corrections, dropped, suggestion, passage })
}

/// Words that nobody wrote as they were typed, with the likeliest that somebody did, unless that is a hidden term.
fn corrections(plan: &Plan, editorial: &Editorial) -> Vec<Correction> {
    let correction = |word: &Word| {
        let best = plan.group_of(word)?.forms.first()?;
        let is_hidden = best.terms.iter().any(|term| editorial.hidden_words.has(term));
        let is_other = matches!(best.kind, FormKind::Typo | FormKind::Split) && !is_hidden;
        let read = best.terms.join(" ");
        is_other.then(|| Correction { range: word.range.clone(), typed: word.term.clone(), read })
    };
    plan.words.iter().filter_map(correction).collect()
}

/// The query with its corrections.
fn suggestion(text: &str, corrections: &[Correction]) -> Option<String> {
    let mut suggestion = String::new();
    let mut at = 0;
    for correction in corrections {
        suggestion.push_str(text.get(at..correction.range.start)?);
        suggestion.push_str(&correction.read);
        at = correction.range.end;
    }
    suggestion.push_str(text.get(at..)?);
    (!corrections.is_empty()).then_some(suggestion)
}

/// The words of the query that the best hit does not have.
fn dropped(plan: &Plan, best: Option<&Candidate<'_>>) -> Vec<String> {
    let words = plan.groups.iter().enumerate().filter(|(_, group)| !group.is_extra);
    let missing = words.filter(|(number, _)| !best.is_some_and(|best| best.has.get(*number).copied().unwrap_or(false)));
    missing.map(|(_, group)| group.word.clone()).collect()
}

/// Which articles a query may find.
struct Allowed<'a> {
    /// By segment; `None` allows all.
    articles: Option<Vec<Vec<bool>>>,
    day: Option<Day<'a>>,
}

/// The day on which an article must hold.
pub(crate) struct Day<'a> {
    on: Date,
    windows: Windows,
    has_expired: bool,
    /// By segment and article.
    days: &'a [Vec<Option<Days>>],
}

/// The attribute values of which an article must have one.
struct Condition<'a> {
    /// `None` for places.
    name: Option<&'a str>,
    any_of: Vec<(&'a str, &'a str)>,
}

impl<'a> Allowed<'a> {
    fn new(query: &Query, library: &Library<'a>) -> Self {
        let Library { segments, .. } = *library;
        let conditions = conditions(query);
        let masks = |segment: &Arc<dyn Segment>| mask(segment.as_ref(), &conditions);
        let day = query.day().map(|asked| Day::new(asked, query.wants_expired(), library));
        let articles = (!conditions.is_empty()).then(|| segments.iter().map(masks).collect());
        Allowed { articles, day }
    }

    fn has(&self, segment: usize, article: u32) -> bool {
        let is_open = |mask: &Vec<bool>| mask.get(article as usize).copied().unwrap_or(false);
        let is_in = |articles: &Vec<Vec<bool>>| articles.get(segment).is_some_and(is_open);
        self.articles.as_ref().is_none_or(is_in) && self.day.as_ref().is_none_or(|day| day.has(segment, article))
    }
}

impl<'a> Day<'a> {
    pub(crate) fn new((on, windows): (Date, Windows), has_expired: bool, library: &Library<'a>) -> Self {
        Day { on, windows, has_expired, days: library.editorial.days(library.segments) }
    }

    /// Whether an article holds. In doubt it does not.
    fn has(&self, segment: usize, article: u32) -> bool {
        let place = (segment, article);
        self.has_begun(place) && (self.has_expired || self.holds(place))
    }

    fn has_begun(&self, place: Place) -> bool {
        self.days_of(place).is_some_and(|days| days.published.is_none_or(|day| day <= self.on))
    }

    fn holds(&self, place: Place) -> bool {
        self.days_of(place).is_some_and(|days| self.windows.of(days, self.on) != Freshness::Expired)
    }

    fn days_of(&self, (segment, article): Place) -> Option<Days> {
        self.days.get(segment)?.get(article as usize).copied().flatten()
    }
}

fn conditions(query: &Query) -> Vec<Condition<'_>> {
    let mut conditions: Vec<Condition<'_>> = Vec::new();
    let places: Vec<&str> = query.places().iter().map(|place| place.trim_matches('/')).collect();
    // The root holds everything.
    if !places.is_empty() && !places.contains(&"") {
        let any_of = places.into_iter().flat_map(|place| ["folder", "section", "category"].map(|key| (key, place)));
        conditions.push(Condition { name: None, any_of: any_of.collect() });
    }
    for (key, value) in query.attributes() {
        match conditions.iter_mut().find(|condition| condition.name == Some(key)) {
            Some(condition) => condition.any_of.push((key, value)),
            None => conditions.push(Condition { name: Some(key), any_of: vec![(key, value)] }),
        }
    }
    conditions
}

/// The articles that meet every condition.
fn mask(segment: &dyn Segment, conditions: &[Condition<'_>]) -> Vec<bool> {
    let mut mask = vec![true; segment.table().articles.len()];
    for condition in conditions {
        let mut any = vec![false; mask.len()];
        let shown = condition.any_of.iter().filter(|(key, _)| !is_concealed(key));
        for article in shown.flat_map(|(key, value)| segment.articles_with(key, value)) {
            if let Some(one) = any.get_mut(article as usize) {
                *one = true;
            }
        }
        mask.iter_mut().zip(any).for_each(|(all, any)| *all &= any);
    }
    mask
}

/// What editors say of the order.
struct Arrangement<'a> {
    editorial: &'a Editorial,
    promoted: Vec<&'a Promotion>,
}

impl<'a> Arrangement<'a> {
    fn new(query: &Query, editorial: &'a Editorial, allowed: &Allowed<'_>) -> Self {
        let is_allowed = |(segment, article): Place| allowed.has(segment, article);
        let promotions = &editorial.promotions;
        let words = if promotions.is_empty() { Vec::new() } else { words(prefix(query.text(), MAX_TEXT)) };
        Arrangement { editorial, promoted: promotions.for_words(&words, &is_allowed) }
    }

    /// Whatever is moved up is looked at as closely as what stands there. Says how many are there only because they are
    /// promoted, without a word of the query.
    fn prepare<'s>(&self, candidates: &mut Vec<Candidate<'s>>, scorer: &Scorer<'s>) -> usize {
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
        let places = candidates.iter().map(Candidate::place);
        let superseded: Vec<Place> = places.filter(|place| successors.has(*place)).collect();
        for candidate in candidates {
            let new = candidate.place();
            candidate.is_looked_at |= superseded.iter().any(|old| successors.is_later(new, *old));
        }
    }

    fn arrange(&self, candidates: &mut Vec<Candidate<'_>>) {
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
        let mut at = 0;
        while let Some(old) = candidates.get(at).map(Candidate::place) {
            let later = candidates.iter().skip(at + 1).position(|new| successors.is_later(new.place(), old));
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
            found.push(Successor { id, title, url });
        }
    }
    Ok(found)
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

/// Turns candidates into hits.
struct Presenter<'a> {
    matcher: Matcher<'a>,
    worths: Vec<f64>,
    /// By group: whether its word says what is asked about.
    telling: Vec<bool>,
    scorer: &'a Scorer<'a>,
    allowed: &'a Allowed<'a>,
    library: &'a Library<'a>,
}

impl Presenter<'_> {
    fn hit(&self, candidate: &Candidate<'_>, segment: &dyn Segment) -> Result<Hit> {
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
    fn answer(
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
