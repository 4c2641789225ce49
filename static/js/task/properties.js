// All properties are replaced together; the focus returns to the button of the menu that was used.

const used = new WeakMap(); // request of a menu's form → id of the button that opens the menu

document.addEventListener("htmx:beforeRequest", ({ target, detail: { xhr } }) => {
  const menu = target.closest?.("#task-props [popover]");
  if (menu) used.set(xhr, document.querySelector(`[popovertarget="${menu.id}"]`)?.id);
});

document.addEventListener("htmx:afterSwap", ({ detail: { xhr } }) => {
  if (used.has(xhr)) document.getElementById(used.get(xhr))?.focus();
});

// A link to a property (from a list row) opens its menu.
function openNamed() {
  const button = /^#(status|priority|assignees|labels|due)$/.test(location.hash) && document.querySelector(`#task-props ${location.hash}`);
  if (button) button.click();
}

addEventListener("hashchange", openNamed);
openNamed();
