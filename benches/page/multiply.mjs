// A big knowledge base made of a small one: copies of its articles in which words are exchanged, always the same ones.
import { createWriteStream } from "node:fs";
import { mkdir, readFile, readdir } from "node:fs/promises";
import { once } from "node:events";
import { dirname, join } from "node:path";
import { parse } from "yaml";

/** Of a copy's words, this many are exchanged for others; and this many of those for words that no article had before. */
const EXCHANGED = 0.25;
const COINED = 0.2;
const SYLLABLES = "ba con der el fi gra hin im jo kel lo mar nes or pel qui ra sen tis ul ver wan yo zet".split(" ");
/** Words of running text; not what stands in a link's parentheses. */
const WORD = /\]\([^)]*\)|[A-Za-zÀ-ÿ]{4,}/g;

/** Writes `count` articles, made of the Markdown in `folder`, to `file` as JSON Lines. */
export async function multiply(folder, count, file) {
  const originals = await read(folder);
  const words = originals.flatMap(({ text }) => text.match(WORD).filter((word) => !word.startsWith("]")));
  await mkdir(dirname(file), { recursive: true });
  const out = createWriteStream(file);
  for (let number = 0; number < count; number++) {
    const copy = vary(originals[number % originals.length], Math.floor(number / originals.length), words, number);
    if (!out.write(`${JSON.stringify(copy)}\n`)) await once(out, "drain");
  }
  out.end();
  await once(out, "finish");
}

async function read(folder) {
  const names = (await readdir(folder, { recursive: true })).filter((name) => name.endsWith(".md")).sort();
  const sources = await Promise.all(names.map(async (id) => [id, await readFile(join(folder, id), "utf8")]));
  return sources
    .map(([id, source]) => [id, /^---\n([\s\S]*?)\n---\n([\s\S]*)$/.exec(source)])
    .filter(([, parts]) => parts)
    .map(([id, [, head, text]]) => ({ ...parse(head), id, text }))
    .filter(({ audience, draft, unlisted, expiryDate }) => !audience && !draft && !unlisted && !expiryDate);
}

function vary(original, copy, words, seed) {
  const { id, text, title = /^# (.+)/m.exec(text)?.[1] ?? id, owner, tags, keywords, description, lang } = original;
  const facts = { owner, tags, keywords, description, lang };
  if (copy === 0) return { id, title, text, ...facts };
  const random = generator(seed);
  const coin = () => Array.from({ length: 2 + (random() % 3) }, () => SYLLABLES[random() % SYLLABLES.length]).join("");
  const other = () => (random() / 2 ** 32 < COINED ? coin() : words[random() % words.length]);
  const exchanged = (word) => (word.startsWith("]") || random() / 2 ** 32 >= EXCHANGED ? word : other());
  return { id: `${copy}/${id}`, title: `${title}: ${coin()} ${coin()}`, text: text.replace(WORD, exchanged), ...facts };
}

/** Numbers below 2^32 that look random: mulberry32. */
function generator(seed) {
  let state = Math.imul(seed + 1, 0x9e3779b1);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
}
