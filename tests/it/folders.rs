//! Folders: which files are articles, and what happens to odd ones.

use std::fs;
use std::path::{Path, PathBuf};

use nohold::article::{Audience, Meta};
use nohold::check::Kind;
use nohold::markdown::Settings;
use nohold::{ErrorKind, KnowledgeBase};

/// A folder that goes when the test ends.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str, files: &[(&str, &str)]) -> Self {
        let folder = Folder(std::env::temp_dir().join(format!("nohold-{name}-{}", std::process::id())));
        let _ = fs::remove_dir_all(&folder.0);
        fs::create_dir_all(&folder.0).unwrap();
        for (path, text) in files {
            let path = folder.0.join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        folder
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn ids(folder: &Path) -> Vec<String> {
    let kb = KnowledgeBase::open(folder).unwrap();
    let results = kb.search(nohold::Query::new("word").limit(100)).unwrap();
    let mut ids: Vec<String> = results.into_iter().map(|hit| hit.id().to_owned()).collect();
    ids.sort();
    ids
}

#[test]
fn articles_are_told_from_other_files() {
    let cases = [
        ("a.md", true),
        ("b.MD", true),
        ("c.mdx", true),
        ("d.markdown", true),
        ("sub/README.md", true),
        ("sub/deep/e f ü.md", true),
        ("license-questions.md", true),
        ("README.md", false),
        ("contributing.md", false),
        ("LICENSE.md", false),
        ("_template.md", false),
        ("_partials/p.md", false),
        (".hidden/h.md", false),
        ("node_modules/n.md", false),
        ("notes.txt", false),
        ("md", false),
    ];
    let files: Vec<(&str, &str)> = cases.iter().map(|(path, _)| (*path, "a word")).collect();
    let folder = Folder::new("files", &files);
    let mut expected: Vec<&str> = cases.iter().filter(|case| case.1).map(|case| case.0).collect();
    expected.sort_unstable();
    assert_eq!(ids(&folder.0), expected);
}

#[test]
fn rules_of_synonyms_are_read_at_the_top() {
    let folder = Folder::new(
        "synonyms",
        &[
            ("a.md", "a word"),
            ("synonyms.txt", "term = word\n= nothing\n"),
            ("sub/synonyms.txt", "other = word\n"),
            ("Synonyms.md", "a word"),
        ],
    );
    assert_eq!(ids(&folder.0), ["Synonyms.md", "a.md"]);
    let kb = KnowledgeBase::open(&folder.0).unwrap();
    assert_eq!(kb.search("term").unwrap().len(), 2);
    assert!(kb.search("other").unwrap().is_empty());
    let warnings = kb.warnings();
    let warned: Vec<(&str, usize)> = warnings.iter().map(|one| (one.path.as_str(), one.line)).collect();
    assert_eq!(warned, [("synonyms.txt", 2)]);
    let findings = nohold::check(&folder.0, &Settings::default()).unwrap();
    assert!(findings.iter().any(|finding| finding.warning == kb.warnings()[0]), "{findings:?}");
}

/// Who may read each article of a folder, and the files that are warned of; alike for who searches and who checks.
fn audiences(folder: &Path) -> (Vec<String>, Vec<String>) {
    let kb = KnowledgeBase::open(folder).unwrap();
    let results = kb.search(nohold::Query::new("word").limit(100)).unwrap();
    let audience = |meta: &Meta| meta.hidden.map_or(format!("{:?}", meta.audience), |why| format!("{why:?}"));
    let mut seen: Vec<String> =
        results.into_iter().map(|hit| format!("{} {}", hit.id(), audience(hit.meta()))).collect();
    seen.sort();
    let mut warned: Vec<String> = kb.warnings().iter().map(|warning| warning.path.clone()).collect();
    warned.sort();
    let findings = nohold::check(folder, &Settings::default()).unwrap();
    let readings = findings.iter().filter(|finding| finding.kind == Kind::Reading);
    let mut checked: Vec<String> = readings.map(|finding| finding.warning.path.clone()).collect();
    checked.sort();
    assert_eq!(checked, warned);
    (seen, warned)
}

#[test]
fn folders_hold_defaults() {
    let folder = Folder::new(
        "defaults",
        &[
            ("Staff/a.md", "# A\n\na word"),
            ("Staff/_defaults.yml", "audience: internal\nid: none\n"),
            ("Staff/b.md", "---\naudience: public\n---\n# B\n\na word"),
            ("drafts/_index.md", "---\ncascade:\n  draft: true\n---\na word"),
            ("drafts/c.md", "# C\n\na word"),
            ("jekyll/d.md", "# D\n\na word"),
            ("_config.yaml", "defaults: [{scope: {path: jekyll}, values: {published: false}}]\n"),
            ("broken/_DEFAULTS.YAML", "a: [\n"),
            ("broken/deep/e.md", "---\ndraft: false\n---\n# E\n\na word"),
            ("_partials/_defaults.yml", "draft: perhaps\n"),
            ("f.md", "# F\n\na word"),
        ],
    );
    let (seen, warned) = audiences(&folder.0);
    let expected = ["Staff/a.md Internal", "Staff/b.md Public", "broken/deep/e.md Draft", "drafts/c.md Draft"];
    assert_eq!(seen, [&expected[..], &["f.md Public", "jekyll/d.md Unpublished"]].concat());
    assert_eq!(warned, ["Staff/_defaults.yml", "broken/_DEFAULTS.YAML", "broken/_DEFAULTS.YAML"]);
}

#[test]
fn defaults_are_those_of_one_source() {
    let internal = Folder::new("one-source", &[("x/a.md", "a word"), ("x/_defaults.yml", "audience: internal\n")]);
    let public = Folder::new("other-source", &[("x/b.md", "a word")]);
    let kb = KnowledgeBase::builder().source(&internal.0).unwrap().source(&public.0).unwrap().build().unwrap();
    let hits = kb.search("word").unwrap();
    let of = |id: &str| hits.iter().find(|hit| hit.id() == id).unwrap().meta().audience.clone();
    assert_eq!([of("x/a.md"), of("x/b.md")], [Audience::Internal, Audience::Public]);
}

/// What cannot be opened may have been there to hide.
#[cfg(unix)]
#[test]
fn defaults_that_cannot_be_opened_hide() {
    use std::os::unix::fs::symlink;
    let folder = Folder::new(
        "no-defaults",
        &[
            ("a/x.md", "a word"),
            ("b/x.md", "a word"),
            ("c/x.md", "a word"),
            ("d/x.md", "a word"),
            ("d.yml", "draft: on"),
        ],
    );
    let outside = Folder::new("outside-defaults", &[("d.yml", "owner: Care\n")]);
    symlink(outside.0.join("d.yml"), folder.0.join("a/_defaults.yml")).unwrap();
    symlink(folder.0.join("nothing.yml"), folder.0.join("b/_index.md")).unwrap();
    fs::create_dir(folder.0.join("c/_defaults.yml")).unwrap();
    symlink(folder.0.join("d.yml"), folder.0.join("d/_defaults.yml")).unwrap();
    let (seen, warned) = audiences(&folder.0);
    assert_eq!(seen, ["a/x.md Draft", "b/x.md Draft", "c/x.md Draft", "d/x.md Draft"]);
    assert_eq!(warned, ["a/_defaults.yml", "b/_index.md", "c/_defaults.yml"]);
}

/// What an article and the one that it links to say, and what is found.
#[test]
fn links_to_what_fewer_people_see_are_found() {
    for (from, to, found) in [
        ("a: b", "audience: public", ""),
        ("a: b", "audience: internal", "internal"),
        ("a: b", "audience: [partners, staff]", "for partners and staff only"),
        ("a: b", "draft: true", "a draft"),
        ("a: b", "unlisted: true", "unlisted"),
        ("a: b", "published: false", "not published"),
        ("a: b", "draft: true; audience: internal", "a draft"),
        ("a: b", "draft: perhaps", "a draft"),
        ("a: b", "audience: nobody", "internal"),
        ("a: b", "search: {exclude: true}", ""),
        ("a: b", "publishDate: 2100-01-01", ""),
        ("a: b", "expiryDate: 2000-01-01", ""),
        ("audience: internal", "audience: internal", ""),
        ("audience: internal", "audience: [partners]", ""),
        ("audience: internal", "draft: true", "a draft"),
        ("audience: [partners]", "audience: [Partners, staff]", ""),
        ("audience: [partners]", "audience: internal", "internal"),
        ("audience: [partners, staff]", "audience: [staff]", "for staff only"),
        ("draft: true", "draft: true", ""),
        ("draft: true", "unlisted: true", ""),
        ("draft: true", "audience: internal", "internal"),
        ("unlisted: true", "unlisted: true", ""),
        ("unlisted: true", "draft: true", "a draft"),
    ] {
        let article = |front: &str, text: &str| format!("---\n{}\n---\n{text}\n", front.replace("; ", "\n"));
        let [from_text, to_text] = [article(from, "# A\n\n[B](x/b.md)"), article(to, "# B\n\nWords.")];
        let folder = Folder::new("hidden-links", &[("a.md", &from_text), ("x/b.md", &to_text)]);
        let findings = nohold::check(&folder.0, &Settings::default()).unwrap();
        let links = findings.iter().filter(|finding| finding.kind == Kind::HiddenLink);
        let messages: Vec<&str> = links.map(|finding| finding.warning.message.as_str()).collect();
        let expected = format!("`x/b.md` leads to x/b.md, which is {found}");
        assert_eq!(messages, Vec::from_iter((!found.is_empty()).then_some(expected.as_str())), "{from} -> {to}");
    }
}

#[cfg(unix)]
#[test]
fn links_are_followed_inside_the_folder_only() {
    use std::os::unix::fs::symlink;
    let outside = Folder::new("outside", &[("secret.md", "a word")]);
    let folder = Folder::new("links", &[("sub/a.md", "a word")]);
    symlink(&outside.0, folder.0.join("out")).unwrap();
    symlink(outside.0.join("secret.md"), folder.0.join("secret.md")).unwrap();
    symlink(&folder.0, folder.0.join("sub/loop")).unwrap();
    symlink(folder.0.join("nothing.md"), folder.0.join("broken.md")).unwrap();
    symlink(folder.0.join("sub/a.md"), folder.0.join("b.md")).unwrap();
    assert_eq!(ids(&folder.0), ["b.md", "sub/a.md"]);
    let kb = KnowledgeBase::open(&folder.0).unwrap();
    let warnings = kb.warnings();
    let mut warned: Vec<&str> = warnings.iter().map(|warning| warning.path.as_str()).collect();
    warned.sort_unstable();
    assert_eq!(warned, ["broken.md", "out", "secret.md", "sub/loop"]);
}

#[cfg(unix)]
#[test]
fn every_folder_is_read_once() {
    use std::os::unix::fs::symlink;
    let names: Vec<String> = (0..9).map(|number| format!("f{number}/a.md")).collect();
    let files: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), "a word")).collect();
    let folder = Folder::new("net", &files);
    for (from, to) in (0..9).flat_map(|from| (0..9).map(move |to| (from, to))).filter(|(from, to)| from != to) {
        symlink(folder.0.join(format!("f{to}")), folder.0.join(format!("f{from}/to{to}"))).unwrap();
    }
    assert_eq!(ids(&folder.0), names);
    assert_eq!(KnowledgeBase::open(&folder.0).unwrap().warnings().len(), 72);
}

