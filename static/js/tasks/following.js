// Keeps a list or board up to date with tasks changed in a menu or the panel, or created in the dialog.

import { column, count, drawAnew, fetched, place, putIn, rowOf, settle } from "tasks/placing";

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
  const main = document.getElementById("main");
  // Empty or filtered pages are always redrawn (dialog.js).
  if (!detail.made || !place() || "refresh" in main.dataset) return;
  if (detail.made.split("/").at(-1).split("-")[0] !== place().dataset.project) return;
  const row = await fetched(detail.made);
  if (!row || ("subtask" in row.dataset && !("subtasks" in place().dataset))) return;
  if (!column(row.dataset.status)) return drawAnew();
  putIn(row);
  row.scrollIntoView({ block: "nearest", inline: "nearest" });
});
