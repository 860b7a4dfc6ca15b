//! What stands at the edges: how many were found and what Tab would write; at the bottom the keys, or what was done.

use indicatif::HumanCount;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Span;

use super::super::state::State;
use super::super::theme::Theme;
use super::super::wrap::{cells, cut};
use super::put;
use super::spans::{self, Spans};

/// A line under the question, with the way on from it and the number of articles in it.
pub(super) fn draw_rule(frame: &mut Frame<'_>, place: Rect, state: &State, theme: &Theme) {
    let columns = usize::from(place.width);
    let count = match state.found.results.total() {
        0 => String::new(),
        1 => " 1 article ".to_owned(),
        total => format!(" {} articles ", HumanCount(total as u64)),
    };
    let changed = state.about.changed.as_ref().map(|when| format!(" articles changed at {when} "));
    // On a narrow screen the number is worth more.
    let changed = changed.filter(|changed| cells(changed) + cells(&count) + 30 <= columns).unwrap_or_default();
    let count = match (changed.is_empty(), count.is_empty()) {
        (false, false) => format!("{changed}──{count}"),
        _ => changed + &count,
    };
    let room = columns.saturating_sub(cells(&count) + 12);
    let way_on = state.found.completion.as_ref().filter(|_| !state.is_reading);
    let way_on = way_on.map(|way_on| cut(&crate::output::visible(way_on), room)).filter(|way_on| !way_on.is_empty());
    let mut line = spans::one("──", theme.aside);
    if let Some(way_on) = way_on {
        line.extend([spans::piece(" Tab ", theme.title), spans::piece(&format!("{way_on} "), theme.aside)]);
    }
    let rest = columns.saturating_sub(spans::width(&line) + cells(&count) + 2);
    line.push(spans::piece(&format!("{}{count}──", "─".repeat(rest)), theme.aside));
    put(frame, place, line);
}

/// The keys that do something now. The last is always shown, and of the others as many as there is room for.
fn keys(state: &State) -> &'static [(&'static str, &'static str)] {
    if state.is_reading {
        return &[
            ("Esc", "back"),
            ("↑↓", "scroll"),
            ("Tab", "next section"),
            ("^Y", "copy section"),
            ("^L", "copy address"),
            ("^C", "quit"),
        ];
    }
    if state.question.is_empty() {
        return &[("^C", "quit")];
    }
    if state.chosen().is_none() {
        return &[("Esc", "clear"), ("^C", "quit")];
    }
    &[("↑↓", "choose"), ("Enter", "open"), ("^Y", "copy"), ("^L", "copy address"), ("Esc", "clear"), ("^C", "quit")]
}

pub(super) fn draw_foot(frame: &mut Frame<'_>, place: Rect, state: &State, theme: &Theme) {
    let columns = usize::from(place.width).saturating_sub(1);
    if let Some(notice) = &state.notice {
        return put(frame, place, spans::fit(spans::one(&format!(" {notice}"), theme.title), columns));
    }
    let position = state.reader.as_ref().filter(|_| state.is_reading).map(|reader| {
        let (first, last, rows) = reader.position();
        spans::one(&format!("{first}–{last} of {rows}"), theme.aside)
    });
    let position = position.unwrap_or_default();
    let room = columns.saturating_sub(spans::width(&position) + 2);
    put(frame, place, spans::apart(hints(keys(state), room, theme), position, columns));
}

fn hints(keys: &[(&str, &str)], columns: usize, theme: &Theme) -> Spans {
    let hint = |(key, does): &(&str, &str)| {
        [Span::raw(" "), spans::piece(key, theme.title), spans::piece(&format!(" {does} "), theme.aside)]
    };
    let mut hints: Vec<_> = keys.iter().map(hint).collect();
    while hints.len() > 1 && hints.iter().map(|hint| spans::width(hint)).sum::<usize>() > columns {
        hints.remove(hints.len() - 2);
    }
    hints.into_iter().flatten().collect()
}
