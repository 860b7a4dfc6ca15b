// Reads HTML as tags and text, by itself: the browser's own parser would report every handler and style in a hostile
// article as a violation of the page's policy, even in a document where nothing runs.

/** Elements whose content is no HTML, up to their end. */
const RAW = new Set("iframe noembed noframes noscript plaintext script style textarea title xmp".split(" "));

const TAG = /<(\/?)([a-z][^\s/>]*)/iy;
const ATTRIBUTE = /[\s/]*([^\s"'<>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'<>=`]+)))?/y;
/** What is in a tag behind what can be read as attributes. */
const REST = /[^>]*>?/y;

/**
 * @typedef {{text: string}} Text
 * @typedef {{name: string, attributes: Map<string, string>}} Start
 * @typedef {{end: string}} End
 */

/** @returns {Generator<Text | Start | End>} */
export function* tags(html) {
  let at = 0;
  while (at < html.length) {
    const next = html.indexOf("<", at);
    if (next > at || next === -1) yield { text: decoded(html.slice(at, next === -1 ? html.length : next)) };
    if (next === -1) return;
    const found = match(TAG, html, next);
    if (found) {
      const tag = readTag(html, next, found);
      at = tag.end;
      yield tag.token;
    } else {
      at = behindOther(html, next);
      if (at === next + 1) yield { text: "<" };
    }
  }
}

function match(pattern, html, at) {
  pattern.lastIndex = at;
  return pattern.exec(html);
}

function readTag(html, at, [start, slash, written]) {
  const name = written.toLowerCase();
  const attributes = new Map();
  let end = at + start.length;
  for (let found = match(ATTRIBUTE, html, end); found; found = match(ATTRIBUTE, html, end)) {
    const key = found[1].toLowerCase();
    if (!attributes.has(key)) attributes.set(key, decoded(found[2] ?? found[3] ?? found[4] ?? ""));
    end = ATTRIBUTE.lastIndex;
  }
  end += match(REST, html, end)[0].length;
  if (slash) return { token: { end: name }, end };
  return { token: { name, attributes }, end: RAW.has(name) ? behindRaw(html, name, end) : end };
}

/** Where the end tag of an element begins whose content is skipped. */
function behindRaw(html, name, at) {
  const found = html.slice(at).search(new RegExp(`</${name}[\\s/>]`, "i"));
  return found === -1 ? html.length : at + found;
}

/** Behind a comment, a declaration or an instruction; or behind the sign alone if it is none of them. */
function behindOther(html, at) {
  const [begins, ends] = html.startsWith("<!--", at) ? ["<!--", "-->"] : ["<!", ">"];
  if (!html.startsWith(begins, at) && !html.startsWith("<?", at) && !html.startsWith("</", at)) return at + 1;
  const end = html.indexOf(ends, at + 2);
  return end === -1 ? html.length : end + ends.length;
}

const NAMED = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", nbsp: "\u00a0" };

/** `text` with its character references resolved: the numbered ones, and those that the library writes. */
function decoded(text) {
  if (!text.includes("&")) return text;
  return text.replace(/&(?:#x([\da-f]{1,6})|#(\d{1,7})|(\w{2,4}));/gi, (whole, hex, decimal, name) => {
    if (name) return NAMED[name.toLowerCase()] ?? whole;
    const code = hex ? parseInt(hex, 16) : Number(decimal);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : "\ufffd";
  });
}
