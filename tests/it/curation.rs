//! Promotions, pins, boosts and hidden terms: the same from a folder's texts, JSON Lines and an edition.

use nohold::{Builder, KnowledgeBase, Query, SectionHit};
use proptest::prelude::*;

use crate::days::day;

fn plain() -> Builder {
    KnowledgeBase::builder()
        .lang("en")
        .article("a.md", "# Lamps\n\nA lamp gives light.\n\n## Bulbs\n\nBulbs fit every lamp.\n\n## Shades\n\nGreen.")
        .article("b.md", "# Lamp oil\n\nOil for a lamp. Lamp oil burns. Lamp, lamp.")
        .article("c.md", "---\nowner: Shop\nexpires: 2026-06-01\n---\n# Candles\n\nWax.")
        .article("d.md", "# Torches\n\nA torch is a lamp.")
        .article("e.md", "---\naudience: internal\n---\n# Lanterns\n\nA lantern is a lamp.")
}

/// Built, and opened as an edition.
fn both(builder: Builder) -> [KnowledgeBase; 2] {
    let built = builder.build().unwrap();
    assert_eq!(built.warnings(), []);
    let edition = KnowledgeBase::from_bytes(built.to_bytes().unwrap()).unwrap();
    [built, edition]
}

/// The hits, with `*` behind those that are promoted.
fn shown(kb: &KnowledgeBase, query: impl Into<Query>) -> String {
    let results = kb.search(query).unwrap();
    assert!(results.total() >= results.len());
    let mark = |promoted| if promoted { "*" } else { "" };
    let hits = results.iter().map(|hit| format!("{}{}", hit.id().trim_end_matches(".md"), mark(hit.is_promoted())));
    hits.collect::<Vec<_>>().join(" ")
}

#[test]
fn a_promotion_matches_its_words_exactly_and_in_any_order() {
    let curation = "promote:\n  garden light: c.md\n  crème brûlée: d.md\n  c#: a.md\n  e-mail: a.md\n";
    let cases = [
        ("garden light", "c*"),
        ("which light for my garden", "c*"),
        ("GÄRDEN, light!", "c*"),
        ("garden", ""),
        ("gardens light", "a"),
        ("garden ligh", "a"),
        ("garden lihgt", "a"),
        ("creme brulee", "d*"),
        ("write c#", "a*"),
        ("vitamin c", ""),
        ("mail e", "a*"),
    ];
    for kb in both(plain().curation("c", curation)) {
        for (query, first) in cases {
            let found = shown(&kb, query);
            assert_eq!(found.split(' ').next().unwrap_or_default(), first, "{query}: {found}");
        }
    }
}

#[test]
fn where_promoted_articles_stand() {
    let cases = [
        ("promote:\n  lamp: d.md", "d* b a e"),
        ("promote:\n  lamp: [d.md, c.md]", "d* c* b a e"),
        ("promote:\n  lamp: [c.md, d.md]", "c* d* b a e"),
        ("promote:\n  lamp: [c.md, d.md, e.md, a.md]", "c* d* e* b a"),
        ("promote:\n  lamp: b.md", "b* a d e"),
        ("promote:\n  lamp: [d.md, d.md, c.md]", "d* c* b a e"),
        ("pin:\n  lamp: {1: d.md}", "d* b a e"),
        ("pin:\n  lamp: {2: d.md}", "b d* a e"),
        ("pin:\n  lamp: {3: c.md}", "b a c* d e"),
        ("pin:\n  lamp: {3: b.md, 1: e.md}", "e* a b* d"),
        ("pin:\n  lamp: {2: d.md}\npromote:\n  lamp: c.md", "c* d* b a e"),
        ("promote:\n  lamp: [c.md, d.md, e.md]\npin:\n  lamp: {2: a.md}", "c* a* d* b e"),
        ("pin:\n  lamp: {1: c.md, 2: d.md, 3: e.md}\npromote:\n  lamp: a.md", "c* d* e* b a"),
        ("pin:\n  lamp: {1: c.md}\npromote:\n  lamp: c.md", "c* b a d e"),
        ("pin:\n  lamp: {1: c.md}\n  the lamp: {1: d.md}", "c* b a d e"),
    ];
    for (curation, expected) in cases {
        for kb in both(plain().curation("c", curation)) {
            let all = shown(&kb, "the lamp");
            assert_eq!(all, with_usual_order(expected), "{curation}");
            for limit in 1..5 {
                let first: Vec<&str> = all.split(' ').take(limit).collect();
                assert_eq!(shown(&kb, Query::new("the lamp").limit(limit)), first.join(" "), "{curation}: {limit}");
            }
        }
    }
}

