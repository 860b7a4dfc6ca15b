//! What of a message its writer says, and what was put around it.

use std::ops::Range;

use super::lines::Line;
use super::phrases::{AUTOMATIC, AWAY, DISCLAIMER, plain};
use super::{Aside, AsideKind};

/// So many terms of a disclaimer make one.
const DISCLAIMING: usize = 2;

/// How a piece begins: what separates it from the one before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Opening {
    /// The sentence before goes on, at a word such as `and`.
    Clause,
    Sentence,
    Line,
    /// The same person goes on in a chat.
    Turn,
    /// Another person spoke in between, or there is an empty line.
    Paragraph,
    Item,
}

/// A line, or some that belong together, of the writer's own text.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Piece {
    pub(super) range: Range<usize>,
    pub(super) opening: Opening,
    /// Whether it is in a mail that is passed on.
    pub(super) is_forwarded: bool,
}

/// A message taken apart.
#[derive(Default)]
pub(super) struct Message<'a> {
    pub(super) subject: Option<&'a str>,
    pub(super) pieces: Vec<Piece>,
    pub(super) asides: Vec<Aside>,
}

impl Message<'_> {
    /// Where nothing else is written, what begins like a greeting is all that is said: `hi, cancel my order`.
    fn without_greetings(&mut self) {
        let (greetings, asides) =
            std::mem::take(&mut self.asides).into_iter().partition(|aside| aside.kind == AsideKind::Greeting);
        self.asides = asides;
        let piece = |aside: Aside| Piece { range: aside.range, opening: Opening::Paragraph, is_forwarded: false };
        self.pieces = Vec::into_iter(greetings).map(piece).collect();
    }
}

/// Where in a message the reader is.
#[derive(Clone, Copy, PartialEq)]
enum Place {
    Top,
    Text,
    Signature,
    Quoted,
}

/// Goes through the lines of a mail once.
struct Reader<'a, 'l> {
    lines: &'l [Line<'a>],
    at: usize,
    place: Place,
    is_forwarded: bool,
    /// Whether there was an empty line, or something else, since the last piece.
    is_apart: bool,
    message: Message<'a>,
}

/// Takes a mail apart.
pub(super) fn read<'a>(text: &str, lines: &[Line<'a>]) -> Message<'a> {
    let mut reader =
        Reader { lines, at: 0, place: Place::Top, is_forwarded: false, is_apart: true, message: Message::default() };
    reader.headers(1);
    while let Some(line) = lines.get(reader.at) {
        reader.line(line);
        reader.at += 1;
    }
    let mut message = reader.message;
    if message.pieces.is_empty() {
        message.without_greetings();
    }
    if is_automatic(&message, text) {
        let pieces = std::mem::take(&mut message.pieces).into_iter();
        message.asides.extend(pieces.map(|piece| Aside::new(piece.range, AsideKind::Automatic)));
    }
    message
}

