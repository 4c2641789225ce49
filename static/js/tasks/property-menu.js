// Properties change in place: <a data-property="status"> or <a data-card-menu> in a [data-row], and #task-props's
// links, open as a menu what is a page without scripts; S, P, A, L, D open it for the focused row. This module submits
// the menu's forms and replaces the row or the properties with the response; "row:changed" notifies the page's modules.
// A choice shows at once and is taken back when the server refuses it (at-once.js); a menu of several choices stays open.

import { atOnce } from "tasks/at-once";
import { postPart } from "tasks/part";
import { drawing } from "tasks/signs";
import { post, rowIn } from "request";
import { explain, message } from "say";

const PLACES = "[data-row], #task-props";

const OPENERS = (name) => [`#${name}.props__value`, `[data-property="${name}"], [data-card-menu]`, "[data-open-task]"];
const openerOf = (place, name) => OPENERS(name).map((one) => place.querySelector(one)).find(Boolean);
const askOf = (name) => JSON.parse(document.getElementById("menu-waiting").dataset.asks)[name];
const menuOf = (key) => document.querySelector(`[data-key-switch="${CSS.escape(key)}"]`)?.dataset.keyOpens;
const menuNow = () => document.getElementById("task-menu");

class PropertyMenu {
  static #shown;
  #place; // the row or the properties element, as it was in the page last
  #page; // the key of the open task whose properties they are
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
    const shown = PropertyMenu.#shown;
    PropertyMenu.open(shown.#place, name, shown.#opener);
  }

  // Of the menus in the page, those among the properties are filled when it is drawn.
  static of(menu) {
    const name = menu.id.replace(/^menu-/, "");
    return menu.id === "task-menu" ? PropertyMenu.#shown : new PropertyMenu(menu.closest(PLACES), name);
  }

  // The menu that was shown last gave the focus up.
  static refocus() {
    const shown = PropertyMenu.#shown;
    if (!shown || document.activeElement !== document.body) return;
    shown.#find();
    openerOf(shown.#place, shown.#name)?.focus();
  }

  constructor(place, name, opener) {
    this.#place = place;
    this.#page = place.closest("[data-task-page]")?.dataset.taskPage;
    this.#name = name;
    this.#opener = opener;
  }

  submit(form, submitter) {
    const fields = new URLSearchParams(new FormData(form, submitter));
    const stays = form.hasAttribute("data-menu-stays") ? submitter : undefined;
    const props = this.#page;
    this.#find();
    const show = drawing(this.#name, submitter, fields);
    const send = (place, ...more) => (props ? sendProps(props, form.action, fields, ...more) : sendRow(place, form.action, fields));
    if (stays) flip(stays);
    else form.closest("[popover]").hidePopover();
    if (!stays && this.#place.contains(document.activeElement)) openerOf(this.#place, this.#name)?.focus();
    const beside = this.#place.nextElementSibling ?? this.#place.previousElementSibling;
    const settled = atOnce(this.#place, { show, send, step: fields.get("place") });
    this.#follow(stays, beside);
    settled.then(({ saved, element }) => {
      if (!saved && stays) flip(stays);
      this.#place = element;
      this.#follow(stays, beside);
    });
  }

  #open() {
    const row = this.#place.matches("[data-row]") && this.#place;
    const url = row ? `${row.querySelector("[data-open-task]").pathname}/menu/${this.#name}` : this.#opener.pathname;
    const detail = { url, opener: this.#opener, ask: askOf(this.#name), name: this.#name, place: this.#place };
    document.dispatchEvent(new CustomEvent("menu:fetch", { detail }));
  }

  // An answer may have drawn the place anew while the menu was open.
  #find() {
    if (!this.#place.isConnected) this.#place = document.getElementById(this.#place.id) ?? this.#place;
  }

  #follow(stays, beside) {
    const menu = stays && this === PropertyMenu.#shown ? document.querySelector("#task-menu:popover-open") : undefined;
    const before = this.#opener;
    this.#opener = openerOf(this.#place, this.#name);
    // If the row moved to a part that isn't loaded, keep the focus nearby.
    if (!this.#place.isConnected) {
      menu?.hidePopover();
      if (document.activeElement === document.body) (beside?.querySelector?.("[data-open-task]") ?? document.getElementById("main")).focus();
    } else if (menu && this.#opener !== before) moveTo(this.#opener, menu);
    else if (document.activeElement === document.body) this.#opener?.focus();
  }
}

async function sendRow(row, action, fields) {
  fields.set("fragment", row.matches("[data-card]") ? "card" : "row");
  if (row.querySelector(".task-row__project")) fields.set("with_project", "1");
  const answer = await post(action, fields);
  const fresh = rowIn(answer.html);
  const saved = answer.ok && Boolean(fresh);
  if (!saved) explain(answer, message("not-saved"));
  if (fresh && row.closest(".task-list--short")) for (const part of fresh.querySelectorAll(".task-row__counts, .task-row__labels")) part.remove();
  return { saved, fresh };
}

// The form was drawn before what was saved meanwhile.
async function sendProps(task, action, fields, before, answered) {
  const based = [...fields.keys()].filter((name) => fields.has(`base_${name}`));
  for (const name of based) fields.set(`base_${name}`, before[name] ?? fields.get(`base_${name}`));
  fields.set("fragment", "props");
  const saved = (await postPart("task-props", task, action, fields, answered)) && !document.querySelector('#task-props [role="alert"]');
  if (saved) for (const name of based) before[name] = fields.get(name);
  return { saved };
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
  const menu = event.target.closest("#task-menu, #task-props [popover]");
  if (!menu || event.target.dataset.trash || !PropertyMenu.of(menu)) return; // trash-row.js
  event.preventDefault();
  event.stopPropagation();
  PropertyMenu.of(menu).submit(event.target, event.submitter);
}, true);

document.addEventListener("toggle", ({ target, newState }) => {
  if (target.id !== "task-menu" || newState !== "closed") return;
  target.remove();
  PropertyMenu.refocus();
}, true);

document.addEventListener("row:key", (event) => {
  const name = menuOf(event.detail.key);
  if (!name) return;
  event.preventDefault();
  PropertyMenu.open(event.target, name, openerOf(event.target, name));
});
