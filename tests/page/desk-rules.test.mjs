// The desk's rules that need no page: ages, addresses, e-mails, filters, what is copied.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { linkTo, quote } from "../../examples/agent-desk/cite.js";
import { leaveOut, listed, toOptions, toggled } from "../../examples/agent-desk/filters.js";
import { ago, dayInWords, reasonOf, today } from "../../examples/agent-desk/freshness.js";
import { runsOf, wordsOf } from "../../examples/agent-desk/highlight.js";
import { safeAddress } from "../../examples/agent-desk/html.js";
import { isLong, readMail } from "../../examples/agent-desk/mail.js";
import { readPlace, writePlace } from "../../examples/agent-desk/route.js";

globalThis.location ??= new URL("https://desk.example/agents/?edition=x#id=old");

describe("why an article is as fresh as the knowledge base says", () => {
  const rows = [
    // On, state, last change, review by, expires, state as shown, reason, day
    ["2026-11-23", "current", "2026-11-01", "2027-11-01", null, "current", "review due", "2027-11-01"],
    ["2027-01-02", "stale", "2026-01-01", "2027-01-01", null, "stale", "review was due", "2027-01-01"],
    ["2028-06-01", "expired", "2026-01-01", "2027-01-01", null, "expired", "review was due", "2027-01-01"],
    ["2026-11-23", "current", "2026-11-20", "2026-03-01", null, "current", "updated", "2026-11-20"],
    ["2026-01-05", "expired", "2025-11-24", null, "2026-01-05", "expired", "no longer holds since", "2026-01-05"],
    ["2026-01-06", "expired", "2025-11-24", "2030-01-01", "2026-01-05", "expired", "no longer holds since", "2026-01-05"],
    ["2026-01-04", "stale", "2025-01-01", "2025-06-01", "2026-01-05", "stale", "review was due", "2025-06-01"],
    ["2026-09-29", "ageing", "2026-01-01", null, null, "ageing", "not changed since", "2026-01-01"],
    ["2026-11-23", "current", null, null, null, "unknown", "no date in the article", null],
    ["2026-11-23", "current", null, "2027-01-01", null, "current", "review due", "2027-01-01"],
    // What is no day says nothing.
    ["2026-11-23", "current", "2026-02-30", "2026-13-01", "2026-00-10", "unknown", "no date in the article", null],
    ["2026-11-23", "current", "2026-11-01", "soon", "", "current", "updated", "2026-11-01"],
    // The knowledge base was not asked.
    ["2026-11-23", undefined, "2026-11-01", null, null, "unknown", "updated", "2026-11-01"],
    ["2026-11-23", null, undefined, undefined, undefined, "unknown", "no date in the article", null],
  ];
  for (const [on, said, updated, reviewBy, expires, state, reason, day] of rows) {
    test(`on ${on}, ${said}, changed ${updated}, review ${reviewBy}, expires ${expires}: ${reason}`, () => {
      assert.deepEqual(reasonOf(said, { updated, reviewBy, expires }, on), { state, reason, day });
    });
  }

  test("days in words", () => {
    assert.equal(dayInWords("2026-05-04"), "4 May 2026");
    assert.equal(dayInWords("no day"), "no day");
    assert.equal(dayInWords(null), "");
    assert.equal(ago("2026-11-22", "2026-11-23"), "yesterday");
    assert.equal(ago("2026-11-11", "2026-11-23"), "12 days ago");
    assert.equal(today(new Date(2026, 0, 5, 23, 59)), "2026-01-05");
  });
});

describe("addresses of links", () => {
  const good = [
    "https://a.example/",
    "HTTP://a.example",
    "mailto:a@b.example",
    "tel:+44",
    "a.md",
    "#x",
    "/x",
    "../x?y=a:b",
    "?a:b",
    "",
  ];
  const bad = [
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    " javascript:alert(1)",
    "java\tscript:alert(1)",
    "java\nscript:alert(1)",
    "\u0001javascript:alert(1)",
    "javascript\u00a0:x",
    "data:text/html,x",
    "vbscript:x",
    "blob:https://x",
    "file:///etc/passwd",
    "//evil.example/",
    "\\\\evil.example",
    "view-source:x",
    "x-custom:y",
    ":x",
  ];
  for (const address of good)
    test(`${JSON.stringify(address)} may be followed`, () => assert.equal(safeAddress(address), address));
  for (const address of bad) test(`${JSON.stringify(address)} may not`, () => assert.equal(safeAddress(address), null));
});

