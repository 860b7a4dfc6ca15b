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

/// The tag of the language that `text` is in, if that is beyond doubt.
pub(crate) fn detect(text: &str) -> Option<&'static str> {
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
    use super::detect;

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
}
