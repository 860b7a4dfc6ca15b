//! Whole messages: tables of cases, the judged messages of the sample, and laws.

use nohold::{AsideKind, KnowledgeBase, Query, Triage};
use proptest::prelude::*;

use crate::answers::sample;
use crate::fuzz_cases::message::check;

/// Two articles that differ, with owners.
fn kb() -> KnowledgeBase {
    KnowledgeBase::builder()
        .article(
            "post/lost.md",
            "---\nowner: Post\nteam: Parcels\ncontact: post@shop.example\ntags: [parcels]\n---\n# A parcel is lost\n\n\
             We send your parcel again.\n\n## Claim a lost parcel\n\nClaim within 30 days.",
        )
        .article(
            "pay/invoices.md",
            "---\nowner: Finance\ntags: [money]\n---\n# Invoices\n\nEvery invoice is in your account.\n\n\
             ## Copy of an invoice\n\nPrint a copy there.",
        )
        .build()
        .unwrap()
}

fn texts<'m>(message: &'m str, triage: &Triage) -> Vec<&'m str> {
    triage.requests().iter().map(|request| message.get(request.range()).unwrap()).collect()
}

#[test]
fn what_is_put_around_a_message_asks_nothing() {
    use AsideKind::{Automatic, Disclaimer, Greeting, Header, OtherSpeaker, Quoted, Remark, Signature};
    let asked = "Where is my invoice?";
    let cases: [(&str, &[&str], &[AsideKind]); 20] = [
        (asked, &[asked], &[]),
        ("Hello Ann,\n\nWhere is my invoice?\n\nKind regards\nTom", &[asked], &[Greeting, Signature, Signature]),
        ("Where is my invoice?\r\n-- \r\nTom, Tom Ltd", &[asked], &[Signature, Signature]),
        ("Subject: Bill\nFrom: a@b.example\n\nWhere is my invoice?", &[asked], &[Header, Header]),
        ("Where is my invoice?\n\nOn 3 May 2026, Ann wrote:\n> Is my parcel lost?", &[asked], &[Quoted, Quoted]),
        (
            "Where is my invoice?\n\nOn 3 May 2026, Ann\n<a@b.example> wrote:\n\nIs my parcel lost?",
            &[asked],
            &[Quoted; 3],
        ),
        ("Where is my invoice?\n\nAm 3.5. schrieb A <a@b.example>:\n\nIs my parcel lost?", &[asked], &[Quoted; 2]),
        ("Where is my invoice?\n\n-----Original Message-----\nFrom: x\n\nIs my parcel lost?", &[asked], &[Quoted; 3]),
        ("Where is my invoice?\n\n________________\nFrom: x\n\nIs my parcel lost?", &[asked], &[Quoted; 3]),
        ("> Lost the parcel?\nWhere is my invoice?", &[asked], &[Quoted]),
        (
            "Where is my invoice?\n\nThis e-mail is confidential and only for the addressee; notify the sender.",
            &[asked],
            &[Disclaimer],
        ),
        ("Agent: Hello, is your parcel lost?\nCustomer: Where is my invoice?", &[asked], &[OtherSpeaker, Header]),
        (
            "[10:01] ann: Where is my invoice?\n[10:02] Shop: Is a parcel lost?\n[10:03] ann: thanks",
            &[asked],
            &[Header, OtherSpeaker, Header, Remark],
        ),
        (
            "Fwd\n\n---------- Forwarded message ---------\nFrom: x\n\nHello,\nWhere is my invoice?",
            &[asked],
            &[Remark, Header, Header, Greeting],
        ),
        ("Thank you very much for the invoice!", &[], &[Remark]),
        ("I am out of the office, in urgent cases ask about your invoice.", &[], &[Automatic]),
        ("hi, cancel the invoice", &["hi, cancel the invoice"], &[]),
        ("Hello,\nplease send my invoice\nThanks", &["please send my invoice"], &[Greeting, Signature]),
        ("", &[], &[]),
        ("> \n>\n\n   \n", &[], &[Quoted, Quoted]),
    ];
    let kb = kb();
    for (message, expected, kinds) in cases {
        let triage = kb.triage(message).unwrap();
        assert_eq!(texts(message, &triage), expected, "{message}");
        let found: Vec<AsideKind> = triage.asides().iter().map(nohold::Aside::kind).collect();
        assert_eq!(found, kinds, "{message}");
    }
}