/// What is expected, with those that are not promoted in the order in which they stand without curation.
fn with_usual_order(expected: &str) -> String {
    let usual = shown(&plain().build().unwrap(), "the lamp");
    let mut usual = usual.split(' ').filter(|id| !expected.contains(&format!("{id}*")));
    let place = |id: &str| if id.ends_with('*') { id.to_owned() } else { usual.next().unwrap().to_owned() };
    expected.split(' ').map(place).collect::<Vec<_>>().join(" ")
}

#[test]
fn the_section_that_is_meant_is_the_best() {
    let own = "---\nsearch: {promote: ['what to screw in -> #bulbs']}\n---\n# Fittings\n\nText.\n\n## Bulbs\n\nE27.";
    let curation = "promote:\n  colour: a.md#shades\n  lamp light: a.md#shades\n  oil: a.md#gone\n";
    for kb in both(plain().curation("c", curation).article("f.md", own)) {
        let first = |query: &str| {
            let results = kb.search(query).unwrap();
            let hit = &results.hits()[0];
            assert!(hit.is_promoted(), "{query}");
            let headings: Vec<&str> = hit.sections().map(SectionHit::heading).collect();
            (hit.id().to_owned(), hit.url().to_owned(), headings.join(", "))
        };
        assert_eq!(first("colour"), ("a.md".to_owned(), "/a/#shades".to_owned(), "Shades".to_owned()));
        assert!(first("lamp light").2.starts_with("Shades, "), "with what else answers behind it");
        assert_eq!(first("oil").1, "/a/", "an anchor that is not there leads nowhere in particular");
        assert_eq!(first("what to screw in").1, "/f/#bulbs");
    }
}

#[test]
fn readers_filters_and_days_hold_all_the_same() {
    let curation = "promote:\n  lamp: [e.md, c.md, a.md]\n";
    let [kb, edition] = both(plain().curation("c", curation));
    for kb in [&kb, &edition] {
        assert_eq!(shown(kb, Query::new("lamp").filter("owner", "shop")), "c*");
        assert!(shown(kb, Query::new("lamp").on(day("2026-06-01"))).starts_with("e* a* "));
        let public = kb.for_audience("public", day("2026-05-01")).unwrap();
        assert!(shown(&public, "lamp").starts_with("c* a* "));
        let later = kb.for_audience("public", day("2026-06-01")).unwrap();
        assert!(shown(&later, "lamp").starts_with("a* "));
    }
}

#[test]
fn nothing_of_what_is_left_out_is_in_an_edition() {
    let curation = "promote:\n  zqfiledqz: e.md\npin:\n  zqpinqz: {1: e.md}\nterms:\n  e.md: zqtermqz\nboost:\n  e.md: 1.25\n\
                    \n# a.md comes after e.md, and its number must not say so\n";
    let more = "promote:\n  shine: a.md\n  glow: b.md\n";
    let own =
        "---\naudience: internal\nsearch: {promote: [zqownqz], terms: [zqhiddenqz], boost: 1.75}\n---\n# X\n\nText.";
    let base = || plain().curation("c", curation).curation("d", more);
    let today = day("2026-05-01");
    let filtered = base().article("x.md", own).for_audience("public", today).build().unwrap();
    let again = base().article("x.md", own).build().unwrap().for_audience("public", today).unwrap();
    let bytes = filtered.to_bytes_for_web().unwrap();
    assert!(!bytes.windows(2).any(|two| two == b"zq"));
    assert!(bytes == again.to_bytes_for_web().unwrap());
    // To the byte as if neither the articles nor what is said of them existed.
    let without = plain().curation("d", more).for_audience("public", today).build().unwrap();
    assert!(bytes == without.to_bytes_for_web().unwrap());
    assert_eq!((shown(&filtered, "shine"), shown(&filtered, "glow")), ("a*".to_owned(), "b*".to_owned()));
    assert!(nohold::inspect::verify(&bytes).is_empty());
}

