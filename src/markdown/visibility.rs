//! Who may see an article, and when. In doubt it is hidden, and a warning says why: a silent slip here is how drafts leak.
//!
//! Every key that is read is in one table; `src/docs/visibility.md` says the same to authors.

use crate::article::{Audience, Date, Hidden};

use super::value::{Entry, MERGE, Value};
use super::warnings::Warnings;
use super::{meta, moment};

/// How a key is read.
#[derive(Clone, Copy, PartialEq)]
enum Reading {
    /// This value of a switch hides.
    Switch(bool, Hidden),
    /// A switch that leaves the company's own people as readers.
    Internal,
    /// Who the readers are.
    Readers,
    /// Any text; [some words](word) of it hide.
    Words,
    /// How far Hugo goes: always, or not.
    Extent(Hidden),
    /// Whatever it says, it limits the readers.
    Limit,
    /// The time of publication.
    From,
    /// The time of expiry.
    Until,
    /// YAML's merge key, which brings in what is not followed.
    Merge,
}

/// Every key that hides, or says when, as [`normal`] leaves it. Dots stand for maps.
const KEYS: [(&str, Reading); 41] = [
    ("draft", Reading::Switch(true, Hidden::Draft)),
    ("isdraft", Reading::Switch(true, Hidden::Draft)),
    ("unlisted", Reading::Switch(true, Hidden::Unlisted)),
    ("headless", Reading::Switch(true, Hidden::Unlisted)),
    ("hidden", Reading::Switch(true, Hidden::Unlisted)),
    ("archived", Reading::Switch(true, Hidden::Unpublished)),
    ("published", Reading::Switch(false, Hidden::Unpublished)),
    ("publish", Reading::Switch(false, Hidden::Unpublished)),
    ("search", Reading::Switch(false, Hidden::Excluded)),
    ("search.exclude", Reading::Switch(true, Hidden::Excluded)),
    ("searchexclude", Reading::Switch(true, Hidden::Excluded)),
    ("searchable", Reading::Switch(false, Hidden::Excluded)),
    ("pagefind", Reading::Switch(false, Hidden::Excluded)),
    ("internal", Reading::Internal),
    ("private", Reading::Internal),
    ("isprivate", Reading::Internal),
    ("confidential", Reading::Internal),
    ("audience", Reading::Readers),
    ("visibility", Reading::Readers),
    ("status", Reading::Words),
    ("state", Reading::Words),
    ("workflowstate", Reading::Words),
    ("access", Reading::Words),
    ("accesslevel", Reading::Words),
    ("classification", Reading::Words),
    ("confidentiality", Reading::Words),
    ("build.list", Reading::Extent(Hidden::Unlisted)),
    ("build.render", Reading::Extent(Hidden::Unpublished)),
    ("usersegmentid", Reading::Limit),
    ("usersegmentids", Reading::Limit),
    ("password", Reading::Limit),
    ("publishdate", Reading::From),
    (PUBLISHED_AT, Reading::From),
    ("publishat", Reading::From),
    ("pubdate", Reading::From),
    ("expirydate", Reading::Until),
    ("expirationdate", Reading::Until),
    ("expires", Reading::Until),
    ("expiresat", Reading::Until),
    ("unpublishdate", Reading::Until),
    (MERGE, Reading::Merge),
];

/// Without a value it is what Strapi says of a draft.
const PUBLISHED_AT: &str = "publishedat";

/// Words that show, in front matter that is broken, that somebody may have meant to hide the article, even if neither `:`
/// nor `=` stands behind them.
const TELLING: [&str; 9] =
    ["draft", "unlisted", "headless", "published", "audience", "exclude", "publishdate", "expirydate", "expires"];

/// The words of all keys, and whether each tells something without `:` or `=` behind it.
pub(super) fn words() -> impl Iterator<Item = (&'static str, bool)> {
    let words = KEYS.iter().flat_map(|(key, _)| key.split('.'));
    words.map(|word| (word, TELLING.contains(&word)))
}

/// A key as the table has it: `publish-date`, `publish_date` and `publishDate` are one.
pub(super) fn normal(key: &str) -> String {
    key.chars().filter(|&c| !is_passed_over(c)).flat_map(char::to_lowercase).collect()
}

/// Whether a character makes no difference in a key.
pub(super) fn is_passed_over(c: char) -> bool {
    matches!(c, '_' | '-') || c.is_whitespace()
}

/// Whether a key has to do with visibility.
pub(super) fn concerns(key: &str) -> bool {
    reading(key).is_some()
}

