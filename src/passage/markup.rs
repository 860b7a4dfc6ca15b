//! A passage as HTML and as Markdown: its lists are lists again.

use super::answer::Passage;
use crate::article::{Block, BlockKind};

impl Passage {
    /// Paragraphs, lists and code as HTML, everything escaped, what matched in `<mark>`.
    pub(crate) fn to_html(&self) -> String {
        let mut html = String::new();
        for run in self.runs() {
            let (list, element) = run.first().map_or(("", "p"), |block| elements(block.kind));
            tag("<", list, &mut html);
            for block in run {
                tag("<", element, &mut html);
                self.text.mark(block.range.clone(), &mut html);
                tag("</", element, &mut html);
            }
            tag("</", list, &mut html);
        }
        html
    }

    /// The same as Markdown, without marks. What the text has of Markdown's signs is escaped.
    pub(crate) fn to_markdown(&self) -> String {
        let run = |run: &[Block]| {
            let line = |(number, block): (usize, &Block)| {
                let text = self.text.text().get(block.range.clone()).unwrap_or_default();
                match block.kind {
                    BlockKind::Item | BlockKind::Row => format!("- {}", escaped(text)),
                    BlockKind::Step => format!("{}. {}", number + 1, escaped(text)),
                    BlockKind::Term => format!("**{}**", escaped(text)),
                    BlockKind::Code => format!("    {text}"),
                    BlockKind::Paragraph | BlockKind::Definition => escaped(text),
                }
            };
            let between =
                if run.first().is_some_and(|block| block.kind == BlockKind::Paragraph) { "\n\n" } else { "\n" };
            run.iter().enumerate().map(line).collect::<Vec<_>>().join(between)
        };
        self.runs().map(run).collect::<Vec<_>>().join("\n\n")
    }

    /// Neighbours of one kind.
    fn runs(&self) -> impl Iterator<Item = &[Block]> {
        self.blocks.chunk_by(|a, b| a.kind == b.kind)
    }
}

/// What blocks of a kind stand in together, if anything, and what each of them is.
fn elements(kind: BlockKind) -> (&'static str, &'static str) {
    match kind {
        BlockKind::Item | BlockKind::Row => ("ul", "li"),
        BlockKind::Step => ("ol", "li"),
        BlockKind::Code => ("", "pre"),
        BlockKind::Paragraph | BlockKind::Term | BlockKind::Definition => ("", "p"),
    }
}

fn tag(opening: &str, name: &str, html: &mut String) {
    if !name.is_empty() {
        html.extend([opening, name, ">"]);
    }
}

/// Signs that Markdown would read are escaped, wherever they stand: that is always allowed.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        let begins =
            text.get(..at).is_some_and(|before| before.trim_end_matches(|c: char| c.is_ascii_digit()).is_empty());
        if matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '~' | '&')
            || (begins && matches!(c, '-' | '+' | '.' | ')' | '=' | ':'))
        {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}
