//! Codes and numbers are found whole and in parts, however they are spaced, and never by what is only like them.

use std::collections::BTreeSet;

use nohold::{KnowledgeBase, Query};
use proptest::prelude::*;

use crate::laws::{all, base, first, nothing_is};

/// Every code stands among others that are like it and come more often.
fn codes() -> KnowledgeBase {
    let articles = [
        ("mar-1234", "# Hours\n\nBook them on PROJ-MAR-1234 please."),
        ("mar-1235", "# Hours of others\n\nPROJ-MAR-1235, PROJ-MAR-1243 and PROJ-MER-1334: book on PROJ-MAR-1235."),
        ("usb-c", "# Cables\n\nIt comes with a USB-C cable."),
        ("usb-a", "# Other cables\n\nUSB-A, USB-B, Micro-USB, USB. The letter C is on none of them."),
        ("v2.1.3", "# Notes\n\nVersion v2.1.3 mends the printer."),
        ("v2.1.4", "# Further notes\n\nVersion v2.1.4 follows v2.1 and v3.1.3 and v2.3.1."),
        ("c++", "# Languages\n\nThe reader is written in C++ by hand."),
        ("c#", "# More languages\n\nThe desk is written in C# by hand."),
        ("c", "# Vitamins\n\nVitamin C, vitamin C and vitamin C."),
        (".net", "# Servers\n\nThe desk runs on .NET by now."),
        ("net", "# Fishing\n\nA net, a net price, a net and nets."),
        ("node.js", "# Scripts\n\nThe site runs on node.js by now."),
        ("node", "# Trees\n\nA node, a node and a js file."),
        ("spaced", "# An order\n\nYour number is 7112 3398 there."),
        ("spaced-other", "# An order like it\n\nYour number is 7112 3389 or 7113 3398 there."),
        ("hyphened", "# An order too\n\nYour number is 8223-4401 there."),
        ("hyphened-other", "# An order like that\n\nYour number is 8223-4410 or 8224-4401 there."),
        ("joined", "# An order again\n\nYour number is 93345512 there."),
        ("joined-other", "# An order like these\n\nYour number is 93345521 or 93345522 there."),
        ("phone", "# Call us\n\nRing +44 117 496 0123 by day."),
        ("phone-other", "# Call them\n\nRing +44 117 496 0132 or +44 117 469 0123 by day."),
        ("lf-409", "# Taken\n\nError LF-409 means that the address is taken."),
        ("lf-423", "# Locked\n\nError LF-423, not LF-490 and not LF-419: LF means Lanternfish."),
        ("care", "# Care\n\nWrite to care@lanternfish.example for that."),
        ("help", "# Help\n\nWrite to help@lanternfish.example or press@lanternfish.example. We care."),
        ("url", "# Sites\n\nSee https://www.lanternfish.example/shop/returns?lang=en for that."),
        ("url-other", "# More sites\n\nSee https://www.lanternfish.example/shop/orders?lang=en and returns."),
        ("a4", "# Paper\n\nPrint on A4 only."),
        ("a5", "# Small paper\n\nPrint on A5 or A3 only, A5."),
        ("2024", "# Prices then\n\nThose of 2024 here."),
        ("2025", "# Prices now\n\nThose of 2025 here, 2025 and 2026."),
        ("invoice", "# Bills\n\nOn INV/2031/0017 here."),
        ("invoice-other", "# Bills of others\n\nOn INV/2031/0018 or INV/2032/0017 here."),
        ("isbn", "# Books\n\nISBN 978-3-16-148410-0 here."),
        ("isbn-other", "# Books of others\n\nISBN 978-3-16-148401-0 or 978-3-61-148410-0 here."),
    ];
    base("en", articles)
}

