// Redraws parts of a page from a fresh copy of it, for behaviours/refresh.js: elements that each have an id. The focus is
// kept: on the element with the same id, or the same link in the same task's row; if that is gone, it goes to a
// neighbouring row, else to #main. The board and its columns keep their scroll positions.
// Rows that "More" brought come again. With `ifChanged` in the detail, a page that is the same is left alone, and so is
// one that holds unsent text, which then says that it is out of date; `rows` and `top` are what a page held and where it
// was scrolled to that the browser has loaded anew.

import { fragment, send } from "request";
import { columnsOf, heldRows, rowsIn } from "rows-held";
import { message } from "say";

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

const lacks = (page, rows) => Object.entries(heldRows(page)).some(([name, count]) => count < rows[name]);

// Follows "More" in a copy until it holds that many rows.
async function complete(page, rows) {
  const columns = columnsOf(page);
  for (const place of columns.length ? columns : [page]) {
    const count = rows[place.dataset?.column ?? ""];
    for (let more; rowsIn(place) < count && (more = place.querySelector("[data-more]")); ) {
      const { ok, html } = await send(more.querySelector("a").getAttribute("href"));
      if (!ok) return;
      const next = fragment(html);
      for (const part of next.querySelectorAll("[hx-swap-oob]")) {
        page.querySelector(part.getAttribute("hx-swap-oob").split(":")[1])?.append(...part.childNodes);
        part.remove();
      }
      more.replaceWith(next);
    }
  }
}

// `html` is the fresh copy; `isLatest` tells whether no newer request supersedes this one.
export async function draw(elements, html, { ifChanged, rows = heldRows(document), top }, isLatest) {
  const page = new DOMParser().parseFromString(html, "text/html");
  const changed = page.body.dataset.state !== document.body.dataset.state;
  const draws = !ifChanged || ((changed || lacks(document, rows)) && !elements.some(typedIn));
  if (draws) await complete(page, rows);
  if (!isLatest()) return;
  if (draws) show(elements, page, top);
  else if (changed) document.dispatchEvent(new CustomEvent("toast", { detail: { text: message("outdated"), bad: true, reload: true } }));
}

function show(elements, page, top) {
  document.dispatchEvent(new CustomEvent("refresh:drawn", { detail: page }));
  for (const { id } of elements) replace(id, page);
  if (!document.querySelector("[data-over][open]")) document.title = page.title;
  Object.assign(document.body.dataset, page.body.dataset);
  if (top) scrollTo({ top, behavior: "instant" });
}
