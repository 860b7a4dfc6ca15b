// The panel's styles. Colours come from the page's colour scheme, or from what widget.md lists.
export const sheet = new CSSStyleSheet();

sheet.replaceSync(`
:host {
  --text: var(--nohold-text, CanvasText);
  --background: var(--nohold-background, Canvas);
  --accent: var(--nohold-accent, light-dark(#1d4ed8, #93b4ff));
  --muted: var(--nohold-muted, color-mix(in srgb, var(--text) 70%, var(--background)));
  --line: var(--nohold-line, color-mix(in srgb, var(--text) 16%, var(--background)));
  --tint: color-mix(in srgb, var(--accent) 9%, var(--background));
  --current: var(--nohold-current, color-mix(in srgb, var(--accent) 14%, var(--background)));
  --round: calc(var(--nohold-radius, .75rem) * .66);
}
#notice { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%) }

button { flex: none; width: 2.75rem; height: 2.75rem; padding: 0; border: 0; border-radius: var(--round);
  background: none; color: inherit; font: inherit; font-size: 1.4em; line-height: 1; cursor: pointer }
button:hover { background: var(--current) }
.close { display: none }
.sheet .close { display: block }
.sheet .close + * + input { padding-inline-start: 0 }
:dir(rtl) .close { scale: -1 1 }

.panel { box-sizing: border-box; position: fixed; inset: auto; z-index: 2147483647;
  display: flex; flex-direction: column; margin: 0; padding: 0; overflow: hidden; border: 1px solid var(--line);
  border-radius: var(--nohold-radius, .75rem);
  background: var(--background); color: var(--text); text-align: start; line-height: 1.45;
  box-shadow: var(--nohold-shadow, 0 1px 2px #0002, 0 12px 40px #0003) }
.message { display: flex; flex-direction: column; gap: .25rem; padding: .9rem 1.25rem .25rem; color: var(--muted) }
.message:empty { display: none }
.message:has(+ [hidden]) { padding-block-end: .9rem }
.none { color: var(--text); font-weight: 600 }
.list { flex: 1; min-height: 0; overflow-y: auto; overscroll-behavior: contain; padding: .5rem; scroll-padding: .5rem }

.option { display: block; position: relative; border-radius: var(--round); color: inherit; text-decoration: none;
  overflow-wrap: anywhere; cursor: pointer }
.option:hover { background: var(--tint) }
.option[aria-selected=true] { background: var(--current); outline: 2px solid var(--accent); outline-offset: -2px }
.option > span { display: block }
mark { padding: 0 .1em; margin: 0 -.1em; border-radius: .2em; color: inherit; font-weight: 600;
  background: var(--nohold-mark, color-mix(in srgb, var(--accent) 18%, transparent)) }
:is(.title, .heading) mark { background: none; font-weight: inherit; text-decoration: underline 2px;
  text-decoration-color: color-mix(in srgb, var(--accent) 50%, transparent); text-underline-offset: .2em }
.snippet mark { color: var(--text) }

.hit + .hit, .hit + .queries, .group + .action, .group + .feedback-group, .queries {
  margin-block-start: .5rem; border-block-start: 1px solid var(--line); padding-block-start: .5rem }
.article { padding: .5rem .75rem }
.title { font-weight: 600; color: var(--accent) }
.section { padding: .4rem .75rem; margin-inline-start: .75rem }
.section::before { content: ""; position: absolute; inset-inline-start: -.25rem; inset-block: 0; width: 2px;
  background: var(--line) }
.heading { font-weight: 500 }
.breadcrumb { color: var(--muted); font-weight: 400 }
.snippet { display: -webkit-box !important; -webkit-box-orient: vertical; -webkit-line-clamp: 2; overflow: hidden;
  color: var(--muted); font-size: .9em }
.section + .section .snippet { -webkit-line-clamp: 1 }

.caption { padding: .4rem .75rem; color: var(--muted); font-size: .8em; font-weight: 600 }
.answer { margin-block-end: .5rem; padding: .75rem 1rem; background: var(--tint) }
.answer .caption { padding: 0 0 .25rem; color: var(--accent) }
.answer-text { white-space: pre-line }
.source { margin-block-start: .5rem; color: var(--accent); font-size: .9em; font-weight: 600 }
.updated { color: var(--muted); font-size: .85em }

.queries, .feedback-group { display: flex; flex-wrap: wrap; align-items: center; gap: .4rem; padding-inline: .75rem }
:is(.queries, .feedback-group) .caption { padding-inline: 0 }
.queries .caption { flex-basis: 100%; padding-block: .25rem 0 }
.query, .feedback { padding: .4rem .9rem }
.overview .query { display: inline-block; margin: .2rem; margin-inline-start: .5rem }
.action { padding: .5rem .75rem }
.query, .feedback { border: 1px solid var(--line); border-radius: 2rem }
.action { color: var(--accent); font-weight: 500 }

.sheet { box-sizing: border-box; position: fixed; inset: 0 0 auto; z-index: 2147483647;
  display: flex; flex-direction: column; width: 100%; max-width: none; max-height: none; margin: 0; border: 0;
  padding: .5rem; background: var(--background);
  color: var(--text) }
.sheet .panel { position: static; flex: 1; min-height: 0; width: auto; margin: .25rem -.5rem -.5rem; border: 0;
  border-radius: 0; box-shadow: none }

@media (pointer: coarse) {
  .option { min-height: 2.75rem; box-sizing: border-box; align-content: center }
  .query, .feedback { padding-block: .6rem }
}
@media (prefers-reduced-motion: no-preference) {
  .panel { animation: arrive .12s ease-out }
  @keyframes arrive { from { opacity: 0; translate: 0 -.25rem } }
}
@media (forced-colors: active) {
  .option[aria-selected=true] { forced-color-adjust: none; background: SelectedItem; color: SelectedItemText;
    outline-color: SelectedItemText }
  .option[aria-selected=true] * { forced-color-adjust: none; background: none; color: inherit }
  mark { forced-color-adjust: none; background: Canvas; color: CanvasText; text-decoration: underline }
}
`);
