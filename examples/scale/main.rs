//! How cost grows: a folder of Markdown multiplied to each number of sections, then read, built, saved, opened, searched
//! and edited. Every step is a process of its own, so that its memory is its own, too. Prints the tables of
//! `src/docs/performance.md` and writes its plot.
//!
//! `cargo run --release --features cli --example scale -- [--source FOLDER]... [--sections 1000,10000] [--docs]`
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

#[path = "../../benches/material/mod.rs"]
mod material;
mod plot;
mod steps;
mod tables;

use std::error::Error;
use std::fs;
use std::io::BufWriter;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use clap::Parser;
use nohold::markdown::{Settings, parse};

use material::corpus::Corpus;
use material::figures::whole;
use material::page;
use material::questions::Watcher;
use steps::{Figures, Step};

type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// What it costs to read, build, save, open, search and edit, by the number of sections
#[derive(Parser)]
struct Args {
    /// A folder of Markdown that is multiplied; again to measure with another one, too; by default kb-sample
    #[arg(long)]
    source: Vec<PathBuf>,
    /// At least so many sections, one number after another
    #[arg(long, value_delimiter = ',', default_value = "1000,10000,100000,1000000")]
    sections: Vec<usize>,
    /// At most so many queries of each kind
    #[arg(long, default_value_t = 100)]
    queries: usize,
    /// Where the articles and editions go, which are removed in the end; 1,000,000 sections take up to 3 GB
    #[arg(long, default_value = concat!(env!("CARGO_MANIFEST_DIR"), "/target/scale"))]
    scratch: PathBuf,
    /// Where to write the plot
    #[arg(long)]
    plot: Option<PathBuf>,
    /// Renew `src/docs/performance.md` and its plot
    #[arg(long)]
    docs: bool,
    /// One step of a measurement: what this program runs of itself
    #[arg(long, hide = true)]
    step: Option<Step>,
}

/// What was measured of one source.
struct Curve {
    name: String,
    sizes: Vec<Figures>,
}

fn main() -> Result<()> {
    let args = Args::parse();
    if let Some(step) = args.step {
        let figures = step.run(&args.scratch)?;
        return Ok(serde_json::to_writer(std::io::stdout().lock(), &figures)?);
    }
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("kb-sample");
    let sources = if args.source.is_empty() { vec![sample] } else { args.source.clone() };
    let curves = sources.iter().map(|source| measure(source, &args)).collect::<Result<Vec<Curve>>>()?;
    let text = format!("Machine: {}.\n\n{}", page::machine(), tables::all(&curves));
    println!("{text}");
    let picture = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/docs/performance.svg");
    if let Some(path) = args.plot.as_ref().or(args.docs.then_some(&picture)) {
        fs::write(path, plot::draw(&curves))?;
    }
    if args.docs { Ok(page::put("scale", &text)?) } else { Ok(()) }
}

fn measure(source: &Path, args: &Args) -> Result<Curve> {
    let corpus = Corpus::read(source)?;
    let name = source.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let mut sizes = Vec::new();
    for &sections in &args.sections {
        let folder = args.scratch.join(format!("{name}-{sections}"));
        let _ = fs::remove_dir_all(&folder);
        let mut figures = make(&corpus, sections, args.queries, &folder)?;
        for step in Step::ALL {
            eprintln!("{name}, {} sections: {step:?}", whole(figures["sections"]));
            figures.extend(in_a_process(step, &folder)?);
        }
        fs::remove_dir_all(&folder)?;
        sizes.push(figures);
    }
    Ok(Curve { name, sizes })
}

/// Writes articles until there are so many sections, and questions about them.
fn make(corpus: &Corpus, sections: usize, queries: usize, folder: &Path) -> Result<Figures> {
    let (mut made, mut bytes, mut paths, mut watcher) = (0, 0, Vec::new(), Watcher::default());
    // Questions are asked of articles from all over: of the first, the last and those between them.
    let every = (sections / 8 / queries).max(1);
    for file in corpus.files() {
        if made >= sections {
            break;
        }
        let article = parse(&file.path, file.text.as_bytes(), &Settings::default()).article;
        watcher.see(&article, every);
        (made, bytes) = (made + article.sections.len(), bytes + file.text.len());
        let path = folder.join("kb").join(&file.path);
        fs::create_dir_all(path.parent().unwrap_or(folder))?;
        fs::write(path, &file.text)?;
        paths.push(file.path);
    }
    let mut kinds = watcher.kinds();
    for of_kind in kinds.values_mut() {
        spread(of_kind, queries);
    }
    serde_json::to_writer(BufWriter::new(fs::File::create(folder.join("kinds.json"))?), &kinds)?;
    let counts = [("sections", made), ("articles", paths.len()), ("Markdown", bytes)];
    spread(&mut paths, steps::EDITS);
    fs::write(folder.join("edited.json"), serde_json::to_vec(&paths)?)?;
    Ok(counts.map(|(name, count)| (name.to_owned(), count as f64)).into())
}

/// Leaves so many of them, equally far from one another.
fn spread(texts: &mut Vec<String>, count: usize) {
    let all = texts.len();
    let mut at = 0;
    texts.retain(|_| {
        at += 1;
        all <= count || at * count / all != (at - 1) * count / all
    });
}

fn in_a_process(step: Step, folder: &Path) -> Result<Figures> {
    let output = Command::new(std::env::current_exe()?)
        .args(["--step", step.name(), "--scratch"])
        .arg(folder)
        .stderr(Stdio::inherit())
        .output()?;
    if !output.status.success() {
        return Err(format!("{step:?} failed: {}", output.status).into());
    }
    Ok(serde_json::from_slice(&output.stdout)?)
}
