//! How rules are written: one a line, `refund = money back` or `pushbike -> bicycle`.

use std::borrow::Cow;
use std::collections::HashMap;

use super::{MAX_SIDES, MAX_WORDS, Rule, Side};
use crate::analysis::{TokenKind, prefix, tokenize};
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

/// What an author wrote beside an article: a rule, or, without separators, another name for the article's title.
pub(crate) fn rule_of(text: &str, title: &str) -> Result<Rule, String> {
    if is_rule(text) { parse(text) } else { name_of(text, title) }
}

/// What is wrong with it, as far as that can be said before the title is known.
pub(crate) fn problem(text: &str) -> Option<String> {
    if is_rule(text) { parse(text).err() } else { side(text).err() }
}

fn is_rule(text: &str) -> bool {
    text.contains('=') || text.contains("->")
}

/// Reads a rule; or says what is wrong with it.
fn parse(text: &str) -> Result<Rule, String> {
    let (is_both_ways, arrows) = (text.contains('='), text.matches("->").count());
    match (is_both_ways, arrows) {
        _ if text.contains("=>") => Err("one way is written `->`".to_owned()),
        (true, 0) => {
            let sides = text.split('=').map(side).collect::<Result<Vec<_>, _>>()?;
            rule(sides.concat(), Vec::new())
        }
        (false, 1) => {
            let (left, right) = text.split_once("->").unwrap_or_default();
            rule(side(left)?, side(right)?)
        }
        (true, _) => Err("it has both `=` and `->`".to_owned()),
        (false, 0) => Err("there is neither `=` nor `->` in it".to_owned()),
        (false, _) => Err("`->` stands in it more than once".to_owned()),
    }
}

/// The rule that a phrase is another name for a title, of which the first words count if it is long.
fn name_of(phrase: &str, title: &str) -> Result<Rule, String> {
    let mut title = words(title);
    title.truncate(MAX_WORDS);
    if title.is_empty() {
        return Err("the title has no words".to_owned());
    }
    rule(side(phrase)?, vec![title])
}

fn rule(mut from: Vec<Side>, mut to: Vec<Side>) -> Result<Rule, String> {
    let mut seen = Vec::new();
    let mut is_new = |side: &Side| {
        let is_new = !seen.contains(side);
        seen.push(side.clone());
        is_new
    };
    from.retain(&mut is_new);
    let is_one_way = !to.is_empty();
    to.retain(&mut is_new);
    if (is_one_way && to.is_empty()) || from.len() + to.len() < 2 {
        return Err("it says the same on all sides".to_owned());
    }
    let count = from.len() + to.len();
    Rule { from, to }.checked().ok_or_else(|| format!("it has {count} sides, more than {MAX_SIDES}"))
}

/// A side as it is looked for: its words, and before them a compound such as `e-mail` in one.
fn side(text: &str) -> Result<Vec<Side>, String> {
    let (words, whole) = (words(text), compound(text));
    match words.len() {
        0 => Err("a side of it has no words".to_owned()),
        1..=MAX_WORDS => Ok(whole.map(|whole| vec![whole]).into_iter().chain([words]).collect()),
        _ => Err(format!("a side of it has more than {MAX_WORDS} words")),
    }
}

/// The words of a text; names with symbols (`C#`) and short forms (`can't`) as they stand.
fn words(text: &str) -> Side {
    let mut words: Vec<(String, usize)> = Vec::new();
    tokenize(text, &mut |token| match token.kind {
        TokenKind::Word | TokenKind::Pair => words.push((token.term.to_owned(), token.range.start)),
        TokenKind::Whole => {
            if let Some(last) = words.last_mut().filter(|last| is_one_word(token.range.start, last.1)) {
                token.term.clone_into(&mut last.0);
            }
        }
        TokenKind::Last => {}
    });
    words.into_iter().map(|(word, _)| word).collect()
}

/// Whether a whole that begins at `whole` has no part before the last, which begins at `last`: a symbol may.
fn is_one_word(whole: usize, last: usize) -> bool {
    last <= whole + 1 && whole <= last
}

/// The text as one word, if it is a compound of several and nothing else.
fn compound(text: &str) -> Option<String> {
    let (mut words, mut whole) = (0, None);
    tokenize(text, &mut |token| {
        words += usize::from(token.kind.counts());
        if token.kind == TokenKind::Whole {
            whole = Some((token.term.to_owned(), token.range.len()));
        }
    });
    let (whole, length) = whole?;
    (words > 1 && length == text.trim().len()).then_some(whole)
}

