// Keeps a list or board up to date with tasks changed in a menu or the panel, or created in the dialog.

import { column, count, drawAnew, fetched, origin, place, putIn, rowOf, settle } from "tasks/placing";
import { redraw } from "tasks/at-once";

async function follow({ key, url, gone }) {
  const row = rowOf(key);
  if (gone && row) {
    count(row.dataset.status, -1);
    return row.remove();
  }
  const fresh = row && (await fetched(url));
  if (!fresh) return;
  redraw(row, fresh);
  settle(row);
}

document.addEventListener("task:changed", (event) => {
  if (!place()) return;
  event.preventDefault();
  follow(event.detail);
});

// A row moves before the server has it. A group that isn't on the page comes with the server's answer. A refused row
// goes back to where it was.
class Moved {
  #origins = new WeakMap(); // row → where it was

  follow({ row, waits, refused, step }) {
    if (!place()?.contains(row) && !this.#origins.has(row)) return;
    if (waits && !this.#origins.has(row)) this.#origins.set(row, origin(row));
    const from = this.#origins.get(row);
    if (!waits) this.#origins.delete(row);
    if (refused && from?.list.dataset.column === row.dataset.status) return goBack(row, from);
    const had = document.activeElement;
    if (!step && (!waits || column(row.dataset.status))) settle(row);
    if (waits && document.activeElement !== had) from.next ??= document.activeElement;
  }
}

function goBack(row, from) {
  const left = [from.next, document.body].includes(document.activeElement);
  settle(row, from.back);
  if (from.left()) from.back();
  if (left) row.querySelector("[data-open-task]").focus({ preventScroll: true });
}

const moved = new Moved();
document.addEventListener("row:changed", ({ detail }) => moved.follow(detail));

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
