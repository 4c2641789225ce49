// Previews the chosen theme at once; submitting the form saves it.
// <input type="radio" name="theme" value="system|light|dark"> in an element with data-theme-choice.

document.addEventListener("change", ({ target }) => {
  if (!target.matches("[data-theme-choice] input, input[data-theme-choice]")) return;
  const root = document.documentElement;
  if (target.value === "light" || target.value === "dark") root.dataset.theme = target.value;
  else delete root.dataset.theme;
});
