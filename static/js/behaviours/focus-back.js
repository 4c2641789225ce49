// Who sends a form or follows a link by keys in [data-focus-back="ids"] finds the focus on the page that it loads where they
// left it: on the first of these elements that is shown there. With a pointer pages begin as they always do.

const KEPT = "primetrade.focus";
const FRESH_MS = 15_000; // a page that loads later than this does not get the focus

class FocusBack {
  #byKeys = false;

  connect() {
    document.addEventListener("keydown", () => (this.#byKeys = true), true);
    document.addEventListener("pointerdown", () => (this.#byKeys = false), true);
    document.addEventListener("submit", ({ target }) => this.#leave(target), true);
    document.addEventListener("click", ({ target }) => target.closest?.("a[href]") && this.#leave(target), true);
    arrive();
  }

  #leave(target) {
    const ids = target.closest("[data-focus-back]")?.dataset.focusBack;
    if (ids && this.#byKeys && target.closest("form, a[href]")) keep(ids);
  }
}

function arrive() {
  const place = take().map((id) => document.getElementById(id)).find((one) => one?.checkVisibility());
  if (!place || document.activeElement !== document.body) return;
  if (place.tabIndex < 0) place.tabIndex = -1;
  place.focus();
}

function keep(ids) {
  try {
    sessionStorage.setItem(KEPT, JSON.stringify({ ids, until: Date.now() + FRESH_MS }));
  } catch {
    // No storage: the page begins at its top.
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

new FocusBack().connect();
