//! Every constant of understanding and scoring, in one place.

use std::ops::RangeInclusive;

/// The constants of understanding and ranking. The defaults are meant for every knowledge base; each was chosen by its
/// mean effect over judged queries in several languages. `docs/ranking.md` states the formulas. A value outside its range
/// is taken as the nearest within, and one that is no number as the default.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Ranking {
    /// BM25 `k1`: how soon further occurrences of a word stop counting. 0.5 to 2.
    pub k1: f64,
    /// BM25 `b` for whole articles: how much long articles are held back. 0 to 1.
    pub b: f64,
    /// BM25 `b` for single sections. 0 to 1.
    pub section_b: f64,
    /// BM25 `b` for titles. 0 to 1.
    pub title_b: f64,
    /// Weight of the title's own evidence. 0 switches it off; 0 to 3.
    pub title: f64,
    /// Weight of the best section's own evidence. 0 to 3.
    pub section: f64,
    /// An occurrence in a heading counts this often in its section. 1 to 5.
    pub heading: f64,
    /// An occurrence in the title counts this often in the article. 0 to 5.
    pub title_words: f64,
    /// An occurrence in keywords, tags, former addresses or the summary counts this often in the article. 0 to 10.
    pub curated: f64,
    /// How much of the score depends on the share of the query's words that were found. 0 to 1.
    pub coverage: f64,
    /// Most that neighbouring words of the query, found as neighbours, add to the score, as a factor. 0 to 1.
    pub proximity: f64,
    /// What it costs an article to have the query's words only with other accents, as a factor. 0 to 1.
    pub accents: f64,
    /// What it costs an article to be in another language than the query, where its function words tell that, as a factor.
    /// 0 to 1.
    pub language: f64,
    /// So many of the best articles are looked at closely. 0 to 200.
    pub close_look: usize,
    /// How much less a word counts that no title, heading or curated word has: of what it is about, an article says so
    /// there. 0 to 1.
    pub topic: f64,
    /// A word counts in full if one in so many of the articles that have it has it there. 1 and more.
    pub topic_one_in: f64,
    /// Weight of function words (`how`, `the`) where the query has others. 0 to 1.
    pub function_word: f64,
    /// Weight of another spelling of the word (`ue` for `ü`). 0 to 1.
    pub spelling: f64,
    /// Weight of another inflection. 0 to 1.
    pub inflected: f64,
    /// Weight of neighbouring words written as one. 0 to 1.
    pub joined: f64,
    /// Weight of a word written as two. 0 to 1.
    pub split: f64,
    /// Weight of words that mean the same by a rule. 0 switches rules off; 0 to 1.
    pub synonym: f64,
    /// Weight of words that a half-typed word may become. 0 to 1.
    pub prefix: f64,
    /// The same, where what was typed is a word already. 0 to 1.
    pub prefix_of_known: f64,
    /// How fast that falls with every further letter. 0 to 1.
    pub prefix_distance: f64,
    /// Weight of words one edit away. 0 to 1.
    pub one_typo: f64,
    /// Weight of words two edits away. 0 to 1.
    pub two_typos: f64,
    /// Factor for a typo in the first letter. 0 to 1.
    pub other_first_letter: f64,
    /// Factor for corrections of a word that the dictionary has, but rarely. 0 to 1.
    pub typo_of_known: f64,
    /// Factor for every likelier correction that there is. 0 to 1.
    pub next_candidate: f64,
    /// A word that so many sections have is not corrected. 1 and more.
    pub known_from: u32,
    /// Shortest word, in characters, that may have one typo.
    pub one_typo_from: usize,
    /// Shortest word, in characters, that may have two.
    pub two_typos_from: usize,
    /// A correction that a slip of the fingers explains (a key beside the right one, one key twice, two in the wrong order)
    /// counts as so many times as frequent. 1 and more.
    pub slip: u32,
    /// At most so many corrections of a word are tried. 1 to 50.
    pub typo_candidates: usize,
    /// How sure it must be that a passage answers, to be an [answer](crate::Results::answer). 0, which gives a passage of
    /// every first hit, to 1, which gives only what is promoted. See [what other values cost and bring](crate::docs::answers).
    pub least_confidence: f64,
}

