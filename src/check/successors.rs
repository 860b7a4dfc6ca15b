//! What is wrong with what articles say of their successors.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::site::Site;
use super::{Checked, Finding, Kind};

/// Articles by their numbers among all that are checked, and what stands in place of them.
#[derive(Default)]
struct Chains {
    next: BTreeMap<usize, BTreeSet<usize>>,
}

/// Successors and predecessors that do not exist, chains that lead back, and articles that name others than name them.
pub(super) fn problems(site: &Site<'_>, articles: &[Checked]) -> Vec<Finding> {
    let numbers: Numbers =
        articles.iter().zip(0..).map(|(article, number)| (std::ptr::from_ref(article), number)).collect();
    let mut findings = Vec::new();
    let mut chains = Chains::default();
    let mut named: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
    for (old, article) in articles.iter().enumerate() {
        let found = resolved(site, &numbers, article, "superseded_by", &article.superseded_by, &mut findings);
        for new in &found {
            chains.add(old, *new);
        }
        named.insert(old, found);
    }
    for (new, article) in articles.iter().enumerate() {
        for old in resolved(site, &numbers, article, "supersedes", &article.supersedes, &mut findings) {
            chains.add(old, new);
            let others = named.get(&old).filter(|others| !others.is_empty() && !others.contains(&new));
            findings.extend(others.and_then(|others| disagreement(articles, article, old, others)));
        }
    }
    chains.drop_ends();
    findings.extend(articles.iter().enumerate().filter(|(number, _)| chains.lead_back(*number)).map(circle));
    findings
}

/// Articles by where they are in memory.
type Numbers = HashMap<*const Checked, usize>;

/// The articles that are named under a key. What names none is a finding.
fn resolved(
    site: &Site<'_>,
    numbers: &Numbers,
    from: &Checked,
    key: &str,
    values: &[String],
    findings: &mut Vec<Finding>,
) -> BTreeSet<usize> {
    let mut found = BTreeSet::new();
    for value in values {
        let number = site.named(Some(from), value).and_then(|named| numbers.get(&std::ptr::from_ref(named)));
        if let Some(number) = number {
            found.insert(*number);
        } else {
            let message = format!("`{key}` names `{value}`, which does not exist");
            findings.push(from.finding(Kind::Successor, from.place.line, message));
        }
    }
    found
}

fn disagreement(articles: &[Checked], new: &Checked, old: usize, others: &BTreeSet<usize>) -> Option<Finding> {
    let old = articles.get(old)?;
    let others: Vec<String> = others.iter().filter_map(|other| Some(articles.get(*other)?.place.to_string())).collect();
    let message =
        format!("it supersedes {}, which says that it is superseded by {} instead", old.place, others.join(", "));
    Some(new.finding(Kind::Successor, new.place.line, message))
}

fn circle((_, article): (usize, &Checked)) -> Finding {
    let message = "what supersedes it leads back to it: no end of the chain can be shown".to_owned();
    article.finding(Kind::Successor, article.place.line, message)
}

impl Chains {
    fn add(&mut self, old: usize, new: usize) {
        self.next.entry(old).or_default().insert(new);
    }

    /// Drops what leads to an end, so that only what is before or in a circle is looked at one by one.
    fn drop_ends(&mut self) {
        let mut before: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        let mut left: BTreeMap<usize, usize> = BTreeMap::new();
        for (old, next) in &self.next {
            left.insert(*old, next.len());
            for new in next {
                before.entry(*new).or_default().push(*old);
            }
        }
        let mut ends: Vec<usize> = before.keys().filter(|number| !self.next.contains_key(*number)).copied().collect();
        while let Some(end) = ends.pop() {
            self.next.remove(&end);
            for old in before.get(&end).into_iter().flatten() {
                let Some(left) = left.get_mut(old) else { continue };
                *left -= 1;
                ends.extend((*left == 0).then_some(*old));
            }
        }
    }

    fn lead_back(&self, start: usize) -> bool {
        let mut seen = BTreeSet::new();
        let mut open = vec![start];
        while let Some(number) = open.pop() {
            open.extend(self.next.get(&number).into_iter().flatten().copied().filter(|next| seen.insert(*next)));
        }
        seen.contains(&start)
    }
}
