// The one way from our scripts to the server, and what the HTML fragments that it returns hold.

export const TOKEN_FIELD = "csrfmiddlewaretoken";
export const TOKEN_HEADER = "x-csrftoken";
export const REFUSED_TOKEN = "X-CSRF-Refused";
const { person: whose = "", signInAt } = document.getElementById("sign-in-again")?.dataset ?? {};

// The id of the person whose page this is; "" for nobody's.
export const person = whose;

// Sends a request and reads the whole answer. Never throws: resolves to {outcome, ok, html, response}, without a
// response if none came. The outcome is "done" or names the sentence that says why not (components/messages.html).
// Signed out, it waits for the person to sign in again, then sends the request once more (`again`).
export async function send(url, options = {}) {
  const answer = await sendOnce(url, options);
  if (answer.outcome !== "signed-out") return answer;
  const elsewhere = answer.response.headers.has(REFUSED_TOKEN);
  if (!(await signedInAgain(elsewhere, !options.method))) return answer;
  if (options.body?.has?.(TOKEN_FIELD)) options.body.set(TOKEN_FIELD, token());
  if (options.headers?.[TOKEN_HEADER]) options.headers[TOKEN_HEADER] = token();
  return { ...(await sendOnce(url, options)), again: true };
}

// What may change something says when it is sent and answered, and what it made ("request:sent", "request:answered").
export async function sendOnce(url, options = {}) {
  if (!options.method) return answerTo(url, options);
  const request = {};
  document.dispatchEvent(new CustomEvent("request:sent", { detail: request }));
  const answer = await answerTo(url, options);
  const batches = answer.response?.headers.get("X-Batch");
  const ended = ["done", "refused", "conflict"].includes(answer.outcome);
  const detail = { request, path: new URL(url, location).pathname, batches, ended };
  document.dispatchEvent(new CustomEvent("request:answered", { detail }));
  return answer;
}

async function answerTo(url, { headers = { "HX-Request": "true" }, ...options }) {
  try {
    // As long as htmx's own requests may take (base.html).
    const response = await fetch(url, { headers, signal: AbortSignal.timeout(20_000), ...options });
    if (leavesFor(response.headers.get("X-Person"))) return new Promise(() => undefined);
    const html = await response.text();
    const leads = response.headers.get("HX-Redirect") ?? (response.redirected && response.url);
    const outcome = outcomeOf(response.status, leads, response.headers.has(REFUSED_TOKEN));
    return { outcome, ok: outcome === "done", html, response };
  } catch (error) {
    return { outcome: error.name === "TimeoutError" ? "late" : "offline", ok: false, html: "" };
  }
}

// Posts fields (an object, URLSearchParams or FormData without files) as the person's own form would.
export function post(url, fields) {
  const headers = { [TOKEN_HEADER]: token(), "HX-Request": "true" };
  return send(url, { method: "POST", body: new URLSearchParams(fields), headers });
}

// A key for what a form creates. Not randomUUID(), which plain http lacks.
export function newKey() {
  return Array.from(crypto.getRandomValues(new Uint32Array(4)), (part) => part.toString(36)).join("");
}

// The CSRF token of the page.
export function token() {
  return JSON.parse(document.body.getAttribute("hx-headers") ?? "{}")[TOKEN_HEADER] ?? "";
}

// Resolves to whether the person of this page is signed in again, so that what was refused can be sent once more.
// By behaviours/sign-in-again.js. `elsewhere`: the token was refused, so somebody may be signed in already; `reads`:
// nothing would be changed by it.
export function signedInAgain(elsewhere, reads) {
  const detail = { elsewhere, reads };
  document.dispatchEvent(new CustomEvent("request:signed-out", { detail }));
  return detail.again;
}

// Asks who is signed in before a form is sent that leaves the page. Resolves like `send`.
export async function askWhoIsHere() {
  const answer = await sendOnce(signInAt);
  const fresh = answer.response?.headers.get("X-CSRF-Token");
  if (fresh) renewToken(fresh);
  return fresh || !answer.ok || (await signedInAgain()) ? answer : { outcome: "signed-out", html: "" };
}

// Gives the CSRF token of a new sign-in to the page, its forms and the shapes that forms are made from.
export function renewToken(fresh) {
  document.body.setAttribute("hx-headers", JSON.stringify({ [TOKEN_HEADER]: fresh }));
  for (const place of [document, ...[...document.querySelectorAll("template")].map(({ content }) => content)]) {
    for (const field of place.querySelectorAll(`[name="${TOKEN_FIELD}"]`)) field.value = fresh;
  }
}

// Whether an answer is for somebody else, who signed in in another tab: the page is left for theirs. Nothing of the
// answer is shown, or what was typed here could be sent in their name. Nobody is asked whether to leave.
export function leavesFor(other) {
  if (!other || !person || other === person) return false;
  addEventListener("beforeunload", (event) => event.stopImmediatePropagation(), true);
  location.replace(location.pathname + location.search);
  return true;
}

// What a status means; `leads` is the address that the answer leads to, if any. Another sign-in has another CSRF token,
// so one that is refused is of a sign-in that ended.
export function outcomeOf(status, leads, refusedToken = false) {
  if (status === 401 || refusedToken || (leads && new URL(leads, location).pathname === signInAt)) return "signed-out";
  if (status === 409 || status === 412) return "conflict";
  if (status === 429 || status >= 500) return "failed";
  return status < 400 ? "done" : "refused";
}

export function fragment(html) {
  const shape = document.createElement("template");
  shape.innerHTML = html;
  return shape.content;
}

export function toastsIn(html) {
  return [...fragment(html).querySelectorAll("[data-toast]")];
}

// A response may carry toasts besides its own content: moves them into the page and returns the rest.
export function withoutToasts(html) {
  const answer = fragment(html);
  for (const region of answer.querySelectorAll('[hx-swap-oob="beforeend:#toasts"]')) {
    document.getElementById("toasts")?.append(...region.children);
    region.remove();
  }
  return answer;
}

// The row or card in a response.
export function rowIn(html) {
  return withoutToasts(html).querySelector("[data-row]");
}