/// A folder has its own path if it has articles there, and otherwise the first that leads to it.
#[cfg(unix)]
#[test]
fn links_do_not_rename_what_they_lead_to() {
    use std::os::unix::fs::symlink;
    let folder = Folder::new("names", &[("v2/a.md", "a word"), (".versions/v1/b.md", "a word")]);
    symlink(folder.0.join("v2"), folder.0.join("current")).unwrap();
    symlink(folder.0.join(".versions"), folder.0.join("old")).unwrap();
    symlink(folder.0.join(".versions/v1"), folder.0.join("previous")).unwrap();
    assert_eq!(ids(&folder.0), ["old/v1/b.md", "v2/a.md"]);
    let kb = KnowledgeBase::open(&folder.0).unwrap();
    let warnings = kb.warnings();
    let warned: Vec<&str> = warnings.iter().map(|warning| warning.path.as_str()).collect();
    assert_eq!(warned, ["current", "previous"]);
}

#[cfg(unix)]
#[test]
fn only_files_are_read() {
    let folder = Folder::new("pipes", &[("a.md", "a word"), ("folder.md/b.md", "a word")]);
    for name in ["pipe.md", "pipe.txt"] {
        assert!(std::process::Command::new("mkfifo").arg(folder.0.join(name)).status().unwrap().success());
    }
    assert_eq!(ids(&folder.0), ["a.md", "folder.md/b.md"]);
    let kb = KnowledgeBase::open(&folder.0).unwrap();
    let warnings = kb.warnings();
    let warned: Vec<&str> = warnings.iter().map(|warning| warning.path.as_str()).collect();
    assert_eq!(warned, ["pipe.md"]);
}

