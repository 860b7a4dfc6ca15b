//! Pieces of HTML.

use std::fmt::Write as _;

/// Text as HTML shows it, also between quotation marks. What commands the direction of text or a terminal is left out.
pub(super) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {}
            _ if c.is_control() => escaped.push(' '),
            _ => escaped.push(c),
        }
    }
    escaped
}

/// An article by its title, with its id below. It is a link where it is on another site: from where the page will lie, nobody
/// knows the way to other addresses.
pub(super) fn article(title: &str, id: &str, url: &str) -> String {
    let title = if title.is_empty() { id } else { title };
    let is_link = ["https://", "http://"].iter().any(|scheme| url.starts_with(scheme));
    let named = if is_link { format!("<a href=\"{}\">{}</a>", escape(url), escape(title)) } else { escape(title) };
    format!("<span dir=\"auto\">{named}</span><span class=\"id\">{}</span>", escape(id))
}

/// A number with thousands set apart.
pub(super) fn count(number: usize) -> String {
    let digits = number.to_string();
    let (mut grouped, length) = (String::new(), digits.len());
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (length - place) % 3 == 0 {
            grouped.push('\u{202f}');
        }
        grouped.push(digit);
    }
    grouped
}

pub(super) fn percent(part: usize, all: usize) -> String {
    format!("{:.0} %", 100.0 * part as f64 / all.max(1) as f64)
}

/// `1 article`, `2 articles`.
pub(super) fn many(number: usize, one: &str) -> String {
    format!("{} {one}{}", count(number), if number == 1 { "" } else { "s" })
}

/// A part of the page.
pub(super) fn section(id: &str, heading: &str, lead: &str, body: &str) -> String {
    format!("<section id=\"{id}\"><h2>{}</h2><p class=\"lead\">{lead}</p>{body}</section>\n", escape(heading))
}

/// A table. The cells are HTML; those of columns that begin with `#` are numbers. Of many rows the first are shown, and the
/// others on demand.
pub(super) fn table(caption: &str, columns: &[&str], rows: &[Vec<String>]) -> String {
    const SHOWN: usize = 15;
    let (first, others) = rows.split_at(rows.len().min(SHOWN));
    let mut html = one_table(caption, columns, first);
    if !others.is_empty() {
        let more = one_table(&format!("{caption}, continued"), columns, others);
        let _ = write!(html, "<details><summary>{} more</summary>{more}</details>", count(others.len()));
    }
    html
}

fn one_table(caption: &str, columns: &[&str], rows: &[Vec<String>]) -> String {
    let class = |column: &str| if column.starts_with('#') { " class=\"n\"" } else { "" };
    let mut html = format!("<div class=\"scroll\"><table><caption>{}</caption><thead><tr>", escape(caption));
    for column in columns {
        let _ = write!(html, "<th scope=\"col\"{}>{}</th>", class(column), escape(column.trim_start_matches('#')));
    }
    html += "</tr></thead><tbody>";
    for row in rows {
        html += "<tr>";
        for (number, (cell, column)) in row.iter().zip(columns).enumerate() {
            let _ = match number {
                0 => write!(html, "<th scope=\"row\"{}>{cell}</th>", class(column)),
                _ => write!(html, "<td{}>{cell}</td>", class(column)),
            };
        }
        html += "</tr>";
    }
    html + "</tbody></table></div>"
}

/// What is said where there is nothing to show.
pub(super) fn nothing(text: &str) -> String {
    format!("<p class=\"nothing\">{text}</p>")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_articles_say_is_text() {
        assert_eq!(escape("<script>'\"&\u{202e}\u{7}"), "&lt;script&gt;&#39;&quot;&amp; ");
        assert!(!article("T", "a.md", "javascript:alert(1)").contains("href"));
        assert!(
            article("T", "a.md", "https://x.example/\"><b>").contains("href=\"https://x.example/&quot;&gt;&lt;b&gt;\"")
        );
    }

    #[test]
    fn numbers_are_grouped() {
        assert_eq!(
            [0, 12, 999, 1_000, 1_234_567].map(count),
            ["0", "12", "999", "1\u{202f}000", "1\u{202f}234\u{202f}567"]
        );
    }
}
