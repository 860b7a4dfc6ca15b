// The articles of a folder of Markdown as other searches want them: whole HTML pages, or plain words.
import { readFile, readdir } from "node:fs/promises";
import { join, sep } from "node:path";
import { marked } from "marked";
import { parse } from "yaml";

/**
 * All articles of `folder` whose id `isIncluded` says yes to. What this project searches, the others get as well: summary,
 * keywords and tags are paragraphs of the page.
 */
export async function articlesIn(folder, isIncluded) {
  const names = (await readdir(folder, { recursive: true })).filter((name) => name.endsWith(".md")).sort();
  const ids = names.map((name) => name.split(sep).join("/")).filter(isIncluded);
  return Promise.all(ids.map(async (id) => article(id, await readFile(join(folder, id), "utf8"))));
}

function article(id, source) {
  const [, head, markdown] = /^(?:---\n([\s\S]*?)\n---\n)?([\s\S]*)$/.exec(source.replaceAll("\r\n", "\n"));
  const meta = parse(head ?? "") ?? {};
  const [, heading, rest] = /^\s*# (.+)\n([\s\S]*)$/.exec(markdown) ?? [null, null, markdown];
  const title = meta.title ?? heading ?? id;
  const body = withAnchors(marked.parse(heading === meta.title || !meta.title ? rest : markdown));
  const beside = [meta.description, list(meta.keywords), list(meta.tags)].filter(Boolean);
  return { id, title, lang: meta.lang ?? "en", body, beside, url: `/${id.replace(/\.md$/, ".html")}` };
}

const list = (value) => (Array.isArray(value) ? value.join(", ") : value);

/** Headings get ids, as site generators give them. */
function withAnchors(html) {
  const slug = (text) => plain(text).toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-|-$/g, "");
  return html.replace(/<(h[1-6])>(.*?)<\/\1>/g, (_, tag, text) => `<${tag} id="${slug(text)}">${text}</${tag}>`);
}

/** The article as a page of a web site. */
export function page({ title, lang, body, beside }) {
  const paragraphs = beside.map((text) => `<p>${escaped(text)}</p>`).join("\n");
  return `<!doctype html>
<html lang="${lang}"><head><meta charset="utf-8"><title>${escaped(title)}</title></head>
<body><main data-pagefind-body><h1>${escaped(title)}</h1>
${body}
${paragraphs}</main></body></html>
`;
}

/** The article as fields of plain words. */
export function record({ id, title, url, body, beside }) {
  const headings = [...body.matchAll(/<(h[1-6])[^>]*>(.*?)<\/\1>/g)].map(([, , text]) => plain(text)).join(" . ");
  return { id, title, url, headings, text: [plain(body), ...beside].join("\n") };
}

/** The characters of all of the articles' text, which is what a reader would read. */
export const lengthOf = (articles) => articles.reduce((sum, one) => sum + record(one).text.length + one.title.length, 0);

const ENTITIES = { amp: "&", lt: "<", gt: ">", quot: '"', "#39": "'" };

function plain(html) {
  const text = html.replace(/<[^>]*>/g, " ").replace(/&(amp|lt|gt|quot|#39);/g, (_, name) => ENTITIES[name]);
  return text.replace(/\s+/g, " ").trim();
}

const escaped = (text) => String(text).replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`);