#[test]
fn hidden_terms_find_and_are_never_shown() {
    let front =
        "---\nsearch: {terms: [zqkindleqz, oil lamp thing, zq-frobnicator]}\n---\n# Readers\n\nText with a screen.";
    let builder = plain().html(true).article("f.md", front).curation("c", "terms:\n  c.md: zqnookqz\n");
    for kb in both(builder) {
        assert_eq!((shown(&kb, "zqkindleqz"), shown(&kb, "ZQNOOKQZ")), ("f".to_owned(), "c".to_owned()));
        assert_eq!(shown(&kb, "thing"), "f");
        for query in
            ["zqkindlqz", "zqkindleqz", "zqnookq", "readers", "zqkindel", "zqfrobnicatr", "frobnicatr", "zq-frobnicatr"]
        {
            let results = kb.search(query).unwrap();
            let said = format!("{results:?} {:?}", kb.suggest(query).unwrap());
            let hidden = ["zqkindleqz", "zqnookqz", "frobnicator"];
            assert!(!hidden.iter().any(|term| said.contains(term)), "{query}: {said}");
        }
        assert_eq!(shown(&kb, "zqkindlqz"), "f", "a slip is read as one all the same");
        let article = format!("{:?}", kb.article("f.md").unwrap());
        assert!(!article.contains("zqkindle"), "{article}");
        for key in ["search.terms", "search.filed"] {
            assert_eq!(kb.facets(key).unwrap(), []);
            assert_eq!(shown(&kb, Query::new("text").filter(key, "zqkindleqz")), "");
        }
        let again = kb.for_audience("public", day("2026-05-01")).unwrap();
        assert_eq!(shown(&again, "zqkindleqz"), "f", "they are kept where it is made again");
    }
}

#[test]
fn a_boost_is_a_factor_of_the_score() {
    let score = |kb: &KnowledgeBase, id: &str| {
        let results = kb.search("lamp").unwrap();
        let hit = results.iter().find(|hit| hit.id() == id).unwrap();
        assert!((hit.explain().total() - hit.score()).abs() < 1e-9);
        hit.score()
    };
    let usual = plain().build().unwrap();
    for (written, factor) in [("0.5", 0.5), ("1", 1.0), ("2", 2.0), ("1.25", 1.25)] {
        for kb in both(plain().curation("c", format!("boost:\n  d.md: {written}\n"))) {
            assert!((score(&kb, "d.md") / score(&usual, "d.md") - factor).abs() < 1e-9, "{written}");
            assert!((score(&kb, "a.md") - score(&usual, "a.md")).abs() < 1e-9, "others stay as they are");
        }
    }
}

/// Front matter, the warning that it gives if any, and the attributes that are left of it.
#[test]
fn front_matter_is_read() {
    let many = format!("search: {{promote: [{}]}}", (0..101).map(|n| format!("w{n}")).collect::<Vec<_>>().join(", "));
    let cases: [(&str, &str, &str); 15] = [
        ("search: {promote: [Refund, money back]}", "", "search.promote=Refund|money back"),
        ("Search.Promote: Refund", "", "search.promote=Refund"),
        ("search: {promote: ['!', ok]}", ":2: `!` is not used: it has no words", "search.promote=ok"),
        ("search: {promote: ['a -> b.md']}", "#anchor", ""),
        ("search: {promote: {a: b}}", "`search.promote.a` is not understood", ""),
        ("search: {promote: [[a]]}", "should be a list of texts, not a list", ""),
        ("search: {promote: 12}", "", "search.promote=12"),
        (&many, "more than 100", ""),
        ("search: {boost: 1.50}", "", "search.boost=1.5"),
        ("search: {boost: 9}", ":2: the boost 9 is not from 0.5 to 2: 2 is used", "search.boost=2"),
        ("search: {boost: lots}", "is no number", ""),
        ("search: {boost: [1]}", "should be a number", ""),
        ("search: {terms: 'a, b'}", "", ""),
        ("search: {terms: ['?']}", "it has no words", ""),
        ("search: {filed: ['0\\t1\\t\\tlamp']}", "`search.filed` is not understood", ""),
    ];
    for (front, warning, expected) in cases {
        let text = format!("---\n{front}\n---\n# A\n\nText.");
        let read = nohold::markdown::parse("a.md", text.as_bytes(), &nohold::markdown::Settings::default());
        let warnings: Vec<String> = read.warnings.iter().map(ToString::to_string).collect();
        assert_eq!(warnings.is_empty(), warning.is_empty(), "{front}: {warnings:?}");
        assert!(warnings.iter().all(|one| one.contains(warning)), "{front}: {warnings:?}");
        let kb = KnowledgeBase::builder().article("a.md", &text).build().unwrap();
        let meta = kb.article("a.md").unwrap().unwrap().meta;
        let left: Vec<String> =
            meta.attributes.iter().map(|(key, values)| format!("{key}={}", values.join("|"))).collect();
        if front != many {
            assert_eq!(left.join(" "), expected, "{front}");
        }
        assert_eq!(kb.search("lamp").unwrap().len(), 0, "{front}");
    }
}

