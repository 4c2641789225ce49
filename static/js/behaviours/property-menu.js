// Properties change in place: <a data-property="status"> or <a data-card-menu> in a [data-row], and #task-props's
// links, open as a menu what is a page without scripts; S, P, A, L, D open it for the focused row. This module submits
// the menu's forms and replaces the row or the properties with the response; "row:changed" notifies the page's modules.
// A choice shows at once and is taken back when the server refuses it (at-once.js); a menu of several choices stays open.

import { choose } from "tasks/at-once";
import { post, rowIn } from "request";
import { explain, message } from "say";

const PLACES = "[data-row], #task-props";

const openerOf = (place, name) => place.querySelector(`[data-property="${name}"], [data-card-menu]`) ?? place.querySelector("[data-open-task]");
const askOf = (name) => JSON.parse(document.getElementById("menu-waiting").dataset.asks)[name];
const menuOf = (key) => document.querySelector(`[data-key-switch="${CSS.escape(key)}"]`)?.dataset.keyOpens;
const menuNow = () => document.getElementById("task-menu");

class PropertyMenu {
  static #shown;
  static #sending = Promise.resolve(); // one at a time, so that each acts on the row the previous one left
  #place; // the row or the properties element currently in the page
  #name;
  #opener;

  static open(place, name, opener) {
    PropertyMenu.#shown = new PropertyMenu(place, name, opener);
    PropertyMenu.#shown.#open();
  }

  static toggle(place, name, opener) {
    const shown = PropertyMenu.#shown;
    const again = shown?.#place === place && shown.#name === name && menuNow()?.matches(":popover-open");
    if (again) menuNow().hidePopover();
    else PropertyMenu.open(place, name, opener);
  }

  // Opens another menu of the same task from within this one.
  static goOn(name) {
    const { shown } = PropertyMenu;
    PropertyMenu.open(shown.#place, name, shown.#opener);
  }

  static get shown() {
    return PropertyMenu.#shown;
  }

  constructor(place, name, opener) {
    this.#place = place;
    this.#name = name;
    this.#opener = opener;
  }

  submit(form, submitter) {
    const stays = form.hasAttribute("data-menu-stays") ? submitter : undefined;
    const request = { action: form.action, body: new URLSearchParams(new FormData(form, submitter)), button: stays };
    request.back = choose(this.#place, this.#name, submitter);
    if (stays) flip(stays);
    else menuNow().hidePopover();
    const turn = () => this.#send(request);
    PropertyMenu.#sending = PropertyMenu.#sending.then(turn, turn);
  }

  #open() {
    const row = this.#place.matches("[data-row]") && this.#place;
    const url = row ? `${row.querySelector("[data-open-task]").pathname}/menu/${this.#name}` : this.#opener.pathname;
    const detail = { url, opener: this.#opener, ask: askOf(this.#name) };
    document.dispatchEvent(new CustomEvent("menu:fetch", { detail }));
  }

  async #send({ action, body, button, back }) {
    const place = this.#place;
    const beside = place.nextElementSibling ?? place.previousElementSibling;
    const isRow = place.matches("[data-row]");
    place.setAttribute("aria-busy", "true");
    const fresh = await (isRow ? sendRow : sendProps)(place, action, body);
    place.removeAttribute("aria-busy");
    if (!fresh) back();
    if (!fresh && button) flip(button);
    const now = fresh ?? (place.isConnected ? undefined : document.getElementById(place.id));
    if (!now) return;
    this.#place = now;
    this.#opener = openerOf(now, this.#name);
    if (fresh && isRow) now.dispatchEvent(new CustomEvent("row:changed", { bubbles: true, detail: { step: body.get("place") } }));
    const menu = button && this === PropertyMenu.#shown ? document.querySelector("#task-menu:popover-open") : undefined;
    this.#follow(menu, beside);
  }

  #follow(menu, beside) {
    // If the row moved to a part that isn't loaded, keep the focus nearby.
    if (!this.#place.isConnected) {
      menu?.hidePopover();
      (beside?.querySelector?.("[data-open-task]") ?? document.getElementById("main")).focus();
    } else if (menu) moveTo(this.#opener, menu);
    else if (document.activeElement === document.body) this.#opener?.focus();
  }
}

// Returns the new row, or undefined when it wasn't saved.
async function sendRow(row, action, body) {
  body.set("fragment", row.matches("[data-card]") ? "card" : "row");
  if (row.querySelector(".task-row__project")) body.set("with_project", "1");
  const answer = await post(action, body);
  const fresh = rowIn(answer.html);
  if (!fresh) return explain(answer, message("not-saved"));
  if (row.closest(".task-list--short")) for (const part of fresh.querySelectorAll(".task-row__counts, .task-row__labels")) part.remove();
  row.replaceWith(fresh);
  window.htmx?.process(fresh);
  return answer.ok ? fresh : undefined;
}

// htmx swaps in the properties and every out-of-band part of the response.
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

// Keeps the menu open beside the button that replaced its opener.
function moveTo(opener, menu) {
  const at = document.activeElement;
  const { scrollTop } = menu;
  opener.focus();
  menu.hidePopover();
  menu.dispatchEvent(new CustomEvent("menu:open", { bubbles: true, detail: { opener } }));
  menu.scrollTop = scrollTop;
  if (menu.contains(at)) at.focus({ preventScroll: true });
}

document.addEventListener("click", (event) => {
  const next = event.target.closest?.("#task-menu [data-menu-next]");
  const link = next ?? event.target.closest?.("[data-row] :is([data-property], [data-card-menu]), #task-props [data-property]");
  if (!link || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  event.stopPropagation();
  if (next) PropertyMenu.goOn(next.dataset.menuNext);
  else PropertyMenu.toggle(link.closest(PLACES), link.dataset.property ?? "place", link);
}, true);

document.addEventListener("submit", (event) => {
  if (!event.target.closest("#task-menu") || event.target.dataset.trash || !PropertyMenu.shown) return; // trash-row.js
  event.preventDefault();
  event.stopPropagation();
  PropertyMenu.shown.submit(event.target, event.submitter);
}, true);

document.addEventListener("toggle", ({ target, newState }) => {
  if (target.id === "task-menu" && newState === "closed") target.remove();
}, true);

document.addEventListener("row:key", (event) => {
  const name = menuOf(event.detail.key);
  if (!name) return;
  event.preventDefault();
  PropertyMenu.open(event.target, name, openerOf(event.target, name));
});
