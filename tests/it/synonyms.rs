//! Words that mean the same: what rules find, what they must not do, and what is said of bad ones.

use nohold::{Builder, KnowledgeBase, Query, Ranking, Results};

const RULES: &str = "\
refund = money back = reimbursement
pushbike -> bicycle
sign in = log on
how much -> price
colour tv -> television
colour = hue
close account = delete account
2fa = second step
cats = felines
返金 = 払い戻し
e-post -> letter
";

/// Articles in English, without the built-in rules.
fn english(articles: &[(&str, &str)]) -> Builder {
    let builder = KnowledgeBase::builder().lang("en").builtin_synonyms(false);
    articles.iter().fold(builder, |builder, (id, text)| builder.article(id, text))
}

fn ids(results: &Results) -> Vec<&str> {
    results.iter().map(nohold::Hit::id).collect()
}

/// A rule finds what no word of the query does.
#[test]
fn rules_find() {
    let kb = english(&[
        ("refund", "# Refund policy\n\nWithin 14 days."),
        ("bicycle", "# Bicycles\n\nLock yours in the yard."),
        ("logon", "# Trouble\n\nAsk for help if you cannot log on."),
        ("price", "# Tickets\n\nThe price depends on the day. Ask how."),
        ("tv", "# Television\n\nA screen in the hall."),
        ("account", "# Delete your account\n\nIn the settings."),
        ("step", "# Safety\n\nA second step is asked for."),
        ("cat", "# Felines\n\nFeed them."),
        ("ja", "---\nlang: ja\n---\n# 払い戻しについて\n\n五日かかります。"),
        ("letter", "# Letters\n\nBy hand."),
        ("other", "# Nothing of this\n\nMoney is not everything, and nobody comes back."),
    ])
    .synonyms("rules", RULES)
    .build()
    .unwrap();
    let cases = [
        ("reimbursement", "refund"),
        ("reimbursements", "refund"),
        ("REIMBURSED ", "refund"),
        ("how do i get reimbursement for it", "refund"),
        ("pushbike", "bicycle"),
        ("where do i put pushbikes", "bicycle"),
        ("cannot sign in", "logon"),
        ("i am signing in", "logon"),
        ("how much are tickets", "price"),
        ("how much", "price"),
        ("colour tv", "tv"),
        ("close my account", "account"),
        ("2fa", "step"),
        ("cat ", "cat"),
        ("返金の方法", "ja"),
        ("e-post", "letter"),
        ("epost", "letter"),
    ];
    for (query, expected) in cases {
        let results = kb.search(query).unwrap();
        assert_eq!(results.hits().first().map_or("", nohold::Hit::id), expected, "{query}");
        assert!(results.corrections().is_empty() && results.suggestion().is_none(), "{query}");
    }
}

/// A rule finds nothing where it does not say so.
#[test]
fn rules_keep_to_what_they_say() {
    let kb = english(&[
        ("pushbike", "# Pushbikes"),
        ("hue", "# Hue"),
        ("back", "# Back office"),
        ("letter", "# Letter"),
        ("step", "# Steps"),
    ])
    .synonyms("rules", RULES)
    .build()
    .unwrap();
    let cases = [
        ("bicycle", "the rule holds one way"),
        ("colour tv", "the longer side says what is meant"),
        ("reimbursement", "all words of a side must be there"),
        ("post", "half a compound is not the compound"),
        ("2fas", "codes have no inflections"),
        ("second", "half a side is not the side"),
    ];
    for (query, why) in cases {
        assert!(kb.search(query).unwrap().is_empty(), "{query}: {why}");
    }
}

/// A half-typed word is no word yet, unless it is one.
#[test]
fn half_typed_words_are_not_guessed_at() {
    let kb = english(&[("f", "# Felines")]).synonyms("rules", "horses = felines").build().unwrap();
    let cases = [("hors", false), ("horse", false), ("horse ", true), ("horses", true)];
    for (query, is_found) in cases {
        assert_eq!(!kb.search(query).unwrap().is_empty(), is_found, "{query:?}");
    }
    assert!(!kb.search(Query::new("horse").finished()).unwrap().is_empty());
}

#[test]
fn exact_words_come_first() {
    let pairs = [
        ("refund", "refund", "money back"),
        ("money back", "money back", "refund"),
        ("get my money back", "money back", "reimbursement"),
        ("pushbike", "pushbike", "bicycle"),
        ("sign in", "sign in", "log on"),
        ("refund for a pushbike", "refund pushbike", "reimbursement bicycle"),
        ("refund for a pushbike", "refund pushbike", "refund bicycle"),
    ];
    for (query, exact, other) in pairs {
        for (first, second) in [("x", "y"), ("y", "x")] {
            let text = |words| format!("Here are some words, and then {words} and some more words.");
            let kb = english(&[(first, &text(exact)), (second, &text(other)), ("z", "Nothing.")]);
            let kb = kb.synonyms("rules", RULES).build().unwrap();
            let results = kb.search(query).unwrap();
            assert_eq!(ids(&results), [first, second], "{query}");
            assert!(results.hits()[0].score() > results.hits()[1].score(), "{query}");
            let coverage = results.hits()[1].explain().coverage();
            assert!(coverage > 0.4, "{query}: {coverage}");
            assert!(!results.dropped().iter().any(|word| exact.contains(word)), "{query}: {:?}", results.dropped());
        }
    }
}

