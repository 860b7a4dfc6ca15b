//! The shortest way: a folder of Markdown, a question, and the passage that answers it with where it is from; or, where no
//! passage stands out, the best sections.
//!
//! `cargo run --example quick_start -- [FOLDER] [QUESTION]`

use nohold::KnowledgeBase;

fn main() -> nohold::Result<()> {
    let mut args = std::env::args().skip(1);
    let folder = args.next().unwrap_or_else(|| "kb-sample".to_owned());
    let question = args.next().unwrap_or_else(|| "how do i get my mony back".to_owned());

    let kb = KnowledgeBase::open(folder)?; // an edition, one file made with `kb.save`, opens in the same way
    let results = kb.search(question.as_str())?; // typos, half words, no syntax

    for word in results.corrections() {
        println!("({} was read as {})", word.typed(), word.read());
    }
    if let Some(answer) = results.answer() {
        println!("{answer}\n");
        println!("    {} > {}", answer.hit().title(), answer.hit().heading());
        println!("    {}", answer.hit().url());
        return Ok(());
    }
    println!("No passage stands out. The best sections:");
    for hit in results.iter().take(3) {
        println!("{} > {}\n    {}", hit.title(), hit.heading(), hit.snippet().text());
    }
    Ok(())
}
