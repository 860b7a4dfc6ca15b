// Hostile articles, queries and names of files in the widget and on the desk: nothing runs, nothing is loaded.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { launch } from "./browser.mjs";
import { index, NPM, packageInNode, SCRATCH } from "./built.mjs";
import { ARTICLES, writeCorpus } from "./corpus.mjs";
import { POLICY, serve } from "./server.mjs";
import { watched } from "./watch.mjs";
import { armed, VECTORS } from "./xss.mjs";

const FOLDER = join(SCRATCH, "hostile");
const EDITION = join(SCRATCH, "hostile.nohold");
const BLANK = Buffer.from('<!doctype html><html lang="en"><head><title>Blank</title></head><body><main></main></body></html>');

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser.close());

/** Serves a blank page, and calls `use` with a watched one. */
async function onBlankPage(policy, use) {
  const server = await serve({}, { policy, answer: (path) => (path === "/" ? { body: BLANK } : null) });
  const { page, context, findings, settle } = await watched(browser, server);
  try {
    await page.goto(`${server.url}/`);
    await settle();
    await use(page, findings);
  } finally {
    await context.close();
    await server.close();
  }
}

/** Puts each of `htmls` into the page as a careless page would, one after another. */
const putCarelessly = (page, htmls) =>
  page.evaluate(async (htmls) => {
    const main = document.querySelector("main");
    for (const html of htmls) {
      main.innerHTML = html;
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    await new Promise((resolve) => setTimeout(resolve, 300));
  }, htmls);

const counted = (found, start) => found.filter((finding) => finding.startsWith(start)).length;

test("there are at least 100 vectors, each once", () => {
  assert.ok(VECTORS.length >= 100, `${VECTORS.length}`);
  assert.equal(new Set(VECTORS.map(({ text }) => text)).size, VECTORS.length);
});

describe("the check itself", () => {
  test("a careless page is caught running scripts and loading what articles name", async () => {
    await onBlankPage(null, async (page, findings) => {
      const harmful = VECTORS.filter(({ text }) => !/http-equiv|base href|<frameset|<plaintext/.test(text));
      await putCarelessly(page, harmful.map(({ text }, number) => armed(text, `${number}-careless`)));
      const found = await findings();
      assert.ok(counted(found, "ran:") >= 30, `${counted(found, "ran:")} scripts`);
      assert.ok(counted(found, "loaded: /canary/") >= 5, `${counted(found, "loaded: /canary/")} loads`);
    });
  });

  const signs = [
    ["an attribute that runs", "<p onclick=x>", "danger: p onclick="],
    ["a link that runs", "<a href=' javascript:x'>x</a>", "danger: a href="],
    ["a link that runs, in SVG", "<svg><a xlink:href='javascript:x'/></svg>", "danger: a xlink:href="],
    ["a page in a page", "<iframe srcdoc=x></iframe>", "danger: iframe srcdoc="],
    ["an address of data", "<object data='data:,x'></object>", "danger: object data="],
    ["a style", "<p style='position:fixed'>", "danger: p style="],
    ["a style sheet", "<style></style>", "danger: element style"],
    ["a form", "<form></form>", "danger: element form"],
    ["a component", "<x-y></x-y>", "danger: element x-y"],
    ["another base", "<base href=/x/>", "danger: element base"],
    ["a name that hides the page's own", "<form name=body></form>", "danger: form name="],
    ["an id that hides the document's own", "<object id=querySelector></object>", "danger: object hides document.querySelector"],
    ["a picture from elsewhere", "<img src='http://evil.invalid/x.png'>", "left: http://evil.invalid/"],
    ["a picture from here", "<img src=/canary/x>", "loaded: /canary/x"],
  ];
  for (const [what, html, sign] of signs) {
    test(`${what} is noticed`, () =>
      onBlankPage(null, async (page, findings) => {
        await putCarelessly(page, [html]);
        const found = await findings();
        assert.ok(found.some((finding) => finding.startsWith(sign)), found.join("\n"));
      }));
  }

  test("what is in a closed shadow tree is looked at", () =>
    onBlankPage(null, async (page, findings) => {
      await page.evaluate(() => {
        const root = document.querySelector("main").attachShadow({ mode: "closed" });
        root.append(document.createElement("iframe"));
      });
      assert.ok((await findings()).includes("danger: element iframe"));
    }));

  test("a violation of the policy is a finding", () =>
    onBlankPage(POLICY, async (page, findings) => {
      await page.evaluate(() => document.querySelector("main").setAttribute("style", "color: red"));
      await page.waitForTimeout(100);
      assert.ok((await findings()).some((finding) => finding.startsWith("policy: style-src")));
    }));

  test("text is no danger, whatever it says", () =>
    onBlankPage(POLICY, async (page, findings) => {
      await page.evaluate((texts) => document.querySelector("main").append(...texts), VECTORS.map(({ text }) => text));
      assert.deepEqual(await findings(), []);
    }));
});

describe("a hostile knowledge base", () => {
  let base;
  let server;

  before(async () => {
    await writeCorpus(FOLDER);
    await index(FOLDER, EDITION, "--html");
    const { KnowledgeBase } = await packageInNode();
    base = await KnowledgeBase.fromBytes(await readFile(EDITION));
    assert.equal(base.info.articles, ARTICLES.length + 1);
  });

  test("its HTML is harmless even in a careless page without a policy", () =>
    onBlankPage(null, async (page, findings) => {
      const htmls = ARTICLES.map(({ word }) => base.article(base.search(word).hits[0].id).html);
      assert.ok(htmls.every((html) => typeof html === "string" && html.length > 0));
      await putCarelessly(page, htmls);
      assert.deepEqual(await findings(), []);
    }));
});
