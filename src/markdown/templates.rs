//! Liquid tags, Hugo shortcodes and macros: `{% note %}`, `{{< figure src="a" alt="b" >}}`, `{{name}}`, `{: .class}`.

use super::dialects::Rewriter;
use super::html;

/// Parameters that hold text for readers.
const TEXT: [&str; 10] =
    ["title", "label", "alt", "caption", "summary", "description", "header", "heading", "text", "content"];

/// Takes out the tag that begins here, or puts a text in its place. Says whether there was one.
pub(super) fn rewrite(rewriter: &mut Rewriter<'_>) -> bool {
    let rest = rewriter.rest();
    let (opening, closing) = match rest {
        _ if rest.starts_with("{%") => ("{%", "%}"),
        _ if rest.starts_with("{{<") => ("{{<", ">}}"),
        _ if rest.starts_with("{{%") => ("{{%", "%}}"),
        _ if rest.starts_with("{{") => ("{{", "}}"),
        _ if rest.starts_with("{:") => return attribute_list(rewriter),
        _ => return false,
    };
    let start = rewriter.at + opening.len();
    // A tag ends in its own paragraph; what does not is text that happens to look like one.
    let paragraph = rewriter.find("\n\n", start).unwrap_or(rewriter.text.len());
    let Some(end) = rewriter.find(closing, start).filter(|end| *end < paragraph) else {
        return false;
    };
    let inner = rewriter.text.get(start..end).unwrap_or_default().trim_matches(['-', ' ', '\n']);
    let end = end + closing.len();
    match opening {
        "{%" => liquid(rewriter, inner, end),
        "{{" => rewriter.replace_to(end, &macro_text(inner)),
        _ => shortcode(rewriter, inner, end),
    }
    true
}

/// `{% raw %}` shows what it holds, `{% comment %}` hides it, `{% highlight %}` is code; other tags go.
fn liquid(rewriter: &mut Rewriter<'_>, inner: &str, end: usize) {
    let name = inner.split_whitespace().next().unwrap_or_default();
    match name {
        "raw" => {
            rewriter.drop_to(end);
            let close = tag_around(rewriter, "endraw", end);
            rewriter.copy(close - end);
        }
        "comment" => {
            let close = tag_around(rewriter, "endcomment", end);
            rewriter.drop_to(close);
        }
        "highlight" | "endhighlight" => fence(rewriter, end),
        _ => rewriter.replace_to(end, &tag_text(inner)),
    }
}

/// Where the next tag of this name begins; `from` if there is none.
fn tag_around(rewriter: &mut Rewriter<'_>, name: &'static str, from: usize) -> usize {
    let Some(at) = rewriter.find(name, from) else { return from };
    let before = rewriter.text.get(from..at).unwrap_or_default();
    before.rfind("{%").map_or(from, |start| from + start)
}

fn shortcode(rewriter: &mut Rewriter<'_>, inner: &str, end: usize) {
    match inner.split_whitespace().next().unwrap_or_default() {
        "highlight" | "/highlight" => fence(rewriter, end),
        _ => rewriter.replace_to(end, &tag_text(inner)),
    }
}

/// What a tag shows, as far as it says so itself: `{% channel "help" %}` or `{{< details title="More" >}}`. A text with a
/// dot or slash is the name of a file.
fn tag_text(inner: &str) -> String {
    let argument = inner.split_once(' ').map_or("", |(_, rest)| rest.trim());
    let text = argument.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
    match text.filter(|text| !text.contains(['"', '.', '/', '\n'])) {
        Some(text) => text.to_owned(),
        None => text_values(inner),
    }
}

/// A tag around code, if it is alone on its line, becomes what Markdown puts around code.
fn fence(rewriter: &mut Rewriter<'_>, end: usize) {
    let behind = rewriter.text.get(end..).unwrap_or_default();
    let alone = rewriter.out.is_empty() || rewriter.out.ends_with('\n');
    let alone = alone && ends_line(behind);
    rewriter.out.push_str(if alone { "```" } else { " " });
    rewriter.drop_to(end);
}

/// Whether nothing but blanks follows on the line.
pub(super) fn ends_line(rest: &str) -> bool {
    let rest = rest.trim_start_matches([' ', '\t']);
    rest.is_empty() || rest.starts_with('\n')
}

/// The values of a tag's parameters that hold text.
pub(super) fn text_values(tag: &str) -> String {
    let is_text = |(name, _): &(&str, &str)| TEXT.iter().any(|text| text.eq_ignore_ascii_case(name));
    let values: Vec<&str> = html::attributes(tag).filter(is_text).map(|(_, value)| value.trim()).collect();
    values.join(" ").replace('\n', " ")
}

/// What a macro that is called with texts stands for: `{{link("page", "words")}}` for its second text, else its first.
fn macro_text(inner: &str) -> String {
    let is_call = |(name, _): &(&str, &str)| !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || c == '_');
    let Some((_, arguments)) = inner.split_once('(').filter(is_call) else {
        return String::new();
    };
    let texts: Vec<&str> = arguments.split('"').skip(1).step_by(2).take(2).collect();
    texts.iter().rev().find(|text| !text.is_empty()).map_or(String::new(), |text| text.replace('\n', " "))
}

/// What has no end within this many bytes is no list of attributes.
const LONGEST_LIST: usize = 500;

/// kramdown's and Python-Markdown's `{: #id .class}`: in a heading it is what others write as `{#id .class}`.
fn attribute_list(rewriter: &mut Rewriter<'_>) -> bool {
    let rest = rewriter.rest();
    let Some(end) = rest.bytes().take(LONGEST_LIST).take_while(|b| *b != b'\n').position(|b| b == b'}') else {
        return false;
    };
    if rewriter.context.in_heading {
        rewriter.out.push('{');
        rewriter.at += "{:".len();
        let kept = rest.get("{:".len()..=end).unwrap_or_default();
        rewriter.out.push_str(kept.trim_start());
        rewriter.at += kept.len();
    } else {
        rewriter.drop_to(rewriter.at + end + 1);
    }
    true
}
