//! The question, in rows of the whole width, so that a pasted e-mail is seen as one.

use ratatui::Frame;
use ratatui::layout::{Position, Rect};

use super::super::state::State;
use super::super::theme::Theme;
use super::super::wrap::{cells, fill};
use super::places::{PROMPT, PROMPT_CELLS};
use super::{put, spans};

/// Draws the rows around the cursor, and says where that is.
pub(super) fn draw(frame: &mut Frame<'_>, place: Rect, state: &State, theme: &Theme) -> Option<Position> {
    let (text, at) = (state.question.text(), state.question.at());
    let width = place.width.saturating_sub(PROMPT_CELLS);
    let rows = fill(text, width.into());
    // At the end of a full row the cursor is where the next begins.
    let row = rows.iter().rposition(|row| row.start <= at).unwrap_or_default();
    let first = (row + 1).saturating_sub(place.height.into());
    let seen = rows.iter().enumerate().skip(first);
    for (place, (number, row)) in place.rows().zip(seen) {
        let prompt = if number == 0 { PROMPT } else { "  " };
        let mut line = spans::one(prompt, theme.accent);
        line.push(spans::piece(text.get(row.clone()).unwrap_or_default(), theme.question));
        put(frame, place, line);
    }
    let before = text.get(rows.get(row)?.start..at)?;
    let column = PROMPT_CELLS.saturating_add(cells(before) as u16).min(place.width.saturating_sub(1));
    (place.height > 0).then(|| Position::new(place.x + column, place.y + (row - first) as u16))
}
