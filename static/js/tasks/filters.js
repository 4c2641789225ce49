// People and labels of the filter come when the form opens, and again by what is typed when there are more than fit.
// Without scripts a button leads to a page of them. What is ticked stays ticked, whatever comes.

import { announce } from "say";

const LATE_MS = 20_000;
const SEARCH_MS = 200;
const form = document.getElementById("filters");
const fields = [...(form?.querySelectorAll("[data-choices]") ?? [])];
const turns = new WeakMap();
const timers = new WeakMap();

const listOf = (field) => field.querySelector("[data-choices-list]");
const fieldToType = (field) => field.querySelector("[data-choices-find]");
const boxes = (list) => [...list.querySelectorAll("input[type=checkbox]")];
const part = (name) => [...document.getElementById("menu-waiting").content.querySelectorAll(name)].map((one) => one.cloneNode(true));

async function load(field, find = "") {
  const turn = (turns.get(field) ?? 0) + 1;
  turns.set(field, turn);
  clearTimeout(timers.get(field));
  const list = listOf(field);
  list.setAttribute("aria-busy", "true");
  list.querySelector("[data-choices-others], [data-menu-failed]")?.replaceWith(...part(".only-heard, .menu__item--waiting"));
  const url = `${field.dataset.choices}&find_${field.dataset.choicesName}=${encodeURIComponent(find)}`;
  const signal = AbortSignal.timeout(LATE_MS);
  const answer = await fetch(url, { headers: { "HX-Request": "true" }, signal }).catch(() => undefined);
  const html = answer?.ok ? await answer.text().catch(() => "") : "";
  if (turn !== turns.get(field)) return;
  const shape = document.createElement("template");
  shape.innerHTML = html;
  const fresh = shape.content.querySelector("[data-choices-list]");
  if (!fresh) return failed(field);
  fill(field, fresh);
  if (find) announce(found(fresh));
}

// The ticked ones that the answer leaves out stand before the others.
function fill(field, fresh) {
  const list = listOf(field);
  const at = list.contains(document.activeElement) ? document.activeElement : undefined;
  const had = boxes(list).filter((box) => box.checked);
  const come = boxes(fresh);
  const kept = had.filter((box) => !come.some((one) => one.value === box.value));
  for (const box of come) box.checked = had.some((one) => one.value === box.value);
  fresh.prepend(...kept.map((box) => box.closest("label")));
  list.replaceWith(fresh);
  field.querySelector(".filters__find").hidden = !fresh.hasAttribute("data-choices-more");
  if (at) (boxes(fresh).find((box) => box.value === at.value) ?? boxes(fresh)[0])?.focus();
}

// Beside what is ticked, "me" and "nobody" are always there.
function found(list) {
  const count = boxes(list).filter((box) => !box.checked && !["me", "none"].includes(box.value)).length;
  const { one, many } = list.dataset;
  return count ? `${count} ${count === 1 ? one : many}` : list.querySelector("[data-choices-none]").textContent.trim();
}

function failed(field) {
  const list = listOf(field);
  list.removeAttribute("aria-busy");
  for (const waiting of list.querySelectorAll(".only-heard, .menu__item--waiting, [data-menu-failed]")) waiting.remove();
  list.append(...part("[data-menu-failed]"));
}

form?.addEventListener("toggle", ({ newState }) => {
  if (newState !== "open") return;
  for (const field of fields) if (listOf(field).querySelector("[data-choices-others], [data-menu-failed]")) load(field);
});

form?.addEventListener("click", (event) => {
  const again = event.target.closest("[data-menu-again], [data-choices-others]");
  const field = again?.closest("[data-choices]");
  if (!field) return;
  event.preventDefault();
  boxes(listOf(field))[0]?.focus();
  load(field, fieldToType(field).value.trim());
});

form?.addEventListener("input", ({ target }) => {
  if (!target.matches("[data-choices-find]")) return;
  const field = target.closest("[data-choices]");
  clearTimeout(timers.get(field));
  timers.set(field, setTimeout(() => load(field, target.value.trim()), SEARCH_MS));
});

// Enter in a search leads to what was found, instead of sending the form.
form?.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !event.target.matches("[data-choices-find]")) return;
  event.preventDefault();
  const list = listOf(event.target.closest("[data-choices]"));
  (boxes(list).find((box) => !box.checked && !["me", "none"].includes(box.value)) ?? boxes(list)[0])?.focus();
});
