//! Who may read an article on which day, and why not. In doubt it is left out.

use std::fmt;

#[cfg(feature = "index")]
use crate::article::{Article, has_group};
use crate::article::{Audience, Date, Hidden};

/// Why an article is not for an audience on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum LeftOut {
    /// Its author keeps it from everybody.
    Hidden(Hidden),
    /// It is for these readers only.
    For(Audience),
    /// It is published on this later day.
    NotBefore(Date),
    /// It has not held since this day. Only a company's own people still see it.
    Expired(Date),
}

impl fmt::Display for LeftOut {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            LeftOut::Hidden(Hidden::Draft) => f.write_str("draft"),
            LeftOut::Hidden(Hidden::Unlisted) => f.write_str("unlisted"),
            LeftOut::Hidden(Hidden::Unpublished) => f.write_str("unpublished"),
            LeftOut::Hidden(Hidden::Excluded) => f.write_str("excluded from search"),
            LeftOut::For(audience) => write!(f, "for {audience}"),
            LeftOut::NotBefore(day) => write!(f, "not before {day}"),
            LeftOut::Expired(day) => write!(f, "expired {day}"),
        }
    }
}

/// Why an article is not for `audience` on the day `as_of`, if it is not.
#[cfg(feature = "index")]
pub(crate) fn left_out(article: &Article, audience: &Audience, as_of: Date) -> Option<LeftOut> {
    let meta = &article.meta;
    let hidden = meta.hidden.map(LeftOut::Hidden);
    let narrower = || (!audience.may_read(&meta.audience)).then(|| LeftOut::For(meta.audience.clone()));
    let early = || meta.published.filter(|&day| day > as_of).map(LeftOut::NotBefore);
    let late = || meta.expires.filter(|&day| day <= as_of && *audience != Audience::Internal).map(LeftOut::Expired);
    hidden.or_else(narrower).or_else(early).or_else(late)
}

/// Takes from an article that `audience` may read what only others are to know: which further groups may.
#[cfg(feature = "index")]
pub(crate) fn confine(article: &mut Article, audience: &Audience) {
    let (Audience::Groups(readers), Audience::Groups(groups)) = (audience, &mut article.meta.audience) else { return };
    groups.retain(|group| has_group(readers, group));
    let named = article.meta.attributes.iter_mut().filter(|(key, _)| key.eq_ignore_ascii_case("audience"));
    named.for_each(|(_, values)| values.retain(|value| has_group(readers, value)));
}

/// `public`, `internal`, or one or more groups with commas between.
impl From<&str> for Audience {
    fn from(text: &str) -> Self {
        match text.trim().to_lowercase().as_str() {
            "public" => Audience::Public,
            "internal" => Audience::Internal,
            _ => {
                let groups = text.split(',').map(|group| group.trim().to_owned());
                Audience::Groups(groups.filter(|group| !group.is_empty()).collect())
            }
        }
    }
}

/// As it is [read](Audience::from).
impl fmt::Display for Audience {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Audience::Public => f.write_str("public"),
            Audience::Internal => f.write_str("internal"),
            Audience::Groups(groups) => f.write_str(&groups.join(", ")),
        }
    }
}

#[cfg(all(test, feature = "index"))]
mod tests {
    use super::{confine, left_out};
    use crate::article::{Article, Audience, Date, Hidden, Meta};

    fn article(audience: &str, hidden: Option<Hidden>, published: &str, expires: &str) -> Article {
        let (published, expires) = (published.parse().ok(), expires.parse().ok());
        let meta = Meta { audience: audience.into(), hidden, published, expires, ..Meta::default() };
        Article { meta, ..Article::default() }
    }

    #[test]
    fn who_reads_what_and_when() {
        let draft = Some(Hidden::Draft);
        let cases = [
            ("public", None, "", "", "public", "in"),
            ("public", None, "", "", "partners", "in"),
            ("public", draft, "", "", "public", "draft"),
            ("public", draft, "", "", "internal", "draft"),
            ("internal", draft, "2027-01-01", "2020-01-01", "public", "draft"),
            ("public", Some(Hidden::Unlisted), "", "", "internal", "unlisted"),
            ("internal", None, "", "", "public", "for internal"),
            ("internal", None, "", "", "partners", "for internal"),
            ("internal", None, "", "", "internal", "in"),
            ("partners, staff", None, "", "", "public", "for partners, staff"),
            ("partners, staff", None, "", "", "Partners", "in"),
            ("partners, staff", None, "", "", "staff,partners", "in"),
            ("partners, staff", None, "", "", "internal", "in"),
            ("partners", None, "", "", "partners,staff", "for partners"),
            ("partners", None, "", "", "", "for partners"),
            ("", None, "", "", "", "for "),
            ("", None, "", "", "public", "for "),
            ("public", None, "2026-06-01", "", "public", "in"),
            ("public", None, "2026-06-02", "", "public", "not before 2026-06-02"),
            ("public", None, "2026-06-02", "", "internal", "not before 2026-06-02"),
            ("public", None, "", "2026-06-01", "public", "expired 2026-06-01"),
            ("public", None, "", "2026-06-01", "partners", "expired 2026-06-01"),
            ("public", None, "", "2026-06-01", "internal", "in"),
            ("public", None, "", "2026-06-02", "public", "in"),
        ];
        let today = Date::new(2026, 6, 1).unwrap();
        for (audience, hidden, published, expires, reader, expected) in cases {
            let article = article(audience, hidden, published, expires);
            let found = left_out(&article, &reader.into(), today).map_or("in".to_owned(), |why| why.to_string());
            assert_eq!(found, expected, "{audience} {published} {expires} for {reader}");
        }
    }

    #[test]
    fn other_groups_are_not_named() {
        let mut article = article("partners, staff", None, "", "");
        article.meta.attributes.insert("Audience".to_owned(), vec!["partners".to_owned(), "staff".to_owned()]);
        confine(&mut article, &"Partners".into());
        assert_eq!(article.meta.audience, Audience::Groups(vec!["partners".to_owned()]));
        assert_eq!(article.meta.attributes["Audience"], ["partners"]);
    }
}
