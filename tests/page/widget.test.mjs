// <nohold-search> in Chromium: its keys and states, its failures, and what it loads when.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";

import { launch, open } from "./browser.mjs";
import { POLICY, serve } from "./server.mjs";

const path = (relative) => fileURLToPath(new URL(relative, import.meta.url));
const NPM = path("../../target/npm/");
const DEMO = path("../../examples/widget/demo/");
const EDITION = await readFile(path("../../target/page/kb-sample-public.nohold"));
const AXE = await readFile(path("node_modules/axe-core/axe.min.js"), "utf8");

const FORM = `<form action="/found.html"><input name="q" aria-label="Search the site"><input type="hidden" name="from" value="help"></form>`;
const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

let browser;
before(async () => (browser = await launch()));
after(() => browser.close());

/** A page with one element on it; `answer` as of `serve`. Everything is closed when the test ends. */
async function visit(t, { attributes = "", inner = FORM, root = `lang="en"`, around = "", answer = () => null, policy, ...context } = {}) {
  const html = `<!doctype html><html ${root}><head><title>Help</title><meta name="viewport" content="width=device-width">
    <link rel="stylesheet" href="/demo.css"><script type="module" src="/nohold/widget.js"></script></head><body><main>
    <h1>Help</h1><div ${around}><nohold-search ${attributes} src="/site.nohold">${inner}</nohold-search></div>
    <a href="#after" id="after">After</a></main></body></html>`;
  const server = await serve(
    { "/": DEMO, "/nohold/": NPM },
    {
      policy: policy ?? POLICY,
      async answer(path) {
        const other = await answer(path);
        if (other) return other;
        if (path === "/page.html") return { body: Buffer.from(html) };
        if (path === "/site.nohold") return { body: EDITION };
        if (path.endsWith("/") || path === "/found.html") return { body: Buffer.from("<!doctype html><title>There</title>") };
        return null;
      },
    },
  );
  const opened = await open(browser, { viewport: { width: 1100, height: 800 }, ...context });
  t.after(async () => {
    await opened.context.close();
    await server.close();
  });
  const { page } = opened;
  await page.addInitScript(() => {
    globalThis.heard = [];
    for (const name of ["results", "select", "no-results", "feedback", "error", "ready"]) {
      document.addEventListener(`nohold-${name}`, ({ detail }) => globalThis.heard.push({ name, ...detail }));
    }
  });
  await page.goto(`${server.url}/page.html`);
  const input = page.locator("#input");
  await input.waitFor();
  return { ...opened, server, input };
}

/** Types, and waits for what comes of it. */
async function ask(visited, text) {
  await visited.input.click();
  await visited.page.keyboard.type(text);
  await visited.page.waitForFunction(
    (text) => globalThis.heard.some(({ name, query }) => name === "results" && query === text),
    text,
  );
}

/** What there is to be seen and heard of it, checked for what must always hold. */
async function stateOf({ page }) {
  const state = await page.evaluate(() => {
    const root = document.querySelector("nohold-search").shadowRoot;
    const input = root.querySelector("#input");
    const list = root.querySelector("[role=listbox]");
    const options = [...(list?.querySelectorAll("[role=option]") ?? [])];
    const active = input.getAttribute("aria-activedescendant");
    const at = active === null ? null : options.findIndex(({ id }) => id === active);
    return {
      at,
      value: input.value,
      caret: input.selectionStart,
      open: root.querySelector(".panel")?.checkVisibility() ?? false,
      listed: list?.checkVisibility() ?? false,
      expanded: input.ariaExpanded,
      selected: options.flatMap(({ ariaSelected }, index) => (ariaSelected === "true" ? [index] : [])),
      options: options.length,
      message: root.querySelector(".message")?.textContent ?? "",
      status: root.querySelector("[role=status]").textContent,
      isFocused: root.activeElement === input,
      tabbable: [...(list?.querySelectorAll("*") ?? [])].filter(({ tabIndex }) => tabIndex >= 0).length,
    };
  });
  if (state.expanded !== null) assert.equal(state.expanded, String(state.open && state.listed), "aria-expanded");
  assert.notEqual(state.at, -1, "aria-activedescendant names an option");
  assert.deepEqual(state.selected, state.at === null ? [] : [state.at], "aria-selected is on the current option only");
  assert.equal(state.tabbable, 0, "nothing in the list is in the Tab order");
  return state;
}

