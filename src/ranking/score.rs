//! A plan over segments: the articles that have any of its words, the best first.

use std::sync::Arc;

use super::Kept;
use super::best::Scored;
use super::close_look::Read;
use super::evidence::{Evidence, Named, Scale, SectionScore, Subject, weigh};
use super::explanation::Explanation;
use super::first_look::{Allowed, FirstLook};
use super::gather::{Occurrence, gather};
use super::saturation::Saturations;
use super::worth::{Counts, Worth};
use crate::analysis::primary;
use crate::editorial::{Boosts, Place};
use crate::query::{Group, Plan};
use crate::segment::{Rank, Segment};
use crate::settings::Ranking;

/// An article that has words of the query.
#[derive(Debug, Clone)]
pub(crate) struct Candidate<'s> {
    /// Index of the segment.
    pub(crate) segment: usize,
    pub(crate) article: u32,
    /// Its place among those that score as much.
    pub(super) rank: Rank,
    pub(crate) score: f64,
    pub(crate) evidence: Evidence,
    /// By group: whether the article has its word.
    pub(crate) has: Vec<bool>,
    /// It is looked at closely, however little it scores.
    pub(crate) is_looked_at: bool,
    /// If editors put it first, the anchor of the section that they mean; empty for none in particular.
    pub(crate) promoted: Option<String>,
    /// Its best sections, after the close look.
    pub(crate) read: Vec<Read<'s>>,
}

impl Candidate<'_> {
    /// Which article it is.
    pub(crate) fn place(&self) -> Place {
        (self.segment, self.article)
    }

    /// Its place among others: the better one is less.
    pub(super) fn scored(&self) -> Scored {
        Scored { score: self.score, rank: self.rank, segment: self.segment, article: self.article }
    }
}

/// Scores articles of some segments for one plan.
pub(crate) struct Scorer<'a> {
    segments: &'a [Arc<dyn Segment>],
    plan: &'a Plan,
    first_look: FirstLook<'a>,
    boosts: &'a Boosts,
    scale: Scale<'a>,
    /// No article scores more than this, unless its title is the query.
    most: f64,
}

impl<'a> Scorer<'a> {
    /// Looks at every article that has a telling word.
    pub(crate) fn new(
        plan: &'a Plan,
        segments: &'a [Arc<dyn Segment>],
        boosts: &'a Boosts,
        kept: &'a Kept,
        ranking: &'a Ranking,
    ) -> Self {
        let saturations = Saturations::of(segments, ranking);
        let mut first_look = FirstLook::new(segments, kept, saturations, ranking);
        let worths = worths(plan, segments, &mut first_look);
        let most = most(&worths, ranking);
        let scale = Scale::new(worths, saturations, plan.words.len(), ranking);
        #[cfg(not(target_arch = "wasm32"))]
        first_look.weigh(&scale, boosts);
        Scorer { segments, plan, first_look, boosts, scale, most }
    }

    pub(crate) fn ranking(&self) -> &Ranking {
        self.scale.ranking
    }

    /// The inverse article frequencies of the plan's groups; 0 for words that no article has.
    pub(crate) fn idfs(&self) -> Vec<f64> {
        self.scale.worths.iter().map(|worth| worth.idf).collect()
    }

    /// What each of the query's words is worth, also of those that no article has: 0 for what is not missed.
    pub(super) fn wanted(&self) -> Vec<f64> {
        let articles = count_articles(self.segments);
        let says_nothing = says_nothing(self.plan);
        let of = |(group, worth): (&Group, &Worth)| {
            if worth.is_extra && !says_nothing { 0.0 } else { worth.of_wanted(group, articles) }
        };
        self.plan.groups.iter().zip(&self.scale.worths).map(of).collect()
    }

    /// What words and their places are worth, in text, best section and title: the nearness of words multiplies their sum.
    fn places(&self, evidence: &Evidence) -> [f64; 3] {
        let (ranking, found) = (self.scale.ranking, self.scale.found(evidence.coverage));
        [evidence.text * found, ranking.section * evidence.section * found, ranking.title * evidence.title]
    }

    /// The sum of these.
    pub(super) fn near(&self, evidence: &Evidence) -> f64 {
        self.places(evidence).iter().sum()
    }

    /// No article scores more, but for its name.
    pub(super) fn most(&self) -> f64 {
        self.most
    }

    /// Whether any article that `allowed` allows has all telling words, each for sure.
    pub(crate) fn finds_all(&self, allowed: Allowed<'_>) -> bool {
        self.first_look.has_all(allowed)
    }

    /// The best `wanted` articles among those that `allowed` allows, and how many there are in all.
    pub(crate) fn candidates(&self, wanted: usize, allowed: Allowed<'_>) -> (Vec<Candidate<'a>>, usize) {
        let (best, total) = self.first_look.best(wanted, &self.scale, self.boosts, allowed);
        let mut candidates: Vec<Candidate<'a>> = Vec::with_capacity(best.len());
        for (number, segment) in self.segments.iter().enumerate() {
            let of_segment = |scored: &&Scored| scored.segment == number;
            let mut articles: Vec<u32> = best.iter().filter(of_segment).map(|scored| scored.article).collect();
            articles.sort_unstable();
            let groups = self.gathered(segment.as_ref(), &articles);
            candidates.extend(articles.iter().map(|&article| self.candidate(number, article, &groups)));
        }
        candidates.sort_by_key(Candidate::scored);
        (candidates, total)
    }