impl Default for Ranking {
    fn default() -> Self {
        Ranking {
            k1: 1.2,
            b: 0.75,
            section_b: 0.75,
            title_b: 0.75,
            title: 1.0,
            section: 0.15,
            heading: 3.0,
            title_words: 1.0,
            curated: 3.0,
            coverage: 0.6,
            proximity: 0.2,
            accents: 0.05,
            language: 0.2,
            close_look: 50,
            topic: 0.3,
            topic_one_in: 3.0,
            function_word: 0.25,
            spelling: 0.95,
            inflected: 0.85,
            joined: 0.9,
            split: 0.9,
            synonym: 0.8,
            prefix: 0.8,
            prefix_of_known: 0.3,
            prefix_distance: 0.3,
            one_typo: 0.8,
            two_typos: 0.6,
            other_first_letter: 0.8,
            typo_of_known: 0.4,
            next_candidate: 0.97,
            known_from: 3,
            one_typo_from: 4,
            two_typos_from: 8,
            slip: 4,
            typo_candidates: 12,
            least_confidence: 0.42,
        }
    }
}

/// The end of ranges that have none.
const MOST: f64 = u32::MAX as f64;

/// A constant by its name, and its range.
type Constant<'r> = (&'static str, Number<'r>, RangeInclusive<f64>);

