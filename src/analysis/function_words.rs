//! Words that hold a sentence together and say little of what it is about, by language, folded.
//!
//! Question and lead-in words are among them (`how do I`, `wo kann ich`), since in a query they say that somebody asks,
//! not what.

use super::language::primary;

const ENGLISH: &str = "a about after again all also am an and any are as at be because been before being but by can cannot \
    could did do does doing done dont for from get gets getting got had has have having he hello help her here hers hi him \
    his how i if im in into is isnt it its ive just kindly know let like made make many may me might more most much must my \
    need needs no nor not now of off on once one only or other our ours out over own please possible put really said same \
    say says see shall she should so some still such take tell than thank thanks that the their theirs them then there these \
    they thing things this those through to too under until up us very want wanted wants was way we well were what whats \
    when where whether which while who whom whose why will with would yes yet you your yours";

const GERMAN: &str = "aber alle allem allen aller alles als also am an andere anderen auch auf aus bei beim bekomme bekommen \
    bin bis bist bitte da dabei dafur damit danach danke dann darf das dass dem den denn der deren des dessen dich die dies \
    diese diesem diesen dieser dieses dir doch dort du durch eigentlich ein eine einem einen einer eines einfach er es etwas \
    euch euer eure fur gibt haben hab habe hallo hat hatte hatten hier hin hinter ich ihm ihn ihnen ihr ihre ihrem ihren \
    ihrer im immer in ins ist ja jede jedem jeden jeder jedes jemand jetzt kann kannst kein keine keinem keinen keiner \
    konnen konnte konnten mal man mehr mein meine meinem meinen meiner meines mich mir mit mochte mochten muss mussen nach \
    nicht nichts noch nun nur ob oder ohne schon sehr sein seine seinem seinen seiner seit sich sie sind so soll sollte \
    sollten sondern sonst uber um und uns unser unsere unter viel vom von vor wann war waren warum was weil welche welchem \
    welchen welcher welches wem wen wenn wer werde werden wie wieder wieso wieviel will wir wird wo woher wohin wollen worum \
    wurde wurden zu zum zur zwischen";

const FRENCH: &str = "a afin ai aider ainsi alors apres as au aucun aussi autre autres aux avais avait avant avec avez avoir \
    avons bien bonjour c car ce cela celle celles celui ces cet cette ceux chez ci comme comment d dans de deja depuis des \
    dois doit doivent donc dont du elle elles en encore entre es est et etait ete etes etre eu eux faire fais fait faut font \
    ici il ils j je jusqu l la laquelle le lequel les lesquels leur leurs lors lorsque lui m ma mais me meme memes mes merci \
    moi moins mon n ne ni non nos notre nous on ont ou par parce pas pendant peu peut peuvent peux plus pour pourquoi \
    pourrais pourrait pouvez pouvoir puis puisque qu quand que quel quelle quelles quels quelqu quelque quelques qui quoi s \
    sa sans se sera ses si soit sommes son sont souhaite sous suis sur svp t ta te tes toi ton toujours tous tout toute \
    toutes tres tu un une vais va veux veut voici voila vont vos votre voudrais vous y";

const SPANISH: &str = "a al algo algun alguna algunas alguno algunos ante antes aqui asi aun aunque bien cada como con contra \
    cual cuales cualquier cuando cuanto cuanta cuantas cuantos de debe debo del desde despues donde dos durante e el ella \
    ellas ellos en entre era eran es esa esas ese eso esos esta estaba estan estar estas este esto estos estoy fue fueron \
    gracias ha habia hace hacer hago han hasta hay he hola la las le les lo los mas me mi mis mismo mucho muy nada necesito \
    ni no nos nosotros nuestra nuestro o os otra otro otras otros para pero poco podria por porque posible puede pueden \
    puedo pues que quien quienes quiero quisiera se sea ser si sido siempre sin sobre sois solo son soy su sus tambien tan \
    tanto te tener tengo tiene tienen todo todos toda todas tu tus un una unas uno unos usted ustedes ya yo y";

