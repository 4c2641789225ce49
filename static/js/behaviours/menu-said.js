// What typing in a menu finds is said once the typing rests: "3 people", or that nobody here is called so.

const RESTS_MS = 500;
const ITEMS = ".menu__item:is(a, button):not([hidden])";
let resting;

function tell(menu) {
  const list = menu.querySelector("[data-menu-found]");
  const typed = menu.querySelector("[data-menu-filter]")?.value.trim();
  if (!menu.isConnected || menu.hasAttribute("aria-busy") || !typed || !list.dataset.many) return;
  const count = list.querySelectorAll(ITEMS).length;
  const { one, many } = list.dataset;
  const text = count ? `${count} ${count === 1 ? one : many}` : list.querySelector("[data-menu-none]").textContent.trim();
  import("say").then(({ announce }) => announce(text));
}

function later({ target }) {
  const menu = target.closest("#task-menu");
  if (!menu) return;
  clearTimeout(resting);
  resting = setTimeout(() => tell(menu), RESTS_MS);
}

document.addEventListener("input", later);
document.addEventListener("menu:ready", later);
