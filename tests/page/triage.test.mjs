// Whole messages in JavaScript: target/npm/triage. It needs target/page/kb-sample-public.nohold.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { pathToFileURL } from "node:url";
import { NPM, PUBLIC, SAMPLE } from "./built.mjs";
import { shapesOf } from "./shapes.mjs";

const MAIL = "Hi 👋,\n\nmy password does not work any more 🙁 and I cannot sign in.\n\nAlso, how do I get an invoice?\n\nBest\nAnn";

let sample;
let check;
before(async () => {
  const { KnowledgeBase } = await import(pathToFileURL(join(NPM, "triage", "node.js")).href);
  sample = await KnowledgeBase.fromBytes(await readFile(PUBLIC));
  check = await shapesOf(join(NPM, "index.d.ts"));
});
after(() => sample.free());

const slices = (text, parts) => parts.map(({ range: [start, end] }) => text.slice(start, end));

describe("a message", () => {
  test("has its requests where they say, in UTF-16 units", () => {
    const triage = sample.triage(MAIL);
    check("Triage", triage);
    assert.deepEqual(slices(MAIL, triage.requests), [
      "my password does not work any more 🙁 and I cannot sign in.",
      "Also, how do I get an invoice?",
    ]);
    assert.deepEqual(slices(MAIL, triage.asides), ["Hi 👋,", "Best", "Ann"]);
    assert.deepEqual(
      triage.asides.map(({ kind }) => kind),
      ["greeting", "signature", "signature"],
    );
    assert.ok(triage.requests.every(({ owner }) => owner?.name && owner.contact));
  });

  test("is asked within places, and other options are refused", () => {
    assert.deepEqual(sample.triage("where is my invoice?", { within: "nowhere" }).requests[0].hits, []);
    assert.throws(() => sample.triage("x", { colour: "red" }), TypeError);
    assert.throws(() => sample.triage(undefined), TypeError);
  });
});

describe("any string is a message", () => {
  const odd = ["", " ", "\0", "\ud800", "invoice \ud83d?", "\ud800".repeat(1000), "a".repeat(100_000), "> ".repeat(50_000), "\r\r\n\n", "🏳️‍🌈"];
  for (const text of odd) {
    test(JSON.stringify(text).slice(0, 40), () => check("Triage", sample.triage(text)));
  }

  test("those of the sample", async () => {
    const lines = (await readFile(join(SAMPLE, "messages.jsonl"), "utf8")).trim().split("\n");
    for (const { text } of lines.map((line) => JSON.parse(line))) {
      const triage = sample.triage(text);
      check("Triage", triage);
      const starts = triage.requests.map(({ range }) => range[0]);
      assert.deepEqual(starts, starts.toSorted((a, b) => a - b));
      for (const { range: [start, end] } of triage.requests) assert.ok(end > start && end <= text.length);
    }
  });
});

describe("the next step", () => {
  test("is what is near, or what there is", () => {
    for (const [query, near] of [["zzyzx", false], ["", false], ["refund", true]]) {
      const help = sample.help(query);
      check("Help", help);
      assert.equal(help.near, near, query);
      assert.ok(help.topics.length > 0 && help.related.length > 0 && help.owner.contact, query);
      for (const { id } of help.related) assert.ok(sample.article(id), id);
    }
    assert.deepEqual(sample.help("refund", { within: "nowhere" }).related, []);
    assert.throws(() => sample.help("refund", { colour: "red" }), TypeError);
  });
});
