// Single keys, never while typing or composing. What has data-keys="c" or data-keys="g d" is pressed by them; J and K move
// over [data-row]; "?" opens the list, where each can be switched off (kept in this browser); Esc follows data-keys="Escape".

const OFF = "primetrade.keys.off";
const FOLLOWS_MS = 1200;
const help = document.querySelector("[data-keys-help]");
let first = "";
let firstAt = 0;

function off() {
  try {
    return new Set(JSON.parse(localStorage.getItem(OFF) ?? "[]"));
  } catch {
    return new Set();
  }
}

const typing = (target) =>
  target.isContentEditable ||
  target.matches?.('textarea, select, input:not([type="checkbox"], [type="radio"], [type="button"], [type="submit"])') ||
  target.closest?.('[data-menu], [role="listbox"]');

// A modal panel that wants keys of its own has data-keys-scope: then they are looked for in it alone.
const modal = () => document.querySelector("dialog:modal");
const scope = () => modal() ?? document;

const visible = (element) => element.checkVisibility?.() ?? element.offsetParent !== null;

// What stands in a closed menu or drawer is within reach when the button of it is.
function reachable(element) {
  const closed = element.closest("[popover]:not(:popover-open)");
  const opener = closed && document.querySelector(`[popovertarget="${closed.id}"]`);
  return visible(element) || Boolean(opener && visible(opener));
}

// Rows and cards are one list in the order of the page; a row's link carries its focus.
function move(step) {
  const rows = [...document.querySelectorAll("[data-row]")].filter(visible);
  const at = rows.findIndex((row) => row.contains(document.activeElement));
  const next = rows[at < 0 ? (step > 0 ? 0 : rows.length - 1) : at + step];
  (next?.querySelector("[data-open-task]") ?? next?.querySelector("a, button"))?.focus();
  return Boolean(next);
}

function press(keys) {
  const found = [...scope().querySelectorAll(`[data-keys="${CSS.escape(keys)}"]`)].filter(reachable).at(-1);
  found?.click();
  return Boolean(found);
}

function act(key) {
  const chord = first && performance.now() - firstAt < FOLLOWS_MS ? `${first} ${key}` : "";
  first = "";
  if (chord) return press(chord);
  if (key === "j" || key === "k") return press(key) || move(key === "j" ? 1 : -1);
  if (key === "?" && help) {
    help.showModal();
    return true;
  }
  if (scope().querySelector(`[data-keys^="${CSS.escape(key)} "]`)) {
    first = key;
    firstAt = performance.now();
    return true;
  }
  return press(key) || (key === "e" && edit());
}

// The editor of a row's task is a step away: in the panel where there is one, else on the task's page.
function edit() {
  const link = document.activeElement.closest("[data-row]")?.querySelector("[data-open-task]");
  if (!link) return false;
  const asked = new CustomEvent("task:edit", { bubbles: true, cancelable: true });
  if (link.dispatchEvent(asked)) location.assign(`${link.href}?edit=description#description-field`);
  return true;
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Escape") {
    if (document.querySelector("dialog:modal, [popover]:popover-open")) return;
    const place = event.target.closest('[tabindex="-1"]');
    if (!typing(event.target)) press("Escape");
    else if (place) place.focus({ preventScroll: true });
    else event.target.blur();
    return;
  }
  if (typing(event.target) || modal()?.matches(":not([data-keys-scope])") || event.key.length !== 1) return;
  const key = event.key.toLowerCase();
  if (off().has(first || key)) return;
  if (act(key)) event.preventDefault();
});

help?.addEventListener("change", ({ target }) => {
  const set = off();
  set[target.checked ? "delete" : "add"](target.dataset.keySwitch);
  try {
    localStorage.setItem(OFF, JSON.stringify([...set]));
  } catch {
    // A browser that keeps nothing: the switch holds for this page only.
  }
});
for (const one of help?.querySelectorAll("[data-key-switch]") ?? []) one.checked = !off().has(one.dataset.keySwitch);
