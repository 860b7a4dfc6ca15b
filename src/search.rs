//! A query over segments, from its words to its results.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

use crate::article::Section;
use crate::error::Result;
use crate::passage::{Snippet, highlights, passage, snippet};
use crate::query::{FormKind, Lexicon, Match, Matcher, Plan, Query, Understanding, Word};
use crate::ranking::{Candidate, Read, Scorer, look_closely};
use crate::results::{Correction, Hit, Results, SectionHit};
use crate::segment::Segment;
use crate::settings::Ranking;
use crate::synonyms::Synonyms;

/// So many sections of an article are shown.
const SECTIONS: usize = 3;

/// A passage is an answer if its article has so much of the query, and scores so much more than the next.
const ANSWER_COVERAGE: f64 = 0.6;
const ANSWER_LEAD: f64 = 1.2;

/// Answers `query` from `segments`.
pub(crate) fn search(
    query: &Query,
    segments: &[Arc<dyn Segment>],
    synonyms: &Synonyms,
    ranking: &Ranking,
) -> Result<Results> {
    let understanding = Understanding { lexicon: Lexicon::new(segments), synonyms, ranking };
    let plan = understanding.plan(query);
    let scorer = Scorer::new(&plan, segments, ranking);
    let allowed = Allowed::new(query, segments);
    let finds_all = scorer.finds_all(&|segment, article| allowed.has(segment, article));
    let other = if finds_all { None } else { understanding.reconsider(query, &plan) };
    match &other {
        Some(plan) => answer(query, plan, &Scorer::new(plan, segments, ranking), &allowed, segments),
        None => answer(query, &plan, &scorer, &allowed, segments),
    }
}

fn answer<'s>(
    query: &Query,
    plan: &Plan,
    scorer: &Scorer<'s>,
    allowed: &Allowed,
    segments: &'s [Arc<dyn Segment>],
) -> Result<Results> {
    let wanted = query.articles_wanted().max(scorer.ranking().close_look);
    let (mut candidates, total) = scorer.candidates(wanted, &|segment, article| allowed.has(segment, article));
    let (matcher, worths) = (Matcher::new(plan), scorer.idfs());
    let telling = plan.groups.iter().map(|group| group.is_telling).collect();
    // Whether the best one stands out is seen beside the next.
    look_closely(&mut candidates, query.articles_wanted().max(2), plan, &matcher, scorer, segments);
    let corrections = corrections(plan);
    let presenter = Presenter { matcher, worths, telling, scorer };
    let dropped = dropped(plan, candidates.first());
    let suggestion = suggestion(query.text(), &corrections);
    let passage = presenter.answer(&candidates, segments)?;
    candidates.truncate(query.articles_wanted());
    let hits = candidates.iter().filter_map(|candidate| Some((candidate, segments.get(candidate.segment)?)));
    let hits = hits.map(|(candidate, segment)| presenter.hit(candidate, segment.as_ref())).collect::<Result<_>>()?;
    Ok(Results { hits, total, corrections, dropped, suggestion, passage })
}

/// Words that nobody wrote as they were typed, with the likeliest that somebody did.
fn corrections(plan: &Plan) -> Vec<Correction> {
    let correction = |word: &Word| {
        let best = plan.group_of(word)?.forms.first()?;
        let is_other = matches!(best.kind, FormKind::Typo | FormKind::Split);
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
pub(crate) struct Allowed {
    /// By segment; `None` allows all.
    articles: Option<Vec<Vec<bool>>>,
}

/// The attribute values of which an article must have one.
struct Condition<'a> {
    /// `None` for places.
    name: Option<&'a str>,
    any_of: Vec<(&'a str, &'a str)>,
}

impl Allowed {
    pub(crate) fn new(query: &Query, segments: &[Arc<dyn Segment>]) -> Self {
        let conditions = conditions(query);
        let masks = |segment: &Arc<dyn Segment>| mask(segment.as_ref(), &conditions);
        Allowed { articles: (!conditions.is_empty()).then(|| segments.iter().map(masks).collect()) }
    }

    pub(crate) fn has(&self, segment: usize, article: u32) -> bool {
        let Some(articles) = &self.articles else { return true };
        articles.get(segment).and_then(|mask| mask.get(article as usize)).copied().unwrap_or(false)
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
        for article in condition.any_of.iter().flat_map(|(key, value)| segment.articles_with(key, value)) {
            if let Some(one) = any.get_mut(article as usize) {
                *one = true;
            }
        }
        mask.iter_mut().zip(any).for_each(|(all, any)| *all &= any);
    }
    mask
}

/// Turns candidates into hits.
struct Presenter<'a> {
    matcher: Matcher<'a>,
    worths: Vec<f64>,
    /// By group: whether its word says what is asked about.
    telling: Vec<bool>,
    scorer: &'a Scorer<'a>,
}

impl Presenter<'_> {
    fn hit(&self, candidate: &Candidate<'_>, segment: &dyn Segment) -> Result<Hit> {
        let article = match segment.article(candidate.article)? {
            Cow::Owned(article) => article,
            Cow::Borrowed(article) => article.without_sections(),
        };
        let mut sections = self.sections(candidate, segment, &article.url)?.into_iter();
        let best = sections.next().unwrap_or_default();
        let explanation = self.scorer.explain(&candidate.evidence);
        let (title_highlights, score) = (self.highlights(&article.title), candidate.score);
        Ok(Hit { article, title_highlights, score, explanation, best, others: sections.collect() })
    }

    /// The passage of the best section that answers, if the best article is the one that was asked for.
    fn answer(&self, candidates: &[Candidate<'_>], segments: &[Arc<dyn Segment>]) -> Result<Option<Snippet>> {
        let Some(best) = candidates.first().filter(|best| best.evidence.coverage >= ANSWER_COVERAGE) else {
            return Ok(None);
        };
        let is_ahead = candidates.get(1).is_none_or(|next| best.score >= ANSWER_LEAD * next.score);
        let (Some(segment), true) = (segments.get(best.segment), is_ahead) else { return Ok(None) };
        let sections = best.evidence.sections.first().filter(|section| section.score > 0.0);
        let number = sections.map_or(segment.table().sections_of(best.article).start, |section| section.section);
        let (section, matches) = self.read(best, segment.as_ref(), number)?;
        Ok(passage(&section, &self.shown(matches.into_owned()), &self.worths))
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
        for (number, score) in with_words.chain([lead]) {
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
