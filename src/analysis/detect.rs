//! The language of a text whose author did not say.

use whatlang::{Detector, Lang};

use super::prefix::prefix;

/// Of a longer text only so many bytes are looked at.
const ENOUGH: usize = 4 << 10;

/// The languages that can be told, with their tags: those that have a stemmer, and those of unspaced scripts.
const LANGUAGES: [(Lang, &str); 32] = [
    (Lang::Ara, "ar"),
    (Lang::Cat, "ca"),
    (Lang::Ces, "cs"),
    (Lang::Cmn, "zh"),
    (Lang::Dan, "da"),
    (Lang::Deu, "de"),
    (Lang::Ell, "el"),
    (Lang::Eng, "en"),
    (Lang::Est, "et"),
    (Lang::Fin, "fi"),
    (Lang::Fra, "fr"),
    (Lang::Hin, "hi"),
    (Lang::Hun, "hu"),
    (Lang::Hye, "hy"),
    (Lang::Ind, "id"),
    (Lang::Ita, "it"),
    (Lang::Jpn, "ja"),
    (Lang::Kor, "ko"),
    (Lang::Lit, "lt"),
    (Lang::Nld, "nl"),
    (Lang::Nob, "nb"),
    (Lang::Pol, "pl"),
    (Lang::Por, "pt"),
    (Lang::Ron, "ro"),
    (Lang::Rus, "ru"),
    (Lang::Spa, "es"),
    (Lang::Srp, "sr"),
    (Lang::Swe, "sv"),
    (Lang::Tam, "ta"),
    (Lang::Tha, "th"),
    (Lang::Tur, "tr"),
    (Lang::Ukr, "uk"),
];

/// Little words of languages that are told by them alone, without those that are words of others too (`to` and `by` are
/// Polish): where enough of all words are among them, and next to none among those of other languages, nothing else needs to
/// be looked at, and a text is told in a fraction of the time.
const PLAIN: [(Option<&str>, &str); 3] = [
    (
        Some("en"),
        "the and of you your that this with from have it they which there their what when how has been were would",
    ),
    (
        Some("de"),
        "der die das und ist nicht ein eine einen einer den dem des mit von zu auf sich auch wird sind oder bei nach wenn \
         sie wir ich im zum",
    ),
    (
        None,
        "de het een van voor zijn niet dat le la les et est une dans pour que qui el los las del por una para il di che della \
         sono per os da um uma com em og och att det som til er av ett nie na jest ja yang dan untuk bir ve bu az egy hogy",
    ),
];

/// A text with fewer words is looked at closely.
const ENOUGH_WORDS: usize = 30;

/// So many words to one of a language's.
const ONE_IN: usize = 12;

/// So many of a language's own to one of another's.
const OWN: usize = 8;

/// The language whose little words a text is full of.
fn plainly(text: &str) -> Option<&'static str> {
    let known = PLAIN.map(|(_, words)| words.split(' ').map(|word| packed(word.as_bytes())).collect::<Vec<u64>>());
    let (mut words, mut counts) = (0, [0; PLAIN.len()]);
    let is_between = |byte: &u8| byte.is_ascii() && !byte.is_ascii_alphabetic();
    for word in text.as_bytes().split(is_between).filter(|word| !word.is_empty()) {
        let word = packed(word);
        words += 1;
        known.iter().zip(&mut counts).for_each(|(known, count)| *count += usize::from(known.contains(&word)));
    }
    let all: usize = counts.iter().sum();
    let is_it = |own: usize| words >= ENOUGH_WORDS && own * ONE_IN >= words && (all - own) * OWN <= own;
    PLAIN.iter().zip(counts).find(|(_, own)| is_it(*own)).and_then(|((tag, _), _)| *tag)
}

/// A word of at most eight bytes as one number, in whatever letter case; longer ones are no little words.
fn packed(word: &[u8]) -> u64 {
    let short = Some(word).filter(|word| word.len() <= 8).unwrap_or_default();
    short.iter().fold(0, |packed, byte| packed << 8 | u64::from(byte.to_ascii_lowercase()))
}

/// The tag of the language that `text` is in, if that is beyond doubt.
pub(crate) fn detect(text: &str) -> Option<&'static str> {
    plainly(prefix(text, ENOUGH)).or_else(|| closely(text))
}

fn closely(text: &str) -> Option<&'static str> {
    let detector = Detector::with_allowlist(LANGUAGES.iter().map(|language| language.0).collect());
    let found = detector.detect(prefix(text, ENOUGH)).filter(whatlang::Info::is_reliable)?;
    LANGUAGES.iter().find(|language| language.0 == found.lang()).map(|language| language.1)
}

/// Whether a tag, in any letter case, begins with one of these languages: `de`, `pt-BR`, `zh-Hant`.
pub(crate) fn is_language(tag: &str) -> bool {
    let (primary, region) = tag.split_once('-').unwrap_or((tag, ""));
    let is_region =
        region.is_empty() || (matches!(region.len(), 2..=4) && region.bytes().all(|b| b.is_ascii_alphanumeric()));
    is_region && LANGUAGES.iter().any(|(_, known)| known.eq_ignore_ascii_case(primary))
}

#[cfg(test)]
mod tests {
    use super::{closely, detect, plainly};

    #[test]
    fn tells_languages_or_nothing() {
        let cases = [
            ("You can cancel your subscription at any time; we pay back what you have not received.", Some("en")),
            ("Sie können Ihr Abonnement jederzeit kündigen und erhalten den Rest des Betrages zurück.", Some("de")),
            ("Vous pouvez résilier votre abonnement à tout moment et être remboursé pour la suite.", Some("fr")),
            ("ご購読はいつでも解約できます。", Some("ja")),
            ("您可以随时取消订阅。", Some("zh")),
            ("OK", None),
            ("", None),
            ("1234 5678", None),
        ];
        for (text, tag) in cases {
            assert_eq!(detect(text), tag, "{text}");
        }
    }
    #[test]
    fn what_is_plain_is_what_a_closer_look_tells() {
        let plain = [
            ("en", "You can cancel your subscription at any time; we pay back what you have not received of it. "),
            ("de", "Sie können Ihr Abonnement jederzeit kündigen und erhalten den Rest von dem Betrag zurück. "),
        ];
        // Those that are nearest to them, and have some of their words.
        let others = [
            "Je kunt je abonnement op elk moment opzeggen en de rest van het bedrag krijg je terug; die is dan van jou. ",
            "Du kan til enhver tid opsige dit abonnement, og resten af det beløb, der er betalt, får du den dag tilbage. ",
            "Możesz w każdej chwili anulować subskrypcję, a to, co zostało, oddamy ci; to są nasze zasady, by było jasno. ",
            "Puteți anula oricând abonamentul, iar cine are ceva de primit are dreptul la restul sumei care este a lui. ",
            "Vous pouvez résilier votre abonnement à tout moment et être remboursé pour la suite. ",
        ];
        for (tag, text) in plain {
            let text = text.repeat(5);
            assert_eq!((plainly(&text), closely(&text)), (Some(tag), Some(tag)), "{text}");
        }
        for text in others.map(|text| text.repeat(5)) {
            assert_eq!((plainly(&text), detect(&text)), (None, closely(&text)), "{text}");
        }
    }
}
