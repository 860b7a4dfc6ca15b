import { launch } from "/work/wt-trust/tests/page/browser.mjs";
import { serveDesk, visit } from "/work/wt-trust/tests/page/desk-host.mjs";
const browser = await launch();
const server = await serveDesk();
for (const [name, q] of [["promoted","christmas posting"],["superseded","pay by cheque"],["stale","cookies"]]) {
  const { page, context } = await visit(browser, server);
  await page.fill("#box", q);
  await page.waitForTimeout(900);
  await page.screenshot({ path: `/tmp/desk-${name}.png` });
  await context.close();
}
await server.close(); await browser.close();
