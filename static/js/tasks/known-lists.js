// The lists of labels and people that came to this page last: a menu shows its list at once, ticked by what its row or
// properties show, until the fresh one has come. Only whole lists are known, because they have the same order for every
// task; none is shown where a tick would be a guess.

const nameOf = (item) => item.querySelector(".label__name, .truncate").textContent.trim();
const texts = (place, found) => [...place.querySelectorAll(found)].map((one) => one.title || one.textContent.trim());
const KEY = /[A-Z][A-Z0-9]*-\d+$/;

// What a row or the properties say a task has, by menu.
const SHOWN = {
  labels: (place) => texts(place, ".label__name"),
  assignees: (place) => texts(place, ".avatar[title], #assignees .props__line > :last-child"),
};

// More than a row shows, what a short row leaves out, or what is being changed.
const unsure = (place) => place.ariaBusy === "true" || place.closest(".task-list--short") || place.querySelector(".labels .count, .avatar--more");

class KnownLists {
  #lists = new Map(); // name → the menu as it came

  keep(name, menu) {
    if (menu.querySelector("[data-menu-more]")) this.#lists.delete(name);
    else if (SHOWN[name] && menu.querySelector("form")) this.#lists.set(name, menu.cloneNode(true));
  }

  // The menu of a task, or undefined. `url` is the task's address.
  of(name, place, url) {
    const menu = this.#lists.get(name)?.cloneNode(true);
    const items = [...(menu?.querySelectorAll("button.menu__item[name]") ?? [])];
    const names = items.map(nameOf);
    if (!menu || unsure(place) || new Set(names).size < names.length) return undefined;
    const shown = SHOWN[name](place);
    for (const [at, item] of items.entries()) mark(item, shown.includes(names[at]));
    const [key] = KEY.exec(url);
    for (const one of [menu, ...menu.querySelectorAll("[aria-label]")]) one.ariaLabel = one.ariaLabel.replace(KEY, key);
    menu.querySelector("form").action = `${url}/edit`;
    return menu;
  }
}

// Whether the task has what an item of the menu puts on or takes off.
export function mark(item, on) {
  item.ariaChecked = String(on);
  item.name = item.name.replace(/_(add|remove)$/, on ? "_remove" : "_add");
}

export const knownLists = new KnownLists();
