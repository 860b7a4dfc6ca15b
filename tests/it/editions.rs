//! Editions: what is written is read, and what is not an edition is refused.

use nohold::{ErrorKind, KnowledgeBase};
use proptest::prelude::*;

fn small() -> Vec<u8> {
    let builder = KnowledgeBase::builder()
        .article("b.md", "---\ntags: [x, y]\naudience: internal\nupdated: 2026-01-02\nsearch: {synonyms: [x = y]}\n---\n# B\n\nText of b.\n\n## More\n\n1. one\n2. two")
        .article("a.md", "# A\n\nText of a, and code:\n\n```\nlet x = 1;\n```");
    builder.build().unwrap().to_bytes().unwrap()
}

#[test]
fn the_order_of_the_articles_does_not_matter() {
    let texts = [("a.md", "# A\n\nOne."), ("b.md", "# B\n\nTwo."), ("c.md", "# C\n\nThree.")];
    let bytes = |order: [usize; 3]| {
        let builder = order.iter().fold(KnowledgeBase::builder(), |b, &n| b.article(texts[n].0, texts[n].1));
        builder.build().unwrap().to_bytes().unwrap()
    };
    assert_eq!(bytes([0, 1, 2]), bytes([2, 0, 1]));
}

#[test]
fn an_edition_of_an_edition_is_the_same() {
    let bytes = small();
    assert_eq!(KnowledgeBase::from_bytes(bytes.clone()).unwrap().to_bytes().unwrap(), bytes);
}

#[test]
fn a_hit_of_an_edition_has_everything() {
    let kb = KnowledgeBase::from_bytes(small()).unwrap();
    let results = kb.search("two").unwrap();
    let hit = &results.hits()[0];
    assert_eq!((hit.id(), hit.title(), hit.heading(), hit.url()), ("b.md", "B", "More", "/b/#more"));
    assert_eq!(hit.attribute("tags"), ["x", "y"]);
    assert_eq!(hit.meta().audience, nohold::article::Audience::Internal);
    assert_eq!(hit.meta().updated.unwrap().to_string(), "2026-01-02");
}

#[test]
fn articles_are_there_by_id() {
    for count in [0, 1, 2, 7, 8] {
        let ids: Vec<String> = (0..count).map(|n| format!("{n}.md")).collect();
        let builder = ids.iter().fold(KnowledgeBase::builder(), |builder, id| builder.article(id, "# A\n\nText."));
        let built = builder.build().unwrap();
        for kb in [&built, &KnowledgeBase::from_bytes(built.to_bytes().unwrap()).unwrap()] {
            assert!(ids.iter().all(|id| kb.contains(id).unwrap()), "{count}");
            assert!(["", "0", "3.m", "3.mdx", "zz"].iter().all(|id| !kb.contains(id).unwrap()), "{count}");
        }
    }
}

#[test]
fn an_empty_base_works() {
    let kb = KnowledgeBase::builder().build().unwrap();
    assert!(kb.is_empty());
    assert!(kb.search("anything").unwrap().is_empty());
    assert!(KnowledgeBase::from_bytes(kb.to_bytes().unwrap()).unwrap().search("anything").unwrap().is_empty());
}

#[test]
fn every_cut_and_every_changed_byte_is_refused() {
    let bytes = small();
    for end in 0..bytes.len() {
        let refused = KnowledgeBase::from_bytes(bytes[..end].to_vec()).map(|_| ()).unwrap_err();
        assert_eq!(refused.kind(), ErrorKind::Corrupt, "cut at {end}");
    }
    for at in 0..bytes.len() {
        let mut changed = bytes.clone();
        changed[at] ^= 0x55;
        let refused = KnowledgeBase::from_bytes(changed).map(|_| ()).unwrap_err();
        let expected = if (8..12).contains(&at) { ErrorKind::Version } else { ErrorKind::Corrupt };
        assert_eq!(refused.kind(), expected, "byte {at}");
    }
    let longer = [bytes.as_slice(), b"x"].concat();
    assert_eq!(KnowledgeBase::from_bytes(longer).map(|_| ()).unwrap_err().kind(), ErrorKind::Corrupt);
}

#[test]
fn two_articles_with_one_id_are_named() {
    let builder = KnowledgeBase::builder().article("a.md", "---\nid: x\n---\nA").article("b.md", "---\nid: x\n---\nB");
    let error = builder.build().map(|_| ()).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::DuplicateId);
    assert!(error.to_string().contains("a.md") && error.to_string().contains("b.md"), "{error}");
}

proptest! {
    #[test]
    fn any_bytes_are_refused(bytes: Vec<u8>) {
        prop_assert!(KnowledgeBase::from_bytes(bytes).is_err());
    }
}
