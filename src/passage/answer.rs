//! The blocks of a section that answer, whole and in order.

use std::ops::Range;

use crate::article::{Block, BlockKind, Section};
use crate::query::Match;

use super::sentences::sentences;
use super::snippet::{Snippet, highlights};

/// A section that is no longer, in bytes, is its own answer.
const WHOLE: usize = 500;

/// More bytes are no answer to read out: of longer paragraphs the sentences around the best one are taken, of longer lists
/// and tables the items and rows.
const LONGEST: usize = 900;

/// Steps that belong together are not cut, unless there are more bytes of them.
const LONGEST_STEPS: usize = 4_000;

/// What answers, with what each of its lines was in the article.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Passage {
    pub(crate) text: Snippet,
    /// Their ranges are those of the text.
    pub(super) blocks: Vec<Block>,
}

/// What of the query is in a section: its matches in the text, and by group what they are worth. What the title and the
/// headings say already is worth nothing: it is common to all that stands below them.
pub(crate) struct Evidence<'a> {
    pub(crate) matches: &'a [Match],
    pub(crate) worths: &'a [f64],
}

/// The paragraph, list, table or row that has what is worth most (the first if none has anything), whole and with what
/// belongs to it: the sentence that introduces a list, the steps that a paragraph leads to, the term of a definition.
/// Of a short section all. `None` if the section has no text.
pub(crate) fn passage(section: &Section, evidence: &Evidence<'_>) -> Option<Passage> {
    let blocks = Blocks { section, evidence };
    let chosen = blocks.chosen()?;
    let (start, end) = (section.blocks.get(chosen.start)?.range.start, section.blocks.get(chosen.end - 1)?.range.end);
    let range = if end - start > blocks.most(&chosen) { blocks.best_sentences(start..end) } else { start..end };
    blocks.cut(range)
}

struct Blocks<'a> {
    section: &'a Section,
    evidence: &'a Evidence<'a>,
}

