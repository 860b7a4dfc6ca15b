//! Whatever is typed is a query, and what is written is found, even if it says little.

use std::collections::BTreeSet;

use nohold::{KnowledgeBase, Query};
use proptest::prelude::*;

use crate::answers::sample;
use crate::laws::{all, nothing_is};

#[test]
fn function_words_alone_are_answered() {
    let cases = [
        ("en", "to be or not to be", "To be or not to be, he asked."),
        ("en", "the who", "Tickets for The Who are gone."),
        ("en", "how to", "A short how to for you."),
        ("en", "it is what it is", "Well, it is what it is."),
        ("en", "who are we", "This is who are we not."),
        ("en", "what's in it for me", "What's in it for me?"),
        ("de", "wer wir sind", "Hier steht, wer wir sind."),
        ("de", "so wie es ist", "Alles bleibt so wie es ist."),
        ("de", "über uns", "Mehr über uns und euch."),
        ("de", "was nun", "Was nun?"),
        ("fr", "qui sommes nous", "Voici qui nous sommes."),
        ("fr", "et moi", "Et moi ?"),
        ("fr", "où est-ce", "Mais où est-ce donc ?"),
        ("fr", "qu'est-ce que c'est", "Mais qu'est-ce que c'est ?"),
        ("es", "quienes somos", "Aquí verá quiénes son y quiénes somos."),
        ("es", "lo que es", "Es lo que es."),
        ("es", "¿por qué?", "¿Por qué no?"),
        ("it", "chi siamo", "Ecco chi siamo."),
        ("pt", "quem é você", "Quem é você?"),
        ("nl", "wie zijn wij", "Wie zijn wij en wat doen we?"),
        ("ja", "これはなに", "これはなにですか"),
        ("ja", "です", "これですね"),
        ("ja", "の", "わたしの"),
    ];
    let filler = |number: usize| (format!("f{number}"), "---\nlang: en\n---\n# Kettles\n\nBoil water.".to_owned());
    let articles = cases
        .iter()
        .enumerate()
        .map(|(number, (lang, _, text))| (format!("{number}"), format!("---\nlang: {lang}\ntitle: Page\n---\n{text}")));
    let builder = articles
        .chain((0..40).map(filler))
        .fold(KnowledgeBase::builder(), |builder, (id, text)| builder.article(&id, text));
    let kb = builder.build().unwrap();
    let mut wrong = BTreeSet::new();
    for (number, (lang, query, _)) in cases.iter().enumerate() {
        for query in [Query::new(*query), Query::new(*query).finished(), Query::new(*query).lang(*lang)] {
            if !all(&kb, query.clone()).contains(&number.to_string()) {
                wrong.insert(format!("{query:?}"));
            }
        }
    }
    nothing_is(&wrong);
}

fn is_answered(text: &str) {
    assert!(sample().search(text).unwrap().len() <= 10);
}

#[test]
fn odd_strings_are_answered() {
    let cases = [
        "",
        " ",
        "\n\t",
        "a",
        "!",
        "--",
        "- -",
        "\0",
        "\u{1}\u{7f}",
        "refund\0policy",
        "\u{1f600}",
        "🎁 gift 🎁",
        "👩‍👩‍👧‍👦",
        "🇩🇪",
        "\u{202e}\u{200d}\u{feff}",
        "\u{202e}dnufer",
        "re\u{200b}fund",
        "\u{200b}",
        "\u{ad}\u{ad}",
        "\u{0301}",
        "e\u{0301}\u{0301}\u{0301}",
        "\u{fffd}",
        "re\u{fffd}fund",
        "\u{e000}",
        "\u{ffff}\u{10ffff}",
        "\u{3099}",
        "\u{1160}\u{11a8}",
        "ﷺ",
        "ﬁ",
        "İ",
        "ß",
        "Ǆ",
        "\"",
        "\"refund",
        "AND OR NOT",
        "title:(refund",
        "refund AND",
        "+refund -policy",
        "^~*?[]{}()",
        "refund~2",
        "refund*",
        "/.*/",
        "[a TO z]",
        "\\",
        "%",
        "_",
        "'; DROP TABLE articles; --",
        "<script>alert(1)</script>",
        "{{7*7}}",
        "$(ls)",
        "../../etc/passwd",
        "NaN",
        "-1",
        "1e999",
        "0x0",
        "................",
        "a.b.c.d.e.f.g.h.i.j",
        "@@@@",
        "C++++++",
        "'s",
        "’",
        "l'",
        "n't",
        "'",
        "ﾞ",
        "ー",
        "ๆ",
        "ׁ",
        "ـ",
    ];
    for text in cases {
        is_answered(text);
    }
    // What JavaScript makes of half a pair of surrogates.
    for units in [&[0xd800][..], &[0xdc00, 0xd800], &[0x72, 0xd83d, 0x65]] {
        is_answered(&String::from_utf16_lossy(units));
    }
}

#[test]
fn a_megabyte_is_answered() {
    const MEGABYTE: usize = 1 << 20;
    let words = (0..200_000).map(|number| format!("w{number}")).collect::<Vec<_>>().join(" ");
    let known = "refund of a subscription to the magazine ".repeat(26_000);
    let texts = [
        "x".repeat(MEGABYTE),
        "refund".repeat(MEGABYTE / 6),
        words,
        known,
        "返金".repeat(MEGABYTE / 6),
        "a-".repeat(MEGABYTE / 2),
        "a1.".repeat(MEGABYTE / 3),
        "\u{301}".repeat(MEGABYTE / 2),
        format!("e{}", "\u{301}".repeat(MEGABYTE / 2)),
        "か\u{3099}".repeat(MEGABYTE / 6),
        "\u{200d}".repeat(MEGABYTE / 3),
        "a ".repeat(MEGABYTE / 2),
        "the ".repeat(MEGABYTE / 4),
        " ".repeat(MEGABYTE),
        "\0".repeat(MEGABYTE),
        "\u{fffd}".repeat(MEGABYTE / 3),
        "😀".repeat(MEGABYTE / 4),
    ];
    for text in texts {
        is_answered(&text);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(128) })]

    #[test]
    fn any_string_is_answered(text in "\\PC{0,60}", units in prop::collection::vec(any::<u16>(), 0..40)) {
        is_answered(&text);
        is_answered(&String::from_utf16_lossy(&units));
    }

    #[test]
    fn any_mixture_is_answered(parts in prop::collection::vec(prop::sample::select(&PARTS[..]), 0..30)) {
        is_answered(&parts.concat());
    }
}

const PARTS: [&str; 24] = [
    "refund", "re", " ", "-", "'", "s", ".", "1", "a", "C++", "#", "\u{301}", "\u{200d}", "返", "金", "か", "\u{3099}",
    "ß", "İ", "the ", "/", "@", "\0", "😀",
];
