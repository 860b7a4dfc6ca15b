// The ceilings can be hit: what grew, what is over its limit and what is missing fails.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { SCRATCH } from "./built.mjs";

const run = promisify(execFile);
const PROGRAM = fileURLToPath(new URL("ceilings.mjs", import.meta.url));
const FILE = join(SCRATCH, "ceilings.json");
let now;

const check = (...options) => run(process.execPath, [PROGRAM, "--file", FILE, ...options]).then(() => "", ({ stdout }) => stdout);

/** Writes the sizes of now, without limits, but for what `change` says of the WebAssembly. */
async function record(change) {
  const sizes = Object.fromEntries(Object.entries(now).map(([name, { recorded }]) => [name, { recorded, limit: null }]));
  Object.assign(sizes.wasm, change);
  await writeFile(FILE, JSON.stringify({ growth: 1.02, sizes }));
}

before(async () => {
  await mkdir(SCRATCH, { recursive: true });
  await writeFile(FILE, JSON.stringify({ growth: 1.02, sizes: {} }));
  await check("--write");
  now = JSON.parse(await readFile(FILE, "utf8")).sizes;
});

test("sizes as they were recorded pass", async () => {
  await record({});
  assert.equal(await check(), "");
});

test("a little growth passes, more than 2 % does not", async () => {
  await record({ recorded: Math.ceil(now.wasm.recorded / 1.019) });
  assert.equal(await check(), "");
  await record({ recorded: Math.floor(now.wasm.recorded / 1.021) });
  assert.match(await check(), /wasm .*too large/);
});

test("what is over its limit fails, also when sizes are written", async () => {
  await record({ limit: now.wasm.recorded - 1 });
  assert.match(await check(), /wasm .*too large/);
  assert.match(await check("--write"), /wasm .*too large/);
});

test("what is not measured any more fails", async () => {
  await writeFile(FILE, JSON.stringify({ growth: 1.02, sizes: { ...now, gone: { recorded: 1, limit: null } } }));
  assert.match(await check(), /not measured any more: gone/);
});
