// A static file server for tests: folders by URL prefix, headers by rule, and faults on demand.
import { createServer } from "node:http";
import { readFile } from "node:fs/promises";
import { extname, join, normalize, sep } from "node:path";

const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".mjs": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json",
  ".wasm": "application/wasm",
  ".svg": "image/svg+xml",
};

/** The policy that the widget and the desk promise to work under. */
export const POLICY = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "worker-src 'self'",
  "connect-src 'self'",
  "style-src 'self'",
  "require-trusted-types-for 'script'",
].join("; ");

/**
 * Serves `folders` (URL prefix to folder, the longest prefix first). `answer(path)` may return `{status, headers, body}` to
 * replace or add to what is sent, or `null`. Gives `{url, requests, close}`; `requests` are `{path, bytes}` as sent.
 */
export async function serve(folders, { policy = POLICY, answer = () => null } = {}) {
  const requests = [];
  const prefixes = Object.keys(folders).sort((a, b) => b.length - a.length);
  const server = createServer(async (request, response) => {
    const path = decodeURIComponent(new URL(request.url, "http://localhost").pathname);
    const other = (await answer(path)) ?? {};
    const body = other.body ?? (await read(folders, prefixes, path));
    const status = other.status ?? (body === null ? 404 : 200);
    const type = TYPES[extname(path === "/" || path.endsWith("/") ? "index.html" : path)] ?? "application/octet-stream";
    const headers = { "content-type": type, "cache-control": "no-store", ...other.headers };
    if (policy) headers["content-security-policy"] = policy;
    response.writeHead(status, headers);
    response.end(body ?? "not found");
    requests.push({ path, status, bytes: body?.length ?? 0 });
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${server.address().port}`;
  return { url, requests, close: () => new Promise((resolve) => server.close(resolve).closeAllConnections()) };
}

async function read(folders, prefixes, path) {
  const prefix = prefixes.find((prefix) => path.startsWith(prefix));
  if (prefix === undefined) return null;
  const inside = normalize(`/${path.slice(prefix.length)}`).slice(1);
  const file = join(folders[prefix], inside === "" || inside.endsWith(sep) ? join(inside, "index.html") : inside);
  return readFile(file).catch(() => null);
}