    /// An article as a candidate, whatever words it has.
    pub(crate) fn candidate_at(&self, (segment, article): Place) -> Option<Candidate<'a>> {
        let groups = self.gathered(self.segments.get(segment)?.as_ref(), &[article]);
        Some(self.candidate(segment, article, &groups))
    }

    /// Whether an article has any of the words by which articles are found.
    pub(crate) fn finds(&self, (segment, article): Place) -> bool {
        self.first_look.has(segment, article)
    }

    /// The occurrences of all groups in some articles, which must be in order.
    fn gathered(&self, segment: &dyn Segment, articles: &[u32]) -> Vec<Vec<Occurrence>> {
        self.plan.groups.iter().map(|group| gather(group, segment, articles, self.ranking())).collect()
    }

    /// `groups` are the occurrences of all groups in some articles, this one among them.
    fn candidate(&self, segment: usize, article: u32, groups: &[Vec<Occurrence>]) -> Candidate<'a> {
        let table = self.segments.get(segment).map(|segment| segment.table());
        let sections = table.map_or(0..0, |table| table.sections_of(article));
        let before = |all: &[Occurrence], end: u32| all.partition_point(|occurrence| occurrence.section < end);
        let of_article = |all: &'_ Vec<Occurrence>| before(all, sections.start)..before(all, sections.end);
        let own: Vec<&[Occurrence]> = groups.iter().map(|all| all.get(of_article(all)).unwrap_or_default()).collect();
        let row = table.and_then(|table| table.articles.get(article as usize)).copied().unwrap_or_default();
        let rows = table.map_or(&[][..], |table| &table.sections);
        let is_foreign = table.is_some_and(|table| is_foreign(table.language_of(article), &self.plan.language));
        let mut evidence = weigh(&Subject { row, rows, occurrences: &own }, &self.scale);
        evidence.sections.sort_by(SectionScore::order);
        evidence.is_foreign = is_foreign;
        evidence.boost = self.boosts.share((segment, article));
        let has = own.iter().map(|occurrences| !occurrences.is_empty()).collect();
        Candidate {
            segment,
            article,
            rank: self.segments.get(segment).map_or(Rank(article, 0), |segment| segment.rank(article)),
            score: self.score(&evidence),
            evidence,
            has,
            is_looked_at: false,
            promoted: None,
            read: Vec::new(),
        }
    }

    /// The score of an article: the sum of its [parts](Self::parts).
    pub(super) fn score(&self, evidence: &Evidence) -> f64 {
        self.parts(evidence).iter().map(|part| part.1).sum()
    }

    /// Why it has that score.
    pub(crate) fn explain(&self, evidence: &Evidence) -> Explanation {
        Explanation::new(self.parts(evidence).to_vec(), evidence)
    }

    fn parts(&self, evidence: &Evidence) -> [(&'static str, f64); 9] {
        let ranking = self.scale.ranking;
        let [text, section, title] = self.places(evidence);
        let near = text + section + title;
        let proximity = ranking.proximity * evidence.proximity * near;
        let accents = -ranking.accents * evidence.other_accents * near;
        let language = if evidence.is_foreign { -ranking.language * near } else { 0.0 };
        let is_title = match evidence.title_is {
            Named::No => 0.0,
            Named::ByWords => 2.0 * self.most,
            Named::Exactly => 3.0 * self.most,
        };
        let is_heading = if evidence.is_heading { self.most } else { 0.0 };
        let boost = evidence.boost * (near + proximity + accents + language + is_title + is_heading);
        [
            ("text", text),
            ("section", section),
            ("title", title),
            ("proximity", proximity),
            ("other accents", accents),
            ("other language", language),
            ("title is the query", is_title),
            ("heading is the query", is_heading),
            ("boost", boost),
        ]
    }
}

/// Whether two languages are known and differ; regions and scripts do not count.
fn is_foreign(one: &str, other: &str) -> bool {
    !one.is_empty() && !other.is_empty() && !primary(one).eq_ignore_ascii_case(primary(other))
}

/// What an article would score that had every word as often as can be, in every part.
fn most(worths: &[Worth], ranking: &Ranking) -> f64 {
    let parts = |worth: &Worth| worth.idf * (1.0 + ranking.section) + worth.title_idf * ranking.title;
    worths.iter().map(parts).sum::<f64>() * (ranking.k1 + 1.0) * (1.0 + ranking.proximity)
}

fn count_articles(segments: &[Arc<dyn Segment>]) -> f64 {
    segments.iter().map(|segment| segment.totals().articles).sum::<usize>() as f64
}

/// Whether a query has function words only. A compound of them says no more than they do.
fn says_nothing(plan: &Plan) -> bool {
    !plan.groups.iter().any(|group| group.is_telling && !group.is_extra)
}

/// The worths of the plan's groups. The articles that have the telling words are seen on the way; if the query has no
/// telling word, those that have the others.
fn worths<'a>(plan: &'a Plan, segments: &[Arc<dyn Segment>], first_look: &mut FirstLook<'a>) -> Vec<Worth> {
    let (articles, ranking) = (count_articles(segments), first_look.ranking());
    let see = |group: &'a Group, first_look: &mut FirstLook<'a>| {
        first_look.see(group, &|counts| Worth::new(group, counts, articles, ranking))
    };
    let telling = |group: &'a Group| group.is_telling.then(|| see(group, first_look));
    let told: Vec<Option<Worth>> = plan.groups.iter().map(telling).collect();
    let nothing_told = says_nothing(plan);
    let others = plan.groups.iter().zip(told).map(|(group, told)| match told {
        Some(worth) => worth,
        None if nothing_told => see(group, first_look),
        None => Worth::new(group, &Counts::of_dictionary(group, segments), articles, ranking),
    });
    others.collect()
}
