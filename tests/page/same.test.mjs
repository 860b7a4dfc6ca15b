// The same hits in the same order with the same scores: natively, in Node and in Chromium.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { after, before, describe, test } from "node:test";
import { launch, open } from "./browser.mjs";
import { INTERNAL, nohold, NPM, packageInNode, PUBLIC, SAMPLE, SCRATCH } from "./built.mjs";
import { serve } from "./server.mjs";
import { below, differences, inBrowser, inNode, native, readQueries } from "./same.mjs";

const BLANK = Buffer.from("<!doctype html><title>Blank</title>");
/** Beside the judged ones: what is nothing, or nearly so, or too much. */
const ODD = ["", " ", "?", "😀", "e\u0301", "\u202erefund", "a".repeat(600), "refund ".repeat(80), "ＲＥＦＵＮＤ", "r", "\0", "TW-P1"];

let queries;
before(async () => {
  const judged = await readQueries(join(SAMPLE, "queries.jsonl"));
  queries = [...judged, ...ODD.map((text, number) => ({ qid: `odd${number}`, text, filter: {} }))];
  queries.push({ qid: "filter", text: "refund", filter: { owner: ["Customer Care", "Digital Products"], folder: "policies" } });
});

describe("the comparison itself", () => {
  test("numbers go down by the least step", () => {
    assert.equal(below(1), 1 - Number.EPSILON / 2);
    assert.equal(below(0), -Number.MIN_VALUE);
    assert.equal(below(-1), -1 - Number.EPSILON);
    assert.equal(below(Infinity), Number.MAX_VALUE);
  });

  test("another order, another score, a missing and a further hit are differences", () => {
    const query = [{ qid: "q", text: "t" }];
    const hits = [{ id: "a", score: 2 }, { id: "b", score: 1 }];
    const differs = (other) => differences(query, [hits], [other], "here").length === 1;
    assert.ok(!differs(structuredClone(hits)));
    assert.ok(differs([hits[1], hits[0]]));
    assert.ok(differs([hits[0], { id: "b", score: below(1) }]));
    assert.ok(differs([hits[0]]));
    assert.ok(differs([...hits, { id: "c", score: 0 }]));
    assert.ok(differs([]));
  });
});

for (const edition of [PUBLIC, INTERNAL]) {
  describe(edition.slice(SCRATCH.length + 1), () => {
    let expected;
    before(async () => {
      expected = await native(edition, queries);
    });

    test("natively there are hits to compare", () => {
      assert.ok(expected.filter((hits) => hits.length > 0).length > 250);
    });

    test("Node has the same", async () => {
      assert.deepEqual(differences(queries, expected, await inNode(edition, queries), "in Node"), []);
    });

    test("Chromium has the same", async () => {
      const browser = await launch();
      const folders = { "/npm/": NPM, "/editions/": dirname(edition) };
      const server = await serve(folders, { answer: (path) => (path === "/" ? { body: BLANK } : null) });
      const { page, problems } = await open(browser);
      await page.goto(`${server.url}/`);
      const found = await inBrowser(page, `/editions/${edition.slice(SCRATCH.length + 1)}`, queries);
      await browser.close();
      await server.close();
      assert.deepEqual(differences(queries, expected, found, "in Chromium"), []);
      assert.deepEqual(problems, []);
    });
  });
}

describe("everything else that the command line prints", () => {
  let base;
  before(async () => {
    const { KnowledgeBase } = await packageInNode();
    base = await KnowledgeBase.fromBytes(await readFile(PUBLIC));
  });
  after(() => base.free());

  /** Ranges as the command line has them: in bytes. */
  const inBytes = (text, ranges) => ranges.map((range) => range.map((at) => Buffer.byteLength(text.slice(0, at))));

  function asPrinted({ total, hits, corrections, dropped, suggestion }, text) {
    return {
      total,
      hits: hits.map(({ id, title, lang, score, sections }) => ({
        id,
        title,
        lang,
        score,
        sections: sections.map(({ heading, breadcrumb, url, score, snippet }) => ({
          heading,
          breadcrumb,
          url,
          score,
          snippet: { text: snippet.text, highlights: inBytes(snippet.text, snippet.highlights) },
        })),
      })),
      corrections: corrections.map(({ range, typed, read }) => ({ range: inBytes(text, [range])[0], typed, read })),
      dropped,
      suggestion,
    };
  }

  /** Of what is printed, the keys that are compared. */
  const picked = (printed, like) => {
    if (Array.isArray(like)) return printed.map((one, at) => (typeof one === "object" ? picked(one, like[at] ?? {}) : one));
    if (typeof like !== "object" || like === null) return printed;
    return Object.fromEntries(Object.keys(like).map((key) => [key, picked(printed[key], like[key])]));
  };

  test("sections, snippets, highlights, corrections and suggestions", async () => {
    const some = queries.filter(({ text, qid }, number) => qid !== "filter" && !text.includes("\0") && number % 5 === 0);
    let corrections = 0;
    for (const { text } of some) {
      // It ends with 1 where nothing is found.
      const said = await nohold("search", PUBLIC, "--json", "--", text).catch(({ code, stdout }) => code === 1 && stdout);
      const printed = JSON.parse(said);
      const here = asPrinted(base.search(text), text);
      assert.deepEqual(here, picked(printed, here), `"${text}"`);
      corrections += here.corrections.length;
    }
    assert.ok(some.length > 60);
    assert.ok(corrections > 0);
  });
});
