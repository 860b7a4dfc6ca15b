//! What each part of the ranking is worth: switches off one at a time and prints how nDCG@10 changes.
//!
//! `cargo run --release --example ablation -- FOLDER[,QRELS]...`, where a folder holds `queries.jsonl`, and `index.nohold`
//! or the articles themselves. What answers a query stands in QRELS, one answer a line (qid, article id and grade, with
//! tabs between); without QRELS in the folder's `qrels.tsv`, or else in the queries, as `answers`.

use std::collections::BTreeMap;
use std::error::Error;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::thread;

use nohold::{Hit, KnowledgeBase, Query, Ranking};
use serde_json::Value;

type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// What is switched off, and how.
type Part = (&'static str, fn(&mut Ranking));

const PARTS: &[Part] = &[
    ("title's own evidence: `title` = 0", |r| r.title = 0.0),
    ("title in the text: `title_words` = 0", |r| r.title_words = 0.0),
    ("best section: `section` = 0", |r| r.section = 0.0),
    ("headings count more: `heading` = 1", |r| r.heading = 1.0),
    ("curated words count more: `curated` = 1", |r| r.curated = 1.0),
    ("curated words: `curated` = 0", |r| r.curated = 0.0),
    ("share of the query found: `coverage` = 0", |r| r.coverage = 0.0),
    ("neighbouring words: `proximity` = 0", |r| r.proximity = 0.0),
    ("close look: `close_look` = 0", |r| r.close_look = 0),
    ("length of articles: `b` = 0", |r| r.b = 0.0),
    ("length of sections: `section_b` = 0", |r| r.section_b = 0.0),
    ("length of titles: `title_b` = 0", |r| r.title_b = 0.0),
    ("all three lengths", |r| (r.b, r.section_b, r.title_b) = (0.0, 0.0, 0.0)),
    ("topic words count more: `topic` = 0", |r| r.topic = 0.0),
    ("other accents count less: `accents` = 0", |r| r.accents = 0.0),
    ("other languages count less: `language` = 0", |r| r.language = 0.0),
    ("function words count less: `function_word` = 1", |r| r.function_word = 1.0),
    ("other spellings: `spelling` = 0", |r| r.spelling = 0.0),
    ("inflections: `inflected` = 0", |r| r.inflected = 0.0),
    ("neighbours as one word: `joined` = 0", |r| r.joined = 0.0),
    ("a word as two: `split` = 0", |r| r.split = 0.0),
    ("synonyms: `synonym` = 0", |r| r.synonym = 0.0),
    ("half-typed words: `prefix`, `prefix_of_known` = 0", |r| (r.prefix, r.prefix_of_known) = (0.0, 0.0)),
    ("longer words count less: `prefix_distance` = 0", |r| r.prefix_distance = 0.0),
    ("typos: none at any length", |r| (r.one_typo_from, r.two_typos_from) = (usize::MAX, usize::MAX)),
    ("two typos: none at any length", |r| r.two_typos_from = usize::MAX),
    ("first letter counts more: `other_first_letter` = 1", |r| r.other_first_letter = 1.0),
    ("typos of known words: `typo_of_known` = 0", |r| r.typo_of_known = 0.0),
    ("likelier corrections count more: `next_candidate` = 1", |r| r.next_candidate = 1.0),
    ("typos of rare words: `known_from` = 1", |r| r.known_from = 1),
    ("slips of the fingers first: `slip` = 1", |r| r.slip = 1),
];

fn main() -> Result<()> {
    let sets = std::env::args().skip(1).map(|arg| Set::open(&arg)).collect::<Result<Vec<_>>>()?;
    if sets.is_empty() {
        return Err("usage: ablation FOLDER[,QRELS]...".into());
    }
    let columns: Vec<&str> = sets.iter().map(|set| set.name.as_str()).chain(["mean"]).collect();
    print_row("switched off", columns.iter().map(ToString::to_string))?;
    print_row("---", columns.iter().map(|_| "--:".to_owned()))?;
    let default = figures(&sets, &Ranking::default())?;
    print_row("nothing", default.iter().map(|figure| format!("{figure:.4}")))?;
    for (name, switch_off) in PARTS {
        let mut ranking = Ranking::default();
        switch_off(&mut ranking);
        let figures = figures(&sets, &ranking)?;
        print_row(name, figures.iter().zip(&default).map(|(figure, default)| change(figure - default)))?;
    }
    Ok(())
}

/// Those of all sets, and their mean.
fn figures(sets: &[Set], ranking: &Ranking) -> Result<Vec<f64>> {
    let mut figures = sets.iter().map(|set| set.figure(ranking)).collect::<Result<Vec<_>>>()?;
    figures.push(figures.iter().sum::<f64>() / figures.len() as f64);
    Ok(figures)
}

fn print_row(name: &str, cells: impl Iterator<Item = String>) -> io::Result<()> {
    writeln!(io::stdout(), "| {name} | {} |", cells.collect::<Vec<_>>().join(" | "))
}

/// With four decimals; what is nothing then has no sign.
fn change(change: f64) -> String {
    if change.abs() < 0.00005 { "0".to_owned() } else { format!("{change:+.4}") }
}

/// How well articles answer a query, by their ids; those that do not are left out.
type Grades = BTreeMap<String, f64>;

/// A knowledge base with its judged queries.
struct Set {
    name: String,
    kb: KnowledgeBase,
    queries: Vec<(Query, Grades)>,
    /// Number of queries that were judged, also of those that are not there.
    judged: usize,
}

impl Set {
    fn open(arg: &str) -> Result<Self> {
        let (folder, qrels) = arg.split_once(',').map_or((arg, None), |(folder, qrels)| (folder, Some(qrels)));
        let folder = Path::new(folder);
        let name = folder.file_name().unwrap_or(folder.as_os_str()).to_string_lossy().into_owned();
        let kb = KnowledgeBase::open(if_there(folder.join("index.nohold")).as_deref().unwrap_or(folder))?;
        let lines = json_lines(&folder.join("queries.jsonl"))?;
        let qrels = qrels.map(PathBuf::from).or_else(|| if_there(folder.join("qrels.tsv")));
        let mut grades = qrels.map_or_else(|| Ok(answers(&lines)), |qrels| read_qrels(&qrels))?;
        let judged = grades.len();
        let queries = lines.iter().filter_map(|line| Some((query(line), grades.remove(text(line, "qid"))?))).collect();
        if judged == 0 {
            Err(format!("{arg}: no judged queries").into())
        } else {
            Ok(Set { name, kb, queries, judged })
        }
    }

    /// The mean nDCG@10 of the judged queries. One that is not there counts as 0.
    fn figure(&self, ranking: &Ranking) -> Result<f64> {
        let kb = self.kb.with_ranking(ranking.clone());
        let sum = |queries: &[(Query, Grades)]| queries.iter().map(|(query, grades)| ndcg(&kb, query, grades)).sum();
        let (left, right) = self.queries.split_at(self.queries.len() / 2);
        let (left, right): (_, nohold::Result<f64>) = thread::scope(|scope| {
            let left = scope.spawn(|| sum(left));
            let right = sum(right);
            (left.join(), right)
        });
        let left: nohold::Result<f64> = left.map_err(|_| "a thread ended too early")?;
        Ok((left? + right?) / self.judged as f64)
    }
}

/// From 0, the worst, to 1: the grades of the first ten hits, compared with the best order there could be.
fn ndcg(kb: &KnowledgeBase, query: &Query, grades: &Grades) -> nohold::Result<f64> {
    let results = kb.search(query.clone())?;
    let grade = |hit: &Hit| grades.get(hit.id()).copied().unwrap_or(0.0);
    let mut best: Vec<f64> = grades.values().copied().collect();
    best.sort_by(|a, b| b.total_cmp(a));
    Ok(gain(results.iter().map(grade)) / gain(best))
}

/// The sum of grade / log2(rank + 1) over the first ten, with ranks from 1.
fn gain(grades: impl IntoIterator<Item = f64>) -> f64 {
    (1..=10).zip(grades).map(|(rank, grade)| grade / f64::from(rank + 1).log2()).sum()
}

fn query(line: &Value) -> Query {
    let filters = line.get("filter").and_then(Value::as_object).into_iter().flatten();
    let values = filters.flat_map(|(key, value)| list(value).iter().map(move |value| (key, value)));
    let filters = values.filter_map(|(key, value)| Some((key, value.as_str()?)));
    filters.fold(Query::new(text(line, "text")).limit(10), |query, (key, value)| query.filter(key, value))
}

/// A list as it is, anything else as a list of one.
fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(std::slice::from_ref(value), Vec::as_slice)
}

