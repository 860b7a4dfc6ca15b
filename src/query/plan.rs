//! What a query is looked up as: data only.

use std::ops::Range;

/// The groups of a query, one a word.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Plan {
    pub(crate) groups: Vec<Group>,
    /// The query's words in order, also those that come again: what a title is compared with.
    pub(crate) words: Vec<Word>,
    /// The query as typed, in lower case.
    pub(crate) text: String,
    /// The language that it is in, as a tag; empty if it does not tell.
    pub(crate) language: String,
}

/// Which words may be misspelt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tolerance {
    /// Those that nobody wrote.
    Unknown,
    /// Also those that few did: a slip may be another word by chance.
    Rare,
}

/// A word where it stands in the query.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Word {
    /// Folded.
    pub(crate) term: String,
    /// Bytes of the query.
    pub(crate) range: Range<usize>,
    /// As typed, in lower case.
    pub(crate) typed: String,
}

impl Plan {
    /// The group of a word, if it is looked up.
    pub(crate) fn group_of(&self, word: &Word) -> Option<&Group> {
        self.groups.iter().find(|group| group.word == word.term && !group.is_extra)
    }
}

/// Everything that one word of a query may mean. A section that has any of the forms has the word.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Group {
    /// As typed, folded.
    pub(crate) word: String,
    /// How much the word counts: 1, less for words that say little.
    pub(crate) weight: f64,
    /// Whether the word says what is asked about. Articles that have no telling word are no hits, if others could be.
    pub(crate) is_telling: bool,
    /// A compound as a whole: it adds to the score of what has it, and is not missed by what has its parts.
    pub(crate) is_extra: bool,
    /// The articles have it, but so rarely that it may be a slip all the same; see [`Understanding::reconsider`](super::Understanding::reconsider).
    pub(crate) may_be_slip: bool,
    /// The best first.
    pub(crate) forms: Vec<Form>,
}

impl Group {
    /// Takes what a half-typed function word may become out of its group: that may be telling. `refund the` may become
    /// `refund theatre`.
    pub(super) fn beginning(&mut self) -> Option<Group> {
        let is_beginning = |form: &mut Form| form.kind == FormKind::Prefix;
        if self.is_telling || self.word.len() < 2 {
            return None;
        }
        let forms: Vec<Form> = self.forms.extract_if(.., is_beginning).collect();
        let word = self.word.clone();
        (!forms.is_empty()).then_some(Group {
            word,
            weight: 1.0,
            is_telling: true,
            is_extra: true,
            may_be_slip: false,
            forms,
        })
    }

    /// Whether a term is a form of its own, and not only one that the word may become.
    pub(crate) fn has_form(&self, term: &str) -> bool {
        let own = self.forms.iter().filter(|form| form.kind != FormKind::Prefix);
        own.into_iter().any(|form| matches!(form.terms.as_slice(), [only] if only == term))
    }
}

/// One way to read a word.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Form {
    /// Terms of the dictionary, all of which a section must have; or what all terms meant begin with, if the kind is
    /// [`FormKind::Prefix`].
    pub(crate) terms: Vec<String>,
    /// 0 to 1: how sure it is that this is meant.
    pub(crate) weight: f64,
    pub(crate) kind: FormKind,
}

impl Form {
    /// How sure it is that a half-typed word becomes `term`: the nearer in length the surer. `distance` says how fast that
    /// falls.
    pub(crate) fn certainty_of_longer(&self, term: &str, distance: f64) -> f64 {
        let typed = self.terms.first().map_or(0, |beginning| beginning.chars().count()) as f64;
        let more = (term.chars().count() as f64 - typed).max(0.0);
        self.weight * typed / (typed + distance * more)
    }
}

/// Why a form belongs to its group; the surest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum FormKind {
    /// The word itself.
    Exact,
    /// The same word spelt otherwise: `ue` for `ü`.
    Spelling,
    /// Another inflection: the stems are equal.
    Inflected,
    /// Two or three words of the query as one.
    Joined,
    /// The word as two.
    Split,
    /// Other words that mean the same.
    Synonym,
    /// The word goes on: it was half typed.
    Prefix,
    /// The word was misspelt.
    Typo,
}

impl FormKind {
    /// Whether the form is the word that was typed, in one of its shapes, rather than a guess at another.
    pub(crate) fn is_sure(self) -> bool {
        self <= FormKind::Joined
    }
}