impl Blocks<'_> {
    /// The numbers of the blocks that answer.
    fn chosen(&self) -> Option<Range<usize>> {
        let all = 0..self.section.blocks.len();
        if self.section.text.trim_end().len() <= WHOLE {
            return Some(all).filter(|all| !all.is_empty());
        }
        // The first of those that are worth as much.
        let best = all.rev().max_by(|&a, &b| self.value(a).total_cmp(&self.value(b)))?;
        Some(self.with_what_belongs_to_it(best))
    }

    fn with_what_belongs_to_it(&self, best: usize) -> Range<usize> {
        let begin = if self.leads_to_list(best) { best + 1 } else { best };
        let run = match self.kind(begin) {
            Some(kind @ (BlockKind::Item | BlockKind::Step | BlockKind::Row | BlockKind::Code)) => {
                self.run(kind, begin)
            }
            Some(BlockKind::Term | BlockKind::Definition) => self.definition(begin),
            Some(BlockKind::Paragraph) | None => return best..best + 1,
        };
        let run = if self.is_alone(best, &run) { best..best + 1 } else { run };
        let introduced = run.start > 0 && self.leads_to_list(run.start - 1);
        if introduced { run.start - 1..run.end } else { run }
    }

    /// Whether a row is the only one that answers.
    fn is_alone(&self, best: usize, run: &Range<usize>) -> bool {
        let others = || run.clone().filter(|&other| other != best);
        self.kind(best) == Some(BlockKind::Row) && others().all(|other| self.value(other) < self.value(best))
    }

    /// The blocks of one kind around `at`; of too many those next to it.
    fn run(&self, kind: BlockKind, at: usize) -> Range<usize> {
        let is_same = |number: &usize| self.kind(*number) == Some(kind);
        let first = (0..at).rev().take_while(is_same).last().unwrap_or(at);
        let last = (at..self.section.blocks.len()).take_while(is_same).last().unwrap_or(at);
        let mut run = first..last + 1;
        let most = self.most(&run);
        while self.length(&run) > most && run.len() > 1 {
            // From the end that is further away from the best one.
            if run.end - 1 - at >= at - run.start { run.end -= 1 } else { run.start += 1 }
        }
        run
    }

    /// A term with what it means.
    fn definition(&self, at: usize) -> Range<usize> {
        let is = |kind| move |number: &usize| self.kind(*number) == Some(kind);
        let first = (0..=at).rev().find(is(BlockKind::Term)).unwrap_or(at);
        let last = (first + 1..self.section.blocks.len()).take_while(is(BlockKind::Definition)).last().unwrap_or(at);
        first..last + 1
    }

    /// Whether a paragraph belongs to the list behind it: it ends in a colon, or steps follow.
    fn leads_to_list(&self, number: usize) -> bool {
        let ends_in_colon = self.text(number).trim_end().ends_with([':', '：']);
        self.kind(number) == Some(BlockKind::Paragraph)
            && match self.kind(number + 1) {
                Some(BlockKind::Step) => true,
                Some(BlockKind::Item | BlockKind::Row | BlockKind::Code) => ends_in_colon,
                _ => false,
            }
    }

    /// What a block has of the query.
    fn value(&self, number: usize) -> f64 {
        let range = self.section.blocks.get(number).map_or(0..0, |block| block.range.clone());
        self.worth(&range)
    }

    /// What a range of the text has of it: every word once.
    fn worth(&self, range: &Range<usize>) -> f64 {
        let inside = self.evidence.matches.iter().filter(|found| range.contains(&found.range.start));
        let mut groups: Vec<usize> = inside.map(|found| found.group).collect();
        groups.sort_unstable();
        groups.dedup();
        groups.iter().filter_map(|&group| self.evidence.worths.get(group)).fold(0.0, |sum, worth| sum + worth)
    }

    fn kind(&self, number: usize) -> Option<BlockKind> {
        self.section.blocks.get(number).map(|block| block.kind)
    }

    fn text(&self, number: usize) -> &str {
        let range = self.section.blocks.get(number).map_or(0..0, |block| block.range.clone());
        self.section.text.get(range).unwrap_or_default()
    }

    fn length(&self, blocks: &Range<usize>) -> usize {
        // With the mark before it and the line's end.
        let marker = |number| self.kind(number).map_or(0, |kind| marker(kind, number + 1).len());
        blocks.clone().map(|number| marker(number) + self.text(number).len() + 1).sum()
    }

    /// The most bytes that may be read out of some blocks.
    fn most(&self, blocks: &Range<usize>) -> usize {
        let has_steps = blocks.clone().any(|number| self.kind(number) == Some(BlockKind::Step));
        if has_steps { LONGEST_STEPS } else { LONGEST }
    }

    /// The sentences of a range that are worth most together, as many as may be read out; at least one.
    fn best_sentences(&self, range: Range<usize>) -> Range<usize> {
        let text = self.section.text.get(range.clone()).unwrap_or_default();
        let all: Vec<Range<usize>> =
            sentences(text).into_iter().map(|one| range.start + one.start..range.start + one.end).collect();
        let best = (0..all.len()).rev().max_by(|&a, &b| self.sentence(&all, a).total_cmp(&self.sentence(&all, b)));
        let (mut first, mut last) = (best.unwrap_or(0), best.unwrap_or(0));
        let span = |first: usize, last: usize| {
            let (first, last) = (all.get(first)?, all.get(last)?);
            Some(first.start..last.end).filter(|span| span.len() <= LONGEST)
        };
        // What comes after explains more often than what stands before.
        while span(first, last + 1).is_some() {
            last += 1;
        }
        while first > 0 && span(first - 1, last).is_some() {
            first -= 1;
        }
        let chosen = all.get(first).zip(all.get(last)).map(|(first, last)| first.start..last.end);
        chosen.unwrap_or(range)
    }

    fn sentence(&self, all: &[Range<usize>], number: usize) -> f64 {
        all.get(number).map_or(0.0, |range| self.worth(range))
    }

    /// A range of the text as a passage, with numbers before steps and signs before items.
    fn cut(&self, range: Range<usize>) -> Option<Passage> {
        let (mut text, mut matches, mut blocks) = (String::new(), Vec::new(), Vec::new());
        let mut steps = 0;
        let inside = |block: &&Block| block.range.start < range.end && block.range.end > range.start;
        for block in self.section.blocks.iter().filter(inside) {
            let own = block.range.start.max(range.start)..block.range.end.min(range.end);
            if !text.is_empty() {
                text.push('\n');
            }
            steps = if block.kind == BlockKind::Step { steps + 1 } else { 0 };
            text.push_str(&marker(block.kind, steps));
            let start = text.len();
            text.push_str(self.section.text.get(own.clone())?);
            let here =
                self.evidence.matches.iter().filter(|one| one.range.start >= own.start && one.range.end <= own.end);
            matches.extend(here.map(|found| {
                let range = start + found.range.start - own.start..start + found.range.end - own.start;
                Match { range, ..found.clone() }
            }));
            blocks.push(Block { kind: block.kind, range: start..text.len() });
        }
        let highlights = highlights(&text, matches.iter());
        (!blocks.is_empty()).then(|| Passage { text: Snippet::new(text, highlights), blocks })
    }
}

