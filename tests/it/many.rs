//! The law of many queries: each is answered as if it were the only one, whatever number of threads there are.

use nohold::{KnowledgeBase, Query};

use crate::answers::{judged, sample};

fn assert_as_one_by_one(kb: &KnowledgeBase, queries: &[Query], threads: usize) {
    let many = kb.search_many(queries.iter().cloned(), threads);
    assert_eq!(many.len(), queries.len(), "{threads} threads");
    for (query, results) in queries.iter().zip(many) {
        let alone = kb.search(query.clone()).unwrap();
        assert_eq!(results.unwrap(), alone, "{threads} threads: {}", query.text());
    }
}

#[test]
fn threads_change_nothing() {
    let built = sample();
    let opened = KnowledgeBase::from_bytes(built.to_bytes().unwrap()).unwrap();
    let queries: Vec<Query> = judged().iter().map(|query| Query::new(&query.text).limit(3)).collect();
    for kb in [built, &opened] {
        for threads in [0, 1, 2, 7] {
            assert_as_one_by_one(kb, &queries, threads);
        }
    }
}

/// Bad input: nothing to do, fewer queries than threads, more threads than any system has, what is no query at all, one
/// that is far too long.
#[test]
fn any_number_of_anything() {
    let kb = sample();
    assert!(kb.search_many(Vec::<Query>::new(), 4).is_empty());
    for threads in [2, 1_000, usize::MAX] {
        assert_as_one_by_one(kb, &["refund"].map(Query::from), threads);
        assert_as_one_by_one(kb, &["", "\0", "((", "refund \u{fffd}"].map(Query::from), threads);
    }
    assert_as_one_by_one(kb, &[Query::new("refund ".repeat(20_000)), Query::new("parcel")], 2);
}

/// Every query is told of what happened to the file, and none is left out.
#[cfg(all(feature = "fs", unix))]
#[test]
fn each_query_has_an_error_of_its_own() {
    let folder = std::env::temp_dir().join(format!("nohold-many-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let file = folder.join("kb.nohold");
    sample().save(&file).unwrap();
    let kb = KnowledgeBase::open(&file).unwrap();
    let bytes = std::fs::read(&file).unwrap();
    std::fs::write(&file, [&bytes[..], b"x"].concat()).unwrap();
    let kinds: Vec<nohold::ErrorKind> =
        kb.search_many(["refund", "parcel", ""], 2).into_iter().map(|results| results.unwrap_err().kind()).collect();
    assert_eq!(kinds, [nohold::ErrorKind::Corrupt; 3]);
    std::fs::remove_dir_all(&folder).unwrap();
}
