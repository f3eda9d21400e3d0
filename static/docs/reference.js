// Starts Swagger UI. Nothing is asked of another host: no validator, no fonts.

const place = document.querySelector("#reference");
const isDark = matchMedia("(prefers-color-scheme: dark)");
const paint = () => document.documentElement.classList.toggle("dark-mode", isDark.matches);
isDark.addEventListener("change", paint);
paint();

SwaggerUIBundle({
  url: place.dataset.schema,
  domNode: place,
  presets: [SwaggerUIBundle.presets.apis],
  layout: "BaseLayout",
  validatorUrl: null,
  deepLinking: true,
  docExpansion: "list",
  defaultModelsExpandDepth: -1,
  displayRequestDuration: true,
  filter: true,
  tryItOutEnabled: true,
  // A key that was entered without the word before it.
  requestInterceptor(request) {
    const sent = request.headers.Authorization;
    if (sent && !sent.includes(" ")) request.headers.Authorization = `Token ${sent}`;
    return request;
  },
});
