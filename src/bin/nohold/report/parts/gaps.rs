//! What was asked and not answered.

use nohold::usage::Gap;

use super::super::Report;
use super::super::charts::bar;
use super::super::html::{self, count, escape, nothing, section, table};

/// So many gaps are shown.
const SHOWN: usize = 50;

/// So many queries of each.
const EXAMPLES: usize = 3;

pub(in super::super) fn part(report: &Report) -> String {
    let Some((_, gaps)) = &report.used else { return String::new() };
    let lead = "What was asked and not answered, grouped by what it is about. <em>Write</em> where no article has the words, \
                <em>mend</em> where one has them and nobody was helped.";
    let most = gaps.gaps.iter().map(|gap| gap.count).max().unwrap_or_default();
    let rows: Vec<Vec<String>> = gaps.gaps.iter().take(SHOWN).map(|gap| row(gap, most)).collect();
    let body = if rows.is_empty() {
        nothing("Everything that was asked was answered.")
    } else {
        table("Gaps, the oftenest asked first", &["Question", "#Asked", "", "#Days", "What to do"], &rows)
    };
    section("gaps", "Gaps", lead, &body)
}

fn row(gap: &Gap, most: usize) -> Vec<String> {
    let others = gap.queries.iter().map(|(text, _)| text).filter(|text| **text != gap.label);
    let examples: Vec<String> = others.take(EXAMPLES).map(|text| escape(text)).collect();
    let question = format!(
        "<span dir=\"auto\">{}</span><br><span class=\"quote\" dir=\"auto\">{}</span>",
        escape(&gap.label),
        examples.join(" · ")
    );
    vec![question, count(gap.count), bar(&[(gap.count, "stale")], most), count(gap.days), advice(gap)]
}

fn advice(gap: &Gap) -> String {
    let nearest = gap.nearest.as_ref().map(|nearest| html::article(&nearest.title, &nearest.id, &nearest.url));
    match (nearest, gap.has_article()) {
        (None, _) => "Write: no article has any of it".to_owned(),
        (Some(nearest), true) => format!("Mend {nearest}"),
        (Some(nearest), false) => format!("Write, or add to {nearest}"),
    }
}
