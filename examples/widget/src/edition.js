// Fetches an edition, and says plainly what came instead if none did.

/** @returns {Error & {kind: string}} */
function failure(kind, message, cause) {
  return Object.assign(new Error(message, { cause }), { kind });
}

/** The bytes of the edition at `src`, unpacked if a host keeps it gzipped without saying so. */
export async function fetchEdition(src, { integrity = "", onprogress = (_progress) => {} } = {}) {
  const response = await fetch(src, { integrity }).catch((error) => {
    throw failure("Io", `${src} cannot be fetched (offline, or refused by connect-src, CORS or integrity)`, error);
  });
  if (!response.ok) throw failure("Io", `${src} cannot be fetched: the server answers ${response.status}`);
  const bytes = await received(response, onprogress).catch((error) => {
    throw failure("Io", `${src} broke off on its way`, error);
  });
  const edition = isGzip(bytes) ? await unpacked(bytes, src) : bytes;
  if (isPage(edition)) throw failure("Corrupt", `${src} is a web page, not an edition`);
  return edition;
}

async function received(response, onprogress) {
  const total = response.headers.has("content-encoding") ? 0 : Number(response.headers.get("content-length"));
  const chunks = [];
  let loaded = 0;
  for (const reader = response.body.getReader(); ; ) {
    const { done, value } = await reader.read();
    if (done) return joined(chunks, loaded);
    chunks.push(value);
    loaded += value.length;
    onprogress({ loaded, total: total || null });
  }
}

function joined(chunks, length) {
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}

const isGzip = (bytes) => bytes[0] === 0x1f && bytes[1] === 0x8b;

async function unpacked(bytes, src) {
  try {
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
    return new Uint8Array(await new Response(stream).arrayBuffer());
  } catch (error) {
    throw failure("Corrupt", `${src} cannot be unpacked`, error);
  }
}

/** Whether this is HTML: hosts answer so for what they do not have, with status 200. */
const isPage = (bytes) => /^\s*<(!|html)/i.test(new TextDecoder().decode(bytes.subarray(0, 64)));
