//! A month of queries against `kb-sample` from which ten articles were taken: does the report of gaps name them?

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use nohold::article::Date;
use nohold::usage::{Entry, Gap, Gaps, Log};
use nohold::{KnowledgeBase, Query, redact};
use proptest::prelude::*;
use serde_json::Value;

const REMOVED: [&str; 10] = [
    "account/two-factor.md",
    "digital/audio-and-large-print.md",
    "digital/epub-and-e-readers.md",
    "editorial/letters-to-the-editor.md",
    "editorial/permissions-and-reprints.md",
    "institutions/usage-reports.md",
    "products/tide-clock.md",
    "shop/gift-wrapping.md",
    "subscriptions/student-plan.md",
    "webinars/certificate-of-attendance.md",
];

/// What somebody wants who asks.
struct Wish {
    text: String,
    articles: Vec<String>,
    times: usize,
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// The articles of `kb-sample` without those that were taken.
fn what_is_left() -> KnowledgeBase {
    let folder = root().join("kb-sample");
    let mut builder = KnowledgeBase::builder();
    let mut folders = vec![folder.clone()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if let Some(id) = id(&folder, &path).filter(|id| !REMOVED.contains(&id.as_str())) {
                builder = builder.article(&id, fs::read(&path).unwrap());
            }
        }
    }
    builder.build().unwrap()
}

fn id(folder: &Path, path: &Path) -> Option<String> {
    let id = path.strip_prefix(folder).unwrap().to_str().unwrap().replace('\\', "/");
    let is_article = path.extension().is_some_and(|end| end == "md") && id != "README.md";
    is_article.then_some(id)
}

/// The month's own queries, and those of the sample that what is left answers.
fn wishes() -> Vec<Wish> {
    let read = |path: &str| fs::read_to_string(root().join(path)).unwrap();
    let line = |line: &str| serde_json::from_str::<Value>(line).unwrap();
    let text = |line: &Value| line["text"].as_str().unwrap().to_owned();
    let ids = |list: &Value, id: fn(&Value) -> &Value| -> Vec<String> {
        list.as_array().unwrap().iter().map(|entry| id(entry).as_str().unwrap().to_owned()).collect()
    };
    let own = read("tests/data/gaps/month.jsonl");
    let own = own.lines().map(line).map(|line| Wish {
        text: text(&line),
        articles: ids(&line["wants"], |id| id),
        times: line["times"].as_u64().unwrap_or(1) as usize,
    });
    let judged = read("kb-sample/queries.jsonl");
    let judged = judged.lines().map(line).map(|line| Wish {
        text: text(&line),
        articles: ids(&line["answers"], |answer| &answer["id"]),
        times: 1,
    });
    own.chain(judged).filter(|wish| wish.text.len() < 200).collect()
}

/// Each query as often as it is asked, over 30 days. Who finds what he wants among the first three hits opens it; of
/// those who are shown an answer that is none, one in three says so.
fn month(kb: &KnowledgeBase, wishes: &[Wish]) -> Log {
    let mut log = Log::default();
    for wish in wishes {
        for time in 0..wish.times {
            let number = log.entries.len();
            let day = Date::new(2026, 11, 1 + ((number * 7 + time * 11) % 30) as u8).unwrap();
            let query = Query::new(wish.text.clone());
            let results = kb.search(query.clone()).unwrap();
            let mut entry = kb.log_entry(day, &query, &results);
            entry.article = results.iter().take(3).map(|hit| hit.id().to_owned()).find(|id| wish.articles.contains(id));
            if entry.is_answered && entry.article.is_none() && number % 3 == 0 {
                entry.is_helpful = Some(false);
            }
            log.entries.push(entry);
        }
    }
    log
}

/// The taken article that most queries of a gap wanted, if its label wanted it, too.
fn subject<'w>(gap: &Gap, wanted: &BTreeMap<String, &'w Wish>) -> Option<&'w str> {
    let taken = |text: &str| {
        let articles = wanted.get(text).map_or(&[][..], |wish| &wish.articles);
        articles.iter().map(String::as_str).find(|id| REMOVED.contains(id))
    };
    let subject = taken(&gap.label)?;
    let about: usize =
        gap.queries.iter().filter(|(text, _)| taken(text) == Some(subject)).map(|(_, count)| count).sum();
    (2 * about > gap.count).then_some(subject)
}

#[test]
fn the_report_names_what_was_taken() {
    let (kb, wishes) = (what_is_left(), wishes());
    let log = month(&kb, &wishes);
    let gaps = Gaps::of(&log, &kb).unwrap();
    let redacted = |text: &str| redact(text, |word| kb.knows(word));
    let wanted: BTreeMap<String, &Wish> = wishes.iter().map(|wish| (redacted(&wish.text), wish)).collect();
    let asked: usize = wishes
        .iter()
        .filter(|wish| wish.articles.iter().any(|id| REMOVED.contains(&id.as_str())))
        .map(|wish| wish.times)
        .sum();
    println!(
        "{} entries, {} unanswered, {} gaps; {asked} asked for what was taken",
        gaps.entries,
        gaps.unanswered,
        gaps.gaps.len()
    );
    let top: Vec<Option<&str>> = gaps.gaps.iter().take(10).map(|gap| subject(gap, &wanted)).collect();
    for (gap, subject) in gaps.gaps.iter().zip(&top) {
        println!("{:4}  {:45}  {}", gap.count, gap.label, subject.unwrap_or("-"));
    }
    let named: BTreeSet<&str> = top.iter().flatten().copied().collect();
    let precision = top.iter().flatten().count() as f64 / 10.0;
    let recall = named.len() as f64 / REMOVED.len() as f64;
    let at_all: BTreeSet<&str> =
        gaps.gaps.iter().filter(|gap| gap.count > 1).filter_map(|gap| subject(gap, &wanted)).collect();
    println!("top ten: precision {precision:.2}, recall {recall:.2}; in any group of two or more: {}", at_all.len());
    assert!(precision >= 0.8 && recall >= 0.8);
    assert_eq!(Gaps::of(&log, &kb).unwrap(), gaps, "the same log gives the same gaps");
}

