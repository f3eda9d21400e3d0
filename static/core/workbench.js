// The workbench: drop, paste, choose which answer is drawn, light up values and their places.

const form = document.querySelector("form[data-workbench]");
let chosen = "0";

function send(file) {
  if (file) {
    const files = new DataTransfer();
    files.items.add(file);
    form.elements.photo.files = files.files;
  }
  const sent = form.elements.photo.files[0] ?? form.elements.camera.files[0];
  if (!sent) return;
  const preview = form.querySelector("[data-preview]");
  preview.src = URL.createObjectURL(sent);
  preview.addEventListener("load", () => { preview.hidden = false; }, { once: true });
  form.querySelector("[data-sending]").hidden = false;
  form.elements.url.value = "";
  form.requestSubmit();
}

const pictureIn = (transfer) => [...(transfer?.files ?? [])].find((file) => file.size);

if (form) {
  const drop = form.querySelector("[data-drop]");
  form.elements.photo.addEventListener("change", () => send());
  form.elements.camera.addEventListener("change", () => send());
  for (const event of ["dragover", "dragleave", "drop"]) {
    drop.addEventListener(event, (moved) => {
      moved.preventDefault();
      drop.classList.toggle("w-over", event === "dragover");
    });
  }
  drop.addEventListener("drop", (moved) => {
    const file = pictureIn(moved.dataTransfer);
    if (file) send(file);
    else form.elements.url.value = moved.dataTransfer.getData("text/uri-list") || form.elements.url.value;
  });
  document.addEventListener("paste", (pasted) => {
    const file = pictureIn(pasted.clipboardData);
    if (!file) return;
    pasted.preventDefault();
    send(file);
  });
}

function paint() {
  for (const one of document.querySelectorAll("[data-colour]")) one.style.setProperty("--fill", one.dataset.colour);
  for (const one of document.querySelectorAll("[data-answer]")) one.classList.toggle("w-off", one.dataset.answer !== chosen);
  for (const one of document.querySelectorAll("[data-choose]")) {
    one.querySelector("button").setAttribute("aria-pressed", String(one.dataset.choose === chosen));
  }
}

function light(target, on) {
  const row = target.closest?.("[data-row]");
  if (!row) return;
  for (const part of document.querySelectorAll(`[data-row="${row.dataset.row}"]`)) part.classList.toggle("t-lit", on);
}

document.addEventListener("click", (event) => {
  const choice = event.target.closest("[data-choose]");
  if (choice) {
    chosen = choice.dataset.choose;
    paint();
    const label = document.querySelector(`[data-answer="${chosen}"] [data-label]`);
    const typed = document.querySelector("textarea[data-expected]");
    if (label && typed && !typed.dataset.touched) typed.value = label.content.textContent;
  }
  const added = event.target.closest("[data-add]");
  if (added) {
    const models = document.getElementById("w-models");
    const names = models.value.split(",").map((name) => name.trim()).filter(Boolean);
    if (!names.includes(added.dataset.add)) models.value = [...names, added.dataset.add].join(", ");
    models.focus();
  }
});
document.addEventListener("input", (event) => {
  if (event.target.matches("textarea[data-expected]")) event.target.dataset.touched = "yes";
});
for (const [event, on] of [["mouseover", true], ["mouseout", false], ["focusin", true], ["focusout", false]]) {
  document.addEventListener(event, (moved) => light(moved.target, on));
}
document.addEventListener("htmx:load", paint);
document.addEventListener("htmx:oobAfterSwap", paint);
paint();
