//! A big knowledge base made of a small one: copies of its articles in which words are exchanged, always the same ones.
//!
//! A copy differs from its original as one real article differs from another about the same matter. Of its words of four
//! letters and more a quarter is exchanged: half of them for words of other articles, as often as those are used there,
//! half for derived words, whose ranks are drawn by Pareto's law. So words are used by Zipf's law, and the vocabulary grows
//! by Heaps': with the 0.56th power of the text, as that of English does (0.4 to 0.6).

use std::io;
use std::path::Path;

use super::random::{Random, mixed, seed_of};

/// Of a copy's words, this share is exchanged; and this share of those for derived words.
const EXCHANGED: f64 = 0.25;
const DERIVED: f64 = 0.5;
/// Ranks are drawn so that the word of rank `r` is used as often as `r` to the power of -1.8; the first ones are about equal.
const STEEPNESS: f64 = 1.8;
const EQUALS: f64 = 3_000.0;
/// The syllables of derived words, the frequent ones first.
const SYLLABLES: [&str; 32] = [
    "con", "re", "ter", "in", "ra", "de", "ment", "lo", "per", "ti", "ba", "sen", "mar", "vi", "pel", "nor", "ul",
    "gra", "hin", "jo", "kel", "dis", "qui", "zet", "fi", "tis", "wan", "yo", "ex", "sul", "bo", "pha",
];

/// An article, as it stands in a folder.
pub(crate) struct File {
    pub(crate) path: String,
    pub(crate) text: String,
}

/// The articles that are multiplied.
pub(crate) struct Corpus {
    /// In an order in which every beginning is a fair sample.
    originals: Vec<File>,
}

impl Corpus {
    /// Reads the Markdown in a folder and those in it.
    pub(crate) fn read(root: &Path) -> io::Result<Self> {
        let mut originals = Vec::new();
        collect(root, "", &mut originals)?;
        originals.sort_by_cached_key(|file| (seed_of(&file.path), file.path.clone()));
        if originals.is_empty() {
            return Err(io::Error::other(format!("{}: there is no Markdown in it", root.display())));
        }
        Ok(Corpus { originals })
    }

    /// Articles without end: first the originals, then copy after copy.
    pub(crate) fn files(&self) -> impl Iterator<Item = File> + '_ {
        (0..).map(|number| self.file(number))
    }

    fn file(&self, number: usize) -> File {
        let original = &self.originals[number % self.originals.len()];
        match number / self.originals.len() {
            0 => File { path: original.path.clone(), text: original.text.clone() },
            copy => self.copy(original, copy),
        }
    }

    fn copy(&self, original: &File, copy: usize) -> File {
        let seed = seed_of(&original.path) ^ mixed(copy as u64);
        let (front, body) = split(&original.text);
        let mut random = Random::new(seed);
        let lines = front.split_inclusive('\n').map(|line| self.front_line(line, seed, copy));
        let mut text: String = lines.collect();
        for line in body.split_inclusive('\n') {
            match line.strip_prefix("# ") {
                Some(title) => text.extend(["# ", &self.title(title.trim_end(), seed), "\n"]),
                None => self.vary(line, &mut random, &mut text),
            }
        }
        File { path: format!("copy-{copy}/{}", original.path), text }
    }

    /// A line of front matter: names and titles are those of the copy.
    fn front_line(&self, line: &str, seed: u64, copy: usize) -> String {
        let Some((key, value)) = line.split_once(": ") else { return line.to_owned() };
        let value = value.trim_end();
        let bare = value.trim_matches(['"', '\'']);
        match key {
            "title" => format!("title: {}\n", quoted(&self.title(bare, seed))),
            "id" | "slug" | "url" | "permalink" => format!("{key}: {}\n", quoted(&format!("{bare}-{copy}"))),
            _ => line.to_owned(),
        }
    }

    /// A title of its own. The same for the same title, for it may stand in the front matter and above the text.
    fn title(&self, title: &str, seed: u64) -> String {
        let mut random = Random::new(seed ^ seed_of(title));
        let mut varied = String::new();
        self.vary(title, &mut random, &mut varied);
        let [first, second] = [(); 2].map(|()| self.derived(rank(&mut random)));
        format!("{varied}: {first} {second}")
    }

    /// Exchanges words of a line; not what stands in tags, or in a link's parentheses.
    fn vary(&self, line: &str, random: &mut Random, out: &mut String) {
        let mut rest = line;
        while let Some(first) = rest.chars().next() {
            let end = untouchable(rest).unwrap_or_else(|| word_end(rest));
            let (piece, after) = rest.split_at(if end == 0 { first.len_utf8() } else { end });
            let is_word = first.is_alphabetic() && piece.chars().nth(3).is_some();
            if is_word && random.share() < EXCHANGED {
                out.push_str(&self.other(piece, random));
            } else {
                out.push_str(piece);
            }
            rest = after;
        }
    }

    fn other(&self, word: &str, random: &mut Random) -> String {
        let other = if random.share() < DERIVED { Some(self.derived(rank(random))) } else { self.used(random.next()) };
        let Some(other) = other else { return word.to_owned() };
        match word.chars().next() {
            Some(first) if first.is_uppercase() => capital(&other),
            _ => other,
        }
    }

    /// A word of any article, in lower case: the one that follows a place chosen by `seed`. Where that is in a word, its
    /// rest is a word, too, as long as it has four letters; so the place moves to the next beginning first.
    fn used(&self, seed: u64) -> Option<String> {
        let body = split(&self.originals[(seed % self.originals.len() as u64) as usize].text).1;
        let mut at = (mixed(seed) % (body.len() as u64 + 1)) as usize;
        while !body.is_char_boundary(at) {
            at += 1;
        }
        let words = body[at..].split(|c: char| !c.is_alphabetic()).skip(1).take(50);
        words.into_iter().find(|word| word.chars().nth(3).is_some()).map(str::to_lowercase)
    }

    /// The derived word with this rank: half of them begin as a word of some article does.
    fn derived(&self, rank: u64) -> String {
        let mut bits = mixed(rank ^ 0x5eed);
        let mut take = |count: u64| {
            let taken = bits % count;
            bits = mixed(bits ^ count);
            taken
        };
        let is_compound = take(2) == 0;
        let stem = if is_compound { self.used(take(u64::MAX)) } else { None };
        let mut word: String = stem.unwrap_or_default().chars().take(5).collect();
        let longer = u64::from(rank > 1_000) + u64::from(rank > 50_000);
        for _ in 0..=(u64::from(word.is_empty()) + take(2) + longer) {
            // The frequent ones twice as often.
            let syllable = take(SYLLABLES.len() as u64).min(take(SYLLABLES.len() as u64 * 2));
            word.push_str(SYLLABLES[syllable as usize]);
        }
        word
    }
}