/// What stands before a block in plain text. `step` counts from 1.
fn marker(kind: BlockKind, step: usize) -> String {
    match kind {
        BlockKind::Step => format!("{step}. "),
        BlockKind::Item => "- ".to_owned(),
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::{Evidence, passage};
    use crate::article::{Block, BlockKind, Section};
    use crate::query::{FormKind, Match};

    /// A section of blocks, each a line: `* ` begins an item, `1 ` a step, `| ` a row, `? ` a term and `: ` its meaning.
    fn section(lines: &[&str]) -> Section {
        let (mut text, mut blocks) = (String::new(), Vec::new());
        for line in lines {
            let (kind, line) = match line.split_once(' ') {
                Some(("*", rest)) => (BlockKind::Item, rest),
                Some(("1", rest)) => (BlockKind::Step, rest),
                Some(("|", rest)) => (BlockKind::Row, rest),
                Some(("?", rest)) => (BlockKind::Term, rest),
                Some((":", rest)) => (BlockKind::Definition, rest),
                _ => (BlockKind::Paragraph, *line),
            };
            let start = text.len();
            text.push_str(line);
            blocks.push(Block { kind, range: start..text.len() });
            text.push('\n');
        }
        Section { text, blocks, ..Section::default() }
    }

    fn find(section: &Section, words: &[&str]) -> Vec<Match> {
        let found = words.iter().enumerate().flat_map(|(group, word)| {
            section.text.match_indices(word).map(move |(at, word)| (group, at..at + word.len()))
        });
        found.map(|(group, range)| Match { group, kind: FormKind::Exact, position: 0, range }).collect()
    }

    /// What is taken of a section, behind 600 bytes that say nothing, for a word.
    fn taken(lines: &[&str], word: &str) -> Option<String> {
        let filler = "Nothing of that sort. ".repeat(28);
        let section = section(&[&[filler.as_str()], lines].concat());
        let matches = find(&section, &[word]);
        let passage = passage(&section, &Evidence { matches: &matches, worths: &[1.0] })?;
        for range in passage.text.highlights() {
            assert_eq!(passage.text.text().get(range.clone()), Some(word));
        }
        Some(passage.text.text().to_owned())
    }

    #[test]
    fn whole_blocks_with_what_belongs_to_them() {
        let cases: [(&[&str], &str, &str); 13] = [
            (&["One thing.", "A refund takes five days.", "Another."], "refund", "A refund takes five days."),
            (&["Need:", "* a receipt", "* the parcel", "More."], "receipt", "Need:\n- a receipt\n- the parcel"),
            (&["You need:", "* a receipt", "* the parcel"], "need", "You need:\n- a receipt\n- the parcel"),
            (&["Lead.", "* Open it", "* Close it", "1 Or not"], "Close", "- Open it\n- Close it"),
            (&["To do it.", "1 Open it", "1 Close it", "More."], "Close", "To do it.\n1. Open it\n2. Close it"),
            (&["To do it.", "1 Open it", "1 Close it", "More."], "do", "To do it.\n1. Open it\n2. Close it"),
            (&["Prices:", "| Basic: 4", "| Family: 9"], "Family", "Family: 9"),
            (&["Prices:", "| Basic: 4", "| Family: 9"], ":", "Prices:\nBasic: 4\nFamily: 9"),
            (
                &["So.", "? Grace", ": Extra days.", ": Or weeks.", "? Other", ": No."],
                "weeks",
                "Grace\nExtra days.\nOr weeks.",
            ),
            (&["So.", "? Grace", ": Extra days."], "Grace", "Grace\nExtra days."),
            (&["So.", ": Extra days."], "Extra", "Extra days."),
            (&["Note:", "No list follows."], "Note", "Note:"),
            (&["So.", "? Grace"], "Grace", "Grace"),
        ];
        for (lines, word, expected) in cases {
            assert_eq!(taken(lines, word).as_deref(), Some(expected), "{lines:?} {word}");
        }
    }

    #[test]
    fn short_sections_are_taken_whole_and_empty_ones_not() {
        let whole = section(&["A refund takes five days.", "Ask us.", "* By phone"]);
        let text = passage(&whole, &Evidence { matches: &find(&whole, &["phone"]), worths: &[1.0] }).unwrap();
        assert_eq!(text.text.text(), "A refund takes five days.\nAsk us.\n- By phone");
        let nothing = Evidence { matches: &[], worths: &[] };
        assert_eq!(passage(&section(&[]), &nothing), None);
    }

    #[test]
    fn what_the_heading_says_does_not_choose() {
        let long = "Words about a refund. ".repeat(20);
        let section = section(&["The first says it.", &long, &long]);
        let matches = find(&section, &["refund", "absent"]);
        let said = passage(&section, &Evidence { matches: &matches, worths: &[0.0, 1.0] }).unwrap();
        assert_eq!(said.text.text(), "The first says it.");
    }

    #[test]
    fn long_lists_and_long_paragraphs_are_cut_around_what_matches() {
        let items: Vec<String> = (0..200).map(|n| format!("* item {n}.")).collect();
        let list = taken(&items.iter().map(String::as_str).collect::<Vec<_>>(), "item 150.").unwrap();
        assert!(list.len() <= super::LONGEST && list.contains("item 150.") && list.lines().count() > 50, "{list}");
        let steps: Vec<String> = (0..200).map(|n| format!("1 step {n}.")).collect();
        let all = taken(&steps.iter().map(String::as_str).collect::<Vec<_>>(), "step 150.").unwrap();
        assert!(all.lines().count() == 201, "{all}");
        let long = format!("{} A refund comes. {}", "Some words. ".repeat(100), "More words. ".repeat(100));
        let text = taken(&[&long], "refund").unwrap();
        assert!(text.len() <= super::LONGEST && text.contains("A refund comes. More words."), "{text}");
        let endless = format!("{} refund {}", "word ".repeat(300), "word ".repeat(300));
        assert_eq!(taken(&[&endless], "refund").map(|text| text.len() > 3_000), Some(true));
    }
}
