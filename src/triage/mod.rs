//! Whole messages: what a mail, a call or a chat asks, request by request.

mod groups;
mod lines;
mod message;
mod phrases;
mod sentences;
mod topics;
mod turns;

use std::ops::Range;

use crate::analysis::prefix;
use crate::article::Meta;
use crate::error::Result;
use crate::results::{Hit, Results, SectionHit};

use groups::{Group, OWN_WORDS, Purpose, Said, groups};
use phrases::plain;
use sentences::{Sentence, sentences};
use topics::Topic;

/// So many bytes of a message are read.
const LONGEST: usize = 64 << 10;

/// So many sentences of a message are looked up.
const MOST_SENTENCES: usize = 100;

/// A complaint is a request if an article has so much of its words; a mere statement if one has so much, and the whole
/// message is as short.
const COMPLAINT: f64 = 0.35;
const STATEMENT: f64 = 0.6;
const BRIEF: usize = 1;

/// A section is shown if its article has so much of the request, and scores so much more than the next.
const COVERAGE: f64 = 0.5;
const LEAD: f64 = 1.05;

/// Nobody is the likely owner without so large a share of what was found, in articles that have so much of the request.
const OWNER_SHARE: f64 = 0.4;
const OWNER_COVERAGE: f64 = 0.3;

/// What a message asks, and what in it asks nothing.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Triage {
    requests: Vec<Request>,
    asides: Vec<Aside>,
}

impl Triage {
    /// The requests, in the order of the message; none if it only thanks, or a program wrote it.
    pub fn requests(&self) -> &[Request] {
        &self.requests
    }

    /// Everything else that is written there, in order, and what it was taken for.
    pub fn asides(&self) -> &[Aside] {
        &self.asides
    }
}

/// A part of a message that asks nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Aside {
    range: Range<usize>,
    kind: AsideKind,
}

impl Aside {
    fn new(range: Range<usize>, kind: AsideKind) -> Self {
        Aside { range, kind }
    }

    /// Where it stands in the message, in bytes.
    pub fn range(&self) -> Range<usize> {
        self.range.clone()
    }

    /// What it was taken for.
    pub fn kind(&self) -> AsideKind {
        self.kind
    }
}

/// What a part of a message that asks nothing is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum AsideKind {
    /// The lines above a mail, and the names in front of what is said in a chat.
    Header,
    /// How it begins.
    Greeting,
    /// How it ends: from the closing formula or the dashes on.
    Signature,
    /// What the law or a company wants to stand there.
    Disclaimer,
    /// An earlier message.
    Quoted,
    /// What the one who answers says in a call or chat.
    OtherSpeaker,
    /// What a program writes for somebody who is away.
    Automatic,
    /// A sentence of the writer's that asks nothing.
    Remark,
    /// What was not read: behind the first 64 KiB, or the first 100 sentences.
    Unread,
}

impl AsideKind {
    /// The kind in a word, such as `quoted`.
    pub fn name(self) -> &'static str {
        match self {
            AsideKind::Header => "header",
            AsideKind::Greeting => "greeting",
            AsideKind::Signature => "signature",
            AsideKind::Disclaimer => "disclaimer",
            AsideKind::Quoted => "quoted",
            AsideKind::OtherSpeaker => "other-speaker",
            AsideKind::Automatic => "automatic",
            AsideKind::Remark => "remark",
            AsideKind::Unread => "unread",
        }
    }
}

/// One of the things that a message asks.
#[derive(Debug, Clone, PartialEq)]
pub struct Request {
    range: Range<usize>,
    text: String,
    results: Results,
    is_answered: bool,
    owner: Option<Owner>,
}

impl Request {
    /// Where it stands in the message, in bytes: from its first sentence to its last.
    pub fn range(&self) -> Range<usize> {
        self.range.clone()
    }

    /// Its sentences: without what others say in between.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The article whose section answers; `None` if none surely does.
    pub fn hit(&self) -> Option<&Hit> {
        self.results.hits().first().filter(|_| self.is_answered)
    }

    /// The section that answers; `None` if none surely does.
    pub fn section(&self) -> Option<&SectionHit> {
        self.hit().and_then(|hit| hit.sections().next())
    }

    /// What was found for it, also if nothing of it surely answers; at most 5 articles.
    pub fn results(&self) -> &Results {
        &self.results
    }

