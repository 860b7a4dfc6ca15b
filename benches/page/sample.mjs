// Where things are if nobody says otherwise, and which articles an edition has.
import { access, readFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, "..", "..");

export const DEFAULTS = {
  articles: join(root, "kb-sample"),
  queries: join(root, "kb-sample", "queries.jsonl"),
  edition: join(root, "target", "page", "kb-sample-public.nohold"),
  npm: join(root, "target", "npm"),
  pages: join(here, "pages"),
  work: join(root, "target", "page"),
};

/** The edition's `info`, and whether it has the article of an id. */
export async function membersOf(npm, edition) {
  const { KnowledgeBase } = await import(pathToFileURL(join(resolve(npm), "node.js")).href);
  const base = await KnowledgeBase.fromBytes(await readFile(edition));
  return { info: base.info, has: (id) => base.article(id) !== null };
}

/** The command line: `NOHOLD`, or what was built here. */
export async function program() {
  const built = ["release", "debug"].map((profile) => join(root, "target", profile, "nohold"));
  for (const file of process.env.NOHOLD ? [process.env.NOHOLD] : built) {
    if (await access(file).then(() => true, () => false)) return file;
  }
  throw new Error("there is no nohold: cargo build --release --features cli, or say NOHOLD=...");
}
