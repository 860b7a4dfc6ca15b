// The keys and states of a combobox with a listbox, as the ARIA Authoring Practices have them. Focus stays in the input.

/** Keys that go back to the text, where the browser does with them what it always does. */
const EDITING = new Set(["ArrowLeft", "ArrowRight", "Home", "End", "Backspace", "Delete"]);

export class Combobox {
  #input;
  #list;
  #popup;
  /** @type {HTMLElement | null} */
  #current = null;

  /** `popup` opens and closes: `{isOpen, open(), close()}`. */
  constructor(input, list, popup) {
    this.#input = input;
    this.#list = list;
    this.#popup = popup;
    Object.assign(list, { id: "list", role: "listbox" });
    Object.assign(input, { role: "combobox", ariaAutoComplete: "list", ariaExpanded: "false" });
    input.setAttribute("aria-controls", "list");
    input.addEventListener("keydown", (event) => this.#onkeydown(event));
  }

  /** Puts `groups` of options in place of those there were. */
  fill(groups) {
    this.point(null);
    this.#list.replaceChildren(...groups);
    this.#list.scrollTop = 0;
    this.#options.forEach((option, index) => (option.id = `option-${index}`));
    this.#list.hidden = this.#options.length === 0;
  }

  /** Says whether the list can be seen. */
  tell() {
    this.#input.ariaExpanded = String(this.#popup.isOpen && !this.#list.hidden);
  }

  /** Makes `option` the current one, or none. */
  point(option) {
    this.#mark("false");
    this.#current = option;
    this.#mark("true");
    if (option) this.#input.setAttribute("aria-activedescendant", option.id);
    else this.#input.removeAttribute("aria-activedescendant");
    option?.scrollIntoView({ block: "nearest" });
  }

  get #options() {
    return [...this.#list.querySelectorAll("[role=option]")];
  }

  #mark(isCurrent) {
    if (!this.#current) return;
    this.#current.ariaSelected = isCurrent;
    this.#current.part.toggle("current", isCurrent === "true");
  }

  /** From the input over its end to the input again. */
  #move(step) {
    const options = [null, ...this.#options];
    const at = options.indexOf(this.#current) + step;
    this.point(options.at(at % options.length));
  }

  #onkeydown(event) {
    if (event.isComposing || event.keyCode === 229) return;
    const { key, altKey, ctrlKey, metaKey, shiftKey } = event;
    if (key === "Tab") this.#popup.close();
    else if (EDITING.has(key)) this.point(null);
    else if (this.#handle(key, altKey, ctrlKey || metaKey || shiftKey, event)) event.preventDefault();
  }

  /** Whether the key has been used. */
  #handle(key, isAlt, isOther, event) {
    if (key === "Escape") return this.#escape(event);
    if (key === "Enter") return this.#accept(event);
    if ((key !== "ArrowDown" && key !== "ArrowUp") || isOther) return false;
    if (key === "ArrowUp" && isAlt) this.#popup.close();
    else this.#popup.open();
    if (!isAlt && this.#popup.isOpen) this.#move(key === "ArrowDown" ? 1 : -1);
    return true;
  }

  #escape(event) {
    if (this.#popup.isOpen) this.#popup.close();
    else if (this.#input.value) this.#popup.clear();
    else return false;
    event.stopPropagation();
    return true;
  }

  /** A click, so that a link is followed as links are, in a new tab if so asked. */
  #accept({ ctrlKey, metaKey, shiftKey }) {
    if (!this.#current || !this.#popup.isOpen) return false;
    const how = { ctrlKey, metaKey, shiftKey, bubbles: true, composed: true, cancelable: true };
    this.#current.dispatchEvent(new MouseEvent("click", how));
    return true;
  }
}
