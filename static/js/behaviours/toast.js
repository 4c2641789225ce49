// Toasts disappear after 8 s, but not while hovered, focused or sent, nor with a link. New ones come from the
// server (in the page, or swapped into #toasts by htmx) and from modules as a "toast" event: {text, undo, bad, signIn, reload}.

const STAYS_MS = 8000;
const STAYS = ":hover, :focus-within, :has(a, [aria-busy=true], [data-waits], .htmx-request)";

class Toast {
  #toast;
  #timer;

  constructor(toast) {
    this.#toast = toast;
  }

  start() {
    const toast = this.#toast;
    toast.addEventListener("pointerenter", () => clearTimeout(this.#timer));
    toast.addEventListener("pointerleave", () => this.#wait());
    toast.addEventListener("focusin", () => clearTimeout(this.#timer));
    toast.addEventListener("focusout", () => setTimeout(() => this.#wait()));
    const close = toast.querySelector("[data-toast-close]");
    close.hidden = false;
    close.addEventListener("click", () => this.#leave());
    toast.addEventListener("submit", ({ target }) => {
      target.elements.next.value = here(); // scripts may have changed the address
    });
    this.#wait();
  }

  #wait() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => (this.#toast.matches(STAYS) ? this.#wait() : this.#leave()), STAYS_MS);
  }

  #leave() {
    if (this.#toast.contains(document.activeElement)) document.getElementById("main")?.focus();
    this.#toast.remove();
  }
}

// The region of the toasts. Whatever way a toast comes into it, it starts.
class Toasts {
  #region;

  constructor(region) {
    this.#region = region;
  }

  connect() {
    // A status region announces only later additions, so add the server's toasts again.
    const born = [...this.#region.children];
    this.#region.replaceChildren();
    new MutationObserver((records) => {
      for (const { addedNodes } of records) {
        for (const node of addedNodes) if (node.matches?.("[data-toast]")) new Toast(node).start();
      }
    }).observe(this.#region, { childList: true });
    // What a page told is old when Back or Forward shows it again.
    const old = performance.getEntriesByType("navigation")[0]?.type === "back_forward";
    if (!old) requestAnimationFrame(() => this.#region.append(...born));
    document.addEventListener("toast", ({ detail }) => this.#show(detail));
    document.addEventListener("close", ({ target }) => target.contains(this.#region) && document.body.append(this.#region), true);
  }

  #show(detail) {
    const place = document.querySelector("dialog:modal") ?? document.body; // everything outside it is inert
    if (this.#region.parentElement !== place) place.append(this.#region);
    if (!detail.bad || !this.#says(detail.text)) this.#region.append(build(detail));
  }

  #says(text) {
    return [...this.#region.querySelectorAll("[data-text]")].some((one) => one.textContent === text);
  }
}

const here = () => location.pathname + location.search;

function build({ text, undo, bad, signIn, reload }) {
  const toast = document.getElementById("toast-shape").content.firstElementChild.cloneNode(true);
  toast.classList.toggle("toast--bad", Boolean(bad));
  toast.querySelector(bad ? "[data-good]" : "[data-bad]").remove();
  toast.querySelector("[data-text]").textContent = text;
  const form = toast.querySelector("form");
  if (undo) form.action = undo;
  else form.remove();
  const link = toast.querySelector("[data-sign-in]");
  const back = new URLSearchParams({ next: here() });
  if (signIn) link.setAttribute("href", `${link.getAttribute("href")}?${back}`);
  else link.remove();
  if (!reload) toast.querySelector("[data-reload]").remove();
  return toast;
}

const region = document.getElementById("toasts");
if (region) new Toasts(region).connect();
