//! A folder that is kept in step: after every refresh it answers as if it had been opened now.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::{Duration, Instant};

use nohold::article::Date;
use nohold::{ErrorKind, Folder, KnowledgeBase, Query, Refreshed, Watch};
use proptest::prelude::*;

/// A folder that goes when the test ends.
struct Scratch(PathBuf);

impl Scratch {
    fn new(name: &str, files: &[(&str, &str)]) -> Self {
        let path = std::env::temp_dir().join(format!("nohold-live-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        let scratch = Scratch(path);
        fs::create_dir_all(scratch.kb()).unwrap();
        for (path, text) in files {
            scratch.write(path, text);
        }
        scratch
    }

    /// The folder that is searched: beside it there is room for others.
    fn kb(&self) -> PathBuf {
        self.0.join("kb")
    }

    fn join(&self, path: &str) -> PathBuf {
        self.kb().join(path)
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn rename(&self, from: &str, to: &str) {
        let to = self.join(to);
        fs::create_dir_all(to.parent().unwrap()).unwrap();
        fs::rename(self.join(from), to).unwrap();
    }

    fn remove(&self, path: &str) {
        fs::remove_file(self.join(path)).unwrap();
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// Long enough for all that was written to be older than a tick of the file system's clock.
fn settle() {
    thread::sleep(Duration::from_millis(150));
}

/// Hits in order, with their scores and whom they are for.
fn answers(kb: &KnowledgeBase, query: &str) -> Vec<String> {
    let results = kb.search(Query::new(query).limit(100)).unwrap();
    let hit = |hit: &nohold::Hit| {
        let snippet = hit.snippet().text();
        format!("{} {:?} {} {} {:?} {snippet}", hit.id(), hit.score(), hit.title(), hit.url(), hit.meta())
    };
    results.iter().map(hit).collect()
}

fn warnings(kb: &KnowledgeBase) -> Vec<String> {
    let mut warnings: Vec<String> = kb.warnings().iter().map(ToString::to_string).collect();
    warnings.sort();
    warnings
}

/// Fails where a folder answers otherwise than one that is opened now.
fn is_in_step(kb: &KnowledgeBase, folder: &Path, queries: &[&str]) {
    let fresh = KnowledgeBase::open(folder).unwrap();
    assert_eq!((kb.len(), kb.sections()), (fresh.len(), fresh.sections()));
    for query in queries {
        assert_eq!(answers(kb, query), answers(&fresh, query), "{query}");
    }
    assert_eq!(warnings(kb), warnings(&fresh));
}

const QUERIES: [&str; 8] = ["word", "apple", "apple pear", "fruit", "aple", "pe", "otp", "kiwi word"];

fn paths(paths: &[&str]) -> Vec<String> {
    paths.iter().map(|path| (*path).to_owned()).collect()
}

/// What a refresh finds: added, changed, removed, read.
type Found<'a> = (&'a [&'a str], &'a [&'a str], &'a [&'a str], usize);

type Act = fn(&Scratch);

#[test]
fn only_what_has_changed_is_read() {
    let cases: &[(&str, Act, Found<'_>)] = &[
        ("nothing", |_| (), (&[], &[], &[], 0)),
        ("another file", |s| s.write("c.md", "a kiwi"), (&["c.md"], &[], &[], 1)),
        ("no article", |s| s.write("c.txt", "a kiwi"), (&[], &[], &[], 0)),
        ("an edit", |s| s.write("a.md", "a kiwi"), (&[], &["a.md"], &[], 1)),
        ("the same again", |s| s.write("a.md", "an apple"), (&[], &["a.md"], &[], 1)),
        ("of the same length", |s| s.write("a.md", "an apply"), (&[], &["a.md"], &[], 1)),
        ("emptied", |s| s.write("a.md", ""), (&[], &["a.md"], &[], 1)),
        ("gone", |s| s.remove("a.md"), (&[], &[], &["a.md"], 0)),
        ("renamed", |s| s.rename("a.md", "z.md"), (&["z.md"], &[], &["a.md"], 1)),
        ("a folder renamed", |s| s.rename("x", "y"), (&["y/b.md"], &[], &["x/b.md"], 1)),
        (
            "vim",
            |s| {
                s.write("4913", "");
                s.remove("4913");
                s.rename("a.md", "a.md~");
                s.write("a.md", "a kiwi");
                s.remove("a.md~");
            },
            (&[], &["a.md"], &[], 1),
        ),
        (
            "emacs",
            |s| {
                s.write("#a.md#", "a kiwi");
                s.write(".#a.md", "");
                s.rename("a.md", "a.md~");
                s.write("a.md", "a kiwi");
                s.remove("#a.md#");
                s.remove(".#a.md");
            },
            (&[], &["a.md"], &[], 1),
        ),
        (
            "a file beside",
            |s| {
                s.write("a.md.tmp", "a kiwi");
                s.rename("a.md.tmp", "a.md");
            },
            (&[], &["a.md"], &[], 1),
        ),
        (
            "JetBrains",
            |s| {
                s.write("a.md___jb_tmp___", "a kiwi");
                s.rename("a.md", "a.md___jb_old___");
                s.rename("a.md___jb_tmp___", "a.md");
                s.remove("a.md___jb_old___");
            },
            (&[], &["a.md"], &[], 1),
        ),
        ("defaults", |s| s.write("x/_defaults.yml", "owner: Care"), (&["x/_defaults.yml"], &["x/b.md"], &[], 2)),
        ("broken defaults", |s| s.write("x/_defaults.yml", "a: ["), (&["x/_defaults.yml"], &["x/b.md"], &[], 2)),
        ("defaults of none", |s| s.write("e/_defaults.yml", "owner: Care"), (&["e/_defaults.yml"], &[], &[], 1)),
        ("synonyms", |s| s.write("synonyms.txt", "fruit = apple"), (&["synonyms.txt"], &[], &[], 1)),
        ("curation", |s| s.write("_curation.yml", "terms:\n  a.md: [otp]\n"), (&["_curation.yml"], &[], &[], 1)),
        ("passed over", |s| s.write(".git/a.md", "a kiwi"), (&[], &[], &[], 0)),
    ];
    for (name, act, (added, changed, removed, read)) in cases {
        let scratch = Scratch::new("changes", &[("a.md", "an apple"), ("x/b.md", "a word")]);
        settle();
        let mut folder = Folder::open(scratch.kb()).unwrap();
        assert_eq!((folder.opened().read, folder.opened().added.len()), (2, 2));
        let kb = folder.knowledge_base();
        act(&scratch);
        let found = folder.refresh().unwrap();
        assert_eq!((&found.added, &found.changed), (&paths(added), &paths(changed)), "{name}");
        assert_eq!((&found.removed, found.read), (&paths(removed), *read), "{name}");
        is_in_step(&kb, &scratch.kb(), &QUERIES);
        settle();
        let again = folder.refresh().unwrap();
        assert!(again.is_unchanged(), "{name}: {again}");
        assert_eq!(folder.refresh().unwrap().read, 0, "{name}");
    }
}

/// Two writes within one tick of the clock, of the same length.
#[test]
fn what_was_written_while_it_was_read_is_read_again() {
    let scratch = Scratch::new("racy", &[("a.md", "an apple")]);
    let mut folder = Folder::open(scratch.kb()).unwrap();
    for number in 0..50 {
        let text = format!("a word{number:02}");
        scratch.write("a.md", &text);
        folder.refresh().unwrap();
        scratch.write("a.md", &text.replace("word", "pear"));
        folder.refresh().unwrap();
        assert!(!answers(&folder.knowledge_base(), &format!("pear{number:02}")).is_empty(), "{number}");
    }
}

#[test]
fn a_folder_that_vanishes_comes_back() {
    let scratch = Scratch::new("vanish", &[("a.md", "an apple")]);
    let mut folder = Folder::open(scratch.kb()).unwrap();
    let kb = folder.knowledge_base();
    let away = scratch.0.join("away");
    fs::rename(scratch.kb(), &away).unwrap();
    for _ in 0..2 {
        assert_eq!(folder.refresh().unwrap_err().kind(), ErrorKind::Io);
        assert_eq!(kb.search("apple").unwrap().len(), 1);
    }
    fs::create_dir(scratch.kb()).unwrap();
    let error = folder.refresh().unwrap_err();
    assert!(error.to_string().contains("another folder is in its place, and it is empty"), "{error}");
    scratch.write("b.md", "a pear");
    assert_eq!(folder.refresh().unwrap().to_string(), "1 added, 0 changed, 1 removed");
    fs::remove_dir_all(scratch.kb()).unwrap();
    fs::rename(&away, scratch.kb()).unwrap();
    folder.refresh().unwrap();
    is_in_step(&kb, &scratch.kb(), &QUERIES);
    assert_eq!(Folder::open(scratch.0.join("nowhere")).unwrap_err().kind(), ErrorKind::Io);
    assert_eq!(Folder::open(scratch.join("a.md")).unwrap_err().kind(), ErrorKind::Io);
}

#[test]
fn ids_that_come_twice_change_nothing_until_they_are_mended() {
    let scratch = Scratch::new("twice", &[("a.md", "an apple"), ("b.md", "a pear")]);
    settle();
    let mut folder = Folder::open(scratch.kb()).unwrap();
    let kb = folder.knowledge_base();
    scratch.write("b.md", "---\nid: a.md\n---\na kiwi");
    scratch.write("c.md", "a word");
    for _ in 0..2 {
        let error = folder.refresh().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::DuplicateId);
        assert!(error.to_string().contains("a.md and b.md"), "{error}");
        assert_eq!((kb.len(), kb.search("pear").unwrap().len()), (2, 1));
    }
    scratch.write("b.md", "a kiwi");
    assert_eq!(folder.refresh().unwrap().to_string(), "1 added, 1 changed, 0 removed");
    is_in_step(&kb, &scratch.kb(), &QUERIES);
}

#[cfg(unix)]
#[test]
fn links_are_looked_behind() {
    use std::os::unix::fs::symlink;
    let scratch = Scratch::new("links", &[("v1/a.md", "an apple"), (".v2/a.md", "a pear"), ("b.md", "a word")]);
    symlink(scratch.join(".v2"), scratch.join("now")).unwrap();
    settle();
    let mut folder = Folder::open(scratch.kb()).unwrap();
    let kb = folder.knowledge_base();
    let acts: [(Act, usize); 4] = [
        (|s| s.write(".v2/a.md", "a kiwi"), 1),
        (
            |s| {
                fs::remove_file(s.join("now")).unwrap();
                symlink(s.join("v1"), s.join("now")).unwrap();
            },
            0,
        ),
        (|s| symlink(s.0.join("outside.md"), s.join("c.md")).unwrap(), 0),
        (|s| s.remove("c.md"), 0),
    ];
    for (act, read) in acts {
        act(&scratch);
        assert_eq!(folder.refresh().unwrap().read, read);
        is_in_step(&kb, &scratch.kb(), &QUERIES);
        settle();
        folder.refresh().unwrap();
    }
}

/// What a builder was told holds for what comes later.
#[test]
fn settings_hold_for_what_comes_later() {
    let day = Date::new(2026, 6, 1).unwrap();
    let builder =
        || KnowledgeBase::builder().lang("de").html(true).article("own.md", "a word").for_audience("public", day);
    let scratch = Scratch::new("settings", &[("a.md", "an apple")]);
    let mut folder = builder().folder(scratch.kb()).unwrap();
    let kb = folder.knowledge_base();
    scratch.write("b.md", "---\naudience: internal\n---\na pear");
    scratch.write("c.md", "a kiwi, [not](b.md)");
    folder.refresh().unwrap();
    let fresh = builder().source(scratch.kb()).unwrap().build().unwrap();
    assert_eq!((kb.len(), fresh.len()), (3, 3));
    for id in ["own.md", "a.md", "c.md"] {
        assert_eq!(kb.article(id).unwrap(), fresh.article(id).unwrap());
    }
    assert!(kb.article("c.md").unwrap().unwrap().html.is_some() && kb.search("pear").unwrap().is_empty());
    scratch.write("b.md", "a pear");
    folder.refresh().unwrap();
    assert_eq!(kb.search("pear").unwrap().len(), 1);
}

/// What somebody may do to a folder.
#[derive(Debug, Clone)]
enum Deed {
    Write(usize, usize),
    Remove(usize),
    Rename(usize, usize),
    RenameFolder(usize, usize),
    Defaults(usize, usize),
    Synonyms(usize),
    Curation(usize),
    Refresh,
}

const FOLDERS: [&str; 4] = ["", "x/", "x/deep/", "y/"];
const NAMES: [&str; 3] = ["a.md", "b.md", "c.de.md"];
const TEXTS: [&str; 8] = [
    "# Apple\n\nAn apple is a word.",
    "# Pear\n\nA pear, [see](a.md).\n\n## Apple\n\nAnd an apple.",
    "---\naudience: internal\n---\n# Kiwi\n\nA kiwi word.",
    "---\nsearch:\n  synonyms: [fruit]\n  boost: 2\n---\n# Plum\n\nA plum and a pear.",
    "---\ndraft: perhaps\n---\nA word",
    "---\nsuperseded_by: a.md\n---\n# Old\n\nAn old apple.",
    "",
    "Sie können Ihr Abonnement jederzeit kündigen und erhalten den Rest zurück, mit einem apple.",
];
const DEFAULTS: [&str; 5] =
    ["", "audience: internal\n", "owner: Care\nlang: fr\n", "a: [\n", "id: none\ntags: [fruit]\n"];
const RULES: [&str; 4] = ["", "fruit = apple", "fruit = pear\nkiwi -> plum\n= none", "aple -> pear"];
const CURATION: [&str; 4] = [
    "",
    "terms:\n  a.md: [otp]\n",
    "promote:\n  apple: x/a.md\nboost:\n  b.md: 0.5\n",
    "boost: {nothing.md: 2, a.md: no}",
];

impl Deed {
    fn any() -> impl Strategy<Value = Deed> {
        let file = 0..FOLDERS.len() * NAMES.len();
        prop_oneof![
            6 => (file.clone(), 0..TEXTS.len()).prop_map(|(file, text)| Deed::Write(file, text)),
            2 => file.clone().prop_map(Deed::Remove),
            2 => (file.clone(), file).prop_map(|(from, to)| Deed::Rename(from, to)),
            1 => (1..FOLDERS.len(), 1..FOLDERS.len()).prop_map(|(from, to)| Deed::RenameFolder(from, to)),
            2 => (0..FOLDERS.len(), 0..=DEFAULTS.len()).prop_map(|(folder, text)| Deed::Defaults(folder, text)),
            1 => (0..=RULES.len()).prop_map(Deed::Synonyms),
            1 => (0..=CURATION.len()).prop_map(Deed::Curation),
            3 => Just(Deed::Refresh),
        ]
    }

    fn is_done(&self, scratch: &Scratch) {
        let file = |file: usize| format!("{}{}", FOLDERS[file / NAMES.len()], NAMES[file % NAMES.len()]);
        let set = |path: &str, text: Option<&&str>| match text {
            Some(text) => scratch.write(path, text),
            None => drop(fs::remove_file(scratch.join(path))),
        };
        match self {
            Deed::Write(path, text) => scratch.write(&file(*path), TEXTS[*text]),
            Deed::Remove(path) => drop(fs::remove_file(scratch.join(&file(*path)))),
            Deed::Rename(from, to) => {
                let (from, to) = (scratch.join(&file(*from)), scratch.join(&file(*to)));
                let _ = fs::create_dir_all(to.parent().unwrap()).and_then(|()| fs::rename(from, to));
            }
            // Where the other one is not empty, nothing happens.
            Deed::RenameFolder(from, to) => {
                drop(fs::rename(scratch.join(FOLDERS[*from]), scratch.join(FOLDERS[*to])));
            }
            Deed::Defaults(folder, text) => set(&format!("{}_defaults.yml", FOLDERS[*folder]), DEFAULTS.get(*text)),
            Deed::Synonyms(text) => set("synonyms.txt", RULES.get(*text)),
            Deed::Curation(text) => set("_curation.yml", CURATION.get(*text)),
            Deed::Refresh => {}
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]
    #[test]
    fn after_any_deeds_it_answers_as_if_opened_now(deeds in proptest::collection::vec(Deed::any(), 1..24)) {
        let scratch = Scratch::new("deeds", &[("a.md", TEXTS[0]), ("x/b.md", TEXTS[1])]);
        let mut folder = Folder::open(scratch.kb()).unwrap();
        for deed in &deeds {
            deed.is_done(&scratch);
            if matches!(deed, Deed::Refresh) {
                folder.refresh().unwrap();
                is_in_step(&folder.knowledge_base(), &scratch.kb(), &QUERIES);
            }
        }
        folder.refresh().unwrap();
        is_in_step(&folder.knowledge_base(), &scratch.kb(), &QUERIES);
    }
}

/// What can go wrong with what is kept beside an edition.
#[test]
fn an_edition_is_gone_on_from() {
    let scratch =
        Scratch::new("resume", &[("a.md", "an apple"), ("x/b.md", "a pear"), ("x/_defaults.yml", "owner: Care")]);
    scratch.write("synonyms.txt", "fruit = apple");
    settle();
    let edition = scratch.0.join("kb.nohold");
    let beside = scratch.0.join("kb.nohold.folder");
    Folder::open(scratch.kb()).unwrap().save(&edition).unwrap();
    let (saved, kept) = (fs::read(&edition).unwrap(), fs::read(&beside).unwrap());

    let resumed = Folder::resume(scratch.kb(), &edition).unwrap();
    assert_eq!(resumed.opened(), &Refreshed::default(), "nothing is read");
    is_in_step(&resumed.knowledge_base(), &scratch.kb(), &QUERIES);

    scratch.write("x/b.md", "a kiwi");
    scratch.write("c.md", "a fruit");
    scratch.remove("a.md");
    let mut resumed = Folder::resume(scratch.kb(), &edition).unwrap();
    assert_eq!((resumed.opened().to_string(), resumed.opened().read), ("1 added, 1 changed, 1 removed".to_owned(), 2));
    is_in_step(&resumed.knowledge_base(), &scratch.kb(), &QUERIES);
    assert_eq!(resumed.knowledge_base().article("x/b.md").unwrap().unwrap().meta.owner, "Care");
    scratch.write("x/_defaults.yml", "owner: Sales");
    resumed.refresh().unwrap();
    is_in_step(&resumed.knowledge_base(), &scratch.kb(), &QUERIES);

    let cut = &kept[..kept.len() - 1];
    let mut other = kept.clone();
    other[40] ^= 1;
    let another = KnowledgeBase::builder().article("a.md", "another").build().unwrap().to_bytes().unwrap();
    let nothing: &[u8] = b"";
    for (name, saved, kept, why) in [
        ("cut off", saved.as_slice(), cut, "is of another format, or was changed"),
        ("changed", &saved, &other, "is of another format, or was changed"),
        ("empty", &saved, nothing, "is of another format, or was changed"),
        ("of a later version", &saved, b"nohold folder 2 0\n{}", "is of another format, or was changed"),
        ("of another edition", &another, &kept, "is of another edition"),
        ("no edition", nothing, &kept, "is of another edition"),
    ] {
        fs::write(&edition, saved).unwrap();
        fs::write(&beside, kept).unwrap();
        let folder = Folder::resume(scratch.kb(), &edition).unwrap();
        let opened = folder.opened();
        assert!(opened.restarted.as_ref().is_some_and(|told| told.contains(why)), "{name}: {:?}", opened.restarted);
        assert_eq!(opened.read, 4, "{name}");
        is_in_step(&folder.knowledge_base(), &scratch.kb(), &QUERIES);
    }
    let none = Folder::resume(scratch.kb(), scratch.0.join("none.nohold")).unwrap();
    assert!(none.opened().restarted.as_ref().is_some_and(|told| told.contains("cannot be read")));
    let german = KnowledgeBase::builder().lang("de").resume(scratch.kb(), &edition).unwrap();
    assert!(german.opened().restarted.is_some());
}

/// A watched folder, and what is told of it.
fn watched(scratch: &Scratch, interval: Option<Duration>) -> (Watch, Receiver<nohold::Result<Refreshed>>) {
    let (send, receive) = channel();
    let told = move |outcome| drop(send.send(outcome));
    let folder = Folder::open(scratch.kb()).unwrap();
    let watch = match interval {
        Some(interval) => folder.poll(interval, told),
        None => folder.watch(told),
    };
    (watch.unwrap(), receive)
}

/// Fails if it does not come to be within a time in which it should be, however busy the machine is.
fn comes_to_be(what: &str, is: impl Fn() -> bool) {
    let begin = Instant::now();
    while !is() {
        assert!(begin.elapsed() < Duration::from_secs(60), "{what}");
        thread::sleep(Duration::from_millis(5));
    }
}

#[test]
fn a_watched_folder_is_kept_in_step() {
    for interval in [None, Some(Duration::from_millis(20))] {
        let scratch = Scratch::new("watched", &[("a.md", "an apple"), ("x/b.md", "a pear")]);
        let (watch, told) = watched(&scratch, interval);
        assert_eq!(watch.is_told(), interval.is_none() && cfg!(all(feature = "watch", target_os = "linux")));
        let kb = watch.knowledge_base();
        let finds = |query: &str| !answers(&kb, query).is_empty();
        scratch.write("a.md", "a kiwi");
        comes_to_be("an edit", || finds("kiwi") && !finds("apple"));
        scratch.write("new/deep/folder/c.md", "a plum");
        comes_to_be("a new folder", || finds("plum"));
        scratch.rename("new", "old");
        comes_to_be("a renamed folder", || kb.contains("old/deep/folder/c.md").unwrap());
        scratch.remove("x/b.md");
        comes_to_be("a file that goes", || !finds("pear"));
        (0..2_000).for_each(|number| scratch.write(&format!("many/{number}.md"), &format!("a burst{number}")));
        comes_to_be("thousands of files", || kb.len() == 2_002);
        fs::rename(scratch.kb(), scratch.0.join("away")).unwrap();
        comes_to_be("that it is gone", || told.try_iter().any(|outcome| outcome.is_err()));
        assert!(finds("plum"));
        fs::rename(scratch.0.join("away"), scratch.kb()).unwrap();
        scratch.write("back.md", "a return");
        comes_to_be("that it is back", || finds("return"));
        fs::remove_dir_all(scratch.join("many")).unwrap();
        comes_to_be("thousands that go", || kb.len() == 3);
        drop(watch);
        is_in_step(&kb, &scratch.kb(), &QUERIES);
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_watch_leaves_nothing_behind() {
    let scratch = Scratch::new("leaves", &[("a.md", "an apple"), ("x/b.md", "a pear")]);
    let threads = || {
        let tasks = fs::read_dir("/proc/self/task").unwrap().flatten();
        let names = tasks.filter_map(|task| fs::read_to_string(task.path().join("comm")).ok());
        names.filter(|name| name.starts_with("nohold-") || name.starts_with("notify-")).count()
    };
    let handles = || {
        let handles = fs::read_dir("/proc/self/fd").unwrap().flatten();
        handles.filter(|one| fs::read_link(one.path()).is_ok_and(|to| to.ends_with("anon_inode:inotify"))).count()
    };
    for _ in 0..20 {
        drop(watched(&scratch, None));
    }
    // Other tests watch, too, at the same time, but not that many folders.
    comes_to_be("that threads end", || threads() < 16 && handles() < 8);
}

/// A process that ends with the test.
#[cfg(feature = "cli")]
struct Child(std::process::Child);

#[cfg(feature = "cli")]
impl Drop for Child {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[cfg(feature = "cli")]
#[test]
fn an_edition_is_kept_as_its_folder_is() {
    use std::process::{Command, Stdio};
    let scratch = Scratch::new("cli", &[("a.md", "an apple")]);
    let edition = scratch.0.join("kb.nohold");
    let begin = || {
        let mut command = Command::new(env!("CARGO_BIN_EXE_nohold"));
        command.args(["index", "--watch", "--lang", "en", "--output"]).arg(&edition).arg(scratch.kb());
        Child(command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap())
    };
    let finds = |word: &str| {
        let kb = KnowledgeBase::open(&edition);
        kb.is_ok_and(|kb| kb.search(word).is_ok_and(|results| !results.is_empty()))
    };
    let child = begin();
    comes_to_be("an edition", || finds("apple"));
    scratch.write("b.md", "a pear");
    comes_to_be("the next one", || finds("pear"));
    drop(child);
    scratch.remove("b.md");
    scratch.write("c.md", "a kiwi");
    let _child = begin();
    comes_to_be("what changed while nobody looked", || finds("kiwi") && !finds("pear"));
}
