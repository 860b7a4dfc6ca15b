// The interface in Node.js, and the part of it where browsers differ in Chromium too.
import assert from "node:assert/strict";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { launch, open } from "./browser.mjs";
import { index, NPM, packageInNode, PUBLIC, SAMPLE, SCRATCH } from "./built.mjs";
import { serve } from "./server.mjs";
import { shapesOf } from "./shapes.mjs";

const FOLDER = join(SCRATCH, "api");
const EDITION = join(SCRATCH, "api.nohold");

/** In each, `mark` is to be highlighted: what stands before it is longer or shorter in other encodings. */
const SCRIPTS = [
  { name: "ascii", before: "Before it there is nothing odd:", mark: "zebrafish", after: "and so on." },
  { name: "latin", before: "Für Übergrößen gilt ähnliches, naïve café:", mark: "ölförderung", after: "und mehr." },
  { name: "emoji", before: "Smile 😀😀 and 👩‍👩‍👧‍👦 families 🏳️‍🌈 then", mark: "quokka", after: "🎉🎉." },
  { name: "combining", before: "De\u0301ja\u0300 vu, n\u0303 and o\u0308 apart:", mark: "cafe\u0301teria", after: "e\u0301." },
  { name: "astral", before: "𝒜𝓁𝓁 𝓉𝒽𝑒𝓈𝑒 𝒶𝓇𝑒 𝒶𝓈𝓉𝓇𝒶𝓁, as 𠮷 is:", mark: "platypus", after: "𝔢𝔫𝔡." },
  { name: "astral-mark", before: "Deseret letters 😀:", mark: "𐐔𐐯𐑅𐐨𐑉𐐯𐐻", after: "are two units each." },
  { name: "greek", before: "Ποῦ εἶναι ἡ", mark: "ἀλήθεια", after: "σήμερον;" },
  { name: "cyrillic", before: "Здесь 😀 стоит слово", mark: "колибри", after: "и точка." },
  { name: "arabic", before: "هذه كلمة \u202b😀\u202c هنا", mark: "زرافة", after: "في النص." },
  { name: "hebrew", before: "כאן 😀 יש", mark: "ג\u05b4ירפה", after: "אחת." },
  { name: "wide", before: "Ｆｕｌｌ ｗｉｄｔｈ 😀", mark: "ＫＯＡＬＡ", after: "ｅｎｄ." },
];
/** Without spaces: the highlight is of what stands between, maybe in several pieces. */
const UNSPACED = [
  { name: "japanese", before: "😀本日は", mark: "水族館", after: "に行きました。" },
  { name: "chinese", before: "𠮷野家旁边有一只😀", mark: "大熊猫", after: "在吃竹子。" },
  { name: "korean", before: "오늘은 😀 동물원에서 ", mark: "코끼리", after: "를 보았다." },
  { name: "thai", before: "วันนี้😀", mark: "ช้าง", after: "อยู่ที่สวนสัตว์" },
];

let KnowledgeBase;
let bytes;
let base;
let check;

before(async () => {
  await rm(FOLDER, { recursive: true, force: true });
  await mkdir(FOLDER, { recursive: true });
  for (const { name, before, mark, after } of SCRIPTS) {
    await write(name, `# About ${name}\n\n${before} ${mark} ${after}\n\n## ${before} ${mark}\n\nText.\n`);
  }
  for (const { name, before, mark, after } of UNSPACED) await write(name, `# About ${name}\n\n${before}${mark}${after}\n`);
  await write("attributes", "---\n__proto__: polluted\nconstructor: [a, b]\ntoString: x\nowner: Ops\n---\n\n# Attributes\n\nwombat\n");
  await write("bare", "# Bare\n\nquagga\n");
  await index(FOLDER, EDITION, "--html");
  ({ KnowledgeBase } = await packageInNode());
  bytes = await readFile(EDITION);
  base = await KnowledgeBase.fromBytes(bytes);
  check = await shapesOf(join(NPM, "index.d.ts"));
});
after(() => base.free());

const write = (name, text) => writeFile(join(FOLDER, `${name}.md`), text);
const sliced = (text, ranges) => ranges.map(([start, end]) => text.slice(start, end));
const isWhole = (text) => !/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/.test(text);

