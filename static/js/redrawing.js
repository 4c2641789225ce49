// How a part of the page is replaced by its fresh copy: focus and scroll stay. The focus is on the element with the same
// id, or the same link in the same task's row; if that is gone, it goes to a neighbouring row, else to #main.
// Loaded by refresh.js when it is first needed.

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

// `page` is the fresh copy. What has no counterpart in it stays.
export function replace(id, page) {
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