async function axe({ page }) {
  await page.evaluate(AXE);
  const { violations } = await page.evaluate(() => globalThis.axe.run(document));
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(" ")).join(", ")}`);
}

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

const LAST = Symbol("the last option");
/** The keyboard, as rules of the ARIA practices' combobox: after results for "refund", these keys, then this state. */
const KEYS = [
  ["typing shows results and makes none current", [], { open: true, at: null }],
  ["Down goes to the first", ["ArrowDown"], { open: true, at: 0 }],
  ["Down goes on", ["ArrowDown", "ArrowDown", "ArrowDown"], { at: 2 }],
  ["Up goes to the last", ["ArrowUp"], { open: true, at: LAST }],
  ["Down at the end goes back to the input", ["ArrowUp", "ArrowDown"], { open: true, at: null }],
  ["Up at the beginning goes back to the input", ["ArrowDown", "ArrowUp"], { open: true, at: null }],
  ["Up goes back", ["ArrowDown", "ArrowDown", "ArrowUp"], { at: 0 }],
  ["Escape closes and keeps the text", ["Escape"], { open: false, at: null, value: "refund" }],
  ["Escape closes from an option too", ["ArrowDown", "Escape"], { open: false, at: null, value: "refund" }],
  ["a second Escape clears", ["Escape", "Escape"], { open: false, value: "" }],
  ["a third Escape does nothing", ["Escape", "Escape", "Escape"], { open: false, value: "", isFocused: true }],
  ["Down opens again, at the first", ["Escape", "ArrowDown"], { open: true, at: 0 }],
  ["Up opens again, at the last", ["Escape", "ArrowUp"], { open: true, at: LAST }],
  ["Alt+Down opens and makes none current", ["Escape", "Alt+ArrowDown"], { open: true, at: null }],
  ["Alt+Up closes", ["ArrowDown", "Alt+ArrowUp"], { open: false, at: null, value: "refund" }],
  ["Left returns to editing", ["ArrowDown", "ArrowLeft"], { open: true, at: null, caret: 5 }],
  ["Right returns to editing", ["ArrowLeft", "ArrowDown", "ArrowRight"], { open: true, at: null, caret: 6 }],
  ["Home returns to editing", ["ArrowDown", "Home"], { open: true, at: null, caret: 0 }],
  ["End returns to editing", ["Home", "ArrowDown", "End"], { open: true, at: null, caret: 6 }],
  ["a letter returns to editing", ["ArrowDown", "s"], { open: true, at: null, value: "refunds" }],
  ["Backspace returns to editing", ["ArrowDown", "Backspace"], { open: true, at: null, value: "refun" }],
  ["Tab leaves", ["ArrowDown", "Tab"], { open: false, at: null, isFocused: false, value: "refund" }],
  ["Shift+Tab leaves", ["ArrowDown", "Shift+Tab"], { open: false, at: null, isFocused: false }],
  ["Shift+Down is the browser's", ["Shift+ArrowDown"], { open: true, at: null }],
  ["Control+A is the browser's", ["ArrowDown", "Control+a"], { open: true, caret: 0 }],
  ["Enter on an option accepts it", ["ArrowDown", "Enter"], { goes: /^\/[a-z]+\/[a-z-]+\/(#[a-z-]+)?$/ }],
  ["Enter in the text submits the form", ["Enter"], { goes: /^\/found\.html\?q=refund&from=help$/ }],
  ["Enter after Left submits the form", ["ArrowDown", "ArrowLeft", "Enter"], { goes: /^\/found\.html\?q=refund/ }],
  ["Enter after Escape submits the form", ["ArrowDown", "Escape", "Enter"], { goes: /^\/found\.html\?q=refund/ }],
];

async function press(visited, keys, { goes, at, ...expected }) {
  const { page, server } = visited;
  await page.goto(`${server.url}/page.html`);
  await ask(visited, "refund");
  const there = goes && page.waitForURL((url) => !url.pathname.endsWith("page.html"));
  for (const key of keys) await page.keyboard.press(key);
  await there;
  if (goes) return assert.match(page.url().replace(server.url, ""), goes);
  const state = await stateOf(visited);
  for (const [key, value] of Object.entries(expected)) assert.equal(state[key], value, key);
  if (at !== undefined) assert.equal(state.at, at === LAST ? state.options - 1 : at);
  if (expected.isFocused === undefined) assert.ok(state.isFocused, "focus stays in the input");
}

test("the keyboard", async (t) => {
  const visited = await visit(t);
  for (const [name, keys, expected] of KEYS) await t.test(name, () => press(visited, keys, expected));
  assert.deepEqual(visited.problems, []);
});

test("while an input method composes, keys are its own", async (t) => {
  const visited = await visit(t);
  await ask(visited, "refund");
  const wasUsed = await visited.input.evaluate((input) =>
    ["ArrowDown", "Enter", "Escape"].map(
      (key) => !input.dispatchEvent(new KeyboardEvent("keydown", { key, isComposing: true, bubbles: true, cancelable: true })),
    ),
  );
  assert.deepEqual(wasUsed, [false, false, false]);
  assert.equal((await stateOf(visited)).at, null);
});

test("label and list have names, in the input's own tree", async (t) => {
  const visited = await visit(t);
  await ask(visited, "refund");
  const names = await visited.input.evaluate((input) => {
    const root = input.getRootNode();
    const list = root.getElementById(input.getAttribute("aria-controls"));
    return [input.role, input.ariaAutoComplete, input.labels[0].textContent, list.role, list.ariaLabel, input.hasAttribute("aria-owns")];
  });
  assert.deepEqual(names, ["combobox", "list", "Search the site", "listbox", "Search results", false]);
});

test("what came of it is announced in a pause", async (t) => {
  const visited = await visit(t);
  await ask(visited, "refund");
  assert.equal((await stateOf(visited)).status, "");
  await visited.page.waitForTimeout(900);
  assert.match((await stateOf(visited)).status, /6 results$/);
});

for (const [how, act] of [
  ["Control+Enter", async ({ page }) => (await page.keyboard.press("ArrowDown"), page.keyboard.press("Control+Enter"))],
  ["Control and a click", ({ page }) => page.locator("[role=option]").first().click({ modifiers: ["Control"] })],
  ["the middle button", ({ page }) => page.locator("[role=option]").first().click({ button: "middle" })],
]) {
  test(`${how} opens a new tab and leaves the list open`, async (t) => {
    const visited = await visit(t);
    await ask(visited, "refund");
    const [tab] = await Promise.all([visited.context.waitForEvent("page"), act(visited)]);
    await tab.waitForURL(/\/[a-z]+\/[a-z-]+\//);
    const state = await stateOf(visited);
    assert.ok(state.open && state.isFocused);
    assert.match(visited.page.url(), /page\.html$/);
    assert.deepEqual((await visited.page.evaluate(() => globalThis.heard)).at(-1).newTab, true);
  });
}

// --- states, as axe sees them

const STATES = [
  ["nothing typed", {}, ""],
  ["results", {}, "refund", "ArrowDown"],
  ["an answer", { attributes: "feedback" }, "how do i get my mony back", "ArrowDown"],
  ["no result", { attributes: `contact="/contact/"` }, "xyzzyqqq"],
  ["results in the dark", { colorScheme: "dark" }, "refund", "ArrowDown"],
  ["right to left", { root: `lang="ar" dir="rtl"`, attributes: `label="ابحث"`, inner: "" }, "refund", "ArrowDown"],
  ["forced colours", { forcedColors: "active" }, "refund", "ArrowDown"],
  ["a phone", PHONE, "refund", "ArrowDown"],
  ["a phone, nothing typed", PHONE, ""],
];

for (const [name, options, text, key] of STATES) {
  test(`axe finds nothing: ${name}`, async (t) => {
    const visited = await visit(t, options);
    if (text) await ask(visited, text);
    else await visited.input.click();
    if (key) await visited.page.keyboard.press(key);
    await visited.page.waitForTimeout(800);
    await stateOf(visited);
    assert.deepEqual(await axe(visited), []);
    assert.deepEqual(visited.problems, []);
  });
}

// --- failures: a message within three seconds, and the form works

const changed = (change) => {
  const bytes = Buffer.from(EDITION);
  change(bytes);
  return bytes;
};
const at = (where, response) => ({ answer: (path) => (where.test(path) ? response : null) });
const never = (where) => ({ answer: (path) => (where.test(path) ? new Promise(() => {}) : null) });
const page404 = Buffer.from("<!doctype html><title>Not found</title>");
const script = (text) => ({ body: Buffer.from(text) });
const without = (from, to) => ({ policy: POLICY.replace(from, to) });

/** Name, how it is provoked, what the event says: its kind and a part of its message. */
const FAILURES = [
  ["WebAssembly is refused by the policy", without(" 'wasm-unsafe-eval'", ""), "Trap", /WebAssembly/],
  ["the WebAssembly is missing", at(/\.wasm$/, { status: 404, body: page404 }), "Trap", /WebAssembly/],
  ["the WebAssembly is another one", at(/\.wasm$/, { body: Buffer.from("\0asm\x01\0\0\0", "latin1") }), "Trap", /WebAssembly/],
  ["the worker is refused by the policy", without("worker-src 'self'", "worker-src 'none'"), "Worker", /worker/],
  ["trusted types are refused", { policy: `${POLICY}; trusted-types 'none'` }, "Worker", /trusted-types/],
  ["the worker is missing", at(/worker\.js$/, { status: 404, body: page404 }), "Worker", /worker/],
  ["the worker is a web page", at(/worker\.js$/, { headers: { "content-type": "text/html" }, body: page404 }), "Worker", /worker/],
  ["the worker breaks at once", at(/worker\.js$/, script("throw new Error('broken')")), "Worker", /broken/],
  ["the worker says nothing", at(/worker\.js$/, script("")), null],
  ["the worker does not come", never(/worker\.js$/), null],
  ["the edition is missing", at(/site\.nohold$/, { status: 404, body: page404 }), "Io", /404/],
  ["the server is out of order", at(/site\.nohold$/, { status: 503, body: page404 }), "Io", /503/],
  ["the edition is a web page", at(/site\.nohold$/, { body: page404 }), "Corrupt", /web page/],
  ["the edition is empty", at(/site\.nohold$/, { body: Buffer.alloc(0) }), "Corrupt", /edition/],
  ["the edition is damaged", at(/site\.nohold$/, { body: changed((bytes) => (bytes[bytes.length >> 1] ^= 1)) }), "Corrupt", /edition/],
  ["the edition is cut off", at(/site\.nohold$/, { body: EDITION.subarray(0, 9_000) }), "Corrupt", /edition/],
  ["the edition is of a newer version", at(/site\.nohold$/, { body: changed((bytes) => (bytes[8] = 99)) }), "Version", /99/],
  ["the edition is gzipped and cut off", at(/site\.nohold$/, { body: Buffer.from([0x1f, 0x8b, 8, 0]) }), "Corrupt", /unpacked/],
  ["the edition is not the pinned one", { attributes: `digest="${"0".repeat(64)}"` }, "Digest", /pinned/],
  ["the edition does not come", never(/site\.nohold$/), null],
  ["the edition is elsewhere, and refused", { attributes: `src="https://elsewhere.example/a.nohold"` }, "Io", /fetched/],
  ["there is no src", { attributes: `src=""` }, "Corrupt", /web page/],
  ["the panel is missing", at(/widget-panel\.js$/, { status: 404, body: page404 }), "Io", /widget-panel/],
  ["a part of the panel is missing", at(/widget-view\.js$/, { status: 404, body: page404 }), "Io", /import/],
  ["the panel does not come", never(/widget-panel\.js$/), null],
  ["a limit that is none", { attributes: `limit="-1"` }, "TypeError", /limit/],
];

/** What is to be read on the page. */
const readable = ({ page }) =>
  page.evaluate(() => {
    const root = document.querySelector("nohold-search").shadowRoot;
    const seen = [...root.querySelectorAll(".message, #notice")].filter((element) => element.checkVisibility());
    return seen.map(({ innerText }) => innerText.trim()).join(" ").trim();
  });

/** The policy may be broken only where that is the failure. */
const breaksPolicy = ({ policy, attributes = "" }) => policy !== undefined || attributes.includes("elsewhere");

for (const [name, options, kind, message] of FAILURES) {
  test(`failure: ${name}`, async (t) => {
    const visited = await visit(t, options);
    const started = Date.now();
    await visited.input.click();
    await visited.page.keyboard.type("refund");
    const isTold = async () => /not available|could not|taking long|renewed/.test(await readable(visited));
    while (!(await isTold())) {
      assert.ok(Date.now() - started < 3_000, `after 3 s it says: ${await readable(visited)}`);
      await visited.page.waitForTimeout(50);
    }
    const heard = (await visited.page.evaluate(() => globalThis.heard)).filter(({ name }) => name === "error");
    if (kind) assert.equal(heard[0]?.kind, kind, heard[0]?.message);
    if (message) assert.match(heard[0].message, message);
    await stateOf(visited);
    if (!breaksPolicy(options)) assert.deepEqual(visited.problems, []);
    assert.deepEqual(await axe(visited), []);
    await visited.page.keyboard.press("Enter");
    await visited.page.waitForURL(/\/found\.html\?q=refund&from=help$/);
  });
}

test("offline: a message, the form, and a second try that works", async (t) => {
  const visited = await visit(t, { attributes: `contact="/contact/"` });
  const { page, context, input } = visited;
  let isDown = true;
  await context.route(/site\.nohold/, (route) => (isDown ? route.abort("internetdisconnected") : route.continue()));
  await input.click();
  await page.keyboard.type("refund");
  await page.locator(".retry").waitFor({ timeout: 3_000 });
  assert.match(await readable(visited), /offline/);
  assert.equal((await stateOf(visited)).expanded, "true");
  isDown = false;
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await page.locator(".hit").first().waitFor();
  assert.deepEqual(visited.problems, []);
});

test("a WebAssembly of the wrong type is taken all the same, and so is a gzipped edition", async (t) => {
  const { gzipSync } = await import("node:zlib");
  const visited = await visit(t, {
    answer: (path) =>
      path.endsWith(".wasm") ? { headers: { "content-type": "text/plain" } } : path === "/site.nohold" ? { body: gzipSync(EDITION) } : null,
  });
  await ask(visited, "refund");
  assert.ok((await stateOf(visited)).options > 0);
  assert.deepEqual(visited.problems, []);
});

test("a slow line: a message first, and then the results", async (t) => {
  const slowly = async (path) => {
    if (path === "/site.nohold") await new Promise((resolve) => setTimeout(resolve, 3_500));
    return null;
  };
  const visited = await visit(t, { answer: slowly });
  await visited.input.click();
  await visited.page.keyboard.type("refund");
  await visited.page.getByText("taking long").first().waitFor({ timeout: 3_000 });
  await visited.page.locator(".hit").first().waitFor({ timeout: 3_000 });
  assert.equal(await readable(visited), "");
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

// --- what an edition says is text

const HOSTILE = ["javascript:alert(1)", " javascript:alert(1)", "java\tscript:alert(1)", "\u0001javascript:alert(1)", "JAVASCRIPT:alert(1)",
  "data:text/html,<script>alert(1)</script>", "vbscript:x", "blob:http://x/y", "file:///etc/passwd", "https://x\n.example/", ""];
const HARMLESS = ["/a/", "a/b/#c", "https://example.com/", "//example.com/", "mailto:a@example.com", "tel:+441", "?q=1", "#here"];

/** In place of the package's own: one hit for each address. */
const hostile = (addresses) => `
const MARKUP = '<img src=x onerror=alert(1)>"&';
const snippet = { text: MARKUP, highlights: [[0, 4]] };
const hit = (url, id) => ({ id: String(id), title: MARKUP, titleHighlights: [[1, 4]], url, lang: MARKUP, meta: {}, score: 1,
  sections: [{ heading: MARKUP, headingHighlights: [], breadcrumb: [MARKUP], anchor: "", url, snippet, score: 1 }] });
