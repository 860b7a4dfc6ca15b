//! Hostile editions: they are refused or they answer, and neither takes long nor much memory.
//!
//! An odd first byte: the rest are the bytes that are opened. An even one: the rest says how a sound edition is changed,
//! eight bytes a change, and all checksums are made to fit.

#[path = "edition_frame.rs"]
pub(crate) mod edition_frame;

use std::sync::OnceLock;

use nohold::{KnowledgeBase, Query};

use edition_frame::Frame;

/// More changes leave nothing of what a reader could be led astray by.
const MOST_CHANGES: usize = 64;

pub(crate) fn run(data: &[u8]) {
    let Some((&choice, rest)) = data.split_first() else { return };
    let bytes = if choice % 2 == 1 { rest.to_vec() } else { changed(rest) };
    if let Ok(kb) = KnowledgeBase::from_bytes(bytes) {
        ask(&kb);
    }
}

/// Whatever comes, it is an answer or an error.
fn ask(kb: &KnowledgeBase) {
    let texts =
        ["re", "refnd polcy", "the", "how do i get the money back", "lf-423", "versandkosten", "返金", "moneyback"];
    for text in texts {
        let _ = kb.search(Query::new(text).limit(1000));
    }
    let _ = kb.search(Query::new("refund").within("policies").filter("tags", "billing").lang("en").finished());
    let _ = (kb.contains("a7.md"), kb.contains("zz"), kb.to_bytes());
    assert!(kb.sections() >= kb.len(), "every article has a section");
}

fn changed(changes: &[u8]) -> Vec<u8> {
    let mut frame = Frame::of(sound());
    for change in changes.chunks_exact(8).take(MOST_CHANGES) {
        if let Ok(change) = change.try_into() {
            apply(&mut frame, change);
        }
    }
    frame.to_bytes()
}

/// The part and the kind of the change share a byte; two say where, one how long, four which bytes.
fn apply(frame: &mut Frame, [part, at, at_high, length, value @ ..]: [u8; 8]) {
    let (kind, number) = (part & 7, usize::from(part >> 3) % frame.parts.len());
    let part = &mut frame.parts[number];
    let start = usize::from(u16::from_le_bytes([at, at_high])) % (part.len() + 1);
    let end = (start + usize::from(length)).min(part.len());
    let with = match kind {
        0 => return overwrite(part, start, &value[..1]),
        1 => return overwrite(part, start, &value),
        // The largest number in the two ways in which numbers are written.
        2 => return overwrite(part, start, &[0xff; 4]),
        3 => return overwrite(part, start, &[0xff, 0xff, 0xff, 0xff, 0x0f]),
        4 => value.to_vec(),
        5 => Vec::new(),
        6 => part[start..end].repeat(2),
        _ => return frame.lies.push((number, u64::from(u32::from_le_bytes(value)) << (length % 64))),
    };
    let replaced = if kind == 4 { start..start } else { start..end };
    part.splice(replaced, with);
}

fn overwrite(part: &mut [u8], start: usize, with: &[u8]) {
    part.iter_mut().skip(start).zip(with).for_each(|(byte, with)| *byte = *with);
}

/// Small, with several blocks of everything that stands in blocks but of texts.
fn sound() -> &'static [u8] {
    static SOUND: OnceLock<Vec<u8>> = OnceLock::new();
    SOUND.get_or_init(|| {
        let plain = |number: usize| (format!("a{number}.md"), format!("# Page {number}\n\nThe refund of the money.\n\n## Part {}\n\nBack.", number % 3));
        let builder = (0..40).map(plain).fold(KnowledgeBase::builder().lang("en"), |builder, (id, text)| builder.article(&id, text));
        let builder = builder
            .article("policies/refunds.md", "---\ntags: [billing, returns]\naudience: [staff]\nupdated: 2026-01-02\nsearch: {synonyms: [money back]}\n---\n# Refund policy\n\nHow do I ask? See LF-423.\n\n1. one\n2. two\n\n| a | b |\n|---|---|\n| c | d |")
            .article("de/versand.md", "---\nlang: de\nowner: Kundendienst\n---\n# Versandkosten\n\nDie Rückgabe ist kostenlos.")
            .article("ja/henkin.md", "---\nlang: ja\ndraft: true\n---\n# 返金\n\n返金は十四日以内。")
            .synonyms("rules", "refund = reimbursement\npushbike -> bicycle\n")
            .builtin_synonyms(false);
        builder.build().and_then(|kb| kb.to_bytes()).expect("ids are unique")
    })
}

#[test]
fn without_changes_the_edition_is_sound() {
    assert_eq!(Frame::of(sound()).to_bytes(), sound());
    assert!(KnowledgeBase::from_bytes(changed(&[])).is_ok());
}
