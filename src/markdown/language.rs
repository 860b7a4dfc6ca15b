//! Language tags, as far as articles need them.

/// The two-letter codes of ISO 639-1.
const CODES: &str = "aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da \
    de dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik \
    io is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms \
    mt my na nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm \
    sn so sq sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu";

/// A tag in the usual letter case (`de`, `pt-BR`, `zh-Hant`), from whatever case and with `_` or `-`; `None` if the text
/// has not the form of one.
pub(crate) fn tag(text: &str) -> Option<String> {
    let mut parts = text.trim().split(['-', '_']);
    let primary = parts.next().filter(|part| (2..=3).contains(&part.len()) && is_alphabetic(part))?;
    let mut tag = primary.to_ascii_lowercase();
    for part in parts {
        let well_formed = (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric());
        if !well_formed {
            return None;
        }
        tag.push('-');
        tag.push_str(&subtag(part));
    }
    Some(tag)
}

fn is_alphabetic(part: &str) -> bool {
    part.bytes().all(|b| b.is_ascii_alphabetic())
}

fn subtag(part: &str) -> String {
    match part.len() {
        2 => part.to_ascii_uppercase(),
        4 if is_alphabetic(part) => {
            let (first, rest) = part.split_at(1);
            first.to_ascii_uppercase() + &rest.to_ascii_lowercase()
        }
        _ => part.to_ascii_lowercase(),
    }
}

/// The language that a file name carries, as in `page.de.md` or `page.pt-br.md`: only languages that there are.
pub(super) fn of_path(path: &str) -> Option<String> {
    let stem = path.rsplit_once('.')?.0;
    let (_, suffix) = stem.rsplit('/').next()?.rsplit_once('.')?;
    let primary = suffix.split(['-', '_']).next()?.to_ascii_lowercase();
    let region = suffix.len() == primary.len() || suffix.len() <= 7;
    if !region || !CODES.split(' ').any(|code| code == primary) { None } else { tag(suffix) }
}
