// <button hidden data-show-password="id of the input">: shown only with scripts; hides the password again on submit.

function show(button, visible) {
  document.getElementById(button.dataset.showPassword).type = visible ? "text" : "password";
  button.setAttribute("aria-pressed", String(visible));
}

for (const button of document.querySelectorAll("[data-show-password]")) button.hidden = false;

document.addEventListener("click", ({ target }) => {
  const button = target.closest?.("[data-show-password]");
  if (button) show(button, button.getAttribute("aria-pressed") !== "true");
});

document.addEventListener("submit", ({ target }) => {
  for (const button of target.querySelectorAll("[data-show-password]")) show(button, false);
});
