// Lights ranges up: by the browser's highlights where it has them, else by `<mark>` around pieces of text.

const PASSAGE = "nohold-passage";
const WORD = "nohold-word";

/** @param {{passage: Range[], words: Range[]}} found each range within one text node */
export function light({ passage, words }) {
  for (const range of passage) blockOf(range)?.classList.add("lit-block");
  if (globalThis.CSS?.highlights && globalThis.Highlight) {
    CSS.highlights.set(PASSAGE, Object.assign(new Highlight(...passage), { priority: 1 }));
    CSS.highlights.set(WORD, Object.assign(new Highlight(...words), { priority: 2 }));
  } else {
    cuts(passage, words).forEach(split);
  }
}

/** Takes the light away again. */
export function darken(root) {
  globalThis.CSS?.highlights?.delete(PASSAGE);
  globalThis.CSS?.highlights?.delete(WORD);
  for (const block of root.querySelectorAll(".lit-block")) block.classList.remove("lit-block");
  for (const mark of root.querySelectorAll("mark.lit-word, mark.lit-passage")) mark.replaceWith(...mark.childNodes);
  root.normalize();
}

const blockOf = (range) => range.startContainer.parentElement?.closest("p, li, td, th, dt, dd, pre, blockquote");

/** What is lit of each text node. */
function cuts(passage, words) {
  const nodes = new Map();
  const add = (name) => (range) => {
    const node = range.startContainer;
    if (!nodes.has(node)) nodes.set(node, []);
    nodes.get(node).push({ name, start: range.startOffset, end: range.endOffset });
  };
  words.forEach(add("lit-word"));
  passage.forEach(add("lit-passage"));
  return nodes;
}

/** Splits a text node where light begins or ends. A word within a passage is lit as a word. */
function split(lit, node) {
  const borders = new Set([0, node.length, ...lit.flatMap(({ start, end }) => [start, end])]);
  const sorted = [...borders].sort((a, b) => a - b);
  const pieces = sorted.slice(1).map((end, at) => {
    const text = node.data.slice(sorted[at], end);
    const light = lit.find((range) => range.start <= sorted[at] && end <= range.end);
    return light ? markOf(light.name, text) : text;
  });
  node.replaceWith(...pieces);
}

function markOf(name, text) {
  const mark = document.createElement("mark");
  mark.className = name;
  mark.append(text);
  return mark;
}