describe("what an e-mail asks", () => {
  const rows = [
    ["a greeting is not its beginning", "Hi there\n\nMy clock stopped.\n", { first: "My clock stopped.", lines: 2 }],
    [
      "the subject counts, without its prefixes",
      "From: a@b.example\nSubject: Re: AW: Clock\n\nIt stopped.",
      { subject: "Clock", question: "Clock\nIt stopped." },
    ],
    ["in German too", "Von: x@y\nBetreff: Uhr\n\nSie steht.", { subject: "Uhr", question: "Uhr\nSie steht." }],
    ["quoted lines are somebody else's", "It stopped.\n> When did it?\n> Tell us", { question: "It stopped." }],
    [
      "an answered mail ends where the other begins",
      "It stopped.\nOn Mon, 2 Nov 2026, Care <a@b> wrote:\nDear Ron",
      { question: "It stopped." },
    ],
    ["so does a forwarded one", "See below.\n----- Original Message -----\nHello", { question: "See below." }],
    ["a signature is not asked", "It stopped.\n-- \nRon\nSales", { question: "It stopped." }],
    ["nor a device", "It stopped.\nSent from my iPad", { question: "It stopped." }],
    ["nor a disclaimer", "It stopped.\nThis e-mail and any attachments are confidential.", { question: "It stopped." }],
    ["line ends of all kinds", "One\r\nTwo\rThree", { question: "One\nTwo\nThree", lines: 3, words: 3 }],
    ["a subject in the text is text", "Hello\nSubject: nothing", { subject: "", question: "Hello\nSubject: nothing" }],
    // Where nothing would be left, all of it is asked.
    ["only quoted lines", "> one\n> two", { question: "> one\n> two" }],
    ["nothing at all", "", { question: "", first: "", lines: 0, words: 0 }],
    ["only line ends", "\n\n\r\n", { question: "", lines: 0 }],
    ["only a greeting", "Dear all", { first: "Dear all", question: "Dear all" }],
  ];
  for (const [name, text, expected] of rows) {
    test(name, () => {
      const mail = readMail(text);
      for (const [key, value] of Object.entries(expected)) assert.equal(mail[key], value, key);
    });
  }

  test("long is what has lines or no end", () => {
    const rows = [
      ["one line", false],
      ["one line\n", false],
      ["two\nlines", true],
      ["x".repeat(240), false],
      ["x".repeat(241), true],
    ];
    for (const [text, expected] of rows) assert.equal(isLong(text), expected, text);
  });
});

describe("filters", () => {
  const hits = [
    { id: "a", meta: { audience: "public" } },
    { id: "b", meta: { audience: "internal" } },
    { id: "c", meta: { audience: ["leads", "legal"] } },
  ];
  const results = { hits, total: 40, answer: { id: "b" } };

  test("one value is added, and taken out again", () => {
    const once = toggled({}, "owner", "Shop");
    assert.deepEqual(once, { owner: ["Shop"] });
    assert.deepEqual(toggled(once, "owner", "Legal"), { owner: ["Shop", "Legal"] });
    assert.deepEqual(toggled(once, "owner", "Shop"), {});
    assert.deepEqual(toggled(once, "lang", "de"), { owner: ["Shop"], lang: ["de"] });
  });

  test("they become options of the search", () => {
    assert.deepEqual(toOptions({}, 20), { limit: 20 });
    assert.deepEqual(toOptions({ folder: ["shop"] }, 20), { limit: 20, within: ["shop"] });
    assert.deepEqual(toOptions({ owner: ["A", "B"], lang: ["de"] }, 20), {
      limit: 20,
      filter: { owner: ["A", "B"], lang: ["de"] },
    });
    assert.deepEqual(toOptions({ audience: ["public"] }, 20), { limit: 200 });
  });

  const rows = [
    [["public"], ["a"], null],
    [["internal"], ["b"], "b"],
    [["leads"], ["c"], null],
    [["public", "internal"], ["a", "b"], "b"],
    [["nobody"], [], null],
  ];
  for (const [audience, ids, answer] of rows) {
    test(`for ${audience}: ${ids.join(" ") || "nothing"}`, () => {
      const left = leaveOut(results, { audience }, 20);
      assert.deepEqual(
        left.hits.map(({ id }) => id),
        ids,
      );
      assert.equal(left.total, ids.length);
      assert.equal(left.answer?.id ?? null, answer);
    });
  }

  test("without a wish for readers nothing is left out", () => assert.equal(leaveOut(results, {}, 20), results));
  test("what is chosen is listed in the menus' order", () => {
    const chosen = { audience: ["public"], folder: ["x", "y"] };
    assert.deepEqual(
      listed(chosen).map(({ key, value }) => `${key}=${value}`),
      ["folder=x", "folder=y", "audience=public"],
    );
  });
});