describe("ranges are UTF-16", () => {
  for (const { name, mark } of SCRIPTS) {
    test(name, () => {
      const { hits } = base.search(mark);
      const hit = hits.find(({ id }) => id === `${name}.md`);
      assert.ok(hit, hits.map(({ id }) => id).join());
      for (const { heading, headingHighlights, snippet } of hit.sections) {
        const marked = [...sliced(snippet.text, snippet.highlights), ...sliced(heading, headingHighlights)];
        for (const text of marked) assert.equal(text.normalize(), mark.normalize());
      }
      assert.ok(hit.sections.some(({ snippet, headingHighlights }) => snippet.highlights.length + headingHighlights.length > 0));
    });
  }

  for (const { name, mark } of UNSPACED) {
    test(name, () => {
      const hit = base.search(mark).hits.find(({ id }) => id === `${name}.md`);
      const [{ snippet }] = hit.sections;
      const marked = sliced(snippet.text, snippet.highlights);
      assert.ok(marked.length > 0);
      for (const text of marked) assert.ok(text.includes(mark) || mark.includes(text), `${text} of ${mark}`);
    });
  }

  test("no range cuts a letter in two", () => {
    for (const { mark } of [...SCRIPTS, ...UNSPACED]) {
      for (let length = 1; length <= mark.length; length++) {
        for (const { title, titleHighlights, sections } of base.search(mark.slice(0, length)).hits) {
          const texts = sections.flatMap(({ snippet }) => sliced(snippet.text, snippet.highlights));
          for (const text of [...sliced(title, titleHighlights), ...texts]) assert.ok(isWhole(text), JSON.stringify(text));
        }
      }
    }
  });

  test("the range of a correction is in the query as it was typed", () => {
    const query = "😀 über 𝒜 zebrafihs";
    const { corrections } = base.search(query);
    assert.equal(corrections.length, 1);
    assert.equal(query.slice(...corrections[0].range), "zebrafihs");
    assert.deepEqual([corrections[0].typed, corrections[0].read], ["zebrafihs", "zebrafish"]);
  });

  test("the range of a suggestion is what is new", () => {
    const typed = "😀 zebraf";
    for (const { text, range } of base.suggest(typed)) {
      assert.equal(text.slice(0, range[0]), typed);
      assert.equal(range[1], text.length);
    }
    assert.ok(base.suggest("zebraf").some(({ text }) => text === "zebrafish"));
  });

  test("the answer's highlights are in its text", async () => {
    const sample = await KnowledgeBase.fromBytes(await readFile(PUBLIC));
    const queries = (await readFile(join(SAMPLE, "queries.jsonl"), "utf8")).trim().split("\n").map((line) => JSON.parse(line));
    const answers = queries.map(({ text }) => sample.search(text).answer).filter(Boolean);
    assert.ok(answers.length > 50, `${answers.length}`);
    for (const { text, highlights } of answers) {
      for (const word of sliced(text, highlights)) assert.match(word, /^[\p{L}\p{N}].*$/u);
    }
    sample.free();
  });
});

describe("any string is a query", () => {
  const odd = ["", " ", "\0", "\ud800", "\udc00 zebrafish", "zebrafish \ud83d", "\ud800".repeat(1000), "a".repeat(100_000), "'\";--", "\u202e", "🏳️‍🌈"];
  for (const query of odd) {
    test(JSON.stringify(query).slice(0, 40), () => {
      check("Results", base.search(query));
      for (const suggestion of base.suggest(query)) check("Suggestion", suggestion);
      assert.equal(base.article(query), null);
      assert.deepEqual(base.facets(query), []);
    });
  }

  test("a lone surrogate does not hide the other words", () => {
    assert.equal(base.search("zebrafish \ud83d").hits[0].id, "ascii.md");
    assert.equal(base.search("\udc00 zebrafish").hits[0].id, "ascii.md");
  });
});

describe("what is no string is refused", () => {
  for (const value of [undefined, null, 1, true, {}, [], ["zebrafish"], new String("zebrafish"), Symbol("x"), 1n]) {
    for (const call of ["search", "suggest", "article", "facets"]) {
      test(`${call}(${typeof value === "object" ? JSON.stringify(value) : String(value)})`, () => {
        assert.throws(() => base[call](value), TypeError);
      });
    }
  }
});