impl<'a> Reader<'a, '_> {
    fn line(&mut self, line: &Line<'_>) {
        if line.is_blank() {
            self.is_apart = true;
        } else if line.is_quoted() {
            self.set_aside(line, AsideKind::Quoted);
        } else if line.begins_forwarded() {
            self.forwarded(line);
        } else if self.quotation(line) || self.place == Place::Quoted {
            self.set_aside(line, AsideKind::Quoted);
        } else {
            self.own(line);
        }
    }

    fn set_aside(&mut self, line: &Line<'_>, kind: AsideKind) {
        self.is_apart = true;
        self.message.asides.push(Aside::new(line.range.clone(), kind));
    }

    /// Reads the headers of a mail, if at least `least` of them stand here.
    fn headers(&mut self, least: usize) -> bool {
        let rest = self.lines.get(self.at..).unwrap_or_default();
        let blank = rest.iter().take_while(|line| line.is_blank()).count();
        let block: Vec<&Line<'a>> = rest.iter().skip(blank).take_while(|line| line.may_be_header()).collect();
        let named = block.iter().filter(|line| line.is_header()).count();
        if named < least.max(1) || !block.first().is_some_and(|line| line.is_header()) {
            return false;
        }
        let ranges = block.iter().map(|line| line.range.clone());
        self.message.asides.extend(ranges.map(|range| Aside::new(range, AsideKind::Header)));
        if self.message.subject.is_none() {
            self.message.subject = block.iter().find_map(|line| line.subject());
        }
        self.at += blank + block.len();
        true
    }

    /// From here on a mail is passed on: its own headers, then its text.
    fn forwarded(&mut self, line: &Line<'_>) {
        self.set_aside(line, AsideKind::Header);
        self.at += 1;
        self.headers(1);
        self.at -= 1;
        (self.place, self.is_forwarded) = (Place::Top, true);
    }

    /// Whether somebody else's mail begins here; then the reader is in it, if it has no marks of its own.
    fn quotation(&mut self, line: &Line<'_>) -> bool {
        let rest = self.lines.get(self.at..).unwrap_or_default();
        let next = rest.iter().skip(1).find(|line| !line.is_blank());
        let over_two = next.is_some_and(|next| line.introduces_quote_with(next));
        let block = rest.iter().take_while(|line| line.is_header()).count();
        let begins = line.introduces_quote() || over_two || line.begins_original() || block >= 3;
        if !begins {
            return false;
        }
        let after = rest.iter().skip(if over_two { 2 } else { 1 }).find(|line| !line.is_blank());
        if !after.is_some_and(Line::is_quoted) {
            self.place = Place::Quoted;
        } else if over_two {
            self.set_aside(line, AsideKind::Quoted);
            self.at += 1;
        }
        true
    }

    fn own(&mut self, line: &Line<'_>) {
        let is_after_scriptum = line.plain.starts_with(" ps ") || line.plain.starts_with(" p s ");
        if self.place == Place::Signature && (is_after_scriptum || (line.is_text() && !self.disclaims())) {
            self.place = Place::Text;
        }
        let kind = match self.place {
            Place::Top if line.is_greeting() || line.is_sign_off() => Some(AsideKind::Greeting),
            Place::Signature => Some(AsideKind::Signature),
            _ if line.begins_signature() || (self.place == Place::Text && line.is_sign_off()) => {
                self.place = Place::Signature;
                Some(AsideKind::Signature)
            }
            _ if self.disclaims() => Some(AsideKind::Disclaimer),
            _ => None,
        };
        match kind {
            Some(kind) => self.set_aside(line, kind),
            None => self.piece(line),
        }
    }

    /// Whether the paragraph around the line has the terms of a disclaimer.
    fn disclaims(&self) -> bool {
        let before = self.lines.get(..self.at).unwrap_or_default().iter().rev().take_while(|line| !line.is_blank());
        let after = self.lines.get(self.at..).unwrap_or_default().iter().take_while(|line| !line.is_blank());
        let paragraph: String = before.take(PARAGRAPH).chain(after.take(PARAGRAPH)).map(|line| &*line.plain).collect();
        DISCLAIMER.count(&paragraph) >= DISCLAIMING
    }

    fn piece(&mut self, line: &Line<'_>) {
        self.place = Place::Text;
        let previous = self.at.checked_sub(1).and_then(|at| self.lines.get(at)).filter(|_| !self.is_apart);
        if previous.is_some_and(|previous| previous.goes_on_in(line))
            && let Some(piece) = self.message.pieces.last_mut()
        {
            piece.range.end = line.range.end;
            return;
        }
        let opening = match (line.item(), self.is_apart) {
            (Some(_), _) => Opening::Item,
            (None, true) => Opening::Paragraph,
            (None, false) => Opening::Line,
        };
        let start = line.item().unwrap_or(line.range.start);
        let piece = Piece { range: start..line.range.end, opening, is_forwarded: self.is_forwarded };
        self.message.pieces.push(piece);
        self.is_apart = false;
    }
}

/// So many lines of a paragraph are looked at for a disclaimer, on each side.
const PARAGRAPH: usize = 12;

/// Whether a program wrote it, for somebody who is away.
fn is_automatic(message: &Message<'_>, text: &str) -> bool {
    if message.subject.is_some_and(|subject| AUTOMATIC.are_in(&plain(subject))) {
        return true;
    }
    let own = message.pieces.iter().take(PARAGRAPH).filter_map(|piece| text.get(piece.range.clone()));
    let own: String = own.map(plain).collect();
    AUTOMATIC.are_in(&own) && AWAY.are_in(&own)
}
