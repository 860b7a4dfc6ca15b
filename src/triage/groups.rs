//! Sentences that speak of the same thing, put together.

use std::ops::Range;

use super::message::Opening;
use super::phrases::{ANOTHER, COURTESY, PROBLEMS, SAME, WISHES, plain};
use super::sentences::Sentence;
use super::topics::{Topic, telling_words};

/// A sentence is about the same as the others if it shares so much of what they find…
const SAME_TOPIC: f64 = 0.2;

/// … and surely so if it shares so much.
const SURELY_SAME: f64 = 0.6;

/// Another matter has so many telling words, and finds an article that has so much of them.
pub(super) const OWN_WORDS: usize = 3;
const OWN_COVERAGE: f64 = 0.35;

/// So many sentences of a group are compared with the next.
const COMPARED: usize = 5;

/// What a sentence is there for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Purpose {
    Asks,
    /// Says that something is wrong.
    Complains,
    States,
    /// Thanks, hopes, takes leave.
    Courtesy,
}

impl Purpose {
    pub(super) fn of(plain: &str, text: &str) -> Self {
        let asks = text.trim_end_matches(['"', '”', '»', ')']).ends_with(['?', '？']);
        if asks {
            Purpose::Asks
        } else if COURTESY.are_in(plain) && !PROBLEMS.are_in(plain) && !asks_beside(plain) {
            Purpose::Courtesy
        } else if WISHES.are_in(plain) {
            Purpose::Asks
        } else if PROBLEMS.are_in(plain) {
            Purpose::Complains
        } else {
            Purpose::States
        }
    }
}

/// Whether so much more than courtesy is said that it may be a request in one breath.
fn asks_beside(plain: &str) -> bool {
    WISHES.are_in(plain) && telling_words(plain) > OWN_WORDS
}

/// A sentence with what it finds.
#[derive(Debug, Clone)]
pub(super) struct Said {
    pub(super) sentence: Sentence,
    pub(super) purpose: Purpose,
    pub(super) topic: Topic,
    /// Whether it begins as another matter does, or as the same.
    begins_another: bool,
    begins_same: bool,
    pub(super) telling: usize,
}

impl Said {
    pub(super) fn new(sentence: Sentence, text: &str, purpose: Purpose, topic: Topic) -> Self {
        let plain = plain(text);
        let (begins_another, begins_same) = (ANOTHER.begin(&plain), SAME.begin(&plain));
        Said { sentence, purpose, topic, begins_another, begins_same, telling: telling_words(text) }
    }

    /// Whether it could stand alone: on a line of its own, a word less is enough.
    fn is_own_matter(&self) -> bool {
        let words = if self.sentence.opening >= Opening::Line { OWN_WORDS - 1 } else { OWN_WORDS };
        self.telling >= words && self.topic.coverage >= OWN_COVERAGE
    }
}

/// Sentences of one matter, in order.
#[derive(Debug, Clone, Default)]
pub(super) struct Group {
    pub(super) said: Vec<Said>,
}

impl Group {
    /// From where it begins to where it ends.
    pub(super) fn range(&self) -> Range<usize> {
        let start = self.said.first().map_or(0, |said| said.sentence.range.start);
        start..self.said.last().map_or(start, |said| said.sentence.range.end)
    }

    fn has(&self, purpose: Purpose) -> bool {
        self.said.iter().any(|said| said.purpose == purpose)
    }

    pub(super) fn is_forwarded(&self) -> bool {
        self.said.first().is_some_and(|said| said.sentence.is_forwarded)
    }

    /// How much of the words of one of its sentences an article has.
    pub(super) fn coverage(&self) -> f64 {
        self.said.iter().map(|said| said.topic.coverage).fold(0.0, f64::max)
    }

    /// Whether it asks, with words that say what; a complaint does if an article has `coverage` of it.
    pub(super) fn asks(&self, coverage: f64) -> bool {
        let is_telling = self.said.iter().any(|said| said.purpose != Purpose::States && said.telling > 0);
        is_telling && (self.has(Purpose::Asks) || (self.has(Purpose::Complains) && self.coverage() >= coverage))
    }

    /// How many telling words are in what it asks.
    pub(super) fn asked_words(&self) -> usize {
        self.said.iter().filter(|said| said.purpose == Purpose::Asks).map(|said| said.telling).sum()
    }

    /// The sentences that say what is asked: those that ask or complain, and what shares a topic with them; all, if those
    /// say little by themselves.
    pub(super) fn core(&self) -> Vec<&Said> {
        let (asking, stating): (Vec<&Said>, Vec<&Said>) =
            self.said.iter().partition(|said| said.purpose != Purpose::States);
        let telling: usize = asking.iter().map(|said| said.telling).sum();
        if telling <= OWN_WORDS {
            return self.said.iter().collect();
        }
        let belongs = |said: &Said| asking.iter().any(|asks| asks.topic.shared(&said.topic) >= SAME_TOPIC);
        let dropped: Vec<&Said> = stating.into_iter().filter(|said| !belongs(said)).collect();
        self.said.iter().filter(|said| !dropped.iter().any(|other| std::ptr::eq(*other, *said))).collect()
    }

    fn is_request(&self) -> bool {
        self.has(Purpose::Asks) || self.has(Purpose::Complains)
    }

    fn shared(&self, said: &Said) -> f64 {
        let last = self.said.iter().rev().take(COMPARED);
        last.map(|own| own.topic.shared(&said.topic)).fold(0.0, f64::max)
    }

    /// Whether `said`, which comes next, goes on with this matter.
    fn goes_on_in(&self, said: &Said) -> bool {
        let shared = self.shared(said);
        let is_apart = said.sentence.opening >= Opening::Paragraph;
        if self.said.first().is_none_or(|first| first.sentence.is_forwarded != said.sentence.is_forwarded) {
            false
        } else if !self.is_request() {
            // What leads up to a request, unless that could stand alone and is about something else.
            said.sentence.opening == Opening::Clause
                || !is_apart
                    && !said.begins_another
                    && (shared >= SAME_TOPIC
                        || said.begins_same
                        || said.purpose == Purpose::States
                        || !said.is_own_matter())
        } else if said.purpose == Purpose::States {
            !is_apart && (shared >= SAME_TOPIC || said.begins_same)
        } else if said.begins_another || said.sentence.opening == Opening::Item {
            false
        } else if is_apart {
            said.begins_same && !said.is_own_matter() || shared >= SURELY_SAME
        } else {
            said.begins_same || shared >= SAME_TOPIC || !said.is_own_matter()
        }
    }
}

/// Puts what is said together, in order; courtesies are left out.
pub(super) fn groups(said: impl Iterator<Item = Said>) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for said in said.filter(|said| said.purpose != Purpose::Courtesy) {
        match groups.last_mut().filter(|group| group.goes_on_in(&said)) {
            Some(group) => group.said.push(said),
            None => groups.push(Group { said: vec![said] }),
        }
    }
    groups
}