    /// Whom it belongs to; `None` if nobody is named by the articles, or they name too many.
    pub fn owner(&self) -> Option<&Owner> {
        self.owner.as_ref()
    }
}

/// Whom a request belongs to, as the front matter of articles names it. What is not named there is empty.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Owner {
    name: String,
    team: String,
    contact: String,
    is_likely: bool,
}

impl Owner {
    /// `owner` of the article.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// `team` of the article.
    pub fn team(&self) -> &str {
        &self.team
    }

    /// `contact` of the article: an address, a number, a page.
    pub fn contact(&self) -> &str {
        &self.contact
    }

    /// Whether nothing surely answers, and this is who owns most of what is near.
    pub fn is_likely(&self) -> bool {
        self.is_likely
    }

    /// The owner that an article names, if it names any.
    pub(crate) fn of(meta: &Meta, is_likely: bool) -> Option<Self> {
        let first = |key: &str| meta.attributes.get(key).and_then(|values| values.first()).cloned().unwrap_or_default();
        let owner = Owner { name: meta.owner.clone(), team: first("team"), contact: first("contact"), is_likely };
        (owner != Owner { is_likely, ..Owner::default() }).then_some(owner)
    }

    /// The owner of most of what was found, as the best of its articles names it.
    pub(crate) fn likely(results: &Results) -> Option<Self> {
        let worth = |hit: &Hit| hit.score() * hit.score();
        let (mut whole, mut most, mut likely) = (0.0, 0.0, None);
        for hit in results {
            whole += worth(hit);
            let same = results.iter().filter(|other| other.meta().owner == hit.meta().owner);
            let share: f64 = same.map(worth).sum();
            if share > most
                && let Some(owner) = Owner::of(hit.meta(), true)
            {
                (most, likely) = (share, Some(owner));
            }
        }
        let coverage = results.hits().first().map_or(0.0, |best| best.explain().coverage());
        likely.filter(|_| coverage >= OWNER_COVERAGE && most >= OWNER_SHARE * whole)
    }
}

/// Finds what `text` asks; `search` finds at most five articles for a text.
pub(crate) fn triage(text: &str, search: &Search<'_>) -> Result<Triage> {
    let read = prefix(text, LONGEST);
    let lines = lines::lines(read);
    let message = turns::read(&lines).unwrap_or_else(|| message::read(read, &lines));
    let pieces: Vec<Sentence> = message.pieces.iter().flat_map(|piece| sentences(read, piece)).collect();
    let said = said(read, pieces.iter().take(MOST_SENTENCES), search)?;
    let mut requests = requests(read, &said, search)?;
    if requests.is_empty() && !pieces.is_empty() {
        requests.extend(of_subject(message.subject, text, search)?);
    }
    requests.retain(|request| request.is_answered || !request.results.is_empty() || asks_plainly(&request.text));
    let mut asides = message.asides;
    let ranges: Vec<Range<usize>> = requests.iter().map(Request::range).collect();
    asides.extend(remarks(&pieces, &ranges));
    asides.extend((read.len() < text.len()).then(|| Aside::new(read.len()..text.len(), AsideKind::Unread)));
    asides.sort_by_key(|aside| aside.range.start);
    Ok(Triage { requests, asides })
}

/// What finds the articles for a text.
type Search<'a> = dyn Fn(&str) -> Result<Results> + 'a;

/// The sentences with what they find. Courtesies are not looked up.
fn said<'s>(text: &str, sentences: impl Iterator<Item = &'s Sentence>, search: &Search<'_>) -> Result<Vec<Said>> {
    let mut said = Vec::new();
    for sentence in sentences {
        let words = text.get(sentence.range.clone()).unwrap_or_default();
        let purpose = Purpose::of(&plain(words), words);
        let topic = if purpose == Purpose::Courtesy { Topic::default() } else { Topic::of(&search(words)?) };
        said.push(Said::new(sentence.clone(), words, purpose, topic));
    }
    Ok(said)
}

