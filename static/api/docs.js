// The reader of the API's schema. Requests tried from here speak for the browser's session, so they carry its CSRF token.

const place = document.getElementById("swagger-ui")
const csrfToken = document.cookie.match(/(?:^|; )(?:__Host-)?csrf=([^;]+)/)?.[1]
const dark = window.matchMedia("(prefers-color-scheme: dark)")
const follow = () => document.documentElement.classList.toggle("dark-mode", dark.matches)
dark.addEventListener("change", follow)
follow()

window.SwaggerUIBundle({
  url: place.dataset.schema,
  domNode: place,
  deepLinking: true,
  requestInterceptor: (request) => {
    if (csrfToken && request.method !== "GET") request.headers["X-CSRFToken"] = csrfToken
    return request
  },
})