const ITALIAN: &str = "a abbiamo ad agli ai al alla alle allo anche ancora avere avete c che chi ci ciao come con cosa cosi \
    cui da dagli dai dal dalla dalle dei del dell della delle dello di dopo dove due e ed era essere fa fare fino fra gli \
    grazie ha hai hanno ho i il in io l la le lei li lo loro lui ma me mi mia mie miei mio molto ne negli nei nel nella nelle \
    nello no noi non nostra nostro o ogni per perche piu poi posso puo qual quale quali quando quanta quante quanti quanto \
    quella quelle quelli quello questa queste questi questo qui se sei senza si sia siamo solo sono sta su sua sue sugli sui \
    sul sulla suo suoi te ti tra tua tuo tutte tutti tutto un una uno vi voglio voi vorrei vostra vostro";

const PORTUGUESE: &str = "a ainda algum alguma ao aos apos aquela aquele as assim ate bem cada com como da das de dela dele \
    depois deve devo do dos e ela elas ele eles em entre era essa esse esta estao estar estas este estou eu faco fazer foi \
    ha isso isto ja la lhe mais mas me mesmo meu meus minha minhas muito na nao nas nem no nos nossa nosso num numa o obrigado \
    ola onde os ou para pela pelas pelo pelos pode podem por porque posso preciso qual quais quando quanta quanto que quem \
    quero se seja sem ser seu seus si so sobre sua suas tambem te tem tenho ter teu todo todos tu tua tudo um uma umas uns \
    voce voces vos";

const DUTCH: &str = "aan al alles als altijd andere ben bij daar dag dan dat de den der deze die dit doe doen door dus een eens \
    en er ge geen graag haar had hallo heb hebben heeft hem het hier hij hoe hoeveel hun ik in is ja je jij jou jullie kan \
    kunnen kunt maar me meer men met mij mijn moet moeten na naar niet niets nog nu of om omdat ons onze ook op over te toch \
    toen tot u uit uw van veel voor waar waarom wanneer want waren was wat we wel welke werd wie wij wil willen worden wordt \
    zal ze zei zich zij zijn zo zonder zou";

/// The function words of a language, by its BCP 47 tag; none if they are not known.
fn of(tag: &str) -> &'static str {
    match primary(tag).to_ascii_lowercase().as_str() {
        "en" => ENGLISH,
        "de" => GERMAN,
        "fr" => FRENCH,
        "es" => SPANISH,
        "it" => ITALIAN,
        "pt" => PORTUGUESE,
        "nl" => DUTCH,
        _ => "",
    }
}

/// Which of `words` (folded) are function words of the language `tag`.
///
/// In Japanese, endings and particles are written in hiragana, and what a text is about mostly is not: pairs of hiragana
/// count as function words in every language.
pub(crate) fn function_words(tag: &str, words: &[&str]) -> Vec<bool> {
    let known: Vec<&str> = of(tag).split(' ').collect();
    words.iter().map(|word| known.contains(word) || is_hiragana(word)).collect()
}

fn is_hiragana(word: &str) -> bool {
    word.chars().all(|c| matches!(c, '\u{3041}'..='\u{309f}'))
}

#[cfg(test)]
mod tests {
    use super::{function_words, of};
    use crate::analysis::fold;

    #[test]
    fn lists_are_folded_and_have_no_word_twice() {
        for tag in ["en", "de", "fr", "es", "it", "pt", "nl"] {
            let mut words: Vec<&str> = of(tag).split(' ').filter(|word| !word.is_empty()).collect();
            assert!(words.len() > 80 && words.iter().all(|word| fold(word) == *word), "{tag}");
            words.sort_unstable();
            let count = words.len();
            words.dedup();
            assert_eq!(words.len(), count, "{tag}");
        }
    }

    #[test]
    fn tells_function_words() {
        assert_eq!(function_words("en-GB", &["how", "refund", "です"]), [true, false, true]);
        assert_eq!(function_words("xx", &["how", "東京"]), [false, false]);
    }
}
