//! Any text as a query, over a knowledge base and over its edition.
//!
//! The first byte chooses how many hits are wanted, whether the last word is whole, and the constants. The first line is
//! what was typed; on a second, third and fourth may stand a place, an attribute (`key=value`) and a language.

use std::ops::Range;
use std::sync::OnceLock;

use nohold::{Hit, KnowledgeBase, Query, Ranking, Results};

/// Few, so that a search takes no time, but of every kind: languages with and without stemmers and spaces, titles that are
/// queries, codes, compounds, elisions, marks, long sections, all that can be filtered by.
const ARTICLES: [(&str, &str); 14] = [
    (
        "policies/refunds.md",
        "---\nlang: en\nowner: Customer Care\ntags: [billing, returns]\nkeywords: [money back]\n---\n# Refunds\n\nYou have 14 days to ask for your money back.\n\n## How to ask\n\n1. Write to care@example.com.\n2. Name your order number, e.g. `LF-423-9`.\n\n## Digital subscriptions\n\nA refunded subscription ends at once; e-mails stop, too.",
    ),
    (
        "policies/shipping/abroad.md",
        "---\nlang: en\nsummary: Parcels to other countries\ncategory: shipping\nupdated: 2026-01-02\n---\n# Shipping abroad\n\n| Country | Days | Price |\n|---|---|---|\n| Germany | 3 | 4.50 € |\n| Japan | 10 | 12 € |\n\nParcels leave our warehouse within two days. We ship to the U.S. and the U.K.",
    ),
    (
        "account/errors.md",
        "---\nlang: en\nsearch: {synonyms: [fault code, sign in = log in]}\n---\n# Error codes\n\n## LF-423\n\nThe web site is locked: log in again.\n\n## ERR_CONNECTION_RESET v2.1.0\n\nC++ and .NET clients: update to v2.1.0 or newer. It's the client's fault, isn't it?",
    ),
    (
        "account/the-who.md",
        "---\nlang: en\n---\n# The Who\n\nTickets for The Who are gone. To be or not to be. How to do what you do.",
    ),
    (
        "de/versand.md",
        "---\nlang: de\nowner: Kundendienst\n---\n# Versandkosten\n\nDie Rückgabe der Geschenkgutscheine ist kostenlos. Straße, Größe, Fußgängerübergänge.\n\n## Lieferzeit nach Zürich\n\nÜber 14 Tage. Häuser und Haus.",
    ),
    (
        "fr/remboursement.md",
        "---\nlang: fr\n---\n# Remboursement\n\nQu'est-ce que c'est ? L'été, l’argent est remboursé sous 14 jours ; où est-ce donc ?",
    ),
    (
        "es/devoluciones.md",
        "---\nlang: es\naudience: internal\n---\n# Devoluciones\n\n¿Cómo devolver un artículo? El niño y la niña, mañana.",
    ),
    (
        "ja/henkin.md",
        "---\nlang: ja\n---\n# 返金について\n\n返金は十四日以内に請求してください。サブスクリプションの解約、かばん、ガ゙ラス。",
    ),
    ("zh/tuikuan.md", "---\nlang: zh\n---\n# 退款政策\n\n您可以在十四天内申请退款。北京市朝阳区。"),
    ("ko/hwanbul.md", "---\nlang: ko\n---\n# 환불 정책\n\n14일 이내에 환불을 요청하실 수 있습니다."),
    ("th/refund.md", "---\nlang: th\n---\n# การคืนเงิน\n\nคุณสามารถขอคืนเงินได้ภายใน 14 วัน ๆ"),
    ("ru/vozvrat.md", "---\nlang: ru\n---\n# Возврат денег\n\nВозврат возможен в течение 14 дней. Ёлка, й."),
    (
        "odd.md",
        "---\ndraft: true\n---\n# Vec<T> & co 🎁\n\n👩‍👩‍👧‍👦 re\u{ad}fund a b c d aa bb ab.cd/ef_gh-ij@kl +49 30 1234 ＡＢＣ ﬁle İstanbul ǅ ﷺ x² ½ שׁלום العربية हिन्दी\n\n```\nlet x = 1;\n```",
    ),
    ("empty.md", ""),
];

const RULES: &str = "refund = reimbursement = 返金\npushbike -> bicycle\na = b c\naa bb -> a b\nab -> v2\nd = Zürich\n";

struct Kinds {
    built: KnowledgeBase,
    opened: KnowledgeBase,
}

impl Kinds {
    fn with(&self, ranking: &Ranking) -> Self {
        Kinds { built: self.built.with_ranking(ranking.clone()), opened: self.opened.with_ranking(ranking.clone()) }
    }
}

