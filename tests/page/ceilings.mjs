// How large what a page loads may be: `node ceilings.mjs` fails where something grew by more than 2 % or over its limit.
// `--write` takes what is there as the new sizes; a limit stays a limit.
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { brotliCompressSync, constants } from "node:zlib";
import { NPM, PUBLIC, SAMPLE } from "./built.mjs";

const { values: options } = parseArgs({
  options: {
    write: { type: "boolean", default: false },
    file: { type: "string", default: fileURLToPath(new URL("ceilings.json", import.meta.url)) },
  },
});

const brotli = (bytes) =>
  brotliCompressSync(bytes, {
    params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length },
  }).length;

const sum = (numbers) => numbers.reduce((sum, number) => sum + number, 0);

/** A module of the package, and all that it imports. */
async function modules(name, seen = new Set()) {
  if (seen.has(name)) return seen;
  seen.add(name);
  const source = await readFile(join(NPM, name), "utf8");
  for (const [, other] of source.matchAll(/(?:from|import\(?)\s*"\.\/([\w-]+\.js)"/g)) await modules(other, seen);
  return seen;
}

/** What the component is, without what searches: that is counted with the WebAssembly. */
async function widgetFiles() {
  const names = [...(await modules("widget.js"))];
  return Promise.all(names.filter((name) => name.startsWith("widget")).map((name) => readFile(join(NPM, name))));
}

/** The glue between the page and the WebAssembly. */
async function readerFiles() {
  const names = new Set([...(await modules("remote.js")), ...(await modules("worker.js"))]);
  return Promise.all([...names].map((name) => readFile(join(NPM, name))));
}

/** The Markdown of the articles that the public edition has. */
async function publicMarkdown() {
  const { KnowledgeBase } = await import(join(NPM, "node.js"));
  const base = await KnowledgeBase.fromBytes(await readFile(PUBLIC));
  const names = (await readdir(SAMPLE, { recursive: true })).filter((name) => name.endsWith(".md"));
  const inEdition = names.filter((name) => base.article(name.replaceAll("\\", "/")) !== null);
  if (inEdition.length !== base.info.articles) throw new Error("the edition is of other articles than kb-sample has");
  return Promise.all(inEdition.map((name) => readFile(join(SAMPLE, name))));
}

async function measured() {
  const wasm = (await readdir(NPM)).find((name) => name.endsWith(".wasm"));
  const loader = await readFile(join(NPM, "widget.js"));
  const edition = brotli(await readFile(PUBLIC));
  const markdown = await publicMarkdown();
  return {
    wasm: brotli(await readFile(join(NPM, wasm))),
    loader: loader.length,
    "loader, brotli": brotli(loader),
    "widget, brotli": sum((await widgetFiles()).map(brotli)),
    "reader's modules, brotli": sum((await readerFiles()).map(brotli)),
    "edition, brotli": edition,
    "edition of its Markdown, per mille": Math.round((1000 * edition) / sum(markdown.map(({ length }) => length))),
  };
}

const { growth, sizes } = JSON.parse(await readFile(options.file, "utf8"));
const found = await measured();
const rows = Object.entries(found).map(([name, size]) => {
  const { recorded = null, limit = null } = sizes[name] ?? {};
  const most = Math.min(recorded === null || options.write ? Infinity : recorded * growth, limit ?? Infinity);
  return { name, recorded, size, change: recorded ? size / recorded - 1 : null, limit, isTooLarge: size > most };
});

const cell = (value, width) => String(value ?? "").padStart(width);
console.log(`${"".padEnd(36)}${cell("recorded", 10)}${cell("now", 10)}${cell("change", 9)}${cell("limit", 10)}`);
for (const { name, recorded, size, change, limit, isTooLarge } of rows) {
  const percent = change === null ? "" : `${(100 * change).toFixed(1)} %`;
  const verdict = isTooLarge ? "  too large" : "";
  console.log(`${name.padEnd(36)}${cell(recorded, 10)}${cell(size, 10)}${cell(percent, 9)}${cell(limit, 10)}${verdict}`);
}

if (options.write) {
  const written = Object.fromEntries(rows.map(({ name, size, limit }) => [name, { recorded: size, limit }]));
  await writeFile(options.file, `${JSON.stringify({ growth, sizes: written }, null, 2)}\n`);
}
const missing = Object.keys(sizes).filter((name) => !(name in found));
if (missing.length > 0) console.log(`not measured any more: ${missing.join(", ")}`);
process.exitCode = rows.some(({ isTooLarge }) => isTooLarge) || missing.length > 0 ? 1 : 0;
