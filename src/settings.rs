//! Every constant of understanding and scoring, in one place.

/// The constants of understanding and ranking. The defaults are meant for every knowledge base; each was chosen by its
/// mean effect over judged queries in several languages. `docs/ranking.md` states the formulas.
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
    /// An occurrence in the title counts this often in the article. 1 to 5.
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
        }
    }
}
