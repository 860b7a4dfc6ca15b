//! Phrases of several languages, and a plain form of a text to look for them in.
//!
//! All languages are looked through at once: a message may be in two, and what is short cannot be told. Phrases are folded,
//! those of scripts without spaces stand anywhere, others between words.

use crate::analysis::fold;

/// A text folded, with one space for whatever is neither letter nor digit, and one at both ends.
pub(super) fn plain(text: &str) -> String {
    let mut plain = String::from(" ");
    for c in fold(text).chars() {
        let c = if c.is_alphanumeric() { c } else { ' ' };
        if c != ' ' || !plain.ends_with(' ') {
            plain.push(c);
        }
    }
    if !plain.ends_with(' ') {
        plain.push(' ');
    }
    plain
}

/// A closed list of phrases: one string, cut at `|`.
#[derive(Clone, Copy)]
pub(super) struct Phrases(&'static str);

impl Phrases {
    fn each(self) -> impl Iterator<Item = &'static str> {
        self.0.split('|').map(str::trim)
    }

    /// How many of them are in a [`plain`] text.
    pub(super) fn count(self, plain: &str) -> usize {
        self.each().filter(|phrase| has(plain, phrase)).count()
    }

    /// Whether one of them is in a [`plain`] text.
    pub(super) fn are_in(self, plain: &str) -> bool {
        self.each().any(|phrase| has(plain, phrase))
    }

    /// Whether a [`plain`] text is one of them.
    pub(super) fn are(self, plain: &str) -> bool {
        self.each().any(|phrase| plain.trim() == phrase)
    }

    /// Whether a [`plain`] text begins with one of them.
    pub(super) fn begin(self, plain: &str) -> bool {
        self.each().any(|phrase| {
            let rest = plain.trim_start().strip_prefix(phrase);
            rest.is_some_and(|rest| !phrase.is_ascii() || rest.starts_with(' '))
        })
    }
}

fn has(plain: &str, phrase: &str) -> bool {
    let stands_alone = |at: usize| {
        let before = plain.get(..at).is_some_and(|before| before.ends_with(' '));
        before && plain.get(at + phrase.len()..).is_some_and(|after| after.starts_with(' '))
    };
    plain.match_indices(phrase).any(|(at, _)| !phrase.is_ascii() || stands_alone(at))
}

/// Names of the lines above a mail.
pub(super) const HEADERS: Phrases = Phrases(
    "from|to|cc|bcc|date|sent|subject|reply to|received|importance|attachments|von|an|gesendet|datum|betreff|antwort an|de|a\
    |envoye|objet|para|enviado|fecha|asunto|da|data|inviato|oggetto|assunto|aan|verzonden|onderwerp|件名|差出人|宛先|日時\
    |送信日時|送信者",
);

/// Of these, those with which a mail says what it is about.
pub(super) const SUBJECTS: Phrases = Phrases("subject|betreff|objet|asunto|oggetto|assunto|onderwerp|件名");

/// What stands between a mail and the one that it answers.
pub(super) const ORIGINAL: Phrases = Phrases(
    "original message|ursprungliche nachricht|message d origine|message original|mensaje original|messaggio originale\
    |mensagem original|oorspronkelijk bericht|original nachricht|元のメッセージ",
);

/// What stands above a mail that is passed on.
pub(super) const FORWARDED: Phrases = Phrases(
    "forwarded message|forwarded by|weitergeleitete nachricht|anfang der weitergeleiteten nachricht|message transfere\
    |debut du message transfere|debut du message reexpedie|mensaje reenviado|inicio del mensaje reenviado\
    |messaggio inoltrato|mensagem encaminhada|doorgestuurd bericht|転送メッセージ|転送されたメッセージ",
);

/// `On 3 May, Ann wrote:`
pub(super) const WROTE: Phrases =
    Phrases("wrote|writes|schrieb|schreibt|a ecrit|ecrit|escribio|ha scritto|escreveu|schreef|のメッセージ|書きました");

pub(super) const GREETINGS: Phrases = Phrases(
    "dear|hello|hi|hiya|hey|good morning|good afternoon|good evening|good day|greetings|to whom it may concern|sir or madam\
    |hallo|guten tag|guten morgen|guten abend|sehr geehrte|sehr geehrter|liebe|lieber|liebes|moin|servus|gruss gott|gruezi\
    |bonjour|bonsoir|chere|cher|madame|monsieur|salut|hola|buenos dias|buenas tardes|buenas noches|buenas|estimado|estimada\
    |estimados|estimadas|querido|querida|buongiorno|buonasera|gentile|gentili|ciao|ola|bom dia|boa tarde|caro|cara|prezado\
    |prezada|prezados|beste|geachte|goedemorgen|goedemiddag|こんにちは|こんばんは|おはよう|お世話になっ|いつもお世話|はじめまして|拝啓|御中",
);

