// Compares native, Node and Chromium on judged sets that are kept elsewhere: `node run.mjs FOLDER [NAME ...]`.
// FOLDER has `sets.json`, a list of `{name, folder, lang?, scenario?}`; a set has `queries.jsonl` and its articles as
// `corpus/`, `corpus.tar.gz` or `corpus.jsonl.gz`.
import { execFileSync } from "node:child_process";
import { access, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { gunzipSync } from "node:zlib";
import { launch, open } from "./browser.mjs";
import { index, NPM, SCRATCH } from "./built.mjs";
import { differences, inBrowser, inNode, native } from "./same.mjs";
import { serve } from "./server.mjs";

const WORK = join(SCRATCH, "judged");
const BLANK = Buffer.from("<!doctype html><title>Blank</title>");
const SHOWN = 5;

const exists = (file) => access(file).then(() => true, () => false);

/** What to index of a set, unpacked where it is packed. */
async function articlesOf(folder) {
  if (await exists(join(folder, "corpus"))) return join(folder, "corpus");
  if (await exists(join(folder, "corpus.tar.gz"))) {
    execFileSync("tar", ["-xzf", join(folder, "corpus.tar.gz"), "-C", WORK]);
    return join(WORK, "corpus");
  }
  const lines = join(WORK, "corpus.jsonl");
  await writeFile(lines, gunzipSync(await readFile(join(folder, "corpus.jsonl.gz"))));
  return lines;
}

async function queriesOf(folder, withScenario) {
  const lines = (await readFile(join(folder, "queries.jsonl"), "utf8")).split("\n").filter((line) => line.trim());
  return lines.map((line) => {
    const { qid, text, scenario = "", filter = {} } = JSON.parse(line);
    return { qid, text: withScenario ? `${scenario} ${text}` : text, filter };
  });
}

async function compare({ folder, lang, scenario }, root, browser) {
  await rm(WORK, { recursive: true, force: true });
  await mkdir(WORK, { recursive: true });
  const at = join(root, folder);
  const edition = await index(await articlesOf(at), join(WORK, "set.nohold"), ...(lang ? ["--lang", lang] : []));
  const queries = await queriesOf(at, scenario);
  const expected = await native(edition, queries);
  const server = await serve(
    { "/npm/": NPM, "/editions/": dirname(edition) },
    { answer: (path) => (path === "/" ? { body: BLANK } : null) },
  );
  const { page, context } = await open(browser);
  await page.goto(`${server.url}/`);
  const found = [
    ...differences(queries, expected, await inNode(edition, queries), "in Node"),
    ...differences(queries, expected, await inBrowser(page, `/editions/${basename(edition)}`, queries), "in Chromium"),
  ];
  await context.close();
  await server.close();
  return { queries: queries.length, hits: expected.reduce((sum, hits) => sum + hits.length, 0), found };
}

const [root, ...names] = process.argv.slice(2);
if (!root) throw new Error("say where the judged sets are: node run.mjs FOLDER [NAME ...]");
const sets = JSON.parse(await readFile(join(root, "sets.json"), "utf8"));
const browser = await launch();
const sum = { queries: 0, hits: 0, differences: 0 };
for (const set of sets.filter(({ name }) => names.length === 0 || names.includes(name))) {
  const { queries, hits, found } = await compare(set, root, browser);
  console.log(`${set.name}: ${queries} queries, ${hits} hits, ${found.length} differences`);
  for (const difference of found.slice(0, SHOWN)) console.log(`  ${difference}`);
  sum.queries += queries;
  sum.hits += hits;
  sum.differences += found.length;
}
await browser.close();
console.log(`in all: ${sum.queries} queries, ${sum.hits} hits, ${sum.differences} differences`);
process.exitCode = sum.differences > 0 || sum.queries === 0 ? 1 : 0;
