// Watches the page's thread: tasks over 50 ms as the browser reports them, and how long it was away at most.
const tasks = [];
let longest = 0;
let last = performance.now();

new PerformanceObserver((list) => tasks.push(...list.getEntries().map(({ duration }) => duration))).observe({
  type: "longtask",
  buffered: true,
});

function beat() {
  const now = performance.now();
  longest = Math.max(longest, now - last);
  last = now;
  setTimeout(beat);
}
beat();

globalThis.beats = () => ({ tasks, longest });
