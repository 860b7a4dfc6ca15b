//! Languages: accents, scripts without spaces, and inflections.

use std::collections::{BTreeMap, BTreeSet};

use nohold::{Hit, KnowledgeBase, Query};
use proptest::prelude::*;
use unicode_normalization::UnicodeNormalization;

use crate::answers::{judged, sample};
use crate::laws::{all, base, first, is_unspaced, nothing_is, sample_articles, texts, without_typos};

/// Both spellings find both, and the own one comes first.
#[test]
fn accents_may_be_left_out_and_count() {
    let cases = [
        ("zurich", "Zürich"),
        ("resume", "résumé"),
        ("ano", "año"),
        ("naive", "naïve"),
        ("peche", "pêche"),
        ("schon", "schön"),
        ("Angstrom", "Ångström"),
        ("cafe", "cafe\u{301}"),
        ("païs", "país"),
        ("côté", "coté"),
        ("ελληνικα", "ελληνικά"),
        ("все", "всё"),
    ];
    let shapes = ["# A page\n\nWe know {} here.", "# {}\n\nA page.", "# A page\n\nThe lead.\n\n## On {}\n\nA text."];
    let mut wrong = BTreeSet::new();
    for (own, other) in cases.into_iter().flat_map(|(one, two)| [(one, two), (two, one)]) {
        for (shape, lang) in shapes.into_iter().flat_map(|shape| ["en", "fr"].map(|lang| (shape, lang))) {
            // Ties are broken by id: the better one must be first under both.
            for ids in [["a", "b"], ["b", "a"]] {
                let texts = [own, other].map(|word| shape.replace("{}", word));
                let kb = base(lang, ids.into_iter().zip(texts.iter().map(String::as_str)));
                let decomposed: String = own.nfd().collect();
                for query in [Query::new(own), Query::new(own).finished(), Query::new(decomposed)] {
                    if all(&kb, query) != ids {
                        wrong.insert(format!("{own:?} against {other:?} in {shape:?}"));
                    }
                }
            }
        }
    }
    nothing_is(&wrong);
}

#[test]
fn composed_and_decomposed_queries_are_the_same() {
    let mut wrong = BTreeSet::new();
    let titles = sample_articles().iter().map(|article| article.title.clone());
    for text in judged().into_iter().map(|query| query.text).chain(titles) {
        let found = |text: String| sample().search(Query::new(text).limit(50)).unwrap().hits().to_vec();
        let (one, other) = (found(text.nfc().collect()), found(text.nfd().collect()));
        let is_same =
            |(a, b): (&Hit, &Hit)| (a.id(), a.url(), a.score().to_bits()) == (b.id(), b.url(), b.score().to_bits());
        if one.len() != other.len() || !one.iter().zip(&other).all(is_same) {
            wrong.insert(text);
        }
    }
    nothing_is(&wrong);
}

#[test]
fn german_letters_may_be_written_with_an_e() {
    let cases = [
        ("Kündigung", "Kuendigung"),
        ("Straße", "Strasse"),
        ("Größe", "Groesse"),
        ("Ärger", "Aerger"),
        ("Übergröße", "Uebergroesse"),
        ("ÜBERGRÖßE", "Uebergroesse"),
        ("Rückgabe", "RUECKGABE"),
    ];
    let mut wrong = BTreeSet::new();
    for (one, other) in cases {
        for (written, typed) in [(one, other), (other, one), (one, one)] {
            let page = format!("# Seite\n\nZur {written} hier.");
            let kb = without_typos(&base("de", [("it", page.as_str()), ("other", "# Seite\n\nZum Versand.")]));
            for query in [Query::new(typed).finished(), Query::new(typed), Query::new(format!("{typed} Versand"))] {
                if !all(&kb, query).contains(&"it".to_owned()) {
                    wrong.insert(format!("{typed} does not find {written}"));
                }
            }
        }
    }
    nothing_is(&wrong);
}

