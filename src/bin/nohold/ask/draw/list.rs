//! What the question found: what became of its words, the answer, the hits.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::Span;

use nohold::{Hit, SectionHit, Snippet};

use super::super::state::{Choice, State};
use super::super::theme::Theme;
use super::super::wrap::wrap;
use super::spans::{self, Spans};
use super::{answer, put_all};

/// So many words are named one by one.
const FEW: usize = 3;

/// Rows with the number of the choice that they belong to.
pub(super) type Rows = Vec<(Option<usize>, Spans)>;

/// What is drawn with: the state, the styles, and how many columns and rows there are.
pub(super) struct Canvas<'a> {
    pub(super) state: &'a State,
    pub(super) theme: &'a Theme,
    pub(super) columns: usize,
    pub(super) rows: usize,
}

pub(super) fn draw(frame: &mut Frame<'_>, place: Rect, state: &State, theme: &Theme) {
    // The last column stays free, so that nothing touches the edge.
    let columns = usize::from(place.width).saturating_sub(1);
    let canvas = Canvas { state, theme, columns, rows: place.height.into() };
    let rows = canvas.rows();
    let top = top(&rows, state.choice, place.height.into());
    put_all(frame, place, rows.into_iter().skip(top).map(|(_, spans)| spans::fit(spans, columns).into()));
}

/// The first row to be seen, so that what is chosen stands about the middle.
fn top(rows: &Rows, choice: usize, height: usize) -> usize {
    let of_choice = |row: &(Option<usize>, Spans)| row.0 == Some(choice);
    let first = rows.iter().position(of_choice).unwrap_or_default();
    let last = rows.iter().rposition(of_choice).unwrap_or_default();
    let middle = usize::midpoint(first, last + 1).saturating_sub(height / 2);
    // Of what is higher than the place, the beginning counts.
    middle.min(rows.len().saturating_sub(height)).min(if last - first >= height { first } else { usize::MAX })
}

/// A few words, and how many more there are: of an e-mail there may be many.
fn some(words: &[String]) -> String {
    let (first, rest) = words.split_at(words.len().min(FEW));
    let quoted: Vec<String> = first.iter().map(|word| format!("‘{word}’")).collect();
    let more = if rest.is_empty() { String::new() } else { format!(" and {} more", rest.len()) };
    quoted.join(", ") + &more
}

