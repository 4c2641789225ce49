// A page that Back or Forward shows again is asked for again, and drawn anew where it has changed meanwhile. Scroll, focus
// and the rows that "More" brought stay (redrawing.js), and text that was typed and not sent: such a page is left as it is,
// and says so. Text that the browser kept of somebody else, who used this tab before, goes.

import { person } from "request";
import { heldRows } from "rows-held";

const loadedByBack = performance.getEntriesByType("navigation")[0]?.type === "back_forward";
const before = (loadedByBack && history.state) || {};

// For a page that the browser doesn't keep.
addEventListener("pagehide", () => {
  history.replaceState({ ...history.state, person, rows: heldRows(document), top: scrollY }, "");
});

addEventListener("pageshow", ({ persisted }) => {
  if (!persisted && before.person && before.person !== person) for (const form of document.forms) form.reset();
  const main = document.getElementById("main");
  if (!main || !document.body.dataset.state || !(persisted || loadedByBack)) return;
  const detail = Object.assign([main, document.getElementById("head")], { ifChanged: true }, !persisted && before);
  document.dispatchEvent(new CustomEvent("refresh", { detail }));
});