/// Runs of letters of unspaced scripts in a text.
fn runs(text: &str) -> impl Iterator<Item = Vec<char>> {
    text.split(|c| !is_unspaced(c)).map(|run| run.chars().collect::<Vec<_>>()).filter(|run| run.len() > 1)
}

#[test]
fn every_piece_of_unspaced_text_finds_it() {
    let mut pieces: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
    for article in sample_articles() {
        for run in texts(article).flat_map(runs) {
            for pair in run.windows(2) {
                pieces.entry(pair.iter().collect()).or_default().insert(&article.id);
            }
        }
    }
    assert!(pieces.len() > 1_500, "{}", pieces.len());
    let mut wrong = BTreeSet::new();
    for (piece, holders) in pieces {
        let found: BTreeSet<String> = all(sample(), Query::new(&piece)).into_iter().collect();
        if !holders.iter().all(|id| found.contains(*id)) {
            wrong.insert(piece);
        }
    }
    nothing_is(&wrong);
}

#[test]
fn pieces_of_mixed_text_find_it() {
    let text = "新しいiPhoneケースをUSB-Cで充電、第２号は¥1,450です。Wi-Fi接続とEメール、\
        한국어 설명서도 있습니다, ＬＦ－４０１エラー、คืนเงินใน 14 วัน, ｸﾚｼﾞｯﾄ払い";
    let page = format!("---\nlang: en\n---\n# Mixed page\n\nSome English. {text} And more English.");
    let kb = base("en", [("mixed", page.as_str()), ("other", "# English\n\nNothing but English.")]);
    let others = [
        "iphone",
        "iPhoneケース",
        "usb-c",
        "USB-Cで充電",
        "第2号",
        "第２号",
        "1450",
        "¥1,450",
        "wi-fi接続",
        "Eメール",
        "eメール",
        "LF-401",
        "lf401エラー",
        "クレジット払い",
    ];
    let pairs: Vec<String> =
        runs(text).flat_map(|run| run.windows(2).map(|pair| pair.iter().collect()).collect::<Vec<String>>()).collect();
    let singles = text.chars().filter(|c| is_unspaced(*c) && !('\u{e31}'..='\u{e4e}').contains(c)).map(String::from);
    let wrong = pairs.into_iter().chain(singles).chain(others.iter().map(|text| (*text).to_owned()));
    nothing_is(&wrong.filter(|typed| first(&kb, typed.as_str()) != "mixed").collect());
    assert_eq!(all(&kb, Query::new("設定")), Vec::<String>::new());
}

/// A language, and pairs of inflections.
type Inflections<'a> = (&'a str, &'a [(&'a str, &'a str)]);

