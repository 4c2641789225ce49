// A menu whose list is still on its way (aria-busy) is already used: what is pressed in it before there is anything to
// press it on is held, and pressed once the list is there ("menu:ready"). Who goes on typing asks for something else,
// and what does not come leaves nothing to press.

const HELD = new Set(["ArrowDown", "ArrowUp", "Home", "End", "Enter", " "]);
let held = []; // keys
let holding; // the menu they were pressed in

function forget() {
  held = [];
  holding = undefined;
}

function waits({ target, key }, menu) {
  if (holding === menu && HELD.has(key) && key !== " ") return true; // in the order in which they were pressed
  if (target === menu) return HELD.has(key) || (key.length === 1 && !menu.querySelector("[data-menu-filter]"));
  if (!target.matches("[data-menu-filter]")) return false;
  const empty = !menu.querySelector("[data-menu-found] .menu__item:is(a, button):not([hidden])");
  return key === "Enter" || (empty && /^Arrow(Down|Up)$/.test(key));
}

function press(key, menu) {
  const at = menu.contains(document.activeElement) ? document.activeElement : menu;
  const taken = !at.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
  if (!taken && (key === "Enter" || key === " ") && at.matches("a, button")) at.click();
}

document.addEventListener("keydown", (event) => {
  const menu = event.target.closest?.('#task-menu[aria-busy="true"]');
  if (!menu || event.isComposing || event.ctrlKey || event.metaKey || event.altKey || !waits(event, menu)) return;
  event.preventDefault();
  event.stopPropagation();
  if (holding !== menu) held = [];
  holding = menu;
  if (!event.repeat) held.push(event.key);
}, true);

document.addEventListener("input", ({ target }) => target.closest("#task-menu") && forget());

document.addEventListener("menu:ready", ({ target: menu, detail: { came } }) => {
  const keys = holding === menu && came ? held : [];
  forget();
  for (const key of keys) press(key, menu);
});
