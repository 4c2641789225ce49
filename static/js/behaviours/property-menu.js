// Properties change in place: <a data-property="status"> or <a data-card-menu> in a [data-row], and the links of #task-props,
// open the menu that is also a page; S, P, A, L, D open it for the row that has the focus. The menu's forms are sent from
// here, and the answer takes the place of the row or the properties; "row:changed" tells the page's modules. A menu in which
// one chooses several things stays, shows the choice at once, and takes it back when the server says no.

const KEYS = { s: "status", p: "priority", a: "assignees", l: "labels", d: "due" };
const KEYS_OFF = "primetrade.keys.off";
const ASKS = { assignees: "Find a person", labels: "Find a label", project: "Find a project" };
const PLACES = "[data-row], #task-props";
let shown; // {place, name, opener} of the open menu
let sending = Promise.resolve(); // one after the other, so that each finds the row that the one before left

const toast = (text) => document.dispatchEvent(new CustomEvent("toast", { detail: { text, bad: true } }));
const openerOf = (place, name) => place.querySelector(`[data-property="${name}"], [data-card-menu]`) ?? place.querySelector("[data-open-task]");
const menuNow = () => document.getElementById("task-menu");

function open(place, name, opener) {
  const url = place.matches("[data-row]") ? `${place.querySelector("[data-open-task]").pathname}/menu/${name}` : opener.pathname;
  shown = { place, name, opener };
  document.dispatchEvent(new CustomEvent("menu:fetch", { detail: { url, opener, ask: ASKS[name] } }));
}

function toggle(place, name, opener) {
  if (shown?.place === place && shown.name === name && menuNow()?.matches(":popover-open")) menuNow().hidePopover();
  else open(place, name, opener);
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

// Gives the row as it is now, undefined when it wasn't saved.
async function sendRow(row, action, body) {
  body.set("fragment", row.matches("[data-card]") ? "card" : "row");
  if (row.querySelector(".task-row__project")) body.set("with_project", "1");
  const answer = await fetch(action, { method: "POST", body, headers: { "HX-Request": "true" } }).catch(() => undefined);
  const fresh = answer && answer.status < 500 ? read(await answer.text()) : undefined;
  if (!fresh && (!answer || answer.status >= 500 || answer.ok)) toast("That couldn’t be saved. Try again.");
  if (!fresh) return undefined;
  if (row.closest(".task-list--short")) for (const part of fresh.querySelectorAll(".task-row__counts, .task-row__labels")) part.remove();
  row.replaceWith(fresh);
  window.htmx?.process(fresh);
  return answer.ok ? fresh : undefined;
}

// htmx puts the properties and all that the answer has beside them in their places.
async function sendProps(props, action, body) {
  body.set("fragment", "props");
  const values = Object.fromEntries(body);
  await window.htmx.ajax("POST", action, { source: props, target: props, swap: "outerHTML", values }).catch(() => undefined);
  const fresh = document.getElementById("task-props");
  return fresh === props || fresh?.querySelector('[role="alert"]') ? undefined : fresh;
}

function flip(button) {
  const on = button.getAttribute("aria-checked") !== "true";
  button.setAttribute("aria-checked", String(on));
  button.dataset.chosen = "";
  button.name = button.name.replace(/_(add|remove)$/, on ? "_remove" : "_add");
}

// The menu stays open beside the button that took the place of its opener.
function moveTo(opener, menu) {
  const at = document.activeElement;
  const { scrollTop } = menu;
  opener.focus();
  menu.hidePopover();
  menu.dispatchEvent(new CustomEvent("menu:open", { bubbles: true, detail: { opener } }));
  menu.scrollTop = scrollTop;
  if (menu.contains(at)) at.focus({ preventScroll: true });
}

async function send(session, { action, body, button }) {
  const { place, name } = session;
  const beside = place.nextElementSibling ?? place.previousElementSibling;
  const isRow = place.matches("[data-row]");
  place.setAttribute("aria-busy", "true");
  const fresh = await (isRow ? sendRow : sendProps)(place, action, body);
  place.removeAttribute("aria-busy");
  if (!fresh && button) flip(button);
  const now = fresh ?? (place.isConnected ? undefined : document.getElementById(place.id));
  if (!now) return;
  session.place = now;
  session.opener = openerOf(now, name);
  if (fresh && isRow) now.dispatchEvent(new CustomEvent("row:changed", { bubbles: true, detail: { step: body.get("place") } }));
  const menu = button && session === shown ? document.querySelector("#task-menu:popover-open") : undefined;
  // It may have gone to where it isn't shown yet: then the focus stays about here.
  if (!now.isConnected) {
    menu?.hidePopover();
    (beside?.querySelector?.("[data-open-task]") ?? document.getElementById("main")).focus();
  } else if (menu) moveTo(session.opener, menu);
  else if (document.activeElement === document.body) session.opener?.focus();
}

document.addEventListener("click", (event) => {
  const next = event.target.closest?.("#task-menu [data-menu-next]");
  const link = next ?? event.target.closest?.("[data-row] :is([data-property], [data-card-menu]), #task-props [data-property]");
  if (!link || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  event.stopPropagation();
  if (next) open(shown.place, next.dataset.menuNext, shown.opener);
  else toggle(link.closest(PLACES), link.dataset.property ?? "place", link);
}, true);

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.closest("#task-menu") || !shown) return;
  event.preventDefault();
  event.stopPropagation();
  const stays = form.hasAttribute("data-menu-stays") ? event.submitter : undefined;
  const request = { action: form.action, body: new URLSearchParams(new FormData(form, event.submitter)), button: stays };
  const session = shown;
  if (stays) flip(stays);
  else menuNow().hidePopover();
  sending = sending.then(() => send(session, request));
}, true);

document.addEventListener("toggle", ({ target, newState }) => {
  if (target.id === "task-menu" && newState === "closed") target.remove();
}, true);

// A link that opens a menu is pressed like a button.
document.addEventListener("keydown", (event) => {
  const link = event.key === " " && event.target.closest?.("[data-row] [data-property], [data-card-menu], #task-props a[data-property]");
  if (!link) return;
  event.preventDefault();
  link.click();
});

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
