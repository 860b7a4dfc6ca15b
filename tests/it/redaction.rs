//! What must not come through redaction, and what might as well have.

use std::fs;
use std::path::PathBuf;

use nohold::redact;

/// The lines of a data file, with `⏎`-free records: a record ends where its brackets are closed.
fn records(name: &str) -> Vec<String> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/data/redaction").join(name);
    let text = fs::read_to_string(path).unwrap();
    let mut records: Vec<String> = Vec::new();
    let mut is_open = false;
    for line in text.lines() {
        match records.last_mut().filter(|_| is_open) {
            Some(last) => {
                last.push('\n');
                last.push_str(line);
            }
            None if line.is_empty() || line.starts_with("# ") => continue,
            None => records.push(line.to_owned()),
        }
        let last = records.last().unwrap();
        is_open = last.matches('⟦').count() > last.matches('⟧').count();
    }
    records
}

/// Letters and digits only, in one case and of one script: what is left under all separators.
fn bare(text: &str) -> Vec<char> {
    use unicode_normalization::UnicodeNormalization;
    let text: String = text.nfkc().collect();
    text.to_lowercase().chars().map(arabic).filter(|c| c.is_alphanumeric()).collect()
}

fn arabic(c: char) -> char {
    let zeros = [0x660, 0x6f0, 0x966, 0xe50];
    let value = zeros.iter().find_map(|zero| u32::from(c).checked_sub(*zero).filter(|value| *value < 10));
    value.and_then(|value| char::from_digit(value, 10)).unwrap_or(c)
}

/// A piece of a secret that is long enough to tell it, and came through.
fn leak(secret: &str, redacted: &str) -> Option<String> {
    let secret = bare(secret);
    let kept = ["[email]", "[number]", "[date]", "[key]", "[link]", "[ip]"]
        .iter()
        .fold(redacted.to_owned(), |text, placeholder| text.replace(placeholder, "\u{1f6c7}"));
    let pieces: Vec<Vec<char>> = kept.split('\u{1f6c7}').map(bare).collect();
    let length = secret.len().min(4);
    let has = |window: &&[char]| pieces.iter().any(|piece| piece.windows(length).any(|other| other == *window));
    secret.windows(length).find(has).map(|window| window.iter().collect())
}

fn secrets(record: &str) -> Vec<&str> {
    record.split('⟦').skip(1).map(|rest| rest.split('⟧').next().unwrap()).collect()
}

#[test]
fn no_secret_comes_through() {
    let records = records("hostile.txt");
    let mut leaks = Vec::new();
    for record in &records {
        let redacted = redact(&record.replace(['⟦', '⟧'], ""), |_| false);
        assert!(!secrets(record).is_empty(), "{record}");
        for secret in secrets(record) {
            leaks.extend(leak(secret, &redacted).map(|piece| format!("{record}\n    {redacted}\n    {piece}")));
        }
    }
    println!("{} hostile texts, {} leaks", records.len(), leaks.len());
    assert!(leaks.is_empty(), "{}", leaks.join("\n"));
    assert!(records.len() >= 200);
}

#[test]
fn innocent_texts_mostly_stay() {
    let records = records("innocent.txt");
    let knows = |word: &str| ["lf-409", "lf-503", "e42"].contains(&word.to_lowercase().as_str());
    let lost: Vec<String> = records
        .iter()
        .map(|text| (text, redact(text, knows)))
        .filter(|(text, redacted)| redacted != *text)
        .map(|(text, redacted)| format!("{text} -> {redacted}"))
        .collect();
    println!("{} innocent texts, {} over-redacted:\n{}", records.len(), lost.len(), lost.join("\n"));
    assert!(records.len() >= 80 && lost.len() * 20 <= records.len(), "{}", lost.join("\n"));
}

#[test]
fn the_leak_check_finds_leaks() {
    let cases = [
        ("max@example.com", "write to max@exam", true),
        ("max@example.com", "write to [email]", false),
        ("4111 1111", "4-1-1-1", true),
        ("٤١١١", "4111", true),
        ("471", "order 471", true),
        ("471", "order [number]", false),
    ];
    for (secret, redacted, leaks) in cases {
        assert_eq!(leak(secret, redacted).is_some(), leaks, "{secret} {redacted}");
    }
}

#[cfg(feature = "index")]
#[test]
fn what_the_articles_have_is_no_secret() {
    let kb = nohold::KnowledgeBase::builder()
        .article("a.md", "# Codes\n\nLF-40912, ISBN 978-3-16-148410-0, form 90210. Write to help@lanternfish.example.")
        .build()
        .unwrap();
    let cases = [
        ("what is LF-40912", "what is LF-40912"),
        ("lf40912?", "lf40912?"),
        ("LF-40913", "[number]"),
        ("is 978-3-16-148410-0 in stock", "is 978-3-16-148410-0 in stock"),
        ("form 90210", "form 90210"),
        ("form 90210-1", "form [number]"),
        ("978 3 16 148410 0", "[number]"),
        ("help@lanternfish.example", "[email]"),
        ("pin 90210", "pin [number]"),
    ];
    for (text, expected) in cases {
        assert_eq!(redact(text, |word| kb.knows(word)), expected, "{text}");
    }
    for word in ["", " ", "-", "zebra", "LF-40912 zebra"] {
        assert!(!kb.knows(word), "{word:?}");
    }
}

/// A text takes time by its length, whatever is in it: none of these may take its square.
#[test]
fn long_texts_take_no_long_time() {
    let pieces = [
        "@",
        "@ ",
        "a@",
        "at.",
        "at dot ",
        "a at b dot ",
        "1",
        "1-",
        "12345a",
        "pw:",
        "pin 1 ",
        "may 1 ",
        "1.1.",
        "#1",
        "\"@",
        ":",
        "a:",
        "AB 12 ",
        "DE12 ",
        "one ",
        "(",
        "[email]",
        "\u{301}",
        "%40",
        "&#64;",
        "é@",
        "order no ",
        "x?a=",
        "5 ",
        "日",
    ];
    let start = std::time::Instant::now();
    for piece in pieces {
        let text = piece.repeat((64 << 10) / piece.len());
        let once = redact(&text, |word| word.len() == 1);
        assert_eq!(redact(&once, |word| word.len() == 1), once, "{piece}");
    }
    assert!(start.elapsed().as_secs() < 60, "{:?}", start.elapsed());
}

/// Of the sample's own queries, what loses anything: e-mails tell orders and days, the others next to nothing.
#[cfg(all(feature = "index", feature = "fs"))]
#[test]
fn queries_of_the_sample_mostly_stay() {
    let sample = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("kb-sample");
    let kb = nohold::KnowledgeBase::open(&sample).unwrap();
    let lines = fs::read_to_string(sample.join("queries.jsonl")).unwrap();
    let queries = lines.lines().map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap());
    let queries =
        queries.filter(|query| query["kind"] != "email").map(|query| query["text"].as_str().unwrap().to_owned());
    let queries: Vec<String> = queries.collect();
    let lost: Vec<String> = queries
        .iter()
        .map(|text| (text, redact(text, |word| kb.knows(word))))
        .filter(|(text, redacted)| redacted != *text)
        .map(|(text, redacted)| format!("{text} -> {redacted}"))
        .collect();
    println!("{} queries, {} redacted:\n{}", queries.len(), lost.len(), lost.join("\n"));
    assert!(lost.len() * 50 <= queries.len(), "{}", lost.join("\n"));
}