#[test]
fn codes_find_their_article_first() {
    let cases: [(&str, &[&str]); 19] = [
        (
            "mar-1234",
            &[
                "PROJ-MAR-1234",
                "proj-mar-1234",
                "PROJ MAR 1234",
                "projmar1234",
                "proj_mar_1234",
                "mar-1234",
                "1234",
                "MAR 1234",
            ],
        ),
        ("usb-c", &["usb-c", "USB-C", "usb c", "usbc", "usb c cable", "usbc cable", "usb_c"]),
        ("v2.1.3", &["v2.1.3", "V2.1.3", "version v2.1.3"]),
        ("c++", &["c++", "C++", "c++ reader", "written in c++"]),
        ("c#", &["c#", "C#", "c# desk", "written in c#"]),
        ("c", &["c ", "C.", "vitamin c"]),
        (".net", &[".net", ".NET", "runs on .net"]),
        ("node.js", &["node.js", "Node.js", "nodejs", "node js", "node.js site"]),
        ("spaced", &["7112 3398", "7112-3398", "order 7112 3398", "#7112-3398", "7112.3398"]),
        ("hyphened", &["8223 4401", "8223-4401", "82234401", "order no. 8223 4401"]),
        ("joined", &["9334 5512", "9334-5512", "93345512", "93 345 512"]),
        ("phone", &["+44 117 496 0123", "0044 117 496 0123", "117-496-0123", "(0117) 496 0123", "496 0123"]),
        ("lf-409", &["LF-409", "lf-409", "lf409", "LF 409", "409", "error 409", "error lf409"]),
        ("care", &["care@lanternfish.example", "CARE@LANTERNFISH.EXAMPLE", "care@", "care@lanternfish"]),
        (
            "url",
            &[
                "https://www.lanternfish.example/shop/returns?lang=en",
                "https://www.lanternfish.example/shop/returns",
                "lanternfish.example/shop/returns",
                "www.lanternfish.example/shop/returns",
                "shop/returns",
            ],
        ),
        ("a4", &["a4", "A4", "a4 paper", "a 4"]),
        ("2024", &["2024", "prices 2024"]),
        ("invoice", &["INV/2031/0017", "inv 2031 0017", "inv-2031-0017", "inv20310017", "2031/0017"]),
        ("isbn", &["978-3-16-148410-0", "9783161484100", "978 3 16 148410 0", "isbn 9783161484100"]),
    ];
    nothing_is(&lost(&cases));
}

/// Which queries do not find the article that they belong to first, half typed or finished.
fn lost(cases: &[(&str, &[&str])]) -> BTreeSet<String> {
    let kb = codes();
    let mut lost = BTreeSet::new();
    for (id, query) in cases.iter().flat_map(|(id, queries)| queries.iter().map(move |query| (id, query))) {
        for typed in [(*query).to_owned(), format!("{query} ")] {
            let found = first(&kb, typed.as_str());
            if found != *id {
                lost.insert(format!("{typed:?} finds {found:?}, not {id:?}"));
            }
        }
    }
    lost
}

#[test]
fn numbers_find_their_article_however_they_are_spaced() {
    nothing_is(&lost(&[
        ("spaced", &["71123398"]),
        ("joined", &["93 34 55 12"]),
        ("phone", &["+441174960123", "0117 4960123", "4960123"]),
    ]));
}

#[test]
fn versions_are_found_without_their_letter() {
    nothing_is(&lost(&[("v2.1.3", &["2.1.3", "v 2.1.3", "version 2.1.3"])]));
}

#[test]
fn codes_that_nobody_has_find_nothing() {
    let queries = [
        "v4",
        "a6",
        "2023",
        "20244",
        "2042",
        "93345513",
        "9334551",
        "lf410",
        "1233",
        "inv20310019",
        "0124",
        "projmar1236",
        "9783161484101",
        "x409",
        "4099",
        "a44",
    ];
    let kb = codes();
    let found = queries.iter().filter(|query| **query != "9334551" && !all(&kb, Query::new(**query)).is_empty());
    nothing_is(&found.map(|query| (*query).to_owned()).collect());
    assert_eq!(all(&kb, Query::new("9334551")), ["joined"]);
    assert_eq!(all(&kb, Query::new("9334551 ")), Vec::<String>::new());
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(300) })]

    /// A word with a digit finds itself and what begins with it, and nothing else.
    #[test]
    fn words_with_digits_find_themselves(
        codes in prop::collection::btree_set("[a-c]{0,3}[0-2]{1,4}[a-c]{0,2}|(plan|form|refund|v)[0-3]{1,2}s?", 1..8),
        query in "[a-c]{0,3}[0-2]{1,4}[a-c]{0,2}|(plan|form|refund|v)[0-3]{1,2}s?",
    ) {
        let text = |code: &String| (code.clone(), format!("Of {code} here."));
        let texts: Vec<(String, String)> = codes.iter().map(text).collect();
        let kb = base("en", texts.iter().map(|(id, text)| (id.as_str(), text.as_str())));
        for query in codes.iter().chain([&query]).filter(|query| query.len() > 1) {
            let found: BTreeSet<String> = all(&kb, Query::new(query)).into_iter().collect();
            let expected = codes.iter().filter(|code| code.starts_with(query.as_str())).cloned().collect();
            prop_assert_eq!(&found, &expected, "{} half typed in {:?}", query, &codes);
            let found: BTreeSet<String> = all(&kb, Query::new(query).finished()).into_iter().collect();
            let expected = codes.iter().filter(|code| *code == query).cloned().collect();
            prop_assert_eq!(&found, &expected, "{} in {:?}", query, &codes);
            if codes.contains(query) {
                prop_assert_eq!(&first(&kb, query.as_str()), query);
            }
        }
    }
}
