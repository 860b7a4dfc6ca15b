// The desk over kb-sample's internal edition: keys, the article at its section, copying, filters, ages, states as axe
// sees them. It needs target/npm/ and target/page/kb-sample-internal.nohold.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { launch } from "./browser.mjs";
import { ask, axe, fresh, isSeen, lit, paste, serveDesk, settled, visit } from "./desk-host.mjs";

const MAIL = `Hi there

Just looked at my bank app and there's £48 gone to you on Monday!!! I never agreed to another year.

Can you please put the money back on my card and not send any more.

Sent from my phone`;

let browser;
let server;
before(async () => {
  browser = await launch();
  server = await serveDesk();
});
after(async () => {
  await browser.close();
  await server.close();
});

/** Visits the desk, and wants no violation, error or dialog while it is used. */
async function withDesk(options, use) {
  const visited = await visit(browser, server, options);
  try {
    await use(visited.page, visited);
    assert.deepEqual(visited.problems, []);
  } finally {
    await visited.context.close();
  }
}

const stateOf = (page) =>
  page.evaluate(() => {
    const box = document.getElementById("box");
    const focused = document.activeElement;
    return {
      focus: focused.id || focused.closest("[id]")?.id || "",
      text: box.value,
      option: box.getAttribute("aria-activedescendant"),
      expanded: box.getAttribute("aria-expanded"),
      selected: document.querySelectorAll("#hits [aria-selected=true]").length,
      hits: document.querySelectorAll("#hits:not([hidden]) [role=option]").length,
      open: [...document.querySelectorAll("#hits .hit")].findIndex((hit) => hit.classList.contains("open")),
      menu: document.querySelector(".menu-opener[aria-expanded=true]")?.textContent ?? "",
      help: document.getElementById("help").open,
      section: document.querySelector("#outline [aria-current]")?.getAttribute("href") ?? "",
      theme: document.documentElement.dataset.theme ?? "",
    };
  });

const TWO = `Hello,

my magazine has not come this month, could you send another copy?

Also, how do I change the card that you charge?

Regards
Ann`;

describe("the requests of a message", () => {
  const buttons = (page) => page.locator(".request-button");

  test("stand one by one, each with its place, its answer and whom it is for", async () => {
    await withDesk({}, async (page) => {
      await paste(page, TWO);
      await page.waitForSelector("#requests .request");
      assert.equal(await page.locator("#requests h2").textContent(), "2 requests");
      const quotes = await page.locator(".request-quote").allTextContents();
      assert.deepEqual(quotes, [TWO.split("\n\n")[1], TWO.split("\n\n")[2]]);
      for (const owner of await page.locator(".request-owner").allTextContents())
        assert.match(owner, /^(For|Probably for) \w.*@lanternfish\.example$/);
    });
  });

  test("the key goes from one to the next, and what is found is for that one", async () => {
    await withDesk({}, async (page) => {
      await paste(page, TWO);
      await page.waitForSelector("#requests .request");
      const whole = await page.locator("#hits .hit-title").allTextContents();
      await page.keyboard.press("Alt+r");
      await page.keyboard.press("Alt+r");
      assert.equal(await buttons(page).nth(1).getAttribute("aria-pressed"), "true");
      assert.ok(await buttons(page).nth(1).evaluate((button) => button === document.activeElement));
      await page.waitForFunction((before) => document.querySelector("#hits .hit-title")?.textContent !== before, whole[0]);
      assert.match(await page.locator("#hits .hit-title").first().textContent(), /card|payment/i);
      await buttons(page).nth(1).click();
      assert.equal(await page.locator(".request-button[aria-pressed=true]").count(), 0);
    });
  });

  test("thanks ask nothing, and without a message there is no panel", async () => {
    await withDesk({}, async (page) => {
      await paste(page, "Dear all,\n\nthank you so much for your help!\n\nRegards\nAnn");
      await page.waitForFunction(() => document.querySelector("#requests h2")?.textContent === "Nothing is asked");
      await page.getByRole("button", { name: "Remove the pasted text" }).click();
      await page.waitForFunction(() => document.getElementById("requests").hidden);
    });
  });
});

