//! Addresses of computers: IPv4, IPv6, and those of network cards.

use std::ops::Range;

use super::text::Text;
use super::{Kind, Span, View};

pub(super) fn find(view: &View<'_>, spans: &mut Vec<Span>) {
    let text = &view.text;
    let four = text.runs(|c| c.is_ascii_digit() || c == '.').filter(|range| is_four_bytes(text, range));
    let colons = text
        .runs(|c| c.is_ascii_hexdigit() || matches!(c, ':' | '.' | '-'))
        .filter(|range| has_hex_groups(text, range));
    spans.extend(four.chain(colons).map(|range| Span { range, kind: Kind::Address }));
}

fn is_four_bytes(text: &Text, range: &Range<usize>) -> bool {
    let run: String = text.chars(range).iter().collect();
    let parts: Vec<&str> = run.trim_matches('.').split('.').collect();
    parts.len() == 4 && parts.iter().all(|part| part.parse::<u8>().is_ok())
}

/// `2001:db8::1`, `00:1a:2b:3c:4d:5e`: five groups of hexadecimal digits, or two with `::` between.
fn has_hex_groups(text: &Text, range: &Range<usize>) -> bool {
    let run: String = text.chars(range).iter().collect();
    let run = run.trim_matches(['.', '-']);
    let link = if run.contains(':') { ':' } else { '-' };
    let groups: Vec<&str> = run.split(link).collect();
    let are_short = groups.iter().all(|group| group.len() <= 4 || group.contains('.'));
    let shortened = run.contains("::") && run.len() > 3;
    let pairs = groups.len() >= 6 && groups.iter().all(|group| group.len() == 2);
    are_short && (shortened || pairs || (link == ':' && groups.len() >= 5))
}
