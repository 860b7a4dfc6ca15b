//! Addresses of pages that say more than which page.

use super::{Kind, Span, View};

pub(super) fn find(view: &View<'_>, spans: &mut Vec<Span>) {
    let text = &view.text;
    for range in text.runs(|c| !c.is_whitespace() && !matches!(c, '<' | '>' | '"' | '\u{ab}' | '\u{bb}')) {
        let run: String = text.chars(&range).iter().collect();
        if says_more(&run) {
            let closing =
                run.chars().rev().take_while(|c| matches!(c, '.' | ',' | ')' | '!' | ';' | ']' | '\'')).count();
            spans.push(Span { range: range.start..range.end - closing, kind: Kind::Link });
        }
    }
}

/// Whether a run without spaces is an address with a query, a fragment, or a user before its host.
fn says_more(run: &str) -> bool {
    let lower = run.to_lowercase();
    let begins =
        ["://", "www."].iter().filter_map(|beginning| lower.find(beginning).map(|at| at + beginning.len())).min();
    let is_more = |rest: &str| {
        let mark = rest.find(['?', '#', '@']);
        mark.is_some_and(|mark| rest.get(mark + 1..).is_some_and(|more| more.contains(char::is_alphanumeric)))
    };
    begins.and_then(|at| lower.get(at..)).is_some_and(is_more) || has_query(&lower)
}

/// `host/path?key=value`, without a scheme.
fn has_query(run: &str) -> bool {
    let Some((path, query)) = run.split_once('?') else { return false };
    let is_path = path.contains(['.', '/']) && path.contains(char::is_alphanumeric);
    is_path && query.split_once('=').is_some_and(|(key, value)| !key.is_empty() && !value.is_empty())
}