/// What is asked: of a mail that is passed on, unless what stands above asks something that is answered.
fn requests(text: &str, said: &[Said], search: &Search<'_>) -> Result<Vec<Request>> {
    let groups = groups(said.iter().cloned());
    let (forwarded, own): (Vec<&Group>, Vec<&Group>) = groups.iter().partition(|group| group.is_forwarded());
    // A note that goes with a mail asks to see to it, and little else.
    let is_note = !forwarded.is_empty() && own.iter().all(|group| group.asked_words() < OWN_WORDS);
    let brief = said.len() <= BRIEF;
    let own = of_groups(text, &own, brief, search)?;
    if !is_note && own.iter().any(|request| request.is_answered) {
        return Ok(own);
    }
    let forwarded = of_groups(text, &forwarded, brief, search)?;
    Ok(if forwarded.is_empty() { own } else { forwarded })
}

/// The groups that ask; if none does in a brief message, those that say something the articles know well.
fn of_groups(text: &str, groups: &[&Group], is_brief: bool, search: &Search<'_>) -> Result<Vec<Request>> {
    let asking = groups.iter().filter(|group| group.asks(COMPLAINT));
    let mut requests = asking.map(|group| request(text, group, search)).collect::<Result<Vec<_>>>()?;
    if requests.is_empty() && is_brief {
        let stating = groups.iter().filter(|group| group.coverage() >= STATEMENT);
        requests = stating.map(|group| request(text, group, search)).collect::<Result<_>>()?;
    }
    Ok(requests)
}

fn request(text: &str, group: &Group, search: &Search<'_>) -> Result<Request> {
    let words = |said: &[&Said]| said.iter().map(|said| one_line(text, &said.sentence)).collect::<Vec<_>>().join(" ");
    let core = group.core();
    let request = answered(group.range(), words(&group.said.iter().collect::<Vec<_>>()), &words(&core), search)?;
    if request.is_answered || core.len() < 2 {
        return Ok(request);
    }
    // What is told beside it may hide what is asked: then a sentence alone finds it.
    let alone = core.iter().filter(|said| said.purpose != Purpose::States && said.telling >= OWN_WORDS);
    for said in alone {
        let sentence = answered(request.range(), request.text.clone(), &one_line(text, &said.sentence), search)?;
        if sentence.is_answered {
            return Ok(sentence);
        }
    }
    Ok(request)
}

fn one_line(text: &str, sentence: &Sentence) -> String {
    let words = text.get(sentence.range.clone()).unwrap_or_default();
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A subject says it where the mail does not.
fn of_subject(subject: Option<&str>, text: &str, search: &Search<'_>) -> Result<Option<Request>> {
    let Some(subject) = subject.filter(|subject| topics::telling_words(subject) > 0) else { return Ok(None) };
    let Some(start) = text.find(subject) else { return Ok(None) };
    let request = answered(start..start + subject.len(), subject.to_owned(), subject, search)?;
    Ok(Some(request).filter(|request| request.is_answered))
}

/// The request at `range`, as far as `query` finds what answers it.
fn answered(range: Range<usize>, text: String, query: &str, search: &Search<'_>) -> Result<Request> {
    let results = search(query)?;
    let is_answered = is_sure(&results);
    let best = results.hits().first().filter(|_| is_answered).and_then(|hit| Owner::of(hit.meta(), false));
    let owner = best.or_else(|| Owner::likely(&results));
    Ok(Request { range, text, results, is_answered, owner })
}

/// Whether the best article has enough of the request, and stands out.
fn is_sure(results: &Results) -> bool {
    let Some(best) = results.hits().first() else { return false };
    let is_ahead = results.hits().get(1).is_none_or(|next| best.score() >= LEAD * next.score());
    best.explain().coverage() >= COVERAGE && is_ahead
}

/// Whether it asks with words of its own, whatever is found.
fn asks_plainly(text: &str) -> bool {
    topics::telling_words(text) > 0
}

/// The sentences outside the requests.
fn remarks(sentences: &[Sentence], requests: &[Range<usize>]) -> Vec<Aside> {
    let kind = |number: usize| if number < MOST_SENTENCES { AsideKind::Remark } else { AsideKind::Unread };
    let outside = |sentence: &Sentence| {
        let after = requests.partition_point(|range| range.end <= sentence.range.start);
        requests.get(after).is_none_or(|range| range.start >= sentence.range.end)
    };
    let sentences = sentences.iter().enumerate().filter(|(_, sentence)| outside(sentence));
    sentences.map(|(number, sentence)| Aside::new(sentence.range.clone(), kind(number))).collect()
}
