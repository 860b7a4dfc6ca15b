//! The article of what is chosen, at its section.

use nohold::article::{Article, Audience};
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::super::cautions::Caution;
use super::super::reader::{Look, Reader, Row};
use super::super::state::{Choice, State};
use super::super::theme::Theme;
use super::put;
use super::spans::{self, Spans};

/// Title, facts, and a row between.
const HEAD: u16 = 3;

/// Longer lines are hard to read.
const WIDEST: u16 = 84;

/// Bar and space before the text.
const GUTTER: u16 = 2;

/// The place of the text under the head.
pub(super) fn rows_of(place: Rect) -> Rect {
    let head = if place.height > 2 * HEAD { HEAD } else { 0 };
    let width = place.width.saturating_sub(GUTTER + 1).min(WIDEST);
    Rect { x: place.x, y: place.y + head, width, height: place.height - head }
}

pub(super) fn draw(frame: &mut Frame<'_>, place: Rect, state: &State, theme: &Theme) {
    let Some(reader) = state.reader.as_ref().filter(|_| place.height > 0) else { return };
    let under = rows_of(place);
    if under.y > place.y {
        let columns = usize::from(place.width).saturating_sub(1);
        let head = head(reader.article(), state, theme);
        for (row, line) in place.rows().zip(head) {
            put(frame, row, spans::fit(line, columns));
        }
    }
    let text = Rect { width: place.width, ..under };
    for (place, row) in text.rows().zip(reader.seen()) {
        put(frame, place, line(reader, row, theme));
    }
}

fn head(article: &Article, state: &State, theme: &Theme) -> [Spans; 2] {
    let style = if state.is_reading { theme.chosen } else { theme.title };
    let mut title = vec![spans::piece("  ", Style::new()), spans::piece(&article.title, style)];
    let hit = state.chosen().map(Choice::hit);
    for caution in hit.map(|hit| state.cautions(hit)).unwrap_or_default() {
        title.push(spans::piece(" ", Style::new()));
        title.push(spans::piece(&format!(" {} ", badge(&caution)), theme.caution));
    }
    let meta = &article.meta;
    let updated = meta.updated.map(|day| format!("updated {day}"));
    let public = (meta.audience == Audience::Public && meta.hidden.is_none()).then(|| "public".to_owned());
    let owner = Some(meta.owner.clone()).filter(|owner| !owner.is_empty());
    let facts: Vec<String> = [updated, owner, public, Some(article.url.clone())].into_iter().flatten().collect();
    [title, spans::one(&format!("  {}", facts.join(" · ")), theme.aside)]
}

/// What is no longer so with the reason, for which there is room here.
fn badge(caution: &Caution) -> String {
    match caution {
        Caution::NotCurrent(..) | Caution::Superseded(_) => caution.to_string(),
        other => other.label(),
    }
}

fn line(reader: &Reader, row: &Row, theme: &Theme) -> Spans {
    let bar = if reader.is_of_passage(row) || reader.is_of_heading(row) { "▌ " } else { "  " };
    let style = match row.look {
        Look::Heading if reader.is_of_heading(row) => theme.accent.patch(theme.title),
        Look::Heading | Look::Term => theme.title,
        Look::Code => theme.code,
        Look::Text | Look::Blank => Style::new(),
    };
    let mut line = vec![spans::piece(bar, theme.accent), spans::piece(&row.lead, theme.aside)];
    line.extend(spans::marked(reader.text(row), row.range.clone(), reader.matches(row), (style, theme.matched)));
    line
}
