//! Judged queries, asked of all articles and of some.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use nohold::{KnowledgeBase, Query, Ranking};
use serde_json::Value;

use crate::Result;
use crate::fit::{Example, Right};

/// So many parts of the articles are left out, one at a time.
const PARTS: usize = 3;

pub(crate) struct Set {
    pub(crate) name: String,
    pub(crate) examples: Vec<Example>,
    /// Whether sections were judged.
    pub(crate) has_sections: bool,
}

struct Judged {
    text: String,
    /// Articles that answer, each with the anchors of the sections that do; none if any does.
    answers: BTreeMap<String, BTreeSet<String>>,
}

impl Set {
    pub(crate) fn open(arg: &str) -> Result<Self> {
        let (folder, articles) = arg.split_once(',').unwrap_or((arg, arg));
        let queries = judged(Path::new(folder))?;
        let sources = Sources::read(Path::new(articles))?;
        let has_sections = queries.iter().any(|judged| judged.answers.values().any(|anchors| !anchors.is_empty()));
        let mut set = Set { name: folder.to_owned(), examples: Vec::new(), has_sections };
        for left_out in [None, Some(0), Some(1), Some(2)] {
            let kb = sources.build(left_out)?;
            for (number, judged) in queries.iter().enumerate() {
                set.examples.push(Example { is_whole: left_out.is_none(), ..ask(&kb, number, judged)? });
            }
        }
        Ok(set)
    }
}

fn ask(kb: &KnowledgeBase, query: usize, judged: &Judged) -> Result<Example> {
    let mut is_answerable = false;
    for id in judged.answers.keys() {
        is_answerable |= kb.contains(id)?;
    }
    let results = kb.search(Query::new(judged.text.as_str()).limit(2))?;
    let mut example = Example {
        query,
        is_whole: false,
        is_answerable,
        right: Right::Not,
        confidence: f64::NEG_INFINITY,
        names: Vec::new(),
        signs: Vec::new(),
    };
    if let Some(answer) = results.answer() {
        example.right = match judged.answers.get(answer.hit().id()) {
            Some(anchors) if anchors.is_empty() || anchors.contains(answer.section().anchor()) => Right::Section,
            Some(_) => Right::Article,
            None => Right::Not,
        };
        example.confidence = answer.confidence();
        (example.names, example.signs) = answer.why().signs().unzip();
    }
    Ok(example)
}

/// The articles as they lie in files or lines.
struct Sources(Vec<(String, Vec<u8>)>);

impl Sources {
    fn read(path: &Path) -> Result<Self> {
        let mut sources = Vec::new();
        if path.is_dir() {
            collect(path, path, &mut sources)?;
            sources.sort();
        } else {
            let lines = fs::read_to_string(path)?;
            sources.extend(lines.lines().map(|line| (String::new(), line.as_bytes().to_vec())));
        }
        Ok(Sources(sources))
    }

    fn build(&self, left_out: Option<usize>) -> Result<KnowledgeBase> {
        // Every passage is wanted, with how sure it is.
        let mut ranking = Ranking::default();
        ranking.least_confidence = 0.0;
        let kept = self.0.iter().enumerate().filter(|(number, _)| left_out.is_none_or(|part| number % PARTS != part));
        let mut lines = Vec::new();
        let mut builder = KnowledgeBase::builder().ranking(ranking);
        for (_, (path, bytes)) in kept {
            if path.is_empty() {
                lines.extend_from_slice(bytes);
                lines.push(b'\n');
            } else {
                builder = builder.article(path, bytes);
            }
        }
        Ok(builder.json_lines("articles.jsonl", lines).build()?)
    }
}

fn collect(root: &Path, folder: &Path, sources: &mut Vec<(String, Vec<u8>)>) -> Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let is_article = path.extension().is_some_and(|ending| ending == "md" || ending == "mdx");
        if path.is_dir() {
            collect(root, &path, sources)?;
        } else if is_article {
            sources.push((path.strip_prefix(root)?.to_string_lossy().replace('\\', "/"), fs::read(&path)?));
        }
    }
    Ok(())
}

fn judged(folder: &Path) -> Result<Vec<Judged>> {
    let text = |value: &Value, key: &str| value.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
    let qrels = qrels(&folder.join("qrels.tsv"))?;
    let mut queries = Vec::new();
    for line in fs::read_to_string(folder.join("queries.jsonl"))?.lines() {
        let line: Value = serde_json::from_str(line)?;
        let mut answers = qrels.get(&text(&line, "qid")).cloned().unwrap_or_default();
        for answer in line.get("answers").and_then(Value::as_array).into_iter().flatten() {
            let anchors = answers.entry(text(answer, "id")).or_default();
            anchors.extend(answer.get("anchor").and_then(Value::as_str).map(str::to_owned));
        }
        queries.push(Judged { text: text(&line, "text"), answers });
    }
    Ok(queries)
}

/// By query the articles that answer, from lines of qid, article and grade.
fn qrels(path: &PathBuf) -> Result<BTreeMap<String, BTreeMap<String, BTreeSet<String>>>> {
    let mut qrels: BTreeMap<String, BTreeMap<String, BTreeSet<String>>> = BTreeMap::new();
    let lines = if path.exists() { fs::read_to_string(path)? } else { String::new() };
    for line in lines.lines() {
        if let [qid, id, grade] = line.split('\t').collect::<Vec<_>>().as_slice()
            && grade.parse::<f64>().is_ok_and(|grade| grade > 0.0)
        {
            qrels.entry((*qid).to_owned()).or_default().entry((*id).to_owned()).or_default();
        }
    }
    Ok(qrels)
}
