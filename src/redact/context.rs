//! What is a secret only because of the word before it: `pin 4821`, `password: …`, `order no. 471`, `#4711`.

use std::ops::Range;

use super::dates::is_full_year;
use super::text::Text;
use super::{Kind, Span, View};

/// Short numbers behind these are secrets.
const SECRETS: &str = "pin cvv cvc cvv2 cvc2 otp tan mtan passcode geheimzahl prüfnummer kartenprüfnummer ending endet endend \
    sicherheitscode bestätigungscode";

/// Codes behind these two words are: `security code`, `verification code`.
const CODES: &str = "security verification access confirmation login unlock sms";

/// Whatever is behind these is.
const PASSWORDS: &str =
    "password passwort kennwort pwd passwd passphrase contraseña contrasena senha wachtwoord passe pass pw";

/// Longer numbers behind these name a customer.
const NAMED: &str = "order customer subscriber subscription account invoice member membership policy reference ref booking \
    tracking contract registration client user licence license case reservation parcel receipt \
    kunde kunden kundennummer bestellung bestellnummer abo abonummer abonnentennummer rechnung rechnungsnummer vertrag vertragsnummer \
    mitgliedsnummer konto kontonummer sendungsnummer auftrag auftragsnummer aktenzeichen vorgangsnummer \
    commande abonné abonnement facture compte contrat pedido cliente suscripción suscriptor factura cuenta contrato ordine cliente \
    fattura abbonato klantnummer bestelling encomenda fatura bestelnummer";

/// May stand between such a word and its number.
const FILLERS: &str =
    "is ist est es lautet war was my the meine mein der die das i of von de with mit in on code for card";

/// Says that a number follows.
const NUMBERS: &str = "number no nr num nummer numéro numero número id ids n nº";

pub(super) fn find(view: &View<'_>, spans: &mut Vec<Span>) {
    let text = &view.text;
    let words = text.words();
    for (number, word) in words.iter().enumerate() {
        let secret = if text.is_word(word, PASSWORDS) { password(text, word) } else { named(view, &words, number) };
        spans.extend(secret.map(|range| Span { range, kind: Kind::Number }));
    }
    let hashes =
        (0..text.len()).filter(|&at| text.at(at) == '#').map(|at| at..text.run_end(at + 1, |c| c.is_ascii_digit()));
    spans.extend(
        hashes.filter(|range| range.len() > 3 && !view.is_known(range)).map(|range| Span { range, kind: Kind::Number }),
    );
}

/// The number behind a word that says what it is, with a few words between.
fn named(view: &View<'_>, words: &[Range<usize>], number: usize) -> Option<Range<usize>> {
    let text = &view.text;
    let word = words.get(number)?;
    let next = words.get(number + 1)?;
    let is_code = text.is_word(word, CODES) && text.is_word(next, "code codes pin");
    let is_secret = text.is_word(word, SECRETS) || is_code;
    if !is_secret && !text.is_word(word, NAMED) {
        return None;
    }
    let mut is_numbered = is_secret || text.lower(word).ends_with("nummer");
    let mut end = word.end;
    for next in words.iter().skip(number + 1).take(4) {
        let gap = text.chars(&(end..next.start));
        is_numbered |= gap.iter().any(|c| matches!(c, ':' | '=' | '#' | '№')) || text.is_word(next, NUMBERS);
        if gap.len() > 3 || gap.contains(&'\0') {
            return None;
        }
        let is_between =
            [FILLERS, NUMBERS].iter().any(|words| text.is_word(next, words)) || (is_code && text.is_word(next, "code"));
        if !is_between {
            return Some(whole_word(text, next))
                .filter(|range| is_secret_number(text, range, is_numbered) && (is_secret || !view.is_known(range)));
        }
        end = next.end;
    }
    None
}

fn is_secret_number(text: &Text, word: &Range<usize>, is_numbered: bool) -> bool {
    let digits = text.chars(word).iter().filter(|c| c.is_ascii_digit()).count();
    let is_year = is_full_year(&text.lower(word));
    if is_numbered { digits >= 3 } else { digits >= 4 && !is_year && !counts(text, word) }
}

/// Whether a word follows that is counted: `order 1000 copies`.
fn counts(text: &Text, word: &Range<usize>) -> bool {
    let next = text.run_end(word.end, |c| c == ' ');
    next == word.end + 1 && text.at(next).is_lowercase() && text.lower(word).ends_with('0')
}

fn whole_word(text: &Text, word: &Range<usize>) -> Range<usize> {
    let is_part = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '/' | '#');
    text.near_start(word.start, is_part)
        ..text.run_start(text.near_end(word.end, is_part), |c| !c.is_alphanumeric()).max(word.end)
}

/// What stands behind a word for password: anything behind a colon, else what looks like one.
fn password(text: &Text, word: &Range<usize>) -> Option<Range<usize>> {
    let mark = text.run_end(word.end, |c| c == ' ');
    let is_said = matches!(text.at(mark), ':' | '=');
    let mut start = text.run_end(mark, |c| matches!(c, ' ' | ':' | '=' | '"' | '\''));
    let next = start..text.run_end(start, char::is_alphabetic);
    if !is_said && text.is_word(&next, "is ist est es was war lautet") {
        start = text.run_end(next.end, |c| matches!(c, ' ' | ':' | '"' | '\''));
    }
    let end = text.near_end(start, |c| !c.is_whitespace());
    let end = text.run_start(end, |c| matches!(c, '.' | ',' | '"' | '\'' | ')' | '?')).max(start);
    let secret = text.chars(&(start..end));
    let has_digit = secret.iter().any(char::is_ascii_digit);
    let has_sign = secret.iter().any(|c| matches!(c, '!' | '@' | '#' | '$' | '%' | '&' | '*' | '^' | '=' | '+' | '_'));
    (start > word.end && (is_said || has_digit || has_sign)).then_some(start..end)
}
