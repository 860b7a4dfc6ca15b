//! What customers ask, and which articles answer it, as a test of your own project: a change to the articles that makes them
//! harder to find fails, and says which questions and what came instead.
//!
//! `cargo test --example judged_queries`, or `cargo run --example judged_queries -- [FOLDER] [QUERIES]` for the figures.

use std::error::Error;
use std::fs;

use nohold::{KnowledgeBase, Query};
use serde_json::Value;

/// Of so many questions, as a share, one of the first three hits has to answer.
const FLOOR: f64 = 0.85;

/// How many questions there are that something answers, and those that none of the first three hits does.
fn misses(folder: &str, queries: &str) -> Result<(usize, Vec<String>), Box<dyn Error>> {
    let kb = KnowledgeBase::open(folder)?;
    let (mut asked, mut misses) = (0, Vec::new());
    for line in fs::read_to_string(queries)?.lines() {
        let judged: Value = serde_json::from_str(line)?;
        let field = |value: &Value, key: &str| value.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
        let answers = judged.get("answers").and_then(Value::as_array).cloned().unwrap_or_default();
        if answers.is_empty() {
            continue; // nothing answers: that is for `nohold eval`
        }
        asked += 1;
        let text = field(&judged, "text");
        let results = kb.search(Query::new(text.as_str()).limit(3))?;
        if !results.iter().any(|hit| answers.iter().any(|answer| field(answer, "id") == hit.id())) {
            let instead: Vec<&str> = results.iter().map(nohold::Hit::title).collect();
            misses.push(format!("{}: {text}\n    found {instead:?}", field(&judged, "qid")));
        }
    }
    Ok((asked, misses))
}

fn share(asked: usize, misses: &[String]) -> f64 {
    1.0 - misses.len() as f64 / asked as f64
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut args = std::env::args().skip(1);
    let folder = args.next().unwrap_or_else(|| "kb-sample".to_owned());
    let (asked, misses) = misses(&folder, &args.next().unwrap_or(format!("{folder}/queries.jsonl")))?;
    println!(
        "{:.3} of {asked} are answered among the first three, {FLOOR} is wanted; these are not:",
        share(asked, &misses)
    );
    println!("{}", misses.join("\n"));
    Ok(())
}

#[test]
fn customers_find_what_they_ask_for() -> Result<(), Box<dyn Error>> {
    let (asked, misses) = misses("kb-sample", "kb-sample/queries.jsonl")?;
    assert!(share(asked, &misses) >= FLOOR, "too few are answered:\n{}", misses.join("\n"));
    Ok(())
}
