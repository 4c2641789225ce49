// Boxes in a text (<form data-boxes>) are ticked at once: each tick is shown, then sent, and taken back if it is
// refused. While a request is under way, further ticks of its form wait and then go together. Loaded when a person gets
// near a box (near-boxes.js).

import { post, withoutToasts } from "request";
import { explain, message } from "say";

const formOf = (action) => document.querySelector(`form[data-boxes][action="${CSS.escape(action)}"]`);
const boxOf = (action, name) => formOf(action)?.querySelector(`[name="box"][value="${CSS.escape(name)}"]`);

class Boxes {
  #waiting = new Map(); // a form's action → box → whether it is ticked, not sent yet
  #underWay = new Set(); // actions of forms

  connect() {
    document.addEventListener("submit", (event) => event.target.matches("form[data-boxes]") && event.preventDefault()); // Enter
    document.addEventListener("change", ({ target }) => target.matches("form[data-boxes] [name=box]") && this.#tick(target));
    addEventListener("beforeunload", (event) => this.#underWay.size && event.preventDefault());
    for (const box of document.querySelectorAll("form[data-boxes] [name=box]")) if (box.checked !== box.defaultChecked) this.#tick(box);
  }

  #tick({ form, value, checked }) {
    const action = form.getAttribute("action");
    const ticks = this.#waiting.get(action) ?? new Map();
    this.#waiting.set(action, ticks.set(value, checked));
    if (!this.#underWay.has(action)) this.#send(action);
  }

  async #send(action) {
    this.#underWay.add(action);
    for (let ticks = this.#take(action); ticks; ticks = this.#take(action)) {
      const fields = new URLSearchParams([...ticks].map(([name, on]) => [on ? "box" : "ticked", name]));
      const answer = await post(action, fields);
      if (!answer.ok) this.#takeBack(action, ticks);
      if (formOf(action)) this.#show(answer.html);
      else withoutToasts(answer.html); // the panel shows another task by now
      if (!answer.ok) explain(answer, message("not-saved"));
    }
    this.#underWay.delete(action);
  }

  #take(action) {
    const ticks = this.#waiting.get(action);
    this.#waiting.delete(action);
    return ticks;
  }

  #takeBack(action, ticks) {
    const newer = this.#waiting.get(action);
    for (const [name, on] of ticks) {
      const box = boxOf(action, name);
      if (box && !newer?.has(name)) box.checked = !on;
    }
  }

  // The parts that come back may hold the box that has the focus, and boxes whose ticks wait.
  #show(html) {
    const { form, name, value } = document.activeElement;
    const focused = name === "box" && form?.getAttribute("action");
    window.htmx.swap(document.body, html, { swapStyle: "none", ignoreTitle: true }, { eventInfo: { target: document.body } });
    for (const [action, ticks] of this.#waiting) {
      for (const [box, on] of ticks) Object.assign(boxOf(action, box) ?? {}, { checked: on });
    }
    if (focused && document.activeElement === document.body) (boxOf(focused, value) ?? formOf(focused)?.querySelector("[name=box]"))?.focus();
  }
}

new Boxes().connect();