export const load = async () => {};
export class KnowledgeBase {
  static async fromBytes() { return new KnowledgeBase(); }
  info = {};
  suggest = () => [{ text: MARKUP, range: [0, 4] }];
  search = (query) => ({ hits: ${JSON.stringify(addresses)}.map(hit), total: 1, corrections: [], dropped: [], suggestion: MARKUP,
    answer: { text: MARKUP, highlights: [[0, 2]], id: "0", title: MARKUP, heading: MARKUP, anchor: "", url: "javascript:1", updated: "<b>" } });
}`;

test("addresses and texts of an edition are taken for what they are", async (t) => {
  const visited = await visit(t, at(/nohold\/index\.js$/, script(hostile([...HOSTILE, ...HARMLESS]))));
  await ask(visited, "<b>x");
  const links = await visited.page.evaluate(() => {
    const root = document.querySelector("nohold-search").shadowRoot;
    const made = [...root.querySelectorAll("*")].filter(({ localName }) => ["img", "script", "iframe", "style"].includes(localName));
    return { made: made.length, links: [...root.querySelectorAll(".article")].map((option) => option.getAttribute("href")) };
  });
  assert.equal(links.made, 0);
  assert.deepEqual(links.links.slice(0, HOSTILE.length), HOSTILE.map(() => null));
  const expected = HARMLESS.map((address) => new URL(address, visited.page.url()).href);
  assert.deepEqual(links.links.slice(HOSTILE.length), expected);
  assert.deepEqual(visited.problems, []);
});

// --- how it fits in

test("nothing that is around it clips it", async (t) => {
  const visited = await visit(t, { around: `id="box"` });
  await visited.page.evaluate(() => {
    Object.assign(document.getElementById("box").style, { overflow: "hidden", height: "4rem", transform: "translateX(0)", contain: "paint" });
  });
  await ask(visited, "refund");
  const isOnTop = await visited.page.evaluate(() => {
    const root = document.querySelector("nohold-search").shadowRoot;
    const { left, width, bottom } = root.querySelector(".panel").getBoundingClientRect();
    return root.querySelector(".panel").contains(root.elementFromPoint(left + width / 2, bottom - 20));
  });
  assert.ok(isOnTop);
});

for (const width of [320, 390, 640, 1280]) {
  test(`at ${width} px nothing is cut off, and targets are large enough`, async (t) => {
    const isPhone = width < 600;
    const visited = await visit(t, { viewport: { width, height: 700 }, attributes: "feedback", ...(isPhone && { hasTouch: true, isMobile: true }) });
    await ask(visited, "refund");
    const found = await visited.page.evaluate(() => {
      const root = document.querySelector("nohold-search").shadowRoot;
      const { left, right, bottom } = root.querySelector(".panel").getBoundingClientRect();
      const small = [...root.querySelectorAll("[role=option], button")].filter((element) => element.checkVisibility());
      const sizes = small.map((element) => element.getBoundingClientRect()).map(({ width, height }) => Math.min(width, height));
      return { left, right, bottom, smallest: Math.min(...sizes), scrolls: document.documentElement.scrollWidth > innerWidth };
    });
    assert.ok(found.left >= 0 && found.right <= width && found.bottom <= 701, JSON.stringify(found));
    assert.ok(found.smallest >= (isPhone ? 43.9 : 24), JSON.stringify(found));
    assert.equal(found.scrolls, false);
    if (width === 320 || width === 390) assert.deepEqual([found.left, found.right], [0, width]);
  });
}

test("on a phone, back and a touch beside nothing leave the sheet as the page was", async (t) => {
  const visited = await visit(t, PHONE);
  const height = await visited.page.locator("nohold-search").evaluate((element) => element.offsetHeight);
  await ask(visited, "refund");
  assert.equal(await visited.page.locator("nohold-search").evaluate((element) => element.offsetHeight), height);
  await visited.page.locator(".close").click();
  const state = await stateOf(visited);
  assert.equal(state.open, false);
  assert.equal(state.value, "refund");
  assert.equal(await visited.page.locator("nohold-search").evaluate((element) => element.getAttribute("style") || ""), "");
});

test("those who want no motion get none", async (t) => {
  const animation = async (reducedMotion) => {
    const visited = await visit(t, { reducedMotion });
    await ask(visited, "refund");
    return visited.page.locator(".panel").evaluate((panel) => getComputedStyle(panel).animationName);
  };
  assert.equal(await animation("reduce"), "none");
  assert.equal(await animation("no-preference"), "arrive");
});

test("it is as dark as its page", async (t) => {
  const visited = await visit(t, { colorScheme: "dark" });
  await ask(visited, "refund");
  const lightness = () =>
    visited.page.locator(".panel").evaluate((panel) => Number(/\d+/.exec(getComputedStyle(panel).backgroundColor)[0]));
  assert.ok((await lightness()) < 60);
  await visited.page.evaluate(() => (document.documentElement.style.colorScheme = "light"));
  assert.ok((await lightness()) > 200);
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
    await visited.page.evaluate(() => document.body.append(Object.assign(document.createElement("input"), { id: "other" })));
    if (where === "other") await visited.page.locator("#other").focus();
    await visited.page.keyboard.press(key);
    assert.equal((await stateOf(visited)).isFocused, opens);
    assert.equal((await stateOf(visited)).value, "");
  });
}

test("attributes confine the search", async (t) => {
  const visited = await visit(t, { attributes: `within="shop, products" filter-product="rockpool" limit="2" no-answer` });
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
  const late = (path) => (path.endsWith("widget-panel.js") ? new Promise((resolve) => setTimeout(resolve, 400, null)) : null);
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

// --- remote.js, which the widget and the desk stand on

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
    if (${breaks} || text === "break") throw Object.assign(new Error("broken down", { cause: new Error("unreachable") }), { kind: "Trap" });
    return { text, asked: ++asked };
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
  const page = await remote(t, stub(() => false));
  const answers = await page.evaluate(async () => {
    const base = await openBase();
    return Promise.all(["r", "re", "ref", "refu", "refund"].map((text) => base.search(text)));
  });
  assert.deepEqual(answers, [null, null, null, null, { text: "refund", asked: 2 }]);
});

test("where a worker breaks down, a fresh one is asked once more", async (t) => {
  let loaded = 0;
  const page = await remote(t, stub(() => ++loaded === 1));
  assert.deepEqual(await page.evaluate(async () => (await openBase()).search("refund")), { text: "refund", asked: 1 });
  assert.equal(loaded, 2);
});

test("a query that breaks every worker is a failure, and the next is answered", async (t) => {
  const page = await remote(t, stub(() => false));
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
  assert.ok(given.suggestions.every(({ text }) => text.startsWith("canc")));
});
