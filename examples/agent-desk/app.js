// Starts the desk: the page's buttons and keys, then the edition.
import { Desk } from "./desk.js";
import { openEdition } from "./edition.js";
import { showFailure } from "./failures.js";
import { FILTERS, valuesOf } from "./filters.js";
import { showHelp } from "./help.js";
import { listen } from "./keys.js";
import { showInfo } from "./start.js";
import { isDark, toggleTheme } from "./theme.js";

const NAMES = (
  "main box pasted menus chips notes requests answer hits browse nothing status time announce article outline edition toasts help " +
  "theme-button help-button"
).split(" ");
const places = Object.fromEntries(NAMES.map((name) => [name, document.getElementById(name)]));
const desk = new Desk(places);

const commands = {
  ...desk.commands(),
  help: () => showHelp(places.help),
  theme: () => (toggleTheme(), nameTheme()),
};

function nameTheme() {
  const words = isDark() ? "Light colours" : "Dark colours";
  places["theme-button"].setAttribute("aria-label", words);
  places["theme-button"].title = words;
}

async function start() {
  const { main, status, article, edition } = places;
  main.dataset.state = "opening";
  status.textContent = "Opening the edition";
  try {
    const base = await openEdition(({ loaded, total }) => {
      if (total) status.textContent = `Opening the edition: ${Math.round((loaded / total) * 100)} %`;
    });
    const values = await Promise.all(FILTERS.map(({ key }) => valuesOf(base, key)));
    main.dataset.state = "ready";
    status.textContent = "";
    showInfo(edition, base.info);
    await desk.use(base, Object.fromEntries(FILTERS.map(({ key }, at) => [key, values[at]])));
  } catch (error) {
    main.dataset.state = "failed";
    status.textContent = "";
    // A module that could not be loaded is not asked for a second time by the same page.
    showFailure(article, error, () => (error.kind === "Package" ? location.reload() : start()));
  }
}

places["theme-button"].addEventListener("click", commands.theme);
places["help-button"].addEventListener("click", commands.help);
nameTheme();
listen(commands);
places.box.focus();
start();
