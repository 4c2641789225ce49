// A menu loaded from the server. "menu:fetch" with {url, opener, ask} opens it at once in a loading state; `ask` labels
// its search field, which accepts typing before the list arrives, and is omitted for menus without one. An incomplete
// list is fetched again for the typed text. A failed load shows a notice with a retry button.

import { fragment, send } from "request";
import { explain } from "say";

const SEARCH_MS = 200;

const shape = () => document.getElementById("menu-waiting").content;
const choice = (item) => `${item.name.replace(/_(add|remove)$/, "")}=${item.value}`;

class FetchedMenu {
  #menu = shape().firstElementChild.cloneNode(true);
  #url;
  #opener;
  #ask;
  #turn = 0;
  #typing;

  constructor(url) {
    this.#url = url;
    this.#menu.addEventListener("input", () => this.#search());
    this.#menu.addEventListener("click", ({ target }) => target.closest("[data-menu-again]") && this.#again());
  }

  open(opener, ask) {
    const menu = this.#menu;
    [this.#opener, this.#ask] = [opener, ask];
    if (ask) for (const name of ["placeholder", "aria-label"]) this.#field.setAttribute(name, ask);
    else this.#field.remove();
    (opener.closest("dialog:modal, main") ?? document.body).append(menu);
    this.#tell("menu:built");
    this.#tell("menu:open", { opener });
    this.#load();
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

  async #load() {
    const turn = ++this.#turn;
    const typed = () => this.#field?.value.trim() ?? "";
    const searched = this.#more ? typed() : "";
    clearTimeout(this.#typing);
    this.#menu.setAttribute("aria-busy", "true");
    const url = searched ? `${this.#url}?find=${encodeURIComponent(searched)}` : this.#url;
    const answer = await send(url);
    if (turn !== this.#turn) return;
    if (answer.outcome === "signed-out") return this.#signedOut(answer);
    // The dialog for signing in closed the menu.
    if (answer.again && !this.#menu.isConnected) return new FetchedMenu(this.#url).open(this.#opener, this.#ask);
    if (!this.#menu.isConnected) return;
    const fresh = answer.ok && fragment(answer.html).querySelector("#task-menu");
    if (fresh) this.#fill(fresh, searched);
    else this.#failed();
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
      if (item !== at && !item.hasAttribute("data-chosen")) continue;
      fresh.get(choice(item))?.replaceWith(item);
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

document.addEventListener("menu:fetch", ({ detail: { url, opener, ask } }) => {
  document.getElementById("task-menu")?.remove();
  new FetchedMenu(url).open(opener, ask);
});
