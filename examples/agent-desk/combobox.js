// The keys of the box: those of a combobox with a listbox, and of them no more than it needs.

/**
 * @param {HTMLInputElement} input
 * @param {{hits: import("./hits.js").Hits, onaccept: () => void, onescape: () => void}} parts
 */
export function combobox(input, { hits, onaccept, onescape }) {
  const keys = {
    ArrowDown: () => hits.move(1),
    ArrowUp: () => hits.move(-1),
    "Alt+ArrowDown": () => hits.reveal(true),
    "Alt+ArrowUp": () => hits.reveal(false),
    Enter: onaccept,
    Escape: onescape,
  };
  input.addEventListener("keydown", (event) => {
    if (event.isComposing || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const act = keys[event.altKey ? `Alt+${event.key}` : event.key];
    if (act) {
      event.preventDefault();
      event.stopPropagation();
      act();
    } else if (!event.altKey && hits.active >= 0) {
      // Everything else edits, with no option current; the keys themselves stay the browser's.
      hits.leave();
    }
  });
}