describe("options of a search", () => {
  const RIGHT = [
    [undefined],
    [{}],
    [{ limit: 1 }, 1],
    [{ limit: 1000 }],
    [{ limit: undefined }],
    [{ within: "nowhere" }, 0],
    [{ within: [] }],
    [{ within: ["nowhere", "either"] }, 0],
    [{ filter: {} }],
    [{ filter: { owner: "Ops" } }, 0],
    [{ filter: { owner: ["Ops", "Dev"] } }, 0],
    [{ filter: { owner: undefined } }],
    [{ lang: "en" }],
    [{ lang: "" }],
    [{ lang: "tlh-Latn-x-nothing" }],
    [{ finished: true }],
    [{ finished: false }],
    [{ on: "2026-11-23" }, 1],
    [{ on: "2026-11-23", withExpired: true, windows: { reviewDays: 1, ageing: 0, expired: 4294967296 } }, 1],
    [{ windows: {}, withExpired: false }],
    [Object.assign(Object.create(null), { limit: 1 }), 1],
  ];
  for (const [options, hits] of RIGHT) {
    test(`${JSON.stringify(options)} is taken`, () => {
      const results = base.search("zebrafish", options);
      check("Results", results);
      if (hits !== undefined) assert.equal(results.hits.length, hits);
    });
  }

  const WRONG = [
    null,
    1,
    "en",
    [],
    [["limit", 1]],
    { limit: "1" },
    { limit: -1 },
    { limit: 1.5 },
    { limit: NaN },
    { limit: Infinity },
    { limit: null },
    { limit: 1n },
    { limit: [1] },
    { within: 1 },
    { within: null },
    { within: {} },
    { within: [1] },
    { within: [["a"]] },
    { filter: null },
    { filter: "owner" },
    { filter: [] },
    { filter: { owner: 1 } },
    { filter: { owner: null } },
    { filter: { owner: [1] } },
    { filter: { owner: { value: "Ops" } } },
    { lang: 1 },
    { lang: null },
    { lang: ["en"] },
    { finished: 1 },
    { finished: "true" },
    { finished: null },
    { on: "2026-02-30" },
    { on: "today" },
    { on: 20261123 },
    { on: null },
    { windows: 1 },
    { windows: { ageing: -1 } },
    { windows: { ageing: "75" } },
    { windows: { stale: 1 } },
    { withExpired: 1 },
    { limits: 1 },
    { Limit: 1 },
    { "": 1 },
    { constructor: 1 },
  ];
  for (const options of WRONG) {
    const shown = JSON.stringify(options, (_, value) => (typeof value === "bigint" ? `${value}n` : value));
    test(`${shown} is refused`, () => {
      assert.throws(() => base.search("zebrafish", options), TypeError);
      assert.equal(base.search("zebrafish").hits.length, 1, "and nothing is broken by it");
    });
  }

  test("an option that throws when it is read throws that, and breaks nothing", async () => {
    const own = await KnowledgeBase.fromBytes(bytes);
    const mine = new Error("mine");
    const throwing = { get limit() { throw mine; } };
    assert.throws(() => own.search("zebrafish", throwing), (error) => error === mine);
    assert.throws(() => own.search("zebrafish", { filter: { get owner() { throw mine; } } }), (error) => error === mine);
    assert.equal(own.search("zebrafish").hits.length, 1);
    own.free();
  });

  test("filters that a person could not type by accident reach no prototype", () => {
    assert.equal(base.search("wombat", { filter: JSON.parse('{"__proto__": "polluted"}') }).hits.length, 1);
    assert.equal(base.search("wombat", { filter: { toString: "y" } }).hits.length, 0);
    assert.equal({}.polluted, undefined);
  });
});

describe("options of opening", () => {
  const refused = (options, kind) => assert.rejects(KnowledgeBase.fromBytes(bytes, options), { kind });

  test("limits that are kept to are no obstacle", async () => {
    const digest = Buffer.from(await crypto.subtle.digest("SHA-256", bytes)).toString("hex");
    const options = { maxArticles: 100, maxSections: 1000, maxBytes: 1e6, maxUnpackedBytes: 1e7, pinned: digest };
    const own = await KnowledgeBase.fromBytes(bytes, options);
    assert.equal(own.search("zebrafish").hits.length, 1);
    own.free();
  });
  for (const key of ["maxArticles", "maxSections", "maxBytes", "maxUnpackedBytes"]) {
    test(`${key} is a limit`, () => refused({ [key]: 1 }, "Limit"));
    for (const value of ["1", -1, 1.5, null, NaN, {}]) {
      test(`${key}: ${JSON.stringify(value)} is refused`, () =>
        assert.rejects(KnowledgeBase.fromBytes(bytes, { [key]: value }), TypeError));
    }
  }
  test("another digest is refused", () => refused({ pinned: "0".repeat(64) }, "Digest"));
  test("what is no digest is refused", () => refused({ pinned: "xyz" }, "Digest"));
  for (const options of [{ pinned: 1 }, { pinned: null }, { maximum: 1 }, null, "x", 1, []]) {
    test(`${JSON.stringify(options)} is refused`, () => assert.rejects(KnowledgeBase.fromBytes(bytes, options), TypeError));
  }
});

