// The desk and what must not harm it: hostile articles, articles of every age and direction, editions that cannot be
// opened.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, describe, test } from "node:test";
import { launch } from "./browser.mjs";
import { article, double } from "./desk-double.mjs";
import { ask, axe, lit, paste, serveDesk, visit } from "./desk-host.mjs";
import { watched } from "./watch.mjs";
import { ADDRESSES, armed, VECTORS } from "./xss.mjs";

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser.close());

/** Serves the desk over a stand-in with `articles`, and visits it. */
async function withArticles(articles, options, use) {
  const server = await serveDesk({ remote: double(articles, options) });
  const visited = await visit(browser, server, options);
  try {
    await use(visited.page, visited);
    assert.deepEqual(visited.problems, []);
  } finally {
    await visited.context.close();
    await server.close();
  }
}

const ELEMENTS =
  "a abbr b bdi bdo blockquote br caption cite code dd del dfn div dl dt em figcaption figure h1 h2 h3 h4 h5 h6 hr i ins kbd " +
  "li mark ol p pre q s samp small span strong sub sup table tbody td tfoot th thead tr u ul var wbr";
const ATTRIBUTES =
  "href target rel data-article data-section title start colspan rowspan class lang dir id role aria-label tabindex";

/** Puts HTML into the page as the desk does, and tells what is in it that should not be. */
function putIn(page, htmls) {
  return page.evaluate(
    async ({ htmls, elements, attributes }) => {
      const { safeFragment } = await import("/html.js");
      const place = document.getElementById("article");
      const strange = new Set();
      for (const html of htmls) {
        place.append(safeFragment(html));
        for (const element of place.querySelectorAll("*")) {
          if (element.closest(".start")) continue;
          if (!elements.includes(element.localName)) strange.add(`<${element.localName}> of ${html}`);
          for (const { name, value } of element.attributes) {
            if (!attributes.includes(name)) strange.add(`${name}=${value} of ${html}`);
          }
          if (element.id && !element.id.startsWith("at-")) strange.add(`id ${element.id} of ${html}`);
          if (element.href && !/^(https?|mailto|tel)?:$/.test(element.protocol))
            strange.add(`${element.href} of ${html}`);
          if (element.target && !/noopener noreferrer/.test(element.rel)) strange.add(`an open door of ${html}`);
        }
        for (const element of place.querySelectorAll("a, [tabindex]")) element.focus();
      }
      await new Promise((resolve) => setTimeout(resolve, 300));
      return [...strange];
    },
    { htmls, elements: ELEMENTS.split(" "), attributes: ATTRIBUTES.split(" ") },
  );
}

/** What only this desk could be asked for, beside the corpus. */
const OWN = [
  `<p style="position:fixed;inset:0" class="toast failed">Session over</p>`,
  `<blockquote class="markdown-alert-note toast" id=main>x</blockquote>`,
  `<img name=body><img name=querySelector><p>still here</p>`,
  `<form name=body><input name=childNodes><p>still here</p></form>`,
  `</body></html><body onload=RUN><p>after the end</p>`,
  `<frameset onload=RUN><frame src=LOAD></frameset>`,
  `<a href="#" data-article="javascript:RUN" onclick=RUN>x</a>`,
  `<a href="javascript:RUN" data-article="a.md">x</a>`,
  `<a href="#a" data-section="x" target="main" rel="opener">x</a>`,
  `<h2 id="box">An id of the page</h2><h2 id="box">Twice</h2>`,
  `<h2 id='x" onfocus="RUN'>x</h2>`,
  `<td colspan=99999 rowspan=-1 onclick=RUN>x</td>`,
  `<table><tr><td colspan=9999999>x</td></tr></table>`,
  `<ol start=99999999999999999999><li>x</ol>`,
  `<p dir="x" lang='"><script>RUN</script>'>x</p>`,
  `<template><p>x</p><script>RUN</script></template>`,
  `<div><template shadowrootmode=open><script>RUN</script></template></div>`,
  `<input type=checkbox checked autofocus onfocus=RUN>`,
  `<dialog open><form method=dialog><button autofocus onfocus=RUN>x</button></form></dialog>`,
  `<math><mtext><table><mglyph><style><img src=x onerror=RUN></style></mglyph></table></mtext></math>`,
  `<svg><foreignObject><p id=main onclick=RUN>x</p></foreignObject></svg>`,
  `<svg><a xlink:href="javascript:RUN"><text>x</text></a></svg>`,
  `<noscript><p title="</noscript><img src=x onerror=RUN>"></noscript>`,
  `<object data=LOAD></object><embed src=LOAD><video poster=LOAD></video><audio src=LOAD>`,
  `<link rel=preload as=image href=LOAD><base href=LOAD><meta http-equiv=refresh content="0;url=LOAD">`,
  `<x-card onclick=RUN><slot onslotchange=RUN></slot></x-card>`,
];

