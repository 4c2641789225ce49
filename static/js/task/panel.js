// <a data-open-task> opens in <dialog class="panel"> over the page it stands on, under the task's own address. Esc, Close
// and the browser's Back close it and give the list its address and the focus back. On narrow windows links just lead on.
// When something changed, "task:changed" tells the page ({key, url, gone}); unless it says it has seen to that
// (preventDefault), the row or card is fetched anew. What was written and not sent waits until the task is opened again.

const WIDE = matchMedia("(width >= 56.25rem)");
const home = location.href;
const homeTitle = document.title;
const toasts = document.getElementById("toasts");
const drafts = new Map();
let dialog;
let content;
let key = "";
let beside; // the link of a row beside that of a task that is gone
let pushed = false;
let turn = 0;

const rows = () => [...document.querySelectorAll("[data-row] a[data-open-task]")].filter((link) => link.offsetParent);
const rowOf = (name) => document.querySelector(`[data-row][data-task="${CSS.escape(name)}"]`);
const written = () => [...dialog.querySelectorAll("textarea[id], input[id][type=text]")].filter((one) => one.value !== one.defaultValue);

function build() {
  dialog = document.createElement("dialog");
  dialog.className = "panel";
  dialog.id = "task-panel";
  dialog.setAttribute("aria-labelledby", "task-title");
  dialog.dataset.keysScope = "";
  content = document.createElement("div");
  content.className = "panel__content";
  dialog.append(content);
  document.body.append(dialog);
  dialog.addEventListener("close", closed);
}

async function open(url, { history: step = "push", edit = false } = {}) {
  const mine = ++turn;
  const waiting = [...rows().filter((link) => link.href === url).map((link) => link.closest("[data-row]")), dialog].filter(Boolean);
  for (const one of waiting) one.setAttribute("aria-busy", "true");
  const answer = await fetch(url, { headers: { "HX-Request": "true", "X-Panel": "1" } }).catch(() => undefined);
  const html = answer?.ok ? await answer.text() : "";
  for (const one of waiting) one.removeAttribute("aria-busy");
  if (mine !== turn) return; // another one was asked for meanwhile
  if (!html || /^\s*<!doctype/i.test(html)) return location.assign(url);
  if (!dialog) build();
  if (dialog.open) keep();
  content.innerHTML = html;
  window.htmx.process(content);
  content.dispatchEvent(new CustomEvent("task:shown", { bubbles: true }));
  key = dialog.querySelector("[data-task-page]").dataset.taskPage;
  document.title = `${key} ${document.getElementById("task-title").textContent} · PrimeTrade`;
  if (step === "push") history.pushState({ panel: url }, "", url);
  else if (step === "replace") history.replaceState({ panel: url }, "", url);
  pushed ||= step === "push";
  if (!dialog.open) dialog.showModal();
  dialog.append(toasts); // what stands outside of an open dialog can't be pressed
  dialog.scrollTop = 0;
  bringBack();
  steps();
  dialog.querySelector("[data-panel-close]").focus();
  if (edit) dialog.querySelector("[data-edit-link]")?.click();
}

// Previous and next go through the list as it is shown; the server's own are the project's numbers.
function steps() {
  const links = rows();
  const at = links.findIndex((link) => link.closest("[data-row]").dataset.task === key);
  if (at < 0) return;
  for (const tool of dialog.querySelectorAll("[data-step]")) {
    const other = links[at + Number(tool.dataset.step)];
    if (other) tool.href = other.href;
    else tool.setAttribute("aria-disabled", "true");
  }
}

function keep() {
  const texts = written().map((one) => [one.id, one.value]);
  if (texts.length) drafts.set(key, texts);
  else drafts.delete(key);
  return texts.length;
}

function bringBack() {
  for (const [id, value] of drafts.get(key) ?? []) {
    const field = document.getElementById(id);
    if (field) field.value = value;
  }
}

function closed() {
  if (keep()) say("What you wrote is kept until you open the task again");
  content.replaceChildren();
  document.body.append(toasts);
  if (history.state?.panel) {
    if (pushed) history.back();
    else history.replaceState(null, "", home);
  }
  pushed = false;
  document.title = homeTitle;
  const link = rowOf(key)?.querySelector("[data-open-task]") ?? (beside?.isConnected && beside);
  (link || document.getElementById("main")).focus();
}

function say(text) {
  document.dispatchEvent(new CustomEvent("toast", { detail: { text } }));
}

async function follow({ key: name, url, gone }) {
  const row = rowOf(name);
  if (!row) return;
  if (gone) return row.remove();
  const kind = row.matches("[data-card]") ? "card" : "row";
  const project = row.querySelector(".task-row__project") ? "&with_project" : "";
  const answer = await fetch(`${url}?fragment=${kind}${project}`, { headers: { "HX-Request": "true" } });
  if (!answer.ok) return;
  const shape = document.createElement("template");
  shape.innerHTML = await answer.text();
  const fresh = shape.content.querySelector("[data-row]");
  if (!fresh) return;
  row.replaceWith(fresh);
  window.htmx.process(fresh);
}

document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a[data-open-task], .panel a[data-step]");
  const plain = event.button === 0 && !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
  if (link && plain && !event.defaultPrevented && WIDE.matches) {
    event.preventDefault();
    if (link.getAttribute("aria-disabled") !== "true") open(link.href, { history: dialog?.open ? "replace" : "push" });
  }
  if (event.target.closest?.("[data-panel-close]") && dialog?.open) {
    event.preventDefault();
    dialog.close();
  }
});

document.addEventListener("task:edit", (event) => {
  if (!WIDE.matches) return;
  event.preventDefault();
  open(event.target.href, { edit: true });
});

document.addEventListener("htmx:configRequest", ({ detail }) => {
  if (dialog?.open) detail.headers["X-Panel"] = "1";
});

document.addEventListener("task:changed", (event) => {
  const links = rows();
  const at = event.detail.gone ? links.findIndex((link) => link.closest("[data-row]").dataset.task === event.detail.key) : -1;
  beside = at < 0 ? undefined : (links[at + 1] ?? links[at - 1]);
  if (event.detail.gone && dialog?.open) dialog.close();
  queueMicrotask(() => event.defaultPrevented || follow(event.detail));
});

addEventListener("popstate", ({ state }) => {
  if (state?.panel) return open(state.panel, { history: "none" });
  if (dialog?.open) {
    pushed = false;
    dialog.close();
  }
});

addEventListener("beforeunload", (event) => {
  if (drafts.size) event.preventDefault();
});
