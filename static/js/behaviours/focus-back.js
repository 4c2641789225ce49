// Submitting a form or following a link by keyboard inside [data-focus-back="ids"] restores the focus on the page it
// loads, to the first of these elements visible there. Any other form that leads back to its own page gives the focus to
// the same button there, else to the heading of its section, else to the page. After pointer use, pages load as usual.

const KEPT = "primetrade.focus";
const FRESH_MS = 15_000; // on a page that loads later than this, the focus isn't restored

class FocusBack {
  #byKeys = false;
  #sent; // where the form was that may have left the page

  connect() {
    document.addEventListener("keydown", () => (this.#byKeys = true), true);
    document.addEventListener("pointerdown", () => (this.#byKeys = false), true);
    document.addEventListener("submit", ({ target }) => this.#leave(target), true);
    document.addEventListener("click", ({ target }) => target.closest?.("a[href]") && this.#leave(target), true);
    addEventListener("submit", (event) => (this.#sent = event.defaultPrevented ? undefined : formPlace(event)));
    addEventListener("pagehide", () => this.#sent && this.#byKeys && keep(this.#sent));
    arrive();
  }

  #leave(target) {
    this.#sent = undefined;
    const ids = target.closest("[data-focus-back]")?.dataset.focusBack;
    if (ids && this.#byKeys && target.closest("form, a[href]")) keep({ ids });
  }
}

const nameOf = (button) => (button?.ariaLabel ?? button?.textContent ?? "").trim();

function formPlace({ target: form, submitter }) {
  if (form.closest("[data-focus-back]")) return undefined;
  const heading = form.closest("section[aria-labelledby]")?.getAttribute("aria-labelledby");
  return { path: location.pathname, heading, button: nameOf(submitter) };
}

function places({ ids, path, heading, button }) {
  if (ids) return ids.split(" ").map((id) => document.getElementById(id));
  if (path !== location.pathname) return [];
  const [main, title] = [document.getElementById("main"), document.getElementById(heading)];
  const buttons = [...((title?.closest("section") ?? main)?.querySelectorAll("button") ?? [])];
  return [buttons.find((one) => nameOf(one) === button), title, main];
}

function arrive() {
  const place = places(take()).find((one) => one?.checkVisibility());
  if (document.querySelector("[aria-invalid=true][autofocus]")) return; // a field that was refused
  if (!place || document.activeElement !== document.body) return;
  if (place.tabIndex < 0) place.tabIndex = -1;
  place.focus();
}

function keep(place) {
  try {
    sessionStorage.setItem(KEPT, JSON.stringify({ ...place, until: Date.now() + FRESH_MS }));
  } catch {
    // No storage: the focus isn't restored.
  }
}

function take() {
  try {
    const kept = JSON.parse(sessionStorage.getItem(KEPT) ?? "{}");
    sessionStorage.removeItem(KEPT);
    return kept.until > Date.now() ? kept : {};
  } catch {
    return {};
  }
}

new FocusBack().connect();
