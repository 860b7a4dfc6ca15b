//! Tables row by row, each row a sentence that can be understood without its header.

use crate::analysis::prefix;

/// A table that is being read, Markdown or HTML.
#[derive(Default)]
pub(super) struct Table {
    header: Vec<String>,
    row: Vec<String>,
    /// Whether all cells of the row so far are header cells.
    heads_only: bool,
    /// Whether a row has come out, so that the header has been told.
    told: bool,
}

/// A header is repeated in every row: a longer one would make a large table huge.
const LONGEST_HEADER: usize = 80;

impl Table {
    pub(super) fn begin_row(&mut self) {
        self.row.clear();
        self.heads_only = true;
    }

    pub(super) fn cell(&mut self, text: String, is_head: bool) {
        self.heads_only &= is_head;
        self.row.push(text);
    }

    /// The row is the header.
    pub(super) fn end_header(&mut self) {
        self.header = std::mem::take(&mut self.row).into_iter().map(shortened).collect();
    }

    /// The row as text; nothing for an empty one and for the header.
    pub(super) fn end_row(&mut self) -> Option<String> {
        if self.row.is_empty() {
            return None;
        }
        if self.header.is_empty() && self.heads_only {
            self.end_header();
            return None;
        }
        let row = std::mem::take(&mut self.row);
        self.told = true;
        let none = String::new();
        let headers = self.header.iter().chain(std::iter::repeat(&none));
        sentences(row.iter().zip(headers).map(|(cell, header)| labelled(header, cell)))
    }

    /// The header, if no row has told it.
    pub(super) fn end(self) -> Option<String> {
        if self.told { None } else { sentences(self.header.into_iter()) }
    }
}

fn shortened(mut header: String) -> String {
    header.truncate(prefix(&header, LONGEST_HEADER).len());
    header
}

fn labelled(header: &str, cell: &str) -> String {
    match (header, cell) {
        ("", cell) => cell.to_owned(),
        (_, "") => String::new(),
        (header, cell) if header.ends_with([':', '?', '：', '？']) => format!("{header} {cell}"),
        (header, cell) => format!("{header}: {cell}"),
    }
}

fn sentences(cells: impl Iterator<Item = String>) -> Option<String> {
    let ended = |cell: String| if cell.ends_with(['.', '!', '?', '。', '：', ':']) { cell } else { cell + "." };
    let cells: Vec<String> = cells.filter(|cell| !cell.is_empty()).map(ended).collect();
    if cells.is_empty() { None } else { Some(cells.join(" ")) }
}