#[test]
fn requests_are_separate_and_go_to_their_owners() {
    let parcel = ("A parcel is lost", "Post");
    let invoice = ("Invoices", "Finance");
    let cases: [(&str, &[(&str, &str)]); 6] = [
        ("My parcel is lost. Also, where is my invoice?", &[parcel, invoice]),
        ("- My parcel is lost\n- A copy of the invoice, please", &[parcel, invoice]),
        ("My parcel is lost.\n\nPlease send a copy of the invoice.", &[parcel, invoice]),
        ("hi um my parcel is lost and the other thing is where is my invoice", &[parcel, invoice]),
        ("The parcel is lost. Can you send the parcel again?", &[parcel]),
        ("Where is the invoice? I need it.", &[invoice]),
    ];
    let kb = kb();
    for (message, expected) in cases {
        let triage = kb.triage(message).unwrap();
        let found: Vec<(&str, &str)> = triage
            .requests()
            .iter()
            .map(|request| {
                (request.hit().map_or("", |hit| hit.title()), request.owner().map_or("", |owner| owner.name()))
            })
            .collect();
        assert_eq!(found, expected, "{message}");
    }
    let lost = kb.triage("My parcel is lost.").unwrap();
    let owner = lost.requests()[0].owner().unwrap();
    assert_eq!((owner.team(), owner.contact(), owner.is_likely()), ("Parcels", "post@shop.example", false));
}

#[test]
fn in_doubt_nothing_is_shown_and_places_hold() {
    let kb = kb();
    let triage = kb.triage("Do you rent out canoes on the lake?").unwrap();
    let request = &triage.requests()[0];
    assert_eq!((request.hit(), request.owner()), (None, None));
    let within = kb.triage(Query::new("Where is my invoice?").within("post")).unwrap();
    assert!(within.requests().iter().all(|request| request.results().iter().all(|hit| hit.id().starts_with("post/"))));
}

#[test]
fn what_is_not_read_is_said() {
    let long = "Where is my invoice? ".repeat(5_000);
    let triage = kb().triage(long.as_str()).unwrap();
    let unread = triage.asides().iter().filter(|aside| aside.kind() == AsideKind::Unread);
    assert_eq!(unread.max_by_key(|aside| aside.range().end).map(|aside| aside.range().end), Some(long.len()));
    assert_eq!(kb().triage("🙂").unwrap().requests().len(), 0);
}

#[test]
fn without_articles_requests_are_told_apart_all_the_same() {
    let empty = KnowledgeBase::builder().build().unwrap();
    let message = "Where is my invoice?\n\nAlso, can you mend a kettle?";
    let triage = empty.triage(message).unwrap();
    assert_eq!(texts(message, &triage).len(), 2);
    assert!(triage.requests().iter().all(|request| request.hit().is_none() && request.owner().is_none()));
}

