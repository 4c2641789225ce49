// The filter's people and labels load when its form opens, and again for the text typed when not all fit. This script
// comes when a person gets near the form (near-filters.js).
// Without scripts, a button leads to a page listing them. Ticked choices stay ticked whatever loads.

import { fragment, send } from "request";
import { announceCount, explain } from "say";

const SEARCH_MS = 200;
const ALWAYS = ["me", "none"]; // always shown, like ticked choices, whatever the search

const boxes = (list) => [...list.querySelectorAll("input[type=checkbox]")];
const others = (list) => boxes(list).filter((box) => !box.checked && !ALWAYS.includes(box.value));
const part = (name) => [...document.getElementById("menu-waiting").content.querySelectorAll(name)].map((one) => one.cloneNode(true));

// The choices of one [data-choices] field.
class Choices {
  static #all = new WeakMap();
  #field;
  #find;
  #turn = 0;
  #typing;

  static of(field) {
    if (!Choices.#all.has(field)) Choices.#all.set(field, new Choices(field));
    return Choices.#all.get(field);
  }

  constructor(field) {
    this.#field = field;
    this.#find = field.querySelector("[data-choices-find]");
    field.addEventListener("click", (event) => this.#again(event));
    this.#find.addEventListener("input", () => this.#search());
    this.#find.addEventListener("keydown", (event) => this.#goIn(event));
  }

  // Loads the choices unless they are already shown.
  opened() {
    if (this.#list.querySelector("[data-choices-others], [data-menu-failed]")) this.#load();
  }

  get #list() {
    return this.#field.querySelector("[data-choices-list]");
  }

  #again(event) {
    if (!event.target.closest("[data-menu-again], [data-choices-others]")) return;
    event.preventDefault();
    boxes(this.#list)[0]?.focus();
    this.#load(this.#find.value.trim());
  }

  #search() {
    clearTimeout(this.#typing);
    this.#typing = setTimeout(() => this.#load(this.#find.value.trim()), SEARCH_MS);
  }

  // Enter in the search field goes to the matches instead of submitting the form.
  #goIn(event) {
    if (event.key !== "Enter") return;
    event.preventDefault();
    (others(this.#list)[0] ?? boxes(this.#list)[0])?.focus();
  }

  async #load(find = "") {
    const turn = ++this.#turn;
    clearTimeout(this.#typing);
    this.#list.setAttribute("aria-busy", "true");
    const button = this.#list.querySelector("[data-choices-others], [data-menu-failed]");
    button?.replaceWith(...part(".only-heard, .menu__item--waiting"));
    const { choices, choicesName } = this.#field.dataset;
    const url = `${choices}&find_${choicesName}=${encodeURIComponent(find)}`;
    const answer = await send(url);
    if (turn !== this.#turn) return;
    const fresh = answer.ok && fragment(answer.html).querySelector("[data-choices-list]");
    if (!fresh) return this.#failed(answer);
    this.#fill(fresh);
    if (find) this.#say();
  }

  // Ticked choices missing from the response are put first.
  #fill(fresh) {
    const list = this.#list;
    const at = list.contains(document.activeElement) ? document.activeElement : undefined;
    const ticked = boxes(list).filter((box) => box.checked);
    const incoming = boxes(fresh);
    const missing = ticked.filter((box) => !incoming.some((one) => one.value === box.value));
    for (const box of incoming) box.checked = ticked.some((one) => one.value === box.value);
    fresh.prepend(...missing.map((box) => box.closest("label")));
    list.replaceWith(fresh);
    this.#field.querySelector(".filters__find").hidden = !fresh.hasAttribute("data-choices-more");
    if (at) (boxes(fresh).find((box) => box.value === at.value) ?? boxes(fresh)[0])?.focus();
  }

  #say() {
    const list = this.#list;
    announceCount(others(list).length, list.dataset, list.querySelector("[data-choices-none]").textContent.trim());
  }

  #failed(answer) {
    const list = this.#list;
    list.removeAttribute("aria-busy");
    for (const waiting of list.querySelectorAll(".only-heard, .menu__item--waiting, [data-menu-failed]")) waiting.remove();
    list.append(...part("[data-menu-failed]"));
    if (answer.outcome === "signed-out") explain(answer);
  }
}

function opened(form) {
  for (const field of form.querySelectorAll("[data-choices]")) Choices.of(field).opened();
}

document.addEventListener("toggle", ({ target, newState }) => target.id === "filters" && newState === "open" && opened(target), true);
for (const form of document.querySelectorAll("#filters:popover-open")) opened(form);
