// What a reader's browser does for it: ready, keystrokes, the longest task, memory. `npm run latency`.
import { readdir, stat } from "node:fs/promises";
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { launch, withPage } from "./chromium.mjs";
import { searchPage } from "./contestants.mjs";
import { kilobytes, median, milliseconds, percentile, table } from "./figures.mjs";
import { host } from "./host.mjs";
import { judgedQueries, spread } from "./judged.mjs";
import { multiply } from "./multiply.mjs";
import { DEFAULTS, membersOf, program } from "./sample.mjs";

const { values: options } = parseArgs({
  options: {
    articles: { type: "string", default: DEFAULTS.articles },
    queries: { type: "string", default: DEFAULTS.queries },
    edition: { type: "string", default: DEFAULTS.edition },
    /** Another edition beside it; by default one of 10,000 articles is made. `none` leaves it out. */
    big: { type: "string", default: join(DEFAULTS.work, "many.nohold") },
    npm: { type: "string", default: DEFAULTS.npm },
    typed: { type: "string", default: "60" },
    asked: { type: "string", default: "10000" },
  },
});

/** What is typed letter by letter: longer ones are pasted. */
const LETTERS = 80;
const OPENED = 7;

const wasm = (await readdir(options.npm)).find((name) => name.endsWith(".wasm"));
const clockPage = `<!doctype html><title>Clock</title><script type="module" src="/bench/clock.js?wasm=${wasm}"></script>`;
const pages = {
  "/clock.html": clockPage,
  "/search.html": searchPage("nohold", "en", ["/bench/beats.js"]),
};

async function made(big) {
  if (await stat(big).catch(() => null)) return big;
  const lines = big.replace(/\.nohold$/, ".jsonl");
  await multiply(options.articles, 10_000, lines);
  execFileSync(await program(), ["index", lines, "--output", big], { stdio: "ignore" });
  return big;
}

async function opening(browser, url) {
  const times = [];
  for (let time = 0; time < OPENED; time++) {
    times.push(
      await withPage(browser, async (page) => {
        await page.goto(`${url}/clock.html`);
        await page.waitForFunction("clock");
        return page.evaluate(() => globalThis.clock.open());
      }),
    );
  }
  const of = (key) => median(times.map((time) => time[key]));
  return { load: of("load"), open: of("open"), first: of("first"), ready: median(times.map(({ load, open }) => load + open)) };
}

/** Keystrokes as a page has them: in the worker, and shown. With what it did to the page's thread, loading included. */
function typing(browser, url, queries) {
  return withPage(browser, async (page) => {
    await page.goto(`${url}/search.html`);
    await page.waitForFunction("bench");
    const { time: cold } = await page.evaluate(() => globalThis.bench.answer("a first question"));
    const letters = [];
    for (const { text } of queries) {
      letters.push(...(await page.evaluate((text) => globalThis.bench.letters(text), text)));
    }
    return { cold, letters, ...(await page.evaluate(() => globalThis.beats())) };
  });
}

/** Searches on the page's thread, which has one heap to look at; memory after a tenth of them, half and all. */
function asking(browser, url, queries, count) {
  return withPage(browser, async (page) => {
    const session = await page.context().newCDPSession(page);
    await page.goto(`${url}/clock.html`);
    await page.waitForFunction("clock");
    await page.evaluate(() => globalThis.clock.open());
    const texts = queries.flatMap(({ text }) => [text, text.slice(0, text.length / 2)]);
    const times = [];
    const memory = [];
    for (const goal of [count / 10, count / 2, count].map(Math.ceil)) {
      while (times.length < goal) {
        const from = times.length % texts.length;
        const some = texts.slice(from, from + Math.min(100, goal - times.length));
        times.push(...(await page.evaluate((some) => globalThis.clock.search(some), some)));
      }
      await session.send("HeapProfiler.collectGarbage");
      const { usedSize } = await session.send("Runtime.getHeapUsage");
      memory.push({ asked: goal, heap: usedSize, wasm: await page.evaluate(() => globalThis.clock.memory()) });
    }
    return { times, memory };
  });
}

async function measure(browser, edition, queries, count) {
  const { url, close } = await host({ "/npm/": options.npm, "/site.nohold": edition, "/bench/": DEFAULTS.pages }, pages);
  const { size } = await stat(edition);
  const figures = {
    edition: await membersOf(options.npm, edition).then(({ info }) => `${info.articles} articles, ${kilobytes(size)}`),
    opening: await opening(browser, url),
    typing: await typing(browser, url, queries),
    asking: await asking(browser, url, queries, count),
  };
  await close();
  return figures;
}

const members = await membersOf(options.npm, options.edition);
const judged = await judgedQueries(options.queries, members);
const queries = spread(judged.filter(({ text }) => text.length <= LETTERS), Number(options.typed));
const browser = await launch();
const columns = [await measure(browser, options.edition, queries, Number(options.asked))];
if (options.big !== "none") columns.push(await measure(browser, await made(options.big), queries, Number(options.asked)));
await browser.close();

const row = (name, value) => [name, ...columns.map(value)];
const memoryAt = (index) => ({ asking: { memory } }) =>
  `${kilobytes(memory[index].wasm)} + ${kilobytes(memory[index].heap)}`;
console.log(table([
  row("", ({ edition }) => edition),
  row("ready once the bytes are there", ({ opening }) => milliseconds(opening.ready)),
  row("of it the WebAssembly", ({ opening }) => milliseconds(opening.load)),
  row("of it the edition", ({ opening }) => milliseconds(opening.open)),
  row("first search", ({ opening }) => milliseconds(opening.first)),
  row("focus to the first hits, local host", ({ typing }) => milliseconds(typing.cold)),
  row("keystrokes", ({ typing }) => typing.letters.length),
  row("keystroke to hits shown, p50", ({ typing }) => milliseconds(median(typing.letters))),
  row("keystroke to hits shown, p95", ({ typing }) => milliseconds(percentile(typing.letters, 95))),
  row("keystroke to hits shown, p99", ({ typing }) => milliseconds(percentile(typing.letters, 99))),
  row("tasks over 50 ms on the page's thread", ({ typing }) => typing.tasks.length),
  row("the page's thread away for at most", ({ typing }) => milliseconds(typing.longest)),
  row("search alone, p50", ({ asking }) => milliseconds(median(asking.times))),
  row("search alone, p95", ({ asking }) => milliseconds(percentile(asking.times, 95))),
  ...columns[0].asking.memory.map(({ asked }, index) => row(`WebAssembly + heap after ${asked} queries`, memoryAt(index))),
]));
