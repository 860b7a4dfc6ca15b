//! The corpora of fuzzing as cases: what the targets in `tests/fuzz` do with any bytes is done here with every file of
//! their seeds, among which is all that fuzzing has found.

pub(crate) mod edition;
mod front_matter;
mod json_lines;
pub(crate) mod markdown;
pub(crate) mod message;
mod query;
mod synonyms;

use std::fs;
use std::path::{Path, PathBuf};

/// Runs a target on its corpus. The package is without corpora.
fn run_all(target: &str, run: fn(&[u8])) {
    let fuzz = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fuzz");
    if !fuzz.exists() {
        return;
    }
    let mut files: Vec<PathBuf> =
        fs::read_dir(fuzz.join("corpus").join(target)).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    assert!(files.len() >= 10, "{target} has {} seeds", files.len());
    for file in files {
        println!("{}", file.display());
        run(&fs::read(&file).unwrap());
    }
}

#[test]
fn edition_seeds() {
    run_all("edition", edition::run);
}

#[test]
fn front_matter_seeds() {
    run_all("front_matter", front_matter::run);
}

#[test]
fn json_lines_seeds() {
    run_all("json_lines", json_lines::run);
}

#[test]
fn markdown_seeds() {
    run_all("markdown", markdown::run);
}

#[test]
fn query_seeds() {
    run_all("query", query::run);
}

#[test]
fn synonyms_seeds() {
    run_all("synonyms", synonyms::run);
}

#[test]
fn message_seeds() {
    run_all("message", message::run);
}
