//! `nohold info`: what an edition says of itself, and where its bytes go.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use brotli::enc::BrotliEncoderParams;
use indicatif::HumanCount;
use nohold::inspect::{self, Info, Part};
use serde_json::{Map, Value, json};

use crate::output::{self, visible};
use crate::{Result, files, readers};

const WHAT_IS_SHOWN: &str = "\
The digest is the SHA-256 of the whole file, as `sha256sum` prints it. Parts are those of the description of the format; \
unpacked, terms are written out and texts are not compressed. Fields are what stored texts are made of.";

/// Show what an edition is, for whom, and where its bytes go
#[derive(clap::Args)]
#[command(after_help = WHAT_IS_SHOWN)]
pub(crate) struct Args {
    /// An edition
    file: PathBuf,
    /// Also show what parts and file have after Brotli at quality 11, as a web server may send them; takes a while
    #[arg(long)]
    brotli: bool,
    /// Write every part unpacked into this folder, which is created: terms to dictionary.txt, one a line, others to
    /// NAME.bin; a file that is there already is not replaced but an error
    #[arg(long, value_name = "DIR")]
    dump: Option<PathBuf>,
    /// Print it as JSON
    #[arg(long)]
    json: bool,
}

pub(crate) fn run(args: &Args) -> Result<ExitCode> {
    let bytes = files::read(&args.file)?;
    let progress = output::spinner("reading");
    let info = inspect::info(&bytes).map_err(|error| format!("{}: {error}", args.file.display()))?;
    progress.set_message("compressing");
    let sent = if args.brotli { Some(Sent::of(&bytes, &info.parts)?) } else { None };
    progress.finish_and_clear();
    if let Some(folder) = &args.dump {
        dump(&info.parts, folder)?;
    }
    let page = Page { info: &info, sent: sent.as_ref() };
    if args.json {
        output::print_json(&page.as_json())?;
    } else {
        page.print(&mut BufWriter::new(io::stdout().lock()))?;
    }
    Ok(ExitCode::SUCCESS)
}

fn dump(parts: &[Part], folder: &Path) -> Result<()> {
    fs::create_dir_all(folder).map_err(|error| files::not_written(folder, &error))?;
    for part in parts {
        let extension = if part.name == "dictionary" { "txt" } else { "bin" };
        let path = folder.join(part.name).with_extension(extension);
        let written = File::create_new(&path).and_then(|mut file| file.write_all(&part.unpacked));
        written.map_err(|error| files::not_written(&path, &error))?;
    }
    Ok(())
}

/// How many bytes there are after Brotli.
struct Sent {
    /// Of each part, as it is in the file and unpacked.
    parts: Vec<[u64; 2]>,
    /// Of the whole file.
    all: u64,
}

impl Sent {
    fn of(bytes: &[u8], parts: &[Part]) -> io::Result<Self> {
        let part = |part: &Part| Ok([brotli(&part.packed)?, brotli(&part.unpacked)?]);
        Ok(Sent { parts: parts.iter().map(part).collect::<io::Result<_>>()?, all: brotli(bytes)? })
    }
}

fn brotli(mut bytes: &[u8]) -> io::Result<u64> {
    let params = BrotliEncoderParams { quality: 11, size_hint: bytes.len(), ..BrotliEncoderParams::default() };
    let mut sent = Vec::new();
    brotli::BrotliCompress(&mut bytes, &mut sent, &params)?;
    Ok(sent.len() as u64)
}

/// What is printed of an edition.
struct Page<'a> {
    info: &'a Info,
    sent: Option<&'a Sent>,
}

