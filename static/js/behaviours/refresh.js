// A "refresh" event redraws the elements in its detail (each with an id) from a fresh copy of the page. The focus is
// kept: on the element with the same id, or the same link in the same task's row; if that is gone, it goes to a
// neighbouring row, else to #main.
// The board and its columns keep their scroll positions. "refresh:drawn" hands that copy to others first;
// "refresh:done" follows, also when the page stays as it was.
// With `ifChanged` in the detail, a page that is the same, or that holds unsent text, is left alone.

import { send } from "request";
import { explain, message } from "say";

const linkOf = (key) => document.querySelector(`[data-row][data-task="${CSS.escape(key)}"] [data-open-task]`);
const linksOf = (row) => [...(row?.querySelectorAll("a") ?? [])];

function here(element) {
  if (element.id) return () => document.getElementById(element.id);
  const row = element.closest("[data-row]");
  const at = linksOf(row).indexOf(element);
  const keys = [...document.querySelectorAll("[data-row]")].map(({ dataset }) => dataset.task);
  const place = keys.indexOf(row?.dataset.task);
  const near = row ? [...keys.slice(place + 1), ...keys.slice(0, place).reverse()] : [];
  return () => {
    const links = linksOf(row && document.querySelector(`[data-row][data-task="${CSS.escape(row.dataset.task)}"]`));
    return links[at] ?? links[0] ?? near.map(linkOf).find(Boolean);
  };
}

// Remembers the scroll positions of the board and its columns; returns a function that restores them.
function scrolled(place) {
  const was = [...place.querySelectorAll("[data-board], [data-column]")].map(({ dataset, scrollLeft, scrollTop }) => ({
    find: dataset.column ? `[data-column="${CSS.escape(dataset.column)}"]` : "[data-board]",
    scrollLeft,
    scrollTop,
  }));
  return () => {
    for (const { find, ...far } of was) Object.assign(document.querySelector(find) ?? {}, far);
  };
}

function replace(id, page) {
  const old = document.getElementById(id);
  const drawn = page.getElementById(id);
  if (!old || !drawn) return;
  const again = old.contains(document.activeElement) && here(document.activeElement);
  const far = scrolled(old);
  old.replaceWith(drawn);
  window.htmx?.process(drawn);
  far();
  if (again) (again() ?? document.getElementById("main"))?.focus();
}

const TEXT = "textarea, input:not([type=hidden], [type=checkbox], [type=radio], [type=submit])";
const typedIn = (place) => [...place.querySelectorAll(TEXT)].some(({ value, defaultValue }) => value !== defaultValue);

class Refresh {
  #turn = 0;

  connect() {
    document.addEventListener("refresh", ({ detail }) => this.#draw([...detail], detail.ifChanged));
  }

  async #draw(elements, ifChanged) {
    if (!elements.length) return;
    const turn = ++this.#turn;
    for (const element of elements) element.setAttribute("aria-busy", "true"); // the redrawn element comes without it
    const answer = await send(location.href, { headers: {} });
    // A newer request supersedes this one.
    if (turn !== this.#turn) return;
    if (answer.ok) {
      const page = new DOMParser().parseFromString(answer.html, "text/html");
      const same = page.body.dataset.state === document.body.dataset.state;
      if (ifChanged && (same || elements.some(typedIn))) {
        for (const element of elements) element.removeAttribute("aria-busy");
      } else {
        document.dispatchEvent(new CustomEvent("refresh:drawn", { detail: page }));
        for (const { id } of elements) replace(id, page);
        Object.assign(document.body.dataset, page.body.dataset);
      }
    } else {
      for (const element of elements) element.removeAttribute("aria-busy");
      explain(answer, message("not-current"));
    }
    document.dispatchEvent(new CustomEvent("refresh:done"));
  }
}

new Refresh().connect();
