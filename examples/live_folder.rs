//! A folder that is edited while others ask: what is new is found a moment later, in every clone, and those who ask never wait.
//! Works on a copy of a folder, which it removes again.
//!
//! `cargo run --example live_folder`

use std::error::Error;
use std::path::Path;
use std::sync::mpsc::channel;
use std::{env, fs, io, process};

use nohold::Folder;

type Result<T> = std::result::Result<T, Box<dyn Error>>;

fn main() -> Result<()> {
    let folder = env::temp_dir().join(format!("nohold-live-folder-{}", process::id()));
    let done = copy(Path::new("kb-sample/products"), &folder).map_err(Into::into).and_then(|()| live(&folder));
    fs::remove_dir_all(&folder)?;
    done
}

fn live(folder: &Path) -> Result<()> {
    let (told, news) = channel();
    let watch = Folder::open(folder)?.watch(move |outcome| drop(told.send(outcome)))?; // until it is dropped
    let kb = watch.knowledge_base(); // a clone for every thread, as many as you like

    fs::write(folder.join("telescope.md"), "# Pocket telescope\n\nWaterproof down to two metres.\n")?;
    println!("{}", news.recv()??); // 1 added, 0 changed, 0 removed
    for hit in &kb.search("waterproof telescope")? {
        println!("{} of {} articles", hit.title(), kb.len());
    }
    Ok(())
}

fn copy(from: &Path, to: &Path) -> io::Result<()> {
    fs::create_dir_all(to)?;
    fs::read_dir(from)?
        .try_for_each(|entry| entry.and_then(|entry| fs::copy(entry.path(), to.join(entry.file_name()))).map(|_| ()))
}
