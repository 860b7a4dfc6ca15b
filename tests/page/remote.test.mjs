// remote.js, a knowledge base in a worker, which the widget and the desk stand on.
import assert from "node:assert/strict";
import { test } from "node:test";

import { EDITION, script, visit } from "./widget-page.mjs";

/** In place of the package's own: tells how often it was asked, and breaks down if so told. */
const counting = (breaks) => `
let asked = 0;
export const load = async () => {};
export class KnowledgeBase {
  static fromBytes = async () => new KnowledgeBase();
  info = {};
  suggest = () => [];
  article = () => null;
  search(text) {
    if (!${breaks} && text !== "break") return { text, asked: ++asked };
    throw Object.assign(new Error("broken down", { cause: new Error("unreachable") }), { kind: "Trap" });
  }
}`;

/** A page in which `open(options)` opens the edition in a worker and `told(promise)` makes a failure a value. */
async function remote(t, answer = () => null) {
  const visited = await visit(t, { answer });
  await visited.page.evaluate(async () => {
    const { RemoteKnowledgeBase } = await import("/nohold/remote.js");
    globalThis.openBase = (options) => RemoteKnowledgeBase.open("/site.nohold", options);
    globalThis.told = (promise) => promise.catch(({ name, kind, message }) => ({ name, kind, message }));
  });
  return visited.page;
}

const stub = (breaks) => (path) => (path === "/nohold/index.js" ? script(counting(breaks())) : null);

test("of the searches that wait only the newest is asked", async (t) => {
  const page = await remote(
    t,
    stub(() => false),
  );
  const answers = await page.evaluate(async () => {
    const base = await openBase();
    return Promise.all(["r", "re", "ref", "refu", "refund"].map((text) => base.search(text)));
  });
  assert.deepEqual(answers, [null, null, null, null, { text: "refund", asked: 2 }]);
});

test("where a worker breaks down, a fresh one is asked once more", async (t) => {
  let loaded = 0;
  const page = await remote(
    t,
    stub(() => ++loaded === 1),
  );
  assert.deepEqual(await page.evaluate(async () => (await openBase()).search("refund")), { text: "refund", asked: 1 });
  assert.equal(loaded, 2);
});

test("a query that breaks every worker is a failure, and the next is answered", async (t) => {
  const page = await remote(
    t,
    stub(() => false),
  );
  const answers = await page.evaluate(async () => {
    const base = await openBase();
    return [await told(base.search("break")), await base.search("refund")];
  });
  assert.deepEqual(answers, [
    { name: "Error", kind: "Trap", message: "broken down: unreachable" },
    { text: "refund", asked: 1 },
  ]);
});

test("wrong options are a TypeError, and do no harm", async (t) => {
  const page = await remote(t);
  const [wrong, count] = await page.evaluate(async () => {
    const base = await openBase();
    return [await told(base.search("refund", { limt: 3 })), (await base.search("refund", { limit: 3 })).hits.length];
  });
  assert.deepEqual([wrong.name, wrong.kind, count], ["TypeError", "TypeError", 3]);
  assert.match(wrong.message, /limt/);
});

test("after it is closed nothing is answered", async (t) => {
  const page = await remote(t);
  const kinds = await page.evaluate(async () => {
    const base = await openBase();
    const waiting = told(base.article("policies/cancellations.md"));
    base.close();
    return [(await waiting).kind, (await told(base.search("refund"))).kind];
  });
  assert.deepEqual(kinds, ["Closed", "Closed"]);
});

test("a worker that says nothing is a failure within three seconds", async (t) => {
  const page = await remote(t, (path) => (path === "/nohold/worker.js" ? script("") : null));
  const [failure, after] = await page.evaluate(async () => {
    const started = performance.now();
    return [await told(openBase()), performance.now() - started];
  });
  assert.equal(failure.kind, "Timeout");
  assert.ok(after < 3_000, `${after} ms`);
});

test("it tells what it has opened, how far it is, and gives articles and facets", async (t) => {
  const headers = { "content-length": EDITION.length };
  const page = await remote(t, (path) => (path === "/site.nohold" ? { headers, body: EDITION } : null));
  const given = await page.evaluate(async () => {
    const progress = [];
    const base = await openBase({ onprogress: (now) => progress.push(now) });
    const [article, none, facets, suggestions] = await Promise.all([
      base.article("policies/cancellations.md"),
      base.article("nonesuch.md"),
      base.facets("product"),
      base.suggest("canc"),
    ]);
    return { articles: base.info.articles, end: progress.at(-1), title: article.title, none, facets, suggestions };
  });
  assert.equal(given.articles, 115);
  assert.deepEqual(given.end, { loaded: EDITION.length, total: EDITION.length });
  assert.deepEqual([given.title, given.none], ["Cancelling a subscription", null]);
  assert.ok(given.facets.some(({ value }) => value === "tidewater"));
  const going = given.suggestions.map(({ text }) => text.toLowerCase());
  assert.ok(going.length > 0 && going.every((text) => text.startsWith("canc")), going.join(", "));
});
