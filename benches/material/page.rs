//! `src/docs/performance.md`, in which tables stand between marks, so that they can be renewed by who measures.

use std::io;

const PAGE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/src/docs/performance.md");

/// Puts `text` where the page has the part with this name.
pub(crate) fn put(part: &str, text: &str) -> io::Result<()> {
    let page = std::fs::read_to_string(PAGE)?;
    let [begin, end] = ["begin", "end"].map(|edge| format!("<!-- {part}: {edge} -->\n"));
    let parts = page.split_once(&begin).and_then(|(before, rest)| Some((before, rest.split_once(&end)?.1)));
    let (before, after) = parts.ok_or_else(|| io::Error::other(format!("{PAGE}: there is no part {part}")))?;
    std::fs::write(PAGE, format!("{before}{begin}\n{}\n\n{end}{after}", text.trim()))
}

/// The machine that measures, and what was called.
pub(crate) fn machine() -> String {
    let read = |file: &str, key: &str| {
        let text = std::fs::read_to_string(file).unwrap_or_default();
        let line = text.lines().find(|line| line.starts_with(key)).unwrap_or_default();
        line.split_once(':').map(|(_, value)| value.trim().to_owned()).unwrap_or_default()
    };
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let memory: f64 = read("/proc/meminfo", "MemTotal").trim_end_matches(" kB").parse().unwrap_or_default();
    let command: Vec<String> = std::env::args().skip(1).collect();
    format!(
        "{}, {threads} processors, {:.0} GB, {}; called with `{}`",
        read("/proc/cpuinfo", "model name"),
        memory / 1e6,
        std::env::consts::OS,
        command.join(" ")
    )
}
