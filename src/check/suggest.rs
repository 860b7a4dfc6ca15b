//! What may have been meant by a link that leads nowhere.

use std::collections::HashMap;

use crate::markdown::address::{folder, is_index, name, stem};

/// So many names are compared with a wrong one: a file may have a hundred thousand anchors, and as many wrong links.
const MOST_COMPARED: usize = 1_000;

/// Names longer than this resemble nothing: the time that comparing takes grows with the square of their length.
const MOST_LETTERS: usize = 100;

/// The paths of articles, to be found by what resembles them.
#[derive(Default)]
pub(super) struct Suggestions<'a> {
    in_lower_case: HashMap<String, &'a str>,
    named: HashMap<String, Vec<&'a str>>,
    within: HashMap<&'a str, Vec<&'a str>>,
}

impl<'a> Suggestions<'a> {
    /// Adds the path of an article.
    pub(super) fn add(&mut self, path: &'a str) {
        self.named.entry(name(stem(path)).to_lowercase()).or_default().push(path);
        self.within.entry(folder(path)).or_default().push(path);
    }

    /// Adds another name of the article at `path`.
    pub(super) fn add_name(&mut self, name: &str, path: &'a str) {
        self.in_lower_case.entry(name.to_lowercase()).or_insert(path);
    }

    /// The path that was probably meant by one that does not exist: with other capitals, in another folder, misspelt.
    pub(super) fn of(&self, path: &str) -> Option<&'a str> {
        let other_case = self.in_lower_case.get(&path.to_lowercase()).copied();
        other_case.or_else(|| self.elsewhere(path)).or_else(|| self.beside(path))
    }

    /// The only article of this name.
    fn elsewhere(&self, path: &str) -> Option<&'a str> {
        let name = name(stem(path));
        match self.named.get(&name.to_lowercase())?.as_slice() {
            [only] if !is_index(name) => Some(only),
            _ => None,
        }
    }

    fn beside(&self, path: &str) -> Option<&'a str> {
        nearest(path, self.within.get(folder(path))?.iter().copied(), |path| name(stem(path)))
    }
}

/// The one `among` names that differs from `wanted` least, if few letters of this `part` of it differ. Case is no
/// difference.
pub(super) fn nearest<'a>(
    wanted: &str,
    among: impl Iterator<Item = &'a str>,
    part: fn(&str) -> &str,
) -> Option<&'a str> {
    let letters = |name: &str| -> Option<Vec<char>> {
        let is_short = |name: &&str| name.chars().nth(MOST_LETTERS).is_none();
        Some(part(name)).filter(is_short).map(|name| name.to_lowercase().chars().collect())
    };
    let wanted = letters(wanted)?;
    let most = 1 + wanted.len() / 5;
    let is_near = |name: &Vec<char>| name.len().abs_diff(wanted.len()) <= most;
    let compared = among.take(MOST_COMPARED).filter_map(|name| letters(name).map(|letters| (name, letters)));
    let compared = compared.filter(|(_, letters)| is_near(letters));
    let near = compared.map(|(name, letters)| (edits(&letters, &wanted), name)).filter(|(edits, _)| *edits <= most);
    near.min_by_key(|(edits, _)| *edits).map(|(_, name)| name)
}

/// How many letters must be put in, left out or changed to make one word of the other.
fn edits(a: &[char], b: &[char]) -> usize {
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (above, x) in (1..).zip(a) {
        let mut left = above;
        let mut next = vec![left];
        for (pair, y) in row.windows(2).zip(b) {
            if let [diagonal, up] = *pair {
                left = (diagonal + usize::from(x != y)).min(up + 1).min(left + 1);
                next.push(left);
            }
        }
        row = next;
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_names_resemble_nothing() {
        let a = |letters: usize| "ä".repeat(letters);
        let cases = [(99, 100, true), (100, 99, true), (100, 101, false), (101, 100, false), (200_000, 200_001, false)];
        for (wanted, known, is_near) in cases {
            assert_eq!(
                nearest(&a(wanted), [a(known).as_str()].into_iter(), |name| name).is_some(),
                is_near,
                "{wanted}"
            );
        }
    }
}
