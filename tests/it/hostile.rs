//! Editions made with intent: the checksums fit, and what they cover does not make sense. Whatever it is, it is refused or
//! answers something; nothing panics, hangs or takes memory that the bytes do not justify.

use nohold::{ErrorKind, KnowledgeBase, OpenOptions, Query, inspect};
use proptest::prelude::*;

use crate::fuzz_cases::edition::edition_frame::{BLOCK, Frame};

fn small() -> Frame {
    let text = |n: u32| format!("# Title {n}\n\nShared words, {n} and more.\n\n## Part\n\n- wort{n}");
    let articles = (0..34).map(|n| (format!("{n}.md"), text(n)));
    let builder = articles.fold(KnowledgeBase::builder(), |builder, (id, text)| builder.article(&id, text));
    let builder = builder.synonyms("rules", "shared = common").lang("en");
    let builder = builder.article("x.md", "---\ntags: [a, b]\naudience: [staff]\n---\n# 東京 café");
    Frame::of(&builder.build().unwrap().to_bytes().unwrap())
}

fn named<'f>(frame: &'f mut Frame, name: &str) -> &'f mut Vec<u8> {
    let index = frame.names.iter().position(|known| *known == name).unwrap();
    &mut frame.parts[index]
}

/// Opens, and if that works does everything that can be done. Gives whether it opened.
fn survives(bytes: &[u8]) -> bool {
    let Ok(kb) = KnowledgeBase::from_bytes(bytes.to_vec()) else { return false };
    for text in ["shared words", "wor", "titel 3", "common", "the of", "東京", "x"] {
        // An error says that stored text cannot be read.
        let _ = kb.search(text);
    }
    let _ = kb.search(Query::new("shared").filter("tags", "a"));
    let _ = kb.contains("7.md");
    true
}

/// An edition of an edition.
fn written(bytes: &[u8]) -> Option<Vec<u8>> {
    KnowledgeBase::from_bytes(bytes.to_vec()).ok()?.to_bytes().ok()
}

#[test]
fn parts_as_they_are_make_the_same_edition() {
    let kb = KnowledgeBase::builder().article("a.md", "# A\n\nText.").build().unwrap();
    assert!(Frame::of(&kb.to_bytes().unwrap()).to_bytes() == kb.to_bytes().unwrap());
}

#[test]
fn every_byte_changed_under_fitting_checksums_is_survived() {
    let whole = small();
    let (mut refused, mut opened) = (0, 0);
    for part in 0..whole.parts.len() {
        // Of long parts every few bytes.
        let length = whole.parts[part].len();
        for at in (0..length).step_by(1 + length / 80) {
            for other in [0, 1, 0x7f, 0x80, 0xff] {
                let mut parts = whole.clone();
                parts.parts[part][at] = other;
                if survives(&parts.to_bytes()) { opened += 1 } else { refused += 1 }
            }
        }
    }
    println!("{refused} refused, {opened} opened and survived");
    assert!(refused > 100 && opened > 100, "{refused} {opened}");
}

#[test]
fn every_cut_of_a_part_is_survived() {
    let whole = small();
    for part in 0..whole.parts.len() {
        let length = whole.parts[part].len();
        for end in (0..length).step_by(1 + length / 100) {
            let mut parts = whole.clone();
            parts.parts[part].truncate(end);
            assert!(!survives(&parts.to_bytes()), "{} cut at {end}", parts.names[part]);
        }
        let mut parts = whole.clone();
        parts.parts[part].push(0);
        assert!(!survives(&parts.to_bytes()), "{} and one more byte", parts.names[part]);
    }
}