describe("bytes", () => {
  const rejected = (given, kind) =>
    assert.rejects(KnowledgeBase.fromBytes(given), (error) => {
      assert.ok(error instanceof Error);
      assert.equal(error.kind, kind, error.message);
      assert.ok(error.message.length > 10);
      return true;
    });

  test("as a Buffer, an array, a part of a larger array, a buffer", async () => {
    const larger = new Uint8Array(bytes.length + 20);
    larger.set(bytes, 10);
    const exact = Uint8Array.from(bytes);
    for (const given of [bytes, exact, larger.subarray(10, 10 + bytes.length), exact.buffer]) {
      const own = await KnowledgeBase.fromBytes(given);
      assert.equal(own.info.articles, base.info.articles);
      own.free();
    }
    assert.equal(exact.length, bytes.length, "the bytes stay with their owner");
  });
  test("that are changed afterwards make no difference", async () => {
    const given = Uint8Array.from(bytes);
    const own = await KnowledgeBase.fromBytes(given);
    given.fill(0);
    assert.equal(own.search("zebrafish").hits.length, 1);
    own.free();
  });
  for (const given of [undefined, null, "site.nohold", 1, {}, [1, 2], new DataView(new ArrayBuffer(8)), new Float64Array(8)]) {
    test(`${Object.prototype.toString.call(given)} ${String(given).slice(0, 20)} is refused`, () =>
      assert.rejects(KnowledgeBase.fromBytes(given), TypeError));
  }
  for (const length of [0, 1, 7, 8, 16, 64, 200]) {
    test(`cut off after ${length}`, () => rejected(bytes.subarray(0, length), "Corrupt"));
  }
  test("cut off before the last", () => rejected(bytes.subarray(0, bytes.length - 1), "Corrupt"));
  test("with something behind them", () => rejected(Buffer.concat([bytes, Buffer.from([0])]), "Corrupt"));
  test("of a web page", () => rejected(Buffer.from("<!doctype html><title>Not found</title>"), "Corrupt"));
  test("of zeros", () => rejected(new Uint8Array(100_000), "Corrupt"));

  test("any changed byte is noticed", async () => {
    for (let at = 0; at < bytes.length; at += Math.ceil(bytes.length / 200)) {
      const changed = Uint8Array.from(bytes);
      changed[at] ^= 0x10;
      await assert.rejects(KnowledgeBase.fromBytes(changed), ({ kind }) => ["Corrupt", "Version"].includes(kind), `byte ${at}`);
    }
  });

  test("of a newer version are named so", async () => {
    const { version } = await versionPlace();
    const newer = Uint8Array.from(bytes);
    newer[version] = 250;
    await rejected(newer, "Version");
  });

  /** Where the version stands: the one byte whose change is taken for another version. */
  async function versionPlace() {
    for (let at = 0; at < 64; at++) {
      const changed = Uint8Array.from(bytes);
      changed[at] = 250;
      const kind = await KnowledgeBase.fromBytes(changed).then(() => null, (error) => error.kind);
      if (kind === "Version") return { version: at };
    }
    throw new Error("no byte of the beginning is a version");
  }
});

