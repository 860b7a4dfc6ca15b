//! A query over segments, from its words to its results.

mod allowed;
mod arrangement;
mod present;

use std::sync::Arc;

use self::arrangement::Arrangement;
use self::present::Presenter;
use crate::editorial::Editorial;
use crate::error::Result;
use crate::query::{FormKind, KnownWords, Lexicon, Matcher, Plan, Query, Understanding, Word};
use crate::ranking::{Candidate, Kept, Scorer, look_closely};
use crate::results::{Correction, Results};
use crate::segment::Segment;
use crate::settings::Ranking;
use crate::synonyms::Synonyms;

pub(crate) use self::allowed::{Allowed, Day};
pub(crate) use self::arrangement::successors;

/// What is searched, and by what rules.
pub(crate) struct Library<'a> {
    pub(crate) segments: &'a [Arc<dyn Segment>],
    pub(crate) synonyms: &'a Synonyms,
    pub(crate) editorial: &'a Editorial,
    pub(crate) ranking: &'a Ranking,
    /// What was learned of the segments in earlier searches.
    pub(crate) kept: &'a Kept,
    pub(crate) known: &'a KnownWords,
}

/// Answers `query` from `library`.
pub(crate) fn search(query: &Query, library: &Library<'_>) -> Result<Results> {
    let Library { segments, synonyms, ranking, kept, known, .. } = *library;
    let understanding = Understanding { lexicon: Lexicon::new(segments), known, synonyms, ranking };
    let plan = understanding.plan(query);
    let boosts = &library.editorial.boosts;
    let scorer = Scorer::new(&plan, segments, boosts, kept, ranking);
    let allowed = Allowed::new(query, library);
    let finds_all = allowed.with(|allowed| scorer.finds_all(allowed));
    let other = if finds_all { None } else { understanding.reconsider(query, &plan) };
    match &other {
        Some(plan) => answer(query, plan, &Scorer::new(plan, segments, boosts, kept, ranking), &allowed, library),
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
    let (mut candidates, found) = allowed.with(|allowed| scorer.candidates(wanted, allowed));
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
