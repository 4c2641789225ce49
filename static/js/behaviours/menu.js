// Popover menus: arrows, Home, End, typing (into the filter, or to jump), and a place beside the opener where the browser
// has no anchor positioning. The menu itself is a native popover, so Esc, light dismissal and focus return are the
// browser's. A module opens a shared menu by dispatching "menu:open" on it with {opener}.

const ITEMS = "a.menu__item, button.menu__item";
const JUMP_MS = 600;
const ANCHORS = CSS.supports("position-area", "block-end");
const PHONE = matchMedia("(width < 40rem)");
const openers = new WeakMap();
let typed = "";
let typedAt = 0;

const items = (menu) => [...menu.querySelectorAll(ITEMS)].filter((item) => !item.hidden && !item.disabled);

function place(menu, opener) {
  if (PHONE.matches) {
    menu.style.top = menu.style.left = "";
    return;
  }
  const at = opener.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = menu;
  const below = at.bottom + height + 8 <= innerHeight || at.top < height + 8;
  menu.style.top = `${below ? at.bottom : at.top - height - 8}px`;
  menu.style.left = `${Math.max(8, Math.min(at.left, innerWidth - width - 8))}px`;
}

function filter(menu, text) {
  const wanted = text.trim().toLocaleLowerCase();
  for (const item of menu.querySelectorAll(ITEMS)) {
    item.hidden = Boolean(wanted) && !item.textContent.toLocaleLowerCase().includes(wanted);
  }
  const found = items(menu).length > 0;
  const more = menu.querySelector("[data-menu-more]");
  for (const sought of menu.querySelectorAll("[data-menu-sought]")) sought.textContent = text.trim();
  for (const none of menu.querySelectorAll("[data-menu-none]")) none.hidden = !wanted || found || Boolean(more);
  for (const rest of menu.querySelectorAll("[data-menu-rest]")) rest.hidden = Boolean(wanted);
  for (const searching of menu.querySelectorAll("[data-menu-searching]")) searching.hidden = !wanted || found;
}

function focusIn(menu) {
  const current = items(menu).find((item) => item.matches('[aria-current="true"], [aria-checked="true"], [aria-selected="true"]'));
  const asked = menu.querySelector("[data-menu-filter]");
  (asked ?? current ?? items(menu)[0] ?? menu.querySelector("button, input:not([type=hidden])") ?? menu).focus();
}

function jump(menu, key) {
  const now = performance.now();
  typed = now - typedAt < JUMP_MS ? typed + key : key;
  typedAt = now;
  items(menu).find((item) => item.textContent.trim().toLocaleLowerCase().startsWith(typed.toLocaleLowerCase()))?.focus();
}

document.addEventListener("click", ({ target }) => {
  const opener = target.closest?.("[popovertarget]");
  if (opener) openers.set(document.getElementById(opener.getAttribute("popovertarget")) ?? opener, opener);
}, true);

document.addEventListener("menu:open", ({ target, detail }) => {
  openers.set(target, detail.opener);
  target.showPopover({ source: detail.opener });
  if (target.hasAttribute("tabindex")) focusIn(target); // one that waits takes what is typed from the first key on
});

// Before it is drawn its size is not known yet: below the opener, so that it never flashes in a corner.
document.addEventListener("beforetoggle", ({ target: menu, newState }) => {
  const opener = newState === "open" && menu.matches?.("[data-menu]") && openers.get(menu);
  if (!opener || PHONE.matches || ANCHORS) return;
  const at = opener.getBoundingClientRect();
  menu.style.top = `${at.bottom}px`;
  menu.style.left = `${at.left}px`;
}, true);

document.addEventListener("toggle", (event) => {
  const menu = event.target;
  if (!menu.matches?.("[data-menu], [data-menu-form]")) return;
  const opener = openers.get(menu);
  const open = event.newState === "open";
  opener?.setAttribute("aria-expanded", String(open));
  if (!open) return;
  if (opener && !ANCHORS) place(menu, opener);
  if (menu.contains(document.activeElement)) return; // it only moved to another opener
  const asked = menu.querySelector("[data-menu-filter]");
  if (asked) {
    asked.value = "";
    filter(menu, "");
  }
  focusIn(menu);
}, true);

// A menu that was fetched has its list (fetched-menu.js); what the server found for a text is all there is to show.
document.addEventListener("menu:filled", ({ target: menu, detail: { searched, focus } }) => {
  const asked = menu.querySelector("[data-menu-filter]");
  if (asked && !searched) filter(menu, asked.value);
  if (!ANCHORS) place(menu, openers.get(menu));
  if (focus && (!menu.contains(document.activeElement) || document.activeElement === menu)) focusIn(menu);
});

document.addEventListener("input", ({ target }) => {
  if (target.matches("[data-menu-filter]")) filter(target.closest("[data-menu]"), target.value);
});

// A small form that opens like a menu has the arrows for its choices, too.
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
  const choices = items(menu);
  const at = choices.indexOf(document.activeElement);
  const inFilter = event.target.matches("[data-menu-filter]");
  const steps = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 };
  if (event.key in steps && !(inFilter && (event.key === "Home" || event.key === "End"))) {
    choices.at(steps[event.key] % choices.length)?.focus();
  } else if (event.key === "Enter" && inFilter && event.target.value.trim()) {
    choices[0]?.click();
  } else if (event.key === "Tab") {
    const opener = openers.get(menu);
    menu.hidePopover();
    if (opener?.isConnected) opener.focus(); // and on from there, to what stands after it
    return;
  } else if (event.key.length === 1 && event.key !== " " && !inFilter) {
    const asked = menu.querySelector("[data-menu-filter]");
    if (asked) {
      asked.focus();
      return;
    }
    jump(menu, event.key);
  } else {
    return;
  }
  event.preventDefault();
});