#[expect(clippy::cast_sign_loss, reason = "a rank is not below 0")]
fn rank(random: &mut Random) -> u64 {
    let share = 1.0 - random.share();
    (EQUALS * (libm::pow(share, -1.0 / (STEEPNESS - 1.0)) - 1.0)) as u64
}

/// How far a tag or a link's target goes that the text begins with.
fn untouchable(text: &str) -> Option<usize> {
    let close = if text.starts_with("](") {
        ')'
    } else if text.starts_with('<') {
        '>'
    } else {
        return None;
    };
    text.find(close).map(|at| at + 1)
}

fn word_end(text: &str) -> usize {
    text.find(|c: char| !c.is_alphabetic()).unwrap_or(text.len())
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect()
}

fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

/// Front matter with its fences, and what follows.
fn split(text: &str) -> (&str, &str) {
    let end = text.strip_prefix("---\n").and_then(|rest| rest.find("\n---\n"));
    end.map_or(("", text), |end| text.split_at(end + "---\n\n---\n".len()))
}

fn collect(folder: &Path, relative: &str, files: &mut Vec<File>) -> io::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let path = if relative.is_empty() { name.clone() } else { format!("{relative}/{name}") };
        if entry.file_type()?.is_dir() {
            collect(&entry.path(), &path, files)?;
        } else if entry.path().extension().is_some_and(|extension| extension.eq_ignore_ascii_case("md")) {
            let text = String::from_utf8_lossy(&std::fs::read(entry.path())?).replace("\r\n", "\n");
            files.push(File { path, text });
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use nohold::markdown::{Settings, parse};

    use super::super::figures::growth;
    use super::*;

    fn sample() -> Corpus {
        Corpus::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("kb-sample")).unwrap()
    }

    #[test]
    fn copies_are_the_same_every_time_and_differ_from_one_another() {
        let (first, again) = (sample(), sample());
        let (mut paths, mut titles) = (HashSet::new(), HashSet::new());
        for (a, b) in first.files().zip(again.files()).take(3 * first.originals.len()).skip(first.originals.len()) {
            assert_eq!((&a.path, &a.text), (&b.path, &b.text));
            let article = parse(&a.path, a.text.as_bytes(), &Settings::default()).article;
            assert!(paths.insert(article.id), "{}", a.path);
            assert!(titles.insert(article.title), "{}", a.path);
        }
    }

    /// What must not be broken by exchanging words: front matter, links, tags, characters of several bytes.
    #[test]
    fn what_is_no_word_stays() {
        let text = "---\ntitle: \"It's fine\"\nslug: x\naudience: internal\n---\n# Título: größer\n\n[words](some/where.md#there) <details> <br unclosed ](";
        let corpus = Corpus { originals: vec![File { path: "a.md".to_owned(), text: text.to_owned() }] };
        for File { text, .. } in corpus.files().skip(1).take(200) {
            assert!(text.contains("](some/where.md#there) <details> <br "), "{text}");
            assert!(text.ends_with("](") && text.contains("\naudience: internal\n---\n# "), "{text}");
            assert!(!parse("a.md", text.as_bytes(), &Settings::default()).article.title.is_empty());
        }
    }

    #[test]
    fn the_vocabulary_grows_as_that_of_a_language() {
        let (mut seen, mut words, mut points) = (HashSet::new(), 0, Vec::new());
        for (number, file) in (1..).zip(sample().files().take(1_600)) {
            for word in file.text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()) {
                words += 1;
                seen.insert(word.to_lowercase());
            }
            if number % 200 == 0 {
                points.push((f64::from(words), seen.len() as f64));
            }
        }
        let power = growth(&points);
        assert!((0.4..0.7).contains(&power), "{power}: {points:?}");
    }
}
