//! Holds the two kinds of segment against each other on data of your own: does an edition answer exactly as the index
//! that it was written from?
//!
//! `cargo run --release --example both_kinds -- SOURCE QUERIES.jsonl [LANG]`, where a line of the queries has a `text`.

use nohold::{KnowledgeBase, Query, Results};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut args = std::env::args().skip(1);
    let (source, queries) = args.next().zip(args.next()).ok_or("usage: both_kinds SOURCE QUERIES.jsonl [LANG]")?;
    let lang = args.next().unwrap_or_default();
    let built = KnowledgeBase::builder().lang(lang).source(source)?.build()?;
    let opened = KnowledgeBase::from_bytes(built.to_bytes()?)?;
    let (mut count, mut different) = (0, 0);
    for line in std::fs::read_to_string(queries)?.lines() {
        let line: serde_json::Value = serde_json::from_str(line)?;
        let query = Query::new(line.get("text").and_then(serde_json::Value::as_str).unwrap_or_default()).limit(100);
        count += 1;
        if !same(&built.search(query.clone())?, &opened.search(query.clone())?) {
            different += 1;
            println!("different: {}", query.text());
        }
    }
    println!("{count} queries, {different} answered differently");
    if different > 0 { Err("the two kinds of segment do not agree".into()) } else { Ok(()) }
}

/// The same articles and sections in the same order, with scores equal to a millionth.
fn same(built: &Results, opened: &Results) -> bool {
    built.total() == opened.total()
        && built.len() == opened.len()
        && built.iter().zip(opened).all(|(a, b)| {
            let urls = |hit: &nohold::Hit| hit.sections().map(|section| section.url().to_owned()).collect::<Vec<_>>();
            a.id() == b.id() && urls(a) == urls(b) && (a.score() - b.score()).abs() < 1e-6
        })
}