/// How a key is read, and whether a map stands where it has none: `draft: {really: false}`.
fn reading(key: &str) -> Option<(Reading, bool)> {
    let key = normal(key);
    let find = |name: &str| KEYS.iter().find(|(key, _)| *key == name).map(|(_, reading)| *reading);
    // What is merged into any map may belong to one that is read.
    let merges = |name: &str| name.rsplit('.').next().filter(|last| *last == MERGE).and_then(find);
    let above = || key.rmatch_indices('.').filter_map(|(end, _)| key.get(..end)).filter(|above| *above != "search");
    let whole = find(&key).or_else(|| merges(&key)).map(|reading| (reading, false));
    whole.or_else(|| above().find_map(|above| find(above).or_else(|| merges(above))).map(|reading| (reading, true)))
}

/// How a key is read of which an alias may bring in all that is below it: `build: *anchor`.
fn reading_of_alias(entry: &Entry) -> Option<(Reading, bool)> {
    let key = normal(&entry.key);
    let is_above = |known: &str| known.strip_prefix(&key).is_some_and(|rest| rest.starts_with('.'));
    let found = KEYS.iter().find(|(known, _)| entry.value.has_unknown() && is_above(known));
    found.map(|(_, reading)| (*reading, false))
}

/// Whether all that an entry says is said by who may see the article: it is then no attribute.
pub(super) fn is_spent(entry: &Entry) -> bool {
    match reading(&entry.key) {
        Some((Reading::From | Reading::Until, _)) => text(&entry.value).and_then(moment::day_of).is_some(),
        Some((Reading::Readers, false)) => !entry.is("audience"),
        Some((Reading::Words, _)) | None => false,
        Some((_, is_map)) => !is_map,
    }
}

/// Who may see the article, and when.
#[derive(Default)]
pub(super) struct Visibility {
    pub(super) hidden: Option<Hidden>,
    pub(super) audience: Audience,
    pub(super) published: Option<Date>,
    pub(super) expires: Option<Date>,
}

/// What one entry says.
enum Says {
    Nothing,
    Hidden(Hidden),
    For(Audience),
    From(Date),
    Until(Date),
}

/// Reads all entries, also repeated ones; of what they say the strictest holds.
pub(super) fn read(entries: &[Entry], warnings: &mut Warnings) -> Visibility {
    let mut all = Visibility::default();
    let mut audience = None;
    for entry in entries {
        match says(entry, warnings) {
            Says::Nothing => {}
            Says::Hidden(why) => all.hidden = Some(all.hidden.map_or(why, |known| plainer(known, why))),
            Says::For(readers) => audience = Some(audience.map_or(readers.clone(), |known| stricter(known, readers))),
            Says::From(day) => all.published = all.published.max(Some(day)),
            Says::Until(day) => all.expires = Some(all.expires.map_or(day, |known| known.min(day))),
        }
    }
    all.audience = audience.unwrap_or_default();
    all
}

/// Of two reasons the one that keeps more people away.
fn plainer(one: Hidden, other: Hidden) -> Hidden {
    let mut order = [Hidden::Draft, Hidden::Unpublished, Hidden::Unlisted].into_iter();
    order.find(|why| [one, other].contains(why)).unwrap_or(one)
}

fn says(entry: &Entry, warnings: &mut Warnings) -> Says {
    let Some((reading, is_map)) = reading(&entry.key).or_else(|| reading_of_alias(entry)) else {
        return Says::Nothing;
    };
    let value = if is_map { &Value::Map(Vec::new()) } else { &entry.value };
    let is_empty = || value.is_blank() || *value == Value::List(Vec::new());
    let said = match reading {
        Reading::Words => words_of(&entry.value),
        Reading::From | Reading::Until if value.is_blank() && normal(&entry.key) != PUBLISHED_AT => Some(Says::Nothing),
        Reading::Limit if is_empty() => Some(Says::Nothing),
        Reading::Switch(hiding, why) => switch(entry, value, hiding, why),
        Reading::Internal => flag(value).map(|is_on| if is_on { Says::For(Audience::Internal) } else { Says::Nothing }),
        Reading::Readers => readers(value),
        Reading::Extent(why) => extent(value, why),
        Reading::From => text(value).and_then(moment::first_day_after).map(Says::From),
        Reading::Until => text(value).and_then(moment::day_of).map(Says::Until),
        Reading::Limit | Reading::Merge => None,
    };
    said.unwrap_or_else(|| {
        let (problem, meaning) = doubt(reading);
        warnings.at(entry.line, format!("`{}` {problem}", entry.key));
        meaning
    })
}

