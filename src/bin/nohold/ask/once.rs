//! One question, and its answer printed: for people, or as JSON.

use std::io::{self, BufWriter, Write};
use std::process::ExitCode;

use nohold::article::Date;
use nohold::{Answer, Query, Results};

use super::cautions::cautions;
use crate::output::{Palette, print_json, visible};
use crate::search::{Page, place, print_reading};
use crate::{Result, json};

/// Prints what answers, or else the best sections with a word that none of them is sure to.
pub(super) fn run(query: &Query, results: &Results, on: Date, as_json: bool) -> Result<ExitCode> {
    if as_json {
        print_json(&json::answered(query.text(), results, |hit| {
            cautions(hit, on).iter().map(ToString::to_string).collect()
        }))?;
    } else {
        let page = Page { palette: Palette::of_stdout(), explain: false };
        print(&page, results, on, &mut BufWriter::new(io::stdout().lock()))?;
    }
    Ok(if results.answer().is_some() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn print(page: &Page, results: &Results, on: Date, out: &mut impl Write) -> io::Result<()> {
    match results.answer() {
        Some(answer) => {
            print_reading(results, out)?;
            print_answer(page, answer, on, out)?;
        }
        None if results.is_empty() => page.print(results, out)?,
        None => {
            writeln!(out, "not sure: no passage stands out; the best sections are")?;
            page.print(results, out)?;
        }
    }
    out.flush()
}

/// The passage as it can be read out, and under it where it is from and why it is believed.
fn print_answer(page: &Page, answer: Answer<'_>, on: Date, out: &mut impl Write) -> io::Result<()> {
    let Palette { title, url, aside, .. } = page.palette;
    let hit = answer.hit();
    page.print_marked(answer.passage(), "", out)?;
    let place = place(answer.section());
    writeln!(out, "\n    {title}{}{title:#}{}", visible(hit.title()), visible(&place))?;
    writeln!(out, "    {url}{}{url:#}", visible(hit.url()))?;
    if let Some(day) = hit.meta().updated {
        writeln!(out, "    updated {day}")?;
    }
    for caution in cautions(hit, on) {
        writeln!(out, "    {title}{}{title:#}", visible(&caution.to_string()))?;
    }
    writeln!(out, "    {aside}why: {}{aside:#}", answer.why())
}

#[cfg(test)]
mod tests {
    use super::*;
    use nohold::KnowledgeBase;

    fn printed(articles: &[&str], question: &str) -> String {
        let numbered = articles.iter().enumerate();
        let builder = numbered
            .fold(KnowledgeBase::builder(), |builder, (number, text)| builder.article(&format!("{number}.md"), text));
        let page = Page { palette: Palette::default(), explain: false };
        let mut out = Vec::new();
        let results = builder.build().unwrap().search(question).unwrap();
        print(&page, &results, "2026-11-23".parse().unwrap(), &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn steps_are_lines_and_nothing_commands_the_terminal() {
        let article = "---\naudience: internal\nupdated: 2026-01-04\nreview_by: 2026-11-01\n---\n\
            # Kettle\n\n## Descaling\n\nDo this:\n\n1. Fill in \u{1b}[31mvinegar\n2. Boil it\n";
        let out = printed(&[article], "descaling kettle");
        assert!(out.starts_with("Do this:\n1. Fill in") && !out.contains('\u{1b}'), "{out}");
        let rest = [
            "vinegar\n2. Boil it\n\n    Kettle > Descaling\n",
            "updated 2026-01-04\n",
            "internal: do not read out",
            "stale: review was due 2026-11-01",
            "why: ",
        ];
        let places: Vec<usize> = rest.iter().map(|text| out.find(text).unwrap()).collect();
        assert!(places.is_sorted(), "{out}");
    }

    #[test]
    fn without_an_answer_it_says_so() {
        assert_eq!(printed(&["# Kettle\n\nBoils."], "samovar"), "no hits\n");
        let out = printed(&["# Kettle\n\nBoils."], "how long does a samovar take in the kettle");
        assert!(out.starts_with("not sure: no passage stands out; the best sections are\n"), "{out}");
        assert!(out.contains("\n 1  Kettle\n"), "{out}");
    }
}
