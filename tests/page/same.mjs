// The same queries natively, in Node and in a browser: what differs.
import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { nohold, packageInNode, SCRATCH } from "./built.mjs";

/** @typedef {{qid: string, text: string, filter?: Record<string, string | string[]>}} Query */
/** @typedef {{id: string, score: number}[]} Ranking */

/** So many articles are compared. */
const LIMIT = 30;

/** @returns {Promise<Query[]>} */
export async function readQueries(file) {
  const lines = (await readFile(file, "utf8")).split("\n").filter((line) => line.trim());
  return lines.map((line) => JSON.parse(line)).map(({ qid, text, filter = {} }) => ({ qid, text, filter }));
}

/** The rankings of the command line, in the order of the queries. */
export async function native(edition, queries) {
  const [asked, run] = ["same.jsonl", "same.trec"].map((name) => join(SCRATCH, `${process.pid}-${name}`));
  // By number, so that ids of queries need not be unique.
  await writeFile(asked, queries.map((query, number) => JSON.stringify({ ...query, qid: String(number) })).join("\n"));
  await nohold("search", edition, "--queries", asked, "--run", run, "--limit", String(LIMIT));
  const rankings = queries.map(() => []);
  for (const line of (await readFile(run, "utf8")).split("\n").filter(Boolean)) {
    const [qid, , id, , score] = line.split("\t");
    rankings[Number(qid)].push({ id, score: Number(score) });
  }
  await Promise.all([rm(asked), rm(run)]);
  return rankings;
}

/** The rankings of the package in Node. */
export async function inNode(edition, queries) {
  const { KnowledgeBase } = await packageInNode();
  const base = await KnowledgeBase.fromBytes(await readFile(edition));
  const rankings = queries.map(({ text, filter }) => ranking(base.search(text, { limit: LIMIT, filter }).hits));
  base.free();
  return rankings;
}

/** The rankings of the package in `page`, a page of a server that has the package at `/npm/` and `edition` as its path. */
export async function inBrowser(page, edition, queries) {
  await page.evaluate(async (edition) => {
    const { KnowledgeBase } = await import("/npm/index.js");
    globalThis.base = await KnowledgeBase.fromBytes(await (await fetch(edition)).arrayBuffer());
  }, edition);
  const rankings = await page.evaluate(
    ({ queries, limit }) =>
      queries.map(({ text, filter }) =>
        globalThis.base.search(text, { limit, filter }).hits.map(({ id, score }) => ({ id, score })),
      ),
    { queries, limit: LIMIT },
  );
  await page.evaluate(() => globalThis.base.free());
  return rankings.map(ranking);
}

/** As the command line writes it: for judges, every score is below the one before it, and ids are one line. */
function ranking(hits) {
  let last = Infinity;
  return hits.map(({ id, score }) => {
    last = Math.min(score, below(last));
    return { id: id.replaceAll(/[\t\n\r]/g, " "), score: last };
  });
}

/** The greatest number below `value`. */
export function below(value) {
  if (value === Infinity) return Number.MAX_VALUE;
  if (value === 0) return -Number.MIN_VALUE;
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value);
  view.setBigInt64(0, view.getBigInt64(0) + (value > 0 ? -1n : 1n));
  return view.getFloat64(0);
}

/** What differs between two lists of rankings, in words. Scores must be equal to the last bit. */
export function differences(queries, expected, found, where) {
  return queries.flatMap(({ qid, text }, number) => {
    const [one, other] = [expected[number], found[number]];
    const rank = Array.from({ length: Math.max(one.length, other.length) }).findIndex(
      (_, rank) => one[rank]?.id !== other[rank]?.id || one[rank]?.score !== other[rank]?.score,
    );
    if (rank === -1) return [];
    const shown = (hit) => (hit ? `${hit.id} (${hit.score})` : "nothing");
    return [`${qid} "${text}" at ${rank + 1}: natively ${shown(one[rank])}, ${where} ${shown(other[rank])}`];
  });
}
