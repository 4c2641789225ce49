// A menu that comes from the server. "menu:fetch" with {url, opener, ask} opens it at once, waiting; `ask` names the field
// of one with a search, in which one may type before the list is there. A list that does not hold everything is asked for
// again by what is typed. What does not come says so, and can be tried again.

const LATE_MS = 20_000;
const SEARCH_MS = 200;
let now; // {menu, url} of the menu that is open
let turn = 0;
let typing;

const shape = () => document.getElementById("menu-waiting").content;
const field = (menu) => menu.querySelector("[data-menu-filter]");

function build(opener, ask) {
  const menu = shape().firstElementChild.cloneNode(true);
  if (ask) for (const name of ["placeholder", "aria-label"]) field(menu).setAttribute(name, ask);
  else field(menu).remove();
  (opener.closest("dialog:modal") ?? document.body).append(menu);
  menu.dispatchEvent(new CustomEvent("menu:open", { bubbles: true, detail: { opener } }));
  return menu;
}

async function load() {
  const { menu, url } = now;
  const mine = ++turn;
  const find = field(menu)?.value.trim() ?? "";
  const searched = menu.querySelector("[data-menu-more]") ? find : "";
  clearTimeout(typing);
  menu.setAttribute("aria-busy", "true");
  const asked = searched ? `${url}?find=${encodeURIComponent(searched)}` : url;
  const signal = AbortSignal.timeout(LATE_MS);
  const answer = await fetch(asked, { headers: { "HX-Request": "true" }, signal }).catch(() => undefined);
  const html = answer?.ok ? await answer.text().catch(() => "") : "";
  if (mine !== turn || !menu.isConnected) return;
  const holder = document.createElement("template");
  holder.innerHTML = html;
  const fresh = holder.content.querySelector("#task-menu");
  if (html && !fresh) return location.assign(url); // the sign-in page
  if (fresh) fill(menu, fresh, searched);
  else failed(menu);
  const wanted = field(menu)?.value.trim() ?? "";
  if (fresh && wanted !== searched && menu.querySelector("[data-menu-more]")) return load();
  menu.removeAttribute("aria-busy");
  menu.dispatchEvent(new CustomEvent("menu:ready", { bubbles: true, detail: { came: Boolean(fresh) } }));
}

const choice = (item) => `${item.name.replace(/_(add|remove)$/, "")}=${item.value}`;

// What was chosen in this menu stays as it was chosen, and what has the focus keeps it: the answer may be older.
function keepItems(menu, list) {
  const at = document.activeElement;
  const fresh = new Map([...list.querySelectorAll("button.menu__item")].map((item) => [choice(item), item]));
  for (const item of menu.querySelectorAll("button.menu__item[name]")) {
    if (item !== at && !item.hasAttribute("data-chosen")) continue;
    fresh.get(choice(item))?.replaceWith(item);
    item.hidden = false;
  }
}

// The field stays as it is, with what was typed in it. Where the item that had the focus is gone, Enter presses no other.
function fill(menu, fresh, searched) {
  const list = fresh.querySelector("[data-menu-found]");
  const at = document.activeElement;
  const had = menu.contains(at);
  const choosing = at.matches("#task-menu button.menu__item[name]");
  for (const name of ["class", "role", "aria-label"]) menu.setAttribute(name, fresh.getAttribute(name));
  if (list && field(menu)) {
    keepItems(menu, list);
    menu.querySelector("[data-menu-found]").replaceWith(list);
    if (choosing) (at.isConnected ? at : menu).focus();
  } else {
    menu.toggleAttribute("data-menu", fresh.hasAttribute("data-menu"));
    menu.toggleAttribute("data-menu-form", fresh.hasAttribute("data-menu-form"));
    menu.replaceChildren(...fresh.childNodes);
  }
  menu.dispatchEvent(new CustomEvent("menu:filled", { bubbles: true, detail: { searched, focus: had && !choosing } }));
}

function failed(menu) {
  const had = menu.contains(document.activeElement) && document.activeElement !== field(menu);
  const notice = shape().querySelector("[data-menu-failed]").cloneNode(true);
  menu.querySelector("[data-menu-found]").replaceChildren(notice);
  menu.setAttribute("aria-label", notice.querySelector("p").textContent.trim());
  if (had) notice.querySelector("[data-menu-again]").focus();
}

document.addEventListener("menu:fetch", ({ detail: { url, opener, ask } }) => {
  clearTimeout(typing);
  document.getElementById("task-menu")?.remove();
  now = { menu: build(opener, ask), url };
  load();
});

document.addEventListener("input", ({ target }) => {
  const menu = target.closest("#task-menu");
  if (!menu || menu !== now?.menu || !menu.querySelector("[data-menu-more]")) return;
  clearTimeout(typing);
  menu.setAttribute("aria-busy", "true");
  typing = setTimeout(() => menu.isConnected && load(), SEARCH_MS);
});

document.addEventListener("click", ({ target }) => {
  if (!target.closest?.("#task-menu [data-menu-again]")) return;
  (field(now.menu) ?? now.menu).focus();
  load();
});
