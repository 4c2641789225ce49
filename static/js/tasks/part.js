// Posts a change to the open task; htmx swaps in the part that was changed and what comes beside it.

import { outcomeOf, post } from "request";
import { explain, message } from "say";

// Resolves to whether it was saved. If the panel shows another task by then, only the list below follows.
export async function postPart(id, task, action, fields, answered) {
  const part = document.querySelector(`[data-task-page="${CSS.escape(task)}"] #${id}`);
  if (!part) return postUnseen(task, action, fields);
  let leads = ""; // to the page that the task has in another project
  const came = ({ detail: { requestConfig, xhr } }) => {
    if (requestConfig.path !== action) return;
    answered();
    leads = xhr.getResponseHeader("HX-Redirect") ?? "";
    if (leads && outcomeOf(xhr.status, leads) !== "done") leads = "";
    if (!part.isConnected && xhr.status < 300) follow(task, action); // the panel was closed
  };
  part.addEventListener("htmx:beforeOnLoad", came);
  const values = Object.fromEntries(fields);
  await window.htmx.ajax("POST", action, { source: part, target: part, swap: "outerHTML", values }).catch(() => undefined);
  part.removeEventListener("htmx:beforeOnLoad", came);
  return Boolean(leads) || !part.isConnected;
}

async function postUnseen(key, action, fields) {
  const answer = await post(action, fields);
  if (!answer.ok) return explain(answer, message("not-saved"));
  follow(key, action);
  return true;
}

function follow(key, action) {
  const url = new URL(action).pathname.replace(/[^/]+\/[^/]+$/, key);
  document.dispatchEvent(new CustomEvent("task:changed", { cancelable: true, detail: { key, url } }));
}

// What an answer was for may have left the page before it came.
document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  if (!detail.target.isConnected) detail.shouldSwap = false;
});