#[cfg(test)]
mod tests {
    use super::{builtin, parse, problem, read, rule_of};
    use crate::analysis::fold;
    use crate::synonyms::{MAX_RULES, MAX_RULES_READ, Rule, Side};
    use proptest::prelude::*;

    /// A rule as text: `a | b c > d`.
    fn shown(rule: &Rule) -> String {
        let sides = |sides: &[Side]| sides.iter().map(|side| side.join(" ")).collect::<Vec<_>>().join(" | ");
        format!("{} > {}", sides(&rule.from), sides(&rule.to)).trim_end_matches(" > ").to_owned()
    }

    #[test]
    fn rules_and_what_is_none() {
        let long = format!("{}= b", "a ".repeat(17));
        let many = (0..33).map(|n| format!("s{n}")).collect::<Vec<_>>().join("=");
        let cases = [
            ("refund = Money  back=Reimbursement", Ok("refund | money back | reimbursement")),
            ("Pushbike -> bicycle", Ok("pushbike > bicycle")),
            ("Käufer=Kunde", Ok("kaufer | kunde")),
            ("e-mail = post", Ok("email | e mail | post")),
            ("two-factor code -> 2FA", Ok("two factor code > 2fa")),
            ("c# = c sharp", Ok("c# | c sharp")),
            ("doesn't work -> problem", Ok("doesnt work > problem")),
            ("customer's order = purchase", Ok("customer order | purchase")),
            ("返金 = 払い戻し", Ok("返金 | 払い い戻 戻し")),
            ("refund = Refund = money back", Ok("refund | money back")),
            ("refund", Err("neither")),
            ("refund =", Err("no words")),
            ("= refund", Err("no words")),
            ("-> refund", Err("no words")),
            ("refund -> !!!", Err("no words")),
            ("a = = b", Err("no words")),
            ("a = b -> c", Err("both")),
            ("a -> b -> c", Err("more than once")),
            ("a => b", Err("`->`")),
            ("refund = Refund", Err("the same")),
            ("e-mail -> email", Err("the same")),
            (long.as_str(), Err("more than 16 words")),
            (many.as_str(), Err("more than 32")),
        ];
        for (text, expected) in cases {
            let read = parse(text);
            match (read.as_ref().map(shown), expected) {
                (Ok(read), Ok(expected)) => assert_eq!(read, expected, "{text}"),
                (Err(problem), Err(part)) => assert!(problem.contains(part), "{text}: {problem}"),
                (read, _) => panic!("{text}: {read:?}"),
            }
        }
    }

    #[test]
    fn what_stands_beside_an_article_may_be_a_name() {
        let long = "word ".repeat(40);
        let cases = [
            ("pushbike", "Bicycles", Ok("pushbike > bicycles")),
            ("refund = money back", "Bicycles", Ok("refund | money back")),
            (
                "Two wheeler",
                long.trim(),
                Ok("two wheeler > word word word word word word word word word word word word word word word word"),
            ),
            ("bicycles", "Bicycles", Err("the same")),
            ("pushbike", "\u{1f6b2}", Err("title")),
            ("!", "Bicycles", Err("no words")),
        ];
        for (text, title, expected) in cases {
            match (rule_of(text, title).as_ref().map(shown), expected) {
                (Ok(read), Ok(expected)) => assert_eq!(read, expected, "{text}"),
                (Err(problem), Err(part)) => assert!(problem.contains(part), "{text}: {problem}"),
                (read, _) => panic!("{text}: {read:?}"),
            }
        }
        assert!(problem("pushbike").is_none() && problem("!").is_some() && problem("a = ").is_some());
    }

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
        let (rules, warnings) = read("built-in", super::CUSTOMER_SERVICE.as_bytes(), usize::MAX);
        assert!(warnings.is_empty(), "{warnings:?}");
        assert!(rules.len() > 100 && MAX_RULES + rules.len() <= MAX_RULES_READ);
        assert_eq!(rules, builtin());
    }

    proptest! {
        #[test]
        fn any_text_is_read(text in "([a-c #\n=>-]|é|京都|e-mail|don't){0,60}") {
            for rule in read("s.txt", text.as_bytes(), 20).0 {
                let sides = rule.from.iter().chain(&rule.to);
                prop_assert!(sides.flatten().all(|word| fold(word) == word.as_str()));
                prop_assert_eq!(rule.clone().checked(), Some(rule));
            }
        }
    }
}
