// One way for modules to talk to the server as the person's form would, and to read the fragments that it answers.
// Functions only: where scripts are joined, they are written into the joined file.

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

// An answer may bring toasts for the page beside what it shows: moves them there and returns the rest.
export function withoutToasts(html) {
  const answer = fragment(html);
  for (const region of answer.querySelectorAll('[hx-swap-oob="beforeend:#toasts"]')) {
    document.getElementById("toasts")?.append(...region.children);
    region.remove();
  }
  return answer;
}

// The row or card of an answer.
export function rowIn(html) {
  return withoutToasts(html).querySelector("[data-row]");
}
