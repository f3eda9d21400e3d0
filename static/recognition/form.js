// The form for end users: a photo or its address in, the serial number out, then a rating.

const form = document.querySelector("form.panel");
const answer = document.querySelector(".answer");
const texts = document.querySelector("#texts").dataset;
const find = (selector, inside = form) => inside.querySelector(selector);
const client = form.dataset.client || remembered();
let photo = null;
let given = null;

function remembered() {
  const fresh = `form-${Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) => byte.toString(16).padStart(2, "0")).join("")}`;
  try {
    const kept = localStorage.getItem("triptych.client") || fresh;
    localStorage.setItem("triptych.client", kept);
    return kept;
  } catch {
    return fresh; // Storage is closed to frames in some browsers.
  }
}

function show(element, text) {
  element.hidden = !text;
  if (text) element.textContent = text;
}

const complain = (text) => show(find(".error"), text);
const tell = (message) => window.parent !== window && window.parent.postMessage({ triptych: message }, "*");

// --- the photo -------------------------------------------------------------------

function take(file) {
  complain("");
  if (!file) return;
  if (!file.type.startsWith("image/")) return complain(texts.noPicture);
  if (file.size > form.dataset.maxMegabytes * 1024 * 1024) return complain(texts.tooLarge);
  photo = file;
  form.elements.url.value = "";
  const picture = find(".photo");
  URL.revokeObjectURL(picture.src);
  picture.src = URL.createObjectURL(file);
  picture.hidden = false;
  picture.onerror = () => { picture.hidden = true; };
}

function forgetPhoto() {
  photo = null;
  find(".photo").hidden = true;
  form.elements.photo.value = form.elements.camera.value = "";
}

for (const name of ["photo", "camera"]) {
  form.elements[name].addEventListener("change", (event) => take(event.target.files[0]));
}
form.elements.url.addEventListener("input", () => form.elements.url.value && forgetPhoto());
const drop = find(".drop");
for (const kind of ["dragover", "dragleave", "drop"]) {
  drop.addEventListener(kind, (event) => {
    event.preventDefault();
    drop.classList.toggle("over", kind === "dragover");
    if (kind === "drop") take(event.dataTransfer.files[0]);
  });
}
document.addEventListener("paste", (event) => {
  const [file] = event.clipboardData.files;
  if (file) { event.preventDefault(); take(file); }
});

// --- asking ------------------------------------------------------------------------

async function ask(address, options) {
  const headers = { "X-Form-Ticket": form.dataset.ticket, ...options.headers };
  let response;
  try {
    response = await fetch(address, { method: "POST", ...options, headers });
  } catch {
    throw new Error(texts.offline);
  }
  const body = await response.json().catch(() => ({}));
  if (response.ok) return body;
  if (response.status === 429) throw new Error(texts.tooMany.replace("%s", response.headers.get("Retry-After") || "60"));
  if (response.status === 403) throw new Error(texts.blocked);
  throw new Error(response.status >= 500 ? texts.broken : body.message || texts.broken);
}

const asJson = (values) => ({ headers: { "Content-Type": "application/json" }, body: JSON.stringify(values) });

function request() {
  if (!photo) return asJson({ clientUid: client, imageUrl: form.elements.url.value.trim() });
  const body = new FormData();
  body.append("clientUid", client);
  body.append("image", photo, photo.name || "photo");
  return { body };
}

function busy(since) {
  const line = find(".progress");
  line.hidden = find(".main").disabled = Boolean(since);
  line.hidden = !since;
  if (since) find("span", line).textContent = texts.seconds.replace("%s", Math.round((Date.now() - since) / 1000));
}

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  if ("preview" in form.dataset) return;
  complain("");
  if (!photo && !form.elements.url.value.trim()) return complain(texts.noPhoto);
  const began = Date.now();
  busy(began);
  const clock = setInterval(busy, 500, began);
  try {
    given = await ask(form.dataset.analyze, request());
    showAnswer(given);
  } catch (error) {
    complain(error.message);
  } finally {
    clearInterval(clock);
    busy(0);
  }
});

// --- the answer --------------------------------------------------------------------

function showAnswer(body) {
  const data = body.data || {};
  const found = body.recognitionStatus !== "failed";
  find(".verdict", answer).textContent = texts[body.recognitionStatus] || body.recognitionStatus;
  find(".serial", answer).hidden = !found;
  find("output", answer).textContent = data.serialNumber || "";
  find("dl", answer).hidden = !found;
  find("meter", answer).value = data.confidence || 0;
  find(".sure span", answer).textContent = `${Math.round((data.confidence || 0) * 100)} %`;
  describe(".where", data.location);
  describe(".others", (data.additionalNumbers || []).join(" · "));
  startRating();
  answer.hidden = false;
  answer.scrollIntoView({ block: "nearest" });
  tell({ result: body });
}

function describe(selector, text) {
  const row = find(selector, answer);
  row.hidden = !text;
  find("dd", row).textContent = text || "";
}

find(".copy", answer).addEventListener("click", async (event) => {
  const button = event.target, word = button.textContent;
  try {
    await navigator.clipboard.writeText(find("output", answer).textContent);
  } catch {
    getSelection().selectAllChildren(find("output", answer));
    if (!document.execCommand("copy")) return;
  }
  button.textContent = texts.copied;
  setTimeout(() => { button.textContent = word; }, 1500);
});

find(".again", answer).addEventListener("click", () => {
  answer.hidden = true;
  forgetPhoto();
  form.elements.url.value = "";
  form.elements.photo.focus();
});

// --- the rating ----------------------------------------------------------------------

const rating = find(".rating", answer);

function startRating() {
  rating.reset();
  rating.hidden = !given.recognitionId;
  find(".words", rating).hidden = find(".thanks", rating).hidden = true;
  find("fieldset", rating).disabled = false;
}

async function rate() {
  const values = new FormData(rating);
  const sent = { clientUid: client, recognitionId: given.recognitionId, rating: Number(values.get("rating")), feedback: values.get("feedback") };
  try {
    await ask(form.dataset.rate, asJson(sent));
    find(".thanks", rating).hidden = false;
    return true;
  } catch (error) {
    complain(error.message);
    return false;
  }
}

rating.addEventListener("change", async (event) => {
  if (event.target.name === "rating" && (await rate())) find(".words", rating).hidden = false;
});
rating.addEventListener("submit", async (event) => {
  event.preventDefault();
  if (await rate()) {
    find(".words", rating).hidden = true;
    find("fieldset", rating).disabled = true;
  }
});

// --- the page around -------------------------------------------------------------------

new ResizeObserver(() => tell({ height: document.querySelector("main").offsetHeight + 32 })).observe(document.querySelector("main"));

if ("preview" in form.dataset) {
  window.addEventListener("message", (event) => {
    const shown = event.origin === location.origin && event.data?.preview;
    if (!shown) return;
    for (const [name, value] of Object.entries(shown.colours)) {
      document.documentElement.style.setProperty(name, value);
    }
    find("h1").textContent = shown.title;
  });
  tell({ ready: true });
}
