// All properties are replaced together; the focus returns to the button of the menu that was used.

class UsedMenus {
  #openers = new WeakMap(); // request of a menu's form → id of the button that opens the menu

  connect() {
    document.addEventListener("htmx:beforeRequest", (event) => this.#send(event));
    document.addEventListener("htmx:afterSwap", ({ detail: { xhr } }) => this.#swapped(xhr));
  }

  #send({ target, detail: { xhr } }) {
    const menu = target.closest?.("#task-props [popover]");
    if (menu) this.#openers.set(xhr, document.querySelector(`[popovertarget="${menu.id}"]`)?.id);
  }

  #swapped(xhr) {
    if (this.#openers.has(xhr)) document.getElementById(this.#openers.get(xhr))?.focus();
  }
}

// A link to a property (from a list row) opens its menu.
function openNamed() {
  const button = /^#[a-z]+$/.test(location.hash) && document.querySelector(`#task-props .props__value${location.hash}`);
  if (button) button.click();
}

new UsedMenus().connect();
addEventListener("hashchange", openNamed);
openNamed();
