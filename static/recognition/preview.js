// The preview of the form on the settings page follows the colour fields and the title.

const frame = document.querySelector("iframe.t-preview");
const field = (name) => document.querySelector(`[name="${name}"]`);
const colours = { "--button": "buttonColor", "--page": "bgColor", "--form": "formBgColor", "--text": "textColor" };

function luminance(colour) {
  const parts = [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16) / 255);
  const [red, green, blue] = parts.map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function show() {
  const typed = Object.entries(colours).map(([name, source]) => [name, field(source)?.value || ""]);
  const valid = Object.fromEntries(typed.filter(([, value]) => /^#[0-9a-f]{6}$/i.test(value)));
  if (valid["--button"]) {
    valid["--on-button"] = 1.05 / (luminance(valid["--button"]) + 0.05) >= 3 ? "#ffffff" : "#000000";
  }
  const preview = { colours: valid, title: field("titleMessage")?.value ?? "" };
  frame.contentWindow.postMessage({ preview }, location.origin);
}

if (frame && field("titleMessage")) {
  document.addEventListener("input", show);
  window.addEventListener("message", (event) => {
    if (event.source !== frame.contentWindow || event.origin !== location.origin || !event.data?.triptych) return;
    if (event.data.triptych.height) frame.style.height = `${event.data.triptych.height}px`;
    if (event.data.triptych.ready) show();
  });
  frame.src = frame.dataset.src;
  const snippet = document.querySelector(".t-snippet");
  snippet.textContent = `<script src="${new URL(snippet.textContent, location)}" async></script>`;
}
