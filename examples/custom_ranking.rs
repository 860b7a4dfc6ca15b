//! Constants of ranking of one's own, and why hits then stand where they do: the same articles, here without any weight on
//! titles, as for a knowledge base whose titles are numbers. Measure before you keep yours: `nohold eval` does.
//!
//! `cargo run --example custom_ranking -- [QUESTION]`

use nohold::{KnowledgeBase, Ranking, Results};

fn main() -> nohold::Result<()> {
    let question = std::env::args().nth(1).unwrap_or_else(|| "refund for a webinar".to_owned());
    let kb = KnowledgeBase::open("kb-sample")?;
    let mut own = Ranking::default();
    (own.title, own.title_words) = (0.0, 0.0);
    let without_titles = kb.with_ranking(own); // shares the articles, and leaves `kb` as it is

    show("by default", &kb.search(question.as_str())?);
    show("without titles", &without_titles.search(question.as_str())?);
    Ok(())
}

/// The parts of a score add up to it.
fn show(ranking: &str, results: &Results) {
    println!("{ranking}:");
    for (rank, hit) in (1..=3).zip(results) {
        println!("{rank}. {} > {}\n   {}", hit.title(), hit.heading(), hit.explain());
        for (part, value) in hit.explain().parts().iter().filter(|part| part.1 != 0.0) {
            println!("   {part:20} {value:7.3} {:4.0} %", 100.0 * value / hit.score());
        }
    }
    println!();
}
