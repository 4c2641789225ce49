// Places rows in a list's groups and cards in a board's columns, and updates the counts.

import { rowIn, send } from "request";
import { explain, message } from "say";

export const place = () => document.querySelector("[data-tasks]");
export const kind = () => (place()?.dataset.tasks === "board" ? "card" : "row");
export const column = (status) => document.querySelector(`[data-column="${CSS.escape(status)}"]`);
export const rowOf = (key) => document.querySelector(`[data-row][data-task="${CSS.escape(key)}"]`);
export const cardsOf = (list) => [...list.querySelectorAll(":scope > [data-row]")];

// Changes a column's count by `change`. "999+" stays as it is.
export function count(status, change) {
  const shown = document.querySelector(`[data-group="${CSS.escape(status)}"] [data-count]`);
  const now = Number(shown?.dataset.count);
  if (!shown || Number.isNaN(now)) return;
  shown.dataset.count = String(Math.max(0, now + change));
  shown.querySelector("[aria-hidden]").textContent = shown.dataset.count;
  shown.querySelector(".only-heard").textContent = message(shown.dataset.count === "1" ? "task" : "tasks", shown.dataset);
}

export async function fetched(url) {
  const answer = await send(`${url}?fragment=${kind()}`);
  const row = answer.ok && rowIn(answer.html);
  if (!row) explain(answer, message("not-current"));
  return row;
}

// Redraws the whole page, for rows whose group isn't on it.
export const drawAnew = () => document.dispatchEvent(new CustomEvent("refresh", { detail: [document.getElementById("main")] }));

// At the end of the column; while "More" is shown the end isn't loaded, so the row disappears.
function putLast(row, list) {
  if (list.querySelector(":scope > [data-more]")) return row.remove();
  list.append(row);
}

const SLIDE_MS = 160;

// Changes the list; its rows slide from where they were.
function sliding(change) {
  if (kind() === "card" || matchMedia("(prefers-reduced-motion: reduce)").matches) return change();
  const tops = new Map([...document.querySelectorAll("[data-row]")].map((row) => [row, row.getBoundingClientRect().top]));
  change();
  for (const [row, top] of tops) {
    const far = top - row.getBoundingClientRect().top;
    const from = { transform: `translateY(${far}px)`, zIndex: 1 };
    if (row.isConnected && far) row.animate([from, { transform: "none", zIndex: 1 }], { duration: SLIDE_MS, easing: "ease-out" });
  }
}

// A task that is completed or cancelled in a list leaves the focus to the row after it, and the viewport as it is.
function leaveFocus(row) {
  const unheld = document.activeElement === document.body || row.contains(document.activeElement);
  if (kind() === "card" || !["completed", "cancelled"].includes(row.dataset.status) || !unheld) return;
  const beside = row.nextElementSibling ?? row.previousElementSibling;
  const links = [...document.querySelectorAll("[data-row] [data-open-task]")];
  const at = links.indexOf(row.querySelector("[data-open-task]"));
  const next = beside?.querySelector("[data-open-task]") ?? links[at + 1] ?? links[at - 1];
  next?.focus({ preventScroll: true });
}

// Rows in parts that aren't loaded.
class Unseen {
  static #columns = new WeakMap();

  static columnOf(row) {
    return Unseen.#columns.get(row);
  }

  static note(row, column) {
    if (row.isConnected) Unseen.#columns.delete(row);
    else Unseen.#columns.set(row, column);
  }
}

// A row's position: how to return the row to it, and whether the row has left it.
export function origin(row) {
  const list = row.parentElement;
  const next = row.nextElementSibling;
  return {
    list,
    back: () => list.insertBefore(row, next?.parentElement === list ? next : null),
    left: () => row.parentElement !== list || row.nextElementSibling !== next,
  };
}

// Moves a row whose status differs from its column's to the column it belongs in; `back` puts it there.
export function settle(row, back = (list) => putLast(row, list)) {
  const from = row.closest("[data-column]")?.dataset.column ?? Unseen.columnOf(row);
  const to = row.dataset.status;
  if (!from || from === to) return;
  count(from, -1);
  count(to, +1);
  leaveFocus(row);
  const list = column(to);
  if (list) sliding(() => back(list));
  else drawAnew();
  Unseen.note(row, to);
}

// A new row comes first, below the line of quick add.
export function putIn(row) {
  const list = column(row.dataset.status);
  if (rowOf(row.dataset.task) || !list) return;
  const line = list.querySelector(":scope > .quick-add__item");
  if (line) line.after(row);
  else list.prepend(row);
  window.htmx?.process(row);
  count(row.dataset.status, +1);
}
