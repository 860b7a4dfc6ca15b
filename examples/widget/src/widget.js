// The loader of <nohold-search>: a search form. All else is loaded on its first focus.
const TEXTS = {
  en: ["Search the help centre", "The search could not be loaded."],
  de: ["Hilfe durchsuchen", "Die Suche konnte nicht geladen werden."],
  es: ["Buscar en la ayuda", "No se pudo cargar la búsqueda."],
  fr: ["Rechercher dans l’aide", "La recherche n’a pas pu être chargée."],
  ja: ["ヘルプを検索", "検索を読み込めませんでした。"],
};

const STYLE = `
:host { display: block; color: var(--nohold-text, CanvasText); font: var(--nohold-font, inherit) }
:host([hidden]), [hidden] { display: none !important }
form { display: flex; align-items: center; min-height: var(--nohold-field-height, 3rem);
  background: var(--nohold-background, Canvas); border: 1px solid var(--nohold-border, GrayText);
  border-radius: var(--nohold-radius, .75rem) }
form:focus-within { outline: 2px solid var(--nohold-accent, Highlight) }
label { position: absolute; clip-path: inset(50%) }
input { flex: 1; min-width: 0; align-self: stretch; padding: 0 1em; border: 0; outline: 0; background: none;
  color: inherit; font: inherit }
input::placeholder { color: inherit; opacity: .7 }
kbd { margin: 1em; padding: 0 .5em; border: 1px solid; opacity: .7 }
:focus-within > kbd { display: none }`;

export class NoholdSearch extends HTMLElement {
  static observedAttributes = ["src", "label", "placeholder", "lang", "texts", "shortcut"];
  #parts;
  #panel;
  #loading;

  connectedCallback() {
    if (!this.#parts) this.#build();
    document.addEventListener("keydown", this.#onkeydown);
  }

  disconnectedCallback() {
    document.removeEventListener("keydown", this.#onkeydown);
    this.#panel?.close();
  }

  attributeChangedCallback(name) {
    if (this.#parts) this.#name();
    this.#panel?.changed(name);
  }

  /** Searches for `text` as if it had been typed. */
  search(text) {
    const { input } = this.#parts;
    input.value = text;
    input.focus();
    this.#panel?.typed();
  }

  get language() {
    const tag = this.closest("[lang]")?.lang.slice(0, 2);
    return tag in TEXTS ? tag : "en";
  }

  /** That of the author's own form. */
  get field() {
    return this.querySelector("form input:not([type=hidden])");
  }

  #build() {
    const { field } = this;
    const root = this.attachShadow({ mode: "open", delegatesFocus: true });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLE);
    root.adoptedStyleSheets = [sheet];
    const parts = (this.#parts = { root });
    const make = (name, part, parent, properties) => {
      parts[part] = Object.assign(document.createElement(name), { id: part, ...properties });
      parts[part].part = part;
      parent.append(parts[part]);
    };
    make("div", "shell", root);
    make("form", "form", parts.shell, { role: "search", onsubmit: (event) => this.#submit(event) });
    make("label", "label", parts.form, { htmlFor: "input" });
    make("input", "input", parts.form, { autocomplete: "off", enterKeyHint: "search", value: field?.value ?? "" });
    make("kbd", "shortcut", parts.form, { textContent: "/", ariaHidden: true });
    make("p", "notice", parts.shell, { role: "status" });
    parts.input.onfocus = () => this.#load();
    this.#name();
    if (field?.matches(":focus")) parts.input.focus();
  }

  #name() {
    const { field } = this;
    const { label, input, shortcut } = this.#parts;
    label.textContent = this.getAttribute("label") || field?.ariaLabel || TEXTS[this.language][0];
    input.placeholder = this.getAttribute("placeholder") ?? (field?.placeholder || label.textContent);
    input.name = field?.name || "q";
    shortcut.hidden = !this.hasAttribute("shortcut");
  }

  #submit(event) {
    const { field } = this;
    event.target.action = this.getAttribute("action");
    if (field || !this.hasAttribute("action")) event.preventDefault();
    if (field) field.value = this.#parts.input.value;
    field?.form.requestSubmit();
  }

  async #load() {
    if (this.#panel || this.#loading) return;
    this.#loading = true;
    const say = (text = TEXTS[this.language][1]) => (this.#parts.notice.textContent = text);
    const slow = setTimeout(say, 2500);
    try {
      const { Panel } = await import("./widget-panel.js");
      this.#panel = new Panel(this, this.#parts);
      say("");
    } catch (error) {
      say();
      const detail = { kind: "Io", message: String(error) };
      this.dispatchEvent(new CustomEvent("nohold-error", { detail, bubbles: true, composed: true }));
    }
    clearTimeout(slow);
    this.#loading = false;
  }

  #onkeydown = (event) => {
    const { key, ctrlKey, metaKey } = event;
    const at = event.composedPath()[0];
    if (!this.hasAttribute("shortcut") || event.altKey || key !== (ctrlKey || metaKey ? "k" : "/")) return;
    if (at.isContentEditable || at.matches("input, textarea, select")) return;
    event.preventDefault();
    this.#parts.input.focus();
  };
}

customElements.define("nohold-search", NoholdSearch);
