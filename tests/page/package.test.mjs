// The package as its users take it: packed, installed into projects, bundled by what they bundle with.
import assert from "node:assert/strict";
import { execFile, spawn } from "node:child_process";
import { access, copyFile, cp, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { after, before, describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import webpack from "webpack";
import { launch, open } from "./browser.mjs";
import { NPM, packageInNode, PUBLIC, SCRATCH } from "./built.mjs";
import { POLICY, serve } from "./server.mjs";

const run = promisify(execFile);
const require = createRequire(import.meta.url);
const TEMPLATES = fileURLToPath(new URL("projects", import.meta.url));
const PROJECTS = join(SCRATCH, "projects");
const EDITION = "kb-sample.nohold";
/** Those of the projects. */
const QUERIES = ["refund print", "wie kann ich mein abo kündigen", "LF-409"];

let packed;
let files;
let expected;
let browser;

before(async () => {
  await rm(PROJECTS, { recursive: true, force: true });
  await mkdir(PROJECTS, { recursive: true });
  const { stdout } = await run("npm", ["pack", NPM, "--json", "--pack-destination", PROJECTS]);
  const [pack] = Object.values(JSON.parse(stdout));
  packed = join(PROJECTS, pack.filename);
  files = pack.files.map(({ path }) => path);
  const { KnowledgeBase } = await packageInNode();
  const base = await KnowledgeBase.fromBytes(await readFile(PUBLIC));
  expected = QUERIES.map((query) => first(base.search(query)));
  browser = await launch();
});
after(() => browser?.close());

const first = ({ hits: [{ id, score, sections }] }) => ({ id, score, url: sections[0].url });

/** A project of its own with the package installed from its tarball, and nothing from the network. */
async function project(name, template) {
  const folder = join(PROJECTS, name);
  await cp(join(TEMPLATES, template), folder, { recursive: true });
  const about = { name: `${name}-project`, private: true, type: "module", dependencies: { nohold: `file:${packed}` } };
  await writeFile(join(folder, "package.json"), JSON.stringify(about));
  await run("npm", ["install", "--offline", "--no-audit", "--no-fund", "--ignore-scripts"], { cwd: folder });
  return folder;
}

/** Opens the page of `url` and gives what it found; it may break no rule of the policy on the way. */
async function found(url) {
  const { page, problems, context } = await open(browser);
  try {
    await page.goto(url);
    await page.waitForFunction(() => globalThis.found, null, { timeout: 15_000 }).catch((error) => {
      throw new Error([error.message, ...problems].join("\n"));
    });
    await page.locator("nohold-search input").fill(QUERIES[0]);
    await page.getByRole("option").first().waitFor({ timeout: 15_000 });
    assert.deepEqual(problems, []);
    return await page.evaluate(() => globalThis.found);
  } finally {
    await context.close();
  }
}

/** The page of a folder on a static host, under the policy. */
async function foundIn(folder) {
  await copyFile(PUBLIC, join(folder, EDITION));
  const server = await serve({ "/": folder }, { policy: POLICY });
  try {
    return await found(`${server.url}/`);
  } finally {
    await server.close();
  }
}

describe("what is packed", () => {
  test("all that the exports name, with types first", async () => {
    const about = JSON.parse(await readFile(join(NPM, "package.json"), "utf8"));
    const targets = Object.entries(about.exports).flatMap(([name, target]) => {
      const conditions = typeof target === "string" ? { default: target } : target;
      if (!/\/(worker|wasm)$/.test(name)) assert.equal(Object.keys(conditions)[0], "types", name);
      return Object.values(conditions);
    });
    for (const target of targets) assert.ok(files.includes(target.slice(2)), `${target} is missing`);
  });

  test("licences and a README; nothing runs on installing; nothing is needed beside it", async () => {
    const about = JSON.parse(await readFile(join(NPM, "package.json"), "utf8"));
    assert.ok(files.includes("README.md"));
    assert.ok(files.some((file) => file.startsWith("LICENSE")));
    assert.equal(about.scripts, undefined);
    assert.equal(about.dependencies, undefined);
    assert.doesNotMatch(about.version, /VERSION/);
  });

  test("the WebAssembly, named after its contents", async () => {
    const wasm = files.filter((file) => file.endsWith(".wasm") && !file.includes("/"));
    assert.equal(wasm.length, 1);
    const digest = await crypto.subtle.digest("SHA-256", await readFile(join(NPM, wasm[0])));
    assert.equal(wasm[0], `nohold-${Buffer.from(digest).toString("hex").slice(0, 16)}.wasm`);
  });
});

describe("in a page", () => {
  test("as plain modules", async () => {
    const folder = await project("plain", "page");
    const main = join(folder, "main.js");
    const bare = { '"nohold"': "index", '"nohold/remote"': "remote", '"nohold/widget"': "widget" };
    const source = (await readFile(main, "utf8")).replaceAll(
      /"nohold(\/\w+)?"/g,
      (name) => `"./node_modules/nohold/${bare[name]}.js"`,
    );
    await writeFile(main, source);
    assert.deepEqual(await foundIn(folder), { here: expected, inWorker: expected });
  });

  test("built by Vite", async () => {
    const folder = await project("vite", "page");
    await run(process.execPath, [vite(), "build", "--logLevel", "warn"], { cwd: folder });
    assert.deepEqual(await foundIn(join(folder, "dist")), { here: expected, inWorker: expected });
  });

  test("served by Vite while it is written", async () => {
    const folder = await project("vite-dev", "page");
    await mkdir(join(folder, "public"));
    await copyFile(PUBLIC, join(folder, "public", EDITION));
    const server = spawn(process.execPath, [vite(), "--port", "0", "--host", "127.0.0.1"], { cwd: folder });
    try {
      assert.deepEqual(await found(await addressOf(server)), { here: expected, inWorker: expected });
    } finally {
      server.kill();
    }
  });

  test("built by webpack", async () => {
    const folder = await project("webpack", "page");
    // Under the policy webpack's own loading of parts needs to be told of it.
    const output = { path: join(folder, "dist"), filename: "main.js", publicPath: "auto", trustedTypes: true };
    const stats = await promisify(webpack)({ mode: "production", context: folder, entry: "./main.js", output });
    assert.deepEqual(stats.toJson({ all: false, errors: true, warnings: true }).errors, []);
    const page = (await readFile(join(folder, "index.html"), "utf8")).replace("./main.js", "/main.js");
    await writeFile(join(folder, "dist", "index.html"), page);
    assert.deepEqual(await foundIn(join(folder, "dist")), { here: expected, inWorker: expected });
  });
});

const vite = () => join(dirname(require.resolve("vite/package.json")), "bin", "vite.js");

/** Where a server that says so on standard output is. */
async function addressOf(server) {
  let said = "";
  for await (const chunk of server.stdout) {
    said += chunk.toString().replaceAll(/\u001b\[\d+m/g, "");
    const address = /http:\/\/127\.0\.0\.1:\d+\//.exec(said);
    if (address) return address[0];
  }
  throw new Error(`the server ended: ${said}`);
}

describe("in Node.js", () => {
  test("as a module", async () => {
    const folder = await project("node", "node");
    const { stdout } = await run(process.execPath, ["main.js", PUBLIC], { cwd: folder });
    assert.deepEqual(JSON.parse(stdout), expected);
  });

  test("what is not exported cannot be had", async () => {
    const folder = await project("node-inside", "node");
    for (const inside of ["nohold/core.js", "nohold/nohold.js", "nohold/package"]) {
      const given = run(process.execPath, ["--input-type=module", "-e", `import "${inside}"`], { cwd: folder });
      await assert.rejects(given, /ERR_PACKAGE_PATH_NOT_EXPORTED/, inside);
    }
  });
});

describe("in TypeScript", () => {
  const tsc = () => join(dirname(require.resolve("typescript/package.json")), "bin", "tsc");
  const check = (folder, ...options) => run(process.execPath, [tsc(), "--noEmit", "--strict", ...options], { cwd: folder });
  const messages = (given) => given.then(() => "", ({ stdout, stderr }) => stdout + stderr);
  let folder;
  before(async () => {
    folder = await project("typescript", "typescript");
  });

  test("what is right type-checks, what is wrong does not", async () => {
    assert.equal(await messages(check(folder)), "");
  });

  test("also as Node.js resolves modules", async () => {
    assert.equal(await messages(check(folder, "--module", "nodenext", "--moduleResolution", "nodenext")), "");
  });

  test("the check fails on what it is to find", async () => {
    await writeFile(join(folder, "unexpected.ts"), 'import { Nothing } from "nohold";\nNothing();\n');
    assert.match(await messages(check(folder)), /unexpected\.ts.*Nothing/);
    await rm(join(folder, "unexpected.ts"));
  });

  test("every declaration belongs to a module", async () => {
    for (const file of files.filter((file) => file.endsWith(".d.ts"))) {
      await access(join(NPM, file.replace(/\.d\.ts$/, ".js")));
    }
  });
});
