//! How much of what was asked was answered.

use super::super::Report;
use super::super::charts::Columns;
use super::super::html::{count, nothing, percent, section};
use super::super::queries;

pub(in super::super) fn part(report: &Report) -> String {
    let Some((log, _)) = &report.used else {
        let text = "There is no query log. <code>nohold search --log FILE</code> keeps one, after redaction, and \
                    <code>nohold report --log FILE</code> then shows what was asked and what was not answered.";
        let body = nothing(text).replace("\"nothing\"", "\"nothing todo\"");
        return section(
            "answers",
            "What is answered",
            "The share of questions that had an answer or led to an article.",
            &body,
        );
    };
    let all = queries::all(log);
    let lead = format!(
        "{} of {} questions had an answer, or led to an article that was opened: {}. Not answered is what had no hits, neither \
         answer nor choice, or was said not to help.",
        count(all.answered),
        count(all.all()),
        percent(all.answered, all.all()),
    );
    let days = queries::over_time(log);
    let summary = format!("Columns over {} days or months: questions answered and not answered.", days.len());
    let columns = Columns {
        title: "Questions over time",
        summary: &summary,
        of: "When",
        keys: &[("answered", "ok"), ("not answered", "stale")],
        values: days.into_iter().map(|(day, asked)| (day, vec![asked.answered, asked.unanswered])).collect(),
    };
    section("answers", "What is answered", &lead, &columns.html())
}
