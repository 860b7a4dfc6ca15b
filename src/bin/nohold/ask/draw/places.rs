//! Where things are on screens of every size. What there is no room for has a place without rows.

use ratatui::layout::Rect;

use super::super::state::State;
use super::super::wrap::fill;

/// From so many columns and rows on, the article of what is chosen stands beside the list.
const WIDE: u16 = 100;
const HIGH: u16 = 14;

/// A question takes no more than this part of the rows.
const QUESTION: u16 = 5;

/// What stands before the question.
pub(super) const PROMPT: &str = "› ";
pub(super) const PROMPT_CELLS: u16 = 2;

pub(super) struct Places {
    pub(super) question: Rect,
    pub(super) rule: Rect,
    pub(super) list: Rect,
    /// Between the list and the article.
    pub(super) divide: Rect,
    pub(super) reader: Rect,
    pub(super) foot: Rect,
}

impl Places {
    pub(super) fn of(state: &State, area: Rect) -> Self {
        let (rest, foot) = split_below(area, u16::from(area.height >= 4));
        let is_wide = area.width >= WIDE && area.height >= HIGH && state.reader.is_some();
        let nothing = Rect { width: 0, height: 0, ..area };
        if state.is_reading && !is_wide {
            return Places { question: nothing, rule: nothing, list: nothing, divide: nothing, reader: rest, foot };
        }
        let rows = fill(state.question.text(), area.width.saturating_sub(PROMPT_CELLS).into()).len() as u16;
        let (question, rest) = split_above(rest, rows.clamp(1, (area.height / QUESTION).max(1)));
        let (rule, list) = split_above(rest, u16::from(area.height >= 6));
        if !is_wide {
            return Places { question, rule, list, divide: nothing, reader: nothing, foot };
        }
        let (list, right) = split_left(list, list.width * 9 / 20);
        let (divide, reader) = split_left(right, 1);
        Places { question, rule, list, divide, reader, foot }
    }
}

fn split_above(area: Rect, rows: u16) -> (Rect, Rect) {
    let height = rows.min(area.height);
    (Rect { height, ..area }, Rect { y: area.y + height, height: area.height - height, ..area })
}

fn split_below(area: Rect, rows: u16) -> (Rect, Rect) {
    split_above(area, area.height.saturating_sub(rows))
}

fn split_left(area: Rect, columns: u16) -> (Rect, Rect) {
    let width = columns.min(area.width);
    (Rect { width, ..area }, Rect { x: area.x + width, width: area.width - width, ..area })
}
