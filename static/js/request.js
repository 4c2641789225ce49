// Posts to the server as the person's own form would, and parses the HTML fragments it returns.
// Functions only: joined scripts get a copy of them (primetrade/staticfiles.py).

// Posts fields (an object or URLSearchParams) and returns the Response; throws TypeError when the network fails.
export function post(url, fields) {
  const token = JSON.parse(document.body.getAttribute("hx-headers") ?? "{}")["x-csrftoken"] ?? "";
  return fetch(url, {
    method: "POST",
    body: new URLSearchParams(fields),
    headers: { "x-csrftoken": token, "HX-Request": "true" },
  });
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
