//! Charts as SVG: bars within tables, and columns over time. Colours are classes, so that the style decides on them.

use std::fmt::Write as _;

use super::html::{count, escape};

/// What a part of a bar is called, and its class.
pub(super) type Key = (&'static str, &'static str);

/// A bar of parts, beside its figures in a table: nothing is lost without it.
pub(super) fn bar(parts: &[(usize, &str)], most: usize) -> String {
    let mut svg =
        "<svg class=\"bar\" viewBox=\"0 0 100 10\" preserveAspectRatio=\"none\" aria-hidden=\"true\">".to_owned();
    let mut x = 0.0;
    for (part, class) in parts.iter().filter(|(part, _)| *part > 0) {
        let width = 100.0 * *part as f64 / most.max(1) as f64;
        let _ = write!(
            svg,
            "<rect class=\"{class}\" x=\"{x:.2}\" y=\"0\" width=\"{:.2}\" height=\"10\"/>",
            (width - 0.4).max(0.6)
        );
        x += width;
    }
    svg + "</svg>"
}

/// What the colours mean.
pub(super) fn legend(keys: &[Key]) -> String {
    let mut html = "<p class=\"legend\">".to_owned();
    for (name, class) in keys {
        let swatch = format!(
            "<svg viewBox=\"0 0 10 10\" aria-hidden=\"true\"><rect class=\"{class}\" width=\"10\" height=\"10\" rx=\"2\"/></svg>"
        );
        let _ = write!(html, "<span>{swatch}{}</span> ", escape(name));
    }
    html + "</p>"
}

/// Columns, each of parts that stand one on the other, with the same figures as a table.
pub(super) struct Columns<'a> {
    pub(super) title: &'a str,
    /// What is to be seen, for those who do not see it.
    pub(super) summary: &'a str,
    /// What the columns stand for: a heading of the table.
    pub(super) of: &'a str,
    pub(super) keys: &'a [Key],
    pub(super) values: Vec<(String, Vec<usize>)>,
}

const WIDTH: f64 = 720.0;
const HEIGHT: f64 = 220.0;
const LEFT: f64 = 40.0;
const TOP: f64 = 10.0;
const BOTTOM: f64 = 26.0;

impl Columns<'_> {
    pub(super) fn html(&self) -> String {
        let most = self.values.iter().map(|(_, parts)| parts.iter().sum()).max().unwrap_or_default();
        let mut figure = format!("<figure><figcaption>{}</figcaption>", escape(self.title));
        if self.keys.len() > 1 {
            figure += &legend(self.keys);
        }
        let label = escape(self.summary);
        let _ = write!(
            figure,
            "<div class=\"scroll\" tabindex=\"0\" role=\"group\" aria-label=\"{}\"><svg class=\"columns\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" role=\"img\" aria-label=\"{label}\">{}{}</svg></div>",
            escape(self.title),
            axis(most),
            self.all_columns(most),
        );
        figure + &self.table() + "</figure>"
    }

    fn all_columns(&self, most: usize) -> String {
        let (mut svg, top) = (String::new(), ceiling(most));
        let step = (WIDTH - LEFT) / self.values.len().max(1) as f64;
        let longest = self.values.iter().map(|(name, _)| name.chars().count()).max().unwrap_or_default();
        // A character is about 7 wide, and a label keeps two of them away from the next.
        let every =
            (1..=self.values.len()).find(|every| *every as f64 * step >= (longest + 2) as f64 * 7.0).unwrap_or(1);
        for (number, (name, parts)) in self.values.iter().enumerate() {
            let x = LEFT + step * number as f64;
            let width = (step - 3.0).clamp(1.5, 44.0);
            let middle = x + step / 2.0;
            svg += &column(parts, self.keys, [middle - width / 2.0, width], top, &self.told(name, parts));
            if number % every == 0 {
                let _ = write!(
                    svg,
                    "<text x=\"{middle:.1}\" y=\"{}\" text-anchor=\"middle\">{}</text>",
                    HEIGHT - 8.0,
                    escape(name)
                );
            }
        }
        svg
    }

    fn told(&self, name: &str, parts: &[usize]) -> String {
        let parts = self.keys.iter().zip(parts).map(|((key, _), part)| format!("{key} {}", count(*part)));
        format!("{name}: {}", parts.collect::<Vec<_>>().join(", "))
    }

    fn table(&self) -> String {
        let names = self.keys.iter().map(|(name, _)| format!("#{name}"));
        let heads: Vec<String> = std::iter::once(self.of.to_owned()).chain(names).collect();
        let heads: Vec<&str> = heads.iter().map(String::as_str).collect();
        let row = |(name, parts): &(String, Vec<usize>)| {
            std::iter::once(escape(name)).chain(parts.iter().map(|part| count(*part))).collect()
        };
        let rows: Vec<Vec<String>> = self.values.iter().map(row).collect();
        format!("<details><summary>The figures</summary>{}</details>", super::html::table(self.title, &heads, &rows))
    }
}

fn column(parts: &[usize], keys: &[Key], [x, width]: [f64; 2], top: usize, told: &str) -> String {
    let mut svg = format!("<g><title>{}</title>", escape(told));
    let mut y = HEIGHT - BOTTOM;
    for (part, (_, class)) in parts.iter().zip(keys).filter(|(part, _)| **part > 0) {
        let height = (HEIGHT - BOTTOM - TOP) * *part as f64 / top.max(1) as f64;
        y -= height;
        let _ = write!(
            svg,
            "<rect class=\"{class}\" x=\"{x:.1}\" y=\"{y:.1}\" width=\"{width:.1}\" height=\"{:.1}\"/>",
            (height - 0.8).max(0.6)
        );
    }
    svg + "</g>"
}

/// Lines at round numbers.
fn axis(most: usize) -> String {
    let top = ceiling(most);
    let mut svg = String::new();
    for number in [0, top / 2, top] {
        let y = HEIGHT - BOTTOM - (HEIGHT - BOTTOM - TOP) * number as f64 / top as f64;
        let _ = write!(svg, "<line x1=\"{LEFT}\" x2=\"{WIDTH}\" y1=\"{y:.1}\" y2=\"{y:.1}\"/>");
        let _ =
            write!(svg, "<text x=\"{}\" y=\"{:.1}\" text-anchor=\"end\">{}</text>", LEFT - 6.0, y + 4.0, count(number));
    }
    svg
}

/// The next round number that can be halved.
fn ceiling(most: usize) -> usize {
    let mut unit = 1;
    loop {
        for times in [2, 4, 6, 10] {
            if unit * times >= most {
                return unit * times;
            }
        }
        unit *= 10;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn axes_end_at_round_numbers() {
        assert_eq!([0, 1, 3, 5, 7, 10, 11, 39, 99, 4_711].map(ceiling), [2, 2, 4, 6, 10, 10, 20, 40, 100, 6_000]);
    }

    #[test]
    fn a_column_of_nothing_is_drawn_too() {
        let columns = Columns {
            title: "T <",
            summary: "S",
            of: "Day",
            keys: &[("all", "ok")],
            values: vec![("a".to_owned(), vec![0])],
        };
        let html = columns.html();
        assert!(html.contains("T &lt;") && html.contains("<title>a: all 0</title>") && !html.contains("NaN"));
        assert!(!Columns { values: Vec::new(), ..columns }.html().contains("inf"));
    }
}