#[test]
fn what_means_the_same_is_marked() {
    let kb = english(&[("a", "# Policy\n\nMoney is sent back: refunds, in short. Your money back! Not a back seat.")])
        .synonyms("rules", RULES)
        .build()
        .unwrap();
    let html = kb.search("reimbursement").unwrap().hits()[0].snippet().to_html();
    let expected = "<mark>Money</mark> is sent <mark>back</mark>: <mark>refunds</mark>, in short. \
                    Your <mark>money</mark> <mark>back</mark>! Not a back seat.";
    assert_eq!(html, expected);
}

#[test]
fn articles_bring_their_own() {
    let kb = english(&[
        ("a.md", "---\nsearch: {synonyms: [pushbike, two wheeler, fiets -> bicycle]}\n---\n# Bicycles for hire"),
        ("b.md", "---\nsearch: {synonyms: [bicycle = velocipede]}\n---\n# The bicycle"),
    ])
    .build()
    .unwrap();
    for query in ["pushbike", "two wheelers ", "fiets"] {
        assert!(ids(&kb.search(query).unwrap()).contains(&"a.md"), "{query}");
    }
    assert_eq!(kb.search("velocipede").unwrap().hits()[0].id(), "b.md");
    assert_eq!(kb.search("hire").unwrap().hits()[0].meta().synonyms, ["pushbike", "two wheeler", "fiets -> bicycle"]);
    assert!(kb.warnings().is_empty(), "{:?}", kb.warnings());
}

#[test]
fn built_in_rules_are_for_english_and_can_be_left_out() {
    let article = ("a.md", "# Refunds\n\nWe send them within a week.");
    let cases = [("en", true, true), ("en-GB", true, true), ("en", false, false), ("de", true, false)];
    for (lang, is_wanted, is_found) in cases {
        let builder = KnowledgeBase::builder().lang(lang).builtin_synonyms(is_wanted).article(article.0, article.1);
        let kb = builder.build().unwrap();
        assert_eq!(!kb.search("reimbursement").unwrap().is_empty(), is_found, "{lang} {is_wanted}");
        let opened = KnowledgeBase::from_bytes(kb.to_bytes().unwrap()).unwrap();
        assert_eq!(!opened.search("reimbursement").unwrap().is_empty(), is_found, "{lang} {is_wanted}");
    }
    let kb = KnowledgeBase::builder().lang("en").article(article.0, article.1).build().unwrap();
    let mut ranking = Ranking::default();
    ranking.synonym = 0.0;
    assert!(kb.with_ranking(ranking).search("reimbursement").unwrap().is_empty());
}

#[test]
fn bad_rules_are_warnings() {
    let kb = english(&[
        ("a.md", "---\nsearch:\n  synonyms:\n    - good = fine\n    - bad =\n    - a = b -> c\n---\nA fine text."),
        ("b.md", "---\nsearch:\n  synonyms: true\n---\nText."),
        ("c.md", "---\nsearch:\n  synonyms:\n    good: fine\n---\nText."),
        ("d.md", "---\nsearch:\n  synonyms: one, two\n---\nText."),
        ("e.md", "---\nsearch:\n  synonyms: [same]\n---\n# Same\n\nText."),
    ])
    .synonyms("more.txt", "well = fine\nnot a rule\n")
    .build()
    .unwrap();
    let warnings: Vec<String> = kb.warnings().iter().map(ToString::to_string).collect();
    let expected = [
        ("a.md:3: ", "`bad =`"),
        ("a.md:3: ", "`a = b -> c`"),
        ("b.md:3: ", "not true or false"),
        ("c.md:4: ", "not a map"),
        ("d.md:3: ", "not text"),
        ("more.txt:2: ", "not a rule"),
        ("e.md: ", "`same`"),
    ];
    assert_eq!(warnings.len(), expected.len(), "{warnings:#?}");
    for ((start, part), warning) in expected.iter().zip(&warnings) {
        assert!(warning.starts_with(start) && warning.contains(part), "{warning}");
    }
    for query in ["good", "well"] {
        assert_eq!(kb.search(query).unwrap().hits()[0].id(), "a.md", "{query}");
    }
}

/// As many rules as there may be, all about the same words, and a query of nothing else.
#[test]
fn many_rules_of_one_word_do_no_harm() {
    let rules = (0..11_000).map(|n| format!("word word = word other{n}")).collect::<Vec<_>>().join("\n");
    let kb = english(&[("a", "A word and other7 things."), ("b", "---\nsearch: {synonyms: [more]}\n---\n# B")])
        .synonyms("rules", rules)
        .build()
        .unwrap();
    assert_eq!(kb.warnings().len(), 2, "{:?}", kb.warnings());
    assert_eq!(kb.search("word ".repeat(10_000)).unwrap().len(), 1);
}