/// What is wrong with a value that is not understood, and what it is taken to mean.
fn doubt(reading: Reading) -> (&'static str, Says) {
    let internal = Says::For(Audience::Internal);
    match reading {
        Reading::Switch(_, why) => ("is neither true nor false: in doubt it hides", Says::Hidden(why)),
        Reading::Internal => ("is neither true nor false: in doubt it is true", internal),
        Reading::Readers | Reading::Words => {
            ("should be public, internal or a list of groups: in doubt it is internal", internal)
        }
        Reading::Extent(why) => ("is neither always nor never: in doubt it hides", Says::Hidden(why)),
        Reading::Limit => ("limits the readers in a way that is not known here: it is read as internal", internal),
        Reading::From | Reading::Until => {
            ("is not a date of the form 2024-05-01: in doubt it hides", Says::Hidden(Hidden::Draft))
        }
        Reading::Merge => ("is not followed: in doubt it hides", Says::Hidden(Hidden::Draft)),
    }
}

fn switch(entry: &Entry, value: &Value, hiding: bool, why: Hidden) -> Option<Says> {
    let may_be_a_day = matches!(normal(&entry.key).as_str(), "published" | "publish");
    let day = text(value).filter(|_| may_be_a_day).and_then(moment::first_day_after);
    let of_flag = || flag(value).map(|flag| if flag == hiding { Says::Hidden(why) } else { Says::Nothing });
    day.map(Says::From).or_else(of_flag)
}

/// True or false in all the ways people write it.
fn flag(value: &Value) -> Option<bool> {
    match value.scalar()?.to_lowercase().as_str() {
        "true" | "yes" | "y" | "on" | "1" => Some(true),
        "false" | "no" | "n" | "off" | "0" => Some(false),
        _ => None,
    }
}

fn extent(value: &Value, why: Hidden) -> Option<Says> {
    match value.scalar()?.to_lowercase().as_str() {
        "always" | "true" => Some(Says::Nothing),
        // A page that is listed locally is in no list of the whole site, and one that has a link only is not written.
        "never" | "false" | "local" | "link" => Some(Says::Hidden(why)),
        _ => None,
    }
}

/// What words among others say; one that hides from everybody goes before one that leaves some readers.
fn words_of(value: &Value) -> Option<Says> {
    if value.has_unknown() {
        return None;
    }
    let text = |value: &Value| value.scalar().or_else(|| meta::label(value));
    let words = match value {
        Value::List(values) => values.iter().filter_map(text).collect(),
        value => Vec::from_iter(text(value)),
    };
    Some(strictest_word(&words).unwrap_or(Says::Nothing))
}

fn strictest_word(words: &[String]) -> Option<Says> {
    let (hidden, others): (Vec<Says>, Vec<Says>) =
        words.iter().filter_map(|text| word(text)).partition(|says| matches!(says, Says::Hidden(_)));
    hidden.into_iter().chain(others).next()
}

/// Words that hide wherever a key speaks of an article's state or readers.
fn word(text: &str) -> Option<Says> {
    let said = match text.to_lowercase().as_str() {
        "draft" | "wip" | "pending" => Says::Hidden(Hidden::Draft),
        "unpublished" | "notpublished" | "not published" | "archived" | "trash" => Says::Hidden(Hidden::Unpublished),
        "hidden" | "unlisted" => Says::Hidden(Hidden::Unlisted),
        "internal" | "private" | "confidential" | "restricted" | "secret" => Says::For(Audience::Internal),
        _ => return None,
    };
    Some(said)
}

fn readers(value: &Value) -> Option<Says> {
    match value {
        Value::List(values) => {
            let words: Vec<String> = values.iter().map(Value::scalar).collect::<Option<_>>()?;
            strictest_word(&words).or_else(|| groups(words).map(Says::For))
        }
        value => {
            let text = value.scalar()?;
            named(&text).map(Says::For).or_else(|| word(&text))
        }
    }
}

fn named(word: &str) -> Option<Audience> {
    match word.to_lowercase().as_str() {
        "public" => Some(Audience::Public),
        "internal" | "private" => Some(Audience::Internal),
        _ => None,
    }
}

/// A list of groups, in which `public` and `internal` mean what they mean alone; `public` among others is a doubt.
fn groups(words: Vec<String>) -> Option<Audience> {
    match words.as_slice() {
        [] => None,
        [word] if named(word).is_some() => named(word),
        words if words.iter().any(|word| word.is_empty() || named(word) == Some(Audience::Public)) => None,
        words if words.iter().any(|word| named(word).is_some()) => Some(Audience::Internal),
        _ => Some(Audience::Groups(words)),
    }
}

fn stricter(one: Audience, other: Audience) -> Audience {
    match (one, other) {
        (Audience::Public, audience) | (audience, Audience::Public) => audience,
        (Audience::Groups(mut one), Audience::Groups(other)) if one.iter().any(|group| other.contains(group)) => {
            one.retain(|group| other.contains(group));
            Audience::Groups(one)
        }
        _ => Audience::Internal,
    }
}

fn text(value: &Value) -> Option<&str> {
    if let Value::Text(text) = value { Some(text) } else { None }
}
