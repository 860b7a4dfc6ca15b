//! The law of updates: after any changes, in whatever order, a knowledge base answers as one that is built of what there is
//! now: the same hits, in the same order, with the same scores, and an edition with the same bytes.

use std::collections::BTreeMap;

use nohold::article::Date;
use nohold::{Builder, Changes, ErrorKind, KnowledgeBase, Query, Results};
use proptest::prelude::*;
use proptest::sample::select;

/// For whom a knowledge base is.
const READERS: [Option<&str>; 3] = [None, Some("public"), Some("partners")];

const WORDS: [&str; 24] = [
    "refund",
    "refunds",
    "refunded",
    "money",
    "back",
    "parcel",
    "parcels",
    "shipping",
    "invoice",
    "login",
    "log",
    "in",
    "password",
    "the",
    "of",
    "cancel",
    "cancellation",
    "Kündigung",
    "Rechnung",
    "LF-409",
    "退款",
    "naïve",
    "naive",
    "xylophone",
];

const FRONT: [&str; 21] = [
    "",
    "",
    "",
    "audience: internal",
    "audience: [partners]",
    "audience: public",
    "draft: true",
    "draft: perhaps",
    "publishDate: 2027-01-01",
    "expires: 2025-01-01",
    "id: fixed",
    "lang: de",
    "lang: fr",
    "search: {synonyms: [refund = money back, pushbike]}",
    "search: {boost: 1.5}",
    "search: {promote: [parcel, \"refund#more\"]}",
    "search: {terms: [otp, zebra]}",
    "superseded_by: b.md",
    "supersedes: [a.md, docs/c.md]",
    "tags: [Money, post]\nowner: Post\naliases: [/old/a]",
    "tags: [money]\nowner: Care\naliases: [/old/b]\nkeywords: [giro]",
];

const PATHS: [&str; 9] = ["a.md", "b.md", "docs/c.md", "docs/d.md", "de/a.md", "fr/x.md", "e.de.md", "z/z.md", "m.md"];

const QUERIES: [&str; 22] = [
    "refund",
    "refnd",
    "refun",
    "money back",
    "parcel shipping",
    "log in",
    "login",
    "the of",
    "the refund of money",
    "kundigung",
    "LF-409",
    "退款",
    "naive",
    "pushbike",
    "otp",
    "zebra",
    "xylophone invoice",
    "pa",
    "cancellation of the invoice",
    "giro",
    "",
    "a word that nobody wrote",
];

const RULES: [&str; 3] = ["", "parcel = package", "xylophone -> refund\nbad rule ->\nlogin = password"];
const CURATIONS: [&str; 3] = [
    "",
    "promote:\n  money: docs/c.md\nboost:\n  a.md: 0.5\n  nowhere.md: 2",
    "pin:\n  refund:\n    - fixed\nterms:\n  /old/a: [otp]\nboost: {b.md: 2}",
];