/// Which of two inflections does not find the other, in a base of its own or among all these languages.
fn strangers(cases: &[Inflections<'_>]) -> BTreeSet<String> {
    let page = |lang: &str, word: &str| format!("---\nlang: {lang}\n---\n# 1\n\n2 {word} 3");
    let pairs = || cases.iter().flat_map(|(lang, pairs)| pairs.iter().map(move |(one, other)| (*lang, *one, *other)));
    let (mut wrong, mut everything) = (BTreeSet::new(), KnowledgeBase::builder());
    for (lang, one, other) in pairs() {
        for (written, typed) in [(one, other), (other, one)] {
            let articles = [("it", page(lang, written)), ("other", page(lang, "4"))];
            let kb = without_typos(&base("", articles.iter().map(|(id, text)| (*id, text.as_str()))));
            if first(&kb, Query::new(typed).finished()) != "it" {
                wrong.insert(format!("{lang}: {typed} does not find {written}"));
            }
        }
        everything = everything.article(&format!("{lang} {one}"), page(lang, one));
    }
    let kb = without_typos(&everything.build().unwrap());
    for (lang, one, other) in pairs() {
        for query in [Query::new(other).finished(), Query::new(other).finished().lang(lang)] {
            if !all(&kb, query).contains(&format!("{lang} {one}")) {
                wrong.insert(format!("{lang}: {other} does not find {one} among all languages"));
            }
        }
    }
    wrong
}

#[test]
fn inflections_find_each_other() {
    nothing_is(&strangers(&[
        (
            "en",
            &[
                ("refund", "refunded"),
                ("subscriptions", "subscription"),
                ("policies", "policy"),
                ("delivering", "delivered"),
            ],
        ),
        (
            "de",
            &[
                ("Rechnung", "Rechnungen"),
                ("Bestellung", "Bestellungen"),
                ("Kündigungen", "Kündigung"),
                ("Häuser", "Haus"),
            ],
        ),
        (
            "fr",
            &[
                ("abonnement", "abonnements"),
                ("résiliation", "résiliations"),
                ("remboursé", "rembourser"),
                ("factures", "facture"),
            ],
        ),
        (
            "es",
            &[
                ("suscripción", "suscripciones"),
                ("devolución", "devoluciones"),
                ("pagado", "pagados"),
                ("cancelé", "cancelar"),
            ],
        ),
        ("it", &[("fattura", "fatture"), ("rimborso", "rimborsi"), ("abbonamento", "abbonamenti")]),
        ("pt", &[("assinatura", "assinaturas"), ("reembolso", "reembolsos"), ("preço", "preços")]),
        (
            "nl",
            &[
                ("betaling", "betalingen"),
                ("rekening", "rekeningen"),
                ("bestelling", "bestellingen"),
                ("klant", "klanten"),
                ("abonnement", "abonnementen"),
            ],
        ),
        ("sv", &[("betalning", "betalningar"), ("räkning", "räkningar"), ("återbetalning", "återbetalningen")]),
        ("da", &[("regning", "regninger"), ("betaling", "betalingen"), ("måned", "måneden")]),
        ("nb", &[("regning", "regninger"), ("betaling", "betalingen"), ("måned", "måneder")]),
        ("fi", &[("lasku", "laskut"), ("maksu", "maksun"), ("käyttäjä", "käyttäjän")]),
        ("ru", &[("возврат", "возврата"), ("подписка", "подписки"), ("йогурт", "йогурты"), ("счёт", "счета")]),
        ("hu", &[("rendelés", "rendelések"), ("fizetés", "fizetést"), ("számla", "számlák")]),
        ("ro", &[("factură", "facturi"), ("abonament", "abonamente")]),
        ("tr", &[("abonelik", "abonelikler"), ("kart", "kartlar")]),
        ("ca", &[("factura", "factures"), ("comanda", "comandes")]),
        ("el", &[("λογαριασμός", "λογαριασμοί"), ("πληρωμή", "πληρωμές")]),
        ("pl", &[("faktura", "faktury"), ("zwrot", "zwroty"), ("płatność", "płatności")]),
        ("cs", &[("faktura", "faktury"), ("platba", "platby")]),
        ("lt", &[("sąskaita", "sąskaitos"), ("mokėjimas", "mokėjimai")]),
        ("et", &[("arve", "arved"), ("makse", "maksed")]),
        ("hi", &[("किताब", "किताबें"), ("भुगतान", "भुगतानों")]),
        ("sr", &[("račun", "računi"), ("knjiga", "knjige")]),
    ]));
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(128) })]

    #[test]
    fn every_two_characters_of_unspaced_text_find_it(text in "[一-龥ぁ-んァ-ヶ가-힣ก-ฮ]{2,20}", at in 0usize..19) {
        let page = format!("ab {text} cd");
        let kb = base("en", [("it", page.as_str())]);
        let letters: Vec<char> = text.chars().collect();
        let at = at % (letters.len() - 1);
        let typed: String = letters[at..at + 2].iter().collect();
        prop_assert_eq!(all(&kb, Query::new(&typed)), ["it"], "{} of {}", typed, text);
    }
}
