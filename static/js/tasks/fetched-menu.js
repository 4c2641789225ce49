// A menu loaded from the server. "menu:fetch" with {url, opener, ask, name, place} opens it at once: with the list that
// came to this page last (known-lists.js), or in a loading state; `ask` labels its search field, which accepts typing
// before the list arrives, and is omitted for menus without one. An incomplete list is fetched again for the typed text.
// A failed load shows a notice with a retry button, unless there is a list.

import { fragment, send } from "request";
import { explain } from "say";
import { knownLists, mark } from "tasks/known-lists";

const SEARCH_MS = 200;

const shape = () => document.getElementById("menu-waiting").content;
const choice = (item) => `${item.name.replace(/_(add|remove)$/, "")}=${item.value}`;

class FetchedMenu {
  #menu = shape().firstElementChild.cloneNode(true);
  #detail; // of the event
  #turn = 0;
  #typing;

  constructor(detail) {
    this.#detail = detail;
    this.#menu.addEventListener("input", () => this.#search());
    this.#menu.addEventListener("click", ({ target }) => target.closest("[data-menu-again]") && this.#again());
  }

  open() {
    const menu = this.#menu;
    const { url, opener, ask, name, place } = this.#detail;
    const known = ask && knownLists.of(name, place, url.replace(/\/menu\/\w+$/, ""));
    if (ask) for (const name of ["placeholder", "aria-label"]) this.#field.setAttribute(name, ask);
    else this.#field.remove();
    (opener.closest("dialog:modal, main") ?? document.body).append(menu);
    this.#tell("menu:built");
    if (known) this.#fill(known, "");
    this.#tell("menu:open", { opener });
    this.#load(known);
  }

  get #field() {
    return this.#menu.querySelector("[data-menu-filter]");
  }

  get #more() {
    return this.#menu.querySelector("[data-menu-more]");
  }

  #tell(name, detail) {
    this.#menu.dispatchEvent(new CustomEvent(name, { bubbles: true, detail }));
  }

  #search() {
    if (!this.#more) return;
    clearTimeout(this.#typing);
    this.#menu.setAttribute("aria-busy", "true");
    this.#typing = setTimeout(() => this.#menu.isConnected && this.#load(), SEARCH_MS);
  }

  #again() {
    (this.#field ?? this.#menu).focus();
    this.#load();
  }

  // With a list that is `known`, nothing waits.
  async #load(known) {
    const turn = ++this.#turn;
    const typed = () => this.#field?.value.trim() ?? "";
    const searched = this.#more ? typed() : "";
    clearTimeout(this.#typing);
    if (!known) this.#menu.setAttribute("aria-busy", "true");
    const { url, name } = this.#detail;
    const answer = await send(searched ? `${url}?find=${encodeURIComponent(searched)}` : url);
    if (turn !== this.#turn) return;
    if (answer.outcome === "signed-out") return this.#signedOut(answer);
    // The dialog for signing in closed the menu.
    if (answer.again && !this.#menu.isConnected) return new FetchedMenu(this.#detail).open();
    const fresh = answer.ok && fragment(answer.html).querySelector("#task-menu");
    if (fresh && this.#detail.ask && !searched) knownLists.keep(name, fresh);
    if (!this.#menu.isConnected) return;
    if (fresh) this.#fill(fresh, searched);
    else if (!known) this.#failed();
    if (fresh && this.#more && typed() !== searched) return this.#load();
    this.#menu.removeAttribute("aria-busy");
    this.#tell("menu:ready", { came: Boolean(fresh) });
  }

  // Keeps the field and its text. If the focused item is gone, the menu gets the focus, so that Enter presses no other.
  #fill(fresh, searched) {
    const menu = this.#menu;
    const list = fresh.querySelector("[data-menu-results]");
    const at = document.activeElement;
    const had = menu.contains(at);
    const choosing = at.matches("#task-menu button.menu__item[name]");
    for (const name of ["class", "role", "aria-label"]) menu.setAttribute(name, fresh.getAttribute(name));
    if (list && this.#field) {
      this.#keepItems(list);
      menu.querySelector("[data-menu-results]").replaceWith(list);
      if (choosing) (at.isConnected ? at : menu).focus();
    } else {
      menu.toggleAttribute("data-menu", fresh.hasAttribute("data-menu"));
      menu.toggleAttribute("data-menu-form", fresh.hasAttribute("data-menu-form"));
      menu.replaceChildren(...fresh.childNodes);
    }
    this.#tell("menu:filled", { searched, focus: had && !choosing });
  }

  // Keeps the focused item and the items toggled in this menu: the response may predate those changes.
  #keepItems(list) {
    const at = document.activeElement;
    const fresh = new Map([...list.querySelectorAll("button.menu__item")].map((item) => [choice(item), item]));
    for (const item of this.#menu.querySelectorAll("button.menu__item[name]")) {
      const chosen = item.hasAttribute("data-chosen");
      const other = fresh.get(choice(item));
      if (!other || (item !== at && !chosen)) continue;
      if (!chosen) mark(item, other.ariaChecked === "true");
      other.replaceWith(item);
      item.hidden = false;
    }
  }

  #signedOut(answer) {
    if (this.#menu.isConnected) this.#menu.hidePopover();
    explain(answer);
  }

  #failed() {
    const had = this.#menu.contains(document.activeElement) && document.activeElement !== this.#field;
    const notice = shape().querySelector("[data-menu-failed]").cloneNode(true);
    this.#menu.querySelector("[data-menu-results]").replaceChildren(notice);
    this.#menu.setAttribute("aria-label", notice.querySelector("p").textContent.trim());
    if (had) notice.querySelector("[data-menu-again]").focus();
  }
}

document.addEventListener("menu:fetch", ({ detail }) => {
  document.getElementById("task-menu")?.remove();
  new FetchedMenu(detail).open();
});
