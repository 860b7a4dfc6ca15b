//! Whether a link leads anywhere, and whether its readers may go there.

use super::site::{Found, Site};
use super::{Checked, Kind, suggest};
use crate::article::{Audience, Hidden};
use crate::markdown::address::decoded;

/// What is wrong with a link in `article`.
pub(super) fn problems(site: &Site<'_>, article: &Checked, target: &str) -> Vec<(Kind, String)> {
    let target = target.trim();
    if leads_elsewhere(target) {
        return Vec::new();
    }
    let (address, fragment) = target.split_once('#').unwrap_or((target, ""));
    let address = address.split('?').next().unwrap_or_default();
    match site.find(article, address) {
        Found::Article(found) => {
            let message = |why| format!("`{target}` leads to {}, which is {why}", found.place);
            let hidden = unseen(article, found).map(|why| (Kind::HiddenLink, message(why)));
            anchor_problem(found, fragment).into_iter().chain(hidden).collect()
        }
        Found::File => Vec::new(),
        Found::FolderWithoutIndex => vec![(Kind::BrokenLink, format!("`{target}` is a folder without an index"))],
        Found::Nothing(near) => vec![(Kind::BrokenLink, format!("`{target}` does not exist{}", did_you_mean(near)))],
    }
}

/// Why some who read `from` do not see `to`, if so.
fn unseen(from: &Checked, to: &Checked) -> Option<String> {
    let is_more_hidden = seclusion(to.hidden) > seclusion(from.hidden);
    match to.hidden.filter(|_| is_more_hidden) {
        Some(Hidden::Draft) => Some("a draft".to_owned()),
        Some(Hidden::Unlisted) => Some("unlisted".to_owned()),
        Some(_) => Some("not published".to_owned()),
        None => Some(&to.audience).filter(|readers| !from.audience.may_read(readers)).map(readers),
    }
}

/// Why nobody finds an article by searching, if so.
pub(super) fn unseen_by_all(article: &Checked) -> Option<&'static str> {
    article.hidden.map(|hidden| match hidden {
        Hidden::Draft => "a draft",
        Hidden::Unlisted => "unlisted",
        Hidden::Unpublished => "not published",
        Hidden::Excluded => "excluded from search",
    })
}

/// How far an article is kept from those who follow links: what is not found by searching is still there.
fn seclusion(hidden: Option<Hidden>) -> u8 {
    match hidden {
        None | Some(Hidden::Excluded) => 0,
        Some(Hidden::Unlisted) => 1,
        Some(Hidden::Unpublished | Hidden::Draft) => 2,
    }
}

fn readers(audience: &Audience) -> String {
    match audience {
        Audience::Public => "public".to_owned(),
        Audience::Internal => "internal".to_owned(),
        Audience::Groups(groups) => format!("for {} only", groups.join(" and ")),
    }
}

/// A link that only the web can follow, or that a template will fill in.
fn leads_elsewhere(target: &str) -> bool {
    let scheme = target.split_once(':').map_or("", |(scheme, _)| scheme);
    let is_scheme = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.');
    let has_scheme = scheme.starts_with(|c: char| c.is_ascii_alphabetic()) && scheme.chars().all(is_scheme);
    has_scheme || target.starts_with("//") || ["{{", "{%", "${"].iter().any(|template| target.contains(template))
}

pub(super) fn anchor_problem(article: &Checked, fragment: &str) -> Option<(Kind, String)> {
    // Behind `:~:` a browser expects words of the page to scroll to.
    let raw = fragment.split(":~:").next().unwrap_or_default();
    let wanted = decoded(raw);
    let leads_to_the_top = wanted.is_empty() || wanted.eq_ignore_ascii_case("top");
    if leads_to_the_top || article.anchors.contains(raw) || article.anchors.contains(&wanted) {
        return None;
    }
    let anchors = article.anchors.iter().map(String::as_str);
    let near = suggest::nearest(&wanted, anchors, |anchor| anchor).map(|near| format!("#{near}"));
    Some((Kind::BrokenAnchor, format!("{} has no anchor `#{wanted}`{}", article.place, did_you_mean(near))))
}

fn did_you_mean(near: Option<String>) -> String {
    near.map(|near| format!("; did you mean `{near}`?")).unwrap_or_default()
}
