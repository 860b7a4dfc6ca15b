//! Any text as rules of what means the same, and a search for what its first lines say.

use nohold::KnowledgeBase;

pub(crate) fn run(data: &[u8]) {
    let article = "# Bicycles\n\nPushbikes are kept in the yard. 返金は自転車。";
    let builder = KnowledgeBase::builder().lang("en").article("a.md", article).synonyms("rules", data);
    let built = builder.build().expect("there is one article");
    let last = data.split(|&b| b == b'\n').count();
    assert!(built.warnings().iter().all(|warning| warning.path == "rules" && warning.line <= last));
    let bytes = built.to_bytes().expect("it is small");
    let opened = KnowledgeBase::from_bytes(bytes.clone()).expect("it was just written");
    assert!(opened.to_bytes().expect("it was not changed") == bytes, "the edition of an edition is the same");
    for line in String::from_utf8_lossy(data).lines().take(3) {
        search_both(&built, &opened, line);
    }
}

fn search_both(built: &KnowledgeBase, opened: &KnowledgeBase, text: &str) {
    let score = |kb: &KnowledgeBase| {
        let results = kb.search(text).expect("it was not changed");
        results.hits().first().map(|hit| (hit.score(), hit.snippet().clone()))
    };
    match (score(built), score(opened)) {
        (Some((a, shown)), Some((b, shown_too))) => assert!((a - b).abs() < 1e-6 && shown == shown_too, "{a} and {b}"),
        (built, opened) => assert_eq!(built.is_some(), opened.is_some()),
    }
}