#[test]
fn absurd_lengths_of_parts_are_refused() {
    let parts = small();
    let lengths: Vec<u64> = parts.parts.iter().map(|part| part.len() as u64).collect();
    let absurd = |length: u64| {
        let near_the_end = [u64::MAX, u64::MAX - 7, u64::MAX / 8, 1 << 63, 1 << 62, 1 << 48, 1 << 32, (1 << 32) - 1];
        near_the_end.into_iter().chain([0, length - 1, length + 1, 2 * length, length + BLOCK as u64])
    };
    let mut count = 0;
    for (part, &own) in lengths.iter().enumerate() {
        for length in absurd(own) {
            let lying = Frame { lies: vec![(part, length)], ..parts.clone() };
            let refused = KnowledgeBase::from_bytes(lying.to_bytes()).map(|_| ()).unwrap_err();
            assert_eq!(refused.kind(), ErrorKind::Corrupt, "{length}");
            count += 1;
        }
    }
    // Parts that would overlap: one takes what the next one gives up, so that the sum is right.
    for part in 1..lengths.len() {
        let lies = vec![(part - 1, lengths[part - 1] + 1), (part, lengths[part] - 1)];
        assert!(!survives(&Frame { lies, ..parts.clone() }.to_bytes()), "{part}");
        count += 1;
    }
    println!("{count} tables of parts, all refused");
}

