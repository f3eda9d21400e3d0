// A button with data-copies="ID" copies the text of that element.
for (const button of document.querySelectorAll("[data-copies]")) {
  if (!navigator.clipboard) continue; // not over plain HTTP
  button.hidden = false;
  button.addEventListener("click", async () => {
    const said = button.textContent;
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copies).textContent);
    button.textContent = button.dataset.done;
    setTimeout(() => { button.textContent = said; }, 1500);
  });
}
