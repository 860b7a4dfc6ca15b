//! Any text as a message to be taken apart, over a small knowledge base.

use std::sync::OnceLock;

use nohold::{KnowledgeBase, Triage};

const ARTICLES: [(&str, &str); 3] = [
    ("lost.md", "---\nowner: Post\n---\n# A parcel is lost\n\nWe send your parcel again. Was it a gift?"),
    ("pay.md", "---\nowner: Finance\ncontact: pay@shop.example\n---\n# Invoices\n\nEvery invoice is in your account."),
    ("ja.md", "---\nlang: ja\n---\n# 住所の変更\n\n届け先の住所を変えるには。"),
];

fn kb() -> &'static KnowledgeBase {
    static KB: OnceLock<KnowledgeBase> = OnceLock::new();
    KB.get_or_init(|| {
        let builder = ARTICLES.iter().fold(KnowledgeBase::builder(), |builder, (id, text)| builder.article(id, text));
        builder.build().expect("ids are unique")
    })
}

pub(crate) fn run(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    check(&kb().triage(text.as_ref()).expect("it is in memory"), &text);
    kb().help(text.as_ref()).expect("it is in memory");
}

/// Requests are pieces of the message, in order and apart; asides are in order.
pub(crate) fn check(triage: &Triage, message: &str) {
    let mut end = 0;
    for request in triage.requests() {
        let range = request.range();
        assert!(range.start >= end && !range.is_empty() && message.get(range.clone()).is_some(), "{range:?}");
        end = range.end;
    }
    assert!(triage.asides().is_sorted_by_key(|aside| aside.range().start));
    assert!(triage.asides().iter().all(|aside| message.get(aside.range()).is_some()));
}
