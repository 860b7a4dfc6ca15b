// Where in an article a snippet stands. A snippet is plain text made of blocks, table rows and list items, so that it
// is not in the article as it is: words are compared, and runs of them that are equal are what is lit up.

/** Scripts without spaces are compared sign by sign. */
const WORD =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]|[\p{L}\p{N}\p{M}]+/gu;

/** Fewer words in a row than this are no passage, unless the snippet has no more. */
const SHORTEST_RUN = 3;

/** @typedef {{form: string, start: number, end: number}} Word */

/** @returns {Word[]} */
export function wordsOf(text) {
  return Array.from(text.matchAll(WORD), (found) => ({
    form: found[0].normalize("NFKC").toLowerCase(),
    start: found.index,
    end: found.index + found[0].length,
  }));
}

/**
 * Runs of words of `snippet` that `text` has: `from` word `from` of the snippet and word `first` of the text, `size` words.
 * The longest run is taken at every step; where several are as long, the first behind the last one that was taken.
 * @param {Word[]} snippet
 * @param {Word[]} text
 */
export function runsOf(snippet, text) {
  const length = Math.min(SHORTEST_RUN, snippet.length);
  if (length === 0) return [];
  const places = beginnings(text, length);
  const runs = [];
  let behind = 0;
  for (let at = 0; at + length <= snippet.length;) {
    const found = longest(snippet, at, text, places.get(key(snippet, at, length)) ?? [], behind);
    if (found) {
      runs.push({ from: at, ...found });
      behind = found.first + found.size;
    }
    at += found?.size ?? 1;
  }
  return runs;
}

const key = (words, at, length) =>
  words
    .slice(at, at + length)
    .map((word) => word.form)
    .join(" ");

function beginnings(text, length) {
  const places = new Map();
  for (let at = 0; at + length <= text.length; at += 1) {
    const here = key(text, at, length);
    if (places.has(here)) places.get(here).push(at);
    else places.set(here, [at]);
  }
  return places;
}

function longest(snippet, at, text, candidates, behind) {
  let best = null;
  for (const first of candidates) {
    let size = 0;
    while (at + size < snippet.length && text[first + size]?.form === snippet[at + size].form) size += 1;
    const isBetter = !best || size > best.size || (size === best.size && best.first < behind && first >= behind);
    if (isBetter) best = { first, size };
  }
  return best;
}

/** Whether a word is in one of the highlights of its text. */
const isIn = (highlights) => (word) => highlights.some(([start, end]) => word.start < end && start < word.end);

const BLOCKS = "p, li, td, th, dt, dd, pre, h1, h2, h3, h4, h5, h6, blockquote, figcaption, caption, summary, div";

/** The text of some nodes, and where each piece of it stands. */
class Passage {
  text = "";
  #pieces = [];

  /** @param {Iterable<Node>} nodes */
  constructor(nodes) {
    let before = null;
    for (const node of nodes) {
      for (const piece of textNodes(node)) {
        const block = piece.parentElement.closest(BLOCKS);
        if (block !== before) this.text += "\n";
        before = block;
        this.#pieces.push({ node: piece, start: this.text.length });
        this.text += piece.data;
      }
    }
  }

  /** One range a text node, from `start` to `end` of the text, so that nothing between blocks is lit up. */
  ranges(start, end) {
    const ranges = [];
    for (const piece of this.#pieces) {
      const from = Math.max(start - piece.start, 0);
      const to = Math.min(end - piece.start, piece.node.length);
      if (from >= to || !piece.node.data.slice(from, to).trim()) continue;
      const range = new Range();
      range.setStart(piece.node, from);
      range.setEnd(piece.node, to);
      ranges.push(range);
    }
    return ranges;
  }
}

function* textNodes(node) {
  if (node.nodeType === Node.TEXT_NODE) return yield node;
  if (node.nodeType !== Node.ELEMENT_NODE || node.hasAttribute("data-tool")) return;
  const walker = document.createTreeWalker(node, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT, (inner) =>
    inner.nodeType === Node.ELEMENT_NODE && inner.hasAttribute("data-tool")
      ? NodeFilter.FILTER_REJECT
      : NodeFilter.FILTER_ACCEPT,
  );
  while (walker.nextNode()) if (walker.currentNode.nodeType === Node.TEXT_NODE) yield walker.currentNode;
}

/**
 * Where a snippet stands in the nodes of its section.
 * @param {Node[]} nodes
 * @param {{text: string, highlights: [number, number][]}} snippet
 * @returns {{passage: Range[], words: Range[]}} without a passage, the words wherever they are
 */
export function locate(nodes, { text, highlights }) {
  const section = new Passage(nodes);
  const [snippet, words] = [wordsOf(text), wordsOf(section.text)];
  const isLit = snippet.map(isIn(highlights));
  const runs = runsOf(snippet, words);
  const inRun = ({ from, first, size }) => words.slice(first, first + size).filter((_, at) => isLit[from + at]);
  const lit =
    runs.length > 0
      ? runs.flatMap(inRun)
      : alike(
          words,
          snippet.filter((_, at) => isLit[at]),
        );
  return {
    passage: runs.flatMap(({ first, size }) => section.ranges(words[first].start, words[first + size - 1].end)),
    words: lit.flatMap((word) => section.ranges(word.start, word.end)),
  };
}

function alike(words, wanted) {
  const forms = new Set(wanted.map((word) => word.form));
  return words.filter((word) => forms.has(word.form));
}
