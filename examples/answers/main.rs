//! When to answer and when to be silent: prints what confidence is worth on judged queries, and fits its weights anew.
//!
//! `cargo run --release --example answers -- FOLDER[,ARTICLES]...`, where a folder holds `queries.jsonl` and what answers
//! them: as `answers` in the queries, or in `qrels.tsv`. The articles lie in ARTICLES: a folder or a `.jsonl` file; without
//! it in the folder itself.
//!
//! A query that something answers becomes one that nothing answers by leaving articles out: every set is asked as it is,
//! and three times with a third of its articles gone. Then the weights are fitted to four fifths of the queries and tried on
//! the last fifth, in turn, so that no query is judged by weights that have seen it, in whatever form.

mod fit;
mod sets;

use std::error::Error;

use fit::{Example, Right, Weights};
use sets::Set;

type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// The queries of a set are cut into so many parts, each of which is judged by what was learned from the others.
const PARTS: usize = 5;

/// Shares of the answerable queries that get an answer.
const COVERAGES: [f64; 8] = [0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9];

fn main() -> Result<()> {
    let sets = std::env::args().skip(1).map(|arg| Set::open(&arg)).collect::<Result<Vec<_>>>()?;
    if sets.is_empty() {
        return Err("usage: answers FOLDER[,ARTICLES]...".into());
    }
    for set in &sets {
        println!("\n{}, with the confidence that the library has:", set.name);
        print_curves(set, |example| example.confidence);
    }
    let trained: Vec<Weights> = (0..PARTS).map(|part| Weights::fit(&sets, &|one| one.query % PARTS != part)).collect();
    for set in &sets {
        println!("\n{}, with weights fitted to the other {} parts of the queries of all sets:", set.name, PARTS - 1);
        let of = |example: &Example| trained.get(example.query % PARTS);
        print_curves(set, |example| of(example).map_or(0.0, |weights| weights.confidence(&example.signs)));
    }
    println!("\nweights fitted to all queries:\n{}", Weights::fit(&sets, &|_| true));
    Ok(())
}

fn print_curves(set: &Set, confidence: impl Fn(&Example) -> f64) {
    for (name, is_whole) in [("all articles", true), ("two thirds of them", false)] {
        println!("{name}");
        let examples = set.examples.iter().filter(|one| one.is_whole == is_whole);
        print_curve(examples.map(|one| (confidence(one), one)).collect());
    }
}

/// What is gained and lost as fewer and fewer answers are held back.
fn print_curve(mut surest: Vec<(f64, &Example)>) {
    surest.sort_by(|a, b| b.0.total_cmp(&a.0));
    let answerable = surest.iter().filter(|(_, one)| one.is_answerable).count() as f64;
    let others = surest.len() as f64 - answerable;
    let (mut answered, mut articles, mut sections, mut wrong) = (0.0, 0.0, 0.0, 0.0);
    let mut coverages = COVERAGES.iter().peekable();
    println!("{:>9} {:>10} {:>9} {:>9} {:>9}", "coverage", "confidence", "article", "section", "silence");
    for (confidence, one) in surest {
        let add = |sum: &mut f64, is: bool| *sum += f64::from(u8::from(is));
        add(if one.is_answerable { &mut answered } else { &mut wrong }, true);
        add(&mut articles, one.right >= Right::Article);
        add(&mut sections, one.right >= Right::Section);
        while let Some(coverage) = coverages.next_if(|coverage| answered >= **coverage * answerable) {
            let (article, section, silence) = (articles / answered, sections / answered, 1.0 - wrong / others);
            println!("{coverage:>9.2} {confidence:>10.3} {article:>9.3} {section:>9.3} {silence:>9.3}");
        }
    }
}
