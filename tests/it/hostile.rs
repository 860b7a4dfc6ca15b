//! Editions made with intent: the checksums fit, and what they cover does not make sense. Whatever it is, it is refused or
//! answers something; nothing panics, hangs or takes memory that the bytes do not justify.

use nohold::{ErrorKind, KnowledgeBase, OpenOptions, Query, inspect};
use proptest::prelude::*;
use xxhash_rust::xxh64::xxh64;

/// A block that has a checksum of its own.
const BLOCK: usize = 32 << 10;

/// The parts of an edition, to be changed.
#[derive(Clone)]
struct Parts(Vec<(&'static str, Vec<u8>)>);

impl Parts {
    fn of(bytes: &[u8]) -> Self {
        let parts = inspect::parts(bytes).unwrap();
        Parts(parts.into_iter().map(|part| (part.name, part.packed)).collect())
    }

    fn of_small() -> Self {
        let articles = (0..34).map(|n| {
            (format!("{n}.md"), format!("# Title {n}\n\nShared words, {n} and more.\n\n## Part\n\n- wort{n}"))
        });
        let builder = articles.fold(KnowledgeBase::builder(), |builder, (id, text)| builder.article(&id, text));
        let builder = builder.synonyms("rules", "shared = common").lang("en");
        let builder = builder.article("x.md", "---\ntags: [a, b]\naudience: [staff]\n---\n# 東京 café");
        Parts::of(&builder.build().unwrap().to_bytes().unwrap())
    }

    fn get(&mut self, name: &str) -> &mut Vec<u8> {
        &mut self.0.iter_mut().find(|(known, _)| *known == name).unwrap().1
    }

    /// An edition of the parts, with checksums that fit.
    fn edition(&self) -> Vec<u8> {
        let lengths: Vec<u64> = self.0.iter().map(|(_, part)| part.len() as u64).collect();
        self.with_lengths(&lengths)
    }

    /// An edition whose table of parts says other lengths.
    fn with_lengths(&self, lengths: &[u64]) -> Vec<u8> {
        let sums =
            |part: &[u8]| part.chunks(BLOCK).flat_map(|block| xxh64(block, 0).to_le_bytes()).collect::<Vec<u8>>();
        let mut out = b"nohold\n\xed".to_vec();
        out.extend(1u32.to_le_bytes());
        out.extend((self.0.len() as u32).to_le_bytes());
        for ((number, (_, part)), length) in (1u32..).zip(&self.0).zip(lengths) {
            out.extend(number.to_le_bytes());
            out.extend(length.to_le_bytes());
            out.extend(xxh64(&sums(part), 0).to_le_bytes());
        }
        out.extend(xxh64(&out, 0).to_le_bytes());
        self.0.iter().for_each(|(_, part)| out.extend(sums(part)));
        self.0.iter().for_each(|(_, part)| out.extend(part));
        out
    }
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
    assert!(Parts::of(&kb.to_bytes().unwrap()).edition() == kb.to_bytes().unwrap());
}

#[test]
fn every_byte_changed_under_fitting_checksums_is_survived() {
    let whole = Parts::of_small();
    let (mut refused, mut opened) = (0, 0);
    for part in 0..whole.0.len() {
        // Of long parts every few bytes.
        let length = whole.0[part].1.len();
        for at in (0..length).step_by(1 + length / 80) {
            for other in [0, 1, 0x7f, 0x80, 0xff] {
                let mut parts = whole.clone();
                parts.0[part].1[at] = other;
                if survives(&parts.edition()) { opened += 1 } else { refused += 1 }
            }
        }
    }
    println!("{refused} refused, {opened} opened and survived");
    assert!(refused > 100 && opened > 100, "{refused} {opened}");
}

#[test]
fn every_cut_of_a_part_is_survived() {
    let whole = Parts::of_small();
    for part in 0..whole.0.len() {
        let length = whole.0[part].1.len();
        for end in (0..length).step_by(1 + length / 100) {
            let mut parts = whole.clone();
            parts.0[part].1.truncate(end);
            assert!(!survives(&parts.edition()), "{} cut at {end}", parts.0[part].0);
        }
        let mut parts = whole.clone();
        parts.0[part].1.push(0);
        assert!(!survives(&parts.edition()), "{} and one more byte", parts.0[part].0);
    }
}

#[test]
fn absurd_lengths_of_parts_are_refused() {
    let parts = Parts::of_small();
    let lengths: Vec<u64> = parts.0.iter().map(|(_, part)| part.len() as u64).collect();
    let absurd = |length: u64| {
        let near_the_end = [u64::MAX, u64::MAX - 7, u64::MAX / 8, 1 << 63, 1 << 62, 1 << 48, 1 << 32, (1 << 32) - 1];
        near_the_end.into_iter().chain([0, length - 1, length + 1, 2 * length, length + BLOCK as u64])
    };
    let mut count = 0;
    for part in 0..lengths.len() {
        for length in absurd(lengths[part]) {
            let mut lengths = lengths.clone();
            lengths[part] = length;
            let refused = KnowledgeBase::from_bytes(parts.with_lengths(&lengths)).map(|_| ()).unwrap_err();
            assert_eq!(refused.kind(), ErrorKind::Corrupt, "{length}");
            count += 1;
        }
    }
    // Parts that would overlap: one takes what the next one gives up, so that the sum is right.
    for part in 1..lengths.len() {
        let mut lengths = lengths.clone();
        (lengths[part - 1], lengths[part]) = (lengths[part - 1] + 1, lengths[part] - 1);
        assert!(!survives(&parts.with_lengths(&lengths)), "{part}");
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
    let whole = Parts::of_small();
    let most = u32::MAX.to_le_bytes();
    let mut cases: Vec<(&str, Parts)> = Vec::new();
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
            parts.get(part)[at..at + 4].copy_from_slice(&bytes);
            // How many values attributes have is told nowhere else: one that is missing is found by `verify`.
            if parts.0 != whole.0 && (part, bytes) != ("attributes", [1, 0, 0, 0]) {
                cases.push((part, parts));
            }
        }
    }
    // The first number of these is a count.
    for part in ["rows", "synonyms"] {
        for count in [u64::from(u32::MAX), 1 << 31, 1 << 35, u64::MAX] {
            let mut parts = whole.clone();
            let rest = parts.get(part)[1..].to_vec();
            *parts.get(part) = [varint(count), rest].concat();
            cases.push((part, parts));
        }
    }
    for (part, parts) in &cases {
        assert!(!survives(&parts.edition()), "{part} {:?}", &parts.clone().get(part)[..12]);
    }
    println!("{} absurd counts, all refused", cases.len());
}

#[test]
fn counts_of_the_manifest_are_limited_before_anything_is_read() {
    let mut parts = Parts::of_small();
    let manifest = parts.get("manifest");
    // Two texts stand before the counts.
    let first = 1 + usize::from(manifest[0]);
    let counts = first + 1 + usize::from(manifest[first]);
    let rest = manifest[counts..].to_vec();
    for (articles, sections) in [(u32::MAX, 0), (0, u32::MAX), (2_000_000, 2_000_000)] {
        let [articles, sections] = [articles, sections].map(|count| varint(u64::from(count)));
        let start = parts.get("manifest")[..counts].to_vec();
        *parts.get("manifest") = [start, articles, sections, rest[2..].to_vec()].concat();
        let refused = KnowledgeBase::from_bytes(parts.edition()).map(|_| ()).unwrap_err();
        assert_eq!(refused.kind(), ErrorKind::Limit);
    }
}

#[test]
fn a_block_that_claims_too_much_is_refused() {
    let whole = Parts::of_small();
    // First record, end and unpacked length of the first block stand behind two counts.
    let unpacked_at = 8 + 8;
    for claim in [u32::MAX, 1 << 31, 1 << 28, (2 << 20) + 1, 2 << 20] {
        for part in ["articles", "sections", "attributes"] {
            let mut parts = whole.clone();
            parts.get(part)[unpacked_at..unpacked_at + 4].copy_from_slice(&claim.to_le_bytes());
            assert!(!survives(&parts.edition()), "{part} {claim}");
        }
    }
}

/// As many blocks as there are bytes for, each of which unpacks to 255 times its size.
#[test]
fn a_bomb_is_refused_by_its_size_and_opens_without_being_unpacked() {
    let mut parts = Parts::of_small();
    let zeros = lz4_flex::block::compress(&vec![0; 1 << 20]);
    let part = parts.get("sections");
    let count = u32::from_le_bytes(part[..4].try_into().unwrap());
    let mut table = Vec::new();
    let mut packed = Vec::new();
    for first in 0..count {
        packed.extend(&zeros);
        for number in [first, packed.len() as u32, 1 << 20] {
            table.extend(number.to_le_bytes());
        }
    }
    *part = [count.to_le_bytes().to_vec(), count.to_le_bytes().to_vec(), table, packed].concat();
    let bytes = parts.edition();
    println!("{} bytes that claim {} MiB", bytes.len(), count);
    let refused = OpenOptions::new().max_unpacked_bytes(16 << 20).open_bytes(bytes.clone()).map(|_| ()).unwrap_err();
    assert_eq!(refused.kind(), ErrorKind::Limit);
    assert!(survives(&bytes));
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
        let mut parts = Parts::of_small();
        let bytes = &mut parts.0[part].1;
        let at = at.index(bytes.len());
        let end = (at + removed).min(bytes.len());
        bytes.splice(at..end, inserted);
        let edition = parts.edition();
        survives(&edition);
        let _ = (inspect::verify(&edition), inspect::info(&edition), written(&edition));
    }

    #[test]
    fn a_part_of_any_bytes_is_survived(part in 0..8usize, bytes: Vec<u8>) {
        let mut parts = Parts::of_small();
        parts.0[part].1 = bytes;
        let edition = parts.edition();
        survives(&edition);
        let _ = (inspect::verify(&edition), inspect::info(&edition), written(&edition));
    }
}
