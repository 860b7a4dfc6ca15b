// The build that indexes: what it makes of articles, and what the reader then opens.
import assert from "node:assert/strict";
import { join } from "node:path";
import { before, describe, test } from "node:test";
import { pathToFileURL } from "node:url";
import { NPM, packageInNode } from "./built.mjs";

const ARTICLES = [
  { path: "refunds.md", markdown: "# Refunds\n\nWithin 14 days. [More](goodwill.md)\n\n## How to ask\n\nWrite to us." },
  { path: "goodwill.md", markdown: "---\naudience: internal\n---\n# Goodwill\n\nUp to 50 euros." },
];

let Full;
let Reader;

before(async () => {
  Full = (await import(pathToFileURL(join(NPM, "full", "node.js")).href)).KnowledgeBase;
  Reader = (await packageInNode()).KnowledgeBase;
});

describe("articles that were written on the page", () => {
  test("are found at once, with half a word and a slip", async () => {
    const base = await Full.fromArticles(ARTICLES);
    for (const query of ["refu", "refnuds", "how to ask"]) assert.equal(base.search(query).hits[0].id, "refunds.md", query);
    assert.deepEqual(base.warnings(), []);
  });

  test("become an edition that the reader opens, with the same hits", async () => {
    const full = await Full.fromArticles(ARTICLES, { html: true });
    const read = await Reader.fromBytes(full.toBytes());
    for (const query of ["refund", "goodwill", "euros"]) assert.deepEqual(read.search(query), full.search(query), query);
    assert.match(read.article("refunds.md").html, /<a href="\/goodwill\/" data-article="goodwill.md">More<\/a>/);
  });

  test("can be for an audience", async () => {
    const base = await Full.fromArticles(ARTICLES, { audience: "public", asOf: "2026-06-01", html: true });
    assert.deepEqual(base.info.madeFor, { audience: "public", asOf: "2026-06-01" });
    assert.equal(base.info.articles, 1);
    assert.doesNotMatch(new TextDecoder().decode(base.toBytes()).toLowerCase(), /goodwill/);
  });

  test("warn of what is wrong in them, with the line", async () => {
    const base = await Full.fromArticles([{ path: "a.md", markdown: "---\ntitle: A\naudience: nobdy: x\n---\ntext" }]);
    assert.ok(base.warnings().some(({ path, line }) => path === "a.md" && line > 0));
  });
});

describe("articles that are changed on the page", () => {
  const ids = (base, query) => base.search(query).hits.map(({ id }) => id);

  test("are found as they are now, in a base that was made and in one that was opened", async () => {
    const made = await Full.fromArticles(ARTICLES);
    for (const base of [made, await Full.fromBytes(made.toBytes())]) {
      base.upsert("refunds.md", "# Refunds\n\nWithin thirty days.");
      base.upsert("new.md", "# Gift cards");
      assert.deepEqual(ids(base, "thirty days"), ["refunds.md"]);
      assert.deepEqual(ids(base, "gift"), ["new.md"]);
      assert.deepEqual(base.remove("new.md"), true);
      assert.deepEqual(base.remove("new.md"), false);
      base.update({ remove: ["goodwill.md"], upsert: [{ path: "c.md", markdown: "# Vouchers" }], synonyms: "token = vouchers" });
      assert.deepEqual(ids(base, "token"), ["c.md"]);
      const fresh = await Full.fromArticles(
        [{ path: "refunds.md", markdown: "# Refunds\n\nWithin thirty days." }, { path: "c.md", markdown: "# Vouchers" }],
        { synonyms: "token = vouchers" },
      );
      for (const query of ["refund", "token", "goodwill", "thirti"]) assert.deepEqual(base.search(query), fresh.search(query), query);
      base.fold();
      assert.deepEqual(base.toBytes(), fresh.toBytes());
    }
  });

  for (const [name, change, kind] of [
    ["another key", { insert: [] }, TypeError],
    ["a text for a list", { upsert: "a.md" }, TypeError],
    ["an article without text", { upsert: [{ path: "a.md" }] }, TypeError],
    ["a number for an id", { remove: [1] }, TypeError],
    ["nothing at all", null, TypeError],
    ["an id that is taken", { upsert: [{ path: "x.md", markdown: "---\nid: refunds.md\n---\n# X" }] }, "DuplicateId"],
  ]) {
    test(`${name} changes nothing`, async () => {
      const base = await Full.fromArticles(ARTICLES);
      assert.throws(() => base.update(change), typeof kind === "string" ? { kind } : kind);
      assert.deepEqual(base.search("refund"), (await Full.fromArticles(ARTICLES)).search("refund"));
    });
  }

  test("a reader says that it cannot change anything", async () => {
    const read = await Reader.fromBytes((await Full.fromArticles(ARTICLES)).toBytes());
    assert.throws(() => read.upsert("a.md", "# A"), /nohold\/full/);
  });
});

describe("what is no list of articles is refused", () => {
  const article = { path: "a.md", markdown: "x" };
  for (const [name, articles, options, kind] of [
    ["no list", "a.md", undefined, TypeError],
    ["a list of strings", ["a.md"], undefined, TypeError],
    ["without text", [{ path: "a.md" }], undefined, TypeError],
    ["with another key", [{ ...article, title: "A" }], undefined, TypeError],
    ["a number for a path", [{ ...article, path: 1 }], undefined, TypeError],
    ["another option", [article], { language: "en" }, TypeError],
    ["an audience without a day", [article], { audience: "public" }, TypeError],
    ["a day that is none", [article], { audience: "public", asOf: "2026-02-30" }, TypeError],
    ["one id twice", [article, article], undefined, "DuplicateId"],
  ]) {
    test(name, async () => {
      const expected = typeof kind === "string" ? { kind } : kind;
      await assert.rejects(Full.fromArticles(articles, options), expected);
    });
  }

  test("and the reader says that it cannot index", async () => {
    await assert.rejects(Reader.fromArticles(ARTICLES), /nohold\/full/);
  });
});
