//! Pieces of a line in one style each.

use std::ops::Range;

use ratatui::style::Style;
use ratatui::text::Span;

use super::super::wrap::{cells, cut};
use crate::output::visible;

pub(super) type Spans = Vec<Span<'static>>;

/// One piece.
pub(super) fn one(text: &str, style: Style) -> Spans {
    vec![piece(text, style)]
}

pub(super) fn piece(text: &str, style: Style) -> Span<'static> {
    Span::styled(visible(text), style)
}

/// The part of a text that `range` is, with what matches in a style that is laid over the other.
pub(super) fn marked(text: &str, range: Range<usize>, matches: &[Range<usize>], styles: (Style, Style)) -> Spans {
    let (plain, strong) = (styles.0, styles.0.patch(styles.1));
    let mut spans = Vec::new();
    let mut at = range.start;
    let mut add = |range: Range<usize>, style| {
        if let Some(text) = text.get(range).filter(|text| !text.is_empty()) {
            spans.push(piece(text, style));
        }
    };
    for found in matches {
        let (start, end) = (found.start.clamp(at, range.end.max(at)), found.end.min(range.end));
        add(at..start, plain);
        add(start..end, strong);
        at = end.max(start);
    }
    add(at..range.end, plain);
    spans
}

/// How many cells they take.
pub(super) fn width(spans: &[Span<'static>]) -> usize {
    spans.iter().map(|span| cells(&span.content)).sum()
}

/// As many as fit, with `…` where something is left out.
pub(super) fn fit(spans: Spans, columns: usize) -> Spans {
    if width(&spans) <= columns {
        return spans;
    }
    let mut room = columns;
    let mut fitting = Vec::new();
    for span in spans {
        let taken = cells(&span.content);
        if taken >= room {
            let text = cut(&format!("{}…", span.content), room);
            fitting.push(Span::styled(text, span.style));
            break;
        }
        room -= taken;
        fitting.push(span);
    }
    fitting
}

/// `left`, and `right` at the end of the row where there is room for it.
pub(super) fn apart(mut left: Spans, right: Spans, columns: usize) -> Spans {
    let taken = width(&left) + width(&right);
    if taken + 2 <= columns {
        left.push(Span::raw(" ".repeat(columns - taken)));
        left.extend(right);
    }
    fit(left, columns)
}

#[cfg(test)]
mod tests {
    use super::*;
    use ratatui::style::Modifier;

    const BOLD: Style = Style::new().add_modifier(Modifier::BOLD);

    /// The text with what is bold in `[]`.
    fn shown(spans: &Spans) -> String {
        let piece = |span: &Span<'static>| {
            if span.style == BOLD { format!("[{}]", span.content) } else { span.content.to_string() }
        };
        spans.iter().map(piece).collect()
    }

    #[test]
    fn what_matches_is_marked() {
        type Ends = (usize, usize);
        let text = "a refund today";
        let cases: [(Ends, &[Ends], &str); 7] = [
            ((0, 14), &[(2, 8)], "a [refund] today"),
            ((0, 14), &[], "a refund today"),
            ((4, 14), &[(2, 8)], "[fund] today"),
            ((0, 5), &[(2, 8)], "a [ref]"),
            ((9, 14), &[(2, 8)], "today"),
            ((0, 1), &[(2, 8), (9, 14)], "a"),
            ((0, 14), &[(0, 1), (9, 14)], "[a] refund [today]"),
        ];
        for ((start, end), matches, expected) in cases {
            let matches: Vec<Range<usize>> = matches.iter().map(|(start, end)| *start..*end).collect();
            assert_eq!(shown(&marked(text, start..end, &matches, (Style::new(), BOLD))), expected, "{start} {end}");
        }
    }

    #[test]
    fn lines_fit() {
        let spans = || vec![piece("one ", Style::new()), piece("two", BOLD)];
        let cases =
            [(9, "one [two]"), (7, "one [two]"), (6, "one [t…]"), (5, "one […]"), (4, "one…"), (1, "…"), (0, "")];
        for (columns, expected) in cases {
            let fitting = fit(spans(), columns);
            assert_eq!((shown(&fitting).as_str(), width(&fitting) <= columns), (expected, true), "{columns}");
        }
        assert_eq!(shown(&apart(spans(), one("end", BOLD), 12)), "one [two]  [end]");
        assert_eq!(shown(&apart(spans(), one("end", BOLD), 11)), "one [two]");
    }

    #[test]
    fn nothing_commands_the_terminal() {
        assert_eq!(shown(&one("a\u{1b}[2J\u{9b}b\u{202e}c\tn", Style::new())), "a [2J bc n");
    }
}
