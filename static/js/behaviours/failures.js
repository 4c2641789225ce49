// Says why a request came to nothing: a script's ("request:failed", say.js) or one of htmx's. Signed out, htmx would
// leave the page and what is typed on it; instead a toast leads to the sign-in page.

import { outcomeOf, toastsIn, withoutToasts } from "request";
import { message } from "say";

// "done" without what was asked for is the server's fault, too.
function say({ outcome, html, happened }) {
  if (toastsIn(html).length) return;
  const why = message(outcome === "done" ? "failed" : outcome);
  const detail = { text: happened ? `${happened} ${why}` : why, bad: true, signIn: outcome === "signed-out" };
  document.dispatchEvent(new CustomEvent("toast", { detail }));
}

const happened = ({ requestConfig: { verb } }) => message(verb === "get" ? "not-shown" : "kept");

document.addEventListener("request:failed", ({ detail }) => say(detail));

document.addEventListener("htmx:beforeOnLoad", (event) => {
  const { xhr } = event.detail;
  const outcome = outcomeOf(xhr.status, xhr.getResponseHeader("HX-Redirect"));
  if (outcome !== "signed-out") return;
  event.preventDefault();
  say({ outcome, html: "", happened: happened(event.detail) });
});

document.addEventListener("htmx:responseError", ({ detail }) => {
  const { status, responseText: html } = detail.xhr;
  withoutToasts(html);
  say({ outcome: outcomeOf(status), html, happened: happened(detail) });
});

document.addEventListener("htmx:sendError", ({ detail }) => say({ outcome: "offline", html: "", happened: happened(detail) }));
document.addEventListener("htmx:timeout", ({ detail }) => say({ outcome: "late", html: "", happened: happened(detail) }));