/// Under the constants as they are, and under others that show more.
fn kinds() -> &'static [Kinds; 2] {
    static KINDS: OnceLock<[Kinds; 2]> = OnceLock::new();
    KINDS.get_or_init(|| {
        let usual = build();
        let other = usual.with(&eager());
        [usual, other]
    })
}

fn build() -> Kinds {
    let builder = ARTICLES.iter().fold(KnowledgeBase::builder(), |builder, (id, text)| builder.article(id, text));
    let built = builder.synonyms("rules", RULES).build().expect("ids are unique");
    let bytes = built.to_bytes().expect("it is small");
    Kinds { built, opened: KnowledgeBase::from_bytes(bytes).expect("it was just written") }
}

/// Short words are corrected, too, and the close look ends soon.
fn eager() -> Ranking {
    let mut ranking = Ranking::default();
    (ranking.one_typo_from, ranking.two_typos_from, ranking.typo_candidates) = (2, 4, 50);
    (ranking.close_look, ranking.known_from, ranking.topic) = (2, 100, 0.9);
    ranking
}

pub(crate) fn run(data: &[u8]) {
    let Some((&choice, text)) = data.split_first() else { return };
    let text = String::from_utf8_lossy(text);
    let limit = [10, 1, 3, 1000][usize::from(choice & 3)];
    let query = query(&text, limit, choice & 4 != 0);
    let kinds = &kinds()[usize::from(choice >> 3 & 1)];
    let built = kinds.built.search(query.clone()).expect("it is in memory");
    let opened = kinds.opened.search(query.clone()).expect("it was not changed");
    check(&built, query.text(), limit);
    assert_same(&built, &opened);
}

fn query(text: &str, limit: usize, is_finished: bool) -> Query {
    let mut lines = text.split('\n');
    let mut line = || lines.next().filter(|line| !line.is_empty());
    let mut query = Query::new(line().unwrap_or_default()).limit(limit);
    if let Some(place) = line() {
        query = query.within(place);
    }
    if let Some((key, value)) = line().and_then(|line| line.split_once('=')) {
        query = query.filter(key, value);
    }
    if let Some(lang) = line() {
        query = query.lang(lang);
    }
    if is_finished { query.finished() } else { query }
}

fn check(results: &Results, text: &str, limit: usize) {
    assert!(results.len() <= limit && results.len() <= results.total());
    assert!(results.hits().is_sorted_by(|a, b| a.score() >= b.score()), "the best come first");
    check_ranges(text, results.corrections().iter().map(nohold::Correction::range));
    assert!(results.corrections().iter().all(|correction| correction.typed() != correction.read()));
    assert_eq!(results.suggestion().is_some(), !results.corrections().is_empty());
    results.iter().for_each(check_hit);
}

fn check_hit(hit: &Hit) {
    assert!(hit.score().is_finite() && hit.score() > 0.0, "{}: {}", hit.id(), hit.score());
    assert!((1..=3).contains(&hit.sections().count()));
    for section in hit.sections() {
        let snippet = section.snippet();
        check_ranges(snippet.text(), snippet.highlights().iter().cloned());
        let html = snippet.to_html().replace("<mark>", "").replace("</mark>", "");
        assert!(!html.contains(['<', '>', '"', '\'']), "{html}");
    }
}

/// Ranges are in order, apart from one another, and each is some characters of the text.
fn check_ranges(text: &str, ranges: impl Iterator<Item = Range<usize>>) {
    let mut end = 0;
    for range in ranges {
        assert!(range.start >= end && !range.is_empty(), "{range:?} behind {end}");
        assert!(text.get(range.clone()).is_some(), "{range:?} of {text:?}");
        end = range.end;
    }
}

fn assert_same(built: &Results, opened: &Results) {
    let words = |results: &Results| {
        let (dropped, suggestion) = (results.dropped().to_vec(), results.suggestion().map(str::to_owned));
        (results.total(), results.corrections().to_vec(), dropped, suggestion)
    };
    assert_eq!(words(built), words(opened));
    let ids = |results: &Results| results.iter().map(|hit| hit.id().to_owned()).collect::<Vec<_>>();
    assert_eq!(ids(built), ids(opened));
    for (a, b) in built.iter().zip(opened) {
        assert!((a.score() - b.score()).abs() < 1e-6, "{}: {} and {}", a.id(), a.score(), b.score());
        assert_eq!(seen(a), seen(b));
    }
}

/// All that a caller can see of a hit, but for scores.
fn seen(hit: &Hit) -> String {
    let sections: Vec<_> = hit.sections().map(|found| (found.url(), found.breadcrumb(), found.snippet())).collect();
    format!("{} {:?} {:?} {sections:?}", hit.title(), hit.lang(), hit.meta())
}
