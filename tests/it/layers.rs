//! The layer table of `src/docs/architecture.md`, held against the sources.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// Not in the table: pages, and programs on the public API.
const OUTSIDE: [&str; 3] = ["lib", "docs", "bin"];

#[test]
fn modules_import_from_lower_layers_only() {
    let layers = layers();
    let mut wrong = Vec::new();
    for (module, file) in sources() {
        let Some(own) = layers.get(&module) else {
            wrong.push(format!("{}: no layer", file.display()));
            continue;
        };
        let text = fs::read_to_string(&file).unwrap();
        for import in imports(&text).filter(|import| *import != module) {
            match layers.get(&import) {
                Some(layer) if layer < own => {}
                layer => wrong.push(format!("{} (layer {own}) imports {import} (layer {layer:?})", file.display())),
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn tantivy_is_named_in_the_engine_only() {
    for (module, file) in sources() {
        let text = fs::read_to_string(&file).unwrap();
        let code = text.lines().filter(|line| !line.trim_start().starts_with("//"));
        let names = code.filter(|line| line.contains("tantivy")).count();
        assert!(names == 0 || module == "engine", "{} names tantivy", file.display());
    }
}

#[test]
fn every_row_of_the_table_is_a_module() {
    let modules: Vec<String> = sources().into_iter().map(|(module, _)| module).collect();
    for module in layers().keys() {
        assert!(modules.contains(module), "there is no module {module}");
    }
}

fn layers() -> BTreeMap<String, u32> {
    let page = fs::read_to_string(root().join("src/docs/architecture.md")).unwrap();
    let row = |line: &str| {
        let mut cells = line.split('|').map(str::trim).skip(1);
        let layer = cells.next()?.parse().ok()?;
        let module = cells.next()?.trim_matches('`').to_owned();
        Some((module, layer))
    };
    page.lines().filter_map(row).collect()
}

/// The source files with the names of their top modules.
fn sources() -> Vec<(String, PathBuf)> {
    let mut files = Vec::new();
    collect(&root().join("src"), &mut files);
    let top = |file: &PathBuf| {
        let relative = file.strip_prefix(root().join("src")).unwrap().to_owned();
        relative.components().next().unwrap().as_os_str().to_string_lossy().trim_end_matches(".rs").to_owned()
    };
    let files = files.into_iter().map(|file| (top(&file), file));
    files.filter(|(module, _)| !OUTSIDE.contains(&module.as_str())).collect()
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
}

/// The modules that `crate::…` names in code, also in groups: `use crate::{edition, engine}`.
fn imports(text: &str) -> impl Iterator<Item = String> {
    let code: String = text.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n");
    let named = code.split("crate::").skip(1).flat_map(|rest| match rest.strip_prefix('{') {
        Some(group) => group.split('}').next().unwrap_or_default().split(',').map(first_word).collect(),
        None => vec![first_word(rest)],
    });
    named.collect::<Vec<_>>().into_iter()
}

fn first_word(text: &str) -> String {
    text.trim_start().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}
