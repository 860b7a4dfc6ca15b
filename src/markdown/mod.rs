//! Markdown to articles: [`parse`] reads any file, and what is wrong with it comes back as warnings.
//!
//! ```
//! use nohold::markdown::{Settings, parse};
//!
//! let file = b"---\ntitle: Refunds\ntags: [billing]\n---\nWithin 30 days.\n\n## How to ask\n\nWrite to us.\n";
//! let read = parse("policies/refunds.md", file, &Settings::default());
//! assert_eq!(read.article.title, "Refunds");
//! assert_eq!(read.article.url, "/policies/refunds/");
//! assert_eq!(read.article.sections[1].heading, "How to ask");
//! assert_eq!(read.article.sections[1].anchor, "how-to-ask");
//! assert!(read.warnings.is_empty());
//! ```
//!
//! A file is read in four steps: bytes to clean text (`source`), front matter to what the article says of itself
//! (`front_matter`, `defaults`, `meta`, `visibility`), what is not Markdown out of the body (`dialects`), and the body to headings
//! and plain text (`plain_text`), of which sections are made (`outline`), and to HTML if that is wanted (`page`). Each takes time in proportion to the file.

pub(crate) mod address;
mod anchors;
mod attributes;
mod curation;
mod defaults;
mod dialects;
mod front_matter;
mod html;
mod json_lines;
mod language;
mod mdx;
mod meta;
mod moment;
mod outline;
mod page;
mod plain_text;
mod source;
mod synonyms;
mod table;
mod templates;
mod text;
mod url;
mod value;
mod visibility;
mod warnings;
mod yaml;

#[cfg(feature = "fs")]
pub(crate) use curation::is_curation;
pub(crate) use curation::read_file as read_curation;
pub use defaults::Defaults;
#[cfg(feature = "fs")]
pub(crate) use defaults::may_hold_defaults;
pub use json_lines::parse_json_line;
#[cfg(feature = "fs")]
pub(crate) use source::MAX_BYTES;
pub(crate) use url::UNRESOLVED;

use crate::article::{Article, Meta, Warning};

use self::meta::Facts;
use self::warnings::Warnings;

/// How articles are read.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Settings {
    /// How anchors are made of headings. Default: [`AnchorStyle::GitHub`].
    pub anchors: AnchorStyle,
    /// How addresses are made of paths. Default: [`UrlRule::Pretty`].
    pub url: UrlRule,
    /// What stands before every address that is a path: empty (the default), `/help` or `https://example.com/help`.
    pub base: String,
    /// Whether articles are kept as HTML, too, for pages that show them. Default: no.
    pub html: bool,
    /// What holds for whole folders. [`Builder::source`](crate::Builder::source) and [`check`](crate::check()) add what
    /// they find in the files of a folder.
    pub defaults: Defaults,
}

/// The program that makes the web pages, as far as it decides about the anchors of headings. An id that is written in a
/// heading (`## Payment {#pay}`) is its anchor in all of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum AnchorStyle {
    /// GitHub, and all that uses github-slugger: Astro, Gatsby, many more.
    #[default]
    GitHub,
    /// Docusaurus: as GitHub, with its own rule for ids in headings.
    Docusaurus,
    /// Python-Markdown: `MkDocs` and Material for `MkDocs`.
    PythonMarkdown,
    /// `VitePress` and `VuePress`.
    VitePress,
}

/// How the address of an article is made of its path, unless its front matter gives one. Index files (`index`, `_index`,
/// `README`) have their folder's address but with [`AsPath`](UrlRule::AsPath).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum UrlRule {
    /// `guide/setup.md` is `/guide/setup/`.
    #[default]
    Pretty,
    /// `guide/setup.md` is `/guide/setup.html`.
    Html,
    /// `guide/setup.md` is `/guide/setup.md`.
    AsPath,
}

/// An article as it was read, with all that was noticed on the way.
#[derive(Debug, Clone, PartialEq)]
pub struct Parsed {
    /// The best reading of the file.
    pub article: Article,
    /// What its author should know, by line.
    pub warnings: Vec<Warning>,
    /// Where its links lead, in reading order. Pictures are not links.
    pub links: Vec<Link>,
    /// Every fragment that exists in the article: the anchors of headings, then the ids and names in its HTML.
    pub anchors: Vec<String>,
}

