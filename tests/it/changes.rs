//! What is new, changed or retired in a period.

use nohold::changes::{Change, News, Period};
use nohold::{Builder, KnowledgeBase, Windows};

use crate::days::day;

/// Front matter, and what becomes of the article from 2026-05-01 to 2026-05-31: list, reason and day.
const ARTICLES: &[(&str, &str, &str)] = &[
    ("plain", "", ""),
    ("first", "publishDate: 2026-05-01", "new published 2026-05-01"),
    ("last", "date: 2026-05-31", "new published 2026-05-31"),
    ("both", "publishDate: 2026-05-02\nupdated: 2026-05-20", "new published 2026-05-02"),
    ("earlier", "publishDate: 2026-04-30", ""),
    ("later", "publishDate: 2026-06-01", ""),
    ("draft", "publishDate: 2026-05-02\ndraft: true", ""),
    ("internal", "publishDate: 2026-05-02\naudience: internal", "new published 2026-05-02"),
    ("changed", "publishDate: 2020-01-01\nlastmod: 2026-05-10", "changed updated 2026-05-10"),
    ("unchanged", "publishDate: 2020-01-01\nlastmod: 2026-04-10", ""),
    ("expired", "updated: 2026-05-02\nexpires: 2026-05-31", "retired expired 2026-05-31"),
    ("gone", "updated: 2026-04-02\nexpires: 2026-04-30", ""),
    ("lapsed", "updated: 2026-01-01\nreview_by: 2026-03-30", "retired lapsed 2026-05-14"),
    ("ending", "updated: 2020-01-01\nexpires: 2026-06-14", "soon expires 2026-06-14"),
    ("endinglater", "updated: 2020-01-01\nexpires: 2026-06-15", ""),
    ("due", "updated: 2020-01-01\nreview_by: 2026-06-14", "soon review-due 2026-06-14"),
    ("duetoday", "updated: 2020-01-01\nreview_by: 2026-05-31", "soon review-due 2026-05-31"),
    ("overdue", "updated: 2025-01-01\nreview_by: 2026-05-01", "soon review-overdue 2026-05-01"),
    ("changedanddue", "date: 2020-01-01\nupdated: 2026-05-20\nreview_by: 2026-06-01", "changed updated 2026-05-20"),
    ("old", "updated: 2020-01-01\nsuperseded_by: new.md", "retired superseded 2026-05-05"),
    ("new", "publishDate: 2026-05-05", "new published 2026-05-05"),
    ("older", "updated: 2020-01-01\nsuperseded_by: unchanged.md", ""),
    ("notyet", "updated: 2020-01-01\nsuperseded_by: later.md", ""),
    ("undated", "updated: 2026-05-09\nsuperseded_by: plain.md", "retired superseded 2026-05-09"),
];

fn builder() -> Builder {
    ARTICLES.iter().fold(KnowledgeBase::builder(), |builder, (name, front, _)| {
        builder.article(&format!("{name}.md"), format!("---\n{front}\n---\n# {name}\n\nText."))
    })
}