describe("hostile articles", () => {
  const withWatched = async (use, remote = double([article({})])) => {
    const server = await serveDesk({ remote });
    const visited = await watched(browser, server);
    try {
      await visited.page.goto(`${server.url}/`);
      await visited.page.waitForSelector("[data-state=ready]");
      await visited.settle();
      await use(visited);
    } finally {
      await visited.context.close();
      await server.close();
    }
  };

  test("the check sees what is not allowed", async () => {
    await withWatched(async ({ page }) => {
      await page.evaluate(() => {
        const bad = document.createElement("iframe");
        bad.setAttribute("name", "x");
        document.getElementById("article").append(bad);
      });
      const strange = await putIn(page, ["<p>good</p>"]);
      assert.deepEqual(strange.map((one) => one.split(" of ")[0]).sort(), ["<iframe>", "name=x"]);
    });
  });

  test("nothing of them runs, is loaded, or is more than text with links", async () => {
    await withWatched(async ({ page, findings }) => {
      const vectors = [...VECTORS.map(({ text }) => text), ...OWN];
      assert.deepEqual(
        await putIn(
          page,
          vectors.map((text, at) => armed(text, `${at}`)),
        ),
        [],
      );
      assert.deepEqual(await findings(), []);
    });
  });

  test("no address in a link leads elsewhere than it may", async () => {
    await withWatched(async ({ page, findings }) => {
      const links = ADDRESSES.flatMap((address, at) => {
        const value = armed(address, `${at}`).replaceAll("&quot;", "").replaceAll('"', "&quot;");
        return [`<a href="${value}">x</a>`, `<a href="${value}" data-article="a.md">x</a>`];
      });
      assert.deepEqual(await putIn(page, links), []);
      assert.deepEqual(await findings(), []);
    });
  });

  test("in every field of an article, as the desk shows them", async () => {
    const attack = (name) => armed(`"><img src=x onerror=RUN><script>RUN</script>`, name);
    const hostile = article({
      id: attack("id"),
      title: attack("title"),
      url: "javascript:pwned('url')",
      lang: `en"><script>`,
      html: `<h2 id="x">${attack("html")}</h2>`,
      text: attack("text"),
      owner: attack("owner"),
      summary: attack("summary"),
      updated: attack("updated"),
      reviewBy: attack("review"),
      audience: [attack("audience")],
      hidden: attack("hidden"),
      successors: [{ id: attack("newer id"), title: attack("newer"), url: "javascript:pwned('newer')" }],
      attributes: { folder: [attack("folder")] },
    });
    const { id, title, url } = hostile;
    const answer = {
      text: attack("answer"),
      highlights: [[0, 3]],
      html: `<p>${attack("answer html")}</p>`,
      markdown: attack("answer markdown"),
      confidence: 1,
      id,
      title,
      heading: attack("heading"),
      anchor: "x",
      url,
      updated: null,
    };
    const facets = { folder: [attack("a"), attack("b")].map((value) => ({ value, articles: 1 })) };
    const remote = double([hostile], {
      answer,
      facets,
      info: { madeFor: { audience: attack("info"), asOf: attack("day") } },
    });
    await withWatched(async ({ page, findings }) => {
      await ask(page, attack("query"));
      await page.keyboard.press("Enter");
      await page.waitForTimeout(200);
      assert.match(await page.locator("#article h1").textContent(), /<script>/);
      assert.equal(await page.locator(".page-link").count(), 0);
      await page.keyboard.press("f");
      await page.keyboard.press("?");
      assert.deepEqual(await findings(), []);
    }, remote);
  });

  const kept = [
    ["the text of what is not allowed", "<section><p>one</p><custom-x>two</custom-x></section>", "onetwo"],
    [
      "nothing of what is dropped whole",
      "a<script>b</script><style>c</style><svg><text>d</text></svg><textarea>e</textarea>f",
      "af",
    ],
    ["a picture as its words", '<img alt="A map" src="https://a.example/x.png">', "A map"],
    ["a picture without words", "<img src=x>", "Picture"],
    [
      "a task list",
      "<ul><li><input type=checkbox checked disabled>done<li><input type=checkbox>open</ul>",
      "☑ done☐ open",
    ],
    ["what a name would hide", "<img name=body><p>still here</p>", "Picturestill here"],
    ["nothing of nothing", "", ""],
  ];
  for (const [name, html, text] of kept) {
    test(`it keeps ${name}`, async () => {
      await withArticles([article({ html: html || "<p></p>", text: "zz" })], {}, async (page) => {
        await ask(page, "x");
        assert.equal((await page.locator("#article .body").textContent()).trim(), text);
      });
    });
  }

  test("one that is deep or long stays usable", async () => {
    const deep = "<div>".repeat(20_000) + "deep";
    const long = "<p>x</p>".repeat(120_000);
    await withArticles([article({ id: "a", html: deep }), article({ id: "b", html: long })], {}, async (page) => {
      await ask(page, "x");
      await page.keyboard.press("ArrowDown");
      await page.keyboard.press("ArrowDown");
      await page.waitForSelector("#article .body p");
      assert.ok((await page.locator("#article .body p").count()) <= 100_000);
    });
  });
});