describe("keys", () => {
  const rows = [
    // What is typed, the keys, what is then so
    [
      "nothing is current until an arrow is struck",
      "refund",
      [],
      { focus: "box", option: null, expanded: "true", selected: 0, open: 0 },
    ],
    ["the list is closed while nothing is asked", "", [], { focus: "box", expanded: "false", hits: 0 }],
    ["Down goes to the first hit", "refund", ["ArrowDown"], { focus: "box", option: "hit-0", selected: 1, open: 0 }],
    [
      "Down again to the second, which is opened",
      "refund",
      ["ArrowDown", "ArrowDown"],
      { option: "hit-1", selected: 1, open: 1 },
    ],
    ["Up goes to the last", "refund", ["ArrowUp"], { option: "hit-19", selected: 1, open: 19 }],
    [
      "Up from the first goes back to the box",
      "refund",
      ["ArrowDown", "ArrowUp"],
      { focus: "box", option: null, selected: 0 },
    ],
    ["Down from the last too", "refund", ["ArrowUp", "ArrowDown"], { focus: "box", option: null, selected: 0 }],
    ["arrows without hits do nothing", "", ["ArrowDown", "ArrowUp"], { focus: "box", option: null, expanded: "false" }],
    ["Enter goes to the article", "refund", ["Enter"], { focus: "article", open: 0 }],
    [
      "Enter goes to the hit that is current",
      "refund",
      ["ArrowDown", "ArrowDown", "Enter"],
      { focus: "article", open: 1 },
    ],
    ["Enter without hits stays", "", ["Enter"], { focus: "box" }],
    [
      "Esc leaves the list first",
      "refund",
      ["ArrowDown", "Escape"],
      { focus: "box", text: "refund", option: null, hits: 20 },
    ],
    [
      "then clears",
      "refund",
      ["ArrowDown", "Escape", "Escape"],
      { focus: "box", text: "", hits: 0, expanded: "false" },
    ],
    ["Esc in the article goes back to the box", "refund", ["Enter", "Escape"], { focus: "box", text: "refund" }],
    [
      "Left and Home edit, with no hit current",
      "refund",
      ["ArrowDown", "Home", "x"],
      { text: "xrefund", option: null },
    ],
    ["letters edit", "refund", ["ArrowDown", "s"], { text: "refunds", option: null, focus: "box" }],
    ["Alt Up hides the list", "refund", ["Alt+ArrowUp"], { expanded: "false", hits: 0, focus: "box" }],
    ["Alt Down shows it", "refund", ["Alt+ArrowUp", "Alt+ArrowDown"], { expanded: "true", hits: 20, option: null }],
    ["Down shows it, too", "refund", ["Alt+ArrowUp", "ArrowDown"], { expanded: "true", option: "hit-0" }],
    ["slash is a sign in the box", "refund", ["/"], { text: "refund/" }],
    ["slash goes to the box from elsewhere", "refund", ["Enter", "/"], { focus: "box", text: "refund" }],
    ["so does Ctrl K, from anywhere", "refund", ["Enter", "Control+k"], { focus: "box" }],
    ["Tab leaves the box", "refund", ["ArrowDown", "Tab"], { focus: "theme-button", text: "refund" }],
    ["j opens the next hit", "refund", ["Enter", "j"], { open: 1, focus: "article" }],
    ["k the one before", "refund", ["Enter", "j", "j", "k"], { open: 1 }],
    ["k stays at the first", "refund", ["Enter", "k"], { open: 0 }],
    ["Alt J does so from the box", "refund", ["Alt+j"], { open: 1, focus: "box", text: "refund" }],
    ["n goes to the next section", "abusive callers", ["Enter", "n"], { section: "#at-what-we-dont-put-up-with" }],
    ["p to the one before", "abusive callers", ["Enter", "n", "n", "p"], { section: "#at-what-we-dont-put-up-with" }],
    ["p stays at the top", "abusive callers", ["Enter", "p", "p"], { section: "#at-" }],
    ["Alt N from the box", "abusive callers", ["Alt+n", "Alt+n"], { section: "#at-three-steps", focus: "box" }],
    ["f opens the filters", "refund", ["Enter", "f"], { menu: "Folder", focus: "menu-folder" }],
    ["Alt F from the box, again for the next", "refund", ["Alt+f", "Alt+f"], { menu: "Owner", focus: "menu-owner" }],
    ["Esc closes them", "refund", ["Alt+f", "Escape"], { menu: "" }],
    ["question mark opens the help", "refund", ["Enter", "?"], { help: true }],
    ["it is a sign in the box", "refund", ["?"], { help: false, text: "refund?" }],
    ["F1 opens it from the box", "refund", ["F1"], { help: true }],
    ["Esc closes it", "refund", ["F1", "Escape"], { help: false, focus: "box", text: "refund" }],
    ["commands wait while it is open", "refund", ["F1", "j"], { help: true, open: 0 }],
    ["t changes the colours", "refund", ["Enter", "t"], { theme: "dark" }],
    ["and back", "refund", ["Enter", "t", "t"], { theme: "light" }],
    ["letters with Ctrl are the browser's", "refund", ["Enter", "Control+j"], { open: 0 }],
    ["capitals are no commands", "refund", ["Enter", "Shift+J"], { open: 0 }],
    [
      "commands without an article do nothing",
      "",
      ["Alt+j", "Alt+n", "Alt+p", "Alt+m"],
      { focus: "box", text: "", hits: 0 },
    ],
  ];
  let visited;
  before(async () => {
    visited = await visit(browser, server);
  });
  after(() => visited.context.close());

  for (const [name, text, keys, expected] of rows) {
    test(name, async () => {
      const { page, problems } = visited;
      await fresh(page, server);
      if (text) await ask(page, text);
      for (const key of keys) {
        await page.keyboard.press(key);
        await page.waitForTimeout(40);
      }
      await page.waitForTimeout(100);
      const state = await stateOf(page);
      assert.deepEqual(Object.fromEntries(Object.keys(expected).map((key) => [key, state[key]])), expected);
      assert.deepEqual(problems, []);
    });
  }

  test("letters alone can be switched off", async () => {
    await withDesk({}, async (page) => {
      await page.keyboard.press("F1");
      await page.getByRole("checkbox", { name: /letters alone/ }).uncheck();
      await page.keyboard.press("Escape");
      await ask(page, "refund");
      for (const key of ["Enter", "j", "t", "?"]) await page.keyboard.press(key);
      assert.equal((await stateOf(page)).open, 0);
      assert.equal((await stateOf(page)).help, false);
      await page.keyboard.press("Alt+j");
      await page.waitForTimeout(150);
      assert.equal((await stateOf(page)).open, 1);
    });
  });
});