/// The file says that it has more bytes than any memory, and most of them are on no disk.
#[cfg(unix)]
#[test]
fn of_a_huge_file_the_beginning_is_read() {
    let folder = Folder::new("huge", &[("a.md", "# A\n\na word\n")]);
    fs::File::options().write(true).open(folder.0.join("a.md")).unwrap().set_len(1 << 40).unwrap();
    assert_eq!(ids(&folder.0), ["a.md"]);
    let kb = KnowledgeBase::open(&folder.0).unwrap();
    assert!(kb.warnings()[0].message.contains("larger than 8 MiB"), "{:?}", kb.warnings());
}

#[test]
fn json_lines_are_articles_and_bad_lines_are_warnings() {
    let text = "{\"id\": \"a\", \"title\": \"A\", \"text\": \"a word\", \"product\": \"kettle\"}\n\nnot json\n{\"title\": \"no id\"}\n{\"id\": 7, \"text\": \"word\"}\n";
    let folder = Folder::new("lines", &[("kb.jsonl", text)]);
    let kb = KnowledgeBase::open(folder.0.join("kb.jsonl")).unwrap();
    assert_eq!(kb.len(), 2);
    let lines: Vec<usize> = kb.warnings().iter().map(|warning| warning.line).collect();
    assert!(lines.contains(&3) && lines.contains(&4), "{:?}", kb.warnings());
    let results = kb.search(nohold::Query::new("word").filter("product", "Kettle")).unwrap();
    assert_eq!(results.hits()[0].id(), "a");
}