describe("links in an article", () => {
  const html =
    '<p><a href="/b/#two" data-article="b.md">another</a> <a href="#two">within</a> <a href="https://x.example/">away</a></p>' +
    `<h2 id="one">One</h2>${"<p>text</p>".repeat(60)}<h2 id="two">Two</h2><p>end</p>`;
  const articles = [article({ id: "a.md", title: "First", html }), article({ id: "b.md", title: "Second", html })];

  test("lead to another article in the desk", async () => {
    await withArticles(articles, {}, async (page) => {
      await ask(page, "x");
      await page.getByRole("link", { name: "another" }).click();
      await page.waitForTimeout(150);
      assert.equal(await page.locator("#article h1").textContent(), "Second");
      assert.equal(await page.locator("#outline [aria-current]").textContent(), "Two");
      await page.goBack();
      await page.waitForTimeout(300);
      assert.equal(await page.locator("#article h1").textContent(), "First");
    });
  });

  test("lead to a section of the same", async () => {
    await withArticles(articles, {}, async (page) => {
      await ask(page, "x");
      await page.getByRole("link", { name: "within" }).click();
      assert.equal(await page.locator("#outline [aria-current]").textContent(), "Two");
      assert.equal(await page.locator("#article h1").textContent(), "First");
    });
  });

  test("lead away in a tab of their own", async () => {
    await withArticles(articles, {}, async (page) => {
      await ask(page, "x");
      const away = page.getByRole("link", { name: "away" });
      assert.equal(await away.getAttribute("target"), "_blank");
      assert.equal(await away.getAttribute("rel"), "noopener noreferrer");
    });
  });
});

