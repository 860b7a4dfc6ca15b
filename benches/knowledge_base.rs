//! What it costs to read, build, open and search the sample knowledge base. `cargo bench` measures; with `-- --test` every
//! bench runs once.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, missing_docs)]

use std::collections::BTreeMap;
use std::hint::black_box;
use std::path::{Path, PathBuf};

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use nohold::markdown::{Settings, parse};
use nohold::{KnowledgeBase, Query};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("kb-sample")
}

/// The sample's files, as path and text.
fn files() -> Vec<(String, Vec<u8>)> {
    let mut files = Vec::new();
    let mut folders = vec![root()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "md") {
                let relative = path.strip_prefix(root()).unwrap().to_str().unwrap().to_owned();
                files.push((relative, std::fs::read(&path).unwrap()));
            }
        }
    }
    files
}

/// The judged queries by kind.
fn queries() -> BTreeMap<String, Vec<String>> {
    let text = std::fs::read_to_string(root().join("queries.jsonl")).unwrap();
    let mut kinds: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for line in text.lines() {
        let line: serde_json::Value = serde_json::from_str(line).unwrap();
        let text = |key: &str| line[key].as_str().unwrap().to_owned();
        kinds.entry(text("kind")).or_default().push(text("text"));
    }
    kinds
}

fn reading(criterion: &mut Criterion) {
    let files = files();
    let mut group = criterion.benchmark_group("read");
    group.throughput(Throughput::Bytes(files.iter().map(|(_, text)| text.len() as u64).sum()));
    let settings = Settings::default();
    group.bench_function("markdown", |bencher| {
        bencher.iter(|| {
            files.iter().map(|(path, text)| parse(path, text, &settings).article.sections.len()).sum::<usize>()
        });
    });
    group.finish();
}

fn making(criterion: &mut Criterion) {
    let files = files();
    let build =
        || files.iter().fold(KnowledgeBase::builder(), |b, (path, text)| b.article(path, text)).build().unwrap();
    let kb = build();
    let bytes = kb.to_bytes().unwrap();
    let mut group = criterion.benchmark_group("make");
    group.throughput(Throughput::Elements(kb.sections() as u64));
    group.bench_function("build", |bencher| bencher.iter(build));
    group.bench_function("write", |bencher| bencher.iter(|| kb.to_bytes().unwrap()));
    group.bench_function("open", |bencher| {
        bencher.iter(|| KnowledgeBase::from_bytes(black_box(bytes.clone())).unwrap());
    });
    group.finish();
}

fn searching(criterion: &mut Criterion) {
    let built = KnowledgeBase::open(root()).unwrap();
    let opened = KnowledgeBase::from_bytes(built.to_bytes().unwrap()).unwrap();
    for (name, kb) in [("search built", built), ("search opened", opened)] {
        let mut group = criterion.benchmark_group(name);
        for (kind, texts) in queries() {
            group.throughput(Throughput::Elements(texts.len() as u64));
            let all = || texts.iter().map(|text| kb.search(Query::new(text)).unwrap().len()).sum::<usize>();
            group.bench_function(kind, |bencher| bencher.iter(all));
        }
        group.finish();
    }
}

criterion_group!(benches, reading, making, searching);
criterion_main!(benches);
