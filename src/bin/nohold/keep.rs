//! `nohold index --watch`: an edition that is kept as its folder is.

use std::path::Path;
use std::process::ExitCode;
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::{Duration, Instant};

use indicatif::HumanCount;
use nohold::{Builder, KnowledgeBase, Refreshed, Watch};

use crate::{Result, index, output};

/// Between two editions there is so long at least.
const PAUSE: Duration = Duration::from_secs(2);

/// And at least so many times as long as saving takes.
const SHARE: u32 = 4;

/// Goes on until the process is ended, in whatever moment: the edition is the old one or the new one.
pub(crate) fn run(builder: Builder, folder: &Path, edition: &Path) -> Result<ExitCode> {
    let folder = builder.resume(folder, edition)?;
    let opened = folder.opened().clone();
    opened.restarted.iter().for_each(|why| output::note(format_args!("everything is read: {}", output::visible(why))));
    index::show(&opened.warnings);
    let (tell, news) = channel();
    let watch = folder.watch(move |outcome| drop(tell.send(outcome)))?;
    if opened.restarted.is_none() && opened.is_unchanged() {
        output::note(format_args!("{}: is as the folder is", edition.display()));
    } else {
        save(&watch, edition, &opened)?;
    }
    while let Some(refreshed) = next(&news) {
        let begin = Instant::now();
        save(&watch, edition, &refreshed)?;
        thread::sleep(PAUSE.max(begin.elapsed() * SHARE));
    }
    Ok(ExitCode::SUCCESS)
}

/// What has changed since, once something has; `None` if nothing can any more.
fn next(news: &Receiver<nohold::Result<Refreshed>>) -> Option<Refreshed> {
    let mut all: Option<Refreshed> = None;
    while all.is_none() {
        for outcome in [news.recv().ok()?].into_iter().chain(news.try_iter()) {
            match outcome {
                Ok(refreshed) => join(all.get_or_insert_default(), refreshed),
                Err(error) => output::note(format_args!("not kept in step: {}", output::visible(&error.to_string()))),
            }
        }
    }
    all
}

fn join(all: &mut Refreshed, next: Refreshed) {
    index::show(&next.warnings);
    all.added.extend(next.added);
    all.changed.extend(next.changed);
    all.removed.extend(next.removed);
}

/// An empty edition does not take the place of a good one: the folder may be about to be filled.
fn save(watch: &Watch, edition: &Path, refreshed: &Refreshed) -> Result<()> {
    let kb: KnowledgeBase = watch.knowledge_base();
    if kb.is_empty() {
        output::note(format_args!("{}: there are no articles, so it stays as it is", edition.display()));
        return Ok(());
    }
    watch.save(edition)?;
    let count = HumanCount(kb.len() as u64);
    output::note(format_args!("{}: {count} articles ({refreshed})", edition.display()));
    Ok(())
}
