//! Calls and chats that were written down: who says what.

use std::collections::BTreeSet;
use std::ops::Range;

use super::lines::Line;
use super::message::{Message, Opening, Piece};
use super::phrases::{AGENTS, CUSTOMERS, plain};
use super::{Aside, AsideKind};

/// A transcript has at least so many turns…
const LEAST: usize = 2;

/// … and so large a share of its lines begins one.
const SHARE: f64 = 0.5;

/// A line that names who speaks.
struct Turn {
    /// Without times and what is in brackets, plain.
    speaker: String,
    /// Where the words begin.
    start: usize,
}

/// Takes a transcript apart; `None` if it is none.
pub(super) fn read<'a>(lines: &[Line<'_>]) -> Option<Message<'a>> {
    let turns: Vec<Option<Turn>> = lines.iter().map(turn).collect();
    let written = lines.iter().filter(|line| !line.is_blank()).count();
    let named: Vec<&str> = turns.iter().flatten().map(|turn| turn.speaker.as_str()).collect();
    let speakers: BTreeSet<&str> = named.iter().copied().collect();
    let has_role = speakers.iter().any(|speaker| is_one_of(speaker, Role::Agent) || is_one_of(speaker, Role::Customer));
    let is_transcript = named.len() >= LEAST
        && named.len() as f64 >= SHARE * written as f64
        && (has_role || speakers.len() < named.len());
    is_transcript.then(|| spoken(lines, &turns, &customers(&speakers, named.first().copied())))
}

/// Those who ask: who is called so; else who is not called an agent; else who speaks first.
fn customers<'s>(speakers: &BTreeSet<&'s str>, first: Option<&'s str>) -> BTreeSet<&'s str> {
    let (customers, others): (BTreeSet<&str>, BTreeSet<&str>) =
        speakers.iter().copied().partition(|speaker| is_one_of(speaker, Role::Customer));
    let (agents, others): (BTreeSet<&str>, BTreeSet<&str>) =
        others.into_iter().partition(|speaker| is_one_of(speaker, Role::Agent));
    if !customers.is_empty() {
        customers
    } else if !agents.is_empty() {
        others
    } else {
        first.into_iter().collect()
    }
}

/// What the customer says.
fn spoken<'a>(lines: &[Line<'_>], turns: &[Option<Turn>], customers: &BTreeSet<&str>) -> Message<'a> {
    let mut message = Message::default();
    let (mut is_customers, mut opening) = (false, Opening::Paragraph);
    for (line, turn) in lines.iter().zip(turns).filter(|(line, _)| !line.is_blank()) {
        if let Some(turn) = turn {
            is_customers = customers.contains(turn.speaker.as_str());
        }
        if !is_customers {
            message.asides.push(Aside::new(line.range.clone(), AsideKind::OtherSpeaker));
            opening = Opening::Paragraph;
            continue;
        }
        let start = turn.as_ref().map_or(line.range.start, |turn| turn.start);
        if start > line.range.start {
            message.asides.push(Aside::new(line.range.start..start, AsideKind::Header));
        }
        if start < line.range.end {
            message.pieces.push(Piece { range: start..line.range.end, opening, is_forwarded: false });
            opening = Opening::Turn;
        }
    }
    message
}

#[derive(Clone, Copy)]
enum Role {
    Agent,
    Customer,
}

/// Whether a label begins or ends with a word for the role.
fn is_one_of(speaker: &str, role: Role) -> bool {
    let list = match role {
        Role::Agent => AGENTS,
        Role::Customer => CUSTOMERS,
    };
    list.begin(speaker) || speaker.split(' ').next_back().is_some_and(|last| list.are(last))
}

/// `Agent (Kim): …`, `[10:31] anna: …`, `Guest 14:02: …`
fn turn(line: &Line<'_>) -> Option<Turn> {
    let label = label(line.text)?;
    let name = unbracketed(line.text.get(label.clone())?);
    let speaker: Vec<String> = name.split_whitespace().filter(|word| !is_time(word)).map(plain).collect();
    let speaker = speaker.join(" ").split_whitespace().collect::<Vec<_>>().join(" ");
    let is_name =
        !speaker.is_empty() && speaker.split(' ').count() <= 4 && !line.is_header() && !line.text.contains("://");
    let skipped = line.text.get(label.end..)?;
    let mark = skipped.chars().next().map_or(0, char::len_utf8);
    let start = line.range.end - skipped.get(mark..)?.trim_start().len();
    is_name.then_some(Turn { speaker, start })
}

/// What stands before the first colon that no time has.
fn label(text: &str) -> Option<Range<usize>> {
    let ends = text.match_indices([':', '：']).map(|(at, _)| at).take_while(|&at| at <= 60);
    let after = |at: usize| text.get(at..).and_then(|rest| rest.chars().nth(1));
    let mut ends = ends.filter(|&at| {
        text.get(at..).is_some_and(|rest| rest.starts_with('：')) || after(at).is_none_or(char::is_whitespace)
    });
    ends.next().map(|end| 0..end)
}

fn is_time(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_digit()) || matches!(word, "am" | "pm" | "AM" | "PM" | "-")
}

/// Without what is in brackets.
fn unbracketed(label: &str) -> String {
    let mut depth = 0_usize;
    let mut kept = String::new();
    for c in label.chars() {
        match c {
            '(' | '[' | '<' => depth += 1,
            ')' | ']' | '>' => depth = depth.saturating_sub(1),
            _ if depth == 0 => kept.push(c),
            _ => {}
        }
    }
    kept
}
