// The properties are swapped as a whole; the focus goes back to the button of the menu that was used, and a menu in which
// one chooses several things stays open on the thing just chosen.

let used; // {menu, opener, value, stays} of the menu whose form is being sent
let opened; // the button that opened the menu

document.addEventListener("click", ({ target }) => {
  const opener = target.closest?.("[popovertarget]");
  if (opener?.closest("#task-props")) opened = opener.id;
}, true);

document.addEventListener("htmx:beforeRequest", ({ target, detail }) => {
  const menu = target.closest?.("#task-props [popover]");
  if (!menu) return;
  const value = detail.requestConfig.triggeringEvent?.submitter?.value;
  used = { menu: menu.id, opener: opened, value, stays: menu.hasAttribute("data-menu-stays") };
});

document.addEventListener("htmx:afterSwap", ({ detail }) => {
  if (!used || detail.target.id !== "task-props") return;
  const { menu, opener, value, stays } = used;
  used = undefined;
  const button = document.getElementById(opener);
  button?.focus();
  if (!stays) return;
  button?.click();
  document.querySelector(`#${menu} button[value="${CSS.escape(value ?? "")}"]`)?.focus();
});

// A link to a property (from a row of a list) opens its menu.
function openNamed() {
  const button = /^#(status|priority|assignees|labels|due)$/.test(location.hash) && document.querySelector(`#task-props ${location.hash}`);
  if (button) button.click();
}

addEventListener("hashchange", openNamed);
openNamed();
