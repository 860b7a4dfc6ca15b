//! Articles as HTML: what Markdown makes, where links lead, and that nothing else gets through.

use nohold::article::Date;
use nohold::markdown::{Settings, parse};
use nohold::{Builder, ErrorKind, KnowledgeBase, inspect};
use proptest::prelude::*;

use crate::answers::{sample, sample_files};
use crate::fuzz_cases::markdown::check_html;

fn html(markdown: &str) -> String {
    let settings = Settings { html: true, ..Settings::default() };
    parse("guide/page.md", markdown.as_bytes(), &settings).article.html.unwrap()
}

#[test]
fn what_markdown_makes() {
    let cases = [
        ("Plain *text* with `code`.", "<p>Plain <em>text</em> with <code>code</code>.</p>\n"),
        ("# Title\n\nText", "<p>Text</p>\n"),
        (
            "# Title\n\n## One more\n\n## One more",
            "<h2 id=\"one-more\">One more</h2>\n<h2 id=\"one-more-1\">One more</h2>\n",
        ),
        ("## Pay {#pay .class onclick=x}", "<h2 id=\"pay\">Pay</h2>\n"),
        ("1. one\n2. two", "<ol>\n<li>one</li>\n<li>two</li>\n</ol>\n"),
        ("- [x] done\n- [ ] open", "<ul>\n<li>☑ done</li>\n<li>☐ open</li>\n</ul>\n"),
        (
            "| a | b |\n|:-:|--:|\n| 1 | 2 |",
            "<table><thead><tr><th>a</th><th>b</th></tr></thead><tbody>\n<tr><td>1</td><td>2</td></tr>\n</tbody></table>\n",
        ),
        ("```js\nlet a = \"<b>\";\n```", "<pre><code class=\"language-js\">let a = \"&lt;b&gt;\";\n</code></pre>\n"),
        ("```<script>\nx\n```", "<pre><code>x\n</code></pre>\n"),
        ("a\\\nb", "<p>a<br />\nb</p>\n"),
        ("a <kbd>Ctrl</kbd><br>b", "<p>a Ctrl<br />\nb</p>\n"),
        ("<div>\n<p>One</p>\n<p>Two &amp; three</p></div>", "<p>One</p>\n<p>Two &amp; three</p>\n"),
        ("<h2>By hand</h2>\n\nText", "<h2 id=\"by-hand\">By hand</h2>\n<p>Text</p>\n"),
        ("![The form](form.png)", "<p><img src=\"/guide/form.png\" alt=\"The form\" /></p>\n"),
        ("<img src=x onerror=alert(1) alt=\"A form\">", "<p>A form</p>\n"),
        ("Term\n: Meaning", "<dl>\n<dt>Term</dt>\n<dd>Meaning</dd>\n</dl>\n"),
        ("", ""),
    ];
    for (markdown, expected) in cases {
        assert_eq!(html(markdown), expected, "{markdown}");
    }
}

#[test]
fn what_is_hidden_stays_hidden() {
    for secret in [
        "a <!-- CANARY --> b",
        "<!-- CANARY -->",
        "<div>\n<!-- note\n\nCANARY internal\n\n- CANARY\n\n-->\n</div>\n\nafter",
        "<script>CANARY</script>",
        "text <script>CANARY</script> text",
        "<style>\nCANARY\n</style>",
        "a <template>CANARY *b* CANARY</template> c",
        "<svg><text>CANARY</text></svg>",
        "<noscript>CANARY</noscript>",
        "a <b title=\"CANARY\">b</b>",
        "[a](b.md \"CANARY\")",
        "---\ntitle: a\nsecret: CANARY\n---\ntext",
    ] {
        let html = html(secret);
        assert!(!html.contains("CANARY"), "{secret}: {html}");
        check_html(&html);
    }
}