enum Number<'r> {
    Real(&'r mut f64),
    Size(&'r mut usize),
    Count(&'r mut u32),
}

impl Number<'_> {
    fn get(&self) -> f64 {
        match self {
            Number::Real(number) => **number,
            Number::Size(number) => **number as f64,
            Number::Count(number) => f64::from(**number),
        }
    }

    /// The number must not be below 0.
    #[expect(clippy::cast_sign_loss, reason = "ranges begin at 0 or above")]
    fn set(&mut self, number: f64) {
        match self {
            Number::Real(place) => **place = number,
            Number::Size(place) => **place = number as usize,
            Number::Count(place) => **place = number as u32,
        }
    }
}

impl Ranking {
    /// Every constant within its range.
    pub(crate) fn in_range(mut self) -> Self {
        let mut defaults = Ranking::default();
        for ((_, mut number, range), (_, default, _)) in self.constants().into_iter().zip(defaults.constants()) {
            let value = if number.get().is_nan() { default.get() } else { number.get() };
            number.set(value.clamp(*range.start(), *range.end()));
        }
        self
    }

    /// Sets a constant, within its range, if there is one of this name.
    pub(crate) fn set(&mut self, name: &str, value: f64) {
        let known = self.constants().into_iter().find(|(known, ..)| *known == name && !value.is_nan());
        if let Some((_, mut number, range)) = known {
            number.set(value.clamp(*range.start(), *range.end()));
        }
    }

    /// The constants that are not as by default, with their names.
    #[cfg(feature = "index")]
    pub(crate) fn changed(&self) -> Vec<(&'static str, f64)> {
        let (mut own, mut defaults) = (self.clone(), Ranking::default());
        let both = own.constants().into_iter().zip(defaults.constants());
        let changed = both.filter(|((_, own, _), (_, default, _))| own.get().to_bits() != default.get().to_bits());
        changed.map(|((name, number, _), _)| (name, number.get())).collect()
    }

    fn constants(&mut self) -> [Constant<'_>; 36] {
        use Number::{Count, Real, Size};
        [
            ("k1", Real(&mut self.k1), 0.5..=2.0),
            ("b", Real(&mut self.b), 0.0..=1.0),
            ("section_b", Real(&mut self.section_b), 0.0..=1.0),
            ("title_b", Real(&mut self.title_b), 0.0..=1.0),
            ("title", Real(&mut self.title), 0.0..=3.0),
            ("section", Real(&mut self.section), 0.0..=3.0),
            ("heading", Real(&mut self.heading), 1.0..=5.0),
            ("title_words", Real(&mut self.title_words), 0.0..=5.0),
            ("curated", Real(&mut self.curated), 0.0..=10.0),
            ("coverage", Real(&mut self.coverage), 0.0..=1.0),
            ("proximity", Real(&mut self.proximity), 0.0..=1.0),
            ("accents", Real(&mut self.accents), 0.0..=1.0),
            ("language", Real(&mut self.language), 0.0..=1.0),
            ("close_look", Size(&mut self.close_look), 0.0..=200.0),
            ("topic", Real(&mut self.topic), 0.0..=1.0),
            ("topic_one_in", Real(&mut self.topic_one_in), 1.0..=MOST),
            ("function_word", Real(&mut self.function_word), 0.0..=1.0),
            ("spelling", Real(&mut self.spelling), 0.0..=1.0),
            ("inflected", Real(&mut self.inflected), 0.0..=1.0),
            ("joined", Real(&mut self.joined), 0.0..=1.0),
            ("split", Real(&mut self.split), 0.0..=1.0),
            ("synonym", Real(&mut self.synonym), 0.0..=1.0),
            ("prefix", Real(&mut self.prefix), 0.0..=1.0),
            ("prefix_of_known", Real(&mut self.prefix_of_known), 0.0..=1.0),
            ("prefix_distance", Real(&mut self.prefix_distance), 0.0..=1.0),
            ("one_typo", Real(&mut self.one_typo), 0.0..=1.0),
            ("two_typos", Real(&mut self.two_typos), 0.0..=1.0),
            ("other_first_letter", Real(&mut self.other_first_letter), 0.0..=1.0),
            ("typo_of_known", Real(&mut self.typo_of_known), 0.0..=1.0),
            ("next_candidate", Real(&mut self.next_candidate), 0.0..=1.0),
            ("known_from", Count(&mut self.known_from), 1.0..=MOST),
            ("one_typo_from", Size(&mut self.one_typo_from), 0.0..=MOST),
            ("two_typos_from", Size(&mut self.two_typos_from), 0.0..=MOST),
            ("slip", Count(&mut self.slip), 1.0..=MOST),
            ("typo_candidates", Size(&mut self.typo_candidates), 1.0..=50.0),
            ("least_confidence", Real(&mut self.least_confidence), 0.0..=1.0),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::Ranking;

    #[test]
    fn constants_are_kept_in_range() {
        let cases = [(f64::NAN, 0.75), (-1.0, 0.0), (f64::INFINITY, 1.0), (0.5, 0.5)];
        for (b, expected) in cases {
            let ranking = Ranking { b, ..Ranking::default() }.in_range();
            assert_eq!(ranking, Ranking { b: expected, ..Ranking::default() }, "{b}");
        }
        let many = Ranking { close_look: usize::MAX, known_from: 0, ..Ranking::default() }.in_range();
        assert_eq!((many.close_look, many.known_from), (200, 1));
        assert_eq!(Ranking::default().in_range(), Ranking::default());
    }

    #[test]
    fn constants_are_set_by_name() {
        let mut ranking = Ranking::default();
        for (name, value) in [("nothing", 1.0), ("b", f64::NAN), ("B", 0.1), ("", 0.0)] {
            ranking.set(name, value);
            assert_eq!(ranking, Ranking::default(), "{name} {value}");
        }
        for (name, value) in [("b", 0.5), ("slip", 7.0), ("close_look", 1e9), ("k1", -1.0)] {
            ranking.set(name, value);
        }
        assert_eq!((ranking.b, ranking.slip, ranking.close_look, ranking.k1), (0.5, 7, 200, 0.5));
    }
}
