//! How far a build is, as a bar on standard error, and how it is stopped by who presses Ctrl-C.

use std::io;
use std::ops::ControlFlow;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use nohold::{Phase, Progress};

/// Shown if standard error is a terminal.
pub(crate) struct Bars {
    bar: ProgressBar,
}

impl Bars {
    pub(crate) fn new() -> Self {
        let bar = ProgressBar::with_draw_target(Some(0), ProgressDrawTarget::stderr());
        if let Ok(style) = ProgressStyle::with_template("{spinner} {msg:19} {wide_bar} {human_pos} of {human_len}") {
            bar.set_style(style);
        }
        bar.enable_steady_tick(Duration::from_millis(100));
        Bars { bar }
    }

    /// What a builder tells how far it is; stops it when the process is to end.
    pub(crate) fn watch(&self) -> io::Result<impl Fn(Progress) -> ControlFlow<()> + Send + Sync + 'static> {
        let bar = self.bar.clone();
        let is_over = Arc::new(AtomicBool::new(false));
        end_on_signals(&is_over)?;
        Ok(move |progress: Progress| {
            bar.set_message(name(progress.phase()));
            bar.set_length(progress.total() as u64);
            bar.set_position(progress.done() as u64);
            if is_over.load(Ordering::Relaxed) { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        })
    }

    /// Takes the bar away while something else is written.
    pub(crate) fn suspend<T>(&self, write: impl FnOnce() -> T) -> T {
        self.bar.suspend(write)
    }

    pub(crate) fn clear(&self) {
        self.bar.finish_and_clear();
    }
}

fn name(phase: Phase) -> &'static str {
    match phase {
        Phase::Reading => "reading",
        Phase::Languages => "telling languages",
        Phase::Indexing => "indexing",
        Phase::Packing => "packing",
        _ => "building",
    }
}

/// Ctrl-C and the request to end are noted, so that what is under way can be left in order; a second one ends at once.
#[cfg(unix)]
fn end_on_signals(is_over: &Arc<AtomicBool>) -> io::Result<()> {
    use signal_hook::consts::{SIGINT, SIGTERM};
    for signal in [SIGINT, SIGTERM] {
        signal_hook::flag::register_conditional_default(signal, Arc::clone(is_over))?;
        signal_hook::flag::register(signal, Arc::clone(is_over))?;
    }
    Ok(())
}

/// The system ends the process by itself; the old edition stays, since the new one is put in its place as a whole.
#[cfg(not(unix))]
fn end_on_signals(_: &Arc<AtomicBool>) -> io::Result<()> {
    Ok(())
}
