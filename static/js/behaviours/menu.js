// Popover menus: arrows, Home, End, typing (into the filter, or to jump), and positioning beside the opener in browsers
// without anchor positioning. The menu itself is a native popover, so the browser handles Esc, light dismissal and
// focus return. A module opens a shared menu by dispatching "menu:open" on it with {opener}.

const ITEMS = "a.menu__item, button.menu__item";
const CURRENT = '[aria-current="true"], [aria-checked="true"], [aria-selected="true"]';
const JUMP_MS = 600;
const ANCHORS = CSS.supports("position-area", "block-end");
const PHONE = matchMedia("(width < 40rem)");

class Menu {
  static #all = new WeakMap();
  #menu;
  #opener;
  #typed = "";
  #typedAt = 0;

  static of(element) {
    if (!Menu.#all.has(element)) Menu.#all.set(element, new Menu(element));
    return Menu.#all.get(element);
  }

  constructor(element) {
    this.#menu = element;
  }

  openedBy(opener) {
    this.#opener = opener;
  }

  open(opener) {
    this.#opener = opener;
    this.#menu.showPopover({ source: opener });
    if (this.#menu.hasAttribute("tabindex")) this.#focus(); // a loading menu receives typing from the first key on
  }

  // The size isn't known before the first paint: place it below the opener, so that it never flashes in a corner.
  opens() {
    if (!this.#opener || PHONE.matches || ANCHORS) return;
    const at = this.#opener.getBoundingClientRect();
    this.#menu.style.top = `${at.bottom}px`;
    this.#menu.style.left = `${at.left}px`;
  }

  toggled(open) {
    this.#opener?.setAttribute("aria-expanded", String(open));
    if (!open) return;
    this.#place();
    if (this.#menu.contains(document.activeElement)) return; // it was only moved to another opener
    if (this.#field) {
      this.#field.value = "";
      this.filter("");
    }
    this.#focus();
  }

  // The list of a fetched menu arrived (tasks/fetched-menu.js). The server's search results aren't filtered again.
  filled({ searched, focus }) {
    const at = document.activeElement;
    if (this.#field && !searched) this.filter(this.#field.value);
    this.#place();
    if (focus && (!this.#menu.contains(at) || at === this.#menu)) this.#focus();
  }

  filter(text) {
    const wanted = text.trim().toLocaleLowerCase();
    for (const item of this.#menu.querySelectorAll(ITEMS)) {
      item.hidden = Boolean(wanted) && !item.textContent.toLocaleLowerCase().includes(wanted);
    }
    const matches = this.#items.length > 0;
    const all = (name) => this.#menu.querySelectorAll(`[data-menu-${name}]`);
    for (const sought of this.#menu.querySelectorAll("[data-sought]")) sought.textContent = text.trim();
    for (const none of all("none")) none.hidden = !wanted || matches || all("more").length > 0;
    for (const rest of all("rest")) rest.hidden = Boolean(wanted);
    for (const searching of all("searching")) searching.hidden = !wanted || matches;
  }

  // Returns whether the menu handled the key.
  press({ key, target }) {
    const choices = this.#items;
    const at = choices.indexOf(document.activeElement);
    const inFilter = target.matches("[data-menu-filter]");
    const steps = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 };
    if (key in steps && !(inFilter && (key === "Home" || key === "End"))) {
      choices.at(steps[key] % choices.length)?.focus();
    } else if (key === "Enter" && inFilter && target.value.trim()) choices[0]?.click();
    else if (key === "Tab") return this.#leave();
    else if (key.length !== 1 || key === " " || inFilter) return false;
    else if (this.#field) return this.#write();
    else this.#jump(key);
    return true;
  }

  get #items() {
    return [...this.#menu.querySelectorAll(ITEMS)].filter((item) => !item.hidden && !item.disabled);
  }

  get #field() {
    return this.#menu.querySelector("[data-menu-filter]");
  }

  #place() {
    if (!this.#opener || ANCHORS) return;
    const { style, offsetWidth: width, offsetHeight: height } = this.#menu;
    if (PHONE.matches) {
      style.top = style.left = "";
      return;
    }
    const at = this.#opener.getBoundingClientRect();
    const below = at.bottom + height + 8 <= innerHeight || at.top < height + 8;
    style.top = `${below ? at.bottom : at.top - height - 8}px`;
    style.left = `${Math.max(8, Math.min(at.left, innerWidth - width - 8))}px`;
  }

  #focus() {
    const items = this.#items;
    const first = items.find((item) => item.matches(CURRENT)) ?? items[0];
    (this.#field ?? first ?? this.#menu.querySelector("button, input:not([type=hidden])") ?? this.#menu).focus();
  }

  // Closes the menu, so that Tab continues from the opener.
  #leave() {
    this.#menu.hidePopover();
    if (this.#opener?.isConnected) this.#opener.focus();
    return false;
  }

  // Leaves the key unhandled, so that the newly focused field receives it.
  #write() {
    this.#field.focus();
    return false;
  }

  #jump(key) {
    const now = performance.now();
    this.#typed = now - this.#typedAt < JUMP_MS ? this.#typed + key : key;
    this.#typedAt = now;
    const wanted = this.#typed.toLocaleLowerCase();
    this.#items.find((item) => item.textContent.trim().toLocaleLowerCase().startsWith(wanted))?.focus();
  }
}

document.addEventListener("click", ({ target }) => {
  const opener = target.closest?.("[popovertarget]");
  const menu = opener && document.getElementById(opener.getAttribute("popovertarget"));
  if (menu) Menu.of(menu).openedBy(opener);
}, true);

document.addEventListener("menu:open", ({ target, detail }) => Menu.of(target).open(detail.opener));
document.addEventListener("menu:filled", ({ target, detail }) => Menu.of(target).filled(detail));

document.addEventListener("beforetoggle", ({ target, newState }) => {
  if (newState === "open" && target.matches?.("[data-menu]")) Menu.of(target).opens();
}, true);

document.addEventListener("toggle", ({ target, newState }) => {
  if (target.matches?.("[data-menu], [data-menu-form]")) Menu.of(target).toggled(newState === "open");
}, true);

document.addEventListener("input", ({ target }) => {
  if (target.matches("[data-menu-filter]")) Menu.of(target.closest("[data-menu]")).filter(target.value);
});

// Arrow keys also move between the choices of a small form that opens like a menu.
document.addEventListener("keydown", (event) => {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const choices = [...(event.target.closest?.("[data-menu-form]")?.querySelectorAll(".menu__item") ?? [])];
  const at = choices.indexOf(event.target);
  if (!step || at < 0) return;
  event.preventDefault();
  choices.at((at + step) % choices.length).focus();
});

document.addEventListener("keydown", (event) => {
  const menu = event.target.closest?.("[data-menu]");
  if (!menu || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
  if (Menu.of(menu).press(event)) event.preventDefault();
});
