// What a pasted e-mail asks: the text of its writer, without what mail programs put around it.

/** What begins the part that is somebody else's, or nobody's. */
const ENDS = [
  /^-- ?$/,
  /^[-_ ]{2,}\s*(original message|forwarded message|ursprüngliche nachricht|message d'origine|mensaje original)/i,
  /^_{10,}$/,
  /^on .{6,120} wrote:$/i,
  /^(am .{6,120} schrieb .*|le .{6,120} a écrit ?|el .{6,120} escribió):$/i,
  /^(sent from my|get outlook for|von meinem .* gesendet|gesendet von mein|envoyé de mon|enviado desde mi)\b/i,
  /^this e-?mail (and|is|may|message)\b.*(confidential|intended)/i,
];
const SUBJECT = /^(?:subject|betreff|objet|asunto|件名)\s*[:：]\s*(?:(?:re|aw|fwd?|wg|tr)\s*:\s*)*(.*)$/i;
const HEADER = /^(from|to|cc|bcc|date|sent|reply-to|von|an|gesendet|de|à|para|enviado|envoyé)\s*:\s/i;
const GREETING =
  /^(dear|hello|hi|hey|good (morning|afternoon|evening)|hallo|guten tag|bonjour|hola|to whom)\b.{0,60}$/i;

/** Whether a pasted text is better shown as a summary than in a line. */
export function isLong(text) {
  return text.trim().includes("\n") || text.length > 240;
}

/**
 * @param {string} text
 * @returns {{lines: number, words: number, subject: string, question: string, first: string}} `question` is what to
 *   search for, `first` what its writer begins with
 */
export function readMail(text) {
  const lines = text.replace(/\r\n?/g, "\n").split("\n");
  const { subject, body } = parts(lines);
  const question = [subject, ...body].filter(Boolean).join("\n").trim();
  const first = body.find((line) => line && !GREETING.test(line)) ?? body[0] ?? subject;
  return {
    lines: lines.filter((line) => line.trim()).length,
    words: text.split(/\s+/).filter(Boolean).length,
    subject,
    question: question || text.trim(),
    first: first || text.trim(),
  };
}

function parts(lines) {
  let subject = "";
  const body = [];
  for (const line of lines.map((line) => line.trim())) {
    if (body.length > 0 && ENDS.some((end) => end.test(line))) break;
    const found = body.length === 0 ? SUBJECT.exec(line) : null;
    if (found) subject = found[1];
    else if (line.startsWith(">") || (body.length === 0 && (line === "" || HEADER.test(line)))) continue;
    else body.push(line);
  }
  return { subject, body };
}
