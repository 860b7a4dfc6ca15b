//! What all commands print with: colours, tables, progress.

use std::io::{self, BufWriter, IsTerminal as _, Write as _};
use std::time::Duration;

use anstyle::{AnsiColor, Style};
use indicatif::ProgressBar;
use serde::Serialize;

/// The styles of what is printed. All are empty unless a person is looking.
#[derive(Default)]
pub(crate) struct Palette {
    pub(crate) title: Style,
    pub(crate) url: Style,
    pub(crate) matched: Style,
    pub(crate) aside: Style,
}

impl Palette {
    /// For standard output: colours on a terminal, unless `NO_COLOR` is set.
    pub(crate) fn of_stdout() -> Self {
        let is_unwanted = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        if is_unwanted || !io::stdout().is_terminal() { Palette::default() } else { Palette::coloured() }
    }

    pub(crate) fn coloured() -> Self {
        Palette {
            title: Style::new().bold(),
            url: AnsiColor::Cyan.on_default(),
            matched: AnsiColor::Yellow.on_default().bold(),
            aside: Style::new().dimmed(),
        }
    }
}

/// `text` on one line and without control characters: an article must not be able to command the terminal, nor to turn
/// round what stands beside it.
pub(crate) fn visible(text: &str) -> String {
    let shown = text.chars().filter(|c| !turns_round(*c));
    shown.map(|c| if c.is_control() { ' ' } else { c }).collect()
}

/// Embeddings, overrides and isolates of Unicode's bidirectional algorithm, which hold until they are ended. Text from right
/// to left needs none.
fn turns_round(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Prints figures: for people as `rows` of names and values, or for programs as JSON.
pub(crate) fn print_figures(figures: &impl Serialize, rows: &[(&str, String)], as_json: bool) -> io::Result<()> {
    if as_json {
        return print_json(figures);
    }
    let mut out = io::stdout().lock();
    let width = rows.iter().map(|(name, _)| name.len()).max().unwrap_or_default();
    rows.iter().try_for_each(|(name, value)| writeln!(out, "{name:width$}  {value}"))
}

/// Prints a value as JSON.
pub(crate) fn print_json(value: &impl Serialize) -> io::Result<()> {
    let mut out = BufWriter::new(io::stdout().lock());
    serde_json::to_writer_pretty(&mut out, value)?;
    writeln!(out)?;
    out.flush()
}

/// Says on standard error, if that is a terminal, that long work goes on.
pub(crate) fn spinner(work: &'static str) -> ProgressBar {
    let spinner = ProgressBar::new_spinner().with_message(work);
    spinner.enable_steady_tick(Duration::from_millis(100));
    spinner
}

/// Writes a line to standard error. If nobody can read it, the work goes on all the same.
pub(crate) fn note(line: impl std::fmt::Display) {
    let _ = writeln!(io::stderr(), "{line}");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn control_characters_are_not_printed() {
        assert_eq!(visible("a\u{1b}[31mb\nc\u{9b}"), "a [31mb c ");
        assert_eq!(visible("pay \u{202e}001\u{2069} euros \u{5e9}\u{200f}!"), "pay 001 euros \u{5e9}\u{200f}!");
    }
}
