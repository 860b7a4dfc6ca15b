// nohold beside Pagefind and MiniSearch, on the same articles, in one run of Chromium: `npm run compare`.
import { parseArgs } from "node:util";
import { join } from "node:path";
import { articlesIn, lengthOf } from "./articles.mjs";
import { emulate, launch, SLOW, withPage } from "./chromium.mjs";
import { bytesWithText, prepare, searchPage } from "./contestants.mjs";
import { kilobytes, median, milliseconds, percentile, percents, table, times } from "./figures.mjs";
import { host } from "./host.mjs";
import { judgedQueries, spread } from "./judged.mjs";
import { DEFAULTS, membersOf } from "./sample.mjs";

const { values: options } = parseArgs({
  options: {
    articles: { type: "string", default: DEFAULTS.articles },
    queries: { type: "string", default: DEFAULTS.queries },
    edition: { type: "string", default: DEFAULTS.edition },
    npm: { type: "string", default: DEFAULTS.npm },
    work: { type: "string", default: join(DEFAULTS.work, "compare") },
    typed: { type: "string", default: "60" },
  },
});

const ALL = ["nohold", "pagefind", "minisearch"];
/** What is typed letter by letter: longer ones are pasted. */
const LETTERS = 80;

const members = await membersOf(options.npm, options.edition);
const articles = await articlesIn(options.articles, members.has);
const languages = new Map(articles.map(({ id, lang }) => [id, lang]));
const judged = await judgedQueries(options.queries, members);
const folders = await prepare({ ...options, articles });
const languageOf = ({ answers }) => languages.get(answers[0]);
const pages = Object.fromEntries(
  [...ALL, "pagefind-debounced"].flatMap((client) =>
    [...new Set(languages.values())].map((lang) => [`/${client}/${lang}.html`, searchPage(client, lang)]),
  ),
);
const { url, sent, close } = await host(folders, pages);
const browser = await launch();

const answer = (page, text) => page.evaluate((text) => globalThis.bench.answer(text), text);
const visit = (page, client, lang) => page.goto(`${url}/${client}/${lang}.html`).then(() => page.waitForFunction("bench"));

/** What the line carried since `start`, without the page and the bench's own scripts. */
const bytesSince = (start) =>
  sent.slice(start).reduce((sum, { path, bytes }) => sum + (path.startsWith("/bench/") || pages[path] ? 0 : bytes), 0);

/** Bytes to the first answer, and after all of `queries`. */
function weigh(client, queries) {
  return withPage(browser, async (page) => {
    await visit(page, client, "en");
    const start = sent.length;
    await answer(page, queries[0].text);
    const first = bytesSince(start);
    for (const { text } of queries.slice(1)) await answer(page, text);
    return { first, ten: bytesSince(start) };
  });
}

/** Milliseconds from focus to the first results with an empty cache. */
function wait(client, query, line) {
  return withPage(browser, async (page) => {
    await visit(page, client, "en");
    if (line) await emulate(page, line);
    const start = sent.length;
    const { time } = await answer(page, query.text);
    const least = line ? (bytesSince(start) / line.downloadThroughput) * 1000 : 0;
    if (time < least) throw new Error(`${client}: ${bytesSince(start)} bytes in ${time} ms: the line was not slow`);
    return time;
  });
}

/** Calls `use(page, queries)` for the queries of each language, on a page in it: Pagefind searches that of the page. */
async function byLanguage(client, queries, use) {
  const results = [];
  for (const lang of new Set(queries.map(languageOf))) {
    const own = queries.filter((query) => languageOf(query) === lang);
    const found = await withPage(browser, async (page) => {
      await visit(page, client, lang);
      return use(page, own);
    });
    results.push(...found);
  }
  return results;
}

/** Whether an answer comes first, for each query, with its kind. */
const successes = (client) =>
  byLanguage(client, judged, async (page, queries) => {
    const found = [];
    for (const { kind, text, answers } of queries) {
      const { ids } = await answer(page, text);
      found.push({ kind, isFirst: answers.includes(ids[0]) });
    }
    return found;
  });

const keystrokes = (client, queries) =>
  byLanguage(client, queries, async (page, own) => {
    await answer(page, own[0].text);
    const times = [];
    for (const { text } of own) times.push(...(await page.evaluate((text) => globalThis.bench.letters(text), text)));
    return times;
  });

async function measure(client) {
  const english = judged.filter((query) => languageOf(query) === "en" && query.text.length <= LETTERS);
  const ten = spread(english, 10);
  const bytes = await weigh(client, ten);
  const slow = [];
  const fast = [];
  for (const query of spread(english, 5)) {
    slow.push(await wait(client, query, SLOW));
    fast.push(await wait(client, query, null));
  }
  const typed = spread(judged.filter(({ text }) => text.length <= LETTERS), Number(options.typed));
  const letters = await keystrokes(client, typed);
  return { bytes, slow: median(slow), fast: median(fast), letters, success: await successes(client) };
}

const sizeOf = (path) => sent.find((one) => one.path === path).bytes;
const shareOf = (success) => success.filter(({ isFirst }) => isFirst).length / success.length;

const measured = {};
for (const client of ALL) measured[client] = await measure(client);
const debounced = await keystrokes("pagefind-debounced", spread(judged.filter(({ text }) => text.length <= LETTERS), 4));
await browser.close();
await close();

const rowOf = (name, value, show) => {
  const [own, ...others] = ALL.map((client) => value(measured[client]));
  return [name, show(own), ...others.flatMap((other) => [show(other), times(other, own)])];
};
const { letters } = measured.nohold;
console.log(`${articles.length} articles, ${kilobytes(lengthOf(articles))} of text; ${judged.length} judged queries; ` +
  `${letters.length} keystrokes. A factor is theirs divided by ours.\n`);
console.log(table([
  ["", "nohold", "Pagefind", "", "MiniSearch", ""],
  rowOf("bytes to the first answer", ({ bytes }) => bytes.first, kilobytes),
  rowOf("bytes after ten queries", ({ bytes }) => bytes.ten, kilobytes),
  rowOf("time to the first answer, 1.6 Mbit/s, 150 ms", ({ slow }) => slow, milliseconds),
  rowOf("time to the first answer, local", ({ fast }) => fast, milliseconds),
  rowOf("keystroke p50", ({ letters }) => median(letters), milliseconds),
  rowOf("keystroke p95", ({ letters }) => percentile(letters, 95), milliseconds),
  rowOf("success at 1", ({ success }) => shareOf(success), percents),
]));
const kinds = [...new Set(judged.map(({ kind }) => kind))].sort();
const ofKind = (client, kind) => measured[client].success.filter((one) => one.kind === kind);
console.log(`\nSuccess at 1 by kind of query\n\n${table([
  ["kind", "queries", "nohold", "Pagefind", "MiniSearch"],
  ...kinds.map((kind) => [kind, ofKind("nohold", kind).length, ...ALL.map((client) => percents(shareOf(ofKind(client, kind))))]),
])}`);
console.log(`\nPagefind by its call for search as you type (debouncedSearch), ${debounced.length} keystrokes: ` +
  `p50 ${milliseconds(median(debounced))}, p95 ${milliseconds(percentile(debounced, 95))}`);
console.log(`MiniSearch's index has no text to show. With it, ${kilobytes(bytesWithText(articles))} instead of ` +
  `${kilobytes(sizeOf("/minisearch.json"))} would be sent.`);
