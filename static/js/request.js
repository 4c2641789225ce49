// The one way from our scripts to the server, and what the HTML fragments that it returns hold.

// Sends a request and reads the whole answer. Never throws: resolves to {outcome, ok, html, response}, without a
// response if none came. The outcome is "done" or names the sentence that says why not (components/messages.html).
export async function send(url, { headers = { "HX-Request": "true" }, ...options } = {}) {
  try {
    // As long as htmx's own requests may take (base.html).
    const response = await fetch(url, { headers, signal: AbortSignal.timeout(20_000), ...options });
    const html = await response.text();
    const leads = response.headers.get("HX-Redirect") ?? (response.redirected && response.url);
    const outcome = outcomeOf(response.status, leads);
    return { outcome, ok: outcome === "done", html, response };
  } catch (error) {
    return { outcome: error.name === "TimeoutError" ? "late" : "offline", ok: false, html: "" };
  }
}

// Posts fields (an object, URLSearchParams or FormData without files) as the person's own form would.
export function post(url, fields) {
  const token = JSON.parse(document.body.getAttribute("hx-headers") ?? "{}")["x-csrftoken"] ?? "";
  const headers = { "x-csrftoken": token, "HX-Request": "true" };
  return send(url, { method: "POST", body: new URLSearchParams(fields), headers });
}

// What a status means; `leads` is the address that the answer leads to, if any.
export function outcomeOf(status, leads) {
  const signIn = document.getElementById("toast-shape")?.content.querySelector("[data-sign-in]").getAttribute("href");
  if (status === 401 || (leads && new URL(leads, location).pathname === signIn)) return "signed-out";
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