#[test]
fn bytes_of_json_lines_that_are_not_utf8_are_warnings() {
    let text = b"{\"id\": \"a\", \"text\": \"word\"}\r\n{\"id\": \"b\", \"text\": \"caf\xe9 word\"}\n\xff\n";
    let folder = Folder::new("latin", &[]);
    let path = folder.0.join("kb.jsonl");
    fs::write(&path, text).unwrap();
    let opened = KnowledgeBase::open(&path).unwrap();
    let built = KnowledgeBase::builder().json_lines("kb.jsonl", text).build().unwrap();
    assert_eq!((opened.len(), opened.warnings()), (2, built.warnings()));
    let said = |line| format!("kb.jsonl:{line}: line {line} has bytes that are not UTF-8; they were replaced");
    let findings = nohold::check(&path, &Settings::default()).unwrap();
    let found = findings.iter().map(|finding| finding.warning.to_string());
    let warnings = opened.warnings();
    let warned = warnings.iter().map(ToString::to_string);
    for all in [found.collect::<Vec<_>>(), warned.collect()] {
        let about_bytes: Vec<&String> = all.iter().filter(|message| message.contains("UTF-8")).collect();
        assert_eq!(about_bytes, [&said(2), &said(3)]);
    }
}

#[test]
fn saving_replaces_the_file_and_leaves_no_other() {
    let folder = Folder::new("save", &[("kb.nohold", "old")]);
    let kb = KnowledgeBase::builder().article("a.md", "a word").build().unwrap();
    kb.save(folder.0.join("kb.nohold")).unwrap();
    assert_eq!(KnowledgeBase::open(folder.0.join("kb.nohold")).unwrap().len(), 1);
    assert_eq!(fs::read_dir(&folder.0).unwrap().count(), 1);
    assert_eq!(kb.save(folder.0.join("no/such/kb.nohold")).unwrap_err().kind(), ErrorKind::Io);
}

/// Files are left over by processes that were ended and had the same number.
#[test]
fn threads_may_save_to_one_path() {
    let left_over = format!(".kb.nohold.{}.0.new", std::process::id());
    let folder = Folder::new("threads", &[(left_over.as_str(), "left over")]);
    let kb = KnowledgeBase::builder().article("a.md", "a word").build().unwrap();
    let path = folder.0.join("kb.nohold");
    std::thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| (0..10).for_each(|_| kb.save(&path).unwrap()));
        }
    });
    assert_eq!(KnowledgeBase::open(&path).unwrap().len(), 1);
    assert_eq!(fs::read_to_string(folder.0.join(left_over)).unwrap(), "left over");
    assert_eq!(fs::read_dir(&folder.0).unwrap().count(), 2);
}

/// Whoever may write to a folder but not read it cannot sync it, unless it is the administrator.
#[cfg(unix)]
#[test]
fn what_fails_after_saving_does_not_deny_it() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = Folder::new("unsynced", &[("kb.nohold", "old")]);
    let kb = KnowledgeBase::builder().article("a.md", "a word").build().unwrap();
    fs::set_permissions(&folder.0, fs::Permissions::from_mode(0o300)).unwrap();
    let saved = kb.save(folder.0.join("kb.nohold"));
    fs::set_permissions(&folder.0, fs::Permissions::from_mode(0o700)).unwrap();
    assert_eq!(KnowledgeBase::open(folder.0.join("kb.nohold")).unwrap().len(), 1);
    assert!(saved.map_or_else(|error| error.to_string().contains("is in its place"), |()| true));
}

#[test]
fn what_cannot_be_opened_says_so() {
    let folder = Folder::new("bad", &[("empty", ""), ("text.nohold", "hello")]);
    let cases = [("missing", ErrorKind::Io), ("empty", ErrorKind::Corrupt), ("text.nohold", ErrorKind::Corrupt)];
    for (name, kind) in cases {
        let error = KnowledgeBase::open(folder.0.join(name)).map(|_| ()).unwrap_err();
        assert_eq!(error.kind(), kind, "{error}");
        assert!(error.to_string().starts_with(&format!("{}: ", folder.0.join(name).display())), "{error}");
    }
}
