// Opens the desk as its agents do: served under the strict policy, over kb-sample's internal edition or over a stand-
// in.
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { open } from "./browser.mjs";
import { serve } from "./server.mjs";

const path = (name) => fileURLToPath(new URL(`../../${name}`, import.meta.url));
const AXE = await readFile(new URL("node_modules/axe-core/axe.min.js", import.meta.url), "utf8");

/** In the sample it is November 2026. */
export const TODAY = "2026-11-23";

/** Serves the desk. `edition` are the bytes of `desk.nohold`; `remote` is a module in place of the package's. */
export async function serveDesk({ edition, remote, answer = () => null, policy } = {}) {
  const bytes = edition === undefined ? await readFile(path("target/page/kb-sample-internal.nohold")) : edition;
  const folders = {
    "/": path("examples/agent-desk/"),
    "/npm/": path("target/npm/"),
    "/editions/": path("target/page/"),
  };
  const own = (at) => {
    if (at === "/desk.nohold" && bytes !== null) return { body: bytes };
    if (at === "/npm/remote.js" && remote) return { body: Buffer.from(remote) };
    return null;
  };
  return serve(folders, { answer: async (at) => (await answer(at)) ?? own(at), ...(policy ? { policy } : {}) });
}

/** A page with the desk on it, on a day of the sample. */
export async function visit(browser, server, { at = "", before, ready = true, ...options } = {}) {
  const size = { viewport: { width: 1440, height: 900 } };
  const opened = await open(browser, { ...size, locale: "en-GB", ...options });
  const { page, context } = opened;
  page.setDefaultTimeout(5000);
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.addInitScript((day) => {
    const Real = Date;
    globalThis.Date = class extends Real {
      constructor(...args) {
        super(...(args.length > 0 ? args : [`${day}T12:00:00`]));
      }
      static now = () => new Real(`${day}T12:00:00`).getTime();
    };
  }, TODAY);
  if (before) await page.addInitScript(before);
  await page.goto(`${server.url}/${at}`);
  if (ready) await page.waitForSelector("[data-state=ready]");
  return { ...opened, copied: () => page.evaluate(() => navigator.clipboard.readText()) };
}

/** The desk as if it were visited for the first time, on a page that has been used. */
export async function fresh(page, server) {
  await page.evaluate(() => (localStorage.clear(), sessionStorage.clear()));
  await page.goto("about:blank");
  await page.goto(`${server.url}/`);
  await page.waitForSelector("[data-state=ready]");
}

/** Types as somebody does, and waits until the desk has settled. */
export async function ask(page, text) {
  await page.locator("#box").fill("");
  await page.keyboard.type(text);
  await settled(page);
}

/** Waits for hits, or for the word that there are none, and for the article beside them. */
export async function settled(page) {
  await page.waitForSelector("#time:not([hidden])");
  await page.waitForTimeout(250);
}

/** Pastes as the browser does. */
export async function paste(page, text) {
  await page.locator("#box").focus();
  await page.evaluate((text) => navigator.clipboard.writeText(text), text);
  await page.keyboard.press("Control+v");
  await page.waitForTimeout(450);
}

/** What is lit up: the texts of the passage and of the words. */
export function lit(page) {
  return page.evaluate(() => {
    const texts = (name) => Array.from(globalThis.CSS?.highlights?.get(name) ?? [], (range) => range.toString());
    const marks = (name) => Array.from(document.querySelectorAll(`#article mark.${name}`), (mark) => mark.textContent);
    const isLit = Boolean(globalThis.CSS?.highlights);
    return isLit
      ? { passage: texts("nohold-passage"), words: texts("nohold-word") }
      : { passage: marks("lit-passage"), words: marks("lit-word") };
  });
}

/** Whether the first lit range, or else an element, can be seen in its pane. */
export function isSeen(page, selector) {
  return page.evaluate((selector) => {
    const range = [...(CSS.highlights?.get("nohold-passage") ?? [])][0];
    const box = (selector ? document.querySelector(selector) : range).getBoundingClientRect();
    const pane = document.getElementById("article").getBoundingClientRect();
    return box.top >= pane.top && box.bottom <= pane.bottom;
  }, selector);
}

/** What axe finds, of every rule it has. */
export async function axe(page) {
  await page.evaluate(AXE);
  const { violations } = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ["violations"] }));
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(" ")).join(", ")}`);
}
