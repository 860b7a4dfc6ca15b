//! Any bytes as an article: what every reading keeps to.
//!
//! The first byte chooses the path, how anchors are made and how addresses are; the rest is the file.

use std::collections::HashSet;

use nohold::article::Section;
use nohold::markdown::{AnchorStyle, Parsed, Settings, UrlRule, parse};

/// The second is one in MDX, the third one that stands for its folder.
const PATHS: [&str; 4] = ["refunds.md", "guide/set-up.MDX", "de/guide/index.md", "a b/ça.fr.markdown"];

/// A heading is cut at so many bytes, and so is the title.
const HEADING_BYTES: usize = 300;

/// No section has more words: 250 before the block in which it ends, which has at most 600.
const SECTION_WORDS: usize = 850;

pub(crate) fn run(data: &[u8]) {
    let Some((&choice, file)) = data.split_first() else { return };
    let path = PATHS[usize::from(choice >> 2 & 3)];
    let read = parse(path, file, &settings(choice));
    assert!(!read.article.title.is_empty() && read.article.title.len() <= HEADING_BYTES, "{:?}", read.article.title);
    assert!(!read.article.id.is_empty());
    assert!(is_address(&read.article.url), "{}", read.article.url);
    check_sections(&read.article.sections);
    check_fragments(&read);
    check_lines(&read, path, file);
    check_html(read.article.html.as_deref().expect("it was asked for"));
}

/// The elements that Markdown makes, and the attributes that they may have.
const ELEMENTS: [(&str, &[&str]); 32] = [
    ("a", &["href", "data-article"]),
    ("blockquote", &["class"]),
    ("br", &[]),
    ("code", &["class"]),
    ("dd", &[]),
    ("del", &[]),
    ("div", &["class"]),
    ("dl", &[]),
    ("dt", &[]),
    ("em", &[]),
    ("h1", &["id"]),
    ("h2", &["id"]),
    ("h3", &["id"]),
    ("h4", &["id"]),
    ("h5", &["id"]),
    ("h6", &["id"]),
    ("hr", &[]),
    ("img", &["src", "alt"]),
    ("li", &[]),
    ("ol", &["start"]),
    ("p", &[]),
    ("pre", &[]),
    ("strong", &[]),
    ("sub", &[]),
    ("sup", &[]),
    ("table", &[]),
    ("tbody", &[]),
    ("td", &[]),
    ("th", &[]),
    ("thead", &[]),
    ("tr", &[]),
    ("ul", &[]),
];

/// Nothing but these, and links and pictures that lead where they may. Read as strictly as a browser reads kindly: every
/// `<` is one of these tags, or something is wrong.
pub(crate) fn check_html(html: &str) {
    for piece in html.split('<').skip(1) {
        let (tag, text) = piece.split_once('>').unwrap_or_else(|| panic!("a tag without end: {piece}"));
        assert!(!text.contains('>'), "an end without a tag: {piece}");
        let tag = tag.trim_end_matches('/').trim_end();
        let (name, attributes) = tag.split_once(' ').unwrap_or((tag, ""));
        let name = name.strip_prefix('/').unwrap_or(name);
        let known = ELEMENTS.iter().find(|(element, _)| *element == name);
        let (_, allowed) = known.unwrap_or_else(|| panic!("not an element of Markdown: {piece}"));
        let mut rest = attributes;
        while !rest.is_empty() {
            let (name, behind) =
                rest.split_once("=\"").unwrap_or_else(|| panic!("an attribute without value: {piece}"));
            let (value, behind) = behind.split_once('"').unwrap_or_else(|| panic!("a value without end: {piece}"));
            assert!(allowed.contains(&name), "not an attribute of that element: {piece}");
            assert!(!matches!(name, "href" | "src") || leads_where_it_may(name, value), "{piece}");
            rest = behind.trim_start();
        }
    }
}

