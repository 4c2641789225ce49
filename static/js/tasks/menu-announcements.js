// Announces the number of results when typing in a menu pauses: "3 people", or that nothing matches.

import { announceCount } from "say";

const REST_MS = 500;
const ITEMS = ".menu__item:is(a, button):not([hidden])";

class MenuAnnouncements {
  #menu;
  #timer;

  constructor(menu) {
    this.#menu = menu;
    for (const name of ["input", "menu:ready"]) menu.addEventListener(name, () => this.#later());
  }

  #later() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#say(), REST_MS);
  }

  #say() {
    const list = this.#menu.querySelector("[data-menu-results]");
    const typed = this.#menu.querySelector("[data-menu-filter]")?.value.trim();
    if (!this.#menu.isConnected || this.#menu.hasAttribute("aria-busy") || !typed || !list.dataset.many) return;
    const none = list.querySelector("[data-menu-none]").textContent.trim();
    announceCount(list.querySelectorAll(ITEMS).length, list.dataset, none);
  }
}

document.addEventListener("menu:built", ({ target }) => new MenuAnnouncements(target));
