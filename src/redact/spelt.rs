//! Numbers that are spelt out, digit by digit: `oh seven seven, double two, nine…`.

use std::ops::Range;

use super::text::Text;
use super::{Kind, Span, View};

const DIGITS: &str = "zero oh one two three four five six seven eight nine double triple \
    null eins zwei zwo drei vier fünf fuenf sechs sieben acht neun doppel \
    zéro un deux trois quatre cinq sept huit neuf cero uno dos tres cuatro cinco seis siete ocho nueve \
    um dois três quatro sete oito nove due quattro sei sette otto nul een twee vijf zes zeven negen \
    ten eleven twelve twenty thirty forty fifty sixty seventy eighty ninety hundred \
    zehn elf zwölf zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig \
    dix onze douze treize quatorze quinze seize vingt trente quarante cinquante soixante diez once doce veinte treinta cuarenta";

/// In scripts without spaces.
const CHARACTERS: &str = "〇零一二三四五六七八九";

/// As many digits in a row are a number of something.
const MANY: usize = 6;

pub(super) fn find(view: &View<'_>, spans: &mut Vec<Span>) {
    let text = &view.text;
    let mut run: Vec<Range<usize>> = Vec::new();
    for word in text.words() {
        let is_near = run.last().is_none_or(|last| is_near(text, last.end..word.start));
        if !is_near {
            end(&mut run, spans);
        }
        if is_digit(text, &word) { run.push(word) } else { end(&mut run, spans) }
    }
    end(&mut run, spans);
    let characters = text.runs(|c| CHARACTERS.contains(c) || matches!(c, '-' | ' ' | '・' | '－'));
    let long = characters.filter(|range| text.chars(range).iter().filter(|c| CHARACTERS.contains(**c)).count() > MANY);
    spans.extend(long.map(|range| Span { range, kind: Kind::Number }));
}

/// Also a plain digit: some are spelt, some not.
fn is_digit(text: &Text, word: &Range<usize>) -> bool {
    text.is_word(word, DIGITS) || text.chars(word).iter().all(char::is_ascii_digit)
}

fn is_near(text: &Text, gap: Range<usize>) -> bool {
    gap.len() <= 3 && !text.chars(&gap).contains(&'\0')
}

fn end(run: &mut Vec<Range<usize>>, spans: &mut Vec<Span>) {
    if let (true, Some(first), Some(last)) = (run.len() >= MANY, run.first(), run.last()) {
        spans.push(Span { range: first.start..last.end, kind: Kind::Number });
    }
    run.clear();
}