#[test]
fn json_lines_and_folder_defaults_say_it_too() {
    let line = r#"{"id": "j", "title": "Torch", "text": "Text.", "search": {"promote": ["lamp"], "terms": ["zq"], "boost": 2}}"#;
    for kb in both(plain().json_lines("x.jsonl", line)) {
        assert!(shown(&kb, "lamp").starts_with("j* "));
        assert_eq!(shown(&kb, "zq"), "j");
    }
    let mut settings = nohold::markdown::Settings::default();
    let warnings = settings.defaults.add("old/_defaults.yml", b"search: {boost: 0.5, promote: [lamp]}");
    assert_eq!(warnings.len(), 1, "a promotion is not for a whole folder");
    let kb = KnowledgeBase::builder().markdown(settings).article("old/a.md", "# Lamp").build().unwrap();
    assert_eq!(shown(&kb, "lamp"), "old/a");
    assert_eq!(kb.search("lamp").unwrap().hits()[0].attribute("search.boost"), ["0.5"]);
}

#[test]
fn what_the_file_gets_wrong_is_a_warning() {
    let text = "promote:\n  lamp: gone.md\n  '?': a.md\nboost:\n  a.md: 3\nfoo: {}\n";
    let kb = plain().curation("_curation.yml", text).build().unwrap();
    let warnings: Vec<String> = kb.warnings().iter().map(ToString::to_string).collect();
    for expected in [
        "_curation.yml:2: there is no article `gone.md`",
        "_curation.yml:3: the phrase `?` is not used: it has no words",
        "_curation.yml:5: the boost 3 is not from 0.5 to 2: 2 is used",
        "_curation.yml:6: `foo` is none of `promote`, `pin`, `boost` and `terms`",
    ] {
        assert!(warnings.iter().any(|warning| warning == expected), "{expected}: {warnings:?}");
    }
    assert_eq!(warnings.len(), 4);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    /// Boosts decide as if all articles were scored in full and multiplied: nothing is lost where bounds spare work.
    #[test]
    fn boosts_and_bounds_agree(
        texts in prop::collection::vec(("([a-d] ){1,12}", prop::option::of(50u32..200)), 1..40), query in "[a-d]( [a-d]){0,2}",
        limit in 1usize..6,
    ) {
        let base = |is_boosted: bool| {
            let builder = texts.iter().enumerate().fold(KnowledgeBase::builder().lang("en"), |builder, (n, (text, _))| {
                builder.article(&format!("{n:02}.md"), format!("# T{n}\n\n{text}\n\n## {text}\n\nend"))
            });
            let boosts = texts.iter().enumerate().filter_map(|(n, (_, boost))| Some((n, (*boost)?)));
            let file = boosts.fold("boost:\n".to_owned(), |file, (n, boost)| format!("{file}  {n:02}.md: {}\n", f64::from(boost) / 100.0));
            let builder = if is_boosted { builder.curation("c", file) } else { builder };
            builder.ranking(nohold::Ranking::default()).build().unwrap()
        };
        let factor = |id: &str| texts[id[..2].parse::<usize>().unwrap()].1.map_or(1.0, |boost| f64::from(boost) / 100.0);
        let usual = base(false).search(Query::new(query.as_str()).limit(100)).unwrap();
        let mut expected: Vec<(String, f64)> =
            usual.iter().map(|hit| (hit.id().to_owned(), hit.score() * factor(hit.id()))).collect();
        expected.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        let boosted = base(true);
        let edition = KnowledgeBase::from_bytes(boosted.to_bytes().unwrap()).unwrap();
        for kb in [boosted, edition] {
            let found = kb.search(Query::new(query.as_str()).limit(limit)).unwrap();
            for (hit, (_, score)) in found.iter().zip(&expected) {
                prop_assert!((hit.score() - score).abs() < 1e-9 * score.abs().max(1.0), "{} {} {}", hit.id(), hit.score(), score);
            }
            prop_assert_eq!(found.len(), expected.len().min(limit));
        }
    }

    /// Whatever is typed, what is promoted has all words of its phrase, and at most three articles are.
    #[test]
    fn promotions_never_come_uncalled(query in ".{0,30}", phrase in "[a-zäé]{1,3}( [a-z]{1,3}){0,2}") {
        let kb = plain().curation("c", format!("promote:\n  '{phrase}': [a.md, b.md]\n  lamp: [c.md, d.md]\n")).build().unwrap();
        let results = kb.search(query.as_str()).unwrap();
        let promoted = results.iter().filter(|hit| hit.is_promoted()).count();
        prop_assert!(promoted <= 3);
        if !query.contains(char::is_alphabetic) {
            prop_assert_eq!(promoted, 0);
        }
        let asked = kb.search(format!("x {phrase} x")).unwrap();
        prop_assert!(asked.hits()[0].is_promoted() && asked.hits()[0].id() == "a.md");
    }
}
