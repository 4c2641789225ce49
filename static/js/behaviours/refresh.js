// A "refresh" event redraws the elements in its detail (each with an id) from a fresh copy of the page. The focus is
// kept: on the element with the same id, or the same link in the same task's row; if that is gone, it goes to #main.
// The board and its columns keep their scroll positions. "refresh:drawn" hands that copy to others first;
// "refresh:done" follows, also when the page stays as it was.

import { send } from "request";
import { explain, message } from "say";

const linksOf = (row) => [...(row?.querySelectorAll("a") ?? [])];

function here(element) {
  if (element.id) return () => document.getElementById(element.id);
  const row = element.closest("[data-row]");
  const at = linksOf(row).indexOf(element);
  return () => {
    const links = linksOf(row && document.querySelector(`[data-row][data-task="${CSS.escape(row.dataset.task)}"]`));
    return links[at] ?? links[0];
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

class Refresh {
  #turn = 0;

  connect() {
    document.addEventListener("refresh", ({ detail }) => this.#draw([...detail]));
  }

  async #draw(elements) {
    if (!elements.length) return;
    const turn = ++this.#turn;
    for (const element of elements) element.setAttribute("aria-busy", "true"); // the redrawn element comes without it
    const answer = await send(location.href, { headers: {} });
    // A newer request supersedes this one.
    if (turn !== this.#turn) return;
    if (answer.ok) {
      const page = new DOMParser().parseFromString(answer.html, "text/html");
      document.dispatchEvent(new CustomEvent("refresh:drawn", { detail: page }));
      for (const { id } of elements) replace(id, page);
    } else {
      for (const element of elements) element.removeAttribute("aria-busy");
      explain(answer, message("not-current"));
    }
    document.dispatchEvent(new CustomEvent("refresh:done"));
  }
}

new Refresh().connect();
