// Says why a request came to nothing: a script's ("request:failed", say.js) or one of htmx's. Signed out, htmx would
// leave the page and what is typed on it; instead its request waits for the person to sign in again, and is sent once
// more.

import { leavesFor, outcomeOf, REFUSED_TOKEN, signedInAgain, token, TOKEN_FIELD, toastsIn, withoutToasts } from "request";
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

document.addEventListener("htmx:beforeOnLoad", async (event) => {
  const { xhr, etc, elt, requestConfig } = event.detail;
  if (leavesFor(xhr.getResponseHeader("X-Person"))) return event.preventDefault();
  const elsewhere = xhr.getResponseHeader(REFUSED_TOKEN) !== null;
  const outcome = outcomeOf(xhr.status, xhr.getResponseHeader("HX-Redirect"), elsewhere);
  if (outcome !== "signed-out") return;
  event.preventDefault();
  // A poll, while its earlier request waits.
  if (elt.hasAttribute("data-waits")) return;
  elt.setAttribute("data-waits", "");
  const reads = requestConfig.verb === "get";
  const again = !etc.values?.again && (await signedInAgain(elsewhere, reads));
  elt.removeAttribute("data-waits");
  if (again) repeat(event.detail);
  else say({ outcome, html: "", happened: happened(event.detail) });
});

function repeat({ requestConfig: { verb, path, elt, formData, triggeringEvent }, target, etc }) {
  const values = Object.assign(new FormData(), { again: true });
  for (const [name, value] of formData.entries()) values.append(name, value);
  if (values.has(TOKEN_FIELD)) values.set(TOKEN_FIELD, token());
  const context = { source: elt, event: triggeringEvent, target, swap: etc.swapOverride, values };
  window.htmx.ajax(verb, path, context).catch(() => undefined);
}

document.addEventListener("htmx:responseError", ({ detail }) => {
  const { status, responseText: html } = detail.xhr;
  withoutToasts(html);
  say({ outcome: outcomeOf(status), html, happened: happened(detail) });
});

document.addEventListener("htmx:sendError", ({ detail }) => say({ outcome: "offline", html: "", happened: happened(detail) }));
document.addEventListener("htmx:timeout", ({ detail }) => say({ outcome: "late", html: "", happened: happened(detail) }));
