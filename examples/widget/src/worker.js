// The module worker: opens an edition and answers about it, so that the page never waits. `remote.js` is its other end:
// it sends `{id, call, args}` and gets `{id, value}` or `{id, error: {kind, message}}`.
// Those below index.js are named here, too, so that they are fetched at once and not one after the other.
import "./core.js";
import "./nohold.js";
import { KnowledgeBase, load } from "./index.js";
import { fetchEdition } from "./edition.js";

let base;

const calls = {
  async open({ src, integrity, pinned }) {
    const onprogress = (progress) => postMessage({ progress });
    const [bytes] = await Promise.all([fetchEdition(src, { integrity, onprogress }), load()]);
    base = await KnowledgeBase.fromBytes(bytes, pinned ? { pinned } : {});
    return base.info;
  },
  search: (text, options) => base.search(text, options),
  suggest: (text, options) => base.suggest(text, options),
  article: (id, options) => base.article(id, options),
  facets: (key) => base.facets(key),
};

/** An error as plain data, for only little of an `Error` survives the way between threads. */
function described(error) {
  const causes = [];
  for (let cause = error; cause && causes.length < 8; cause = cause.cause) causes.push(cause.message ?? String(cause));
  return { kind: error?.kind ?? error?.name ?? "Engine", message: causes.join(": ") };
}

addEventListener("message", async ({ data: { id, call, args } }) => {
  try {
    postMessage({ id, value: await calls[call](...args) });
  } catch (error) {
    postMessage({ id, error: described(error) });
  }
});

postMessage({ progress: { loaded: 0, total: null } });
