// What is said when the desk cannot be opened, and what can be done about it.
import { button, el, icon } from "./dom.js";

const WORDS = {
  Corrupt: [
    "The edition is damaged",
    "It may have broken off on its way, or is another kind of file. Ask whoever publishes it to make it anew.",
  ],
  Version: [
    "The edition and this desk do not fit together",
    "One of them is newer. Reload the page; if that does not help, the desk or the edition has to be updated.",
  ],
  Digest: [
    "This is not the edition that was expected",
    "Another file lies in its place. Do not work with it, and tell whoever publishes it.",
  ],
  Limit: ["The edition is too large for this page", "Ask whoever publishes it for one with fewer articles."],
  Worker: [
    "The browser refused the search its thread",
    "The server has to allow it: worker-src 'self', and JavaScript's type for worker.js.",
  ],
  Timeout: ["The search does not answer", "The computer may be busy. Try again."],
  Trap: ["The search broke down", "Try again. What you typed is still there."],
  Io: ["The edition could not be loaded", "Check the network, and that the file is where this page looks for it."],
  Package: ["The search itself could not be loaded", "Its package belongs in the folder npm beside this page."],
  Refused: ["This edition may not be opened here", "Only editions from this page's own server are."],
};
const OTHER = ["The desk could not be opened", "Try again. If it happens again, tell whoever looks after it."];

/**
 * @param {HTMLElement} place
 * @param {Error & {kind?: string}} error
 * @param {() => void} retry
 */
export function showFailure(place, error, retry) {
  const [title, advice] = WORDS[error.kind] ?? OTHER;
  place.replaceChildren(
    el(
      "div",
      { class: "failure", role: "alert" },
      icon("warning"),
      el("h1", { text: title }),
      el("p", { text: advice }),
      button({ label: "Try again", short: "Try again", class: "primary" }, retry),
      el(
        "details",
        {},
        el("summary", { text: "For whoever looks after it" }),
        el("p", { class: "technical", text: chain(error) }),
      ),
    ),
  );
}

/** The message and those of its causes. */
function chain(error) {
  const messages = [];
  for (let at = error; at && messages.length < 5; at = at.cause) messages.push(at.message ?? String(at));
  return [error.kind, messages.join(": ")].filter(Boolean).join(" · ");
}
