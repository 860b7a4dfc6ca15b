// Where things are if nobody says otherwise, and which articles an edition has.
import { readFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..");

export const DEFAULTS = {
  articles: join(root, "kb-sample"),
  queries: join(root, "kb-sample", "queries.jsonl"),
  edition: join(root, "target", "page", "kb-sample-public.nohold"),
  npm: join(root, "target", "npm"),
  work: join(root, "target", "page"),
};

/** Says of an id whether the edition has that article. */
export async function membersOf(npm, edition) {
  const { KnowledgeBase } = await import(pathToFileURL(join(resolve(npm), "node.js")).href);
  const base = await KnowledgeBase.fromBytes(await readFile(edition));
  return (id) => base.article(id) !== null;
}
