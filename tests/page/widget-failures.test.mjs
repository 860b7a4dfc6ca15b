// <nohold-search> when something fails: a message within three seconds, and the form works.
import assert from "node:assert/strict";
import { test } from "node:test";
import { gzipSync } from "node:zlib";

import { POLICY } from "./server.mjs";
import { EDITION, ask, at, axe, readable, script, stateOf, visit } from "./widget-page.mjs";

const changed = (change) => {
  const bytes = Buffer.from(EDITION);
  change(bytes);
  return bytes;
};
const never = (where) => ({ answer: (path) => (where.test(path) ? new Promise(() => {}) : null) });
const page404 = Buffer.from("<!doctype html><title>Not found</title>");
const without = (from, to) => ({ policy: POLICY.replace(from, to) });

/** Name, how it is provoked, what the event says: its kind and a part of its message. */
const FAILURES = [
  ["WebAssembly is refused by the policy", without(" 'wasm-unsafe-eval'", ""), "Trap", /WebAssembly/],
  ["the WebAssembly is missing", at(/\.wasm$/, { status: 404, body: page404 }), "Trap", /WebAssembly/],
  [
    "the WebAssembly is another one",
    at(/\.wasm$/, { body: Buffer.from("\0asm\x01\0\0\0", "latin1") }),
    "Trap",
    /WebAssembly/,
  ],
  ["the worker is refused by the policy", without("worker-src 'self'", "worker-src 'none'"), "Worker", /worker/],
  ["trusted types are refused", { policy: `${POLICY}; trusted-types 'none'` }, "Worker", /trusted-types/],
  ["the worker is missing", at(/worker\.js$/, { status: 404, body: page404 }), "Worker", /worker/],
  [
    "the worker is a web page",
    at(/worker\.js$/, { headers: { "content-type": "text/html" }, body: page404 }),
    "Worker",
    /worker/,
  ],
  ["the worker breaks at once", at(/worker\.js$/, script("throw new Error('broken')")), "Worker", /broken/],
  ["the worker says nothing", at(/worker\.js$/, script("")), null],
  ["the worker does not come", never(/worker\.js$/), null],
  ["the edition is missing", at(/site\.nohold$/, { status: 404, body: page404 }), "Io", /404/],
  ["the server is out of order", at(/site\.nohold$/, { status: 503, body: page404 }), "Io", /503/],
  ["the edition is a web page", at(/site\.nohold$/, { body: page404 }), "Corrupt", /web page/],
  ["the edition is empty", at(/site\.nohold$/, { body: Buffer.alloc(0) }), "Corrupt", /edition/],
  [
    "the edition is damaged",
    at(/site\.nohold$/, { body: changed((bytes) => (bytes[bytes.length >> 1] ^= 1)) }),
    "Corrupt",
    /edition/,
  ],
  ["the edition is cut off", at(/site\.nohold$/, { body: EDITION.subarray(0, 9_000) }), "Corrupt", /edition/],
  [
    "the edition is of a newer version",
    at(/site\.nohold$/, { body: changed((bytes) => (bytes[8] = 99)) }),
    "Version",
    /99/,
  ],
  [
    "the edition is gzipped and cut off",
    at(/site\.nohold$/, { body: Buffer.from([0x1f, 0x8b, 8, 0]) }),
    "Corrupt",
    /unpacked/,
  ],
  ["the edition is not the pinned one", { attributes: `digest="${"0".repeat(64)}"` }, "Digest", /pinned/],
  ["the edition does not come", never(/site\.nohold$/), null],
  [
    "the edition is elsewhere, and refused",
    { attributes: `src="https://elsewhere.example/a.nohold"` },
    "Io",
    /fetched/,
  ],
  ["there is no src", { attributes: `src=""` }, "Corrupt", /web page/],
  ["the panel is missing", at(/widget-panel\.js$/, { status: 404, body: page404 }), "Io", /widget-panel/],
  ["a part of the panel is missing", at(/widget-view\.js$/, { status: 404, body: page404 }), "Io", /import/],
  ["the panel does not come", never(/widget-panel\.js$/), null],
  ["a limit that is none", { attributes: `limit="-1"` }, "TypeError", /limit/],
];

/** One failure for each way of telling it: the panel's, the loader's, and that it takes long. */
const LOOKED_AT = new Set(["the edition is missing", "the panel is missing", "the worker says nothing"]);

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
    if (LOOKED_AT.has(name)) assert.deepEqual(await axe(visited), []);
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
  const visited = await visit(t, {
    answer: (path) =>
      path.endsWith(".wasm")
        ? { headers: { "content-type": "text/plain" } }
        : path === "/site.nohold"
          ? { body: gzipSync(EDITION) }
          : null,
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
