//! Building: on several threads, by the shorter way to an edition, watched and stopped.

use std::collections::BTreeMap;
use std::fs;
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use nohold::article::Date;
use nohold::{Builder, ErrorKind, KnowledgeBase, Phase, Progress, Ranking};
use proptest::prelude::*;

/// What is made of a knowledge base.
type Read<'a> = &'a dyn Fn(&KnowledgeBase) -> Vec<u8>;

const THREADS: [usize; 5] = [0, 1, 2, 5, usize::MAX];

/// A folder of some 600 articles in several languages with curation, synonyms, lines that are no articles, and files that are
/// worth a warning.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("builds").join(name);
    let _ = fs::remove_dir_all(&folder);
    for language in ["en", "de", "to"] {
        fs::create_dir_all(folder.join(language)).unwrap();
    }
    for number in 0..600 {
        let (place, text) = match number % 3 {
            0 => ("en", "You can cancel your plan at any time, and we pay back what you have not had of it."),
            1 => ("de", "Sie können Ihren Vertrag jederzeit kündigen und erhalten den Rest des Betrages zurück."),
            _ => ("to", "解約はいつでもできます。 Plans of all kinds."),
        };
        let front = if number % 7 == 0 { "---\ndraft: perhaps\ntags: [a, b]\n---\n" } else { "" };
        let odd: &[u8] = if number % 11 == 0 { b"\n\nCaf\xe9\n\n## How to\n\n## How to\n\n[x](no)" } else { b"" };
        let text =
            format!("{front}# Plan {number}\n\n{text} Number p{number}.\n\n## More of word{}\n\n{text}", number / 2);
        fs::write(folder.join(place).join(format!("{number}.md")), [text.as_bytes(), odd].concat()).unwrap();
    }
    fs::write(folder.join("synonyms.txt"), "plan = contract\n= =\n").unwrap();
    fs::write(folder.join("_curation.yml"), "promote:\n  quit: en/0.md\nterms:\n  en/3.md: [otp]\n  gone.md: [x]\n")
        .unwrap();
    fs::write(folder.join("_defaults.yml"), "owner: Desk\n").unwrap();
    folder
}

fn lines() -> String {
    let lines = |n| format!("{{\"id\": \"l{n}\", \"title\": \"Line {n}\", \"text\": \"Of line {n}.\"}}\n{{{n}\n");
    (0..300).map(lines).collect::<Vec<String>>().concat()
}

fn all_of(folder: &Path, threads: usize) -> Builder {
    let builder = KnowledgeBase::builder().threads(threads).html(true);
    builder.source(folder).unwrap().json_lines("lines.jsonl", lines()).article("one.md", "# One\n\nOnly one.")
}

fn made(builder: Builder, way: fn(Builder) -> nohold::Result<KnowledgeBase>) -> (Vec<u8>, Vec<String>) {
    let kb = way(builder).unwrap();
    (kb.to_bytes().unwrap(), kb.warnings().iter().map(ToString::to_string).collect())
}

#[test]
fn threads_change_nothing() {
    let folder = folder("threads");
    let (bytes, warnings) = made(all_of(&folder, 1), Builder::build);
    assert!(warnings.len() > 400, "{}", warnings.len());
    for threads in THREADS {
        for way in [Builder::build, Builder::edition] {
            let (found, told) = made(all_of(&folder, threads), way);
            assert!(found == bytes, "{threads} threads");
            assert_eq!(told, warnings, "{threads} threads");
        }
    }
    let today = Date::new(2026, 6, 1).unwrap();
    let public = |builder: Builder| made(builder.for_audience("public", today), Builder::edition);
    assert_eq!(public(all_of(&folder, 1)), public(all_of(&folder, 5)));
    assert!(public(all_of(&folder, 5)).0 == made(all_of(&folder, 2).for_audience("public", today), Builder::build).0);
}

