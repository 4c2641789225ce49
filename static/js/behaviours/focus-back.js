// Who sends a form or follows a link by keys in [data-focus-back="ids"] finds the focus on the page that it loads where they
// left it: on the first of these elements that is shown there. With a pointer pages begin as they always do.

const KEPT = "primetrade.focus";
const FRESH_MS = 15_000; // a page that did not come is no page to give a focus to
let byKeys = false;

function keep({ target }) {
  const ids = target.closest?.("[data-focus-back]")?.dataset.focusBack;
  if (!ids || !byKeys || !target.closest("form, a[href]")) return;
  try {
    sessionStorage.setItem(KEPT, JSON.stringify({ ids, until: Date.now() + FRESH_MS }));
  } catch {
    // A browser that keeps nothing: the page begins at its top.
  }
}

function take() {
  try {
    const kept = JSON.parse(sessionStorage.getItem(KEPT) ?? "{}");
    sessionStorage.removeItem(KEPT);
    return kept.until > Date.now() ? kept.ids.split(" ") : [];
  } catch {
    return [];
  }
}

document.addEventListener("keydown", () => (byKeys = true), true);
document.addEventListener("pointerdown", () => (byKeys = false), true);
document.addEventListener("submit", keep, true);
document.addEventListener("click", (event) => event.target.closest?.("a[href]") && keep(event), true);

const place = take().map((id) => document.getElementById(id)).find((one) => one?.checkVisibility());
if (place && document.activeElement === document.body) {
  if (place.tabIndex < 0) place.tabIndex = -1;
  place.focus();
}
