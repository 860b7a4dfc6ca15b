//! A folder that is edited while others ask: it is looked at for changes, and what is new takes the place of what was
//! there in one step, in every clone. Those who ask never wait. Works on a copy of a folder, which it removes again.
//!
//! `cargo run --example live_folder`

use std::error::Error;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};
use std::{env, fs, io, process, thread};

use nohold::KnowledgeBase;

type Result<T> = std::result::Result<T, Box<dyn Error>>;

fn main() -> Result<()> {
    let folder = env::temp_dir().join(format!("nohold-live-folder-{}", process::id()));
    let done = copy(Path::new("kb-sample/products"), &folder).map_err(Into::into).and_then(|()| live(&folder));
    fs::remove_dir_all(&folder)?;
    done
}

fn live(folder: &Path) -> Result<()> {
    let shared = KnowledgeBase::open(folder)?;
    let clone = shared.clone(); // it shares everything, what is replaced too
    let asker = thread::spawn(move || {
        while clone.search("waterproof telescope")?.dropped().contains(&"telescope".to_owned()) {
            thread::sleep(Duration::from_millis(20));
        }
        nohold::Result::Ok(clone.search("waterproof telescope")?.hits().first().map(|hit| hit.title().to_owned()))
    });

    let before = stamp(folder)?;
    fs::write(folder.join("telescope.md"), "# Pocket telescope\n\nWaterproof down to two metres.\n")?;
    if stamp(folder)? != before {
        shared.replace(&KnowledgeBase::open(folder)?); // an article with a mistake never makes this fail
    }
    println!("{} articles now; the other thread found: {:?}", shared.len(), asker.join().map_err(|_| "it ended")??);
    Ok(())
}

/// What changes with every edit: names, lengths and times. A service would look at it every few seconds.
fn stamp(folder: &Path) -> io::Result<Vec<(PathBuf, u64, SystemTime)>> {
    let one = |entry: io::Result<fs::DirEntry>| {
        let (path, about) = entry.and_then(|entry| Ok((entry.path(), entry.metadata()?)))?;
        Ok((path, about.len(), about.modified()?))
    };
    let mut stamp = fs::read_dir(folder)?.map(one).collect::<io::Result<Vec<_>>>()?;
    stamp.sort();
    Ok(stamp)
}

fn copy(from: &Path, to: &Path) -> io::Result<()> {
    fs::create_dir_all(to)?;
    fs::read_dir(from)?
        .try_for_each(|entry| entry.and_then(|entry| fs::copy(entry.path(), to.join(entry.file_name()))).map(|_| ()))
}
