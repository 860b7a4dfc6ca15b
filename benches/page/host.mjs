// A static host: it compresses what becomes smaller by it, lets browsers keep it, and counts what it sends.
import { createServer } from "node:http";
import { readdir, readFile, stat } from "node:fs/promises";
import { extname, join, normalize, sep } from "node:path";
import { brotliCompressSync, constants } from "node:zlib";

const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".css": "text/css; charset=utf-8",
  ".wasm": "application/wasm",
};

const packed = new Map();

/** Brotli at its best, as hosts keep files; `null` where it does not help, such as with what is compressed already. */
export function compressed(body, name) {
  if (!packed.has(name)) {
    const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: body.length };
    const smaller = brotliCompressSync(body, { params });
    packed.set(name, smaller.length < body.length ? smaller : null);
  }
  return packed.get(name);
}

/**
 * Serves `folders` (or files), by URL prefix, and `pages`, by path. Gives `{url, sent, close}`; `sent` are `{path, bytes}`, as they
 * went over the line, without headers.
 */
export async function host(folders, pages = {}) {
  await packAll(folders);
  const sent = [];
  const server = createServer(async (request, response) => {
    const path = decodeURIComponent(new URL(request.url, "http://localhost").pathname);
    const body = pages[path] !== undefined ? Buffer.from(pages[path]) : await find(folders, path);
    if (!body) return response.writeHead(404).end();
    const small = compressed(body, `${path} ${body.length}`);
    const headers = { "content-type": TYPES[extname(path)] ?? "application/octet-stream", "cache-control": "max-age=3600" };
    response.writeHead(200, small ? { ...headers, "content-encoding": "br" } : headers);
    sent.push({ path, bytes: (small ?? body).length });
    response.end(small ?? body);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const close = () => new Promise((resolve) => server.close(resolve).closeAllConnections());
  return { url: `http://127.0.0.1:${server.address().port}`, sent, close };
}

/** Compresses everything ahead, as it takes seconds that nobody is to wait for. */
async function packAll(folders) {
  for (const [prefix, folder] of Object.entries(folders)) {
    const isFile = (await stat(folder)).isFile();
    const names = isFile ? [""] : await readdir(folder, { recursive: true });
    for (const name of names) {
      const body = await readFile(isFile ? folder : join(folder, name)).catch(() => null);
      if (body) compressed(body, `${prefix}${name.split(sep).join("/")} ${body.length}`);
    }
  }
}

async function find(folders, path) {
  const prefix = Object.keys(folders).find((prefix) => path.startsWith(prefix));
  if (!prefix) return null;
  const inside = path.slice(prefix.length);
  const file = inside ? join(folders[prefix], normalize(`/${inside}`)) : folders[prefix];
  return readFile(file).catch(() => null);
}