describe("what comes back", () => {
  test("results have what is declared and nothing else", async () => {
    const sample = await KnowledgeBase.fromBytes(await readFile(PUBLIC));
    let answers = 0;
    for (const query of ["refund prnt", "LF-409", "wie kündige ich", "nothing of the knd exists", "", "返金", "return an item"]) {
      const results = sample.search(query);
      check("Results", results);
      answers += results.answer ? 1 : 0;
      for (const { id } of results.hits) check("Article", sample.article(id));
    }
    assert.ok(answers > 0);
    check("Info", sample.info);
    for (const suggestion of sample.suggest("ref")) check("Suggestion", suggestion);
    for (const facet of sample.facets("owner")) check("Facet", facet);
    sample.free();
  });

  test("the check of shapes finds what is missing, wrong and too much", () => {
    const right = base.info;
    check("Info", right);
    for (const wrong of [{ ...right, articles: "1" }, { ...right, more: 1 }, { ...right, languages: [1] }, null, []]) {
      assert.throws(() => check("Info", wrong));
    }
    const { articles, ...without } = right;
    assert.throws(() => check("Info", without));
  });

  test("the parts of a score add up to it", () => {
    for (const { score, explanation } of base.search("zebrafish about").hits) {
      const sum = explanation.parts.reduce((sum, { value }) => sum + value, 0);
      assert.ok(Math.abs(sum - score) < 1e-6, `${sum} ${score}`);
      assert.ok(explanation.coverage >= 0 && explanation.coverage <= 1);
    }
  });

  test("results are plain: they can be cloned, and belong to who asked", () => {
    const results = base.search("zebrafish");
    assert.deepEqual(structuredClone(results), results);
    results.hits.length = 0;
    assert.equal(base.search("zebrafish").hits.length, 1);
  });

  test("an article is the one of its id, with its sections in order", () => {
    const article = base.article("ascii.md");
    assert.equal(article.title, "About ascii");
    assert.equal(article.sections[0].level, 0);
    assert.match(article.sections[0].text, /zebrafish/);
    assert.equal(article.sections[1].level, 2);
    assert.match(article.html, new RegExp(`<h2[^>]* id="${article.sections[1].anchor}"`));
  });

  for (const id of ["", "nothing.md", "ascii", "ASCII.md", "/ascii.md", "./ascii.md", "__proto__", "constructor"]) {
    test(`there is no article "${id}"`, () => assert.equal(base.article(id), null));
  }

  test("attributes may be called as objects' own are", () => {
    const { attributes } = base.article("attributes.md").meta;
    assert.equal(Object.getPrototypeOf(attributes), Object.prototype);
    assert.deepEqual(Object.getOwnPropertyDescriptor(attributes, "__proto__")?.value, ["polluted"]);
    assert.deepEqual(attributes.constructor, ["a", "b"]);
  });

  test("facets are counted, the most frequent first", async () => {
    const sample = await KnowledgeBase.fromBytes(await readFile(PUBLIC));
    const facets = sample.facets("owner");
    const counts = facets.map(({ articles }) => articles);
    assert.deepEqual(counts, counts.toSorted((a, b) => b - a));
    assert.equal(counts.reduce((sum, count) => sum + count), sample.info.articles);
    sample.free();
    assert.deepEqual(base.facets("owner"), [{ value: "Ops", articles: 1 }]);
    for (const key of ["nothing", "__proto__x", "hasOwnProperty"]) assert.deepEqual(base.facets(key), []);
  });

  test("suggestions: at most five, each goes on from what was typed or is a title", async () => {
    const sample = await KnowledgeBase.fromBytes(await readFile(PUBLIC));
    for (const typed of ["r", "ref", "how do I can", "Passw"]) {
      const suggestions = sample.suggest(typed);
      assert.ok(suggestions.length >= 1 && suggestions.length <= 5, typed);
      for (const { text, range } of suggestions) {
        const isTitle = range[0] === 0 && range[1] === text.length;
        assert.ok(isTitle || text.slice(0, range[0]).toLowerCase() === typed.toLowerCase(), `${typed}: ${text}`);
      }
    }
    assert.deepEqual(sample.suggest("xqzw"), []);
    sample.free();
  });
});

describe("memory", () => {
  test("what was freed cannot be used, and may be freed again", async () => {
    const own = await KnowledgeBase.fromBytes(bytes);
    own.free();
    own.free();
    for (const call of ["search", "suggest", "article", "facets"]) assert.throws(() => own[call]("x"), /freed/);
    assert.throws(() => own.info, /freed/);
    assert.equal(base.search("zebrafish").hits.length, 1, "others are not touched");
  });

  test("freeing gives the memory back", async () => {
    const sample = await readFile(PUBLIC);
    const opened = async () => (await KnowledgeBase.fromBytes(sample)).free();
    for (let time = 0; time < 3; time++) await opened();
    const before = process.memoryUsage().external + process.memoryUsage().rss;
    for (let time = 0; time < 60; time++) await opened();
    const grown = process.memoryUsage().external + process.memoryUsage().rss - before;
    assert.ok(grown < 20 * sample.length, `${grown} bytes more after 60 times ${sample.length}`);
  });

  test("nobody makes one without bytes", () => {
    assert.throws(() => new KnowledgeBase(), TypeError);
    assert.throws(() => new KnowledgeBase(Symbol("opened"), {}), TypeError);
  });

  test("two editions at once keep apart", async () => {
    const sample = await KnowledgeBase.fromBytes(await readFile(PUBLIC));
    assert.equal(sample.search("zebrafish").hits.length === 0 || !sample.article("ascii.md"), true);
    assert.equal(base.article("policies/refunds-print-subscriptions.md"), null);
    sample.free();
    assert.equal(base.search("zebrafish").hits.length, 1);
  });
});

