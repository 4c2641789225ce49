// Properties of rows and cards change in place: <a data-property="status"> or <a data-card-menu> in a [data-row] opens the
// menu that its address also has as a page; S, P, A, L, D open it for the row that has the focus. The menu's forms are sent
// from here, and the answer takes the row's place; "row:changed" tells the page's modules. Without scripts the links lead on.

const KEYS = { s: "status", p: "priority", a: "assignees", l: "labels", d: "due" };
const KEYS_OFF = "primetrade.keys.off";
let shown; // {row, name, opener} of the open menu
let asked = 0;

const toast = (text) => document.dispatchEvent(new CustomEvent("toast", { detail: { text, bad: true } }));
const taskUrl = (row) => row.querySelector("[data-open-task]").pathname;
const openerOf = (row, name) => row.querySelector(`[data-property="${name}"], [data-card-menu]`) ?? row.querySelector("[data-open-task]");
const menuNow = () => document.getElementById("task-menu");

async function open(row, name, opener, { value = "" } = {}) {
  const turn = ++asked;
  const answer = await fetch(`${taskUrl(row)}/menu/${name}`, { headers: { "HX-Request": "true" } }).catch(() => undefined);
  if (turn !== asked) return;
  if (!answer?.ok) return toast("The menu did not come. Is the network there?");
  const shape = document.createElement("template");
  shape.innerHTML = await answer.text();
  const menu = shape.content.querySelector("#task-menu");
  menuNow()?.remove();
  shown = { row, name, opener };
  document.body.append(menu);
  menu.dispatchEvent(new CustomEvent("menu:open", { bubbles: true, detail: { opener } }));
  if (value) menu.querySelector(`button[value="${CSS.escape(value)}"]`)?.focus();
}

function toggle(row, name, opener) {
  if (shown?.row === row && shown.name === name && menuNow()?.matches(":popover-open")) menuNow().hidePopover();
  else open(row, name, opener);
}

// The row of the answer, with what stands beside it: toasts.
function read(html) {
  const shape = document.createElement("template");
  shape.innerHTML = html;
  for (const region of shape.content.querySelectorAll('[hx-swap-oob="beforeend:#toasts"]')) {
    document.getElementById("toasts")?.append(...region.children);
  }
  return shape.content.querySelector("[data-row]");
}

async function send(form, submitter) {
  const { row, name } = shown;
  const stays = form.hasAttribute("data-menu-stays");
  const body = new URLSearchParams(new FormData(form, submitter));
  body.set("fragment", row.matches("[data-card]") ? "card" : "row");
  if (row.querySelector(".task-row__project")) body.set("with_project", "1");
  if (!stays) menuNow()?.hidePopover();
  row.setAttribute("aria-busy", "true");
  const answer = await fetch(form.action, { method: "POST", body, headers: { "HX-Request": "true" } }).catch(() => undefined);
  row.removeAttribute("aria-busy");
  const fresh = answer && answer.status < 500 ? read(await answer.text()) : undefined;
  if (!fresh) {
    if (!answer || answer.status >= 500 || answer.ok) toast("That couldn’t be saved. Try again.");
    return;
  }
  if (row.closest(".task-list--short")) for (const part of fresh.querySelectorAll(".task-row__counts, .task-row__labels")) part.remove();
  const beside = row.nextElementSibling ?? row.previousElementSibling;
  row.replaceWith(fresh);
  window.htmx?.process(fresh);
  fresh.dispatchEvent(new CustomEvent("row:changed", { bubbles: true, detail: { step: body.get("place") } }));
  // It may have gone to where it isn't shown yet: then the focus stays about here.
  if (!fresh.isConnected) return (beside?.querySelector("[data-open-task]") ?? document.getElementById("main")).focus();
  openerOf(fresh, name)?.focus();
  if (stays) open(fresh, name, openerOf(fresh, name), { value: submitter?.value });
}

document.addEventListener("click", (event) => {
  const next = event.target.closest?.("#task-menu [data-menu-next]");
  const link = next ?? event.target.closest?.("[data-row] [data-property], [data-row] [data-card-menu]");
  if (!link || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  event.stopPropagation();
  if (next) open(shown.row, next.dataset.menuNext, shown.opener);
  else toggle(link.closest("[data-row]"), link.dataset.property ?? "place", link);
}, true);

document.addEventListener("submit", (event) => {
  if (!event.target.closest("#task-menu") || !shown) return;
  event.preventDefault();
  event.stopPropagation();
  send(event.target, event.submitter);
}, true);

document.addEventListener("toggle", ({ target, newState }) => {
  if (target.id === "task-menu" && newState === "closed") target.remove();
}, true);

function off() {
  try {
    return JSON.parse(localStorage.getItem(KEYS_OFF) ?? "[]");
  } catch {
    return [];
  }
}

document.addEventListener("keydown", (event) => {
  const row = event.target.closest?.("[data-row]");
  const name = KEYS[event.key.toLowerCase()];
  if (!row || !name || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.matches("input, textarea, select") || off().includes(event.key.toLowerCase())) return;
  event.preventDefault();
  event.stopPropagation();
  open(row, name, openerOf(row, name));
}, true);
