// The demo site: `node examples/widget/demo/serve.mjs [port]`, after build.sh and editions.sh in the folder above.
// The start pages are files. Articles and the full search page come from the same edition that the widget searches. Under
// /desk/ is the agents' desk, over the edition of what is internal too: on a real site, only agents may get there.
import { createServer } from "node:http";
import { readFile } from "node:fs/promises";
import { extname } from "node:path";

import { KnowledgeBase } from "../../../target/npm/node.js";

const ROOT = new URL("../../../", import.meta.url);
const EDITION = new URL("target/page/kb-sample-public.nohold", ROOT);
const INTERNAL = new URL("target/page/kb-sample-internal.nohold", ROOT);
const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".wasm": "application/wasm",
};
const POLICY =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; connect-src 'self'; style-src 'self'; " +
  "require-trusted-types-for 'script'";

const base = await KnowledgeBase.fromBytes(await readFile(EDITION));

const escape = (text) => text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

const page = (title, lang, body) => `<!doctype html>
<html lang="${escape(lang || "en")}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escape(title)} – Lanternfish Press</title>
<link rel="stylesheet" href="/demo.css">
<script type="module" src="/nohold/widget.js"></script>
</head>
<body>
<header class="top"><a class="brand" href="/">Lanternfish Press</a></header>
<div class="bar"><nohold-search src="/site.nohold" action="/search" shortcut></nohold-search></div>
<main class="article">${body}</main>
</body>
</html>`;

/** The page of an article: its HTML if the edition has it, or its text. */
function articlePage(path) {
  const article = base.article(`${path.replace(/^\/|\/$/g, "")}.md`);
  if (!article) return null;
  const { title, lang, html, sections } = article;
  const text = ({ heading, anchor, text }) =>
    `${heading && `<h2 id="${escape(anchor)}">${escape(heading)}</h2>`}<p>${escape(text).replaceAll("\n", "<br>")}</p>`;
  return page(title, lang, `<h1>${escape(title)}</h1>${html ?? sections.map(text).join("")}`);
}

function searchPage(query) {
  const { hits } = base.search(query, { limit: 20, finished: true });
  const entry = ({ title, sections: [best] }) =>
    `<dt><a href="${escape(best.url)}">${escape(title)}</a></dt><dd>${escape(best.snippet.text)}</dd>`;
  const list = hits.length ? `<dl>${hits.map(entry).join("")}</dl>` : "<p>Nothing found.</p>";
  return page("Search", "en", `<h1>“${escape(query)}”</h1>${list}`);
}

const typeOf = (name) => TYPES[extname(name)] ?? "text/plain; charset=utf-8";

const file = (url) => readFile(url).catch(() => null);

/** What there is at `path`, and its type. */
async function answer({ pathname, searchParams }) {
  if (pathname === "/site.nohold") return [await file(EDITION), "application/octet-stream"];
  if (pathname === "/search") return [searchPage(searchParams.get("q") ?? ""), TYPES[".html"]];
  if (pathname === "/desk/desk.nohold") return [await file(INTERNAL), "application/octet-stream"];
  const desk = /^\/desk\/(npm\/)?((?:css\/)?[\w-]+\.\w+)$/.exec(pathname === "/desk/" ? "/desk/index.html" : pathname);
  if (desk) return [await file(new URL(`${desk[1] ? "target/npm/" : "examples/agent-desk/"}${desk[2]}`, ROOT)), typeOf(desk[2])];
  const name = /^\/(nohold\/)?([\w-]+\.\w+)$/.exec(pathname === "/" ? "/index.html" : pathname);
  if (!name) return [articlePage(decodeURIComponent(pathname)), TYPES[".html"]];
  const folder = name[1] ? new URL("target/npm/", ROOT) : new URL(".", import.meta.url);
  return [await file(new URL(name[2], folder)), typeOf(name[2])];
}

const server = createServer(async (request, response) => {
  const [body, type] = await answer(new URL(request.url, "http://localhost")).catch(() => [null, ""]);
  const missing = page("Not found", "en", "<h1>There is no such page</h1>");
  response.writeHead(body === null ? 404 : 200, {
    "content-type": body === null ? TYPES[".html"] : type,
    "content-security-policy": POLICY,
    "cache-control": "no-cache",
  });
  response.end(body ?? missing);
});

server.listen(Number(process.argv[2] ?? 8080), "127.0.0.1", () => {
  console.log(`http://127.0.0.1:${server.address().port}/`);
});
