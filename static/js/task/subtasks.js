// The ring of a subtask completes it or opens it again, at once.

import { atOnce } from "tasks/at-once";
import { postPart } from "tasks/part";

const CLOSED = "completed";

// Completed subtasks are those whose ring opens them again.
function count() {
  const rings = [...document.querySelectorAll("#task-subtasks .task-row__form button")];
  const progress = document.querySelector("#task-subtasks progress");
  if (!progress) return;
  progress.value = rings.filter(({ value }) => value !== CLOSED).length;
  progress.nextSibling.data = progress.nextSibling.data.replace(/\d+/, progress.value);
}

function show(row, status) {
  const ring = row.querySelector(".task-row__status");
  const use = ring.querySelector("use");
  ring.value = status === CLOSED ? "todo" : CLOSED;
  ring.firstElementChild.setAttribute("class", `icon status--${status}`);
  use.setAttribute("href", use.getAttribute("href").replace(/#.*/, `#status-${status}`));
  row.classList.toggle("task-row--done", status === CLOSED);
  row.classList.remove("task-row--cancelled");
  count();
}

async function turn(form, { value }) {
  const row = form.closest("[data-task]");
  const { taskPage } = row.closest("[data-task-page]").dataset;
  const fields = new URLSearchParams(new FormData(form));
  fields.set("status", value);
  const send = async (_, before, answered) => {
    if (before.status) fields.set("base_status", before.status);
    const saved = await postPart("task-subtasks", taskPage, form.action, fields, answered);
    if (saved) before.status = value;
    return { saved };
  };
  await atOnce(row, { show: (element) => show(element, value), send });
  count();
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches("#task-subtasks .task-row__form")) return;
  event.preventDefault();
  event.stopPropagation();
  turn(form, event.submitter);
}, true);
