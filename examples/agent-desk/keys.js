// The keys: one table, from which both the listener and the help are made.

const isMac = /mac|iphone|ipad/i.test(navigator.userAgentData?.platform ?? navigator.platform);

/** What makes a letter a command while something is being typed. macOS writes signs with Alt alone. */
export const MODIFIER = isMac ? ["Ctrl", "Shift"] : ["Alt"];

/**
 * Commands with a letter: alone outside of fields, with {@link MODIFIER} anywhere.
 * @type {[letter: string, command: string, words: string][]}
 */
export const LETTERS = [
  ["j", "nextHit", "Next hit"],
  ["k", "previousHit", "Previous hit"],
  ["n", "nextSection", "Next section"],
  ["p", "previousSection", "Previous section"],
  ["m", "nextMatch", "Next section that answers"],
  ["r", "nextRequest", "Next request of a pasted message"],
  ["c", "copyAnswer", "Copy the answer, or the section if there is none"],
  ["s", "copySection", "Copy the section that is open"],
  ["l", "copyLink", "Copy its link"],
  ["f", "filters", "Filters; again for the next one"],
  ["x", "removeFilters", "Remove all filters"],
  ["t", "theme", "Light or dark"],
];

/** What else there is, for the help. */
export const OTHERS = [
  [["/"], "To the box; Ctrl K from anywhere"],
  [["↓"], "From the box into the hits; ↑ the last one"],
  [["Enter"], "Open the hit, and go on reading there"],
  [["Esc"], "Close what is open; back to the box; clear it"],
  [["Alt", "↓"], "Show the hits; Alt ↑ hides them"],
  [["Alt", "←"], "Back to the article before; Alt → forward"],
  [["?"], "This help; F1 from anywhere"],
];

const SINGLE = "nohold-desk-single-keys";

/** Whether letters alone are commands. Some people's speech or hands strike them by accident. */
export function hasSingleKeys() {
  try {
    return localStorage.getItem(SINGLE) !== "off";
  } catch {
    return true;
  }
}

export function setSingleKeys(isOn) {
  try {
    localStorage.setItem(SINGLE, isOn ? "on" : "off");
  } catch {
    // Without storage they stay as they are.
  }
}

const isField = (target) =>
  target instanceof Element && target.closest("input:not([type=checkbox]), textarea, select, [contenteditable]");

/**
 * The command of a key, or `null`.
 * @param {KeyboardEvent} event
 */
export function commandOf(event) {
  if (event.isComposing || event.getModifierState("AltGraph")) return null;
  const plain = !event.ctrlKey && !event.altKey && !event.metaKey;
  if (event.key === "F1" && plain) return "help";
  if (event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey)
    return "box";
  const letter = LETTERS.find(([letter]) => letter === event.key.toLowerCase());
  if (letter && isModified(event)) return letter[1];
  if (!plain || isField(event.target)) return null;
  if (event.key === "Escape") return "escape";
  if (!hasSingleKeys()) return null;
  if (event.key === "/") return "box";
  if (event.key === "?") return "help";
  return letter && !event.shiftKey ? letter[1] : null;
}

function isModified({ ctrlKey, altKey, shiftKey, metaKey }) {
  if (metaKey) return false;
  return isMac ? ctrlKey && shiftKey && !altKey : altKey && !ctrlKey && !shiftKey;
}

/**
 * Listens for commands. While a dialog is open there are none.
 * @param {Record<string, () => void>} commands
 */
export function listen(commands) {
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || document.querySelector("dialog[open]")) return;
    const command = commandOf(event);
    if (!command || !commands[command]) return;
    event.preventDefault();
    commands[command]();
  });
}