impl Page<'_> {
    fn print(&self, out: &mut impl Write) -> io::Result<()> {
        self.print_summary(out)?;
        self.print_parts(out)?;
        let Info { fields, largest, .. } = self.info;
        let texts = fields.iter().map(|(_, bytes)| bytes).sum();
        let fields = fields.iter().copied().filter(|&(_, bytes)| bytes > 0).chain([("all", texts)]);
        print_sizes("stored texts, before compression", fields, texts, out)?;
        let largest = largest.iter().map(|(id, bytes)| (id.as_str(), *bytes));
        print_sizes("the articles with most text", largest, texts, out)?;
        out.flush()
    }

    fn print_summary(&self, out: &mut impl Write) -> io::Result<()> {
        let info = self.info;
        let count = |count: u32| HumanCount(count.into()).to_string();
        let lang = if info.lang.is_empty() { "told from the texts" } else { info.lang.as_str() };
        let rows = [
            ("digest", info.digest.clone()),
            ("made by", visible(&format!("{}, Unicode {}", info.generator, info.unicode))),
            ("made for", readers::made_for(info.made_for.as_ref())),
            ("articles", count(info.articles)),
            ("sections", count(info.sections)),
            ("terms", count(info.terms)),
            ("synonyms", format!("{} rules", HumanCount(info.synonyms as u64))),
            ("language", format!("{}, unless an article says its own", visible(lang))),
            ("ranking", ranking(&info.ranking)),
        ];
        rows.iter().try_for_each(|(name, value)| writeln!(out, "{name:8}  {value}"))
    }

    fn print_parts(&self, out: &mut impl Write) -> io::Result<()> {
        write!(out, "\n{:10}  {:>12}  {:>7}  {:>12}", "part", "bytes", "share", "unpacked")?;
        writeln!(out, "{}", if self.sent.is_some() { "    brotli of bytes  brotli of unpacked" } else { "" })?;
        let Info { bytes: all, parts, .. } = self.info;
        for (number, part) in parts.iter().enumerate() {
            let [packed, unpacked] = sizes(part);
            print_part(part.name, packed, *all, Some(unpacked), out)?;
            if let Some([packed, unpacked]) = self.sent.and_then(|sent| sent.parts.get(number)) {
                write!(out, "  {:>17}  {:>18}", number_of(*packed), number_of(*unpacked))?;
            }
            writeln!(out)?;
        }
        print_part("checksums", self.frame(), *all, None, out)?;
        writeln!(out)?;
        print_part("file", *all, *all, None, out)?;
        if let Some(sent) = self.sent {
            write!(out, "  {:12}  {:>17}", "", number_of(sent.all))?;
        }
        writeln!(out)
    }

    /// What stands around the parts.
    fn frame(&self) -> u64 {
        let parts: u64 = self.info.parts.iter().map(|part| part.packed.len() as u64).sum();
        self.info.bytes.saturating_sub(parts)
    }

    /// What is here is here for ever: programs read it.
    fn as_json(&self) -> Value {
        let info = self.info;
        let named = |(name, bytes): &(&'static str, u64)| ((*name).to_owned(), json!(bytes));
        let ranking = info.ranking.iter().map(|&(name, value)| (name.to_owned(), json!(value)));
        let article = |(id, bytes): &(String, u64)| json!({ "id": id, "bytes": bytes });
        json!({
            "digest": info.digest,
            "bytes": info.bytes,
            "brotli": self.sent.map(|sent| sent.all),
            "generator": info.generator,
            "unicode": info.unicode,
            "made_for": readers::made_for_as_json(info.made_for.as_ref()),
            "articles": info.articles,
            "sections": info.sections,
            "terms": info.terms,
            "synonyms": info.synonyms,
            "lang": info.lang,
            "ranking": ranking.collect::<Map<_, _>>(),
            "parts": info.parts.iter().enumerate().map(|(number, part)| self.part_as_json(number, part)).collect::<Vec<_>>(),
            "fields": info.fields.iter().map(named).collect::<Map<_, _>>(),
            "largest": info.largest.iter().map(article).collect::<Vec<_>>(),
        })
    }

    fn part_as_json(&self, number: usize, part: &Part) -> Value {
        let [packed, unpacked] = sizes(part);
        let sent = self.sent.and_then(|sent| sent.parts.get(number));
        json!({
            "name": part.name,
            "packed": packed,
            "unpacked": unpacked,
            "packed_brotli": sent.map(|[packed, _]| packed),
            "unpacked_brotli": sent.map(|[_, unpacked]| unpacked),
        })
    }
}

fn sizes(part: &Part) -> [u64; 2] {
    [&part.packed, &part.unpacked].map(|bytes| bytes.len() as u64)
}

fn print_part(name: &str, bytes: u64, all: u64, unpacked: Option<u64>, out: &mut impl Write) -> io::Result<()> {
    write!(out, "{name:10}  {:>12}  {:>7}", number_of(bytes), share(bytes, all))?;
    unpacked.map_or(Ok(()), |unpacked| write!(out, "  {:>12}", number_of(unpacked)))
}

/// Sizes with their shares of `all`, before the names, which may be long.
fn print_sizes<'a>(
    heading: &str,
    sizes: impl Iterator<Item = (&'a str, u64)>,
    all: u64,
    out: &mut impl Write,
) -> io::Result<()> {
    writeln!(out, "\n{heading}")?;
    for (name, bytes) in sizes {
        writeln!(out, "{:>12}  {:>7}  {}", number_of(bytes), share(bytes, all), visible(name))?;
    }
    Ok(())
}

fn number_of(bytes: u64) -> String {
    HumanCount(bytes).to_string()
}

fn share(bytes: u64, all: u64) -> String {
    format!("{:.1} %", 100.0 * bytes as f64 / all.max(1) as f64)
}

fn ranking(changed: &[(&'static str, f64)]) -> String {
    let constants: Vec<String> = changed.iter().map(|(name, value)| format!("{name} {value}")).collect();
    if constants.is_empty() { "by default".to_owned() } else { constants.join(", ") }
}
