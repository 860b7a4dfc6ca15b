// <nohold-search>: what axe finds, and how it fits into pages, screens and settings.
import assert from "node:assert/strict";
import { test } from "node:test";

import { PHONE, ask, axe, stateOf, visit } from "./widget-page.mjs";

const STATES = [
  ["nothing typed", {}, ""],
  ["results", {}, "refund", "ArrowDown"],
  ["an answer", { attributes: "feedback" }, "how do i get my mony back", "ArrowDown"],
  ["a promoted result", {}, "bereavement", "ArrowDown"],
  ["no result", { attributes: `contact="/contact/"` }, "xyzzyqqq"],
  ["no result, and what there is", {}, "xyzzyqqq", "ArrowDown"],
  ["no result in the dark", { colorScheme: "dark" }, "xyzzyqqq", "ArrowDown"],
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

test("nothing that is around it clips it", async (t) => {
  const visited = await visit(t, { around: `id="box"` });
  await visited.page.evaluate(() => {
    Object.assign(document.getElementById("box").style, {
      overflow: "hidden",
      height: "4rem",
      transform: "translateX(0)",
      contain: "paint",
    });
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
    const visited = await visit(t, {
      viewport: { width, height: 700 },
      attributes: "feedback",
      ...(isPhone && { hasTouch: true, isMobile: true }),
    });
    await ask(visited, "refund");
    const found = await visited.page.evaluate(() => {
      const root = document.querySelector("nohold-search").shadowRoot;
      const { left, right, bottom } = root.querySelector(".panel").getBoundingClientRect();
      const small = [...root.querySelectorAll("[role=option], button")].filter((element) => element.checkVisibility());
      const sizes = small
        .map((element) => element.getBoundingClientRect())
        .map(({ width, height }) => Math.min(width, height));
      return {
        left,
        right,
        bottom,
        smallest: Math.min(...sizes),
        scrolls: document.documentElement.scrollWidth > innerWidth,
      };
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
  assert.equal(
    await visited.page.locator("nohold-search").evaluate((element) => element.getAttribute("style") || ""),
    "",
  );
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