describe("the article", () => {
  test("opens at the section that answers, with its passage lit up and in sight", async () => {
    await withDesk({}, async (page) => {
      await ask(page, "is there an identity check for stopping mail after a death");
      const { passage, words } = await lit(page);
      const state = await stateOf(page);
      const heading = await page.locator("#hits .hit.open .hit-place").textContent();
      assert.ok(passage.length > 0 && words.length > 0, `${passage.length} pieces, ${words.length} words`);
      assert.ok(heading.length > 0 && state.section.length > 4, `${heading} ${state.section}`);
      assert.ok(await isSeen(page), "the passage is out of sight");
    });
  });

  test("what is lit is what the snippet says, and its words are those that matched", async () => {
    await withDesk({}, async (page) => {
      await ask(page, "tablet two subscriptions household");
      const snippet = await page.locator("#hits .hit.open .hit-text").textContent();
      const marked = await page.locator("#hits .hit.open .hit-text mark").allTextContents();
      const { passage, words } = await lit(page);
      const plain = (text) =>
        text
          .toLowerCase()
          .replace(/[^\p{L}\p{N}]+/gu, " ")
          .trim();
      assert.ok(
        passage.some((piece) => plain(snippet).includes(plain(piece))),
        `${snippet} / ${passage}`,
      );
      const lower = marked.map((word) => word.toLowerCase());
      assert.ok(
        lower.some((word) => words.map((lit) => lit.toLowerCase()).includes(word)),
        `${lower} / ${words}`,
      );
    });
  });

  test("without the browser's highlights, by marks", async () => {
    const before = () => {
      delete CSS.highlights;
      Object.defineProperty(CSS, "highlights", { value: undefined });
    };
    await withDesk({ before }, async (page) => {
      await ask(page, "abusive callers");
      const text = () => page.locator("#article .body").evaluate((body) => body.textContent);
      const first = await text();
      const { passage, words } = await lit(page);
      assert.ok(passage.length > 0 && words.length > 0, `${passage.length} pieces, ${words.length} words`);
      await ask(page, "what to do about abusive callers and threats");
      assert.equal(await text(), first, "marks have changed the text");
    });
  });

  test("other sections of a hit are opened by clicking them, and by m", async () => {
    await withDesk({}, async (page) => {
      await ask(page, "abusive callers");
      const also = page.locator("#hits .hit.open .hit-also").first();
      const name = await also.textContent();
      await also.click();
      await page.waitForTimeout(150);
      assert.equal(await page.locator("#outline [aria-current]").textContent(), name);
      const sections = new Set();
      for (let at = 0; at < 4; at += 1) {
        await page.keyboard.press("m");
        sections.add((await stateOf(page)).section);
      }
      assert.ok(sections.size >= 2, [...sections].join(" "));
    });
  });

  test("back and forward go through the articles that were looked at", async () => {
    await withDesk({}, async (page) => {
      await ask(page, "abusive callers");
      await page.keyboard.press("Enter");
      const title = () => page.locator("#article h1").textContent();
      const first = await title();
      await page.keyboard.press("Control+k");
      await ask(page, "chargebacks");
      await page.keyboard.press("Enter");
      await page.waitForTimeout(150);
      const second = await title();
      assert.notEqual(second, first);
      await page.goBack();
      await settled(page);
      assert.equal(await title(), first);
      assert.equal(await page.locator("#box").inputValue(), "abusive callers");
      await page.goForward();
      await settled(page);
      assert.equal(await title(), second);
    });
  });

  test("articles that were only passed by are not kept", async () => {
    await withDesk({}, async (page) => {
      await ask(page, "refund");
      await page.keyboard.press("Enter");
      const before = await page.evaluate(() => history.length);
      for (let at = 0; at < 5; at += 1) await page.keyboard.press("j", { delay: 20 });
      await page.waitForTimeout(150);
      assert.equal((await page.evaluate(() => history.length)) - before, 1);
    });
  });

  const links = [
    ["an article", "#id=internal/abusive-callers.md", "Abusive callers and messages", "#at-", ""],
    [
      "a section",
      "#id=internal/abusive-callers.md&section=three-steps",
      "Abusive callers and messages",
      "#at-three-steps",
      "",
    ],
    [
      "with a search",
      "#id=internal/abusive-callers.md&section=three-steps&q=threat",
      "Abusive callers and messages",
      "#at-three-steps",
      "threat",
    ],
    ["only a search", "#q=chargebacks", "Chargebacks and disputed payments", null, "chargebacks"],
    [
      "a section that is not there",
      "#id=internal/abusive-callers.md&section=nowhere",
      "Abusive callers and messages",
      null,
      "",
    ],
  ];
  for (const [name, hash, title, section, text] of links) {
    test(`a link leads to ${name}`, async () => {
      await withDesk({ at: hash }, async (page) => {
        await page.waitForSelector("#article .article-head");
        await page.waitForTimeout(200);
        assert.equal(await page.locator("#article h1").textContent(), title);
        if (section) assert.equal((await stateOf(page)).section, section);
        assert.equal((await stateOf(page)).text, text);
      });
    });
  }

  test("a link to an article that is not there says so", async () => {
    await withDesk({ at: "#id=no/such.md" }, async (page) => {
      await page.waitForSelector(".toast.warning");
      assert.match(await page.locator(".toast").textContent(), /not in the edition.*no\/such\.md/);
    });
  });
});