#[test]
fn an_edition_that_was_built_is_as_one_that_was_saved() {
    let builder = || KnowledgeBase::builder().article("a.md", "# A\n\nText of a.").article("b.md", "# B\n\nText of b.");
    let (built, edition) = (builder().build().unwrap(), builder().edition().unwrap());
    let web = builder().edition_for_web().unwrap();
    let mut ranking = Ranking::default();
    ranking.title_b = 0.2;
    let cases: [(&str, Read<'_>); 4] = [
        ("as it is", &|kb| kb.to_bytes().unwrap()),
        ("for the web", &|kb| kb.to_bytes_for_web().unwrap()),
        ("other constants", &|kb| kb.with_ranking(ranking.clone()).to_bytes().unwrap()),
        ("for readers", &|kb| kb.for_audience("public", Date::new(2026, 1, 1).unwrap()).unwrap().to_bytes().unwrap()),
    ];
    for (name, bytes) in cases {
        assert!(bytes(&edition) == bytes(&built) && bytes(&web) == bytes(&built), "{name}");
    }
    let long = "word ".repeat(5000);
    let builder = || KnowledgeBase::builder().article("a.md", &long);
    let (edition, web) = (builder().edition().unwrap(), builder().edition_for_web().unwrap());
    assert!(edition.to_bytes().unwrap() == web.to_bytes().unwrap());
    assert!(edition.to_bytes_for_web().unwrap() == web.to_bytes_for_web().unwrap());
    assert!(edition.to_bytes().unwrap() != web.to_bytes_for_web().unwrap());
}

#[test]
fn nothing_and_too_much_are_built_alike() {
    let twice = || KnowledgeBase::builder().article("a.md", "---\nid: x\n---\n").article("b.md", "---\nid: x\n---\n");
    for way in [Builder::build, Builder::edition, Builder::edition_for_web] {
        assert!(way(KnowledgeBase::builder()).unwrap().is_empty());
        assert_eq!(way(twice()).err().unwrap().kind(), ErrorKind::DuplicateId);
    }
    let empty = |way: fn(Builder) -> nohold::Result<KnowledgeBase>| made(KnowledgeBase::builder(), way);
    assert_eq!(empty(Builder::build), empty(Builder::edition));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn the_shorter_way_leads_to_the_same_edition(
        articles in prop::collection::btree_map("[a-c]{1,3}", "(#{1,2} |- |[a-cA-Z. é\n東京都]){0,40}", 0..12),
        front in "(tags: \\[[a-c, ]{0,5}\\]\n|summary: [a-c ]{0,6}\n|keywords: [a-c]{1,3}\n){0,2}",
        threads in 1usize..4,
    ) {
        let builder = || articles.iter().fold(KnowledgeBase::builder().threads(threads), |builder, (id, text)| {
            builder.article(&format!("{id}.md"), format!("---\n{front}---\n{text}"))
        });
        prop_assert!(made(builder(), Builder::edition) == made(builder(), Builder::build));
    }
}

/// What a build tells, and how often.
#[derive(Clone, Default)]
struct Watch(Arc<Mutex<Vec<Progress>>>);

impl Watch {
    fn on(&self, builder: Builder) -> Builder {
        let told = Arc::clone(&self.0);
        builder.progress(move |progress| {
            told.lock().unwrap().push(progress);
            ControlFlow::Continue(())
        })
    }
}

#[test]
fn progress_grows_to_its_end() {
    let folder = folder("progress");
    for threads in [1, 3] {
        let watch = Watch::default();
        watch.on(KnowledgeBase::builder().threads(threads)).source(&folder).unwrap().edition().unwrap();
        let mut phases: BTreeMap<Phase, Vec<(usize, usize)>> = BTreeMap::new();
        for progress in watch.0.lock().unwrap().iter() {
            phases.entry(progress.phase()).or_default().push((progress.done(), progress.total()));
        }
        let expected = [(Phase::Reading, 602), (Phase::Languages, 600), (Phase::Indexing, 600), (Phase::Packing, 600)];
        assert_eq!(phases.keys().copied().collect::<Vec<_>>(), expected.map(|(phase, _)| phase));
        for (phase, total) in expected {
            let told = &phases[&phase];
            assert_eq!((told[0], told[told.len() - 1]), ((0, total), (total, total)), "{phase:?}");
            assert!(told.is_sorted() && told.len() <= 102, "{phase:?}: {told:?}");
        }
    }
}

/// A way to build.
type Way = fn(Builder) -> nohold::Result<KnowledgeBase>;

/// Ways to build what a call can be stopped in.
fn ways() -> [(&'static str, Way); 3] {
    [("build", Builder::build), ("edition", Builder::edition), ("for the web", Builder::edition_for_web)]
}

#[test]
fn a_build_can_be_stopped_wherever_it_is() {
    let folder = folder("stopped");
    let target = folder.join("en.nohold");
    fs::write(&target, "the old one").unwrap();
    for (name, way) in ways() {
        for threads in [1, 2] {
            let calls = Arc::new(AtomicUsize::new(0));
            // Every call in turn, until there are no more.
            for last in [0, 1, 2, 50, 100, 101, 102, 103, 150, 203, 204, 250, 306, 307, usize::MAX] {
                calls.store(0, Ordering::Relaxed);
                let counted = Arc::clone(&calls);
                let builder = KnowledgeBase::builder().threads(threads).progress(move |_| {
                    let call = counted.fetch_add(1, Ordering::Relaxed);
                    if call >= last { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
                });
                let saved = builder.source(&folder).and_then(way).and_then(|kb| kb.save(&target));
                let was_asked_to_stop = calls.load(Ordering::Relaxed) > last;
                assert_eq!(
                    saved.as_ref().err().map(nohold::Error::kind),
                    was_asked_to_stop.then_some(ErrorKind::Cancelled),
                    "{name} {last}"
                );
                let is_old = fs::read(&target).unwrap() == b"the old one";
                assert_eq!(is_old, was_asked_to_stop, "{name} {last}");
                fs::write(&target, "the old one").unwrap();
                // Asked once, and not again.
                assert!(calls.load(Ordering::Relaxed) <= last.saturating_add(1));
            }
        }
    }
    let beside = fs::read_dir(&folder)
        .unwrap()
        .filter(|entry| entry.as_ref().unwrap().file_name().to_string_lossy().ends_with(".new"));
    assert_eq!(beside.count(), 0);
}

#[test]
fn a_call_that_cannot_fail_is_stopped_by_the_next_that_can() {
    let builder = KnowledgeBase::builder().progress(|_| ControlFlow::Break(())).json_lines("lines.jsonl", lines());
    for (name, way) in ways() {
        assert_eq!(way(builder.clone()).err().map(|error| error.kind()), Some(ErrorKind::Cancelled), "{name}");
    }
}

#[test]
fn a_panic_of_who_is_told_comes_out_and_leaves_nothing() {
    let folder = folder("panics");
    for wanted in [Phase::Reading, Phase::Languages, Phase::Indexing, Phase::Packing] {
        let calls = Arc::new(AtomicUsize::new(0));
        let counted = Arc::clone(&calls);
        let builder = KnowledgeBase::builder().threads(3).progress(move |progress| {
            counted.fetch_add(1, Ordering::Relaxed);
            assert!(progress.phase() != wanted || progress.done() == 0, "told too much");
            ControlFlow::Continue(())
        });
        let builder = AssertUnwindSafe(builder);
        let panic = catch_unwind(|| {
            let builder = builder;
            builder.0.source(&folder).and_then(Builder::edition)
        })
        .err()
        .unwrap();
        assert!(panic.downcast_ref::<&str>().is_some_and(|text| text.contains("told too much")), "{wanted:?}");
        assert!(calls.load(Ordering::Relaxed) > 1);
    }
    assert_eq!(KnowledgeBase::builder().threads(3).source(&folder).unwrap().edition().unwrap().len(), 600);
}
