// Parts of a page with the same data-row light up together, whichever is pointed at.
for (const one of document.querySelectorAll("[data-row]")) {
  const both = document.querySelectorAll(`[data-row="${one.dataset.row}"]`);
  const light = (on) => () => both.forEach((part) => part.classList.toggle("t-lit", on));
  for (const [event, on] of [["mouseenter", true], ["mouseleave", false], ["focus", true], ["blur", false]])
    one.addEventListener(event, light(on));
}
