// The keys at a glance.
import { button, el } from "./dom.js";
import { LETTERS, MODIFIER, OTHERS, hasSingleKeys, setSingleKeys } from "./keys.js";

/** @param {HTMLDialogElement} dialog */
export function showHelp(dialog) {
  dialog.replaceChildren(
    el(
      "div",
      { class: "help-head" },
      el("h2", { id: "help-title", text: "Keys" }),
      button({ label: "Close", symbol: "close", class: "quiet round" }, () => dialog.close()),
    ),
    el("div", { class: "help-keys" }, table("Finding", OTHERS), table("Anywhere", LETTERS.map(line))),
    singleKeys(),
  );
  dialog.showModal();
}

const line = ([letter, , words]) => [[...MODIFIER, letter.toUpperCase()], words];

function table(title, lines) {
  const rows = lines.map(([keys, words]) =>
    el(
      "div",
      { class: "help-line" },
      el("dt", {}, ...keys.map((key) => el("kbd", { text: key }))),
      el("dd", { text: words }),
    ),
  );
  return el("section", {}, el("h3", { text: title }), el("dl", {}, ...rows));
}

function singleKeys() {
  const box = el("input", { type: "checkbox", checked: hasSingleKeys() });
  box.addEventListener("change", () => setSingleKeys(box.checked));
  const words = "Outside of the box, letters alone do the same, and / and ? do what is said above";
  return el("label", { class: "help-single" }, box, el("span", { text: words }));
}
