//! Where the warnings of one file are gathered.

use super::value::ELSEWHERE;
use crate::article::Warning;

/// The warnings of one file, in the order in which they were noticed.
pub(super) struct Warnings {
    path: String,
    list: Vec<Warning>,
}

/// A file that is not what it claims to be would fill a report by itself: after this many, one says that there are more.
const MOST: usize = 100;

impl Warnings {
    pub(super) fn new(path: &str) -> Self {
        Warnings { path: path.to_owned(), list: Vec::new() }
    }

    /// An empty collection for the same file, to be appended or thrown away.
    pub(super) fn fresh(&self) -> Self {
        Warnings::new(&self.path)
    }

    pub(super) fn append(&mut self, other: Warnings) {
        for warning in other.list {
            self.at(warning.line, warning.message);
        }
    }

    /// Says what is wrong on a line, unless that is in a file of its own: there it is said once, and not for every article.
    pub(super) fn at(&mut self, line: usize, message: impl Into<String>) {
        if line == ELSEWHERE {
            return;
        }
        let message = match self.list.len() {
            0..MOST => message.into(),
            MOST => "more warnings than are shown".to_owned(),
            _ => return,
        };
        self.list.push(Warning { path: self.path.clone(), line, message });
    }

    /// Says what one warning says well enough for all its cases, and what an article has too much of together with its
    /// folder.
    pub(super) fn once(&mut self, line: usize, message: &str) {
        let line = if line == ELSEWHERE { 0 } else { line };
        if !self.list.iter().any(|warning| warning.message == message) {
            self.at(line, message);
        }
    }

    /// All of them, by line.
    pub(super) fn into_sorted(mut self) -> Vec<Warning> {
        self.list.sort_by_key(|warning| warning.line);
        self.list
    }
}
