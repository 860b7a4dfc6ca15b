// The judged queries: what is asked, and what answers it.
import { readFile } from "node:fs/promises";

/** All queries that have an answer among `ids`. An answer without one does not count against anybody. */
export async function judgedQueries(file, ids) {
  const lines = (await readFile(file, "utf8")).split("\n").filter((line) => line.trim());
  const queries = lines.map((line) => JSON.parse(line));
  return queries
    .map(({ qid, kind, text, answers }) => ({ qid, kind, text, answers: answers.map(({ id }) => id).filter((id) => ids.has(id)) }))
    .filter(({ answers }) => answers.length > 0);
}

/** `count` of them, from end to end of the file. */
export const spread = (queries, count) =>
  queries.length <= count ? queries : Array.from({ length: count }, (_, i) => queries[Math.floor((i * queries.length) / count)]);
