// A menu among the properties that is open when they are replaced: it goes on, with what is typed in it.
class OpenMenu {
  #menu;
  #at;

  connect() {
    document.addEventListener("htmx:beforeSwap", ({ detail: { target } }) => target.id === "task-props" && this.#leave(target));
    document.addEventListener("htmx:afterSwap", () => this.#goOn());
  }

  #leave(props) {
    this.#menu = props.querySelector(":popover-open");
    this.#at = controls(this.#menu).indexOf(document.activeElement);
  }

  #goOn() {
    const before = this.#menu;
    const menu = before && document.getElementById(before.id);
    this.#menu = undefined;
    if (!menu) return;
    for (const { type, name, value } of controls(before).filter((one) => one.matches("input") && one.value !== one.defaultValue)) {
      controls(menu).find((one) => one.type === type && one.name === name).value = value;
    }
    const opener = document.querySelector(`[popovertarget="${menu.id}"]`);
    menu.dispatchEvent(new CustomEvent("menu:open", { bubbles: true, detail: { opener } }));
    controls(menu)[this.#at]?.focus();
  }
}

const controls = (menu) => [...(menu?.querySelectorAll("button, a, input:not([type=hidden])") ?? [])];

new OpenMenu().connect();
