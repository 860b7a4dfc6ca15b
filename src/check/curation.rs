//! What is wrong with what editors say about how articles are found: it leads nowhere, is never used, or contradicts itself.

use std::collections::HashMap;

use super::links::{anchor_problem, unseen_by_all};
use super::site::Site;
use super::{Checked, Finding, Kind, Place};
use crate::article::Warning;
use crate::curation::{MOST_PROMOTED, Phrase, Rule, Says};

/// A promotion or pin of an article that is there.
struct Promotion<'a> {
    place: Place,
    /// In order: a phrase is the same in any.
    words: Vec<String>,
    position: u8,
    article: &'a Checked,
}

/// Everything that is wrong with `rules` of the file for the folder, and with what `articles` say of themselves.
pub(super) fn problems(site: &Site<'_>, rules: &[Rule], articles: &[Checked]) -> Vec<Finding> {
    let mut report = Report { findings: Vec::new(), promotions: Vec::new() };
    for rule in rules {
        report.rule(site, rule);
    }
    for article in articles {
        report.own(article);
    }
    report.compare_boosts(site, rules);
    report.compare_promotions();
    report.findings
}

struct Report<'a> {
    findings: Vec<Finding>,
    promotions: Vec<Promotion<'a>>,
}

impl<'a> Report<'a> {
    fn find(&mut self, place: &Place, message: String) {
        let warning = Warning { path: place.file.clone(), line: place.line, message };
        self.findings.push(Finding { kind: Kind::Curation, warning });
    }

    fn rule(&mut self, site: &Site<'a>, rule: &Rule) {
        let place = Place { file: rule.source.clone(), line: rule.line };
        let Some(article) = site.named(None, &rule.article) else {
            let near = site.near(rule.article.split('#').next().unwrap_or_default());
            let near = near.map(|near| format!("; did you mean `{near}`?")).unwrap_or_default();
            return self.find(&place, format!("there is no article `{}`{near}", rule.article));
        };
        if let Some(why) = unseen_by_all(article) {
            self.find(&place, format!("{} is {why}: nobody finds it", article.place));
        }
        if let Says::Promote { phrase, position } = &rule.says {
            let anchor = rule.article.split_once('#').map_or("", |(_, anchor)| anchor.trim());
            self.promote(place, Phrase::new(phrase, anchor), *position, article);
        }
    }

    /// What an article says of itself.
    fn own(&mut self, article: &'a Checked) {
        if let Some(why) = unseen_by_all(article).filter(|_| !article.promote.is_empty()) {
            self.find(&article.place, format!("it is promoted, but it is {why}: nobody finds it"));
        }
        for phrase in &article.promote {
            self.promote(article.place.clone(), Phrase::read(phrase), 0, article);
        }
    }

    fn promote(&mut self, place: Place, phrase: Result<Phrase, &'static str>, position: u8, article: &'a Checked) {
        // What cannot be read was told when it was.
        let Ok(Phrase { mut words, anchor }) = phrase else { return };
        if let Some((_, message)) = anchor_problem(article, &anchor) {
            self.find(&place, message);
        }
        words.sort_unstable();
        self.promotions.push(Promotion { place, words, position, article });
    }

    /// Of two factors for one article one is not used.
    fn compare_boosts(&mut self, site: &Site<'a>, rules: &[Rule]) {
        let mut known: HashMap<&str, (String, f64)> = HashMap::new();
        for rule in rules {
            let (Says::Boost(factor), Some(article)) = (&rule.says, site.named(None, &rule.article)) else { continue };
            let place = Place { file: rule.source.clone(), line: rule.line };
            let own = article.boost.map(|own| (article.place.to_string(), own));
            let other = known.insert(&article.id, (place.to_string(), *factor)).or(own);
            if let Some((other, value)) = other.filter(|(_, value)| value.to_bits() != factor.to_bits()) {
                let message =
                    format!("the boost {value} that {other} has for {} is not used: {factor} is", article.place);
                self.find(&place, message);
            }
        }
    }

    fn compare_promotions(&mut self) {
        let mut by_words: HashMap<&[String], Vec<&Promotion<'a>>> = HashMap::new();
        let mut found = Vec::new();
        for promotion in &self.promotions {
            let same = by_words.entry(&promotion.words).or_default();
            found.extend(conflict(same, promotion).map(|message| (promotion.place.clone(), message)));
            same.push(promotion);
        }
        for (place, message) in found {
            self.find(&place, message);
        }
    }
}

/// What is wrong with a promotion beside earlier ones for the same words.
fn conflict(earlier: &[&Promotion<'_>], one: &Promotion<'_>) -> Option<String> {
    let is_same = |other: &&&Promotion<'_>| other.article.id == one.article.id;
    let has_place = |other: &&&Promotion<'_>| one.position > 0 && other.position == one.position;
    if let Some(other) = earlier.iter().find(is_same) {
        return Some(format!("{} promotes the same article for the same words", other.place));
    }
    if let Some(other) = earlier.iter().find(has_place) {
        return Some(format!("{} has another article at position {} for the same words", other.place, one.position));
    }
    if earlier.len() >= MOST_PROMOTED {
        return Some(format!("{MOST_PROMOTED} other articles are promoted for the same words: this one never is"));
    }
    // Who writes several articles into one line means several; a pin has a place of its own.
    let apart = |other: &&&Promotion<'_>| {
        one.position == 0 && other.position == 0 && other.place.to_string() != one.place.to_string()
    };
    let other = earlier.iter().find(apart)?;
    Some(format!("{} promotes another article, {}, for the same words", other.place, other.article.place))
}