describe("the page's address", () => {
  const places = [
    { id: "a/b.md", section: "x-y", text: "money back?", chosen: { owner: ["A & B", "C"], folder: ["shop"] } },
    { id: "", section: "", text: "é #&=", chosen: {} },
    { id: "ä.md", section: "", text: "", chosen: {} },
  ];
  for (const place of places) {
    test(`${writePlace(place)} leads back`, () => assert.deepEqual(readPlace(writePlace(place)), place));
  }
  const odd = ["", "#", "#x", "#id", "#section=x", "#%", "#id=%ff&q=%zz", "#id=a&id=b", "#constructor=x&__proto__=y"];
  for (const hash of odd) {
    test(`${JSON.stringify(hash)} is no error`, () => assert.equal(typeof readPlace(hash).id, "string"));
  }
  test("long texts are not in it", () => {
    assert.equal(writePlace({ id: "a", section: "", text: "x".repeat(121), chosen: {} }), "#id=a");
  });
});

describe("what is copied", () => {
  const source = {
    id: "a.md",
    title: "Refunds",
    heading: "After 14 days",
    anchor: "after",
    url: "https://help.example/refunds/#after",
    updated: "2026-05-04",
    isInternal: false,
  };
  const rows = [
    [
      "text with its source",
      source,
      "Text.\n\nSource: Refunds: After 14 days (updated 4 May 2026)\nhttps://help.example/refunds/#after",
    ],
    [
      "without a heading or a day",
      { ...source, heading: "", updated: null },
      "Text.\n\nSource: Refunds\nhttps://help.example/refunds/#after",
    ],
    [
      "internal articles say so, and lead to the desk",
      { ...source, isInternal: true },
      "Text.\n\nINTERNAL, do not forward. Source: Refunds: After 14 days (updated 4 May 2026)\n" +
        "https://desk.example/agents/?edition=x#id=a.md&section=after",
    ],
    [
      "a relative address is of the help centre",
      { ...source, url: "/r/", heading: "", updated: null },
      "Text.\n\nSource: Refunds\nhttps://desk.example/r/",
    ],
    [
      "an address that runs is none",
      { ...source, url: "javascript:x", heading: "", updated: null },
      "Text.\n\nSource: Refunds\nhttps://desk.example/agents/?edition=x#id=a.md&section=after",
    ],
    [
      "nor is an empty one",
      { ...source, url: "", heading: "", anchor: "", updated: null },
      "Text.\n\nSource: Refunds\nhttps://desk.example/agents/?edition=x#id=a.md",
    ],
  ];
  for (const [name, from, expected] of rows) test(name, () => assert.equal(quote(" Text. \n", from), expected));
  test("a link alone", () => assert.equal(linkTo(source), "https://help.example/refunds/#after"));
});

describe("where a snippet stands", () => {
  const rows = [
    [
      "as it is",
      "the whole amount back",
      "You can have the whole amount back within 14 days",
      ["the whole amount back"],
    ],
    ["in a row of a table", "Plan: Basic. Price: 4 € a month.", "Plan\nPrice\nBasic\n4 € a month", ["4 € a month"]],
    [
      "in two places",
      "one two three four five six",
      "four five six, and one two three",
      ["one two three", "four five six"],
    ],
    ["the longest run", "a b c d e", "a b c x a b c d e", ["a b c d e"]],
    ["cut off at its end", "to the bank where…", "goes to the bank where it was", ["to the bank where"]],
    ["without spaces", "返金の条件", "ご注文・返金の条件です", ["返金の条件"]],
    ["whatever the case and the form", "ＦＵＬＬ Refund now", "a full refund now", ["full refund now"]],
    ["a word alone", "refund", "No refund here", ["refund"]],
    ["too little in common", "the cat sat", "the cat stood", []],
    ["nothing", "", "some text", []],
    ["in nothing", "some text here", "", []],
    ["only signs", "… — !", "some text", []],
  ];
  for (const [name, snippet, text, expected] of rows) {
    test(name, () => {
      const words = wordsOf(text);
      const found = runsOf(wordsOf(snippet), words);
      const texts = found.map(({ first, size }) => text.slice(words[first].start, words[first + size - 1].end));
      assert.deepEqual(texts, expected);
    });
  }

  test("a long article takes no long time", () => {
    const text = wordsOf("a b c ".repeat(5000));
    const began = performance.now();
    runsOf(wordsOf("a b c ".repeat(40)), text);
    assert.ok(performance.now() - began < 1000, `${performance.now() - began} ms`);
  });
});
