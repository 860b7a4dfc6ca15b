// Opens the edition, in a worker of the package's.
import { EDITION, PATIENCE, REMOTE, WORKER } from "./config.js";

function failure(kind, message, cause) {
  return Object.assign(new Error(message, { cause }), { kind });
}

/** The address of the edition: beside the page, or as its `?edition=` says, of the same origin. */
export function editionAddress(page = location.href) {
  const wanted = new URL(page).searchParams.get("edition") || EDITION;
  let address;
  try {
    address = new URL(wanted, page);
  } catch (error) {
    throw failure("Refused", `${wanted} is no address`, error);
  }
  if (address.origin !== new URL(page).origin) throw failure("Refused", `${address.origin} is another origin`);
  return address.href;
}

/** Gives up when nothing is heard for so long; `heard` puts it off. */
function patiently(start) {
  return new Promise((resolve, reject) => {
    let timer;
    const heard = () => {
      clearTimeout(timer);
      timer = setTimeout(() => reject(failure("Timeout", "nothing was heard of it")), PATIENCE);
    };
    heard();
    start(heard)
      .then(resolve, reject)
      .finally(() => clearTimeout(timer));
  });
}

/**
 * @param {(progress: {loaded: number, total: number | null}) => void} onprogress
 * @returns {Promise<import("./npm/remote.js").RemoteKnowledgeBase>}
 */
export async function openEdition(onprogress) {
  const address = editionAddress();
  return patiently(async (heard) => {
    const { RemoteKnowledgeBase } = await import(REMOTE).catch((error) => {
      throw failure("Package", `${REMOTE} cannot be loaded`, error);
    });
    heard();
    const told = (progress) => (heard(), onprogress(progress));
    return RemoteKnowledgeBase.open(address, { onprogress: told, worker: new URL(WORKER, import.meta.url) });
  });
}
