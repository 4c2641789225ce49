// Submitting a form or following a link by keyboard inside [data-focus-back="ids"] restores the focus on the page it
// loads, to the first of these elements visible there. After pointer use, pages load as usual.

const KEPT = "primetrade.focus";
const FRESH_MS = 15_000; // on a page that loads later than this, the focus isn't restored

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
    // No storage: the focus isn't restored.
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
