// The searches that are compared: how each is made of the same articles, and what a host serves for it.
import { mkdir, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import MiniSearch from "minisearch";
import * as pagefind from "pagefind";
import { page, record } from "./articles.mjs";
import { compressed } from "./host.mjs";
import { DEFAULTS } from "./sample.mjs";

/** What MiniSearch is made with. With the text stored, a page could show excerpts, as the others do. */
const FIELDS = ["title", "headings", "text"];
const STORED = ["title", "url"];

/** Builds the indexes of all of them in `work`, and gives the folders to serve, by URL prefix. */
export async function prepare({ work, articles, npm, edition }) {
  await rm(work, { recursive: true, force: true });
  await mkdir(work, { recursive: true });
  await Promise.all([makePagefind(work, articles), makeMiniSearch(work, articles)]);
  return {
    "/npm/": npm,
    "/site.nohold": edition,
    "/pagefind/": join(work, "pagefind"),
    "/minisearch.json": join(work, "minisearch.json"),
    "/client/": join(work, "client"),
    "/bench/": DEFAULTS.pages,
  };
}

async function makePagefind(work, articles) {
  const { index } = await pagefind.createIndex();
  for (const one of articles) {
    const { errors } = await index.addHTMLFile({ sourcePath: one.url.slice(1), content: page(one) });
    if (errors.length > 0) throw new Error(`Pagefind, ${one.id}: ${errors.join("; ")}`);
  }
  await index.writeFiles({ outputPath: join(work, "pagefind") });
  await pagefind.close();
}

async function makeMiniSearch(work, articles) {
  await writeFile(join(work, "minisearch.json"), miniSearchIndex(articles, STORED));
  await build({
    stdin: { contents: 'export { default } from "minisearch";', resolveDir: dirname(fileURLToPath(import.meta.url)) },
    bundle: true,
    format: "esm",
    minify: true,
    outfile: join(work, "client", "minisearch.js"),
  });
}

function miniSearchIndex(articles, storeFields) {
  const index = new MiniSearch({ fields: FIELDS, storeFields });
  index.addAll(articles.map(record));
  return JSON.stringify(index);
}

/** What a host would send of MiniSearch's index if it had the text for excerpts. */
export const bytesWithText = (articles) =>
  compressed(Buffer.from(miniSearchIndex(articles, [...STORED, "text"])), "MiniSearch with text").length;

/** The page with the search of `client`, for articles in `lang`, after other `scripts`. */
export const searchPage = (client, lang, scripts = []) => `<!doctype html>
<html lang="${lang}"><head><meta charset="utf-8"><title>Search</title></head>
<body><label>Search <input></label><ul></ul>
${scripts.map((src) => `<script type="module" src="${src}"></script>`).join("")}
<script type="module" src="/bench/page.js?client=${client}"></script></body></html>
`;