/// A link in an article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// As written, but with Markdown's and HTML's own escapes resolved: `../pay.md#how`, `https://example.com/?a&b`.
    pub target: String,
    /// Counted from 1.
    pub line: usize,
}

/// Reads one file of Markdown. `path` is relative to the folder of the knowledge base, with `/`; it gives the article's
/// id, address and title where the file does not. Never fails: any bytes have a best reading.
pub fn parse(path: &str, bytes: &[u8], settings: &Settings) -> Parsed {
    let mut warnings = Warnings::new(path);
    let text = source::decode(bytes, &mut warnings);
    let front = front_matter::read(&text, &mut warnings);
    let (head, body) = text.split_at_checked(front.body).unwrap_or(("", &text));
    let first_line = 1 + head.bytes().filter(|&b| b == b'\n').count();
    let facts = meta::read(front, path, &settings.defaults, &mut warnings);
    let draft = Draft { path, facts, body, first_line };
    draft.finish(settings, warnings)
}

/// Longer HTML is not kept: in an edition, an article's is one record.
const MOST_HTML: usize = 1 << 20;

/// An article whose front matter has been read, and whose body has not.
struct Draft<'a> {
    path: &'a str,
    facts: Facts,
    body: &'a str,
    /// The line of the file on which the body begins.
    first_line: usize,
}

impl Draft<'_> {
    fn finish(self, settings: &Settings, mut warnings: Warnings) -> Parsed {
        let Draft { path, facts, body, first_line } = self;
        let is_mdx = path.rsplit_once('.').is_some_and(|(_, ending)| ending.eq_ignore_ascii_case("mdx"));
        let markdown = dialects::to_markdown(body, is_mdx);
        let reading = plain_text::read(&markdown, settings.anchors, first_line, &mut warnings);
        let title = facts.title.as_deref().map(plain_text::title).filter(|title| !title.is_empty());
        let outline = outline::of(reading, title, || url::title_of(path), settings.anchors, &mut warnings);
        let lang = facts.lang.unwrap_or_default();
        let mut meta = facts.meta;
        if !lang.is_empty() {
            meta.attributes.insert("lang".to_owned(), vec![lang.clone()]);
        }
        add_folders(path, &mut meta);
        let url = url::of_article(path, &facts.address, settings);
        let place = url::Place { path, url: &url, base: &settings.base };
        let html = settings.html.then(|| page::html(&markdown, settings.anchors, first_line, outline.headings, &place));
        let html = html.filter(|html| html.len() <= MOST_HTML);
        if settings.html && html.is_none() {
            warnings.at(0, "it has more than 1 MiB as HTML: pages that show it have its plain text only");
        }
        let mut article = Article {
            id: facts.id.unwrap_or_else(|| path.to_owned()),
            title: outline.title,
            url,
            lang,
            meta,
            sections: outline.sections,
            html,
        };
        article.shrink();
        Parsed { article, warnings: warnings.into_sorted(), links: outline.links, anchors: outline.anchors }
    }
}

/// Under `folder` stands every folder above the article, and what its author adds to them.
fn add_folders(path: &str, meta: &mut Meta) {
    let mut folders: Vec<String> = attributes::folders(path).map(str::to_owned).collect();
    let own = meta.attributes.remove("folder").unwrap_or_default();
    folders.extend(own.into_iter().filter(|own| !attributes::folders(path).any(|folder| folder == own)));
    if !folders.is_empty() {
        meta.attributes.insert("folder".to_owned(), folders);
    }
}

/// The language that a file name carries, as in `page.de.md`.
pub(crate) fn language_of_file(path: &str) -> Option<String> {
    language::of_path(path)
}

/// A language tag in the usual letter case (`de`, `pt-BR`), with `-` for `_`; `None` if the text has not the form of one.
pub(crate) fn language_tag(text: &str) -> Option<String> {
    language::tag(text)
}

#[cfg(test)]
mod tests {
    use super::language_tag;

    #[test]
    fn tags_get_their_usual_form() {
        assert_eq!(language_tag("PT_br").as_deref(), Some("pt-BR"));
        assert_eq!(language_tag("guide"), None);
    }
}
