//! The answer: the passage as it can be read out, and what it is worth.

use nohold::Answer;
use ratatui::style::Style;
use ratatui::text::Span;

use super::list::Canvas;
use super::spans::{self, Spans};
use crate::ask::wrap::wrap;

/// So much of the rows is for the passage, at least so many.
const SHARE: usize = 2;
const LEAST: usize = 3;

pub(super) fn rows(canvas: &Canvas<'_>, answer: Answer<'_>, is_chosen: bool) -> Vec<Spans> {
    let (theme, hit) = (canvas.theme, answer.hit());
    let mut rows = vec![vec![spans::piece("Answer", canvas.title(is_chosen))]];
    rows.extend(passage(canvas, answer));
    rows.push(canvas.place(hit, hit.sections().next(), theme.title));
    let updated = hit.meta().updated.map(|day| format!("updated {day}"));
    let facts: Vec<String> = updated.into_iter().chain([hit.url().to_owned()]).collect();
    rows.push(spans::one(&facts.join(" · "), theme.aside));
    for caution in canvas.state.cautions(hit) {
        rows.push(vec![spans::piece(&format!(" {caution} "), theme.caution)]);
    }
    let bar = if is_chosen { theme.accent } else { theme.aside };
    rows.into_iter().map(|row| [spans::piece("▌", bar), Span::raw(" ")].into_iter().chain(row).collect()).collect()
}

/// As much of the passage as there is room for.
fn passage(canvas: &Canvas<'_>, answer: Answer<'_>) -> Vec<Spans> {
    let text = answer.passage().text();
    let most = (canvas.rows / SHARE).max(LEAST);
    let broken = wrap(text, canvas.columns.saturating_sub(3).max(1));
    let is_cut = broken.len() > most;
    let styles = (Style::new(), canvas.theme.matched);
    let row = |range| spans::marked(text, range, answer.passage().highlights(), styles);
    let mut rows: Vec<Spans> = broken.into_iter().map(row).take(most).collect();
    if is_cut && let Some(last) = rows.last_mut() {
        *last = spans::one("… Enter shows the rest", canvas.theme.aside);
    }
    rows
}
