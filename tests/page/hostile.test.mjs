// Hostile articles, queries and names of files in the widget and on the desk: nothing runs, nothing is loaded.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { launch } from "./browser.mjs";
import { index, NPM, packageInNode, ROOT, SCRATCH } from "./built.mjs";
import { ARTICLES, HARMLESS, writeCorpus } from "./corpus.mjs";
import { POLICY, serve } from "./server.mjs";
import { watched } from "./watch.mjs";
import { armed, VECTORS } from "./xss.mjs";

const FOLDER = join(SCRATCH, "hostile");
const EDITION = join(SCRATCH, "hostile.nohold");
/** All vectors as they are typed. */
const QUERIES = VECTORS.map(({ text }, number) => armed(text, `${number}-query`));
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

/** Runs in the page: types each text where `selector` is, and waits until something came of it. */
async function askAll({ selector, texts }) {
  const host = document.querySelector(selector);
  const input = host.shadowRoot?.querySelector("input") ?? host;
  for (const text of texts) {
    globalThis.type(input, text);
    await globalThis.change(250);
    await globalThis.change(30);
    globalThis.noteDangers();
  }
}

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
      const loaded = [];
      page.on("request", (request) => loaded.push([request.resourceType(), request.url()]));
      await putCarelessly(page, htmls);
      // Markdown's pictures are pictures in it, of wherever the author says; nothing else is loaded.
      assert.deepEqual(loaded.filter(([type]) => type !== "image"), []);
      assert.deepEqual((await findings()).filter((finding) => !/^(loaded|left): /.test(finding)), []);
    }));

  /** That markup stands in titles to be read. Some is lost on the way, as Markdown is read: most is there to the letter. */
  function assertShown(texts) {
    const spaced = (text) => text.replaceAll(/\s+/g, " ").trim();
    const isMarkup = ({ kind, family }) => kind === "front" && ["TAGS", "HANDLERS", "FOREIGN"].includes(family);
    const markup = ARTICLES.filter(isMarkup);
    const asWritten = markup.filter(({ word, title }) => spaced(texts[word]).includes(spaced(title)));
    assert.ok(asWritten.length > markup.length / 2, `${asWritten.length} of ${markup.length}`);
  }

  describe("in the widget", () => {
    const PAGE = `<!doctype html><html lang="en"><head><title>Help</title>
      <script type="module" src="/npm/widget.js"></script></head>
      <body><nohold-search src="/hostile.nohold"></nohold-search></body></html>`;

    /** Opens the widget, with a harmless article shown. */
    async function onPage(use) {
      const edition = await readFile(EDITION);
      const bodies = { "/": Buffer.from(PAGE), "/hostile.nohold": edition };
      const server = await serve({ "/npm/": NPM }, { answer: (path) => (bodies[path] ? { body: bodies[path] } : null) });
      const { page, context, findings, settle } = await watched(browser, server);
      try {
        await page.goto(`${server.url}/`);
        await page.locator("nohold-search input").first().fill(HARMLESS.word);
        await page.evaluate((word) => globalThis.wait("[role=option]", word), HARMLESS.word);
        await settle();
        await use(page, findings);
      } finally {
        await context.close();
        await server.close();
      }
    }

    test("every hostile article is shown as text", () =>
      onPage(async (page, findings) => {
        const shown = await page.evaluate(async (words) => {
          const input = document.querySelector("nohold-search").shadowRoot.querySelector("input");
          const texts = {};
          for (const word of words) {
            globalThis.type(input, word);
            texts[word] = await globalThis.wait("[role=option]", word);
            globalThis.noteDangers();
          }
          return texts;
        }, ARTICLES.map(({ word }) => word));
        assertShown(shown);
        assert.deepEqual(await findings(), []);
      }));

    test("every vector is a query", () =>
      onPage(async (page, findings) => {
        await page.evaluate(askAll, { selector: "nohold-search", texts: QUERIES });
        assert.deepEqual(await findings(), []);
        await page.locator("nohold-search input").first().fill(HARMLESS.word);
        await page.evaluate((word) => globalThis.wait("[role=option]", word), HARMLESS.word);
      }));
  });

  describe("on the desk", () => {
    async function onDesk(use) {
      const edition = await readFile(EDITION);
      const folders = { "/": join(ROOT, "examples", "agent-desk"), "/npm/": NPM };
      const server = await serve(folders, { answer: (path) => (path === "/desk.nohold" ? { body: edition } : null) });
      const { page, context, findings, settle } = await watched(browser, server);
      try {
        await page.goto(`${server.url}/`);
        await page.locator("#box").fill(HARMLESS.word);
        await page.evaluate((word) => globalThis.wait("#article h1", word), HARMLESS.word);
        await settle();
        await use(page, findings, server.url);
      } finally {
        await context.close();
        await server.close();
      }
    }

    test("every hostile article is shown as text, and opened", () =>
      onDesk(async (page, findings) => {
        const shown = await page.evaluate(async (words) => {
          const input = document.querySelector("#box");
          const texts = {};
          for (const word of words) {
            globalThis.type(input, word);
            await globalThis.wait("[role=option]", word);
            globalThis.shown("[role=option]", word).click();
            texts[word] = await globalThis.wait("#article h1", word);
            globalThis.noteDangers();
          }
          return texts;
        }, ARTICLES.map(({ word }) => word));
        assertShown(shown);
        assert.deepEqual(await findings(), []);
      }));

    test("every vector is a query", () =>
      onDesk(async (page, findings) => {
        await page.evaluate(askAll, { selector: "#box", texts: QUERIES });
        assert.deepEqual(await findings(), []);
        await page.locator("#box").fill(HARMLESS.word);
        await page.evaluate((word) => globalThis.wait("#article h1", word), HARMLESS.word);
      }));

    test("every vector is a part of the page's address", () =>
      onDesk(async (page, findings, url) => {
        await page.evaluate(async (texts) => {
          for (const [number, text] of texts.entries()) {
            const value = encodeURIComponent(text);
            const beside = `id=harmless.md&section=${value}&owner=${value}&folder=${value}`;
            location.hash = number % 2 === 0 ? `id=${value}&q=${value}` : beside;
            // Browsers hold back pages that go somewhere else more often.
            await new Promise((resolve) => setTimeout(resolve, 50));
            globalThis.noteDangers();
          }
        }, QUERIES);
        for (const text of QUERIES.slice(0, 8)) {
          await page.goto(`${url}/?edition=${encodeURIComponent(text)}#q=${encodeURIComponent(text)}`);
          await page.waitForTimeout(50);
        }
        assert.deepEqual((await findings()).filter((finding) => !finding.startsWith("loaded: ")), []);
      }));
  });
});
