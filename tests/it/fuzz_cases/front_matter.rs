//! Front matter fails closed: whatever stands beside a line that hides the article, the article is hidden.
//!
//! The first byte chooses where the line stands, the second which line it is; the rest is what stands before it or
//! behind it. Not both at once: between two quotation marks, `draft: true` is text, and rightly so.

use nohold::article::Audience;
use nohold::markdown::{Settings, parse};

/// Keys that hide an article, with their values in JSON, which are values of YAML and of TOML, too.
const HIDING: [(&str, &str); 17] = [
    ("draft", "true"),
    ("draft", "\"perhaps\""),
    ("audience", "\"internal\""),
    ("audience", "[\"staff\", \"partners\"]"),
    ("published", "false"),
    ("unlisted", "\"yes\""),
    ("headless", "true"),
    ("publishDate", "\"soon\""),
    ("expires", "\"never\""),
    ("Draft", "1"),
    ("draft", "{}"),
    ("audience", "{}"),
    ("published", "{}"),
    ("expiryDate", "\"2024-13-01\""),
    ("status", "\"draft\""),
    ("password", "\"x\""),
    ("search_exclude", "true"),
];

pub(crate) fn run(data: &[u8]) {
    let [place, line, rest @ ..] = data else { return };
    let (key, value) = HIDING[usize::from(line.wrapping_sub(b'0')) % HIDING.len()];
    let (yaml, toml, json) = (format!("{key}: {value}\n"), format!("{key} = {value}\n"), format!("\"{key}\": {value}"));
    match place.wrapping_sub(b'i') % 8 {
        0 => last_in_yaml(rest, &yaml),
        1 => first(&format!("---\n{yaml}"), rest),
        2 => last_in_toml(rest, &toml),
        3 => first(&format!("+++\n{toml}"), rest),
        4 => last_in_json(rest, &json),
        5 => first(&format!("{{\n{json},\n"), rest),
        6 => first(&format!("{{\"title\": \"T\", {json},"), rest),
        _ => first(&format!("---\n{{title: T, {json},"), rest),
    }
}

/// Behind the line anything may follow, the end of the front matter among it, or no end at all.
fn first(line: &str, rest: &[u8]) {
    assert_hidden(&[line.as_bytes(), rest].concat());
}

fn last_in_yaml(before: &[u8], line: &str) {
    if !has_line(before, &["---", "..."]) {
        assert_hidden(&[b"---\n", before, b"\n", line.as_bytes(), b"---\nText.\n"].concat());
    }
}

/// Below the name of a table, and within brackets that are closed, the line is not about the article.
fn last_in_toml(before: &[u8], line: &str) {
    if !has_line(before, &["+++"]) && !before.contains(&b'[') {
        assert_hidden(&[b"+++\n", before, b"\n", line.as_bytes(), b"+++\nText.\n"].concat());
    }
}

/// A brace in it may end the front matter.
fn last_in_json(before: &[u8], line: &str) {
    if !before.contains(&b'}') {
        assert_hidden(&[b"{\n\"title\": \"T\",\n", before, b"\n", line.as_bytes(), b"\n}\nText.\n"].concat());
    }
}

/// Whether one of these lines stands in the file, as it is read: without what cannot be seen.
fn has_line(file: &[u8], lines: &[&str]) -> bool {
    let invisible = |c: char| matches!(c, '\u{200b}' | '\u{feff}' | '\u{ad}' | '\u{2060}' | '\u{2028}' | '\u{2029}');
    let text = String::from_utf8_lossy(file).replace('\r', "\n");
    let text: String = text.chars().filter(|&c| c == '\n' || !(c.is_control() || invisible(c))).collect();
    text.lines().any(|line| lines.contains(&line.trim_end()))
}

fn assert_hidden(file: &[u8]) {
    let read = parse("guide/a.md", file, &Settings::default());
    let meta = &read.article.meta;
    let is_public = meta.hidden.is_none() && meta.audience == Audience::Public;
    assert!(!is_public, "{}", String::from_utf8_lossy(file));
}
