// What typing in a menu finds is said once the typing rests: "3 people", or that nobody here is called so.

import { announce } from "say";

const RESTS_MS = 500;
const ITEMS = ".menu__item:is(a, button):not([hidden])";

class MenuSaid {
  #menu;
  #resting;

  constructor(menu) {
    this.#menu = menu;
    for (const name of ["input", "menu:ready"]) menu.addEventListener(name, () => this.#later());
  }

  #later() {
    clearTimeout(this.#resting);
    this.#resting = setTimeout(() => this.#say(), RESTS_MS);
  }

  #say() {
    const list = this.#menu.querySelector("[data-menu-found]");
    const typed = this.#menu.querySelector("[data-menu-filter]")?.value.trim();
    if (!this.#menu.isConnected || this.#menu.hasAttribute("aria-busy") || !typed || !list.dataset.many) return;
    const count = list.querySelectorAll(ITEMS).length;
    const { one, many } = list.dataset;
    announce(count ? `${count} ${count === 1 ? one : many}` : list.querySelector("[data-menu-none]").textContent.trim());
  }
}

document.addEventListener("menu:built", ({ target }) => new MenuSaid(target));
