//! For whom articles are: the arguments that say it, and what is said of those who are left out.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use indicatif::HumanCount;
use nohold::article::{Audience, Date};
use nohold::{LeftOut, Verdict};
use serde::Serialize;
use serde_json::{Value, json};

use crate::output::{self, visible};

/// Reads an audience from an argument. What could be meant in two ways is refused: `public,partners` is either everything
/// public for everybody, or what is for partners.
pub(crate) fn audience(text: &str) -> Result<Audience, &'static str> {
    const EXPECTED: &str = "expected public, internal, or groups with commas between";
    match Audience::from(text) {
        Audience::Groups(groups) if groups.is_empty() || groups.iter().any(|group| is_a_word_of_its_own(group)) => {
            Err(EXPECTED)
        }
        audience => Ok(audience),
    }
}

fn is_a_word_of_its_own(group: &str) -> bool {
    !matches!(Audience::from(group), Audience::Groups(_))
}

/// Says of which groups no article speaks: a slip of the pen, perhaps. `elsewise` is what the articles are for somebody who
/// may read only what is public.
pub(crate) fn name_unknown_groups(audience: &Audience, elsewise: &[Verdict]) {
    let Audience::Groups(wanted) = audience else { return };
    let plain = |group: &String| group.trim().to_lowercase();
    let groups = elsewise.iter().filter_map(|verdict| match &verdict.left_out {
        Some(LeftOut::For(Audience::Groups(groups))) => Some(groups),
        _ => None,
    });
    let known: BTreeSet<String> = groups.flatten().map(plain).collect();
    for group in wanted.iter().filter(|group| !known.contains(&plain(group))) {
        output::note(format_args!("no article is for the group {:?}", visible(group)));
    }
}

/// For whom something was made, for people.
pub(crate) fn made_for(readers: Option<&(Audience, Date)>) -> String {
    match readers {
        Some((audience, as_of)) => format!("{}, as of {as_of}", visible(&audience.to_string())),
        None => "everything (internal)".to_owned(),
    }
}

/// The same for programs; `null` if nothing was left out.
pub(crate) fn made_for_as_json(readers: Option<&(Audience, Date)>) -> Value {
    readers.map_or(
        Value::Null,
        |(audience, as_of)| json!({ "audience": audience.to_string(), "as_of": as_of.to_string() }),
    )
}

/// Why something was left out, without the day, so that it can be counted.
pub(crate) fn reason(why: &LeftOut) -> String {
    match why {
        LeftOut::NotBefore(_) => "not yet published".to_owned(),
        LeftOut::Expired(_) => "expired".to_owned(),
        other => other.to_string(),
    }
}

/// How many articles were left out, by reason.
#[derive(Serialize)]
pub(crate) struct Counts {
    total: usize,
    reasons: BTreeMap<String, usize>,
}

impl Counts {
    pub(crate) fn of(verdicts: &[Verdict]) -> Self {
        let mut reasons = BTreeMap::new();
        for why in verdicts.iter().filter_map(|verdict| verdict.left_out.as_ref()) {
            *reasons.entry(reason(why)).or_default() += 1;
        }
        Counts { total: reasons.values().sum(), reasons }
    }

    pub(crate) fn is_none(&self) -> bool {
        self.total == 0
    }
}

/// `12 (draft 3, for internal 8, expired 1)`.
impl fmt::Display for Counts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let count = |count: usize| HumanCount(count as u64);
        write!(f, "{}", count(self.total))?;
        let reasons: Vec<String> =
            self.reasons.iter().map(|(reason, number)| format!("{} {}", visible(reason), count(*number))).collect();
        if reasons.is_empty() { Ok(()) } else { write!(f, " ({})", reasons.join(", ")) }
    }
}
