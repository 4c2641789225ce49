// Toasts disappear after 8 s, but not while hovered or focused, nor with a link to sign in. New ones come from the
// server (in the page, or swapped into #toasts by htmx) and from modules as a "toast" event: {text, undo, bad, signIn}.

const STAYS_MS = 8000;
const region = document.getElementById("toasts");

function start(toast) {
  let timer;
  const leave = () => {
    if (toast.contains(document.activeElement)) document.getElementById("main")?.focus();
    toast.remove();
  };
  const wait = () => clearTimeout(timer);
  const go = () => {
    wait();
    if (!toast.matches(":hover, :focus-within, :has([data-sign-in])")) timer = setTimeout(leave, STAYS_MS);
  };
  toast.addEventListener("pointerenter", wait);
  toast.addEventListener("pointerleave", go);
  toast.addEventListener("focusin", wait);
  toast.addEventListener("focusout", () => setTimeout(go));
  const close = toast.querySelector("[data-toast-close]");
  close.hidden = false;
  close.addEventListener("click", leave);
  toast.querySelector("form")?.addEventListener("submit", ({ target }) => {
    target.elements.next.value = location.pathname + location.search; // the current address, which scripts may have changed
  });
  go();
}

function build({ text, undo, bad, signIn }) {
  const toast = document.getElementById("toast-shape").content.firstElementChild.cloneNode(true);
  toast.classList.toggle("toast--bad", Boolean(bad));
  toast.querySelector(bad ? "[data-good]" : "[data-bad]").remove();
  toast.querySelector("[data-text]").textContent = text;
  const form = toast.querySelector("form");
  if (undo) form.action = undo;
  else form.remove();
  const link = toast.querySelector("[data-sign-in]");
  const next = location.pathname + location.search;
  if (signIn) link.setAttribute("href", `${link.getAttribute("href")}?${new URLSearchParams({ next })}`);
  else link.remove();
  return toast;
}

if (region) {
  // A status region announces only later additions, so add the server's toasts again.
  const born = [...region.children];
  region.replaceChildren();
  new MutationObserver((records) => {
    for (const { addedNodes } of records) {
      for (const node of addedNodes) if (node.matches?.("[data-toast]")) start(node);
    }
  }).observe(region, { childList: true });
  requestAnimationFrame(() => region.append(...born));
  document.addEventListener("toast", ({ detail }) => {
    const place = document.querySelector("dialog:modal") ?? document.body; // everything outside it is inert
    if (region.parentElement !== place) place.append(region);
    if (detail.bad && [...region.querySelectorAll("[data-text]")].some((one) => one.textContent === detail.text)) return;
    region.append(build(detail));
  });
  document.addEventListener("close", ({ target }) => target.contains(region) && document.body.append(region), true);
}
