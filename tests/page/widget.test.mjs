// <nohold-search>: what it loads when, what it tells, and what can be set.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";

import { NPM, ask, at, readable, script, stateOf, visit } from "./widget-page.mjs";

test("until someone goes into it, only the loader is loaded", async (t) => {
  const { server, page, input } = await visit(t, { attributes: "shortcut" });
  await page.waitForTimeout(300);
  const loaded = () => server.requests.map(({ path }) => path).filter((path) => path !== "/favicon.ico");
  assert.deepEqual(loaded().sort(), ["/demo.css", "/nohold/widget.js", "/page.html"]);
  await input.focus();
  await page.waitForFunction(() => globalThis.heard.some(({ name }) => name === "ready"));
  assert.ok(loaded().includes("/site.nohold"));
});

test("the loader has at most 5,000 bytes", async () => {
  const { length } = await readFile(`${NPM}widget.js`);
  assert.ok(length <= 5_000, `${length} bytes`);
});

test("it works without the network once it is there", async (t) => {
  const visited = await visit(t);
  await ask(visited, "refund");
  await visited.context.setOffline(true);
  await visited.server.close();
  await visited.input.fill("");
  await ask(visited, "how do i cancel");
  assert.ok((await stateOf(visited)).options > 0);
});

test("events tell what happened, and a selection can be prevented", async (t) => {
  const visited = await visit(t, { attributes: "feedback" });
  const { page } = visited;
  await page.evaluate(() => addEventListener("nohold-select", (event) => event.preventDefault()));
  await ask(visited, "how do i cancel");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await visited.input.click();
  await page.locator(".feedback").last().click();
  await visited.input.fill("xyzzyqqq");
  await page.waitForFunction(() => globalThis.heard.some(({ name }) => name === "no-results"));
  assert.match(page.url(), /page\.html$/);
  const heard = await page.evaluate(() => globalThis.heard);
  const last = (wanted) => heard.findLast(({ name }) => name === wanted);
  assert.equal(last("ready").articles, 115);
  assert.match(last("select").url, /^\/[a-z]+\/[a-z-]+\//);
  assert.equal(last("select").query, "how do i cancel");
  assert.equal(last("feedback").helpful, false);
  assert.ok(last("feedback").hits.length > 0);
  assert.equal(last("no-results").query, "xyzzyqqq");
});

const HOSTILE = [
  "javascript:alert(1)",
  " javascript:alert(1)",
  "java\tscript:alert(1)",
  "\u0001javascript:alert(1)",
  "JAVASCRIPT:alert(1)",
  "data:text/html,<script>alert(1)</script>",
  "vbscript:x",
  "blob:http://x/y",
  "file:///etc/passwd",
  "https://x\n.example/",
  "",
];
const HARMLESS = [
  "/a/",
  "a/b/#c",
  "https://example.com/",
  "//example.com/",
  "mailto:a@example.com",
  "tel:+441",
  "?q=1",
  "#here",
];

/** In place of the package's own: one hit for each address. */
const hostile = (addresses) => `
const MARKUP = '<img src=x onerror=alert(1)>"&';
const snippet = { text: MARKUP, highlights: [[0, 4]] };
const hit = (url, id) => ({
  id: String(id), title: MARKUP, titleHighlights: [[1, 4]], url, lang: MARKUP, meta: {}, score: 1, promoted: true,
  freshness: MARKUP, successors: [{ id: MARKUP, title: MARKUP, url }],
  sections: [{ heading: MARKUP, headingHighlights: [], breadcrumb: [MARKUP], anchor: "", url, snippet, score: 1 }],
});
const answer = {
  text: MARKUP, highlights: [[0, 2]], id: "0", title: MARKUP, heading: MARKUP, anchor: "", url: "javascript:1", updated: "<b>",
  html: MARKUP, markdown: MARKUP, confidence: 1,
};
const hits = ${JSON.stringify(addresses)}.map(hit);
export const load = async () => {};
export class KnowledgeBase {
  static async fromBytes() { return new KnowledgeBase(); }
  info = {};
  suggest = () => [{ text: MARKUP, range: [0, 4] }];
  search = () => ({ hits, total: 1, corrections: [], dropped: [], suggestion: MARKUP, answer });
}`;

test("addresses and texts of an edition are taken for what they are", async (t) => {
  const visited = await visit(t, at(/nohold\/index\.js$/, script(hostile([...HOSTILE, ...HARMLESS]))));
  await ask(visited, "<b>x");
  const links = await visited.page.evaluate(() => {
    const root = document.querySelector("nohold-search").shadowRoot;
    const made = [...root.querySelectorAll("*")].filter(({ localName }) =>
      ["img", "script", "iframe", "style"].includes(localName),
    );
    const hrefs = (name) => [...root.querySelectorAll(name)].map((option) => option.getAttribute("href"));
    return { made: made.length, articles: hrefs(".article"), successors: hrefs(".newer") };
  });
  assert.equal(links.made, 0);
  const harmless = HARMLESS.map((address) => new URL(address, visited.page.url()).href);
  const expected = [...HOSTILE.map(() => null), ...harmless];
  assert.deepEqual(links.articles, expected);
  assert.deepEqual(links.successors, expected);
  assert.deepEqual(visited.problems, []);
});

for (const [key, isAsked, where, opens] of [
  ["/", true, "body", true],
  ["Control+k", true, "body", true],
  ["Meta+k", true, "body", true],
  ["/", false, "body", false],
  ["Control+k", false, "body", false],
  ["/", true, "other", false],
  ["Control+k", true, "other", false],
  ["k", true, "body", false],
  ["Alt+/", true, "body", false],
]) {
  test(`${key} ${opens ? "opens" : "does not open"} it ${isAsked ? "if asked" : "unasked"}, in ${where}`, async (t) => {
    const visited = await visit(t, { attributes: isAsked ? "shortcut" : "" });
    await visited.page.evaluate(() =>
      document.body.append(Object.assign(document.createElement("input"), { id: "other" })),
    );
    if (where === "other") await visited.page.locator("#other").focus();
    await visited.page.keyboard.press(key);
    assert.equal((await stateOf(visited)).isFocused, opens);
    assert.equal((await stateOf(visited)).value, "");
  });
}

test("attributes confine the search", async (t) => {
  const visited = await visit(t, {
    attributes: `within="shop, products" filter-product="rockpool" limit="2" no-answer`,
  });
  await ask(visited, "how do i claim for my lens");
  const { results } = (await visited.page.evaluate(() => globalThis.heard)).findLast(({ name }) => name === "results");
  assert.equal(results.hits.length, 2);
  for (const { id, meta } of results.hits) {
    assert.match(id, /^(shop|products)\//);
    assert.deepEqual(meta.attributes.product, ["rockpool"]);
  }
  assert.equal(await visited.page.locator(".answer").count(), 0);
});

test("what was typed before the panel came is kept and searched for", async (t) => {
  const late = (path) =>
    path.endsWith("widget-panel.js") ? new Promise((resolve) => setTimeout(resolve, 400, null)) : null;
  const visited = await visit(t, { answer: late });
  await ask(visited, "refund");
  assert.equal((await stateOf(visited)).value, "refund");
});

for (const [lang, label, none] of [
  ["en", "Search the help centre", /^No results/],
  ["de-AT", "Hilfe durchsuchen", /^Keine Ergebnisse/],
  ["es", "Buscar en la ayuda", /^No hay resultados/],
  ["fr-CA", "Rechercher dans l’aide", /^Aucun résultat/],
  ["ja", "ヘルプを検索", /一致する結果はありません/],
  ["nl", "Search the help centre", /^No results/],
]) {
  test(`it speaks ${lang}`, async (t) => {
    const visited = await visit(t, { root: `lang="${lang}"`, inner: "" });
    assert.equal(await visited.page.locator("#label").textContent(), label);
    await ask(visited, "xyzzyqqq");
    assert.match(await readable(visited), none);
  });
}

test("texts can be set by attribute and by property", async (t) => {
  const visited = await visit(t, { attributes: `texts='{"none": "Nichts zu „{q}“"}'` });
  await visited.page.evaluate(() => (document.querySelector("nohold-search").texts = { hint: "<i>Hm</i>" }));
  await ask(visited, "xyzzyqqq");
  assert.equal(await readable(visited), "Nichts zu „xyzzyqqq“\n<i>Hm</i>");
});

test("texts that are not JSON are passed over", async (t) => {
  const visited = await visit(t, { attributes: `texts="{none:"` });
  await ask(visited, "xyzzyqqq");
  assert.match(await readable(visited), /^No results/);
  assert.deepEqual(visited.problems, []);
});

test("an element that leaves and comes back works on", async (t) => {
  const visited = await visit(t);
  await ask(visited, "refund");
  await visited.page.evaluate(() => {
    const element = document.querySelector("nohold-search");
    element.remove();
    document.querySelector("main").append(element);
  });
  assert.equal((await stateOf(visited)).open, false);
  await visited.input.fill("");
  await ask(visited, "cancel");
  assert.ok((await stateOf(visited)).options > 0);
});
