// Notices what hostile text does to a page: what ran, what was loaded, and what in its DOM could do harm.
import { open } from "./browser.mjs";

/**
 * A page of `server` (of `server.mjs`) that is watched from before its first script. Gives the page and `findings()`, which
 * are all the signs of harm so far.
 */
export async function watched(browser, server, options = {}) {
  const { page, problems, context } = await open(browser, options);
  const seen = new Set();
  const before = server.requests.length;
  await page.exposeFunction("reportRun", (name) => seen.add(`ran: ${name}`));
  await page.addInitScript(prepare);
  page.on("request", (request) => {
    const { origin, protocol } = new URL(request.url());
    if (/^https?:$/.test(protocol) && origin !== server.url) seen.add(`left: ${request.url()}`);
  });
  const findings = async () => {
    for (const danger of await page.evaluate(() => globalThis.noteDangers())) seen.add(danger);
    for (const { path, status } of server.requests.slice(before)) {
      if (status === 404 && path !== "/favicon.ico") seen.add(`loaded: ${path}`);
    }
    return [...seen, ...problems].sort();
  };
  return { page, context, findings, settle: () => page.evaluate(() => globalThis.takeAsOwn()) };
}

/** Runs in the page: everything that the checks need must be in it. */
function prepare() {
  const FORBIDDEN = new Set(
    ("script iframe frame frameset object embed applet base meta link style form math portal fencedframe template audio " +
      "video track source area map marquee bgsound noscript plaintext xmp foreignobject animate set discard image")
      .split(" "),
  );
  const ADDRESSES = new Set(
    "href xlink:href src action formaction data poster background ping cite longdesc manifest codebase lowsrc dynsrc".split(" "),
  );
  const SCHEMES = new Set(["http:", "https:", "mailto:", "tel:"]);
  const NAMED = new Set(["a", "img", "form", "object", "embed", "iframe"]);

  const roots = [];
  let own = new WeakSet();
  let isSettled = false;
  const attach = Element.prototype.attachShadow;
  Element.prototype.attachShadow = function (init) {
    const root = attach.call(this, init);
    roots.push(root);
    return root;
  };

  function* elements() {
    for (const root of [document, ...roots]) {
      yield* root.querySelectorAll("*");
    }
  }

  const schemeOf = (value, element) => {
    try {
      return new URL(value, element.baseURI).protocol;
    } catch {
      return "http:";
    }
  };

  function* dangersOf(element) {
    const name = element.localName;
    if (isSettled && !own.has(element) && (FORBIDDEN.has(name.toLowerCase()) || name.includes("-"))) yield `element ${name}`;
    for (const { name: attribute, value } of element.attributes) {
      if (/^on/i.test(attribute) || ["srcdoc", "srcset"].includes(attribute)) yield `${name} ${attribute}=${value}`;
      if (attribute === "style" && !own.has(element)) yield `${name} style=${value}`;
      if (ADDRESSES.has(attribute.toLowerCase()) && !SCHEMES.has(schemeOf(value, element))) {
        yield `${name} ${attribute}=${value}`;
      }
    }
    if (NAMED.has(name) && element.hasAttribute("name")) yield `${name} name=${element.getAttribute("name")}`;
    if (element.id && document[element.id] === element) yield `${name} hides document.${element.id}`;
  }

  /** The first element that `selector` finds, in shadow trees too, with `words` in its text. */
  globalThis.shown = (selector, words) => {
    for (const root of [document, ...roots]) {
      for (const element of root.querySelectorAll(selector)) if (element.textContent.includes(words)) return element;
    }
    return null;
  };
  /** The next change of anything shown, or so many milliseconds. */
  globalThis.change = (patience) =>
    new Promise((resolve) => {
      const observer = new MutationObserver(() => end());
      const timer = setTimeout(() => end(), patience);
      const end = () => {
        observer.disconnect();
        clearTimeout(timer);
        resolve();
      };
      for (const root of [document, ...roots]) observer.observe(root, { childList: true, characterData: true, subtree: true });
    });
  /** Waits until `words` are shown where `selector` finds them, and gives the text of the place. */
  globalThis.wait = async (selector, words) => {
    for (const end = performance.now() + 5000; performance.now() < end; ) {
      const element = globalThis.shown(selector, words);
      if (element) return element.textContent;
      await globalThis.change(100);
    }
    throw new Error(`${words} is not shown in ${selector}`);
  };
  globalThis.type = (input, text) => {
    input.focus();
    input.value = text;
    input.dispatchEvent(new InputEvent("input", { bubbles: true, composed: true }));
  };

  // What the page has of its own by then is its own: scripts, style sheets, forms.
  globalThis.takeAsOwn = () => {
    own = new WeakSet(elements());
    isSettled = true;
  };
  const dangers = new Set();
  /** Notes what is dangerous in the page now. */
  globalThis.noteDangers = () => {
    for (const element of elements()) {
      for (const danger of dangersOf(element)) dangers.add(`danger: ${danger}`.slice(0, 300));
    }
    return [...dangers];
  };
  globalThis.pwned = (name = "a vector without a name") => void globalThis.reportRun(String(name));
}
