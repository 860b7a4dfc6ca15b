//! What an article says means the same as what, or as its title.

use super::warnings::Warnings;
use crate::analysis::prefix;
use crate::synonyms::problem;

/// More synonyms of an article are not used.
const MOST: usize = 100;

/// The texts that are rules, or other names for the title.
pub(super) fn usable(mut texts: Vec<String>, line: usize, warnings: &mut Warnings) -> Vec<String> {
    texts.retain(|text| {
        let problem = problem(text);
        if let Some(problem) = &problem {
            let text = prefix(text, 100).escape_debug();
            warnings.at(line, format!("the synonym `{text}` is not used: {problem}"));
        }
        problem.is_none()
    });
    if texts.len() > MOST {
        warnings.at(line, "there are more than 100 synonyms: the rest of them is not used");
        texts.truncate(MOST);
    }
    texts
}
