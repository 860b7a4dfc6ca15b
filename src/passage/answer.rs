//! The blocks of a section that answer, whole and in order.

use crate::article::{BlockKind, Section};
use crate::query::Match;

use super::snippet::{Snippet, highlights, snippet};

/// More bytes are no answer to read out: the best window of them is.
const LONGEST: usize = 900;

/// Of longer lists the items around the best one are taken.
const MOST_ITEMS: usize = 8;

/// The paragraph, list or table row whose matches are worth most (the first if none has any), with the sentence that
/// introduces a list. `None` if the section has no text.
pub(crate) fn passage(section: &Section, matches: &[Match], worths: &[f64]) -> Option<Snippet> {
    let best = best_block(section, matches, worths)?;
    let (first, last) = with_list(section, best);
    let start = section.blocks.get(first)?.range.start;
    let end = section.blocks.get(last)?.range.end;
    let text = section.text.get(start..end)?;
    let inside = matches.iter().filter(|found| found.range.start >= start && found.range.end <= end);
    let inside: Vec<Match> = inside
        .map(|found| Match { range: found.range.start - start..found.range.end - start, ..found.clone() })
        .collect();
    if text.len() > LONGEST {
        return Some(snippet(text, &inside, worths));
    }
    Some(Snippet::new(text.to_owned(), highlights(text, inside.iter())))
}

fn best_block(section: &Section, matches: &[Match], worths: &[f64]) -> Option<usize> {
    let value = |number: usize| {
        let Some(block) = section.blocks.get(number) else { return 0.0 };
        let inside = matches.iter().filter(|found| block.range.contains(&found.range.start));
        let mut groups: Vec<usize> = inside.map(|found| found.group).collect();
        groups.sort_unstable();
        groups.dedup();
        groups.iter().filter_map(|&group| worths.get(group)).sum::<f64>()
    };
    // The first of those that are worth as much.
    (0..section.blocks.len()).rev().max_by(|&a, &b| value(a).total_cmp(&value(b)))
}

/// The first and last block of what `best` belongs to.
fn with_list(section: &Section, best: usize) -> (usize, usize) {
    let kind = |number: usize| section.blocks.get(number).map(|block| block.kind);
    let introduces = |number: usize| {
        let text = section.blocks.get(number).and_then(|block| section.text.get(block.range.clone()));
        kind(number) == Some(BlockKind::Paragraph) && text.is_some_and(|text| text.trim_end().ends_with([':', '：']))
    };
    let is_list = |number: usize| matches!(kind(number), Some(BlockKind::Item | BlockKind::Step));
    let begin = if introduces(best) && is_list(best + 1) { best + 1 } else { best };
    if !is_list(begin) {
        return (best, best);
    }
    let same = |number: &usize| kind(*number) == kind(begin);
    let first = (begin.saturating_sub(MOST_ITEMS / 2)..begin).rev().take_while(same).last().unwrap_or(begin);
    let last = (begin..first + MOST_ITEMS).take_while(same).last().unwrap_or(begin);
    if first > 0 && introduces(first - 1) { (first - 1, last) } else { (first, last) }
}

#[cfg(test)]
mod tests {
    use super::{Snippet, passage};
    use crate::article::{Block, BlockKind, Section};
    use crate::query::{FormKind, Match};

    /// A section of blocks, each a line: `* ` begins an item, `1 ` a step.
    fn section(lines: &[&str]) -> Section {
        let (mut text, mut blocks) = (String::new(), Vec::new());
        for line in lines {
            let (kind, line) = match line.split_once(' ') {
                Some(("*", rest)) => (BlockKind::Item, rest),
                Some(("1", rest)) => (BlockKind::Step, rest),
                _ => (BlockKind::Paragraph, *line),
            };
            let start = text.len();
            text.push_str(line);
            blocks.push(Block { kind, range: start..text.len() });
            text.push('\n');
        }
        Section { text, blocks, ..Section::default() }
    }

    fn find(section: &Section, word: &str) -> Vec<Match> {
        let found = section.text.match_indices(word);
        found
            .map(|(at, _)| Match { group: 0, kind: FormKind::Exact, position: 0, range: at..at + word.len() })
            .collect()
    }

    #[test]
    fn whole_blocks() {
        let cases: [(&[&str], &str, Option<&str>); 7] = [
            (&["One thing.", "A refund takes five days.", "Another."], "refund", Some("A refund takes five days.")),
            (
                &["You need:", "* a receipt", "* the parcel", "More."],
                "receipt",
                Some("You need:\na receipt\nthe parcel"),
            ),
            (&["You need:", "* a receipt", "* the parcel"], "need", Some("You need:\na receipt\nthe parcel")),
            (&["Lead.", "1 Open it", "1 Close it", "* Or not"], "Close", Some("Open it\nClose it")),
            (&["First.", "Second."], "absent", Some("First.")),
            (&["Note:", "No list follows."], "Note", Some("Note:")),
            (&[], "refund", None),
        ];
        for (lines, word, expected) in cases {
            let section = section(lines);
            let passage = passage(&section, &find(&section, word), &[1.0]);
            assert_eq!(passage.as_ref().map(Snippet::text), expected, "{lines:?}");
            for range in passage.iter().flat_map(Snippet::highlights) {
                assert_eq!(passage.as_ref().and_then(|passage| passage.text().get(range.clone())), Some(word));
            }
        }
    }

    #[test]
    fn long_lists_and_long_paragraphs_are_cut_around_what_matches() {
        let items: Vec<String> = (0..40).map(|n| format!("* item {n}.")).collect();
        let list = section(&items.iter().map(String::as_str).collect::<Vec<_>>());
        let text = passage(&list, &find(&list, "item 20"), &[1.0]).unwrap();
        assert_eq!((text.text().lines().count(), text.text().contains("item 20.")), (8, true));
        let long = format!("{} refund {}", "word ".repeat(300), "word ".repeat(300));
        let paragraph = section(&[&long]);
        let text = passage(&paragraph, &find(&paragraph, "refund"), &[1.0]).unwrap();
        assert!(text.text().len() < 300 && text.text().contains("refund"), "{}", text.text());
    }
}
