// The import page: announces the effect of a choice, the progress and the result, and preserves the focus.

import { announce, message } from "say";

const QUARTER = 25;
const run = () => document.getElementById("import");
const textOf = (id) => document.getElementById(id)?.textContent.trim().replace(/\s+/g, " ");

// Announces the effect of the choices: "Import 12 tasks. The name of 1 list will be lost, see below."
class Choices {
  #choices;
  #announced = this.#summary();

  constructor(choices) {
    this.#choices = choices;
    document.addEventListener("htmx:afterRequest", ({ detail }) => this.#changed(detail));
  }

  #summary() {
    return [textOf("import-now"), textOf("names-go")].filter(Boolean).join(". ");
  }

  #changed({ elt, successful }) {
    if (!this.#choices.contains(elt) || !successful || this.#summary() === this.#announced) return;
    this.#announced = this.#summary();
    announce(this.#announced);
  }
}

class Run {
  #state = run().dataset.state;
  #quarter = 0;
  #hadFocus = false; // whether the focus was in the replaced element

  constructor() {
    document.addEventListener("htmx:beforeSwap", ({ detail: { target } }) => {
      this.#hadFocus = target.id === "import" && target.contains(document.activeElement);
    });
    document.addEventListener("htmx:afterSettle", () => run() && this.#follow());
  }

  #follow() {
    const { state, percent } = run().dataset;
    if (state !== this.#state) return this.#ended(state);
    const quarter = Math.floor(Number(percent) / QUARTER);
    if (quarter > this.#quarter) announce(message("percent", { percent: Number(percent) }));
    this.#quarter = quarter;
  }

  #ended(state) {
    this.#state = state;
    const heading = run().querySelector("h1");
    announce(heading.textContent);
    heading.tabIndex = -1;
    if (this.#hadFocus) heading.focus();
  }
}

const choices = document.getElementById("choices");
if (choices) new Choices(choices);
if (run()) new Run();
