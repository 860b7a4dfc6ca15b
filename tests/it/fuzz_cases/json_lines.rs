//! Any bytes as JSON Lines: what is said of each line, and what becomes of its article.
//!
//! The first byte chooses: the lines as they are, or all that follows as the value of one key beside others, in which it
//! is JSON if it can be and a text if not.

use nohold::KnowledgeBase;
use nohold::article::Audience;
use nohold::markdown::{Settings, parse_json_line};

/// The keys under which anything may stand.
const KEYS: [&str; 16] = [
    "text",
    "title",
    "url",
    "lang",
    "id",
    "draft",
    "audience",
    "search",
    "tags",
    "date",
    "owner",
    "slug",
    "aliases",
    "published",
    "folder",
    "anything.else",
];

pub(crate) fn run(data: &[u8]) {
    let Some((&choice, rest)) = data.split_first() else { return };
    if choice.is_ascii_uppercase() {
        under_a_key(KEYS[usize::from(choice - b'A') % KEYS.len()], rest);
    } else {
        lines(rest);
    }
}

/// Every line is read or something is said of it, and what is read one by one is what a builder reads.
fn lines(text: &[u8]) {
    let mut ids = Vec::new();
    for (number, line) in (1..).zip(text.split(|&b| b == b'\n')) {
        let line = String::from_utf8_lossy(line);
        let (read, warnings) = parse_json_line("a.jsonl", number, &line, &Settings::default());
        let is_blank = line.trim_start_matches('\u{feff}').trim().is_empty();
        assert!(read.is_some() || is_blank || !warnings.is_empty(), "nothing is dropped in silence: {line:?}");
        assert!(warnings.iter().all(|warning| (warning.path.as_str(), warning.line) == ("a.jsonl", number)));
        ids.extend(read.map(|read| read.article.id));
    }
    assert!(ids.iter().all(|id| !id.is_empty()));
    check_base(text, ids);
}

/// Two articles of one id are refused; else all are there.
fn check_base(text: &[u8], mut ids: Vec<String>) {
    let built = KnowledgeBase::builder().json_lines("a.jsonl", text).build();
    ids.sort();
    let repeats = ids.windows(2).any(|pair| pair[0] == pair[1]);
    assert_eq!(built.is_err(), repeats, "{ids:?}");
    if let Ok(kb) = built {
        assert_eq!(kb.len(), ids.len());
        assert!(ids.iter().all(|id| kb.contains(id).expect("it is in memory")));
    }
}

/// An article stays hidden and internal, whatever else is said of it, also of those things themselves.
fn under_a_key(key: &str, value: &[u8]) {
    let value = String::from_utf8_lossy(value);
    let value = serde_json::from_str(&value).unwrap_or(serde_json::Value::from(value));
    let object = format!(r#"{{"draft":true,"audience":"internal","id":"a","text":"b",{}:{value}}}"#, quoted(key));
    let (read, warnings) = parse_json_line("a.jsonl", 7, &object, &Settings::default());
    let Some(read) = read else {
        assert!(!warnings.is_empty());
        return;
    };
    assert!(read.article.meta.hidden.is_some() && read.article.meta.audience != Audience::Public, "{object}");
}

fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}