#[test]
fn links_lead_only_where_they_may() {
    let kept = [
        "https://example.com/?a=1&b=2",
        "http://example.com",
        "mailto:a@example.com",
        "tel:+49123",
        "HTTPS://EXAMPLE.COM",
        "#top",
    ];
    for target in kept {
        assert!(html(&format!("[a](<{target}>)")).contains("<a href="), "{target}");
    }
    for target in [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "&#106;avascript:alert(1)",
        "java&#9;script:alert(1)",
        "java&Tab;script:alert(1)",
        "&#1;javascript:alert(1)",
        " javascript:alert(1)",
        "vbscript:x",
        "data:text/html,<script>",
        "file:///etc/passwd",
        "blob:x",
        "//evil.example",
        "/\\\\evil.example",
        "\\\\\\\\evil.example",
        "nohold:guide/page.md",
        "{{ url }}",
        "",
    ] {
        let html = html(&format!("[a](<{target}>) ![p](<{target}>) <a href=\"{target}\">b</a>"));
        assert!(!html.contains("<a") && !html.contains("<img"), "{target}: {html}");
    }
}

fn site() -> Builder {
    let links = "[by path](../policies/refunds.md#how) [by name](/policies/refunds) [by address](/money-back/) \
                 [internal](../internal/goodwill.md) [gone](gone.md) [web](https://example.com) [file](form.pdf)";
    KnowledgeBase::builder()
        .html(true)
        .article("guide/start.md", format!("# Start\n\n{links}"))
        .article("policies/refunds.md", "---\nurl: /money-back/\n---\n# Refunds\n\n## How\n\nText. [up](#how)")
        .article("internal/goodwill.md", "---\naudience: internal\n---\n# Goodwill\n\nUp to 50 euros.")
}

#[test]
fn what_names_an_article_of_the_own_site_is_resolved_or_dropped() {
    let at = |markdown: &str| {
        let settings = Settings { html: true, base: "https://help.example.com".to_owned(), ..Settings::default() };
        parse("guide/page.md", markdown.as_bytes(), &settings).article.html.unwrap()
    };
    for (markdown, expected) in [
        (
            "[x](https://help.example.com/internal/goodwill/)",
            "<p><a href=\"nohold:internal/goodwill?internal/goodwill\">x</a></p>\n",
        ),
        ("[x](HTTPS://HELP.EXAMPLE.COM)", "<p><a href=\"nohold:?\">x</a></p>\n"),
        ("[x](https://example.com/a)", "<p><a href=\"https://example.com/a\">x</a></p>\n"),
        ("<help@example.com>", "<p><a href=\"mailto:help@example.com\">help@example.com</a></p>\n"),
        ("![p](../internal/goodwill.md)", "<p>p</p>\n"),
        ("![p](/%2e%2e//evil)", "<p>p</p>\n"),
        ("![p](../../../x.png)", "<p>p</p>\n"),
    ] {
        assert_eq!(at(markdown), expected, "{markdown}");
    }
}

#[test]
fn an_article_that_is_too_long_as_html_is_kept_as_text() {
    let long = "- ab\n\n".repeat(150_000);
    let kb = KnowledgeBase::builder().html(true).article("long.md", long).article("short.md", "Text").build().unwrap();
    assert!(kb.warnings().iter().any(|warning| warning.path == "long.md" && warning.message.contains("HTML")));
    let opened = KnowledgeBase::from_bytes(kb.to_bytes().unwrap()).unwrap();
    for kb in [&kb, &opened] {
        assert!(kb.article("long.md").unwrap().unwrap().html.is_none());
        assert!(kb.article("short.md").unwrap().unwrap().html.is_some() && kb.has_html());
    }
}

#[test]
fn links_lead_to_articles_that_are_there() {
    let kb = site().build().unwrap();
    let start = kb.article("guide/start.md").unwrap().unwrap().html.unwrap();
    let refunds = |fragment: &str| format!("<a href=\"/money-back/{fragment}\" data-article=\"policies/refunds.md\">");
    let expected = format!(
        "<p>{}by path</a> {}by name</a> {}by address</a> <a href=\"/internal/goodwill/\" \
         data-article=\"internal/goodwill.md\">internal</a> <a>gone</a> <a href=\"https://example.com\">web</a> \
         <a>file</a></p>\n",
        refunds("#how"),
        refunds(""),
        refunds("")
    );
    assert_eq!(start, expected);
}

