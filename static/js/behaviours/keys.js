// Single-key shortcuts, on keyboards of any script, never while typing or composing. data-keys="c" or data-keys="g d"
// clicks its element; J and K move over [data-row]; "?" opens the list, where each can be switched off (stored in this
// browser); Esc clicks data-keys="Escape". A key pressed in a row is offered to other modules first: "row:key" with
// {key}, claimed by preventDefault.

const OFF = "primetrade.keys.off";
const FOLLOWS_MS = 1200;

function off() {
  try {
    return new Set(JSON.parse(localStorage.getItem(OFF) ?? "[]"));
  } catch {
    return new Set();
  }
}

// What a key means. On keyboards of other scripts (Cyrillic, Greek, Arabic) that is what is at its place on a Latin one.
const SHIFTED = { Digit3: "#", Slash: "?" };

function meaning({ key, code, shiftKey }) {
  if (/[\x00-\x7f]|\p{Script=Latin}/u.test(key)) return key;
  const letter = /^Key([A-Z])$/.exec(code)?.[1];
  if (letter) return shiftKey ? letter : letter.toLowerCase();
  return (shiftKey && SHIFTED[code]) || key;
}

const typing = (target) =>
  target.isContentEditable ||
  target.matches?.('textarea, select, input:not([type="checkbox"], [type="radio"], [type="button"], [type="submit"])') ||
  target.closest?.('[data-menu], [role="listbox"]');

// While a modal dialog is open, shortcuts are looked up in it alone, and single keys work only if it has
// data-keys-scope.
const modal = () => [...document.querySelectorAll("dialog:modal")].at(-1);
const scope = () => modal() ?? document;

const visible = (element) => element.checkVisibility?.() ?? element.offsetParent !== null;

// An element in a closed menu or drawer counts as reachable when the button that opens it is visible.
function reachable(element) {
  const closed = element.closest("[popover]:not(:popover-open)");
  const opener = closed && document.querySelector(`[popovertarget="${closed.id}"]`);
  return visible(element) || Boolean(opener && visible(opener));
}

// Rows and cards form one list in document order; a row is focused through its link.
function move(step) {
  const rows = [...document.querySelectorAll("[data-row]")].filter(visible);
  const at = rows.findIndex((row) => row.contains(document.activeElement));
  const next = rows[at < 0 ? (step > 0 ? 0 : rows.length - 1) : at + step];
  (next?.querySelector("[data-open-task]") ?? next?.querySelector("a, button"))?.focus();
  return Boolean(next);
}

function press(keys) {
  const element = [...scope().querySelectorAll(`[data-keys="${CSS.escape(keys)}"]`)].filter(reachable).at(-1);
  element?.click();
  return Boolean(element);
}

function offer(key) {
  const row = document.activeElement.closest("[data-row]");
  return Boolean(row) && !row.dispatchEvent(new CustomEvent("row:key", { bubbles: true, cancelable: true, detail: { key } }));
}

// Opens the editor of the focused row's task: in the panel if the page has one, else on the task's page.
function edit() {
  const link = document.activeElement.closest("[data-row]")?.querySelector("[data-open-task]");
  if (!link) return false;
  const request = new CustomEvent("task:edit", { bubbles: true, cancelable: true });
  if (link.dispatchEvent(request)) location.assign(`${link.href}?edit=description#description-field`);
  return true;
}

function leave(target) {
  const place = target.closest('[tabindex="-1"]');
  if (!typing(target)) press("Escape");
  else if (place) place.focus({ preventScroll: true });
  else target.blur();
}

class Keys {
  #help = document.querySelector("[data-keys-help]");
  #first = ""; // first key of a two-key shortcut: the "g" of "g d"
  #firstAt = 0;

  connect() {
    document.addEventListener("keydown", (event) => this.#pressed(event));
    this.#help?.addEventListener("change", ({ target }) => this.#turn(target));
    for (const one of this.#help?.querySelectorAll("[data-key-switch]") ?? []) one.checked = !off().has(one.dataset.keySwitch);
  }

  #pressed(event) {
    if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.metaKey) return;
    if (event.altKey && event.key !== "#") return; // on some keyboards "#" takes Alt
    if (event.key === "Escape") {
      if (!document.querySelector("dialog:modal, [popover]:popover-open")) leave(event.target);
      return;
    }
    if (typing(event.target) || modal()?.matches(":not([data-keys-scope])") || meaning(event).length !== 1) return;
    const key = meaning(event).toLowerCase();
    const first = performance.now() - this.#firstAt < FOLLOWS_MS ? this.#first : "";
    this.#first = "";
    if (!off().has(first || key) && this.#act(first, key, event.shiftKey)) event.preventDefault();
  }

  #act(first, key, again) {
    if (first) return press(`${first} ${key}`);
    if (offer(key)) return true;
    if (key === "z") return document.dispatchEvent(new CustomEvent("undo", { detail: { again } }));
    if (key === "j" || key === "k") return press(key) || move(key === "j" ? 1 : -1);
    if (key === "?" && this.#help) {
      this.#help.showModal();
      return true;
    }
    if (scope().querySelector(`[data-keys^="${CSS.escape(key)} "]`)) {
      this.#first = key;
      this.#firstAt = performance.now();
      return true;
    }
    return press(key) || (key === "e" && edit());
  }

  #turn({ checked, dataset }) {
    const set = off();
    set[checked ? "delete" : "add"](dataset.keySwitch);
    try {
      localStorage.setItem(OFF, JSON.stringify([...set]));
    } catch {
      // No storage: the switch applies to this page only.
    }
  }
}

new Keys().connect();
