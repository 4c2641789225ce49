// A list or board follows what happens to its tasks: changed in a menu, in the panel, made in the dialog.

import { fetched, place, putIn, rowOf, settle, count } from "tasks/placing";

const mine = (key) => key.split("-")[0] === place()?.dataset.project;

async function follow({ key, url, gone }) {
  const row = rowOf(key);
  if (gone && row) {
    count(row.dataset.status, -1);
    return row.remove();
  }
  const fresh = row && (await fetched(url));
  if (!fresh) return;
  row.replaceWith(fresh);
  window.htmx?.process(fresh);
  settle(fresh);
}

document.addEventListener("task:changed", (event) => {
  if (!place()) return;
  event.preventDefault();
  follow(event.detail);
});

document.addEventListener("row:changed", ({ target, detail }) => {
  if (!detail?.step) settle(target);
});

document.addEventListener("dialog:done", async ({ detail }) => {
  if (!detail.made) return;
  const key = detail.made.split("/").at(-1);
  if (!mine(key)) return;
  if (!place()) return location.reload();
  const row = await fetched(detail.made);
  if (row && (!("subtask" in row.dataset) || "subtasks" in place().dataset)) putIn(row, { first: false });
});