fn lists(changes: &News) -> [(&'static str, &[Change]); 4] {
    [("new", &changes.new), ("changed", &changes.changed), ("retired", &changes.retired), ("soon", &changes.soon)]
}

fn may() -> Period {
    Period::new(day("2026-05-01"), day("2026-05-31"))
}

#[test]
fn articles_say_what_became_of_them() {
    let built = builder().build().unwrap();
    let edition = KnowledgeBase::from_bytes(built.to_bytes().unwrap()).unwrap();
    for kb in [built, edition] {
        let changes = kb.changes(&may()).unwrap();
        for (name, front, expected) in ARTICLES {
            let id = format!("{name}.md");
            let found = lists(&changes).into_iter().find_map(|(list, all)| {
                let change = all.iter().find(|change| change.id == id)?;
                Some(format!("{list} {} {}", change.why.name(), change.day.unwrap()))
            });
            assert_eq!(found.unwrap_or_default(), *expected, "{name}: {front}");
        }
        let changedanddue = changes.soon.iter().find(|change| change.id == "changedanddue.md").unwrap();
        assert_eq!(changedanddue.day, Some(day("2026-06-01")), "changed, and to be reviewed soon");
        let old = changes.retired.iter().find(|change| change.id == "old.md").unwrap();
        assert_eq!(old.successors[0].id, "new.md");
        for (name, list) in lists(&changes) {
            let days: Vec<_> = list.iter().map(|change| change.day).collect();
            let is_ordered = if name == "soon" { days.is_sorted() } else { days.iter().rev().is_sorted() };
            assert!(is_ordered, "{name}: {days:?}");
        }
    }
}

#[test]
fn windows_and_days_ahead_can_be_set() {
    let kb = builder().build().unwrap();
    let has = |period: &Period, id: &str| {
        let changes = kb.changes(period).unwrap();
        lists(&changes).into_iter().any(|(_, list)| list.iter().any(|change| change.id == id))
    };
    assert!(!has(&may().soon(0), "ending.md") && has(&may().soon(15), "endinglater.md"));
    assert!(has(&may().soon(0), "overdue.md"));
    let never = Windows::new().expired(u32::MAX);
    let changes = kb.changes(&may().windows(never)).unwrap();
    assert!(changes.soon.iter().any(|change| change.id == "lapsed.md"));
    assert!(kb.changes(&Period::new(day("1970-01-01"), day("1970-01-02")).soon(0)).unwrap().is_empty());
}

/// An article before and after, and what is said of its sections and else.
#[test]
fn articles_are_compared_by_section() {
    let cases: [(&str, &str, &str); 12] = [
        ("Text.", "Text.", ""),
        ("Text.", "Text.\n", ""),
        ("Text.", "Other.", "changed "),
        ("Text.\n\n## A\n\none", "Text.\n\n## A\n\ntwo", "changed A"),
        ("Text.\n\n## A\n\none", "Text.\n\n## A\n\none\n\n## B\n\nb", "added B"),
        ("Text.\n\n## A\n\none\n\n## B\n\nb", "Text.\n\n## B\n\nb", "removed A"),
        ("Text.\n\n## A\n\none", "Text.\n\n## A1\n\none", "added A1, removed A"),
        ("## A\n\none\n\n## A\n\ntwo", "## A\n\none\n\n## A\n\n2", "changed A"),
        ("## A\n\n### X\n\none\n\n## B\n\n### X\n\ntwo", "## A\n\n### X\n\n1\n\n## B\n\n### X\n\ntwo", "changed X"),
        ("## A\n\n### X\n\none", "## B\n\n### X\n\none", "added B, added X, removed A, removed X"),
        ("", "Text.", "changed "),
        ("Text.", "", "changed "),
    ];
    for (before, after, expected) in cases {
        let kb = |text: &str| KnowledgeBase::builder().article("a.md", format!("# A\n\n{text}\n")).build().unwrap();
        let changes = kb(after).changes_from(&kb(before), &may()).unwrap();
        let sections = changes.changed.iter().flat_map(|change| &change.sections);
        let said: Vec<String> = sections.map(|one| format!("{} {}", one.kind.name(), one.heading)).collect();
        assert_eq!(said.join(", "), expected, "{before:?} {after:?}");
        assert_eq!(changes.changed.len(), usize::from(before.trim() != after.trim()), "{before:?} {after:?}");
    }
}

#[test]
fn what_came_and_went_is_told() {
    let kb = |articles: &[(&str, &str)]| {
        let builder = KnowledgeBase::builder();
        articles.iter().fold(builder, |builder, (path, text)| builder.article(path, text)).build().unwrap()
    };
    let before = kb(&[
        ("same.md", "# Same"),
        ("owned.md", "---\nowner: A\ntags: [x]\n---\n# Owned\n\nText."),
        ("gone.md", "# Gone"),
        ("draft.md", "---\ndraft: true\n---\n# Draft"),
        ("ended.md", "---\nexpires: 2026-05-10\n---\n# Ended"),
        ("never.md", "---\ndate: 2030-01-01\n---\n# Never was there"),
        ("past.md", "---\nexpires: 2020-01-01\n---\n# Long past"),
    ]);
    let now = kb(&[
        ("same.md", "# Same"),
        ("owned.md", "---\nowner: B\ntags: [y]\nupdated: 2026-05-03\n---\n# Renamed\n\nText."),
        ("draft.md", "# Draft"),
        ("added.md", "---\ndate: 2020-01-01\n---\n# Added"),
        ("ended.md", "---\nexpires: 2026-05-10\n---\n# Ended, otherwise"),
        ("future.md", "---\npublishDate: 2030-01-01\n---\n# Not yet to be told"),
        ("stillborn.md", "---\nexpires: 2025-01-01\n---\n# Over before it came"),
    ]);
    let changes = now.changes_from(&before, &may()).unwrap();
    let ids = |list: &[Change]| list.iter().map(|one| format!("{} {}", one.id, one.why.name())).collect::<Vec<_>>();
    assert_eq!(ids(&changes.new), ["added.md added", "draft.md added"], "a draft was not there");
    assert_eq!(ids(&changes.changed), ["owned.md differs"]);
    assert_eq!(changes.changed[0].details, ["title", "owner", "dates", "keywords"]);
    assert_eq!(ids(&changes.retired), ["ended.md expired", "gone.md removed"]);
    assert!(now.changes_from(&now, &may()).unwrap().changed.is_empty());
}