describe("badges", () => {
  const rows = [
    [{ updated: "2026-11-01", reviewBy: "2027-11-01" }, [], ["Public", "Current"]],
    [{ updated: "2026-01-01", reviewBy: "2026-12-31", freshness: "ageing" }, ["Ageing"], ["Public", "Ageing"]],
    [{ updated: "2025-01-01", reviewBy: "2026-03-01", freshness: "stale" }, ["Stale"], ["Public", "Stale"]],
    [{ updated: "2026-01-01", expires: "2026-11-23", freshness: "expired" }, ["Expired"], ["Public", "Expired"]],
    [{ updated: null }, [], ["Public", "No date"]],
    [{ successors: [{ id: "b.md", title: "Newer", url: "/b/" }] }, ["Superseded"], ["Public", "Current"]],
    [{ audience: "internal" }, ["Internal"], ["Internal", "Current"]],
    [{ audience: ["team-leads", "legal"] }, ["Only for team-leads, legal"], ["Only for team-leads, legal", "Current"]],
    [{ hidden: "draft" }, ["Draft"], ["Public", "Draft", "Current"]],
    [
      { hidden: "unlisted", audience: "internal", updated: "2020-01-01", freshness: "stale" },
      ["Internal", "Unlisted", "Stale"],
      ["Internal", "Unlisted", "Stale"],
    ],
  ];
  for (const [meta, inList, overArticle] of rows) {
    test(JSON.stringify(meta), async () => {
      await withArticles([article(meta)], {}, async (page) => {
        await ask(page, "x");
        assert.deepEqual(await page.locator("#hits .badge").allTextContents(), inList);
        assert.deepEqual(await page.locator(".article-badges .badge").allTextContents(), overArticle);
        const isWarned = meta.hidden || (meta.audience && meta.audience !== "public");
        assert.equal(await page.locator("#article .warning.internal").count(), isWarned ? 1 : 0);
        assert.equal(await page.locator("#article .warning.expired").count(), meta.expires ? 1 : 0);
        assert.equal(await page.locator(".page-link").count(), isWarned ? 0 : 1);
      });
    });
  }

  test("what answers a request of a message has them, too", async () => {
    await withArticles([article({ audience: "internal", freshness: "stale" })], {}, async (page) => {
      await paste(page, "Hello,\n\nwhere is my parcel?\n\nRegards\nAnn");
      await page.waitForSelector("#requests .request");
      assert.deepEqual(await page.locator("#requests .badge").allTextContents(), ["Internal", "Stale"]);
      assert.deepEqual(await axe(page), []);
    });
  });
});

describe("other directions", () => {
  const text = "نعيد ثمن الأعداد التي لم تُرسل بعد خلال عشرة أيام.";
  const arabic = article({ lang: "ar", title: "استرداد الثمن", html: `<h2 id="x">متى</h2><p>${text}</p>`, text });

  test("an article is written from right to left, the desk around it is not", async () => {
    await withArticles([arabic], { info: { madeFor: { audience: "internal", asOf: "2026-11-01" } } }, async (page) => {
      await ask(page, "استرداد");
      const direction = (selector) =>
        page
          .locator(selector)
          .first()
          .evaluate((element) => getComputedStyle(element).direction);
      assert.equal(await direction("#article .body"), "rtl");
      assert.equal(await direction("#article h1"), "rtl");
      assert.equal(await direction("#hits .hit-title"), "rtl");
      assert.equal(await direction("#box"), "rtl");
      assert.equal(await direction("#menus"), "ltr");
      assert.equal(await page.locator("#article .body").getAttribute("lang"), "ar");
      assert.deepEqual(await axe(page), []);
      assert.match(await page.locator("#edition .old").textContent(), /1 Nov 2026, 22 days ago/);
    });
  });

  test("an edition without HTML is shown as plain text, with its passage lit up", async () => {
    const sections = [
      { heading: "", level: 0, breadcrumb: [], anchor: "", text: "Before.", continued: false },
      {
        heading: "Back",
        level: 2,
        breadcrumb: [],
        anchor: "back",
        text: "You have the <b>whole</b> amount back.\nSoon.",
        continued: false,
      },
    ];
    await withArticles([article({ html: null, sections })], {}, async (page) => {
      await ask(page, "x");
      assert.deepEqual(await page.locator("#article .body p").allTextContents(), [
        "Before.",
        "You have the <b>whole</b> amount back.",
        "Soon.",
      ]);
      assert.equal(await page.locator("#outline [aria-current]").textContent(), "Back");
      assert.deepEqual((await lit(page)).passage, ["You have the <b>whole</b> amount back.", "Soon"]);
    });
  });
});