/// What is not resolved yet has a scheme of its own.
fn leads_where_it_may(name: &str, address: &str) -> bool {
    let schemes: &[&str] = match name {
        "href" => &["http:", "https:", "mailto:", "tel:", "nohold:", "/", "#"],
        _ => &["http:", "https:", "/"],
    };
    let lower = address.to_ascii_lowercase();
    schemes.iter().any(|scheme| lower.starts_with(scheme)) && !lower.starts_with("//") && !address.contains('\\')
}

fn settings(choice: u8) -> Settings {
    let anchors = match choice & 3 {
        0 => AnchorStyle::GitHub,
        1 => AnchorStyle::Docusaurus,
        2 => AnchorStyle::PythonMarkdown,
        _ => AnchorStyle::VitePress,
    };
    let url = match choice >> 4 & 3 {
        0 => UrlRule::AsPath,
        1 => UrlRule::Html,
        _ => UrlRule::Pretty,
    };
    let base = if choice & 0x40 == 0 { "/help" } else { "" };
    Settings { anchors, url, base: base.to_owned(), html: true, ..Settings::default() }
}

/// A path or an address on the web, of characters that need no escape: nothing in it can end an attribute of HTML.
fn is_address(url: &str) -> bool {
    let starts = ["/", "http://", "https://"].iter().any(|start| url.to_ascii_lowercase().starts_with(start));
    starts && url.bytes().all(|b| b.is_ascii_graphic() && !matches!(b, b'"' | b'<' | b'>' | b'\\'))
}

fn check_sections(sections: &[Section]) {
    let lead = sections.first().expect("there is always a lead");
    assert!((lead.level, lead.heading.as_str(), lead.anchor.as_str(), lead.continued) == (0, "", "", false));
    for section in sections {
        check_text(section);
        assert!(section.level <= 6 && section.heading.len() <= HEADING_BYTES);
        assert_eq!(section.level == 0, section.heading.is_empty(), "only the lead has no heading");
        assert!(section.breadcrumb.len() < usize::from(section.level.max(1)), "each heading above has a lower level");
        assert!(section.breadcrumb.iter().all(|heading| !heading.is_empty()));
    }
    for (before, section) in sections.iter().zip(sections.iter().skip(1)) {
        let place = |section: &Section| (section.level, section.heading.clone(), section.anchor.clone());
        assert!(!section.continued || place(before) == place(section), "a section goes on where it was");
        assert!(section.level > 0 || section.continued, "there is one lead");
    }
}

/// The blocks are the lines of the text, in order.
fn check_text(section: &Section) {
    let line = |range: std::ops::Range<usize>| section.text.get(range).expect("blocks are in the text");
    let lines: Vec<&str> = section.blocks.iter().map(|block| line(block.range.clone())).collect();
    assert_eq!(lines.join("\n"), section.text);
    assert!(lines.iter().all(|line| !line.is_empty() && !line.contains('\n') && line.trim() == *line), "{lines:?}");
    assert!(section.text.split_whitespace().count() <= SECTION_WORDS);
}

/// Every anchor exists, and once.
fn check_fragments(read: &Parsed) {
    let fragments: HashSet<&String> = read.anchors.iter().collect();
    assert_eq!(fragments.len(), read.anchors.len(), "{:?}", read.anchors);
    let lost =
        read.article.sections.iter().find(|section| !section.anchor.is_empty() && !fragments.contains(&section.anchor));
    assert!(lost.is_none(), "{lost:?}");
}

/// Links and warnings name lines that there are. A line end has at least one byte.
fn check_lines(read: &Parsed, path: &str, file: &[u8]) {
    let last = 1 + file.iter().filter(|&&b| matches!(b, b'\n' | b'\r')).count();
    assert!(read.links.iter().all(|link| (1..=last).contains(&link.line)), "{last} lines: {:?}", read.links);
    assert!(read.warnings.iter().all(|warning| warning.line <= last), "{last} lines: {:?}", read.warnings);
    assert!(read.warnings.len() <= 101, "a report stays short");
    assert!(read.warnings.iter().all(|warning| warning.path == path && !warning.message.is_empty()));
    assert!(read.warnings.is_sorted_by_key(|warning| warning.line));
}
