//! How a rule is written: `refund = money back` or `pushbike -> bicycle`.

use super::{MAX_SIDES, MAX_WORDS, Rule, Side};
use crate::analysis::{TokenKind, tokenize};

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
pub(super) fn parse(text: &str) -> Result<Rule, String> {
    let (is_both_ways, arrows) = (text.contains('='), text.matches("->").count());
    match (is_both_ways, arrows) {
        _ if text.contains("=>") => Err("one way is written `->`".to_owned()),
        _ if text.matches('=').count() >= MAX_SIDES => Err(too_many()),
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
    Rule { from, to }.checked().ok_or_else(too_many)
}

fn too_many() -> String {
    format!("it has more than {MAX_SIDES} sides")
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
pub(super) mod tests {
    use super::{parse, problem, rule_of};
    use crate::analysis::fold;
    use crate::synonyms::{Rule, Side};
    use proptest::prelude::*;

    /// A rule as text: `a | b c > d`.
    pub(in crate::synonyms) fn shown(rule: &Rule) -> String {
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

    proptest! {
        #[test]
        fn any_text_is_a_rule_or_none(text in "([a-c =>-]|é|京都|e-mail|don't){0,30}") {
            if let Ok(rule) = parse(&text) {
                let sides = rule.from.iter().chain(&rule.to);
                prop_assert!(sides.flatten().all(|word| fold(word) == word.as_str()));
                prop_assert_eq!(rule.clone().checked(), Some(rule));
            }
        }
    }
}
