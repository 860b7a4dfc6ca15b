// <nohold-search> as a combobox: its keys and its states, after the ARIA Authoring Practices.
import assert from "node:assert/strict";
import { test } from "node:test";

import { ask, stateOf, visit } from "./widget-page.mjs";

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
      (key) =>
        !input.dispatchEvent(new KeyboardEvent("keydown", { key, isComposing: true, bubbles: true, cancelable: true })),
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
    return [
      input.role,
      input.ariaAutoComplete,
      input.labels[0].textContent,
      list.role,
      list.ariaLabel,
      input.hasAttribute("aria-owns"),
    ];
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
  [
    "Control and a click",
    ({ page }) =>
      page
        .locator("[role=option]")
        .first()
        .click({ modifiers: ["Control"] }),
  ],
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