impl Canvas<'_> {
    fn rows(&self) -> Rows {
        if self.state.found.question.trim().is_empty() {
            return self.welcome();
        }
        let mut rows = self.reading();
        if self.state.found.results.is_empty() {
            rows.extend(self.nothing());
            return rows;
        }
        for (number, choice) in self.state.choices().enumerate() {
            let is_chosen = number == self.state.choice;
            let of_choice = match choice {
                Choice::Answer(answer) => answer::rows(self, answer, is_chosen),
                Choice::Hit(rank, hit) => self.hit(rank, hit, is_chosen),
            };
            rows.extend(of_choice.into_iter().map(|row| (Some(number), row)));
            if matches!(choice, Choice::Answer(_)) {
                rows.push((None, Spans::new()));
            }
        }
        rows
    }

    /// Words in the style of an aside, in as many rows as they need.
    pub(super) fn aside(&self, text: &str) -> Vec<Spans> {
        let rows = wrap(text, self.columns.saturating_sub(2).max(1)).into_iter();
        let row = |row| "  ".to_owned() + text.get(row).unwrap_or_default();
        rows.map(|range| spans::one(&row(range), self.theme.aside)).collect()
    }

    /// What became of the words.
    fn reading(&self) -> Rows {
        let results = &self.state.found.results;
        let mut words: Vec<String> = Vec::new();
        for correction in results.corrections() {
            words.push(format!("‘{}’ read as ‘{}’", correction.typed(), correction.read()));
        }
        if !results.is_empty() && !results.dropped().is_empty() {
            words.push(format!("the best hit is without {}", some(results.dropped())));
        }
        let mut rows: Vec<Spans> = self.aside(&words.join(" · "));
        rows.truncate(if words.is_empty() { 0 } else { 2 });
        if results.answer().is_none() && !results.is_empty() {
            rows.extend(self.aside("Not sure: no passage stands out. The best sections:"));
        }
        rows.into_iter().map(|row| (None, row)).collect()
    }

    fn nothing(&self) -> Rows {
        let mut rows = vec![Spans::new(), spans::one("  Nothing found.", self.theme.title)];
        rows.extend(self.aside("No article has any of these words. Try others, or fewer."));
        rows.into_iter().map(|row| (None, row)).collect()
    }

    /// Before anything is asked: what there is to ask about.
    fn welcome(&self) -> Rows {
        let about = &self.state.about;
        let mut rows = vec![Spans::new(), spans::one(&format!("  {}", about.size), self.theme.title)];
        rows.extend(
            self.aside("Half a word, a whole question or a pasted e-mail: what you type is looked up as you type."),
        );
        if !about.topics.is_empty() {
            rows.push(Spans::new());
            rows.extend(self.aside(&about.topics.join("\u{a0}· ")));
        }
        rows.into_iter().map(|row| (None, row)).collect()
    }

    fn hit(&self, rank: usize, hit: &Hit, is_chosen: bool) -> Vec<Spans> {
        let theme = self.theme;
        let style = self.title(is_chosen);
        let mut line = vec![self.bar(is_chosen), spans::piece(&format!("{rank:>2}  "), theme.aside)];
        let badges = self.badges(hit);
        let room = self.columns.saturating_sub(spans::width(&line) + spans::width(&badges));
        line.extend(spans::fit(self.place(hit, hit.sections().next(), style), room));
        line.extend(badges);
        let mut rows = vec![line];
        rows.extend(self.snippet(hit.snippet(), is_chosen));
        rows
    }

    /// The style of a title: what is chosen stands out while keys go to the list.
    pub(super) fn title(&self, is_chosen: bool) -> Style {
        if is_chosen && !self.state.is_reading { self.theme.chosen } else { self.theme.title }
    }

    /// The sign of what is chosen.
    pub(super) fn bar(&self, is_chosen: bool) -> Span<'static> {
        spans::piece(if is_chosen { "▌" } else { " " }, self.theme.accent)
    }

    /// Title, breadcrumb and heading.
    pub(super) fn place(&self, hit: &Hit, section: Option<&SectionHit>, style: Style) -> Spans {
        let styles = (style, self.theme.matched);
        let mut place = spans::marked(hit.title(), 0..hit.title().len(), hit.title_highlights(), styles);
        let Some(section) = section.filter(|section| !section.heading().is_empty()) else { return place };
        for heading in section.breadcrumb() {
            place.push(spans::piece(&format!(" › {heading}"), style));
        }
        place.push(spans::piece(" › ", style));
        let heading = section.heading();
        place.extend(spans::marked(heading, 0..heading.len(), section.heading_highlights(), styles));
        place
    }

    /// What has to be known of an article, in a word each; and whether editors put it there.
    fn badges(&self, hit: &Hit) -> Spans {
        let cautions = self.state.cautions(hit).into_iter();
        let badge = |label: &str| [Span::raw(" "), spans::piece(&format!(" {label} "), self.theme.caution)];
        let promoted = hit.is_promoted().then(|| spans::piece(" promoted", self.theme.aside));
        promoted.into_iter().chain(cautions.flat_map(|caution| badge(&caution.label()))).collect()
    }

    /// The row of a snippet that has most of what matches.
    fn snippet(&self, snippet: &Snippet, is_chosen: bool) -> Vec<Spans> {
        let indent = 5;
        let text = snippet.text();
        let rows = wrap(text, self.columns.saturating_sub(indent).max(1));
        let has = |row: &std::ops::Range<usize>| {
            snippet.highlights().iter().filter(|found| row.contains(&found.start)).count()
        };
        let Some(best) = rows.into_iter().rev().max_by_key(|row| has(row)) else { return Vec::new() };
        let mut line = vec![self.bar(is_chosen), Span::raw(" ".repeat(indent - 1))];
        line.extend(spans::marked(text, best, snippet.highlights(), (Style::new(), self.theme.matched)));
        vec![line]
    }
}
