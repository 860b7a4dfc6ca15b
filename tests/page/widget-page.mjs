// A page with one <nohold-search> on it, for the tests of the element: how it is opened, asked and looked at.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before } from "node:test";
import { fileURLToPath } from "node:url";

import { launch, open } from "./browser.mjs";
import { POLICY, serve } from "./server.mjs";

const path = (relative) => fileURLToPath(new URL(relative, import.meta.url));
export const NPM = path("../../target/npm/");
const DEMO = path("../../examples/widget/demo/");
export const EDITION = await readFile(path("../../target/page/kb-sample-public.nohold"));
const AXE = await readFile(path("node_modules/axe-core/axe.min.js"), "utf8");

const FORM = `<form action="/found.html"><input name="q" aria-label="Search the site">
  <input type="hidden" name="from" value="help"></form>`;
export const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

let browser;
before(async () => (browser = await launch()));
after(() => browser.close());

/** A page with one element on it; `answer` as of `serve`. Everything is closed when the test ends. */
export async function visit(
  t,
  { attributes = "", inner = FORM, root = `lang="en"`, around = "", answer = () => null, policy, ...context } = {},
) {
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
        if (path.endsWith("/") || path === "/found.html")
          return { body: Buffer.from("<!doctype html><title>There</title>") };
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
export async function ask(visited, text) {
  await visited.input.click();
  await visited.page.keyboard.type(text);
  await visited.page.waitForFunction(
    (text) => globalThis.heard.some(({ name, query }) => name === "results" && query === text),
    text,
  );
}

/** What there is to be seen and heard of it, checked for what must always hold. */
export async function stateOf({ page }) {
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

export async function axe({ page }) {
  await page.evaluate(AXE);
  const { violations } = await page.evaluate(() => globalThis.axe.run(document));
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(" ")).join(", ")}`);
}

/** Answers with `response` where the path is like `where`. */
export const at = (where, response) => ({ answer: (path) => (where.test(path) ? response : null) });

export const script = (text) => ({ body: Buffer.from(text) });

/** What is to be read on the page. */
export const readable = ({ page }) =>
  page.evaluate(() => {
    const root = document.querySelector("nohold-search").shadowRoot;
    const seen = [...root.querySelectorAll(".message, #notice")].filter((element) => element.checkVisibility());
    return seen
      .map(({ innerText }) => innerText.trim())
      .join(" ")
      .trim();
  });