fn text<'a>(object: &'a Value, key: &str) -> &'a str {
    object.get(key).and_then(Value::as_str).unwrap_or_default()
}

/// The judgements by qid that the queries hold themselves.
fn answers(lines: &[Value]) -> BTreeMap<String, Grades> {
    let mut judged = BTreeMap::new();
    for line in lines {
        for answer in line.get("answers").map_or(&[][..], list) {
            let grade = answer.get("grade").and_then(Value::as_f64).unwrap_or(1.0);
            add(&mut judged, text(line, "qid"), text(answer, "id"), grade);
        }
    }
    judged
}

/// The judgements by qid in a file with tabs. A first line without a grade is its header.
fn read_qrels(path: &Path) -> Result<BTreeMap<String, Grades>> {
    let mut judged = BTreeMap::new();
    for (number, line) in (1..).zip(read(path)?.lines()) {
        let grade = |grade: &str| grade.parse().ok().filter(|grade: &f64| grade.is_finite());
        match line.split('\t').collect::<Vec<_>>().as_slice() {
            [""] => {}
            [qid, id, last] => match grade(last) {
                Some(grade) => add(&mut judged, qid, id, grade),
                None if number == 1 => {}
                None => return Err(format!("{}:{number}: not a grade: {last:?}", path.display()).into()),
            },
            _ => return Err(format!("{}:{number}: expected qid, article id and grade", path.display()).into()),
        }
    }
    Ok(judged)
}

/// An article that was judged twice has the greater grade.
fn add(judged: &mut BTreeMap<String, Grades>, qid: &str, id: &str, grade: f64) {
    if grade > 0.0 {
        let known = judged.entry(qid.to_owned()).or_default().entry(id.to_owned()).or_default();
        *known = grade.max(*known);
    }
}

fn json_lines(path: &Path) -> Result<Vec<Value>> {
    let text = read(path)?;
    let lines = (1..).zip(text.lines()).filter(|(_, line)| !line.trim().is_empty());
    let parse =
        |(number, line)| serde_json::from_str(line).map_err(|why| format!("{}:{number}: {why}", path.display()));
    Ok(lines.map(parse).collect::<std::result::Result<_, _>>()?)
}

fn read(path: &Path) -> Result<String> {
    let text = std::fs::read_to_string(path).map_err(|why| format!("{}: {why}", path.display()))?;
    Ok(text.trim_start_matches('\u{feff}').to_owned())
}

fn if_there(path: PathBuf) -> Option<PathBuf> {
    path.exists().then_some(path)
}