#[test]
fn what_is_left_out_is_not_linked_to() {
    let day = Date::new(2026, 6, 1).unwrap();
    let built = site().for_audience("public", day).build().unwrap();
    for bytes in [
        built.to_bytes_for_web().unwrap(),
        site().build().unwrap().for_audience("public", day).unwrap().to_bytes_for_web().unwrap(),
    ] {
        let text = String::from_utf8_lossy(&bytes).to_lowercase();
        assert!(text.contains("money-back") && !text.contains("goodwill"));
    }
    let opened = KnowledgeBase::from_bytes(site().build().unwrap().to_bytes().unwrap()).unwrap();
    assert!(opened.for_audience("public", day).unwrap().to_bytes().unwrap() == built.to_bytes().unwrap());
}

#[test]
fn html_is_kept_if_it_is_asked_for() {
    for is_kept in [false, true] {
        let builder = sample_files().into_iter().fold(KnowledgeBase::builder().html(is_kept), |builder, path| {
            let file = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("kb-sample").join(&path);
            builder.article(&path, std::fs::read(file).unwrap())
        });
        let kb = builder.build().unwrap();
        let bytes = kb.to_bytes().unwrap();
        let opened = KnowledgeBase::from_bytes(bytes.clone()).unwrap();
        assert_eq!(inspect::verify(&bytes), Vec::<String>::new());
        for path in sample_files() {
            let (built, read) = (kb.article(&path).unwrap(), opened.article(&path).unwrap());
            assert_eq!(built, read);
            let article = built.unwrap();
            assert_eq!(article.html.is_some(), is_kept, "{path}");
            let Some(html) = &article.html else { continue };
            check_html(html);
            // Whoever follows a hit must arrive.
            for section in article.sections.iter().filter(|section| !section.anchor.is_empty()) {
                let id = format!("id=\"{}\"", section.anchor);
                assert!(html.contains(&id), "{path}: {id}");
            }
        }
    }
    assert_eq!(sample().article("none.md").unwrap(), None);
}

#[test]
fn an_edition_for_the_web_answers_alike() {
    let kb = sample();
    let (packed, plain) = (kb.to_bytes().unwrap(), kb.to_bytes_for_web().unwrap());
    assert!(plain.len() > packed.len());
    assert_eq!(inspect::verify(&plain), Vec::<String>::new());
    let [packed, plain] = [packed, plain].map(|bytes| KnowledgeBase::from_bytes(bytes).unwrap());
    for query in ["refund", "how do i get my mony back", "kündigung", "払い戻し", ""] {
        assert_eq!(packed.search(query).unwrap(), plain.search(query).unwrap(), "{query}");
    }
    assert!(plain.to_bytes().unwrap() == kb.to_bytes().unwrap());
    let mut torn = kb.to_bytes_for_web().unwrap();
    torn.truncate(torn.len() - 1);
    assert_eq!(KnowledgeBase::from_bytes(torn).map(|_| ()).unwrap_err().kind(), ErrorKind::Corrupt);
}

proptest! {
    #[test]
    fn no_text_makes_other_html(pieces in prop::collection::vec(prop::sample::select(PIECES), 0..12)) {
        check_html(&html(&pieces.concat()));
    }
}

/// What Markdown and HTML are made of, whole and broken.
const PIECES: &[&str] = &[
    "<",
    ">",
    "\"",
    "'",
    "`",
    "&",
    "&lt;",
    "&#60;",
    "<b",
    "<script>",
    "</script>",
    "<img src=x onerror=y>",
    "<a href=\"",
    "javascript:",
    "[",
    "](",
    ")",
    "![",
    "\n",
    "\n\n",
    "\n    ",
    "> ",
    "- ",
    "1. ",
    "# ",
    "## a {#",
    "}",
    "| a |\n|---|\n| ",
    "```",
    "~~~ x\n",
    "<!--",
    "-->",
    "<?",
    "<![CDATA[",
    "]]>",
    "<div>\n",
    "</div>",
    "<br>",
    "\\",
    "a",
    "é",
    "\u{0}",
    "*",
    "_",
    "~~",
    "<https://a.b>",
    "<javascript:x>",
    "[x]: javascript:y\n",
    ": ",
    "<h2>",
    "</h2>",
    "[!NOTE]\n",
    "^",
    "~",
];
