// Type-ahead for a menu whose list is still loading (aria-busy): keys that have nothing to act on yet are queued, and
// replayed once the list has arrived ("menu:ready"). Further typing changes the search and clears the queue; so does a
// failed load.

const HELD = new Set(["ArrowDown", "ArrowUp", "Home", "End", "Enter", " "]);

class HeldKeys {
  #menu;
  #keys = [];

  constructor(menu) {
    this.#menu = menu;
    menu.addEventListener("keydown", (event) => this.#hold(event), true);
    menu.addEventListener("input", () => (this.#keys = []));
    menu.addEventListener("menu:ready", ({ detail: { came } }) => this.#pressAll(came));
  }

  #hold(event) {
    const plain = !(event.isComposing || event.ctrlKey || event.metaKey || event.altKey);
    if (!this.#menu.matches('[aria-busy="true"]') || !plain || !this.#waits(event)) return;
    event.preventDefault();
    event.stopPropagation();
    if (!event.repeat) this.#keys.push(event.key);
  }

  #waits({ target, key }) {
    const menu = this.#menu;
    if (this.#keys.length && HELD.has(key) && key !== " ") return true; // keep the order
    if (target === menu) return HELD.has(key) || (key.length === 1 && !menu.querySelector("[data-menu-filter]"));
    if (!target.matches("[data-menu-filter]")) return false;
    const empty = !menu.querySelector("[data-menu-results] .menu__item:is(a, button):not([hidden])");
    return key === "Enter" || (empty && /^Arrow(Down|Up)$/.test(key));
  }

  #pressAll(came) {
    const keys = this.#keys;
    this.#keys = [];
    if (came) for (const key of keys) press(this.#menu.contains(document.activeElement) ? document.activeElement : this.#menu, { key });
  }
}

// Presses a key that was held back. Only a person's own press has its effect, so text goes in here.
export function press(at, { key, ...how }) {
  const taken = !at.dispatchEvent(new KeyboardEvent("keydown", { key, ...how, bubbles: true, cancelable: true }));
  if (taken) return;
  if (typing(at) && key.length === 1) {
    at.setRangeText(key, at.selectionStart, at.selectionEnd, "end");
    at.dispatchEvent(new InputEvent("input", { bubbles: true }));
  } else if (/^(Enter| )$/.test(key) && at.matches("a, button")) at.click();
}

export const typing = (element) => element.matches("textarea, input:not([type=checkbox], [type=radio])");

document.addEventListener("menu:built", ({ target }) => new HeldKeys(target));
