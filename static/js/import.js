// The page of an import: what a choice changes, how far the import is and how it ended is said, and the focus stays.

import { announce } from "say";

const QUARTER = 25;
const choices = document.getElementById("choices");
const run = () => document.getElementById("import");
const textOf = (id) => document.getElementById(id)?.textContent.trim().replace(/\s+/g, " ");
let shown = told();
let state = run()?.dataset.state;
let quarter = 0;
let had = false; // the focus stood in what is replaced

// "Import 12 tasks. The name of 1 list will be lost, see below."
function told() {
  return choices && [textOf("import-now"), textOf("names-go")].filter(Boolean).join(". ");
}

document.addEventListener("htmx:afterRequest", ({ detail }) => {
  if (!choices?.contains(detail.elt) || !detail.successful || told() === shown) return;
  shown = told();
  announce(shown);
});

function follow() {
  const percent = Number(run().dataset.percent);
  if (run().dataset.state === state) {
    if (Math.floor(percent / QUARTER) > quarter) announce(`${percent} %`);
    quarter = Math.floor(percent / QUARTER);
    return;
  }
  state = run().dataset.state;
  const heading = run().querySelector("h1");
  announce(heading.textContent);
  heading.tabIndex = -1;
  if (had) heading.focus();
}

document.addEventListener("htmx:beforeSwap", ({ detail: { target } }) => {
  had = target.id === "import" && target.contains(document.activeElement);
});

document.addEventListener("htmx:afterSettle", () => run() && follow());