fn small() -> KnowledgeBase {
    KnowledgeBase::builder()
        .lang("en")
        .article("refunds.md", "# Refunds\n\nMoney back within 14 days of the order.")
        .article("shipping.md", "# Shipping\n\nParcels leave our warehouse within two days.")
        .build()
        .unwrap()
}

/// A log in which nothing was answered.
fn unanswered(queries: &[&str]) -> Log {
    let entry = |(number, query): (usize, &&str)| {
        let mut entry = Entry::new(Date::new(2026, 11, 1 + (number % 28) as u8).unwrap(), query, |_| false);
        "en".clone_into(&mut entry.lang);
        entry
    };
    Log { entries: queries.iter().enumerate().map(entry).collect(), problems: Vec::new() }
}

#[test]
fn queries_are_grouped_by_what_they_are_about() {
    let cases: [(&[&str], &[&str]); 9] = [
        (&["gift vouchers", "do you have a gift voucher?", "Gift-Voucher"], &["3 Gift-Voucher"]),
        (&["gift voucher", "gift voucher", "gift vuocher"], &["3 gift voucher"]),
        (&["crab sandwich", "crab sandwich", "tea room", "tearoom"], &["2 crab sandwich", "2 tea room"]),
        (&["log in with a passkey", "sign in with passkey", "passkey sign-in"], &["3 passkey sign-in"]),
        (&["podcast", "podcast for ann@mail.example", "order 4711 podcast"], &["3 podcast"]),
        (&["???", "ann@mail.example", ""], &[]),
        (&["how do i", "who are you"], &["1 how do i", "1 who are you"]),
        (&["LF-777", "LF-778"], &["1 LF-777", "1 LF-778"]),
        (&["東京 ガイド", "東京ガイド"], &["2 東京ガイド"]),
    ];
    for (queries, expected) in cases {
        let gaps = Gaps::of(&unanswered(queries), &small()).unwrap();
        let found: Vec<String> = gaps.gaps.iter().map(|gap| format!("{} {}", gap.count, gap.label)).collect();
        assert_eq!(found, expected, "{queries:?}");
        assert_eq!(gaps.unanswered, gaps.without_words + gaps.gaps.iter().map(|gap| gap.count).sum::<usize>());
    }
}

#[test]
fn a_gap_says_whether_to_write_or_to_mend() {
    let log = unanswered(&["refund for a gift voucher", "refund for gift vouchers", "shipping parcels"]);
    let gaps = Gaps::of(&log, &small()).unwrap();
    let [voucher, shipping] = gaps.gaps.as_slice() else { panic!("{gaps:?}") };
    let nearest = voucher.nearest.as_ref().unwrap();
    assert_eq!((nearest.title.as_str(), nearest.missing.join(" ").as_str()), ("Refunds", "gift voucher"));
    assert!(!voucher.has_article() && shipping.has_article());
    assert_eq!((voucher.days, voucher.first.day(), voucher.last.day()), (2, 1, 2));
    assert_eq!((voucher.no_hits, voucher.languages["en"]), (2, 2));
}

#[test]
fn what_was_answered_is_no_gap() {
    let kb = small();
    let answered = |change: fn(&mut Entry)| {
        let mut log = unanswered(&["refund"]);
        log.entries[0].hits = 1;
        change(&mut log.entries[0]);
        Gaps::of(&log, &kb).unwrap().gaps.is_empty()
    };
    assert!(answered(|entry| entry.is_answered = true));
    assert!(answered(|entry| entry.article = Some("refunds.md".to_owned())));
    assert!(answered(|entry| entry.is_helpful = Some(true)));
    assert!(!answered(|_| ()));
    assert!(!answered(|entry| (entry.is_answered, entry.is_helpful) = (true, Some(false))));
    assert!(!answered(|entry| (entry.is_answered, entry.hits) = (true, 0)));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    /// In whatever order the lines were written, and whatever is in them.
    #[test]
    fn gaps_do_not_depend_on_the_order_of_lines(
        queries in prop::collection::vec(prop_oneof!["[a-d]{3,5}( [a-d]{3,5}){0,3}", "\\PC{0,12}"], 0..25),
    ) {
        let kb = small();
        let mut log = unanswered(&queries.iter().map(String::as_str).collect::<Vec<_>>());
        let gaps = Gaps::of(&log, &kb).unwrap();
        log.entries.reverse();
        prop_assert_eq!(&Gaps::of(&log, &kb).unwrap(), &gaps);
        let grouped: usize = gaps.gaps.iter().map(|gap| gap.count).sum();
        prop_assert_eq!(grouped + gaps.without_words, queries.len());
    }
}
