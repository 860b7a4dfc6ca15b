// Light or dark: as the system has it, until somebody chooses. A module of its own, so that it runs before the first
// paint.

const KEY = "nohold-desk-theme";
const dark = matchMedia("(prefers-color-scheme: dark)");

function stored() {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}

function apply(theme) {
  if (theme === "dark" || theme === "light") document.documentElement.dataset.theme = theme;
}

export const isDark = () => (document.documentElement.dataset.theme ?? (dark.matches ? "dark" : "light")) === "dark";

/** Goes to the other one, and remembers it. */
export function toggleTheme() {
  const theme = isDark() ? "light" : "dark";
  apply(theme);
  try {
    localStorage.setItem(KEY, theme);
  } catch {
    // Without storage it holds for as long as the page is open.
  }
  return theme;
}

apply(stored());