describe("in Chromium", () => {
  let browser;
  let server;
  let page;
  let problems;
  before(async () => {
    browser = await launch();
    const blank = { body: Buffer.from("<!doctype html><title>Blank</title>") };
    const edition = { body: bytes };
    server = await serve({ "/npm/": NPM }, { answer: (path) => ({ "/": blank, "/api.nohold": edition })[path] ?? null });
    ({ page, problems } = await open(browser));
    await page.goto(`${server.url}/`);
    await page.evaluate(async () => {
      const { KnowledgeBase } = await import("/npm/index.js");
      globalThis.edition = await (await fetch("/api.nohold")).arrayBuffer();
      globalThis.KnowledgeBase = KnowledgeBase;
      globalThis.base = await KnowledgeBase.fromBytes(globalThis.edition);
    });
  });
  after(async () => {
    await browser.close();
    await server.close();
  });

  test("the same results to the letter", async () => {
    for (const { mark } of [...SCRIPTS, ...UNSPACED]) {
      assert.deepEqual(await page.evaluate((mark) => globalThis.base.search(mark), mark), base.search(mark));
    }
    assert.deepEqual(await page.evaluate(() => globalThis.base.article("ascii.md")), base.article("ascii.md"));
    assert.deepEqual(await page.evaluate(() => globalThis.base.info), base.info);
  });

  test("lone surrogates are no obstacle", async () => {
    assert.equal(await page.evaluate(() => globalThis.base.search("zebrafish \ud83d").hits[0].id), "ascii.md");
  });

  test("errors say what they are", async () => {
    const said = await page.evaluate(async () => {
      const caught = async (call) => {
        try {
          await call();
          return null;
        } catch (error) {
          return [error instanceof TypeError, error instanceof Error, error.kind ?? null];
        }
      };
      const cut = globalThis.edition.slice(0, 100);
      return [
        await caught(() => globalThis.base.search("x", { limit: "1" })),
        await caught(() => globalThis.KnowledgeBase.fromBytes(cut)),
        await caught(() => globalThis.KnowledgeBase.fromBytes("x")),
      ];
    });
    assert.deepEqual(said.map(([isType, isError]) => [isType, isError]), [[true, true], [false, true], [true, true]]);
    assert.equal(said[1][2], "Corrupt");
  });

  test("nothing of it is against the policy", () => assert.deepEqual(problems, []));
});

describe("WebAssembly that cannot be loaded", () => {
  const faults = [
    ["is missing", (wasm) => (wasm ? { status: 404, body: Buffer.from("no") } : null)],
    ["is something else", (wasm) => (wasm ? { body: Buffer.from("<!doctype html>") } : null)],
    ["is cut off", (wasm, whole) => (wasm ? { body: whole.subarray(0, 1000) } : null)],
  ];
  for (const [what, fault] of faults) {
    test(`${what}: an error with a cause, and trying again helps`, async () => {
      const about = JSON.parse(await readFile(join(NPM, "package.json"), "utf8"));
      const name = about.exports["./wasm"].slice(2);
      const whole = await readFile(join(NPM, name));
      let isBroken = true;
      const blank = { body: Buffer.from("<!doctype html><title>Blank</title>") };
      const answer = (path) => (path === "/" ? blank : isBroken ? fault(path.endsWith(".wasm"), whole) : null);
      const server = await serve({ "/npm/": NPM }, { answer });
      const browser = await launch();
      const { page } = await open(browser);
      await page.goto(`${server.url}/`);
      const load = () =>
        page.evaluate(async () => {
          const { load } = await import("/npm/index.js");
          return load().then(
            () => "loaded",
            (error) => ({ kind: error.kind, message: error.message, hasCause: error.cause instanceof Error }),
          );
        });
      const failed = await load();
      assert.equal(failed.hasCause, true, JSON.stringify(failed));
      assert.equal(typeof failed.kind, "string");
      isBroken = false;
      assert.equal(await load(), "loaded");
      await browser.close();
      await server.close();
    });
  }
});