pub(super) const SIGN_OFFS: Phrases = Phrases(
    "regards|kind regards|best regards|warm regards|warmest regards|with regards|with kind regards|with best regards\
    |best wishes|with best wishes|with warm wishes|warm wishes|all the best|best|bests|cheers|sincerely|yours|cordially\
    |warmly|respectfully|love|take care|with love|with thanks|thanks|thank you|many thanks|thx|ta|tia|bye|have a nice\
    |have a good|have a great|looking forward|mit freundlichen grussen|mit freundlichem gruss|mit besten grussen\
    |mit herzlichen grussen|freundliche grusse|viele grusse|beste grusse|liebe grusse|herzliche grusse|schone grusse|grusse\
    |gruss|mfg|lg|vg|danke|vielen dank|besten dank|hochachtungsvoll|herzlichst|cordialement|bien cordialement|bien a vous\
    |salutations|sinceres salutations|meilleures salutations|amicalement|merci|bonne journee|veuillez agreer|saludos\
    |un saludo|un cordial saludo|atentamente|cordialmente|gracias|muchas gracias|un abrazo|cordiali saluti|distinti saluti\
    |saluti|grazie|atenciosamente|cumprimentos|obrigado|obrigada|met vriendelijke groet|groeten|groetjes|bedankt\
    |よろしくお願い|宜しくお願い|以上 よろしく|以上です|敬具|ありがとうございま",
);

/// What programs put beneath a mail.
pub(super) const DEVICES: Phrases = Phrases(
    "sent from my|sent from outlook|sent from mail|get outlook for|von meinem|gesendet von|gesendet mit|envoye de mon\
    |envoye depuis|envoye a partir|enviado desde|inviato da|enviado do meu|verzonden vanaf|verstuurd vanaf|から送信",
);

/// Two of them make a disclaimer.
pub(super) const DISCLAIMER: Phrases = Phrases(
    "confidential|confidentiality notice|disclaimer|intended solely|intended recipient|addressee|privileged|liability\
    |received this message in error|received it by mistake|received this email in error|notify the sender|viruses\
    |any attachments|views expressed|registered in|registered office|unauthorised|unauthorized|vertraulich\
    |vertrauliche informationen|irrtumlich|unbefugte|nicht gestattet|vernichten|confidentiel|confidentielles|destinataire\
    |par erreur|piece jointe|pieces jointes|confidencial|destinatario|por error|archivos adjuntos|riservato|riservate\
    |destinatari|per errore|vertrouwelijk|geadresseerde|秘密情報|誤って受信",
);

/// A mail that a program wrote says so in its subject…
pub(super) const AUTOMATIC: Phrases = Phrases(
    "automatic reply|auto reply|autoreply|out of office|out of the office|away from the office|on annual leave\
    |abwesenheitsnotiz|automatische antwort|nicht im buro|nicht im haus|ausser haus|bin abwesend|reponse automatique\
    |absent du bureau|absente du bureau|suis absent|suis absente|respuesta automatica|fuera de la oficina|estoy ausente\
    |risposta automatica|fuori ufficio|resposta automatica|fora do escritorio|afwezig|不在|自動応答|自動返信",
);

/// … or says one of these beside it.
pub(super) const AWAY: Phrases = Phrases(
    "urgent|urgently|limited access|no access|will be back|my return|when i return|colleague|dringend|dringenden\
    |weitergeleitet|vertretung|kollegin|kollegen|urgence|collegue|mon retour|urgente|urgentes|companero|companera|regreso\
    |colega|urgenza|collega|至急|緊急|戻り",
);

/// Who answers in a transcript…
pub(super) const AGENTS: Phrases = Phrases(
    "agent|rep|representative|operator|advisor|adviser|support|service|bot|chatbot|assistant|staff|helpdesk|csr|employee\
    |mitarbeiter|mitarbeiterin|berater|beraterin|kundenservice|conseiller|conseillere|agente|asesor|asesora|soporte\
    |operatore|assistenza|atendente|medewerker|担当|担当者|オペレーター|サポート",
);

/// … and who asks.
pub(super) const CUSTOMERS: Phrases = Phrases(
    "customer|cust|caller|client|visitor|guest|user|subscriber|member|patient|kunde|kundin|anrufer|anruferin|besucher|gast\
    |cliente|cliente a|visiteur|visiteuse|usuario|usuaria|visitante|visitatore|klant|bezoeker|beller|お客様|お客|顧客|利用者",
);

