// The examples of the package's README, copied as they stand.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { copyFile, cp, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { promisify } from "node:util";
import { launch, open } from "./browser.mjs";
import { NPM, PUBLIC, SCRATCH } from "./built.mjs";
import { serve } from "./server.mjs";

const SITE = join(SCRATCH, "readme");
const QUERY = "how do i get my mony back";
const FIRST = "How to return something from the shop";

let readme;
let browser;

before(async () => {
  await rm(SITE, { recursive: true, force: true });
  await mkdir(join(SITE, "node_modules"), { recursive: true });
  await copyFile(PUBLIC, join(SITE, "site.nohold"));
  await cp(NPM, join(SITE, "nohold"), { recursive: true });
  await cp(NPM, join(SITE, "node_modules", "nohold"), { recursive: true });
  readme = await readFile(join(NPM, "README.md"), "utf8");
  browser = await launch();
});
after(() => browser?.close());

/** The only example in a language. */
function example(language) {
  const found = [...readme.matchAll(new RegExp(`^\`\`\`${language}\n(.*?)^\`\`\``, "gms"))];
  assert.equal(found.length, 1, language);
  return found[0][1];
}

test("the page", async () => {
  await writeFile(join(SITE, "index.html"), example("html"));
  const server = await serve({ "/": `${SITE}/` });
  try {
    const { page, problems } = await open(browser);
    await page.goto(server.url);
    await page.locator("nohold-search:defined").waitFor();
    await page.keyboard.press("/");
    await page.keyboard.type(QUERY, { delay: 20 });
    await page.getByRole("option").filter({ hasText: FIRST }).first().waitFor();
    assert.deepEqual(problems, []);
  } finally {
    await server.close();
  }
});

test("the program", async () => {
  await writeFile(join(SITE, "program.mjs"), example("js"));
  const { stdout } = await promisify(execFile)(process.execPath, ["program.mjs"], { cwd: SITE });
  assert.equal(stdout.split("\n")[0].split(" > ")[0], FIRST);
});
