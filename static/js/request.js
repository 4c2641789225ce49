// One way for modules to talk to the server as the person's form would: with the token against forgery.

export function csrfToken() {
  return JSON.parse(document.body.getAttribute("hx-headers") ?? "{}")["x-csrftoken"] ?? "";
}

// Posts fields (an object, FormData or URLSearchParams) and gives the Response; a lost network is thrown as TypeError.
export function post(url, fields = {}, headers = {}) {
  const body = fields instanceof FormData ? fields : new URLSearchParams(fields);
  return fetch(url, {
    method: "POST",
    body,
    credentials: "same-origin",
    headers: { "x-csrftoken": csrfToken(), "HX-Request": "true", ...headers },
  });
}
