//! What it costs to read, build, write, open, search and edit, beside raw tantivy on the same sections. `cargo bench`
//! measures 10,000 articles, or `NOHOLD_BENCH_ARTICLES`; with `-- --test` every bench runs once, on fewer. For ratios,
//! `examples/ratios.rs` has all of them take turns.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, missing_docs)]

mod material;

use std::hint::black_box;
use std::path::Path;
use std::sync::LazyLock;

use criterion::{Criterion, SamplingMode, Throughput, criterion_group, criterion_main};
use nohold::article::Article;
use nohold::markdown::{Settings, parse};
use nohold::{KnowledgeBase, Query};

use material::corpus::{Corpus, File};
use material::questions::{Kinds, Watcher, judged};
use material::raw::{Raw, Section};

const SAMPLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/kb-sample");
/// So many articles there are by default, and in a test; and so many queries of a kind at most.
const ARTICLES: usize = 10_000;
const IN_A_TEST: usize = 288;
const QUERIES: usize = 40;

/// What is measured with, made once.
struct Material {
    files: Vec<File>,
    sections: Vec<Section>,
    kinds: Kinds,
    built: KnowledgeBase,
    bytes: Vec<u8>,
}

static MATERIAL: LazyLock<Material> = LazyLock::new(|| {
    let files: Vec<File> = Corpus::read(Path::new(SAMPLE)).unwrap().files().take(articles()).collect();
    let (mut sections, mut watcher) = (Vec::new(), Watcher::default());
    for file in &files {
        let article = read(file);
        watcher.see(&article, files.len() / QUERIES);
        sections.extend(Section::of(&article));
    }
    let mut kinds = watcher.kinds();
    kinds.extend(judged(&Path::new(SAMPLE).join("queries.jsonl")).unwrap());
    for queries in kinds.values_mut() {
        queries.truncate(QUERIES);
    }
    let built = build(&files);
    let bytes = built.to_bytes().unwrap();
    Material { files, sections, kinds, built, bytes }
});

fn articles() -> usize {
    let by_default = if std::env::args().any(|arg| arg == "--test") { IN_A_TEST } else { ARTICLES };
    std::env::var("NOHOLD_BENCH_ARTICLES").map_or(by_default, |number| number.parse().unwrap())
}

fn read(file: &File) -> Article {
    parse(&file.path, file.text.as_bytes(), &Settings::default()).article
}

fn build(files: &[File]) -> KnowledgeBase {
    files
        .iter()
        .fold(KnowledgeBase::builder(), |builder, file| builder.article(&file.path, &file.text))
        .build()
        .unwrap()
}

fn reading(criterion: &mut Criterion) {
    let files = &MATERIAL.files;
    let mut group = criterion.benchmark_group("read");
    group.sample_size(10).sampling_mode(SamplingMode::Flat);
    group.throughput(Throughput::Bytes(files.iter().map(|file| file.text.len() as u64).sum()));
    group.bench_function("markdown", |bencher| {
        bencher.iter(|| files.iter().map(|file| read(file).sections.len()).sum::<usize>());
    });
    group.finish();
}

fn making(criterion: &mut Criterion) {
    let Material { files, sections, built, bytes, .. } = &*MATERIAL;
    let mut group = criterion.benchmark_group("make");
    group.sample_size(10).sampling_mode(SamplingMode::Flat);
    group.throughput(Throughput::Elements(sections.len() as u64));
    group.bench_function("build", |bencher| bencher.iter(|| build(files)));
    group.bench_function("write", |bencher| bencher.iter(|| built.to_bytes().unwrap()));
    group.bench_function("open", |bencher| {
        bencher.iter(|| KnowledgeBase::from_bytes(black_box(bytes.clone())).unwrap());
    });
    group.bench_function("tantivy, from ready text", |bencher| bencher.iter(|| Raw::build(sections).unwrap()));
    group.finish();
}

fn searching(criterion: &mut Criterion) {
    let Material { sections, kinds, built, bytes, .. } = &*MATERIAL;
    let opened = KnowledgeBase::from_bytes(bytes.clone()).unwrap();
    let raw = Raw::build(sections).unwrap();
    for (kind, texts) in kinds {
        let mut group = criterion.benchmark_group(format!("search, {kind}"));
        group.sample_size(10).sampling_mode(SamplingMode::Flat).throughput(Throughput::Elements(texts.len() as u64));
        for (name, kb) in [("built", built), ("opened", &opened)] {
            let all = || texts.iter().map(|text| kb.search(Query::new(text)).unwrap().len()).sum::<usize>();
            group.bench_function(name, |bencher| bencher.iter(all));
        }
        group.bench_function("tantivy", |bencher| bencher.iter(|| total(texts, |text| raw.exact(text))));
        group.bench_function("tantivy, fuzzy", |bencher| bencher.iter(|| total(texts, |text| raw.fuzzy(text))));
        group.finish();
    }
}

fn total(texts: &[String], search: impl Fn(&str) -> usize) -> usize {
    texts.iter().map(|text| search(text)).sum()
}

fn many(criterion: &mut Criterion) {
    let Material { kinds, built, .. } = &*MATERIAL;
    let texts: Vec<&String> = kinds.values().flatten().collect();
    let mut group = criterion.benchmark_group("search_many");
    group.sample_size(10).sampling_mode(SamplingMode::Flat).throughput(Throughput::Elements(texts.len() as u64));
    for threads in [1, 2, 4] {
        let all = || built.search_many(texts.iter().map(|text| Query::new(*text)), threads).len();
        group.bench_function(format!("{threads} threads"), |bencher| bencher.iter(all));
    }
    group.finish();
}

/// One article after another gets another text, and is searched.
fn editing(criterion: &mut Criterion) {
    let Material { files, bytes, .. } = &*MATERIAL;
    let kinds = [("built", build(files)), ("opened", KnowledgeBase::from_bytes(bytes.clone()).unwrap())];
    let mut group = criterion.benchmark_group("edit");
    group.sample_size(10).sampling_mode(SamplingMode::Flat);
    for (name, kb) in kinds {
        let mut edits = (0..).zip(files.iter().cycle());
        let mut edit = || {
            let (number, file) = edits.next().unwrap();
            kb.upsert(&file.path, format!("{}\n\nzyxwedited{number}\n", file.text)).unwrap();
            assert_eq!(kb.search(Query::new(format!("zyxwedited{number}"))).unwrap().total(), 1);
        };
        // The first edit of an edition reads all of it.
        edit();
        group.bench_function(name, |bencher| bencher.iter(&mut edit));
    }
    group.finish();
}

criterion_group!(benches, reading, making, searching, many, editing);
criterion_main!(benches);
