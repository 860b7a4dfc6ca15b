// What is copied: the text, and where it is from.
import { SITE } from "./config.js";
import { dayInWords } from "./freshness.js";
import { safeAddress } from "./html.js";

/**
 * @typedef {{title: string, heading: string, url: string, anchor: string, id: string, updated: string | null,
 *   isInternal: boolean}} Source
 */

/** The address of an article's page in the help centre, or `null` if it has none that may be opened. */
export function publicAddress(url, site = SITE || location.origin) {
  if (!url || safeAddress(url) === null) return null;
  try {
    const address = new URL(url, site);
    return /^https?:$/.test(address.protocol) ? address.href : null;
  } catch {
    return null;
  }
}

/** The address under which the desk opens this section. */
export function deskAddress({ id, anchor }, page = location.href) {
  const address = new URL(page);
  address.hash = new URLSearchParams(anchor ? { id, section: anchor } : { id }).toString();
  return address.href;
}

/** The address to hand on: the page that everybody can open, or for internal articles the one for colleagues. */
export function linkTo(source) {
  return (source.isInternal ? null : publicAddress(source.url)) ?? deskAddress(source);
}

/** `text` with a line that says where it is from, and when that was last changed. */
export function quote(text, source) {
  const place = source.heading ? `${source.title}: ${source.heading}` : source.title;
  const changed = source.updated ? ` (updated ${dayInWords(source.updated)})` : "";
  const warning = source.isInternal ? "INTERNAL, do not forward. " : "";
  return `${text.trim()}\n\n${warning}Source: ${place}${changed}\n${linkTo(source)}`;
}