#[derive(Debug, Clone)]
enum Step {
    Write(&'static str, String),
    Remove(&'static str),
    Rename(&'static str, &'static str),
    Rules(&'static str),
    Curate(&'static str),
    Fold,
}

fn markdown() -> impl Strategy<Value = String> {
    let words = |most| prop::collection::vec(select(&WORDS[..]), 0..most).prop_map(|words| words.join(" "));
    let sections = prop::collection::vec((words(3), words(14)), 0..3);
    (select(&FRONT[..]), words(4), words(20), sections, any::<bool>()).prop_map(
        |(front, title, lead, sections, links)| {
            let mut text = if front.is_empty() { String::new() } else { format!("---\n{front}\n---\n") };
            text.extend(["# ", &title, "\n\n", &lead, "\n"]);
            if links {
                text += "\nSee [this](b.md) and [that](docs/c.md#more) and [old](/old/a).\n";
            }
            for (heading, body) in sections {
                text.extend(["\n## ", &heading, "\n\n", &body, "\n"]);
            }
            text
        },
    )
}

fn step() -> impl Strategy<Value = Step> {
    let path = || select(&PATHS[..]);
    prop_oneof![
        8 => (path(), markdown()).prop_map(|(path, text)| Step::Write(path, text)),
        2 => prop_oneof![path(), Just("fixed")].prop_map(Step::Remove),
        2 => (path(), path()).prop_map(|(from, to)| Step::Rename(from, to)),
        1 => select(&RULES[..]).prop_map(Step::Rules),
        1 => select(&CURATIONS[..]).prop_map(Step::Curate),
        1 => Just(Step::Fold),
    ]
}

/// What should be there.
#[derive(Default)]
struct Model {
    files: BTreeMap<&'static str, String>,
    rules: &'static str,
    curation: &'static str,
    readers: Option<&'static str>,
    html: bool,
}

impl Model {
    fn builder(&self) -> Builder {
        let builder = KnowledgeBase::builder().html(self.html);
        match self.readers {
            Some(readers) => builder.for_audience(readers, Date::new(2026, 6, 1).unwrap()),
            None => builder,
        }
    }

    fn built(&self) -> nohold::Result<KnowledgeBase> {
        let builder = self.builder().synonyms("rules", self.rules).curation("curation", self.curation);
        self.files.iter().fold(builder, |builder, (path, text)| builder.article(path, text)).build()
    }

    /// Takes a step, and says what has to change by it.
    fn step(&mut self, step: &Step) -> Option<Changes> {
        let changes = Changes::new();
        Some(match step {
            Step::Write(path, text) => {
                self.files.insert(path, text.clone());
                changes.upsert(path, text)
            }
            Step::Remove(id) => {
                let is_meant =
                    |path: &str, text: &String| if text.contains("id: fixed") { *id == "fixed" } else { path == *id };
                self.files.retain(|path, text| !is_meant(path, text));
                changes.remove(id)
            }
            Step::Rename(from, to) => {
                let text = self.files.remove(from)?;
                let id = if text.contains("id: fixed") { "fixed" } else { from };
                self.files.insert(to, text.clone());
                changes.remove(id).upsert(to, text)
            }
            Step::Rules(rules) => {
                self.rules = rules;
                changes.synonyms([("rules", rules)])
            }
            Step::Curate(curation) => {
                self.curation = curation;
                changes.curation([("curation", curation)])
            }
            Step::Fold => return None,
        })
    }
}

/// Everything that can be seen of results, scores to the bit.
fn seen(results: &Results) -> String {
    let scores: Vec<u64> = results.iter().map(|hit| hit.score().to_bits()).collect();
    format!("{scores:?} {results:?}")
}

fn check_same(kb: &KnowledgeBase, fresh: &KnowledgeBase) -> Result<(), TestCaseError> {
    prop_assert_eq!((kb.len(), kb.sections(), kb.languages()), (fresh.len(), fresh.sections(), fresh.languages()));
    for text in QUERIES {
        for query in
            [Query::new(text), Query::new(text).within("docs"), Query::new(text).on(Date::new(2026, 6, 1).unwrap())]
        {
            prop_assert_eq!(seen(&kb.search(query.clone()).unwrap()), seen(&fresh.search(query).unwrap()), "{}", text);
        }
        prop_assert_eq!(kb.suggest(text).unwrap(), fresh.suggest(text).unwrap());
        prop_assert_eq!(kb.help(text).unwrap(), fresh.help(text).unwrap());
    }
    for key in ["tags", "owner", "folder", "lang"] {
        prop_assert_eq!(kb.facets(key).unwrap(), fresh.facets(key).unwrap());
    }
    for path in PATHS.iter().chain(&["fixed"]) {
        prop_assert_eq!(kb.article(path).unwrap(), fresh.article(path).unwrap());
    }
    let warnings = |kb: &KnowledgeBase| {
        let mut warnings: Vec<String> = kb.warnings().iter().map(|warning| format!("{warning:?}")).collect();
        warnings.sort();
        warnings
    };
    prop_assert_eq!(warnings(kb), warnings(fresh));
    Ok(())
}

fn follow(kb: &KnowledgeBase, model: &mut Model, steps: &[Step]) -> Result<(), TestCaseError> {
    for step in steps {
        let before: BTreeMap<_, _> = model.files.clone();
        let Some(changes) = model.step(step) else {
            kb.fold().unwrap();
            continue;
        };
        let updated = kb.update(changes);
        let Ok(fresh) = model.built() else {
            // Two articles with one id: nothing has changed.
            prop_assert_eq!(updated.unwrap_err().kind(), ErrorKind::DuplicateId);
            model.files = before;
            check_same(kb, &model.built().unwrap())?;
            continue;
        };
        updated.unwrap();
        check_same(kb, &fresh)?;
    }
    prop_assert!(kb.to_bytes().unwrap() == model.built().unwrap().to_bytes().unwrap());
    Ok(())
}

#[test]
fn folding_saving_and_changing_at_once_lose_nothing() {
    let text = |n: usize, round: usize| format!("# Article {n}\n\nWritten in round{round} and no other.");
    let build =
        |round| (0..60).fold(KnowledgeBase::builder(), |all, n| all.article(&format!("{n}.md"), text(n, round)));
    let kb = build(0).build().unwrap();
    for round in 1..12 {
        kb.upsert("0.md", text(0, round)).unwrap();
        std::thread::scope(|scope| {
            let others = [kb.clone(), kb.clone(), kb.clone()].map(|kb| {
                scope.spawn(move || {
                    kb.fold().unwrap();
                    let saved = KnowledgeBase::from_bytes(kb.to_bytes().unwrap()).unwrap();
                    assert_eq!(saved.len(), 60);
                    assert_eq!(
                        saved.search(format!("round{}", round - 1)).unwrap().total()
                            + saved.search(format!("round{round}")).unwrap().total(),
                        60
                    );
                })
            });
            for n in 1..60 {
                kb.upsert(&format!("{n}.md"), text(n, round)).unwrap();
            }
            for other in others {
                other.join().unwrap();
            }
        });
        assert_eq!(kb.search(format!("round{}", round - 1)).unwrap().total(), 0, "nothing old is left");
        assert!(kb.to_bytes().unwrap() == build(round).build().unwrap().to_bytes().unwrap());
    }
}

#[test]
fn what_an_edition_has_is_replaced_by_its_id() {
    let text = |word: &str| format!("---\nid: x\n---\n# {word}");
    let kb = KnowledgeBase::builder().article("a.md", text("Refunds")).edition().unwrap();
    kb.upsert("a.md", text("Parcels")).unwrap();
    assert_eq!((kb.len(), kb.search("parcels").unwrap().len(), kb.search("refunds").unwrap().len()), (1, 1, 0));
    assert_eq!(kb.upsert("b.md", text("Gifts")).unwrap_err().kind(), ErrorKind::DuplicateId, "now it is known");
    assert!(kb.remove("x").unwrap() && !kb.remove("x").unwrap());
}

/// Few cases, each of which is long; `PROPTEST_CASES` asks for others.
fn config() -> ProptestConfig {
    let cases = std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok());
    ProptestConfig::with_cases(cases.unwrap_or(48))
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn changes_lead_where_building_does(
        readers in select(&READERS[..]), html: bool, steps in prop::collection::vec(step(), 1..24),
    ) {
        let mut model = Model { readers, html, ..Model::default() };
        let kb = model.built().unwrap();
        follow(&kb, &mut model, &steps)?;
    }

    #[test]
    fn what_is_opened_is_changed_as_what_was_built(
        readers in select(&READERS[..]), first in prop::collection::vec((select(&PATHS[..]), markdown()), 0..9),
        steps in prop::collection::vec(step(), 1..12),
    ) {
        // An edition does not tell which path an article came from, nor how it named another one before that was understood.
        let is_told = |text: &str| !["id: fixed", "supersede", "perhaps"].iter().any(|front| text.contains(front));
        let files = first.into_iter().filter(|(_, text)| is_told(text)).collect();
        let mut model = Model { files, readers, ..Model::default() };
        // What comes into an edition of what curations say cannot be taken out of it again, and what was left out is not there.
        let steps: Vec<Step> = steps.into_iter().filter(|step| !matches!(step, Step::Curate(_))).collect();
        let bytes = model.built().unwrap().to_bytes().unwrap();
        let kb = KnowledgeBase::from_bytes(bytes).unwrap();
        model.files.retain(|path, _| readers.is_none() || kb.contains(path).unwrap());
        follow(&kb, &mut model, &steps)?;
    }
}