#[test]
fn help_is_never_empty() {
    let kb = kb();
    let cases = [
        (Query::new("zzyzx"), false, Some("money"), "Invoices", Some("Finance")),
        (Query::new("lost xylophone"), true, Some("parcels"), "A parcel is lost", Some("Post")),
        (Query::new(""), false, Some("money"), "Invoices", Some("Finance")),
        (Query::new("invoice").within("post"), false, Some("parcels"), "A parcel is lost", Some("Post")),
        (Query::new("invoice").filter("owner", "nobody"), false, None, "", None),
    ];
    for (query, is_near, topic, related, owner) in cases {
        let help = kb.help(query.clone()).unwrap();
        assert_eq!(help.is_near(), is_near, "{query:?}");
        assert_eq!(help.topics().first().map(|topic| topic.value.as_str()), topic, "{query:?}");
        assert_eq!(help.related().first().map_or("", |related| related.title.as_str()), related, "{query:?}");
        assert_eq!(help.owner().map(nohold::Owner::name), owner, "{query:?}");
    }
    let misspelt = kb.help("invoce").unwrap();
    assert_eq!(misspelt.suggestion(), Some("invoice"));
    let bare = KnowledgeBase::builder().article("a.md", "# Only this\n\nText.").build().unwrap().help("zzyzx").unwrap();
    assert_eq!((bare.related()[0].title.as_str(), bare.topics().first(), bare.owner()), ("Only this", None, None));
    assert_eq!(KnowledgeBase::builder().build().unwrap().help("").unwrap(), nohold::Help::default());
}

/// What readers may not see is in no part of the help for them.
#[test]
fn help_is_for_its_audience() {
    let kb = KnowledgeBase::builder()
        .article("in.md", "---\naudience: internal\nowner: Secret\ntags: [hush]\n---\n# Inner")
        .article("out.md", "---\nowner: Desk\n---\n# Outer")
        .for_audience("public", "2026-11-01".parse().unwrap())
        .build()
        .unwrap();
    let shown = format!("{:?}", kb.help("inner").unwrap());
    assert!(shown.contains("Outer") && !["Secret", "hush", "Inner"].iter().any(|word| shown.contains(word)), "{shown}");
}

/// Lines of mails, to be put together at random.
fn line() -> impl Strategy<Value = String> {
    prop_oneof![
        Just("Where is my invoice?".to_owned()),
        Just("On 3 May 2026, Ann wrote:".to_owned()),
        Just("-----Original Message-----".to_owned()),
        Just("---------- Forwarded message ---------".to_owned()),
        Just("From: a@b.example".to_owned()),
        Just("Agent: the parcel is lost".to_owned()),
        Just("Customer: and is my parcel lost, and do you have an invoice".to_owned()),
        Just("Kind regards".to_owned()),
        Just("-- ".to_owned()),
        Just("住所を変えたいです。見られますか。".to_owned()),
        Just(String::new()),
        "[ >*-]{0,3}\\PC{0,30}",
    ]
}

/// By split: measures as `nohold triage --help` tells them, somewhat below what they are.
#[cfg(feature = "cli")]
const FLOORS: [(&str, [(&str, f64); 5]); 2] = [
    ("train", [("found", 0.94), ("precision", 0.96), ("article@1", 0.46), ("owner@1", 0.65), ("nothing", 1.0)]),
    ("test", [("found", 0.89), ("precision", 0.93), ("article@1", 0.35), ("owner@1", 0.56), ("nothing", 1.0)]),
];

/// Figures that the triage of the sample's messages does not fall below: see `kb-sample/README.md` for what is held out.
#[test]
#[cfg(feature = "cli")]
fn judged_messages() {
    let root = std::path::PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("kb-sample");
    let (kb, judged) = (root.to_str().unwrap(), root.join("messages.jsonl"));
    for (split, floors) in FLOORS {
        let figures =
            crate::cli::json(&["triage", kb, "--judged", judged.to_str().unwrap(), "--split", split, "--json"]);
        for (measure, floor) in floors {
            assert!(figures[measure].as_f64().unwrap() >= floor, "{split}: {measure} of {figures}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_text_is_a_message(message in "(?s).{0,300}") {
        check(&sample().triage(message.as_str()).unwrap(), &message);
    }

    #[test]
    fn any_lines_are_a_message(lines in prop::collection::vec(line(), 0..14), end in prop_oneof!["\n", "\r\n", "\r"]) {
        let message = lines.join(&end);
        check(&sample().triage(message.as_str()).unwrap(), &message);
    }
}