/// LEB128.
fn varint(mut value: u64) -> Vec<u8> {
    let mut out = Vec::new();
    while value >= 0x80 {
        out.push(value as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
    out
}

#[test]
fn absurd_counts_are_refused() {
    let whole = small();
    let most = u32::MAX.to_le_bytes();
    let mut cases: Vec<(&str, Frame)> = Vec::new();
    for (part, at) in [
        ("dictionary", 0),
        ("articles", 0),
        ("articles", 4),
        ("sections", 0),
        ("sections", 4),
        ("attributes", 0),
        ("attributes", 4),
    ] {
        for bytes in [most, [0; 4], [0, 0, 0, 0x80], [1, 0, 0, 0]] {
            let mut parts = whole.clone();
            named(&mut parts, part)[at..at + 4].copy_from_slice(&bytes);
            // How many values attributes have is told nowhere else: one that is missing is found by `verify`.
            if parts != whole && (part, bytes) != ("attributes", [1, 0, 0, 0]) {
                cases.push((part, parts));
            }
        }
    }
    // The first number of these is a count.
    for part in ["rows", "synonyms"] {
        for count in [u64::from(u32::MAX), 1 << 31, 1 << 35, u64::MAX] {
            let mut parts = whole.clone();
            let rest = named(&mut parts, part)[1..].to_vec();
            *named(&mut parts, part) = [varint(count), rest].concat();
            cases.push((part, parts));
        }
    }
    for (part, parts) in &cases {
        assert!(!survives(&parts.to_bytes()), "{part} {:?}", &named(&mut parts.clone(), part)[..12]);
    }
    println!("{} absurd counts, all refused", cases.len());
}

#[test]
fn counts_of_the_manifest_are_limited_before_anything_is_read() {
    let mut parts = small();
    let manifest = named(&mut parts, "manifest");
    // Two texts stand before the counts.
    let first = 1 + usize::from(manifest[0]);
    let counts = first + 1 + usize::from(manifest[first]);
    let rest = manifest[counts..].to_vec();
    for (articles, sections) in [(u32::MAX, 0), (0, u32::MAX), (2_000_000, 2_000_000)] {
        let [articles, sections] = [articles, sections].map(|count| varint(u64::from(count)));
        let start = named(&mut parts, "manifest")[..counts].to_vec();
        *named(&mut parts, "manifest") = [start, articles, sections, rest[2..].to_vec()].concat();
        let refused = KnowledgeBase::from_bytes(parts.to_bytes()).map(|_| ()).unwrap_err();
        assert_eq!(refused.kind(), ErrorKind::Limit);
    }
}

#[test]
fn a_block_that_claims_too_much_is_refused() {
    let whole = small();
    // First record, end and unpacked length of the first block stand behind two counts.
    let unpacked_at = 8 + 8;
    for claim in [u32::MAX, 1 << 31, 1 << 28, (2 << 20) + 1, 2 << 20] {
        for part in ["articles", "sections", "attributes"] {
            let mut parts = whole.clone();
            named(&mut parts, part)[unpacked_at..unpacked_at + 4].copy_from_slice(&claim.to_le_bytes());
            assert!(!survives(&parts.to_bytes()), "{part} {claim}");
        }
    }
}

/// Articles of which each section fills a pack that unpacks to 255 times its size.
#[test]
fn a_bomb_is_refused_by_its_size_and_unpacked_one_pack_at_a_time() {
    let text = |length: usize| "shared ".repeat(length / 7);
    // Heading, level, breadcrumb, anchor, continued; the text; no blocks of it.
    let record = |length: usize| {
        let text = text(length);
        [&[0, 0, 0, 0, 0][..], &varint(text.len() as u64), text.as_bytes(), &[0]].concat()
    };
    for (length, is_read) in [(250 << 10, true), (1 << 20, false)] {
        let record = record(length);
        let pack = [varint(record.len() as u64), record].concat();
        let zipped = lz4_flex::block::compress(&pack);
        let mut parts = small();
        let part = named(&mut parts, "sections");
        let count = u32::from_le_bytes(part[..4].try_into().unwrap());
        let (mut table, mut packed) = (Vec::new(), Vec::new());
        for first in 0..count {
            packed.extend(&zipped);
            for number in [first, packed.len() as u32, pack.len() as u32] {
                table.extend(number.to_le_bytes());
            }
        }
        *part = [count.to_le_bytes().to_vec(), count.to_le_bytes().to_vec(), table, packed].concat();
        let bytes = parts.to_bytes();
        println!("{} bytes that claim {} KiB", bytes.len(), (count as usize * pack.len()) >> 10);
        let refused =
            OpenOptions::new().max_unpacked_bytes(16 << 20).open_bytes(bytes.clone()).map(|_| ()).unwrap_err();
        assert_eq!(refused.kind(), ErrorKind::Limit);
        let found = KnowledgeBase::from_bytes(bytes).unwrap().search("shared");
        assert_eq!(found.is_ok(), is_read, "{length}");
    }
}

/// What claims to be much, and is backed by as many bytes: no more room is made than the counts allow.
#[test]
fn long_lists_are_refused_where_they_exceed_their_counts() {
    let whole = small();
    let many = vec![0; 1 << 20];
    let mut cases = Vec::new();
    // A first article of a million sections.
    let mut parts = whole.clone();
    let rows = named(&mut parts, "rows");
    let languages = 1 + (0..rows[0]).fold(0, |at, _| at + 1 + usize::from(rows[1 + at]));
    *rows = [&rows[..languages], &[34, 1, 0, 0][..], &varint(1 << 19), &many].concat();
    cases.push(("sections of an article", parts));
    // An edition for a million groups without names, behind generator, Unicode and three counts.
    let mut parts = whole.clone();
    let manifest = named(&mut parts, "manifest");
    let texts = (0..2).fold(0, |at, _| at + 1 + usize::from(manifest[at]));
    let counts = (0..3).fold(texts, |at, _| at + 1 + manifest[at..].iter().take_while(|byte| **byte >= 0x80).count());
    *manifest = [&manifest[..counts], &[1, 2], &varint(1 << 19), &many].concat();
    cases.push(("groups", parts));
    // A term of a million letters.
    let mut parts = whole.clone();
    let dictionary = named(&mut parts, "dictionary");
    let terms = u32::from_le_bytes(dictionary[..4].try_into().unwrap());
    let first = 4 + 4 * terms.div_ceil(16) as usize;
    *dictionary = [&dictionary[..first], &[0], &varint(1 << 20), &vec![b'a'; 1 << 20]].concat();
    cases.push(("a term", parts));
    for (name, parts) in cases {
        let refused = KnowledgeBase::from_bytes(parts.to_bytes()).map(|_| ()).unwrap_err();
        assert_eq!(refused.kind(), ErrorKind::Corrupt, "{name}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn any_parts_are_survived(
        part in 0..8usize,
        at in any::<prop::sample::Index>(),
        removed in 0..20usize,
        inserted in prop::collection::vec(any::<u8>(), 0..20),
    ) {
        let mut parts = small();
        let bytes = &mut parts.parts[part];
        let at = at.index(bytes.len());
        let end = (at + removed).min(bytes.len());
        bytes.splice(at..end, inserted);
        let edition = parts.to_bytes();
        survives(&edition);
        let _ = (inspect::verify(&edition), inspect::info(&edition), written(&edition));
    }

    #[test]
    fn a_part_of_any_bytes_is_survived(part in 0..8usize, bytes: Vec<u8>) {
        let mut parts = small();
        parts.parts[part] = bytes;
        let edition = parts.to_bytes();
        survives(&edition);
        let _ = (inspect::verify(&edition), inspect::info(&edition), written(&edition));
    }
}