describe("the box", () => {
  test("a pasted e-mail is shown as a summary, searched for whole, and loses no line", async () => {
    await withDesk({}, async (page) => {
      await paste(page, MAIL);
      const card = await page.locator("#pasted").textContent();
      assert.match(card, /Just looked at my bank app/);
      assert.match(card, /4 lines|5 lines/);
      assert.equal(await page.locator("#box").inputValue(), "");
      assert.ok((await stateOf(page)).hits > 0);
      await page.getByRole("button", { name: "Show text" }).click();
      assert.equal(await page.getByLabel("Pasted text", { exact: true }).inputValue(), MAIL);
      assert.ok(
        !(await page.evaluate(() => location.href)).includes("bank"),
        "the address holds what a customer wrote",
      );
    });
  });

  test("words narrow a pasted e-mail down, Backspace in front takes it away", async () => {
    await withDesk({}, async (page) => {
      await paste(page, MAIL);
      await page.keyboard.type("student plan");
      await settled(page);
      assert.match(await page.locator("#hits").textContent(), /[Ss]tudent/);
      await page.keyboard.press("Home");
      await page.keyboard.press("Backspace");
      assert.ok(await page.locator("#pasted").isHidden());
      assert.equal((await stateOf(page)).text, "student plan");
    });
  });

  test("Esc takes a pasted e-mail away", async () => {
    await withDesk({}, async (page) => {
      await paste(page, MAIL);
      await page.keyboard.press("Escape");
      assert.ok(await page.locator("#pasted").isHidden());
      assert.equal((await stateOf(page)).hits, 0);
    });
  });

  test("a short text is pasted as it is", async () => {
    await withDesk({}, async (page) => {
      await paste(page, "two factor");
      assert.equal((await stateOf(page)).text, "two factor");
      assert.ok(await page.locator("#pasted").isHidden());
    });
  });

  test("corrections are shown, and the time is that from the key to the screen", async () => {
    await withDesk({}, async (page) => {
      await ask(page, "refnd for a magazine");
      assert.match(await page.locator("#notes").textContent(), /Read “refnd” as “refund”/);
      assert.match(await page.locator("#time").textContent(), /^\d+(\.\d)? ms$/);
    });
  });

  test("a word that no article has is named", async () => {
    await withDesk({}, async (page) => {
      await ask(page, "refund zzyzx");
      assert.match(await page.locator("#notes").textContent(), /Not in the first hit: zzyzx/);
    });
  });

  const odd = ["\u0000\ud800", "((((", "'\"<b>", "\u202etxet", "🦀🦀", "a".repeat(5000), "%", "-", "  "];
  test("whatever is typed is no error", async () => {
    await withDesk({}, async (page) => {
      for (const text of odd) {
        await page.locator("#box").fill(text);
        await page.waitForTimeout(200);
        assert.equal(await page.locator("#main").getAttribute("data-state"), "ready", JSON.stringify(text));
        assert.equal(await page.locator(".toast").count(), 0, JSON.stringify(text));
      }
    });
  });
});

