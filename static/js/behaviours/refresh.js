// A "refresh" event redraws the elements in its detail (each with an id) from a fresh copy of the page, by redrawing.js,
// which comes at the same time. "refresh:drawn" hands that copy to others first; "refresh:done" follows, also when the page
// stays as it was.

import { send } from "request";
import { explain, message } from "say";

// A panel has its task's address; what it lies over is named by data-over.
const here = () => document.querySelector("[data-over][open]")?.dataset.over ?? location.href;
const load = () => import(document.getElementById("main").dataset.redrawing).catch(() => undefined);

class Refresh {
  #turn = 0;

  connect() {
    document.addEventListener("refresh", ({ detail }) => this.#draw([...detail], detail));
  }

  async #draw(elements, detail) {
    if (!elements.length) return;
    const turn = ++this.#turn;
    const isLatest = () => turn === this.#turn;
    for (const element of elements) element.setAttribute("aria-busy", "true"); // the redrawn element comes without it
    const [answer, redrawing] = await Promise.all([send(here(), { headers: {} }), load()]);
    if (answer.ok && redrawing) await redrawing.draw(elements, answer.html, detail, isLatest);
    if (!isLatest()) return;
    for (const element of elements) element.removeAttribute("aria-busy");
    if (!answer.ok || !redrawing) explain({ outcome: "offline", html: "", ...(redrawing && answer) }, message("not-current"));
    document.dispatchEvent(new CustomEvent("refresh:done"));
  }
}

new Refresh().connect();