/// What thanks, hopes or takes leave, and asks nothing.
pub(super) const COURTESY: Phrases = Phrases(
    "thank you|thank you very much|thank you so much|thanks|many thanks|thx|hope this finds|hope you are|hope you re\
    |looking forward|look forward|have a nice|have a good|have a great|in advance|no hurry|that s all|that is all|ring me back|ring me on|call me back|call me on|best wishes|kind regards|bye\
    |goodbye|my name is|you re welcome|vielen dank|danke|besten dank|im voraus|schonen tag|mein name ist|merci|remercie\
    |par avance|bonne journee|je m appelle|gracias|de antemano|un saludo|me llamo|grazie|obrigado|obrigada|bedankt\
    |お世話になっ|申します|よろしくお願い|宜しくお願い|ありがとう|お願いいたします",
);

/// What asks without a question mark.
pub(super) const WISHES: Phrases = Phrases(
    "please|pls|plz|kindly|could you|can you|would you|will you|can i|could i|may i|can we|could we|may we|can my|how do i\
    |how do we|how does|how can|how to|how much|how many|how long|how often|what do i|what is|what are|what can|what would\
    |what happens|what if|when will|when do|when does|when is|where do|where is|where can|who do|which|why is|why do|why does\
    |is there|are there|is it possible|do you|does it|do i|did you|i want|we want|i wanted|i would like|i d like|we would like\
    |we d like|i d love|we d love|would like|would love|would prefer|need|needs|d also|would also|also want|also like|also love|i wish|we wish|wish to\
    |i demand|i wonder|wondering|wanted to ask|question about|let me know|tell me|send me|looking for|trying to|have to\
    |don t know what|don t know how|do not know what|do not know how|bitte|konnen sie|konnten sie|kannst du|konntest du\
    |konnt ihr|kann ich|konnen wir|kann man|darf ich|muss ich|mussen wir|ich mochte|wir mochten|ich will|ich wurde|wir wurden\
    |ich brauche|wir brauchen|benotige|benotigen|gibt es|wie kann|wie lange|wie viel|wie teuer|wie bekomme|wie komme|wie geht\
    |wo finde|wo kann|wann kommt|wann wird|was kostet|was passiert|was muss|wer zahlt|habt ihr|haben sie|s il vous plait|svp\
    |pourriez vous|pouvez vous|pouvons nous|puis je|peut on|est ce que|est il possible|y a t il|je voudrais|je souhaite\
    |souhaite|je veux|je voulais|j aimerais|nous aimerions|j ai besoin|comment|combien|quand|que faire|que dois je|dois je\
    |faut il|avez vous|por favor|puede|pueden|podria|podrian|puedo|podemos|se puede|es posible|quiero|quisiera|queria|quisieramos\
    |necesito|necesitamos|me gustaria|nos gustaria|como puedo|como se|cuanto|cuando|donde|que tengo que|tengo que|hay que|hay\
    |tienen|vorrei|vorremmo|potete|potreste|posso|per favore|come faccio|quanto costa|gostaria|queria saber|poderia|podem\
    |preciso|como faco|ik wil|ik wilde|graag|kunt u|kan ik|hoe kan|hoeveel|いただけ|ください|下さい|たいです|ほしい|欲しい|希望\
    |お願いしたい|教えて|ますか|ですか|でしょうか|ませんか|知りたい",
);

/// What says that something is not as it should be.
pub(super) const PROBLEMS: Phrases = Phrases(
    "not|never|no longer|there is no|there s no|have no|has no|get no|got no|nothing|cannot|can t|cant|won t|wont\
    |don t|dont|doesn t|doesnt|didn t|didnt|isn t|isnt|hasn t|hasnt|haven t|havent|wasn t|couldn t|aren t|still\
    |wrong|lost|lose|broken|broke|damaged|torn|ripped|missing|rejected|refused|denied|invalid|expired|locked\
    |blocked|error|fails|failed|failing|crash|crashes|stopped|stuck|gone|blank page|blank screen|white page\
    |white screen|twice|charged|too many|too late|problem|issue with|trouble|mistake|complain|complaint|only shows\
    |only 1|only one|without|nicht|kein|keine|keinen|nie|nichts|kaputt|defekt|falsch|verloren|gesperrt|fehler\
    |fehlt|fehlen|trotzdem|doppelt|zweimal|abgebucht|beschadigt|zerrissen|ungultig|immer noch|ne pas|n est pas\
    |n ai pas|n a pas|ne fonctionne|plus|jamais|pas|rien|erreur|impossible|probleme|dechire|abime|perdu|manque\
    |bloque|refuse|deux fois|page blanche|ecran blanc|no me|no puedo|no funciona|no llega|no ha|no he|nunca|nada\
    |problema|roto|rota|perdido|falta|bloqueada|bloqueado|rechazada|dos veces|non|mai|errore|nao|niet|geen|nooit\
    |kapot|fout|ません|ない|できない|エラー|間違|壊れ|届か|見逃|なくし|失敗|困って",
);

