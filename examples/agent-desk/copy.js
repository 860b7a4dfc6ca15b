// The clipboard, and a word that it has worked.
import { el, icon } from "./dom.js";

/** Copies `text`; says whether it could. */
export async function toClipboard(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copiedByHand(text);
  }
}

/** The way of browsers without the clipboard's interface, and of pages that are not served securely. */
function copiedByHand(text) {
  const before = document.activeElement;
  const field = el("textarea", { class: "off-screen", readonly: true, "aria-hidden": "true" });
  field.value = text;
  document.body.append(field);
  field.select();
  const done = document.execCommand("copy");
  field.remove();
  if (before instanceof HTMLElement) before.focus({ preventScroll: true });
  return done;
}

/** Shows short confirmations, one at a time. */
export class Toast {
  #place;
  #timer;

  constructor(place) {
    this.#place = place;
  }

  /** @param {{kind?: "done" | "warning" | "failed", detail?: string}} [options] */
  show(words, { kind = "done", detail = "" } = {}) {
    const sign = icon(kind === "done" ? "check" : "warning");
    const text = el("span", {}, el("strong", { text: words }), detail && el("span", { class: "detail", text: detail }));
    const toast = el("div", { class: `toast ${kind}` }, sign, text);
    this.#place.replaceChildren(toast);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => toast.remove(), kind === "done" ? 2500 : 5000);
  }
}

/** Copies `text` and says so. */
export async function copy(toast, text, words, { isInternal = false } = {}) {
  if (!(await toClipboard(text))) {
    return toast.show("Could not copy", { kind: "failed", detail: "The browser refused the clipboard." });
  }
  if (isInternal) toast.show(words, { kind: "warning", detail: "Internal: do not forward it to customers." });
  else toast.show(words);
}
