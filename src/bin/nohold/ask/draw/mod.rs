//! What the screen looks like. Everything that is drawn has gone through [`spans`], where control characters end.

mod answer;
mod article;
mod foot;
mod list;
mod places;
mod question;
mod spans;

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;

use self::places::Places;
use super::state::State;
use super::theme::Theme;

/// Lays out what is on the screen for a terminal of this size.
pub(super) fn fit(state: &mut State, area: Rect) {
    let places = Places::of(state, area);
    // A hit has two rows, and the eye keeps one of those that it knows.
    state.page = usize::from(places.list.height / 2).saturating_sub(1).max(1);
    // An article that is not seen is led to its section when it is.
    if let Some(reader) = state.reader.as_mut().filter(|_| places.reader.height > 0) {
        let rows = article::rows_of(places.reader);
        reader.fit(rows.width.into(), rows.height.into());
    }
}

/// Draws the screen as [`fit`] has laid it out.
pub(super) fn draw(frame: &mut Frame<'_>, state: &State, theme: &Theme) {
    let places = Places::of(state, frame.area());
    if let Some(cursor) = question::draw(frame, places.question, state, theme)
        && !state.is_reading
    {
        frame.set_cursor_position(cursor);
    }
    foot::draw_rule(frame, places.rule, state, theme);
    list::draw(frame, places.list, state, theme);
    for row in places.divide.rows() {
        put(frame, row, spans::one("│", theme.aside));
    }
    article::draw(frame, places.reader, state, theme);
    foot::draw_foot(frame, places.foot, state, theme);
}

/// Draws a line; what does not fit is not drawn.
fn put(frame: &mut Frame<'_>, place: Rect, line: impl Into<Line<'static>>) {
    let place = place.intersection(frame.area());
    frame.render_widget(line.into(), place);
}

/// Draws lines from the top of a place.
fn put_all(frame: &mut Frame<'_>, place: Rect, lines: impl IntoIterator<Item = Line<'static>>) {
    for (row, line) in place.rows().zip(lines) {
        put(frame, row, line);
    }
}
