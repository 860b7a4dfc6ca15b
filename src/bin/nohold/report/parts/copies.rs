//! What stands twice, and what stands twice with other figures.

use super::super::Report;
use super::super::copies::{Pair, Side};
use super::super::html::{self, escape, nothing, section, table};

pub(in super::super) fn part(report: &Report) -> String {
    let lead = "Sections of different articles in one language of which at least half is word for word the same, figures aside \
                (sets of four words in a row, Jaccard index), or a quarter under the same heading. Where the heading is the same and the figures are not, one of them may be \
                wrong.";
    let (contradicting, others): (Vec<&Pair>, Vec<&Pair>) =
        report.pairs.iter().partition(|pair| pair.is_contradiction());
    let figures = if contradicting.is_empty() {
        nothing("No two sections with one heading say the same with other figures.")
    } else {
        let rows: Vec<Vec<String>> = contradicting.iter().map(|pair| row(pair, true)).collect();
        table("Same heading, other figures", &["Section", "Its figures", "Section", "Its figures", "#Alike"], &rows)
    };
    let rows: Vec<Vec<String>> = others.iter().map(|pair| row(pair, false)).collect();
    let same = if rows.is_empty() {
        nothing("No other sections are near-duplicates.")
    } else {
        table("Near-duplicates", &["Section", "Section", "#Alike"], &rows)
    };
    section("copies", "Copies", lead, &(figures + &same))
}

fn row(pair: &Pair, with_figures: bool) -> Vec<String> {
    let side = |side: &Side| {
        let mut cells = vec![place(side)];
        cells.extend(with_figures.then(|| figures(side)));
        cells
    };
    let mut cells: Vec<String> = pair.sides.iter().flat_map(side).collect();
    cells.push(format!("{:.0} %", 100.0 * pair.similarity));
    cells
}

fn place(side: &Side) -> String {
    format!(
        "<span dir=\"auto\">{}</span><br><span class=\"quote\">{}</span>",
        escape(&side.heading),
        html::article(&side.title, &side.id, &side.url)
    )
}

fn figures(side: &Side) -> String {
    const SHOWN: usize = 12;
    let more = side.figures.len().saturating_sub(SHOWN);
    let mut figures: Vec<String> = side
        .figures
        .iter()
        .take(SHOWN)
        .map(|figure| format!("<span class=\"figure\">{}</span>", escape(figure)))
        .collect();
    figures.extend((more > 0).then(|| format!("and {more} more")));
    if figures.is_empty() { "none of its own".to_owned() } else { figures.join(" ") }
}
