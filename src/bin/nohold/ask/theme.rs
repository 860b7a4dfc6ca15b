//! How things look. Nothing is told by colour alone, and no colour is chosen that only one background bears: the
//! terminal's own colours of text, bold, underlined and faint do most of it.

use ratatui::style::{Color, Modifier, Style};

/// The styles of the screen.
#[derive(Clone, Copy)]
pub(super) struct Theme {
    /// Bars and signs that guide the eye.
    pub(super) accent: Style,
    pub(super) title: Style,
    pub(super) matched: Style,
    pub(super) aside: Style,
    /// What an agent has to know before reading out.
    pub(super) caution: Style,
    pub(super) chosen: Style,
    pub(super) question: Style,
    pub(super) code: Style,
}

impl Theme {
    /// Without colours if `NO_COLOR` is set.
    pub(super) fn of_environment() -> Self {
        Theme::new(std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty()))
    }

    pub(super) fn new(is_coloured: bool) -> Self {
        let (bold, underlined) = (Modifier::BOLD, Modifier::UNDERLINED);
        let plain = Theme {
            accent: Style::new().add_modifier(bold),
            title: Style::new().add_modifier(bold),
            matched: Style::new().add_modifier(bold | underlined),
            aside: Style::new().add_modifier(Modifier::DIM),
            caution: Style::new().add_modifier(bold | Modifier::REVERSED),
            chosen: Style::new().add_modifier(bold | Modifier::REVERSED),
            question: Style::new().add_modifier(bold),
            code: Style::new(),
        };
        if !is_coloured {
            return plain;
        }
        Theme {
            accent: plain.accent.fg(Color::Cyan),
            code: Style::new().fg(Color::Cyan),
            caution: Style::new().fg(Color::Black).bg(Color::Yellow),
            ..plain
        }
    }
}
