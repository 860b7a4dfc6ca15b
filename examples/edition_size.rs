//! How large an edition is beside a tantivy index of the same sections with their text stored.
//!
//! `cargo run --release --example edition_size -- FOLDER`, where FOLDER has articles in Markdown.

use std::error::Error;
use std::fs;
use std::io::{self, Write as _};
use std::path::Path;

use nohold::article::Article;
use nohold::{KnowledgeBase, inspect, markdown};
use tantivy::directory::RamDirectory;
use tantivy::schema::{STORED, STRING, Schema, TEXT};
use tantivy::{Index, TantivyDocument, doc};

type Result<T> = std::result::Result<T, Box<dyn Error>>;

fn main() -> Result<()> {
    let folder = std::env::args().nth(1).ok_or("usage: edition_size FOLDER")?;
    let edition = KnowledgeBase::open(&folder)?.to_bytes()?;
    let index = tantivy_bytes(Path::new(&folder))?;
    let mut out = io::stdout().lock();
    for part in inspect::parts(&edition)? {
        writeln!(out, "{:12} {:>12} {:>12} unpacked", part.name, part.packed.len(), part.unpacked.len())?;
    }
    writeln!(out, "{:12} {:>12}", "edition", edition.len())?;
    writeln!(out, "{:12} {:>12}", "tantivy", index)?;
    writeln!(out, "{:12} {:>12.2}", "ratio", edition.len() as f64 / index as f64)?;
    Ok(())
}

/// The size of an index of one segment, with frequencies and positions as is usual.
fn tantivy_bytes(folder: &Path) -> Result<usize> {
    let mut schema = Schema::builder();
    let (id, url) = (schema.add_text_field("id", STRING | STORED), schema.add_text_field("url", STORED));
    let (title, heading) =
        (schema.add_text_field("title", TEXT | STORED), schema.add_text_field("heading", TEXT | STORED));
    let text = schema.add_text_field("text", TEXT | STORED);
    let directory = RamDirectory::create();
    let index = Index::create(directory.clone(), schema.build(), tantivy::IndexSettings::default())?;
    let mut writer = index.writer_with_num_threads::<TantivyDocument>(1, 2 << 30)?;
    articles(folder, folder, &mut |article| {
        for section in article.sections {
            writer.add_document(
                doc!(id => article.id.as_str(), url => article.url.as_str(), title => article.title.as_str(),
                heading => section.heading, text => section.text),
            )?;
        }
        Ok(())
    })?;
    writer.commit()?;
    let segments = index.searchable_segment_ids()?;
    writer.merge(&segments).wait()?;
    writer.garbage_collect_files().wait()?;
    writer.wait_merging_threads()?;
    Ok(directory.total_mem_usage())
}

fn articles(root: &Path, folder: &Path, visit: &mut dyn FnMut(Article) -> Result<()>) -> Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            articles(root, &path, visit)?;
        } else if path.extension().is_some_and(|extension| extension == "md") {
            let name = path.strip_prefix(root)?.to_string_lossy().into_owned();
            visit(markdown::parse(&name, &fs::read(&path)?, &markdown::Settings::default()).article)?;
        }
    }
    Ok(())
}
