//! Texts of rules, one a line.

use std::borrow::Cow;
use std::collections::HashMap;

use super::Rule;
use super::notation::parse;
use crate::analysis::prefix;
use crate::article::Warning;

/// The built-in rules, for customer service in English.
const CUSTOMER_SERVICE: &str = include_str!("customer_service.txt");

/// Of a longer text only so many bytes are read.
const MAX_BYTES: usize = 8 << 20;

/// What is no file of rules would fill a report by itself: after this many, one warning says that there are more.
const MAX_WARNINGS: usize = 100;

/// The built-in rules.
pub(crate) fn builtin() -> Vec<Rule> {
    read("built-in", CUSTOMER_SERVICE.as_bytes(), usize::MAX).0
}

/// Reads a text of rules, one a line, of which at most `room` are kept. `#` at the beginning of a line or behind a space
/// begins a comment. What is wrong is a warning, and the other lines hold.
pub(crate) fn read(source: &str, bytes: &[u8], room: usize) -> (Vec<Rule>, Vec<Warning>) {
    let text = String::from_utf8_lossy(bytes);
    let mut reading = Reading { source, room, rules: Vec::new(), known: HashMap::new(), warnings: Vec::new() };
    if matches!(text, Cow::Owned(_)) {
        reading.warn(0, "some bytes are not UTF-8; they were replaced");
    }
    let shown = prefix(text.trim_start_matches('\u{feff}'), MAX_BYTES);
    if text.len() > MAX_BYTES {
        reading.warn(0, "the rules are larger than 8 MiB: the rest of them is not read");
    }
    for (line, text) in (1..).zip(shown.lines()) {
        if !reading.line(line, without_comment(text).trim()) {
            break;
        }
    }
    (reading.rules, reading.warnings)
}

fn without_comment(line: &str) -> &str {
    let is_comment =
        |at: &usize| line.get(..*at).is_some_and(|before| before.is_empty() || before.ends_with([' ', '\t']));
    let comment = line.match_indices('#').map(|(at, _)| at).find(is_comment);
    comment.and_then(|at| line.get(..at)).unwrap_or(line)
}

/// A text of which some lines have been read.
struct Reading<'a> {
    source: &'a str,
    room: usize,
    rules: Vec<Rule>,
    /// On which lines rules stand, with their sides in order.
    known: HashMap<Rule, usize>,
    warnings: Vec<Warning>,
}

impl Reading<'_> {
    /// Reads a line, and says whether there is room for more.
    fn line(&mut self, line: usize, text: &str) -> bool {
        if text.is_empty() {
            return true;
        }
        let rule = match parse(text) {
            Ok(rule) => rule,
            Err(problem) => {
                self.warn(line, &format!("not a rule of synonyms: {problem}"));
                return true;
            }
        };
        if self.rules.len() == self.room {
            self.warn(line, "there are more than 10,000 rules of synonyms: from this line on they are not used");
            return false;
        }
        let mut sorted = rule.clone();
        sorted.from.sort();
        if let Some(first) = self.known.get(&sorted) {
            self.warn(line, &format!("line {first} says the same"));
        } else {
            self.known.insert(sorted, line);
            self.rules.push(rule);
        }
        true
    }

    fn warn(&mut self, line: usize, message: &str) {
        let message = match self.warnings.len() {
            0..MAX_WARNINGS => message,
            MAX_WARNINGS => "more warnings than are shown",
            _ => return,
        };
        self.warnings.push(Warning { path: self.source.to_owned(), line, message: message.to_owned() });
    }
}

#[cfg(test)]
mod tests {
    use super::{CUSTOMER_SERVICE, builtin, read};
    use crate::synonyms::notation::tests::shown;
    use crate::synonyms::{MAX_RULES, MAX_RULES_READ};

    #[test]
    fn texts_are_read_line_by_line() {
        let text = "\u{feff}# comment\n\nrefund = money back # and so on\r\nnot a rule\nc# = csharp\nmoney back = refund\n\
                    pushbike -> bicycle\nbicycle -> pushbike\n \t# more\n=\n";
        let (rules, warnings) = read("s.txt", text.as_bytes(), MAX_RULES);
        let rules: Vec<String> = rules.iter().map(shown).collect();
        assert_eq!(rules, ["refund | money back", "c# | csharp", "pushbike > bicycle", "bicycle > pushbike"]);
        let warnings: Vec<String> = warnings.iter().map(ToString::to_string).collect();
        assert_eq!(warnings.len(), 3);
        for (warning, start) in
            warnings.iter().zip(["s.txt:4: not a rule of synonyms: ", "s.txt:6: line 3 says", "s.txt:10: "])
        {
            assert!(warning.starts_with(start), "{warning}");
        }
    }

    #[test]
    fn limits_are_told() {
        let text = (0..=MAX_RULES).map(|n| format!("a{n} = b{n}")).collect::<Vec<_>>().join("\n");
        let (rules, warnings) = read("s.txt", text.as_bytes(), MAX_RULES);
        assert_eq!((rules.len(), warnings.len()), (MAX_RULES, 1));
        assert_eq!(warnings[0].line, MAX_RULES + 1);
        let (rules, warnings) = read("s.txt", "no\n".repeat(1_000).as_bytes(), MAX_RULES);
        assert_eq!((rules.len(), warnings.len()), (0, 101));
        let (_, warnings) = read("s.txt", b"caf\xe9 = bar", MAX_RULES);
        assert!(warnings[0].message.contains("UTF-8"));
    }

    #[test]
    fn the_built_in_rules_are_sound() {
        let (rules, warnings) = read("built-in", CUSTOMER_SERVICE.as_bytes(), usize::MAX);
        assert!(warnings.is_empty(), "{warnings:?}");
        assert!(rules.len() > 100 && MAX_RULES + rules.len() <= MAX_RULES_READ);
        assert_eq!(rules, builtin());
    }
}
