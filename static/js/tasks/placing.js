// Where rows and cards stand: the groups of a list and the columns of a board, their counts, what is put in or taken out.

import { rowIn } from "request";

export const place = () => document.querySelector("[data-tasks]");
export const kind = () => (place()?.dataset.tasks === "board" ? "card" : "row");
export const column = (status) => document.querySelector(`[data-column="${CSS.escape(status)}"]`);
export const rowOf = (key) => document.querySelector(`[data-row][data-task="${CSS.escape(key)}"]`);
export const cardsOf = (list) => [...list.querySelectorAll(":scope > [data-row]")];

// How many more or fewer stand in a column. "999+" stays.
export function count(status, change) {
  const shown = document.querySelector(`[data-group="${CSS.escape(status)}"] [data-count]`);
  const now = Number(shown?.dataset.count);
  if (!shown || Number.isNaN(now)) return;
  shown.dataset.count = String(Math.max(0, now + change));
  shown.firstChild.data = shown.dataset.count;
  shown.querySelector(".only-heard").textContent = shown.dataset.count === "1" ? " task" : " tasks";
}

export async function fetched(url) {
  const answer = await fetch(`${url}?fragment=${kind()}`, { headers: { "HX-Request": "true" } }).catch(() => undefined);
  return answer?.ok ? rowIn(await answer.text()) : undefined;
}

// Where a group is missing that a row belongs to, the page is asked for all of them.
export const drawAnew = () => document.dispatchEvent(new CustomEvent("refresh", { detail: [document.getElementById("main")] }));

// At the end of the column; behind "More" it is simply not shown yet.
function putLast(row, list) {
  if (list.querySelector(":scope > [data-more]")) return row.remove();
  list.append(row);
}

// A row whose status is another one than its column's goes where it belongs.
export function settle(row) {
  const from = row.closest("[data-column]")?.dataset.column;
  const to = row.dataset.status;
  if (!from || from === to) return;
  count(from, -1);
  count(to, +1);
  const list = column(to);
  if (list) putLast(row, list);
  else drawAnew();
}

export function putIn(row, { first = true, after } = {}) {
  const list = column(row.dataset.status);
  if (rowOf(row.dataset.task) || !list) return;
  if (after?.parentElement === list) after.after(row);
  else if (first) list.prepend(row);
  else putLast(row, list);
  window.htmx?.process(row);
  count(row.dataset.status, +1);
}
