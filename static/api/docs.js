// The reader of the API's schema. Requests tried from here speak for the browser's session, so they carry its CSRF token.

const place = document.getElementById("swagger-ui")
const csrfToken = document.cookie.match(/(?:^|; )(?:__Host-)?csrf=([^;]+)/)?.[1]

window.SwaggerUIBundle({
  url: place.dataset.schema,
  domNode: place,
  deepLinking: true,
  requestInterceptor: (request) => {
    if (csrfToken && request.method !== "GET") request.headers["X-CSRFToken"] = csrfToken
    return request
  },
})
