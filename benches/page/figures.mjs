// Percentiles, and tables for people.

/** The least value that so many percent of the values do not exceed. */
export function percentile(values, percent) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(Math.ceil((sorted.length * percent) / 100), 1) - 1];
}

export const median = (values) => percentile(values, 50);

export const kilobytes = (bytes) => `${(bytes / 1000).toFixed(1)} KB`;
export const milliseconds = (time) => (time < 100 ? `${time.toFixed(1)} ms` : `${Math.round(time)} ms`);
export const percents = (share) => `${(100 * share).toFixed(1)} %`;
export const times = (value, base) => `${(value / base).toFixed(2)}x`;

/** A table of Markdown; the first of `rows` is its head. */
export function table(rows) {
  const [head, ...body] = rows.map((cells) => `| ${cells.join(" | ")} |`);
  const line = `| ${rows[0].map((_, column) => (column === 0 ? "---" : "---:")).join(" | ")} |`;
  return [head, line, ...body].join("\n");
}