/// What begins another matter.
pub(super) const ANOTHER: Phrases = Phrases(
    "also|and also|and can|and do|and is there|what about|and what about|oh and|oh also|another thing|one more|one other|and another|and the other thing|the other thing|second\
    |secondly|third|thirdly|further|furthermore|moreover|besides|in addition|additionally|by the way|btw|ps|p s|while i m\
    |and while i m|lastly|finally|last but|on another note|separately|on top of that|what i actually|what else|first\
    |firstly|1|2|3|ausserdem|und noch|und kann|und gibt|und muss|noch eine|noch etwas|noch was|und ausserdem|ubrigens|zweitens|drittens|des weiteren\
    |weiterhin|ferner|daruber hinaus|nebenbei|zudem|par ailleurs|d autre part|aussi|autre chose|autre question|de plus\
    |en outre|deuxiemement|par la meme occasion|egalement|et aussi|y se puede|y puedo|ademas|tambien|por otra parte|por otro lado|otra cosa\
    |otra pregunta|asimismo|por cierto|y tambien|inoltre|anche|un altra cosa|alem disso|tambem|outra coisa|daarnaast|ook\
    |verder|それから|また|もう一つ|もうひとつ|次に|それと|さらに|ついでに",
);

/// What goes on with the same matter.
pub(super) const SAME: Phrases = Phrases(
    "if not|if so|if it|it|it s|its|this|that|these|they|them|until that|until then|so|then|because|since|which|what now\
    |and by when|and when|and how|or|and will|and does|wenn nicht|falls|das|es|sie|dann|deshalb|daher|weil|si non|sinon|si oui\
    |cela|ca|il|elle|c est|alors|donc|quand est ce|si no|si es|eso|esto|entonces|porque|es posible|その|これ|それは",
);

/// Words between which a sentence without stops may be cut…
pub(super) const AND: Phrases = Phrases("and|also|but|plus|so|und|sowie|aber|et|mais|y|e|pero|en|maar");

/// … if one of these follows.
pub(super) const ASKING: Phrases = Phrases(
    "do you|does|is there|are there|can i|can you|can we|can my|could you|could i|may i|how|what|when|where|who|why|which|will\
    |would|i also|i d like|i would like|i want|i need|i never|i have lost|the other thing|another|also|one more|please|do i\
    |did|if you could|then i|now the|muss|kann|konnen|wie|was|wann|wo|wer|warum|gibt es|ich brauche|ich mochte|noch|bitte\
    |est ce|comment|combien|quand|ou|pourquoi|je voudrais|pouvez|y a t|como|cuanto|cuando|donde|por que|puedo|quiero|se puede\
    |tambien",
);

/// After these a full stop ends no sentence.
pub(super) const SHORT: Phrases = Phrases(
    "mr|mrs|ms|dr|prof|st|no|nos|nr|vs|eg|ie|approx|ca|bzw|inkl|zb|evtl|ggf|str|hr|fr|sr|sra|srta|mme|mlle|art|tel|co|inc|ltd\
    |pp|vol|fig|jan|feb|mar|apr|aug|sep|sept|oct|okt|nov|dec|dez",
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phrases_are_plain_and_stand_once() {
        let lists = [
            HEADERS, SUBJECTS, ORIGINAL, FORWARDED, WROTE, GREETINGS, SIGN_OFFS, DEVICES, DISCLAIMER, AUTOMATIC, AWAY,
            AGENTS, CUSTOMERS, COURTESY, WISHES, PROBLEMS, ANOTHER, SAME, AND, ASKING, SHORT,
        ];
        for list in lists {
            let mut phrases: Vec<&str> = list.each().collect();
            for phrase in &phrases {
                assert_eq!(plain(phrase).trim(), *phrase);
                assert!(!phrase.is_empty(), "{phrases:?}");
            }
            phrases.sort_unstable();
            let twice: Vec<_> = phrases.windows(2).filter(|two| two[0] == two[1]).collect();
            assert!(twice.is_empty(), "{twice:?}");
        }
    }

    #[test]
    fn phrases_stand_between_words_or_anywhere_in_a_script_without_spaces() {
        let cases =
            [("Sent FROM my phone!", true), ("resent from myself", false), ("iPhoneから送信", true), ("", false)];
        for (text, expected) in cases {
            assert_eq!(DEVICES.are_in(&plain(text)), expected, "{text}");
        }
        assert_eq!(plain("  Où est-ce, l’été ?"), " ou est ce l ete ");
        assert!(GREETINGS.begin(&plain("Hello there")) && !GREETINGS.begin(&plain("Hierarchy")));
    }
}