describe("copying", () => {
  test("the answer, with its source", async () => {
    await withDesk({}, async (page, { copied }) => {
      await ask(page, "how do I cancel my subscription");
      const answer = await page.locator(".answer-text").innerText();
      await page.keyboard.press("Alt+c");
      await page.waitForSelector(".toast");
      const text = await copied();
      const asOneLine = (of) => of.trim().replaceAll(/\s+/g, " ");
      assert.ok(asOneLine(text).startsWith(asOneLine(answer)), text);
      assert.match(
        text,
        /\n\nSource: Cancelling a subscription.*\(updated \d+ \w+ 20\d\d\)\nhttp.*\/policies\/cancellations\/#?/,
      );
      assert.match(await page.locator(".toast").textContent(), /Answer copied/);
    });
  });

  test("an internal answer says what it is, and links to the desk", async () => {
    await withDesk({}, async (page, { copied }) => {
      await ask(page, "chargeback reason code 4853");
      await page.getByRole("button", { name: "Copy answer" }).click();
      await page.waitForSelector(".toast.warning");
      assert.match(await page.locator(".toast").textContent(), /do not forward/);
      assert.match(
        await copied(),
        /INTERNAL, do not forward\. Source: Chargebacks.*\nhttp.*#id=internal%2Fchargebacks\.md/s,
      );
    });
  });

  test("a section, from its heading and by s", async () => {
    await withDesk({}, async (page, { copied }) => {
      await ask(page, "abusive callers");
      await page.locator("#article .section-head").nth(1).hover();
      await page.getByRole("button", { name: "Copy section: Three steps" }).click();
      await page.waitForSelector(".toast");
      const byPointer = await copied();
      assert.match(byPointer, /^Name it and go on\.[\s\S]*Source: Abusive callers and messages: Three steps/);
      await page.evaluate(() => navigator.clipboard.writeText(""));
      for (const key of ["Enter", "n", "n", "s"]) await page.keyboard.press(key);
      await page.waitForTimeout(150);
      assert.equal(await copied(), byPointer);
    });
  });

  test("a link", async () => {
    await withDesk({}, async (page, { copied }) => {
      await ask(page, "how do I cancel my subscription");
      await page.keyboard.press("Alt+l");
      await page.waitForSelector(".toast");
      assert.match(await copied(), /^http:\/\/127\.0\.0\.1:\d+\/policies\/cancellations\//);
    });
  });

  test("without the clipboard's interface, by the browser's command", async () => {
    const before = () => {
      navigator.clipboard.writeText = () => Promise.reject(new Error("refused"));
    };
    await withDesk({ before }, async (page, { copied }) => {
      await ask(page, "how do I cancel my subscription");
      await page.keyboard.press("Alt+c");
      await page.waitForSelector(".toast");
      assert.match(await copied(), /Source: Cancelling a subscription/);
      assert.equal((await stateOf(page)).focus, "box");
    });
  });

  test("if nothing works, it says so", async () => {
    const before = () => {
      navigator.clipboard.writeText = () => Promise.reject(new Error("refused"));
      document.execCommand = () => false;
    };
    await withDesk({ before }, async (page) => {
      await ask(page, "how do I cancel my subscription");
      await page.keyboard.press("Alt+c");
      assert.match(await page.locator(".toast.failed").textContent(), /Could not copy/);
    });
  });

  test("nothing to copy is said, too", async () => {
    await withDesk({}, async (page) => {
      await page.keyboard.press("Alt+l");
      assert.match(await page.locator(".toast").textContent(), /Nothing to copy/);
    });
  });
});

describe("filters", () => {
  const choose = async (page, menu, value) => {
    await page.getByRole("button", { name: menu, exact: false }).first().click();
    await page.getByRole("checkbox", { name: new RegExp(`^${value}`) }).check();
    await page.keyboard.press("Escape");
    await page.waitForTimeout(300);
  };
  const rows = [
    ["Folder", "webinars", "cancel", (page) => page.locator("#article .folders").textContent(), /webinars/],
    ["Owner", "Legal", "refund", (page) => page.locator("#hits .hit-facts").first().textContent(), /Legal/],
    ["Language", "German", "abo", (page) => page.locator("#hits .hit-title").first().getAttribute("lang"), /^de$/],
    [
      "Audience",
      "Internal",
      "refund",
      (page) => page.locator("#hits .hit .badge.internal").first().textContent(),
      /Internal/,
    ],
    [
      "Audience",
      "Only for team-leads",
      "refund",
      (page) => page.locator("#hits .hit").first().textContent(),
      /Only for team-leads/,
    ],
    [
      "Audience",
      "Public",
      "refund",
      (page) => page.locator("#hits").evaluate((hits) => String(hits.querySelectorAll(".badge.internal").length)),
      /^0$/,
    ],
  ];
  for (const [menu, value, text, found, expected] of rows) {
    test(`${menu}: ${value}`, async () => {
      await withDesk({}, async (page) => {
        await ask(page, text);
        const before = await page.locator("#status").textContent();
        await choose(page, menu, value);
        assert.match(await found(page), expected);
        assert.notEqual(await page.locator("#status").textContent(), before);
        assert.match(await page.locator("#chips").textContent(), new RegExp(value));
        await page.getByRole("button", { name: `Remove filter ${menu}: ${value}` }).click();
        await page.waitForTimeout(200);
        assert.equal(await page.locator("#status").textContent(), before);
        assert.ok(await page.locator("#chips").isHidden());
      });
    });
  }

  test("by keys alone, and kept in the address", async () => {
    await withDesk({}, async (page) => {
      await ask(page, "refund");
      for (const key of ["Alt+f", "Alt+f", "ArrowDown", "ArrowUp", "Space", "Escape"]) await page.keyboard.press(key);
      await settled(page);
      assert.equal((await stateOf(page)).menu, "");
      assert.equal(await page.locator("#chips .chip").count(), 1);
      assert.match(await page.evaluate(() => location.hash), /owner=/);
      await page.keyboard.press("Control+k");
      await page.keyboard.press("Alt+x");
      await page.waitForTimeout(100);
      assert.ok(await page.locator("#chips").isHidden());
    });
  });

  test("where they leave nothing, it says which one to remove", async () => {
    await withDesk({ at: "#folder=webinars&owner=Events" }, async (page) => {
      await ask(page, "chargebacks");
      await page.waitForSelector("#nothing h2");
      assert.match(await page.locator("#nothing").textContent(), /Nothing for “chargebacks”/);
      await ask(page, "zzyzx");
      assert.match(await page.locator("#nothing").textContent(), /fewer words/);
    });
  });

  test("where nothing is found, there is what is here, and whom to ask", async () => {
    await withDesk({}, async (page) => {
      await ask(page, "zzyzx");
      await page.waitForSelector("#nothing .way");
      const text = await page.locator("#nothing").textContent();
      for (const words of [/What is here/, /Begin with/, /Ask.*@lanternfish\.example/]) assert.match(text, words);
      await page.locator("#nothing li").filter({ hasText: "Begin with" }).locator("button").first().click();
      await page.waitForSelector("#article h1");
    });
  });

  test("removing the filter that is named finds again", async () => {
    await withDesk({ at: "#lang=ja" }, async (page) => {
      await ask(page, "chargebacks");
      await page.getByRole("button", { name: "Remove Language: Japanese" }).click();
      await settled(page);
      assert.ok((await stateOf(page)).hits > 0);
    });
  });
});

describe("axe finds nothing", () => {
  const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
  const states = [
    ["at the start", {}, async () => {}],
    ["with hits and an answer", {}, (page) => ask(page, "how do I cancel my subscription")],
    ["in the dark", { colorScheme: "dark" }, (page) => ask(page, "how do I cancel my subscription")],
    ["with an internal article", {}, (page) => ask(page, "chargeback reason code 4853")],
    [
      "with an internal article in the dark",
      { colorScheme: "dark" },
      (page) => ask(page, "chargeback reason code 4853"),
    ],
    ["with an expired article", {}, (page) => ask(page, "christmas hours 2025")],
    ["with an expired article in the dark", { colorScheme: "dark" }, (page) => ask(page, "christmas hours 2025")],
    ["with a hit current", {}, async (page) => (await ask(page, "refund"), page.keyboard.press("ArrowDown"))],
    ["with a menu open", {}, async (page) => (await ask(page, "refund"), page.keyboard.press("Alt+f"))],
    ["with chips", { at: "#owner=Shop&folder=shop" }, (page) => ask(page, "return")],
    ["without hits", { at: "#owner=Shop" }, (page) => ask(page, "zzyzx")],
    ["with an e-mail", {}, (page) => paste(page, MAIL)],
    ["with two requests", {}, async (page) => (await paste(page, TWO), page.locator(".request-button").first().click())],
    [
      "with two requests in the dark",
      { colorScheme: "dark" },
      async (page) => (await paste(page, TWO), page.locator(".request-button").first().click()),
    ],
    ["with two requests, on a phone", phone, (page) => paste(page, TWO)],
    ["with nothing found", {}, (page) => ask(page, "zzyzx")],
    ["with nothing found in the dark", { colorScheme: "dark" }, (page) => ask(page, "zzyzx")],
    ["with nothing found, on a phone", phone, (page) => ask(page, "zzyzx")],
    [
      "with an e-mail shown",
      {},
      async (page) => (await paste(page, MAIL), page.getByRole("button", { name: "Show text" }).click()),
    ],
    ["with the help", {}, (page) => page.keyboard.press("F1")],
    ["with the help in the dark", { colorScheme: "dark" }, (page) => page.keyboard.press("F1")],
    ["after copying", {}, async (page) => (await ask(page, "how do I cancel"), page.keyboard.press("Alt+c"))],
    ["on a phone", phone, (page) => ask(page, "refund")],
    [
      "on a phone, with an article",
      phone,
      async (page) => (await ask(page, "refund"), page.locator("#hits .hit").first().tap()),
    ],
    ["in Japanese", {}, (page) => ask(page, "返金 14日")],
    ["in forced colours", { forcedColors: "active" }, (page) => ask(page, "chargebacks")],
    ["at 200 %", { viewport: { width: 640, height: 400 } }, (page) => ask(page, "refund")],
  ];
  for (const [name, options, act] of states) {
    test(name, async () => {
      await withDesk(options, async (page) => {
        await act(page);
        await page.waitForTimeout(250);
        assert.deepEqual(await axe(page), []);
      });
    });
  }
});

describe("in little room", () => {
  for (const width of [320, 390, 640, 1024, 1440]) {
    test(`nothing sticks out at ${width}`, async () => {
      await withDesk({ viewport: { width, height: 700 } }, async (page) => {
        await ask(page, "chargeback reason code 4853");
        const sizes = () => page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
        const [list, room] = await sizes();
        assert.ok(list <= room, `${list} in ${room}`);
        await page.keyboard.press("Enter");
        await page.waitForTimeout(150);
        const [article] = await sizes();
        assert.ok(article <= room, `${article} in ${room}`);
        assert.ok(await page.locator("#article h1").isVisible());
      });
    });
  }

  test("a phone shows the list, then the article, and comes back", async () => {
    await withDesk({ viewport: { width: 390, height: 844 }, hasTouch: true }, async (page) => {
      await ask(page, "refund");
      assert.ok(await page.locator("#hits").isVisible());
      assert.ok(await page.locator("#article").isHidden());
      await page.locator("#hits .hit").first().tap();
      await page.waitForTimeout(200);
      assert.ok(await page.locator("#hits").isHidden());
      assert.ok(await page.locator("#article h1").isVisible());
      await page.getByRole("button", { name: "Hits" }).tap();
      assert.ok(await page.locator("#hits").isVisible());
      await page.locator("#hits .hit").nth(1).tap();
      await page.waitForTimeout(200);
      await page.goBack();
      await page.waitForTimeout(200);
      assert.ok(await page.locator("#article h1").isVisible());
    });
  });
});
