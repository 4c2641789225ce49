// A "refresh" event redraws the elements in its detail (each with an id) from a fresh copy of the page, by redrawing.js,
// which comes at the same time. "refresh:drawn" hands that copy to others first; "refresh:done" follows, also when the page
// stays as it was.
// With `ifChanged` in the detail, a page that is the same, or that holds unsent text, is left alone.

import { send } from "request";
import { explain, message } from "say";

const TEXT = "textarea, input:not([type=hidden], [type=checkbox], [type=radio], [type=submit])";
const typedIn = (place) => [...place.querySelectorAll(TEXT)].some(({ value, defaultValue }) => value !== defaultValue);

const load = () => import(document.getElementById("main").dataset.redrawing).catch(() => undefined);

class Refresh {
  #turn = 0;

  connect() {
    document.addEventListener("refresh", ({ detail }) => this.#draw([...detail], detail.ifChanged));
  }

  async #draw(elements, ifChanged) {
    if (!elements.length) return;
    const turn = ++this.#turn;
    for (const element of elements) element.setAttribute("aria-busy", "true"); // the redrawn element comes without it
    const [answer, redrawing] = await Promise.all([send(location.href, { headers: {} }), load()]);
    // A newer request supersedes this one.
    if (turn !== this.#turn) return;
    if (answer.ok && redrawing) {
      const page = new DOMParser().parseFromString(answer.html, "text/html");
      const same = page.body.dataset.state === document.body.dataset.state;
      if (ifChanged && (same || elements.some(typedIn))) {
        for (const element of elements) element.removeAttribute("aria-busy");
      } else {
        document.dispatchEvent(new CustomEvent("refresh:drawn", { detail: page }));
        for (const { id } of elements) redrawing.replace(id, page);
        Object.assign(document.body.dataset, page.body.dataset);
      }
    } else {
      for (const element of elements) element.removeAttribute("aria-busy");
      explain(answer.ok ? { outcome: "offline", html: "" } : answer, message("not-current"));
    }
    document.dispatchEvent(new CustomEvent("refresh:done"));
  }
}

new Refresh().connect();
