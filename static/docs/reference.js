// Starts Swagger UI. Nothing is asked of another host: no validator, no fonts.

const place = document.querySelector("#reference");
const isDark = matchMedia("(prefers-color-scheme: dark)");
const paint = () => document.documentElement.classList.toggle("dark-mode", isDark.matches);
isDark.addEventListener("change", paint);
paint();

// The path of a call is a link inside the button that opens the call; the button writes the
// address too, so there the link leads nowhere and the keyboard passes it by.
const noLinksInButtons = () => ({
  wrapComponents: {
    DeepLink: (Link, { React }) => (given) =>
      React.createElement(Link, { ...given, enabled: given.enabled && !given.path.includes("/") }),
  },
});

// What Swagger UI draws without a name, or scrolls without the keyboard.
const NAMES = {
  ".examples-select-element": "Example",
  ".body-param__text": "Request body",
  ".content-type": "Media type",
  "input[type=file]": "File",
  ".close-modal": "Close",
  "pre.microlight": "Example or answer",
};

function named() {
  for (const [selector, name] of Object.entries(NAMES))
    for (const element of place.querySelectorAll(`${selector}:not([aria-label])`)) {
      element.setAttribute("aria-label", name);
      if (element.matches("pre")) Object.assign(element, { tabIndex: 0, role: "region" });
    }
}
new MutationObserver(named).observe(place, { childList: true, subtree: true });

SwaggerUIBundle({
  url: place.dataset.schema,
  domNode: place,
  presets: [SwaggerUIBundle.presets.apis],
  plugins: [noLinksInButtons],
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
