// The judged queries: what is asked, and what answers it.
import { readFile } from "node:fs/promises";

/** All queries that `members` have an answer to. What only other articles answer counts against nobody. */
export async function judgedQueries(file, members) {
  const lines = (await readFile(file, "utf8")).split("\n").filter((line) => line.trim());
  const queries = lines.map((line) => JSON.parse(line));
  const answersOf = ({ answers }) => answers.map(({ id }) => id).filter(members.has);
  return queries
    .map((query) => ({ kind: query.kind, text: query.text, answers: answersOf(query) }))
    .filter(({ answers }) => answers.length > 0);
}

/** `count` of them, from end to end of the file. */
export const spread = (queries, count) =>
  queries.length <= count ? queries : Array.from({ length: count }, (_, i) => queries[Math.floor((i * queries.length) / count)]);
