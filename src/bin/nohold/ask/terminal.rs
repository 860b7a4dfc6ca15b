//! The terminal: taken over, listened to, and given back as it was, whatever happens.

use std::io::{self, IsTerminal as _, Stdout, stdin, stdout};
use std::panic;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use crossterm::clipboard::CopyToClipboard;
use crossterm::cursor::Show;
use crossterm::event::{DisableBracketedPaste, EnableBracketedPaste, Event};
use crossterm::terminal::{EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode};
use crossterm::{event, execute};
use ratatui::backend::CrosstermBackend;
use ratatui::{Frame, Terminal};

/// So long it takes at most until a signal is noticed, or that articles have changed.
const PATIENCE: Duration = Duration::from_millis(200);

/// Whether there is a terminal that can show a screen, to read from and to write to; else why not.
pub(super) fn is_there() -> Result<(), &'static str> {
    if !stdin().is_terminal() || !stdout().is_terminal() {
        return Err("there is no terminal to ask on: give the question, too");
    }
    if std::env::var_os("TERM").is_some_and(|name| name == "dumb") {
        return Err("this terminal can show no screen (TERM=dumb): give the question, too");
    }
    Ok(())
}

/// The terminal as a screen of ours, until this is dropped.
pub(super) struct Screen {
    terminal: Terminal<CrosstermBackend<Stdout>>,
    is_over: Arc<AtomicBool>,
}

impl Screen {
    pub(super) fn enter() -> io::Result<Self> {
        let is_over = Arc::new(AtomicBool::new(false));
        listen(&is_over)?;
        give_back_on_panic();
        enable_raw_mode()?;
        // From here on dropping gives it back, also where one of these fails.
        let screen = Screen { terminal: Terminal::new(CrosstermBackend::new(stdout()))?, is_over };
        execute!(stdout(), EnterAlternateScreen, EnableBracketedPaste)?;
        Ok(screen)
    }

    pub(super) fn draw(&mut self, draw: impl FnOnce(&mut Frame<'_>)) -> io::Result<()> {
        self.terminal.draw(draw).map(|_| ())
    }

    /// What has happened since: at least one event, or none where `has_news` says that there is something else to show; `None` if
    /// the process is told to end.
    pub(super) fn events(&self, mut has_news: impl FnMut() -> bool) -> io::Result<Option<Vec<Event>>> {
        let mut events = Vec::new();
        while !self.is_over.load(Ordering::Relaxed) {
            let patience = if events.is_empty() { PATIENCE } else { Duration::ZERO };
            match event::poll(patience)? {
                true => events.push(event::read()?),
                false if !events.is_empty() || has_news() => return Ok(Some(events)),
                false => {}
            }
        }
        Ok(None)
    }

    /// Hands a text to the terminal's clipboard (OSC 52): also from another machine, where the terminal takes it.
    pub(super) fn copy(&mut self, text: &str) -> io::Result<()> {
        execute!(self.terminal.backend_mut(), CopyToClipboard::to_clipboard_from(text))
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        give_back();
    }
}

/// Leaves the terminal as it was. What fails here has no remedy, and the rest is tried all the same.
fn give_back() {
    let _ = execute!(stdout(), DisableBracketedPaste, LeaveAlternateScreen, Show);
    let _ = disable_raw_mode();
}

/// So that what is said of a panic can be read.
fn give_back_on_panic() {
    let report = panic::take_hook();
    panic::set_hook(Box::new(move |about| {
        give_back();
        report(about);
    }));
}

/// Sets `is_over` when the process is told to end. That its terminal is gone ends it at once: there is nothing to give back.
#[cfg(unix)]
fn listen(is_over: &Arc<AtomicBool>) -> io::Result<()> {
    use signal_hook::consts::{SIGINT, SIGTERM};
    [SIGINT, SIGTERM]
        .into_iter()
        .try_for_each(|signal| signal_hook::flag::register(signal, Arc::clone(is_over)).map(|_| ()))
}

#[cfg(not(unix))]
#[expect(clippy::unnecessary_wraps, reason = "elsewhere it can fail")]
fn listen(_: &Arc<AtomicBool>) -> io::Result<()> {
    Ok(())
}
