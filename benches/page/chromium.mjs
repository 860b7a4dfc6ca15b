// The machine's Chromium, and a slow line before it.
import { chromium } from "playwright-core";
import { EXECUTABLE, FLAGS } from "../../tests/page/flags.mjs";

export const launch = () => chromium.launch({ executablePath: EXECUTABLE, args: [...FLAGS, "--enable-precise-memory-info"] });

/** 1.6 Mbit/s down, 750 kbit/s up, 150 ms there and back: a phone on a bad day. */
export const SLOW = { offline: false, latency: 150, downloadThroughput: 1.6e6 / 8, uploadThroughput: 0.75e6 / 8 };

/** Puts the page, and the workers that it starts, behind `line`. */
export async function emulate(page, line) {
  const session = await page.context().newCDPSession(page);
  await session.send("Network.enable");
  await session.send("Network.emulateNetworkConditions", line);
}

/** Calls `use` with a page of its own, with an empty cache. What goes wrong in the page goes wrong here. */
export async function withPage(browser, use) {
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    page.setDefaultTimeout(600_000);
    const broken = new Promise((_, reject) => page.on("pageerror", reject));
    return await Promise.race([use(page), broken]);
  } finally {
    await context.close();
  }
}