describe("what cannot be opened is said within three seconds", () => {
  const damaged = async () => {
    const bytes = await readFile(new URL("../../target/page/kb-sample-internal.nohold", import.meta.url));
    bytes[bytes.length >> 1] ^= 0xff;
    return bytes;
  };
  const newer = async () => {
    const bytes = await readFile(new URL("../../target/page/kb-sample-internal.nohold", import.meta.url));
    bytes.writeUInt16LE(0xfffe, 8);
    return bytes;
  };
  const missing = (name) => (path) => (path === name ? { status: 404, body: Buffer.from("no") } : null);
  const silent = (name) => (path) => (path === name ? new Promise(() => {}) : null);
  const noWorker = () => {
    globalThis.Worker = class {
      constructor() {
        throw new DOMException("refused", "SecurityError");
      }
    };
  };
  const rows = [
    ["an edition that is not there", { edition: null }, {}, /could not be loaded/],
    ["a page in its place", { edition: Buffer.from("<!doctype html><p>Not found") }, {}, /damaged/],
    ["an empty edition", { edition: Buffer.alloc(0) }, {}, /damaged/],
    ["a damaged edition", { edition: damaged }, {}, /damaged/],
    ["half of an edition", { edition: async () => (await damaged()).subarray(0, 1000) }, {}, /damaged/],
    ["a newer edition", { edition: newer }, {}, /do not fit together|damaged/],
    ["an edition of another origin", {}, { at: "?edition=https://evil.invalid/x.nohold" }, /may not be opened here/],
    ["an edition of an odd scheme", {}, { at: "?edition=data:,x" }, /may not be opened here/],
    ["an address that is none", {}, { at: "?edition=http://[" }, /may not be opened here/],
    ["a package that is not there", { answer: missing("/npm/remote.js") }, {}, /itself could not be loaded/],
    ["a package that is no package", { remote: "export const x = 1;" }, {}, /could not be opened/],
    ["a worker that is refused", {}, { before: noWorker }, /refused the search its thread/],
    ["a worker that is not there", { answer: missing("/npm/triage/worker.js") }, {}, /refused the search its thread/],
    ["a package that never comes", { answer: silent("/npm/remote.js") }, {}, /does not answer/],
    ["an edition that never comes", { answer: silent("/desk.nohold") }, {}, /does not answer/],
  ];
  for (const [name, { edition, ...host }, options, words] of rows) {
    test(name, async () => {
      const bytes = typeof edition === "function" ? await edition() : edition;
      const server = await serveDesk({ ...host, edition: bytes });
      const visited = await visit(browser, server, { ...options, ready: false });
      try {
        const began = performance.now();
        await visited.page.waitForSelector(".failure h1", { timeout: 3500 });
        assert.ok(performance.now() - began < 3200, `${performance.now() - began} ms`);
        assert.match(await visited.page.locator(".failure h1").textContent(), words);
        assert.deepEqual(await axe(visited.page), []);
        await visited.page.locator("#box").fill("still usable");
        assert.equal(await visited.page.locator("#box").inputValue(), "still usable");
        assert.deepEqual(visited.problems, []);
      } finally {
        await visited.context.close();
        await server.close();
      }
    });
  }

  test("trying again opens it, with what has been typed", async () => {
    let isThere = false;
    const bytes = await readFile(new URL("../../target/page/kb-sample-internal.nohold", import.meta.url));
    const answer = (path) =>
      path === "/desk.nohold" ? (isThere ? { body: bytes } : { status: 503, body: Buffer.from("") }) : null;
    const server = await serveDesk({ edition: null, answer });
    const { page, context, problems } = await visit(browser, server, { ready: false });
    await page.waitForSelector(".failure");
    await page.locator("#box").fill("chargebacks");
    isThere = true;
    await page.getByRole("button", { name: "Try again" }).click();
    await page.waitForSelector("#hits [role=option]");
    await page.waitForTimeout(400);
    assert.match(await page.locator("#article h1").textContent(), /Chargebacks/);
    assert.deepEqual(problems, []);
    await context.close();
    await server.close();
  });

  test("a search that breaks down later says so, and the desk stays usable", async () => {
    const remote = double([article({})]);
    const server = await serveDesk({ remote });
    const { page, context } = await visit(browser, server);
    await page.locator("#box").fill("trap");
    await page.waitForSelector(".toast.warning");
    assert.match(await page.locator(".toast").textContent(), /broke down.*broken/);
    await ask(page, "fine");
    assert.equal(await page.locator("#hits [role=option]").count(), 1);
    await context.close();
    await server.close();
  });
});
