// Keys for a task whose panel has not come yet: they wait, and are pressed in their order when it has.

import { press, typing } from "tasks/type-ahead";

const frame = () => new Promise((goOn) => requestAnimationFrame(() => setTimeout(goOn)));

export class HeldKeys {
  #dialog;
  #keys; // undefined when none are held

  constructor(dialog) {
    this.#dialog = dialog;
    dialog.addEventListener("keydown", (event) => this.#hold(event), true);
  }

  begin() {
    this.#keys = [];
  }

  end() {
    this.#keys = undefined;
  }

  // What is typed meanwhile waits behind it.
  async pressAll() {
    const keys = this.#keys;
    while (keys?.length && this.#keys === keys) {
      press(document.activeElement, keys.shift());
      do await frame();
      while (this.#dialog.querySelector(".htmx-request, .htmx-settling, #task-menu[aria-busy=true]"));
    }
    if (this.#keys === keys) this.end();
  }

  // Previous and Next, Undo and the list of keys need no task.
  #hold(event) {
    const { key, code, shiftKey, target } = event;
    const plain = !(event.isComposing || event.ctrlKey || event.metaKey || event.altKey);
    const acts = /^(\p{L}|#)$/u.test(key) && !/^[jkz]$/i.test(key);
    if (!this.#keys || !event.isTrusted || !plain || key === "Escape" || !(acts || this.#keys.length)) return;
    if (typing(target) && !this.#keys.length) return;
    event.preventDefault();
    event.stopPropagation();
    this.#keys.push({ key, code, shiftKey });
  }
}
